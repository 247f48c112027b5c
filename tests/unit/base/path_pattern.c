#include "lib/base/path_pattern.h"

static void
test_matches (void)
{
  static const struct {
    const char *pattern, *text;
    gboolean matches;
  } rows[] = {
    { "HEAD", "HEAD", TRUE }, { "HEAD", "HEAD2", FALSE }, { "HEAD", "HEA", FALSE }, { "", "", TRUE },
    { "*.csv", "a.csv", TRUE }, { "*.csv", ".csv", TRUE }, { "*.csv", "a.csv.csv", TRUE },
    { "*.csv", "a/b.csv", FALSE }, { "*.csv", "a.csv/b", FALSE }, { "a/*", "a/", TRUE },
    { "a/*", "a/b/c", FALSE }, { "a/*/*", "a/b/c", TRUE }, { "*x*", "axbxc", TRUE },
    { "##", "0f", TRUE }, { "##", "0F", FALSE }, { "##", "0", FALSE }, { "##", "0fa", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s %s", rows[i].pattern, rows[i].text);
      g_assert_cmpint (path_pattern_matches (rows[i].pattern, rows[i].text), ==, rows[i].matches);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/path-pattern/a-star-stays-in-one-name-and-a-hash-is-a-digit", test_matches);
  return g_test_run ();
}
