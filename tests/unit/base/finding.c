/* Findings: kept up to a limit, counted beyond it, shown safely. */

#include "lib/base/finding.h"

static void
test_place (void)
{
  g_autoptr(Findings) findings = findings_new ();
  Finding *finding = findings_add (findings, SEVERITY_HARD, "VAL-SYMBOL", "statement.csv", 12, 28, "wrong");
  finding_describe (finding, "fee_income", "£5\n\x01", "pounds", "Remove the sign.");
  g_assert_cmpstr (finding->cell, ==, "AB12");
  g_assert_cmpstr (finding->value, ==, "£5\\n\\u0001");
  finding_describe (finding, "fee_income", "\xff" "a", NULL, NULL);
  g_assert_cmpstr (finding->value, ==, "\\xFFa");
  finding_describe (finding, "fee_income", "1\xc2\xa0" "5\xe2\x80\x8d\xee\x80\x80", NULL, NULL);
  g_assert_cmpstr (finding->value, ==, "1\\u00A05\\u200D\\uE000");
}

/* The name of a file and a heading are their author's: they cannot write a line
 * of their own, steer a terminal, or make JSON that is no UTF-8. */
static void
test_names (void)
{
  g_autoptr(Findings) findings = findings_new ();
  Finding *finding = findings_add (findings, SEVERITY_HARD, "FILE-UNKNOWN", "a\nhard  X b.csv", 1, 0,
                                   "no part is called '\xff\xfe'");
  finding_describe (finding, "\x1b[31mred", NULL, "\xe2\x80\xae" "abc", "Perhaps '\r' is meant; Café.");
  g_assert_cmpstr (finding->file, ==, "a\\nhard  X b.csv");
  g_assert_cmpstr (finding->message, ==, "no part is called '\\xFF\\xFE'");
  g_assert_cmpstr (finding->field, ==, "\\u001B[31mred");
  g_assert_cmpstr (finding->expected, ==, "\\u202Eabc");
  g_assert_cmpstr (finding->advice, ==, "Perhaps '\\r' is meant; Café.");
  g_assert_cmpuint (findings_count_rule (findings, "FILE-UNKNOWN", finding->file), ==, 1);
}

static void
test_cap (void)
{
  g_autoptr(Findings) findings = findings_new ();
  for (guint i = 0; i < FINDINGS_MAX + 7; i++)
    finding_describe (findings_add (findings, SEVERITY_SOFT, "A-1", "a.csv", i + 1, 1, "m"),
                      "f", "v", "e", "a");
  findings_add (findings, SEVERITY_HARD, "A-1", "b.csv", 1, 1, "m");
  g_assert_cmpuint (findings_length (findings), ==, FINDINGS_MAX);
  g_assert_cmpuint (findings_not_kept (findings), ==, 8);
  g_assert_cmpuint (findings_count (findings, SEVERITY_SOFT), ==, FINDINGS_MAX + 7);
  g_assert_cmpuint (findings_count_rule (findings, "A-1", "a.csv"), ==, FINDINGS_MAX + 7);
  /* Nor do they grow by being put together. */
  g_autoptr(Findings) more = findings_new ();
  findings_add (more, SEVERITY_NOTE, "A-1", "a.csv", 1, 1, "m");
  findings_append (findings, more);
  g_assert_cmpuint (findings_length (findings), ==, FINDINGS_MAX);
  g_assert_cmpuint (findings_not_kept (findings), ==, 9);
}

static void
test_order (void)
{
  g_autoptr(Findings) first = findings_new (), second = findings_new ();
  findings_add (first, SEVERITY_NOTE, "N", "", 0, 0, "m");
  findings_add (first, SEVERITY_HARD, "B", "b.csv", 1, 1, "m");
  findings_add (second, SEVERITY_HARD, "A", "a.csv", 10, 1, "m");
  findings_add (second, SEVERITY_HARD, "A", "a.csv", 9, 2, "m");
  findings_append (first, second);
  findings_sort (first);
  g_assert_cmpuint (findings_length (second), ==, 0);
  g_assert_cmpuint (findings_count (second, SEVERITY_HARD), ==, 0);
  g_assert_cmpuint (findings_count (first, SEVERITY_HARD), ==, 3);
  g_assert_cmpuint (findings_index (first, 0)->line, ==, 9);
  g_assert_cmpuint (findings_index (first, 1)->line, ==, 10);
  g_assert_cmpstr (findings_index (first, 2)->file, ==, "b.csv");
  g_assert_cmpstr (findings_index (first, 3)->rule, ==, "N");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/finding/says-its-place-and-shows-its-value-safely", test_place);
  g_test_add_func ("/finding/shows-every-name-safely", test_names);
  g_test_add_func ("/finding/floods-are-counted-not-kept", test_cap);
  g_test_add_func ("/finding/is-ordered-by-place", test_order);
  return g_test_run ();
}
