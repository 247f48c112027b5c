/* content_hash.h: one hash for many files, that `sha256sum` can make too.
 *
 * It is the SHA-256 of the lines "<sha256>  <name>\n" of the files in the order
 * of their names, which is what `sha256sum FILE... | sha256sum` prints. */

#pragma once

#include <glib.h>

/* SHA-256 of BYTES: 64 hex digits. g_free(). */
char *bytes_sha256 (GBytes *bytes);
/* Whether TEXT, which may be NULL, is 64 hex digits. */
gboolean sha256_is_valid (const char *text);

/* Of FILES: name -> GBytes. g_free(). */
char *content_hash_files (GHashTable *files);

/* Of every file below the folders FOLDERS (NULL-terminated) of ROOT, each under
 * its path below ROOT; a name with a dot in front is passed over. NULL is a
 * fault. g_free(). */
char *content_hash_folders (const char *root, const char *const *folders, GError **error);
