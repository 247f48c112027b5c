#include "collector/intake/repeated_finding.h"

typedef struct {
  RepeatedFinding first;
  guint64 rows;
} Reason;

struct _RepeatedFindings {
  GPtrArray *reasons;      /* Reason, owned, in order of first row */
  GHashTable *by_key;      /* rule and key -> Reason, borrowed */
};

static void
reason_free (gpointer data)
{
  Reason *reason = data;
  g_free (reason->first.message);
  g_free (reason->first.value);
  g_free (reason->first.expected);
  g_free (reason->first.advice);
  g_free (reason);
}

RepeatedFindings *
repeated_findings_new (void)
{
  RepeatedFindings *repeated = g_new0 (RepeatedFindings, 1);
  repeated->reasons = g_ptr_array_new_with_free_func (reason_free);
  repeated->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return repeated;
}

void
repeated_findings_free (RepeatedFindings *repeated)
{
  if (repeated == NULL)
    return;
  g_hash_table_unref (repeated->by_key);
  g_ptr_array_unref (repeated->reasons);
  g_free (repeated);
}

gboolean
repeated_findings_count (RepeatedFindings *repeated, const char *rule, const char *key)
{
  g_autofree char *full = g_strconcat (rule, "\n", key, NULL);
  Reason *reason = g_hash_table_lookup (repeated->by_key, full);
  if (reason != NULL)
    reason->rows++;
  return reason != NULL;
}

void
repeated_findings_add (RepeatedFindings *repeated, const char *key, const RepeatedFinding *first)
{
  Reason *reason = g_new0 (Reason, 1);
  *reason = (Reason) { *first, 1 };
  g_ptr_array_add (repeated->reasons, reason);
  g_hash_table_insert (repeated->by_key, g_strconcat (first->rule, "\n", key, NULL), reason);
}

void
repeated_findings_report (const RepeatedFindings *repeated, const char *file, Findings *findings)
{
  for (guint i = 0; i < repeated->reasons->len; i++)
    {
      const Reason *reason = repeated->reasons->pdata[i];
      const RepeatedFinding *first = &reason->first;
      g_autofree char *message = g_strdup_printf ("%s (%" G_GUINT64_FORMAT " row%s)", first->message,
                                                  reason->rows, reason->rows == 1 ? "" : "s");
      Finding *finding = findings_add (findings, first->severity, first->rule, file, first->line,
                                       first->column, message);
      finding_describe (finding, first->field, first->value, first->expected, first->advice);
      finding_set_byte (finding, first->byte);
    }
}
