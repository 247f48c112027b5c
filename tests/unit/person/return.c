/* One return: each value as a figure with its place, or missing with its reason.
 * The annual return is the clean one of the rules' cases. */

#include "analyser/person/return.h"

#include <string.h>

#include "tests/filed_examples.h"
#include "tests/returns.h"

/* A return that is of no record; with TEXT as PART, unless that is NULL. */
static Return *
read_return (const Definition *definition, const char *part, const char *text)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GHashTable) files = returns_base (definition);
  if (part != NULL)
    g_hash_table_replace (files, g_strdup (part), g_bytes_new (text, strlen (text)));
  Submission *submission = submission_read (definition, files, "place", NULL, findings);
  g_assert_nonnull (submission);
  return return_new (definition, (Period) { .year = 2025 }, "P00001", "place", submission);
}

/* Cells of the statement: line 3 is "other_income,50000.00,0.00,,,,50000.00", line 50
 * "available_child_weeks,1040.0,z,,,,1040.0"; columns are line, five activities, total. */
static void
test_lines (void)
{
  static const struct { const char *line, *column, *value, *reason; guint64 row; guint position; } rows[] = {
    { "other_income", "childrens_homes", "50000.00", NULL, 3, 2 },
    { "other_income", "fostering", "0.00", NULL, 3, 3 },
    { "other_income", "education", "x", "other_income is not supplied", 3, 5 },
    { "available_child_weeks", "fostering", "z", "available_child_weeks is not applicable", 50, 3 },
    { "available_child_weeks", "total", "1040.00", NULL, 50, 7 },
    /* Where there is one column of answers no other is asked for. */
    { "ownership_type", "total", "z", "ownership_type is not a number", 4, 2 },
    { "no_such_line", "total", "x", "no_such_line is not a line of the return", 0, 0 },
    { "other_income", "no_such_column", "x", "other_income is not a line of the return", 0, 0 },
  };
  g_autoptr(Definition) definition = returns_define ("annual", "2025-26");
  g_autoptr(Return) ret = read_return (definition, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ReturnCell cell = return_line (ret, rows[i].line, rows[i].column);
      g_autofree char *value = figure_to_string (cell.value, 0, 2);
      g_test_message ("%s %s", rows[i].line, rows[i].column);
      g_assert_cmpstr (value, ==, rows[i].value);
      g_assert_cmpstr (cell.value.reason, ==, rows[i].reason);
      g_assert_cmpuint (cell.line, ==, rows[i].row);
      g_assert_cmpuint (cell.column, ==, rows[i].position);
    }
}

/* A date is told from a number, a text is given as it stands, a blank has no text. */
static void
test_kinds (void)
{
  g_autoptr(Definition) definition = returns_define ("annual", "2025-26");
  g_autoptr(Return) ret = read_return (definition, NULL, NULL);
  ReturnCell date = return_line (ret, "period_end", "total"), text = return_line (ret, "ultimate_parent", "value");
  ReturnCell number = return_line (ret, "cash", "total"), blank = return_line (ret, "cash", "fostering");
  g_assert_true (date.is_date);
  g_assert_cmpint ((gint64) date.value.num, ==, date_from_ymd (2026, 3, 31));
  g_assert_cmpuint (date.line, ==, 6);
  g_assert_cmpstr (text.text, ==, "Example Holdings Ltd");
  g_assert_cmpstr (text.part, ==, "ownership");
  g_assert_false (number.is_date);
  g_assert_null (number.text);
  g_assert_null (blank.text);
  g_assert_cmpstr (blank.part, ==, "statement");
}

/* A line that the file lacks, and a cell that cannot be read, are no zeros. */
static void
test_damaged (void)
{
  g_autoptr(Definition) definition = returns_define ("annual", "2025-26");
  g_autoptr(Return) ret = read_return (definition, "statement",
                                       "line,childrens_homes,fostering,supported_accommodation,education,other,total\n"
                                       "fee_income,4000000.00,12e3,,,,5000000.00\n");
  ReturnCell absent = return_line (ret, "cash", "total"), unread = return_line (ret, "fee_income", "fostering");
  g_assert_cmpint (absent.value.kind, ==, FIGURE_NOT_SUPPLIED);
  g_assert_cmpstr (absent.value.reason, ==, "cash is not supplied");
  g_assert_cmpstr (absent.part, ==, "statement");
  g_assert_cmpuint (absent.line, ==, 0);
  g_assert_cmpint (unread.value.kind, ==, FIGURE_UNRELIABLE);
  g_assert_cmpstr (unread.value.reason, ==, "fee_income cannot be read");
}

