#include "lib/cli/open_record.h"

Store *
open_record (const char *path, FILE *said_to, const char **mark, GError **error)
{
  RecordKind kind;
  g_autoptr(Store) store = store_open (path, error);
  if (store == NULL || !store_kind (store, &kind, error))
    return NULL;
  *mark = kind == RECORD_PRACTICE ? STORE_PRACTICE : NULL;
  if (*mark != NULL)
    fprintf (said_to, "%s: the record '%s' is for practice; nothing in it is real\n", *mark, path);
  return g_steal_pointer (&store);
}
