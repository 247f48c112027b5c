/* Formulas and conditions: what the methods' data files may say, and what it
 * comes to, by hand. */

#include "analyser/methods/condition.h"

static Figure
look_up (const char *name, gpointer data)
{
  static const struct {
    const char *name;
    gint64 value;
  } known[] = { { "ebitda", 265 }, { "total_income", 1540 }, { "prior.cash", 7 }, { "none", 0 } };
  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].name, name))
      return figure_integer (known[i].value);
  return figure_missing (FIGURE_NOT_SUPPLIED, "rent is not supplied");
}

static void
test_values (void)
{
  static const struct {
    const char *text, *expected;
  } rows[] = {
    { "1", "1.0000" },
    { "1 + 2 * 3", "7.0000" },
    { "(1 + 2) * 3", "9.0000" },
    { "10 - 3 - 2", "5.0000" },
    { "12 / 4 / 3", "1.0000" },
    { "-2 * -3", "6.0000" },
    { "2 - -3", "5.0000" },
    { "1.05 * 2", "2.1000" },
    { "ebitda / total_income", "0.1721" },
    { "prior.cash", "7.0000" },
    { "average(1, 2, 6)", "3.0000" },
    { "min(3, 1, 2)", "1.0000" },
    { "max(3, 1, ebitda)", "265.0000" },
    { "average(min(4, 2), max(4, 2))", "3.0000" },
    { " ( 1+1 ) ", "2.0000" },
    { "ebitda / none", "z" },
    { "ebitda + rent", "x" },
    { "max(rent, 1)", "x" },
    { "average(1, rent)", "x" },
    { "0 * rent", "x" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(Formula) formula = formula_parse (rows[i].text, &error);
      g_assert_no_error (error);
      g_autofree char *value
        = figure_to_string (formula_evaluate (formula, look_up, NULL), 0, 4);
      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (value, ==, rows[i].expected);
    }
}

static void
test_refused (void)
{
  static const struct {
    const char *text, *expected;
  } rows[] = {
    { "", "character 1 of '': expected a number, a name or '('" },
    { "1 +", "character 4 of '1 +': expected a number, a name or '('" },
    { "(1", "character 3 of '(1': expected ')'" },
    { "1 2", "character 3 of '1 2': expected an operator or the end" },
    { "a b", "character 3 of 'a b': expected an operator or the end" },
    { "1.2.3", "character 1 of '1.2.3': this is not a plain number" },
    { "Cash", "character 1 of 'Cash': expected a number, a name or '('" },
    { "prior.", "character 7 of 'prior.': a name cannot end in '.'" },
    { "sqrt(4)", "character 6 of 'sqrt(4)': expected average, min or max before '('" },
    { "min(4)", "character 6 of 'min(4)': expected ',' and another value" },
    { "--1", "character 2 of '--1': expected a number, a name or '('" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(Formula) formula = formula_parse (rows[i].text, &error);
      g_assert_null (formula);
      g_assert_cmpstr (error->message, ==, rows[i].expected);
    }
}

static void
test_limits (void)
{
  g_autofree char *deep = g_strnfill (10000, '(');
  g_autofree char *deep_enough = g_strnfill (100, '(');
  g_autofree char *signs = g_strnfill (1000, '-');
  g_autoptr(GError) error = NULL;
  g_assert_null (formula_parse (deep, NULL));
  g_assert_null (formula_parse (signs, NULL));
  g_assert_null (formula_parse (deep_enough, &error));
  g_assert_true (g_str_has_suffix (error->message, "brackets go too deep"));
}

static void
test_names (void)
{
  g_autoptr(Formula) formula = formula_parse ("(cash + prior.cash) / average(cash, rent)", NULL);
  const char *const *names = formula_names (formula);
  g_assert_cmpstr (names[0], ==, "cash");
  g_assert_cmpstr (names[1], ==, "prior.cash");
  g_assert_cmpstr (names[2], ==, "rent");
  g_assert_null (names[3]);
}

static void
test_conditions (void)
{
  static const struct {
    const char *text;
    gboolean holds;
  } rows[] = {
    { "", TRUE },
    { "ebitda < 265", FALSE },
    { "ebitda <= 265", TRUE },
    { "ebitda = 265", TRUE },
    { "ebitda >= 265", TRUE },
    { "ebitda > 265", FALSE },
    { "ebitda > 1; total_income > 1540", FALSE },
    { "ebitda > 1; total_income > 1539", TRUE },
    { "ebitda / total_income > 0.172; 1 < 2", TRUE },
    { "rent < 1", FALSE },
    { "rent >= 1", FALSE },
    { "ebitda / none > 0", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(Conditions) conditions = conditions_parse (rows[i].text, &error);
      g_assert_no_error (error);
      g_test_message ("%s", rows[i].text);
      g_assert_true (conditions_hold (conditions, look_up, NULL) == rows[i].holds);
    }
  g_assert_null (conditions_parse ("ebitda", NULL));
  g_assert_null (conditions_parse ("1 < 2;", NULL));
  g_assert_null (conditions_parse ("1 < 2 < 3", NULL));
  g_assert_null (conditions_parse ("1 =< 2", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formula/values-by-hand", test_values);
  g_test_add_func ("/formula/what-cannot-be-read-is-named-with-its-place", test_refused);
  g_test_add_func ("/formula/long-and-deep-ones-are-refused", test_limits);
  g_test_add_func ("/formula/names-each-once-in-order", test_names);
  g_test_add_func ("/condition/compares-exactly-and-missing-never-holds", test_conditions);
  return g_test_run ();
}
