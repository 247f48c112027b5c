/* verify_kind.h: which files and folders a record has, by their names. */

#pragma once

#include <glib.h>

typedef enum {
  FILE_FOREIGN,            /* no part of a record */
  FILE_HEAD,
  FILE_CONFIG,
  FILE_SIGNERS,
  FILE_KEY,
  FILE_REF,
  FILE_PACKED_REFS,
  FILE_INFO_REFS,
  FILE_LOOSE,
  FILE_INFO_PACKS,
  FILE_PACK,
  FILE_BESIDE_PACK,
  FILE_CHECKSUMMED,        /* a cache of git's that ends with its own hash */
  FILE_LEDGER,             /* what main says, kept for programs to look up */
  FILE_LOCK,               /* of a writer; stays */
  FILE_LEFTOVER,           /* of a write that was interrupted, or goes on */
  FILE_GIT,                /* what stock git puts into a mirror */
  FILE_HOOK,               /* what stock git would run */
} FileKind;

/* What FILE is, in a record or, when IS_MIRROR, in a mirror made by git. */
FileKind file_kind (const char *file, gboolean is_mirror);
gboolean file_is_leftover (const char *file);

gboolean folder_is_of_record (const char *folder, gboolean is_mirror);
gboolean folder_is_leftover (const char *folder);
