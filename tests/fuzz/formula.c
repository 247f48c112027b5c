/* Formulas and conditions: whatever the text, it is read or refused with its
 * place; what is read gives the same value from its own text, and a missing
 * name never becomes a number. */

#include "analyser/methods/condition.h"

#include <string.h>

#include "tests/fuzz/fuzz.h"

/* Values at the ends of the range, and a missing one. */
static Figure
look_up (const char *name, gpointer data)
{
  (void) data;
  switch (strlen (name) % 4)
    {
    case 0:
      return figure_missing (FIGURE_NOT_SUPPLIED, "it is missing");
    case 1:
      return figure_integer (0);
    case 2:
      return figure_ratio (-99999999999999, 100);
    default:
      return figure_ratio ((Wide) 1 << 100, 3);
    }
}

static Figure
find_nothing (const char *name, gpointer data)
{
  (void) name;
  (void) data;
  return figure_missing (FIGURE_NOT_SUPPLIED, "it is missing");
}

static void
check_formula (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Formula) formula = formula_parse (text, &error);
  g_assert ((formula == NULL) == (error != NULL));
  if (formula == NULL)
    return;
  g_autoptr(Formula) again = formula_parse (formula_text (formula), NULL);
  g_autofree char *first = figure_to_string (formula_evaluate (formula, look_up, NULL), 0, 6);
  g_autofree char *second = figure_to_string (formula_evaluate (again, look_up, NULL), 0, 6);
  g_assert_cmpstr (first, ==, second);
  if (formula_names (formula)[0] != NULL)
    {
      Figure nothing = formula_evaluate (formula, find_nothing, NULL);
      g_assert (!figure_is_value (&nothing));
    }
}

static void
check_conditions (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Conditions) conditions = conditions_parse (text, &error);
  g_assert ((conditions == NULL) == (error != NULL));
  if (conditions == NULL)
    return;
  g_autofree const char **names = conditions_names (conditions);
  Figure missing = conditions_missing (conditions, look_up, NULL);
  if (!figure_is_value (&missing))
    g_assert (!conditions_hold (conditions, look_up, NULL));
  if (names[0] != NULL)
    g_assert (!conditions_hold (conditions, find_nothing, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");
  check_formula (text);
  check_conditions (text);
  return 0;
}

GPtrArray *
fuzz_seeds (void)
{
  static const char *const texts[] = {
    "(ebitda + rent) / total_income",
    "average(cash, prior.cash) * parameter.wacc / 100 - 1.05",
    "min(a, bb, ccc) + max(dddd, -2) / (eeeee - 0)",
    "after > 1800; change > 100",
    "a * bbb / cc <= average(1, 2, bbb); 0 = 0; x >= -y",
    "((((((((1))))))))",
  };
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_ptr_array_add (seeds, g_bytes_new_static (texts[i], strlen (texts[i])));
  return seeds;
}
