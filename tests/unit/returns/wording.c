#include "lib/returns/wording.h"

static void
test_fill (void)
{
  static const struct {
    const char *text, *filled;
  } rows[] = {
    { "", "" },
    { "no names", "no names" },
    { "{a} and {b}", "one and two" },
    { "{a}{a}", "oneone" },
    { "{none}", "{none}" },
    { "{nothing}.", "." },
    { "{a", "{a" },
    { "a}", "a}" },
    { "{{a}}", "{one}" },
    { "{ab}", "{ab}" },
  };
  const WordingValue values[] = {
    { "a", "one" }, { "b", "two" }, { "nothing", NULL }, { "braces", "{b}" }, { NULL, NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *filled = wording_fill (rows[i].text, values);
      g_assert_cmpstr (filled, ==, rows[i].filled);
    }
  /* What is filled in is not looked at again. */
  g_autofree char *braces = wording_fill ("{braces}", values);
  g_assert_cmpstr (braces, ==, "{b}");
}

static void
test_report (void)
{
  g_autoptr(Findings) findings = findings_new ();
  const WordingLocation location = { "statement.csv", 3, 2, "fee_income:total" };
  const WordingValue values[] = {
    { "what", "Fee income, Total" }, { "expected", "an amount" }, { "z", "; or z where it does not apply" }, { NULL, NULL },
  };
  wording_report (findings, "VAL-REQUIRED", &location, "", "an amount", values);
  const Finding *finding = findings_index (findings, 0);
  g_assert_cmpint (finding->severity, ==, SEVERITY_HARD);
  g_assert_cmpstr (finding->cell, ==, "B3");
  g_assert_cmpstr (finding->message, ==, "Fee income, Total is blank");
  g_assert_cmpstr (finding->advice, ==, "Enter an amount; or z where it does not apply.");
}

/* The table in the README and the table in the source name the same ids. */
static void
test_readme_names_every_rule (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("top_srcdir"), "lib", "returns", "README.md", NULL);
  g_autofree char *text = NULL;
  g_autofree const char **rules = wording_rules ();
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (guint i = 0; rules[i] != NULL; i++)
    {
      g_autofree char *pattern = g_strdup_printf ("\\b%s\\b", rules[i]);
      if (!g_regex_match_simple (pattern, text, 0, 0))
        g_test_fail_printf ("README.md does not name %s", rules[i]);
    }
  g_autoptr(GRegex) ids = g_regex_new ("(?<![A-Z-])(?:FILE|PART|LINE|KEY|VAL|RULE)-[A-Z-]+[A-Z]\\b", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  for (g_regex_match (ids, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *id = g_match_info_fetch (match, 0);
      if (!g_strv_contains (rules, id))
        g_test_fail_printf ("README.md names %s, which has no words", id);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wording/names-are-filled-in-once", test_fill);
  g_test_add_func ("/wording/a-finding-has-its-words", test_report);
  g_test_add_func ("/wording/readme-names-every-rule", test_readme_names_every_rule);
  return g_test_run ();
}
