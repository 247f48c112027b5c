/* A row that a rule returns, made a finding: where it stands and what it says. */

#include "collector/checking/rule_finding.h"

#include "lib/base/error.h"
#include "tests/tabled.h"


static Rule
rule_of (const char *message)
{
  return (Rule) { .id = (char *) "ANN-999", .severity = SEVERITY_SOFT, .message = (char *) message,
                  .guidance = (char *) "Look at {column}.", .each_part = (char *) "borrowings", .each = EACH_ROW };
}

/* The finding as "file:line:column field|value|expected|difference|message|advice". */
static char *
describe (Tabled *tabled, const char *message, const SandboxRow *row)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GError) error = NULL;
  const Rule rule = rule_of (message);
  rule_finding_add (&rule, row, &tabled->sources, NULL, findings, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings_length (findings), ==, 1);
  const Finding *f = findings_index (findings, 0);
  g_assert_cmpstr (f->rule, ==, "ANN-999");
  g_assert_cmpint (f->severity, ==, SEVERITY_SOFT);
  return g_strdup_printf ("%s:%" G_GUINT64_FORMAT ":%u %s|%s|%s|%s|%s|%s", f->file == NULL ? "" : f->file, f->line,
                          f->column, f->field == NULL ? "" : f->field, f->value == NULL ? "" : f->value,
                          f->expected == NULL ? "" : f->expected, f->difference == NULL ? "" : f->difference,
                          f->message, f->advice);
}

static void
assert_finding (Tabled *tabled, const char *message, SandboxRow row, const char *expected)
{
  g_autofree char *got = describe (tabled, message, &row);
  g_assert_cmpstr (got, ==, expected);
}

/* 1,234.50 pounds is 123450 pence; -0.01 is -1. In words pounds that are whole
 * have no pence. */
static void
test_amount_of_a_line (void)
{
  g_auto(Tabled) tabled = { 0 };
  tabled_read (&tabled, NULL, NULL);
  const SandboxRow row = {
    .part = sql_text ("statement"), .row = sql_text ("fee_income"), .column = sql_text ("childrens_homes"),
    .value = sql_integer (123450), .expected = sql_integer (0), .difference = sql_integer (-1),
  };
  assert_finding (&tabled, "{line}, {column}: {value}, not {expected}", row,
                  "statement.csv:2:2 fee_income:childrens_homes|1234.50|0.00|-0.01|"
                  "Fee income, Children's homes: £1,234.50, not £0|Look at Children's homes.");
}

/* A row by the line of its file; what is counted about a date is days. */
static void
test_free_row (void)
{
  g_auto(Tabled) tabled = { 0 };
  tabled_read (&tabled, NULL, NULL);
  SandboxRow row = { .part = sql_text ("borrowings"), .row = sql_integer (3), .column = sql_text ("rate_percent"),
                     .value = sql_integer (675), .about = sql_text ("Revolving facility") };
  assert_finding (&tabled, "{about} at {value}", row,
                  "borrowings.csv:3:4 rate_percent|6.75|||Revolving facility at 6.75|Look at Interest rate.");
  row.column = sql_text ("matures");
  row.value = sql_text ("2028-09-30");
  row.difference = sql_integer (31);
  assert_finding (&tabled, "{value} by {difference}", row,
                  "borrowings.csv:3:8 matures|2028-09-30||31|2028-09-30 by 31|Look at Matures.");
}

/* Less and less is said of where it stands; a value that is null is nothing. */
static void
test_less_is_said (void)
{
  g_auto(Tabled) tabled = { 0 };
  tabled_read (&tabled, NULL, NULL);
  SandboxRow row = { .part = sql_text ("borrowings"), .column = sql_text ("drawn") };
  assert_finding (&tabled, "{value}", row, "borrowings.csv:0:5 drawn||||nothing|Look at Drawn.");
  row.column = (SqlValue) { 0 };
  row.value = sql_integer (12);
  assert_finding (&tabled, "{value}", row, "borrowings.csv:0:0 |12|||12|Look at .");
  row.part = (SqlValue) { 0 };
  assert_finding (&tabled, "{value}", row, ":0:0 |12|||12|Look at .");
}

