/* One finding for a reason, at its first row, with the number of rows. */

#include "collector/intake/repeated_finding.h"

static void
add (RepeatedFindings *repeated, const char *key, guint64 line)
{
  if (repeated_findings_count (repeated, "R-1", key))
    return;
  RepeatedFinding first = {
    .severity = SEVERITY_HARD, .rule = "R-1", .field = "name", .message = g_strconcat (key, " is wrong", NULL),
    .value = g_strdup (key), .advice = g_strdup ("Change it."), .line = line, .column = 2, .byte = 9,
  };
  repeated_findings_add (repeated, key, &first);
}

static void
test_rows_are_counted (void)
{
  g_autoptr(RepeatedFindings) repeated = repeated_findings_new ();
  g_autoptr(Findings) findings = findings_new ();
  add (repeated, "x", 3);
  add (repeated, "y", 4);
  add (repeated, "x", 5);
  add (repeated, "x", 8);
  repeated_findings_report (repeated, "f.csv", findings);
  g_assert_cmpuint (findings_length (findings), ==, 2);
  g_assert_cmpstr (findings_index (findings, 0)->message, ==, "x is wrong (3 rows)");
  g_assert_cmpuint (findings_index (findings, 0)->line, ==, 3);
  g_assert_cmpstr (findings_index (findings, 0)->value, ==, "x");
  g_assert_cmpstr (findings_index (findings, 1)->message, ==, "y is wrong (1 row)");
  g_assert_cmpuint (findings_index (findings, 1)->byte, ==, 9);
  g_assert_false (repeated_findings_count (repeated, "R-2", "x"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repeated-finding/rows-are-counted", test_rows_are_counted);
  return g_test_run ();
}
