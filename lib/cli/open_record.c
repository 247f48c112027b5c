#include "lib/cli/open_record.h"

#include <stdio.h>

Store *
open_record (const char *path, GError **error)
{
  RecordKind kind;
  g_autoptr(Store) store = store_open (path, error);
  if (store == NULL || !store_kind (store, &kind, error))
    return NULL;
  if (kind == RECORD_PRACTICE)
    fprintf (stderr, STORE_PRACTICE ": the record '%s' is for practice; nothing in it is real\n", path);
  return g_steal_pointer (&store);
}
