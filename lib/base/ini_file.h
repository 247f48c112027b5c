/* ini_file.h: settings that the project ships, as keys in [groups].
 *
 * Whatever is wrong with one is a fault that names the file; so is a group or a
 * key that nobody reads, for a misspelt one would be a setting left out. */

#pragma once

#include <glib.h>

typedef struct {
  const char *group;           /* one that ends in '*' stands for all that begin so */
  const char *const *keys;     /* NULL-terminated */
} IniGroup;

/* Reads PATH. GROUPS are those it may have, up to one without a name; NULL: any. */
GKeyFile *ini_file_read (const char *path, const IniGroup *groups, GError **error);
