#include "lib/returns/submission.h"
#include "tests/registers.h"
#include "tests/returns.h"

#include <string.h>

static Submission *
read_files (const Definition *definition, GHashTable *files, Findings *findings)
{
  g_autoptr(Authorities) known = register_reference_authorities ();
  Submission *submission = submission_read (definition, files, "sent", known, findings);
  findings_sort (findings);
  return submission;
}

static void
test_reads_cells (void)
{
  g_autoptr(Definition) definition = returns_define ("annual", "2025-26");
  g_autoptr(GHashTable) files = returns_base (definition);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(Submission) submission = read_files (definition, files, findings);
  g_assert_cmpuint (findings_length (findings), ==, 0);
  const SubmissionPart *statement = submission_part (submission, "statement");
  g_assert_true (submission_part_is_sound (statement));
  g_assert_cmpuint (submission_part_rows (statement), ==, 50);
  g_assert_cmpstr (submission_part_file (statement), ==, "sent/statement.csv");
  guint row = (guint) submission_part_row_of (statement, "fee_income");
  g_assert_cmpuint (submission_part_line (statement, row), ==, 2);
  guint total = (guint) part_column (submission_part_definition (statement), "total");
  g_assert_cmpuint (submission_part_position (statement, total), ==, 7);
  Cell cell = submission_part_cell (statement, row, total);
  g_assert_cmpint (cell.state, ==, CELL_VALUE);
  g_assert_cmpint (cell.number, ==, 500000000);
  g_assert_cmpuint (cell.decimals, ==, 2);
  g_assert_null (cell.text);
  cell = submission_part_cell (statement, row, 3);
  g_assert_cmpint (cell.state, ==, CELL_BLANK);
  row = (guint) submission_part_row_of (statement, "available_child_weeks");
  cell = submission_part_cell (statement, row, 1);
  g_assert_cmpint (cell.number, ==, 10400);
  g_assert_cmpuint (cell.decimals, ==, 1);
  cell = submission_part_cell (statement, row, 2);
  g_assert_cmpint (cell.state, ==, CELL_NOT_APPLICABLE);
  g_assert_cmpint (submission_part_row_of (statement, "no_such_line"), ==, -1);
  const SubmissionPart *ownership = submission_part (submission, "ownership");
  cell = submission_part_cell (ownership, (guint) submission_part_row_of (ownership, "going_concern"), 1);
  g_assert_cmpint (cell.type, ==, CELL_CHOICE);
  g_assert_cmpstr (cell.text, ==, "no_material_uncertainty");
}

/* A change to a clean return, and the one finding it makes. */
static const struct {
  const char *return_id, *part, *old, *new_text;
  const char *rule, *file;
  guint64 line;
  guint column;
  const char *field;
} changes[] = {
  { "annual", "statement", "staff_costs,", "staf_costs,", "LINE-UNKNOWN", "sent/statement.csv", 5, 1, "line" },
  { "annual", "statement", "\nother_income,50000.00,0.00,,,,50000.00\n", "\n", "LINE-MISSING", "sent/statement.csv", 0, 0, NULL },
  { "annual", "statement", "\nother_income,50000.00,0.00,,,,50000.00\n",
    "\nother_income,50000.00,0.00,,,,50000.00\nother_income,50000.00,0.00,,,,50000.00\n",
    "KEY-TWICE", "sent/statement.csv", 4, 1, "other_income:line" },
  { "annual", "statement", "tax,,,,,,150000.00", "tax,1,,,,,150000.00", "VAL-NOT-ASKED", "sent/statement.csv", 24, 2, "tax:childrens_homes" },
  { "annual", "statement", "tax,,,,,,150000.00", "tax,,,,,,", "VAL-REQUIRED", "sent/statement.csv", 24, 7, "tax:total" },
  { "annual", "statement", "total_assets,,,,,,5200000.00", "total_assets,,,,,,z", "VAL-NOT-APPLICABLE", "sent/statement.csv", 35, 7, "total_assets:total" },
  { "annual", "borrowings", "6.25", "6.255", "VAL-DECIMALS", "sent/borrowings.csv", 2, 4, "rate_percent" },
  { "annual", "borrowings", "Revolving facility,", "Term loan,", "KEY-TWICE", "sent/borrowings.csv", 3, 1, "facility" },
  { "annual", "ownership", "2026-03-31", "31/03/2026", "VAL-DATE", "sent/ownership.csv", 6, 2, "period_end:value" },
  { "capacity", "establishments", "E06000021", "Stoke on Trent", "VAL-AUTHORITY", "sent/establishments.csv", 3, 3, "authority" },
  { "capacity", "placements", "E06000021,childrens_homes", "E08000025,childrens_homes", "KEY-TWICE", "sent/placements.csv", 3, 1, "placing_authority" },
};

