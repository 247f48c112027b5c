/* Tables that are shipped: what is good is handed over typed, and whatever is
 * wrong is one fault with its path and line. */

#include "lib/sheet/data_file.h"
#include "lib/base/error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

enum { NAME, TITLE, COUNT, RATE, FROM, SHOWN, SHADE };
static const char *const shades[] = { "light", "dark", NULL };
static const DataColumn columns[] = {
  [NAME] = { "name", DATA_CODE, .key = TRUE },
  [TITLE] = { "title", DATA_TEXT, "" },
  [COUNT] = { "count", DATA_WHOLE, .least = 1, .most = 12 },
  [RATE] = { "rate", DATA_FIGURE },
  [FROM] = { "from", DATA_DATE, "", .key = TRUE },
  [SHOWN] = { "shown", DATA_YES },
  [SHADE] = { "?shade", DATA_WORD, "dark", .words = shades },
  { NULL },
};
#define HEAD "name,title,count,rate,from,shown,shade\n"

static char *folder, *path;

static DataFile *
read_text (const char *text, GError **error)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return data_file_read (folder, "table.csv", columns, error);
}

static void
test_typed (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DataFile) file = read_text (HEAD "a,\"One, two\",12,-0.25,2025-04-01,yes,light\nb_2,,1,3,,no,\n", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (data_file_rows (file), ==, 2);
  DataRow first = { file, 0 }, second = { file, 1 };
  g_assert_cmpstr (data_row_text (first, NAME), ==, "a");
  g_assert_cmpstr (data_row_text (first, TITLE), ==, "One, two");
  g_assert_cmpint (data_row_whole (first, COUNT), ==, 12);
  g_assert_cmpint (figure_compare (data_row_figure (first, RATE), figure_ratio (-1, 4)), ==, 0);
  g_assert_cmpuint (data_row_date (first, FROM), ==, date_from_ymd (2025, 4, 1));
  g_assert_true (data_row_yes (first, SHOWN));
  g_assert_cmpuint (data_row_word (first, SHADE), ==, 0);
  g_assert_cmpstr (data_row_text (second, TITLE), ==, "");
  g_assert_cmpuint (data_row_date (second, FROM), ==, 0);
  g_assert_false (data_row_yes (second, SHOWN));
  g_assert_cmpuint (data_row_word (second, SHADE), ==, 1);
}

/* Columns stand in any order, and one that may be missing has blank cells. */
static void
test_columns (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DataFile) file = read_text ("shown,from,rate,count,title,name\nno,,1,2,T,a\n", &error);
  g_assert_no_error (error);
  DataRow row = { file, 0 };
  g_assert_cmpstr (data_row_text (row, NAME), ==, "a");
  g_assert_cmpuint (data_row_word (row, SHADE), ==, 1);
}

static void
test_broken (void)
{
  static const struct {
    const char *text, *message;
  } rows[] = {
    { "", "table.csv: the file is empty" },
    { HEAD, "table.csv:1: the file has a header and no rows" },
    { "x,y\n1,2\n", "table.csv:1: the first row does not name any of the columns" },
    { "name,titl,count,rate,from,shown\na,T,1,1,,no\n",
      "table.csv:1: unknown column 'titl'; did you mean 'title'?" },
    { "name,title,count,rate,from,shown,shade,colour\n",
      "table.csv:1: unknown column 'colour'; known: name, title, count, rate, from, shown, shade" },
    { "name,title,count,rate,from\na,T,1,1,\n", "table.csv:1: the column 'shown' is missing" },
    { HEAD "a,T,1,1,,no,light\nb,T,1,1,,no\n",
      "table.csv:3: the row has 6 fields and the header has 7" },
    { HEAD "a,\"T,1,1,,no,light\n", "table.csv:2: " },
    { HEAD ",T,1,1,,no,light\n", "table.csv:2: name is blank" },
    { HEAD "A,T,1,1,,no,light\n",
      "table.csv:2: name 'A': a code is lower-case letters, digits and '_'" },
    { HEAD "a,T,13,1,,no,light\n", "table.csv:2: count '13': expected a whole number from 1 to 12" },
    { HEAD "a,T,1.0,1,,no,light\n", "table.csv:2: count '1.0': expected a whole number from 1 to 12" },
    { HEAD "a,T,1,1e3,,no,light\n", "table.csv:2: rate '1e3': expected a plain number" },
    { HEAD "a,T,1,1,2025-02-29,no,light\n",
      "table.csv:2: from '2025-02-29': expected a date like 2025-04-01" },
    { HEAD "a,T,1,1,,maybe,light\n", "table.csv:2: unknown shown 'maybe'; known: yes, no" },
    { HEAD "a,T,1,1,,no,lihgt\n", "table.csv:2: unknown shade 'lihgt'; known: light, dark" },
    { HEAD "a,T,1,1,,no,darc\n", "table.csv:2: unknown shade 'darc'; did you mean 'dark'?" },
    { HEAD "a,T,1,1,,no,dark\n\na,T,1,1,2025-04-01,no,dark\na,T,1,1,,no,dark\n",
      "table.csv:5: 'a', '' is there twice, first on line 2" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_assert_null (read_text (rows[i].text, &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, folder));
      g_assert_nonnull (strstr (error->message, rows[i].message));
    }
}

static gboolean
is_fault (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DataFile) file = data_file_read (folder, "table.csv", columns, &error);
  g_assert_null (file);
  g_test_message ("%s", error->message);
  return error_kind (error) == ERROR_FAULT && strstr (error->message, path) != NULL;
}

