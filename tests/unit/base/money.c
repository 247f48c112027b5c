/* Amounts: what is read, what is refused and why, and how they print. */

#include "lib/base/money.h"

static void
test_parse (void)
{
  static const struct {
    const char *text;
    MoneyError error;
    Money pence;
  } rows[] = {
    { "0", MONEY_OK, 0 },
    { "5", MONEY_OK, 500 },
    { "-1", MONEY_OK, -100 },
    { "1234567.89", MONEY_OK, 123456789 },
    { "1.5", MONEY_OK, 150 },
    { "-0.01", MONEY_OK, -1 },
    { "007", MONEY_OK, 700 },
    { "999999999999.99", MONEY_OK, MONEY_MAX },
    { "1000000000000.00", MONEY_TOO_LARGE, 0 },
    { "1000000000000000000000000000000", MONEY_TOO_LARGE, 0 },
    { "", MONEY_BLANK, 0 },
    { "  ", MONEY_BLANK, 0 },
    { "1.234", MONEY_DECIMALS, 0 },
    { "£5", MONEY_SYMBOL, 0 },
    { "5%", MONEY_SYMBOL, 0 },
    { "12k", MONEY_SYMBOL, 0 },
    { "1,000", MONEY_SEPARATOR, 0 },
    { "-1,000.50", MONEY_SEPARATOR, 0 },
    { "1 000", MONEY_SEPARATOR, 0 },
    { "1e5", MONEY_EXPONENT, 0 },
    { "1.5E+3", MONEY_EXPONENT, 0 },
    { "NaN", MONEY_NOT_A_NUMBER, 0 },
    { "-", MONEY_NOT_A_NUMBER, 0 },
    { ".", MONEY_NOT_A_NUMBER, 0 },
    { ".5", MONEY_NOT_A_NUMBER, 0 },
    { "5.", MONEY_NOT_A_NUMBER, 0 },
    { "+5", MONEY_NOT_A_NUMBER, 0 },
    { "(500)", MONEY_NOT_A_NUMBER, 0 },
    { "1.2.3", MONEY_NOT_A_NUMBER, 0 },
    { "--1", MONEY_NOT_A_NUMBER, 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Money pence = 0;
      g_test_message ("'%s'", rows[i].text);
      g_assert_cmpint (money_parse_scaled (rows[i].text, 2, &pence), ==, rows[i].error);
      g_assert_cmpint (pence, ==, rows[i].pence);
    }
}

/* Each reason completes "the value ...". */
static void
test_reasons (void)
{
  static const struct { const char *text, *reason; } rows[] = {
    { " ", "is blank" },
    { "5 EUR", "has a letter or a symbol in it" },
    { "1,000", "has a thousands separator in it" },
    { "1e5", "is written with an exponent" },
    { "1.234", "has too many decimals" },
    { "1000000000000", "is too large" },
    { "99999999999999999999", "is too large" },
    { "1.2.3", "is not a number" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 pence = 7;
      g_assert_cmpstr (money_error_text (money_parse_scaled (rows[i].text, 2, &pence)), ==, rows[i].reason);
      g_assert_cmpint (pence, ==, 7);
    }
}

static void
test_print (void)
{
  static const struct { Money pence; const char *display; } rows[] = {
    { 0, "£0" },
    { -1, "-£0.01" },
    { 50, "£0.50" },
    { -50, "-£0.50" },
    { 123456789, "£1,234,567.89" },
    { 123456700, "£1,234,567" },
    { 99949, "£999.49" },
    { G_MININT64, "-£92,233,720,368,547,758.08" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *display = money_to_display_exact (rows[i].pence);
      g_assert_cmpstr (display, ==, rows[i].display);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/reads-amounts-and-says-why-not", test_parse);
  g_test_add_func ("/money/prints-exactly", test_print);
  g_test_add_func ("/money/says-why-a-text-is-no-amount", test_reasons);
  return g_test_run ();
}
