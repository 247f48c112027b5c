#include "tests/findings.h"

char *
findings_positions (Findings *findings)
{
  GString *out = g_string_new (NULL);
  findings_sort (findings);
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *f = findings_index (findings, i);
      g_assert_nonnull (f->message);
      g_assert_true (f->severity == SEVERITY_NOTE || f->advice != NULL);
      g_string_append_printf (out, "%s:%" G_GUINT64_FORMAT ":%u:%" G_GUINT64_FORMAT ";", f->rule,
                              f->line, f->column, f->byte);
    }
  return g_string_free (out, FALSE);
}
