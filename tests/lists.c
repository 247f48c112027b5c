#include "tests/lists.h"

#include "tests/registers.h"

#include <string.h>

OfstedRequest
list_request (const char *date, const char *text, GBytes **bytes)
{
  *bytes = g_bytes_new (text, strlen (text));
  return (OfstedRequest) {
    .bytes = *bytes, .file = "f.csv", .as_at = register_day (date), .source = "Invented",
  };
}

ListWords *
list_test_words (void)
{
  g_autoptr(GError) error = NULL;
  ListWords *words = list_words_load (g_getenv ("CARE_OVERSIGHT_DATA"), &error);
  g_assert_no_error (error);
  return words;
}

char *
list_rules (Findings *findings, Severity severity)
{
  GString *out = g_string_new (NULL);
  findings_sort (findings);
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *finding = findings_index (findings, i);
      if (finding->severity == severity)
        g_string_append_printf (out, "%s:%" G_GUINT64_FORMAT ":%u;", finding->rule, finding->line,
                                finding->column);
    }
  return g_string_free (out, FALSE);
}
