/* The nearest known name. */

#include "lib/base/suggest.h"

static const char *const periods[] = { "2023-24", "2024-25", "2025-26", NULL };

static void
test_nearest (void)
{
  g_assert_cmpstr (suggest_nearest ("2025-27", periods), ==, "2025-26");
  g_assert_null (suggest_nearest ("autumn", periods));
  /* Another period, date or number is not one misspelt. */
  g_assert_null (suggest_nearest ("2026-27", periods));
  g_assert_null (suggest_nearest ("2025-26-Q1", periods));
  const char *const others[] = { "2026-03-31", "1234568", NULL };
  g_assert_null (suggest_nearest ("2026-03-30", others));
  g_assert_null (suggest_nearest ("1234567", others));
  g_assert_cmpstr (suggest_nearest ("2026-03-", others), ==, "2026-03-31");
  const char *const names[] = { "Birmingham", "Bury", NULL };
  g_assert_cmpstr (suggest_nearest ("birmingam", names), ==, "Birmingham");
  g_autofree char *endless = g_strnfill (100000, 'x');
  g_assert_null (suggest_nearest (endless, names));
}

static void
test_message (void)
{
  g_autofree char *near_one = suggest_message ("period", "2025-27", periods);
  g_assert_cmpstr (near_one, ==, "unknown period '2025-27'; did you mean '2025-26'?");
  g_autofree char *none = suggest_message ("period", "autumn", periods);
  g_assert_cmpstr (none, ==, "unknown period 'autumn'; known: 2023-24, 2024-25, 2025-26");
}

/* None is known, or too many to name them all: 19 letters, of which 16 are named. */
static void
test_counts (void)
{
  const char *const nothing[] = { NULL };
  g_autofree char *none = suggest_message ("list", "x", nothing);
  g_assert_cmpstr (none, ==, "unknown list 'x': none is known");
  const char *const letters[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p",
                                   "q", "r", "s", NULL };
  g_autofree char *many = suggest_message ("letter", "zzzz", letters);
  g_assert_cmpstr (many, ==, "unknown letter 'zzzz'; known: a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p and 3 more");
}

/* One that is longer than any name is far from every other, and hides none. */
static void
test_endless (void)
{
  g_autofree char *endless = g_strnfill (257, 'x');
  const char *const names[] = { endless, "xylem", NULL };
  g_assert_cmpuint (suggest_edits (endless, "x"), ==, G_MAXUINT);
  g_assert_cmpuint (suggest_edits ("Kitten", "sitting"), ==, 3);
  g_assert_cmpstr (suggest_nearest ("xylen", names), ==, "xylem");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/suggest/offers-the-nearest-name", test_nearest);
  g_test_add_func ("/suggest/says-what-is-known-when-none-is-near", test_message);
  g_test_add_func ("/suggest/says-how-many-more-are-known", test_counts);
  g_test_add_func ("/suggest/passes-over-endless-names", test_endless);
  return g_test_run ();
}
