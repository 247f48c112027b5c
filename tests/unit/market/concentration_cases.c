/* The cases of tests/cases/concentration: each folder has a market.csv (owner
 * and what it holds; owner `?` is the unknown rest) with an expect.txt of
 * figures, or a mergers.csv with what a guideline says of each. */

#include <string.h>

#include "analyser/market/concentration.h"
#include "analyser/methods/concentration_band.h"
#include "lib/sheet/csv.h"

typedef struct {
  char *folder;
  CsvTable *table;         /* of the owners */
  GArray *holdings;
  guint64 unknown;
  Market market;
} Case;

static GBytes *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;
  gsize length = 0;
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static gboolean
has_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static CsvTable *
read_table (const char *folder, const char *name, const char *const *columns)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = read_file (folder, name);
  CsvTable *table = csv_table_read (bytes, name, columns, findings);
  g_assert_cmpuint (findings_length (findings), ==, 0);
  return table;
}

static void
case_read (Case *test, const char *folder)
{
  static const char *const columns[] = { "owner", "held", NULL };
  *test = (Case) { .table = read_table (folder, "market.csv", columns) };
  test->holdings = g_array_new (FALSE, FALSE, sizeof (Holding));
  for (guint row = 0; row < csv_table_rows (test->table); row++)
    {
      guint64 held = 0;
      g_assert_true (g_ascii_string_to_unsigned (csv_table_get (test->table, row, 1), 10, 0,
                                                 G_MAXINT64, &held, NULL));
      Holding holding = { row, held };
      if (strcmp (csv_table_get (test->table, row, 0), "?") == 0)
        test->unknown += held;
      else if (held > 0)
        {
          g_array_append_val (test->holdings, holding);
          test->market.total += held;
        }
    }
  test->market.n = test->holdings->len;
  test->market.units = test->holdings->len;
  market_sort ((Holding *) (gpointer) test->holdings->data, test->market.n);
  test->market.holdings = (const Holding *) (gconstpointer) test->holdings->data;
}

static void
case_clear (Case *test)
{
  csv_table_free (test->table);
  g_array_unref (test->holdings);
}

static guint
find_owner (const Case *test, const char *owner)
{
  for (guint i = 0; i < test->market.n; i++)
    if (strcmp (csv_table_get (test->table, test->market.holdings[i].owner, 0), owner) == 0)
      return i;
  g_error ("there is no owner '%s' in the case", owner);
}

/* The figure that "merger A + B: change" and the like name. */
static char *
merger_figure (const Case *test, const char *key)
{
  g_auto(GStrv) words = g_strsplit (key, " ", -1);
  g_assert_cmpuint (g_strv_length (words), ==, 5);
  words[3][strlen (words[3]) - 1] = '\0';
  Merger merger = concentration_merger (&test->market, find_owner (test, words[1]),
                                        find_owner (test, words[3]));
  if (strcmp (words[4], "share") == 0)
    return figure_to_string (merger.share, 2, 1);
  if (strcmp (words[4], "change") == 0)
    return figure_to_string (merger.change, 0, 3);
  g_assert_cmpstr (words[4], ==, "after");
  return figure_to_string (merger.after, 0, 3);
}

static char *
bound (const Case *test, gboolean upper)
{
  Figure low, high;
  concentration_bounds (&test->market, test->unknown, 0, &low, &high);
  return figure_to_string (upper ? high : low, 0, 3);
}

static char *
figure_of (const Case *test, const char *key)
{
  const Market *market = &test->market;
  if (g_str_has_prefix (key, "merger "))
    return merger_figure (test, key);
  if (strcmp (key, "hhi") == 0)
    return figure_to_string (concentration_hhi (market), 0, 3);
  if (strcmp (key, "effective_number") == 0)
    return figure_to_string (concentration_effective_number (market), 0, 3);
  if (strcmp (key, "gini") == 0)
    return figure_to_string (concentration_gini (market), 0, 3);
  if (strcmp (key, "owners_to_25") == 0)
    return figure_to_string (concentration_owners_to (market, 25), 0, 0);
  if (strcmp (key, "low") == 0 || strcmp (key, "high") == 0)
    return bound (test, strcmp (key, "high") == 0);
  g_assert_true (g_str_has_prefix (key, "cr"));
  return figure_to_string (concentration_ratio (market, (guint) atoi (key + 2)), 2, 1);
}

static void
check_market (const char *folder)
{
  Case test;
  case_read (&test, folder);
  g_autoptr(GBytes) bytes = read_file (folder, "expect.txt");
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto(GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 0);
  for (char **line = lines; *line != NULL; line++)
    {
      g_test_message ("%s", *line);
      if (g_str_has_prefix (*line, "note "))
        {
          g_assert_cmpstr (concentration_note (&test.market), ==, *line + strlen ("note "));
          continue;
        }
      char *expected = strrchr (*line, ' ');
      g_assert_nonnull (expected);
      *expected++ = '\0';
      g_autofree char *figure = figure_of (&test, *line);
      g_assert_cmpstr (figure, ==, expected);
    }
  case_clear (&test);
}

static Figure
number (const char *text)
{
  Figure figure = figure_integer (0);
  g_assert_true (figure_parse (text, &figure));
  return figure;
}

static void
check_mergers (const char *folder)
{
  static const char *const columns[]
    = { "guideline", "on", "after", "change", "share", "outcome", NULL };
  g_autofree char *methods
    = g_build_filename (g_getenv ("CARE_OVERSIGHT_DATA"), "analyser/methods/editions/2025-26", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) bands = concentration_bands_read (methods, &error);
  g_assert_no_error (error);
  g_autoptr(CsvTable) table = read_table (folder, "mergers.csv", columns);
  for (guint row = 0; row < csv_table_rows (table); row++)
    {
      Date on = 0;
      g_assert_true (date_parse (csv_table_get (table, row, 1), &on));
      const ConcentrationBand *band
        = concentration_band_of_merger (bands, csv_table_get (table, row, 0), on,
                                        number (csv_table_get (table, row, 2)),
                                        number (csv_table_get (table, row, 3)),
                                        number (csv_table_get (table, row, 4)));
      g_test_message ("row %u", row + 1);
      g_assert_cmpstr (band != NULL ? band->outcome : "none in force", ==,
                       csv_table_get (table, row, 5));
    }
}

static void
check_case (gconstpointer data)
{
  const char *folder = data;
  g_assert_true (has_file (folder, "NOTE"));
  if (has_file (folder, "mergers.csv"))
    check_mergers (folder);
  else
    check_market (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *cases
    = g_build_filename (g_getenv ("top_srcdir"), "tests/cases/concentration", NULL);
  g_autoptr(GDir) dir = g_dir_open (cases, 0, NULL);
  g_assert_nonnull (dir);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_strconcat ("/concentration/case/", name, NULL);
      g_test_add_data_func_full (path, g_build_filename (cases, name, NULL), check_case, g_free);
    }
  return g_test_run ();
}
