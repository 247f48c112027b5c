#include "lib/verify/verify_ledger.h"

#include "lib/events/ledger_file.h"
#include "lib/record/store_layout.h"

void
verify_ledger_file (Verify *verify, const char *file)
{
  g_clear_pointer (&verify->ledger, g_bytes_unref);
  verify->ledger = verify_load (verify, file);
}

void
verify_ledger (Verify *verify, const GPtrArray *line)
{
  const Step *first = line->len == 0 ? NULL : g_ptr_array_index (line, line->len - 1);
  if (verify->ledger == NULL || first == NULL || first->has_parent)
    return;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  for (guint i = line->len; i > 0; i--)
    {
      const Step *step = g_ptr_array_index (line, i - 1);
      ObjectId id;
      gboolean parsed = object_id_parse (step->hex, &id);
      g_assert (parsed);
      g_ptr_array_add (rows, ledger_row_new (&id, step->time, step->author_time, step->message));
    }
  const char *fault = ledger_file_fault (verify->ledger, rows);
  if (fault != NULL)
    verify_advise (verify_report (verify, SEVERITY_HARD, "RECORD-LEDGER", LEDGER_FILE, "%s", fault),
                   "Delete it: it is made anew of the events. Find out who changed it, or main, if nobody "
                   "knows of a fault of the disk.");
}
