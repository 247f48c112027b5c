/* Conditions: each comparison strict or not as written, on exact figures, all of
 * them; what is missing makes none of them hold. */

#include "analyser/methods/condition.h"

#include <string.h>

/* `a` is 0.1 + 0.2 exactly, `b` 0.3, `less` just below it; anything else is missing. */
static Figure
look_up (const char *name, gpointer data)
{
  (void) data;
  if (strcmp (name, "a") == 0)
    return figure_add (figure_ratio (1, 10), figure_ratio (2, 10));
  if (strcmp (name, "b") == 0)
    return figure_ratio (3, 10);
  if (strcmp (name, "less") == 0)
    return figure_ratio (299999999, 1000000000);
  return figure_missing (FIGURE_NOT_SUPPLIED, "nobody said");
}

static gboolean
holds (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Conditions) conditions = conditions_parse (text, &error);
  g_assert_no_error (error);
  g_test_message ("%s", text);
  g_assert_cmpstr (conditions_text (conditions), ==, text);
  return conditions_hold (conditions, look_up, NULL);
}

static void
test_comparisons (void)
{
  static const struct { const char *text; gboolean holds; } rows[] = {
    { "a < b", FALSE }, { "a <= b", TRUE }, { "a = b", TRUE }, { "a >= b", TRUE }, { "a > b", FALSE },
    { "less < b", TRUE }, { "less <= b", TRUE }, { "less = b", FALSE }, { "less >= b", FALSE },
    { "less > b", FALSE }, { "b > less", TRUE }, { "b >= less", TRUE },
    { "", TRUE }, { "a = b; less < b", TRUE }, { "a = b; less > b", FALSE }, { "a > b; less < b", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (holds (rows[i].text), ==, rows[i].holds);
}

static void
test_missing (void)
{
  /* Neither it nor its opposite. */
  g_assert_false (holds ("nothing < b"));
  g_assert_false (holds ("nothing >= b"));
  g_assert_false (holds ("a = b; b > nothing"));
  g_autoptr(Conditions) conditions = conditions_parse ("a = b; b > nothing", NULL);
  Figure missing = conditions_missing (conditions, look_up, NULL);
  g_assert_cmpint (missing.kind, ==, FIGURE_NOT_SUPPLIED);
  g_assert_cmpstr (missing.reason, ==, "nobody said");
  g_autoptr(Conditions) decided = conditions_parse ("a > b", NULL);
  Figure none = conditions_missing (decided, look_up, NULL);
  g_assert_true (figure_is_value (&none));
}

static void
test_names (void)
{
  g_autoptr(Conditions) conditions = conditions_parse ("a < b; b + c > a; 1 < 2", NULL);
  g_autofree const char **names = conditions_names (conditions);
  g_autofree char *joined = g_strjoinv (" ", (char **) names);
  g_assert_cmpstr (joined, ==, "a b c");
}

static void
test_faults (void)
{
  static const char *const texts[] = { "a", "a <", "< b", "a < b;", "a < b; ; b > a", "a => b", "a == b", "a < b < c", "a ! b" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_test_message ("%s", texts[i]);
      g_assert_null (conditions_parse (texts[i], &error));
      g_assert_nonnull (error);
    }
  conditions_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/condition/each-comparison-on-exact-figures", test_comparisons);
  g_test_add_func ("/condition/what-is-missing-holds-nothing", test_missing);
  g_test_add_func ("/condition/names-each-once", test_names);
  g_test_add_func ("/condition/what-cannot-be-read-is-refused", test_faults);
  return g_test_run ();
}
