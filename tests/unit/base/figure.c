/* Figures: exact arithmetic, comparison without overflow, one rounding. */

#include "lib/base/figure.h"

#include <math.h>

static Figure
ratio (gint64 num, gint64 den)
{
  return figure_ratio (num, den);
}

static void
assert_prints (Figure figure, int shift, guint dp, const char *expected)
{
  g_autofree char *text = figure_to_string (figure, shift, dp);
  g_assert_cmpstr (text, ==, expected);
}

/* Half away from zero, as ROUND of a spreadsheet has it. */
static void
test_rounding (void)
{
  assert_prints (ratio (1, 8), 0, 2, "0.13");
  assert_prints (ratio (-1, 8), 0, 2, "-0.13");
  assert_prints (ratio (5, 2), 0, 0, "3");
  assert_prints (ratio (-5, 2), 0, 0, "-3");
  assert_prints (ratio (1, 3), 0, 3, "0.333");
  assert_prints (ratio (2, 3), 0, 3, "0.667");
  assert_prints (ratio (9995, 10000), 0, 3, "1.000");
  assert_prints (ratio (-1, 1000), 0, 2, "0.00");
  assert_prints (ratio (265, 1540), 2, 1, "17.2");
  assert_prints (ratio (310, 1630), 2, 1, "19.0");
  assert_prints (ratio (910, 3830), 2, 1, "23.8");
  assert_prints (ratio (250, 76), 0, 2, "3.29");
  assert_prints (ratio (123456789, 100), -3, 1, "1234.6");
}

static void
test_display (void)
{
  g_autofree char *large = figure_to_display (ratio (-123456789, 100), 0, 1);
  g_autofree char *missing = figure_to_display (figure_missing (FIGURE_NOT_SUPPLIED, NULL), 0, 1);
  g_assert_cmpstr (large, ==, "-1,234,567.9");
  g_assert_cmpstr (missing, ==, "[x]");
}

static void
test_missing (void)
{
  Figure none = figure_missing (FIGURE_NOT_SUPPLIED, "staff_costs was not supplied");
  Figure sum = figure_add (figure_integer (1), none);
  g_assert_cmpint (sum.kind, ==, FIGURE_NOT_SUPPLIED);
  g_assert_cmpstr (sum.reason, ==, "staff_costs was not supplied");
  g_assert_cmpint (figure_sub (none, figure_integer (1)).kind, ==, FIGURE_NOT_SUPPLIED);
  g_assert_cmpint (figure_mul (figure_integer (1), none).kind, ==, FIGURE_NOT_SUPPLIED);
  g_assert_cmpint (figure_mul (none, figure_integer (1)).kind, ==, FIGURE_NOT_SUPPLIED);
  g_assert_cmpint (figure_div (figure_integer (1), none).kind, ==, FIGURE_NOT_SUPPLIED);
  g_assert_cmpint (figure_div (none, figure_integer (0)).kind, ==, FIGURE_NOT_SUPPLIED);
  g_assert_cmpint (figure_div (figure_integer (1), figure_integer (0)).kind, ==, FIGURE_NOT_APPLICABLE);
  g_assert_cmpint (figure_ratio (1, 0).kind, ==, FIGURE_NOT_APPLICABLE);
  assert_prints (none, 2, 1, "x");
  g_assert_true (isnan (figure_to_double (none)));
}

static void
test_arithmetic (void)
{
  Figure sum = figure_add (ratio (1, 6), ratio (1, 10));
  g_assert_true (sum.num == 4 && sum.den == 15);
  Figure difference = figure_sub (ratio (1, 6), ratio (1, 6));
  g_assert_true (difference.num == 0 && difference.den == 1);
  Figure quotient = figure_div (ratio (3, 4), ratio (-9, 8));
  g_assert_true (quotient.num == -2 && quotient.den == 3);
}

/* Neighbours whose cross products need 254 bits. */
static void
test_comparison (void)
{
  Wide huge = ((Wide) 1 << 126) - 1;
  Figure less = figure_ratio (huge - 2, huge - 1), more = figure_ratio (huge - 1, huge);
  g_assert_cmpint (figure_compare (less, more), <, 0);
  g_assert_cmpint (figure_compare (more, less), >, 0);
  g_assert_cmpint (figure_compare (more, more), ==, 0);
  g_assert_cmpint (figure_compare (ratio (-1, 2), ratio (1, 3)), <, 0);
  g_assert_cmpint (figure_compare (ratio (-1, 2), ratio (-1, 3)), <, 0);
  g_assert_cmpint (figure_compare (ratio (0, 1), ratio (1, 1000)), <, 0);
}

static void
test_overflow (void)
{
  Figure huge = figure_integer ((Wide) 1 << 100);
  g_assert_cmpint (figure_mul (huge, huge).kind, ==, FIGURE_UNRELIABLE);
  Figure one = figure_div (figure_mul (huge, figure_integer (3)), huge);
  g_assert_true (one.num == 3 && one.den == 1);
}

static void
test_parse (void)
{
  Figure out;
  g_assert_true (figure_parse ("-12.345", &out));
  g_assert_true (out.num == -2469 && out.den == 200);
  g_assert_true (figure_parse ("6.56", &out));
  g_assert_true (out.num == 164 && out.den == 25);
  const char *wrong[] = { "", "-", ".5", "5.", "1e5", "1,0", " 1", "0x1",
                          "1234567890123456789012345678901234567" };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (figure_parse (wrong[i], &out));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure/rounds-once-half-away-from-zero", test_rounding);
  g_test_add_func ("/figure/displays-with-thousands-and-symbols", test_display);
  g_test_add_func ("/figure/missing-is-never-zero", test_missing);
  g_test_add_func ("/figure/adds-and-divides-exactly", test_arithmetic);
  g_test_add_func ("/figure/compares-without-overflow", test_comparison);
  g_test_add_func ("/figure/overflow-is-unreliable-not-wrong", test_overflow);
  g_test_add_func ("/figure/reads-plain-decimals-only", test_parse);
  return g_test_run ();
}