/* A line that the file lacks is named, typed and labelled all the same. */
static void
test_lacking_line (void)
{
  g_auto(Tabled) tabled = { 0 };
  tabled_read (&tabled, "statement", "line,childrens_homes,fostering,supported_accommodation,education,other,total\n"
                                     "fee_income,1.00,,,,,1.00\n");
  const SandboxRow row = { .part = sql_text ("statement"), .row = sql_text ("staff_costs"), .column = sql_text ("total"),
                           .value = sql_integer (250) };
  assert_finding (&tabled, "{line} is {value}", row,
                  "statement.csv:0:7 staff_costs:total|2.50|||Staff costs is £2.50|Look at Total.");
}

static void
assert_broken (Tabled *tabled, SandboxRow row, const char *message)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GError) error = NULL;
  const Rule rule = rule_of ("m");
  g_assert_false (rule_finding_add (&rule, &row, &tabled->sources, NULL, findings, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpuint (findings_length (findings), ==, 0);
}

static void
test_broken_rules (void)
{
  g_auto(Tabled) tabled = { 0 };
  const SqlValue borrowings = sql_text ("borrowings");
  tabled_read (&tabled, NULL, NULL);
  assert_broken (&tabled, (SandboxRow) { .part = sql_text ("borrowing") }, "it returns the unknown part 'borrowing'");
  assert_broken (&tabled, (SandboxRow) { .part = sql_integer (7) }, "it returns the unknown part '7'");
  /* The header is on line 1, the last of four rows on line 5. */
  assert_broken (&tabled, (SandboxRow) { .part = borrowings, .row = sql_integer (1) }, "it returns the unknown row '1'");
  assert_broken (&tabled, (SandboxRow) { .part = borrowings, .row = sql_integer (6) }, "it returns the unknown row '6'");
  assert_broken (&tabled, (SandboxRow) { .part = borrowings, .row = sql_text ("Term loan") },
                 "it returns the unknown row 'Term loan'");
  assert_broken (&tabled, (SandboxRow) { .part = sql_text ("statement"), .row = sql_text ("fees") },
                 "it returns the unknown row 'fees'");
  assert_broken (&tabled, (SandboxRow) { .part = borrowings, .column = sql_text ("row") },
                 "it returns the unknown column 'row'");
  assert_broken (&tabled, (SandboxRow) { .part = borrowings, .column = sql_integer (1) },
                 "it returns the unknown column '1'");
}

/* Whether a row about BORROWINGS, or about NULL, is a finding when its second row,
 * on line 3, is left out. */
static guint
kept (Tabled *tabled, SandboxRow row)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) groups = g_hash_table_new (g_int64_hash, g_int64_equal);
  gint64 group = unreadable_group (EACH_ROW, unreadable_cell (2, 1, 4));
  const Omission omission = { EACH_ROW, groups };
  const Rule rule = rule_of ("m");
  g_hash_table_add (groups, &group);
  rule_finding_add (&rule, &row, &tabled->sources, &omission, findings, &error);
  g_assert_no_error (error);
  return findings_length (findings);
}

static void
test_left_out (void)
{
  g_auto(Tabled) tabled = { 0 };
  const SqlValue borrowings = sql_text ("borrowings");
  tabled_read (&tabled, NULL, NULL);
  g_assert_cmpuint (kept (&tabled, (SandboxRow) { .part = borrowings, .row = sql_integer (2) }), ==, 1);
  g_assert_cmpuint (kept (&tabled, (SandboxRow) { .part = borrowings, .row = sql_integer (3) }), ==, 0);
  g_assert_cmpuint (kept (&tabled, (SandboxRow) { .part = borrowings, .row = sql_integer (4) }), ==, 1);
  /* What may be about it is left out too. */
  g_assert_cmpuint (kept (&tabled, (SandboxRow) { .part = borrowings }), ==, 0);
  g_assert_cmpuint (kept (&tabled, (SandboxRow) { .part = sql_text ("statement") }), ==, 0);
  g_assert_cmpuint (kept (&tabled, (SandboxRow) { 0 }), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-finding/amount-of-a-line", test_amount_of_a_line);
  g_test_add_func ("/rule-finding/row-by-its-line", test_free_row);
  g_test_add_func ("/rule-finding/less-is-said", test_less_is_said);
  g_test_add_func ("/rule-finding/line-that-the-file-lacks", test_lacking_line);
  g_test_add_func ("/rule-finding/broken-rules", test_broken_rules);
  g_test_add_func ("/rule-finding/about-what-was-left-out", test_left_out);
  return g_test_run ();
}