/* What is not there, or is something else, is never a table without rows. */
static void
test_no_file (void)
{
  g_remove (path);
  g_assert_true (is_fault ());
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_true (is_fault ());
  g_rmdir (path);
  if (geteuid () != 0)
    {
      g_assert_true (g_file_set_contents (path, HEAD "a,T,1,1,,no,dark\n", -1, NULL));
      g_assert_cmpint (g_chmod (path, 0), ==, 0);
      g_assert_true (is_fault ());
    }
  g_autoptr(GString) large = g_string_new (HEAD);
  while (large->len <= DATA_FILE_MAX_BYTES)
    g_string_append (large, "a,T,1,1,,no,dark\n");
  g_remove (path);
  g_assert_true (g_file_set_contents (path, large->str, (gssize) large->len, NULL));
  g_assert_true (is_fault ());
}

static void
test_own_faults (void)
{
  static const char *const known[] = { "alpha", "beta", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(DataFile) file = read_text (HEAD "a,T,1,1,,no,dark\nalpa,T,1,1,,no,dark\n", &error);
  g_assert_no_error (error);
  g_assert_false (data_row_unknown ((DataRow) { file, 1 }, NAME, known, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_true (g_str_has_suffix (error->message, "table.csv:3: unknown name 'alpa'; did you mean 'alpha'?"));
  g_clear_error (&error);
  g_assert_false (data_row_fault ((DataRow) { file, 0 }, &error, "%u%%", 5u));
  g_assert_true (g_str_has_suffix (error->message, "table.csv:2: 5%"));
}

static gpointer
take_name (DataRow row, GError **error)
{
  const char *name = data_row_text (row, NAME);
  if (strcmp (name, "bad") != 0)
    return g_strdup (name);
  data_row_fault (row, error, "bad");
  return NULL;
}

static void
test_collect (void)
{
  g_autoptr(GError) error = NULL;
  data_file_free (read_text (HEAD "a,T,1,1,,no,dark\nb,T,1,1,,no,dark\n", &error));
  g_autoptr(GPtrArray) names
    = data_file_collect (folder, "table.csv", columns, take_name, g_free, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (names->len, ==, 2);
  g_assert_cmpstr (names->pdata[0], ==, "a");
  g_assert_cmpstr (names->pdata[1], ==, "b");
  data_file_free (read_text (HEAD "a,T,1,1,,no,dark\nbad,T,1,1,,no,dark\n", &error));
  g_assert_null (data_file_collect (folder, "table.csv", columns, take_name, g_free, &error));
  g_assert_true (g_str_has_suffix (error->message, "table.csv:3: bad"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("data-file-XXXXXX", NULL);
  path = g_build_filename (folder, "table.csv", NULL);
  g_test_add_func ("/data-file/cells-are-handed-over-typed", test_typed);
  g_test_add_func ("/data-file/columns-stand-in-any-order", test_columns);
  g_test_add_func ("/data-file/what-is-wrong-is-a-fault-with-its-line", test_broken);
  g_test_add_func ("/data-file/what-is-no-file-is-a-fault", test_no_file);
  g_test_add_func ("/data-file/a-reader-adds-faults-of-its-own", test_own_faults);
  g_test_add_func ("/data-file/rows-are-collected-or-none", test_collect);
  int result = g_test_run ();
  data_file_free (NULL);
  g_chmod (path, 0600);
  g_remove (path);
  g_rmdir (folder);
  g_free (path);
  g_free (folder);
  return result;
}
