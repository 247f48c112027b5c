#include "lib/events/ledger_row.h"

#include <string.h>

#include "lib/events/event_kind.h"

static const char *const trailers[LEDGER_KEYS] = {
  [LEDGER_RETURN] = "Return", [LEDGER_PERIOD] = "Period", [LEDGER_PERSON] = "Person",
};

LedgerRow *
ledger_row_new (const ObjectId *commit, gint64 time, gint64 authored, const char *message)
{
  g_autofree char *text = message_trailers (message);
  gsize length = strlen (text);
  LedgerRow *row = g_malloc (sizeof *row + length + 1);
  *row = (LedgerRow) { .commit = *commit, .time = time, .authored = authored, .length = length };
  memcpy (row->trailers, text, length + 1);
  return row;
}

LedgerRow *
ledger_row_copy (const LedgerRow *row)
{
  return g_memdup2 (row, sizeof *row + row->length + 1);
}

const char *
ledger_row_field (const LedgerRow *row, LedgerField field, gsize *length)
{
  const char *value = trailers_find (row->trailers, trailers[field], length);
  if (value != NULL)
    return value;
  *length = 0;
  return "";
}

gboolean
ledger_row_matches (const LedgerRow *row, const LedgerKey *key)
{
  for (guint i = 0; i < LEDGER_KEYS; i++)
    {
      gsize length;
      if (key->text[i] == NULL)
        continue;
      const char *value = ledger_row_field (row, i, &length);
      if (strlen (key->text[i]) != length || memcmp (value, key->text[i], length) != 0)
        return FALSE;
    }
  return TRUE;
}