static void
test_one_finding_each (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      gboolean annual = strcmp (changes[i].return_id, "annual") == 0;
      g_autoptr(Definition) definition = returns_define (changes[i].return_id, annual ? "2025-26" : "2025-26-Q1");
      g_autoptr(GHashTable) files = returns_base (definition);
      g_autoptr(Findings) findings = findings_new ();
      returns_change (files, changes[i].part, changes[i].old, changes[i].new_text);
      g_autoptr(Submission) submission = read_files (definition, files, findings);
      g_test_message ("change %u: %s", i, changes[i].rule);
      const Finding *finding = findings_index (findings, 0);
      g_assert_cmpstr (finding->rule, ==, changes[i].rule);
      g_assert_cmpstr (finding->file, ==, changes[i].file);
      g_assert_cmpuint (finding->line, ==, changes[i].line);
      g_assert_cmpuint (finding->column, ==, changes[i].column);
      g_assert_cmpstr (finding->field, ==, changes[i].field);
      g_assert_cmpuint (findings_length (findings), ==, 1);
      g_assert_false (submission_part_is_sound (submission_part (submission, changes[i].part)));
    }
}

/* A line that is not there is missing when every row is; else it may be in one that
 * could not be read, which a note says of all such lines. */
static void
test_lost_rows (void)
{
  static const struct { const char *old, *new_text, *rules, *lines; gboolean lost; } rows[] = {
    { "education,other", "educaton,other", "LINE-MISSING CSV-COLUMN-MISSING CSV-COLUMN-UNKNOWN ", NULL, FALSE },
    { "staff_costs,2000000.00,", "staff_costs,,2000000.00,", "CSV-WIDTH LINE-UNJUDGED ", "other_income, staff_costs", TRUE },
    { "staff_costs,2000000.00,", "staff_costs,\xe9,2000000.00,", "CSV-ENCODING CSV-WIDTH LINE-UNJUDGED ",
      "other_income, staff_costs", TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(Definition) definition = returns_define ("annual", "2025-26");
      g_autoptr(GHashTable) files = returns_base (definition);
      g_autoptr(Findings) findings = findings_new ();
      g_autoptr(GString) rules = g_string_new (NULL);
      returns_change (files, "statement", "\nother_income,50000.00,0.00,,,,50000.00\n", "\n");
      returns_change (files, "statement", rows[i].old, rows[i].new_text);
      g_autoptr(Submission) submission = read_files (definition, files, findings);
      for (guint k = 0; k < findings_length (findings); k++)
        {
          const Finding *finding = findings_index (findings, k);
          if (strstr (rules->str, finding->rule) == NULL)
            g_string_append_printf (rules, "%s ", finding->rule);
          if (strcmp (finding->rule, "LINE-UNJUDGED") == 0)
            g_assert_true (g_str_has_suffix (finding->message, rows[i].lines));
        }
      g_assert_cmpstr (rules->str, ==, rows[i].rules);
      g_assert_cmpint (submission_part_lost_rows (submission_part (submission, "statement")), ==, rows[i].lost);
    }
}

static void
test_missing_and_unknown_parts (void)
{
  g_autoptr(Definition) definition = returns_define ("annual", "2025-26");
  g_autoptr(GHashTable) files = returns_base (definition);
  g_autoptr(Findings) findings = findings_new ();
  g_hash_table_insert (files, g_strdup ("borowings"), g_bytes_new_static ("x\n", 2));
  g_hash_table_remove (files, "borrowings");
  g_autoptr(Submission) submission = read_files (definition, files, findings);
  g_assert_null (submission_part (submission, "borrowings"));
  g_assert_cmpuint (findings_length (findings), ==, 2);
  g_assert_cmpstr (findings_index (findings, 0)->rule, ==, "PART-UNKNOWN");
  g_assert_cmpstr (findings_index (findings, 0)->advice, ==,
                   "Remove it or give it the name of a part; perhaps 'borrowings' is meant.");
  g_assert_cmpstr (findings_index (findings, 1)->rule, ==, "PART-MISSING");
}

/* A header alone is an answer where the definition says so; a column for the
 * reader's eye is not read. */
static void
test_nil_parts_and_labels (void)
{
  g_autoptr(Definition) definition = returns_define ("annual", "2025-26");
  g_autoptr(GHashTable) files = returns_base (definition);
  g_autoptr(Findings) findings = findings_new ();
  static const char header[] = "entry,kind,activity,amount,reason,reviewer\n";
  g_hash_table_replace (files, g_strdup ("adjustments"), g_bytes_new_static (header, strlen (header)));
  static const char labelled[] = "label,value,line\nCompany,01234567,company_number\n";
  g_hash_table_replace (files, g_strdup ("ownership"), g_bytes_new_static (labelled, strlen (labelled)));
  g_autoptr(Submission) submission = read_files (definition, files, findings);
  g_assert_true (submission_part_is_sound (submission_part (submission, "adjustments")));
  g_assert_cmpuint (findings_length (findings), ==, 9);
  for (guint i = 0; i < findings_length (findings); i++)
    g_assert_cmpstr (findings_index (findings, i)->rule, ==, "LINE-MISSING");
  const SubmissionPart *ownership = submission_part (submission, "ownership");
  g_assert_cmpstr (submission_part_cell (ownership, 0, 1).text, ==, "01234567");
  g_assert_cmpuint (submission_part_position (ownership, 1), ==, 2);
}

/* 100,000 rows that are all wrong take no longer than good ones: what may have
 * been meant is looked for a limited number of times. */
static void
test_many_wrong_rows (void)
{
  g_autoptr(Definition) definition = returns_define ("capacity", "2025-26-Q1");
  g_autoptr(GHashTable) files = returns_base (definition);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GString) text = g_string_new ("urn,service,authority,registered_places,filled_places,"
                                          "available_child_weeks,occupied_child_weeks,fee_income,"
                                          "staff_posts,staff_vacancies\n");
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, "%u,childrens_homes,E08000099,6,5,78.0,65.0,1.00,20.0,2.0\n", 1000000 + i);
  g_hash_table_replace (files, g_strdup ("establishments"), g_bytes_new (text->str, text->len));
  g_autoptr(Submission) submission = read_files (definition, files, findings);
  g_assert_cmpuint (submission_part_rows (submission_part (submission, "establishments")), ==, 100000);
  g_assert_cmpuint (findings_length (findings), ==, 100000);
  g_assert_cmpstr (findings_index (findings, 49)->expected, ==, findings_index (findings, 99999)->expected);
  g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), ==, 100000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/submission/reads-typed-cells", test_reads_cells);
  g_test_add_func ("/submission/one-change-makes-one-finding", test_one_finding_each);
  g_test_add_func ("/submission/lines-of-rows-that-were-lost", test_lost_rows);
  g_test_add_func ("/submission/missing-and-unknown-parts", test_missing_and_unknown_parts);
  g_test_add_func ("/submission/nil-parts-and-labels", test_nil_parts_and_labels);
  g_test_add_func ("/submission/many-wrong-rows", test_many_wrong_rows);
  return g_test_run ();
}
