#include "lib/verify/verify_kind.h"

#include "lib/base/path_pattern.h"
#include "lib/events/ledger_file.h"
#include "lib/record/store_layout.h"

#define PACK "objects/pack/pack-########################################"
#define PACK_OF_EVENTS "objects/pack/pack-event-########################################"

/* In a pattern '#' is a hexadecimal digit, '*' any characters of one name. The
 * first that fits counts. */
typedef struct {
  const char *pattern;
  FileKind kind;
} Row;

static const Row rows[] = {
  { "HEAD", FILE_HEAD },
  { "config", FILE_CONFIG },
  { STORE_SIGNERS_PATH, FILE_SIGNERS },
  { STORE_KEY_PATH, FILE_KEY },
  { STORE_MAIN_REF, FILE_REF },
  { STORE_LOCK_PATH, FILE_LOCK },
  { LEDGER_FILE, FILE_LEDGER },
  { LEDGER_FILE LEDGER_FILE_MADE, FILE_LEFTOVER },
  { "refs/heads/main*.lock", FILE_LEFTOVER },
  { "refs/drafts/*/*/*.lock", FILE_LEFTOVER },
  { "refs/drafts/*/*/*", FILE_REF },
  { "packed-refs", FILE_PACKED_REFS },
  { "info/refs", FILE_INFO_REFS },
  { "objects/##/######################################", FILE_LOOSE },
  { "objects/info/packs", FILE_INFO_PACKS },
  { "objects/info/commit-graph", FILE_CHECKSUMMED },
  { "objects/pack/multi-pack-index", FILE_CHECKSUMMED },
  { PACK ".pack", FILE_PACK },
  { PACK ".idx", FILE_BESIDE_PACK },
  { PACK_OF_EVENTS ".pack", FILE_PACK },
  { PACK_OF_EVENTS ".idx", FILE_BESIDE_PACK },
  { PACK ".rev", FILE_BESIDE_PACK },
  { PACK ".bitmap", FILE_BESIDE_PACK },
  { PACK ".mtimes", FILE_BESIDE_PACK },
  /* What git and we leave when a process is killed. */
  { PACK ".keep", FILE_LEFTOVER },
  { "objects/##/tmp_*", FILE_LEFTOVER },
  { "objects/tmp_*", FILE_LEFTOVER },
  { "objects/pack/tmp_*", FILE_LEFTOVER },
  { "objects/pack/pack_*", FILE_LEFTOVER },
  { "objects/pack/.tmp-*", FILE_LEFTOVER },
  { "objects/pack/*.lock", FILE_LEFTOVER },
  { "objects/info/*.lock", FILE_LEFTOVER },
  { "objects/info/packs_*", FILE_LEFTOVER },
  { "objects/info/tmp_*", FILE_LEFTOVER },
  { "info/refs_*", FILE_LEFTOVER },
  { "packed-refs.lock", FILE_LEFTOVER },
  { "packed-refs.new", FILE_LEFTOVER },
  { "HEAD.lock", FILE_LEFTOVER },
  { "config.lock", FILE_LEFTOVER },
  { "gc.pid", FILE_LEFTOVER },
  { "gc.pid.lock", FILE_LEFTOVER },
  { "gc.log", FILE_LEFTOVER },
  { "gc.log.lock", FILE_LEFTOVER },
};

static const Row rows_of_mirror[] = {
  { "description", FILE_GIT },
  { "info/exclude", FILE_GIT },
  { "FETCH_HEAD", FILE_GIT },
  { "hooks/*.sample", FILE_GIT },
};

static const Row foreign[] = {
  { "hooks/*", FILE_HOOK },
};

static const char *const folders[] = {
  "objects", "objects/##", "objects/info", "objects/pack", "refs", "refs/heads", "refs/tags",
  "refs/drafts", "refs/drafts/*", "refs/drafts/*/*", "info", "signing", NULL,
};

static const char *const folders_of_mirror[] = { "hooks", "branches", NULL };

static FileKind
find (const Row *table, guint n, const char *file)
{
  for (guint i = 0; i < n; i++)
    if (path_pattern_matches (table[i].pattern, file))
      return table[i].kind;
  return FILE_FOREIGN;
}

FileKind
file_kind (const char *file, gboolean is_mirror)
{
  FileKind kind = find (rows, G_N_ELEMENTS (rows), file);
  if (kind == FILE_FOREIGN && is_mirror)
    kind = find (rows_of_mirror, G_N_ELEMENTS (rows_of_mirror), file);
  return kind != FILE_FOREIGN ? kind : find (foreign, G_N_ELEMENTS (foreign), file);
}

gboolean
file_is_leftover (const char *file)
{
  return file_kind (file, FALSE) == FILE_LEFTOVER;
}

static gboolean
is_among (const char *const *patterns, const char *folder)
{
  for (; *patterns != NULL; patterns++)
    if (path_pattern_matches (*patterns, folder))
      return TRUE;
  return FALSE;
}

gboolean
folder_is_of_record (const char *folder, gboolean is_mirror)
{
  return is_among (folders, folder) || (is_mirror && is_among (folders_of_mirror, folder));
}

gboolean
folder_is_leftover (const char *folder)
{
  return path_pattern_matches ("objects/tmp_objdir-*", folder)
         || path_pattern_matches ("objects/incoming-*", folder);
}
