/* Measures of returns whose edition lacks what a formula names: missing with the
 * reason, never 0 and never a crash. Figures of whole returns are in
 * measure_cases.c. */

#include "analyser/person/measure.h"
#include "tests/returns.h"

/* The base return as an edition has it that calls COLUMN of the ledger something
 * else, or that has no ledger when COLUMN is "". */
static Return *
return_without (Definition *definition, const char *column)
{
  g_autoptr(GHashTable) files = returns_base (definition);
  g_autoptr(Findings) findings = findings_new ();
  PartDefinition *ledger = (PartDefinition *) definition_part (definition, "adjustments");
  if (*column == '\0')
    {
      g_ptr_array_remove (definition->parts, ledger);
      g_hash_table_remove (files, "adjustments");
    }
  else
    {
      ColumnDefinition *renamed = ledger->columns->pdata[part_column (ledger, column)];
      gsize length;
      const char *text = g_bytes_get_data (g_hash_table_lookup (files, "adjustments"), &length);
      g_autoptr(GString) changed = g_string_new_len (text, (gssize) length);
      g_assert_cmpuint (g_string_replace (changed, column, "renamed", 1), ==, 1);
      g_free (renamed->name);
      renamed->name = g_strdup ("renamed");
      g_hash_table_replace (files, g_strdup ("adjustments"), g_bytes_new (changed->str, changed->len));
    }
  Submission *submission = submission_read (definition, files, "returns", NULL, findings);
  g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), ==, 0);
  return return_new (definition, (Period) { .year = 2025 }, "P00001", "returns", submission);
}

static MeasureResult
evaluate (const Methods *methods, const Return *ret)
{
  g_autoptr(GError) error = NULL;
  const MeasureDefinition *adjusted = methods_measure (methods, "adjusted_operating_margin", &error);
  g_assert_no_error (error);
  MeasureSource source = { .methods = methods, .ret = ret, .report_date = date_from_ymd (2026, 3, 31) };
  return measure_evaluate (adjusted, &source, MEASURE_TOTAL);
}

static void
test_no_ledger (void)
{
  static const char *const columns[] = { "amount", "kind", "activity", "" };
  g_autoptr(GError) error = NULL;
  g_autoptr(Methods) methods
    = methods_load (g_getenv ("CARE_OVERSIGHT_DATA"), date_from_ymd (2026, 3, 31), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr(Definition) definition = returns_define ("annual", "2025-26");
      g_autoptr(Return) ret = return_without (definition, columns[i]);
      MeasureResult result = evaluate (methods, ret);
      g_test_message ("without '%s'", columns[i]);
      g_assert_cmpint (result.value.kind, ==, FIGURE_NOT_SUPPLIED);
      g_assert_cmpstr (result.value.reason, ==, "the return has no ledger of adjustments");
      g_assert_cmpuint (result.level, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/measure/a-ledger-that-is-not-there-is-not-supplied", test_no_ledger);
  return g_test_run ();
}
