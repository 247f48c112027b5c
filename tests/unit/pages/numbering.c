/* Tables and figures numbered as they come, and what refers to them. */

#include "lib/pages/numbering.h"

#include "lib/base/error.h"
#include "lib/base/escape.h"

static void
assert_numbered (const char *text, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *out = numbering_apply (text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (out, ==, expected);
}

static void
test_order (void)
{
  static const struct { const char *text, *expected; } rows[] = {
    { "", "" },
    { "no caption\n", "no caption\n" },
    { "**Table: a**", "**Table 1: a**" },
    { "**Table: a**\n\n**Figure: b**\n\n**Table: c**\n\n**Figure: d**\n",
      "**Table 1: a**\n\n**Figure 1: b**\n\n**Table 2: c**\n\n**Figure 2: d**\n" },
    /* Captions without a number, and what only looks like one. */
    { "**What it means**\nthe **Table: a**\n**Tables: a**\n**Table 7: a**\n",
      "**What it means**\nthe **Table: a**\n**Tables: a**\n**Table 7: a**\n" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_numbered (rows[i].text, rows[i].expected);
}

/* Forwards and backwards; the numbers are those of what is there. */
static void
test_references (void)
{
  assert_numbered ("See Table {#b} and Figure {#c}.\n**Table: a**\n**Table {#b}: b**\n"
                   "**Figure {#c}: c, of Table {#b}**\n(Table {#b})",
                   "See Table 2 and Figure 1.\n**Table 1: a**\n**Table 2: b**\n"
                   "**Figure 1: c, of Table 2**\n(Table 2)");
  assert_numbered ("See Table {#b}.\n**Table {#b}: b**\n", "See Table 1.\n**Table 1: b**\n");
}

static void
test_faults (void)
{
  static const struct { const char *text, *message; } rows[] = {
    { "**Table {#a}: x**\n**Figure {#a}: y**\n", "two captions are called 'a'" },
    { "see Table {#a}", "'{#a}' refers to no table or figure" },
    { "**Table {#a}: x**\nsee Figure {#a}", "'{#a}' refers to no table or figure" },
    { "**Table {#a}: x**\n{#a}", "'{#a}' refers to no table or figure" },
    { "see Table {#A b}", "'{#' refers to no table or figure" },
    { "**Table {#a}**: x", "'{#a}' refers to no table or figure" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_assert_null (numbering_apply (rows[i].text, &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_assert_cmpstr (error->message, ==, rows[i].message);
    }
}

/* A name is no caption and no reference, alone on a line or not. */
static void
test_hostile (void)
{
  static const char *const names[] = { "**Table: x**", "{#a}", "Table {#a}", "**Table {#a}: x**" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *escaped = escape_text (names[i], ESCAPE_MARKDOWN);
      assert_numbered (escaped, escaped);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/numbering/order", test_order);
  g_test_add_func ("/numbering/references", test_references);
  g_test_add_func ("/numbering/faults", test_faults);
  g_test_add_func ("/numbering/hostile", test_hostile);
  return g_test_run ();
}