static void
test_rows (void)
{
  g_autoptr(Definition) definition = returns_define ("annual", "2025-26");
  g_autoptr(Return) ret = read_return (definition, NULL, NULL);
  g_assert_cmpuint (return_rows (ret, "adjustments"), ==, 2);
  g_assert_cmpuint (return_rows (ret, "borrowings"), ==, 4);
  g_assert_cmpuint (return_rows (ret, "establishments"), ==, 0);
  ReturnCell amount = return_cell (ret, "adjustments", 1, "amount");
  g_autofree char *value = figure_to_string (amount.value, 0, 2);
  g_assert_cmpstr (value, ==, "60000.00");
  g_assert_cmpuint (amount.line, ==, 3);
  g_assert_cmpuint (amount.column, ==, 4);
  g_assert_cmpstr (return_cell (ret, "adjustments", 0, "reviewer").text, ==, "A. Reviewer");
  ReturnCell none = return_cell (ret, "adjustments", 0, "price");
  g_assert_null (none.part);
  g_assert_cmpstr (none.value.reason, ==, "price is not in the return");
  g_assert_true (return_has_column (ret, "adjustments", "amount"));
  g_assert_false (return_has_column (ret, "adjustments", "price"));
  g_assert_false (return_has_column (ret, "establishments", "urn"));
}

/* Who, when and as what; and nothing of a filing where there is none. */
static void
test_names (void)
{
  g_autoptr(Definition) definition = returns_define ("annual", "2025-26");
  g_autoptr(Return) ret = read_return (definition, NULL, NULL);
  g_assert_cmpstr (return_id (ret), ==, "annual");
  g_assert_cmpstr (return_person (ret), ==, "P00001");
  g_assert_cmpstr (return_folder (ret), ==, "place");
  g_assert_cmpstr (return_edition (ret), ==, definition->edition);
  g_assert_cmpuint (return_period (ret).year, ==, 2025);
  g_assert_true (return_definition (ret) == definition);
  g_assert_null (return_filing (ret));
  g_assert_null (return_commit (ret));
  g_assert_cmpuint (return_version (ret), ==, 0);
}

/* The commit is the one that put it in force, not the newest. */
static void
test_commit (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_autofree char *first = filed_examples_add (examples, (FiledExample) { "P00108", "annual", "2024-25" });
  g_autofree char *second = filed_examples_add (examples, (FiledExample) { "P00108", "annual", "2025-26" });
  g_autoptr(Snapshot) now = filed_examples_snapshot (examples, NULL);
  g_autoptr(Dataset) dataset = filed_examples_load (examples, now);
  g_assert_cmpstr (return_commit (dataset_index (dataset, 0)), ==, first);
  g_assert_cmpstr (return_commit (dataset_index (dataset, 1)), ==, second);
  g_assert_cmpuint (return_version (dataset_index (dataset, 0)), ==, 1);
  g_assert_cmpstr (return_filing (dataset_index (dataset, 0))->signatory, ==, "Ann Lee");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/return/each-value-has-its-place-or-its-reason", test_lines);
  g_test_add_func ("/return/dates-texts-and-numbers", test_kinds);
  g_test_add_func ("/return/what-is-damaged-is-not-zero", test_damaged);
  g_test_add_func ("/return/rows-of-a-part", test_rows);
  g_test_add_func ("/return/who-when-and-as-what", test_names);
  g_test_add ("/return/the-commit-that-put-it-in-force", FiledExamples, NULL, filed_examples_set_up, test_commit,
              filed_examples_tear_down);
  int result = g_test_run ();
  return_free (NULL);
  return result;
}
