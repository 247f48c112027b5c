/* Which establishments make a market, as data: values in any case of letters, and
 * one that is misspelt beside a list that has it is a fault, not an empty market. */

#include "analyser/methods/population.h"

#include <string.h>

#include "lib/base/error.h"
#include "tests/scratch_folder.h"

#define HEADER "kind,id,title,values,source\n"

/* The rows of TEXT, or NULL with ERROR. */
static GPtrArray *
read_rows (const char *text, GError **error)
{
  char *folder = scratch_folder ();
  g_autofree char *whole = g_strconcat (HEADER, text, NULL);
  scratch_folder_put (folder, "markets.csv", whole);
  GPtrArray *rows = populations_read (folder, error);
  scratch_folder_remove (folder);
  return rows;
}

static const char rows_read[] = "service,homes,Homes,Children's home,Ofsted\n"
                                "sectors,independent,Independent,Private; Voluntary,Ofsted\n"
                                "sectors,all,All,*,Ofsted\n";

static void
test_values (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = read_rows (rows_read, &error);
  g_assert_no_error (error);
  const Population *independent = population_find (rows, "sectors", "independent", &error);
  g_assert_true (population_has (independent, "Private"));
  g_assert_true (population_has (independent, "VOLUNTARY"));
  g_assert_false (population_has (independent, "Local Authority"));
  g_assert_false (population_has (independent, "Private "));
  g_assert_false (population_has (independent, ""));
  const Population *all = population_find (rows, "sectors", "all", &error);
  g_assert_true (population_has (all, ""));
  g_assert_true (population_has (all, "Local Authority"));
}

/* A service is no sector, whatever it is called. */
static void
test_find (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = read_rows (rows_read, &error);
  g_assert_null (population_find (rows, "sectors", "homes", &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==, "unknown sectors 'homes'; known: independent, all");
}

static void
test_faults (void)
{
  static const struct { const char *row, *place; } rows[] = {
    { "sector,all,All,*,Ofsted\n", "/markets.csv:2: " },
    { "service,homes,Homes,,Ofsted\n", "/markets.csv:2: " },
    { "service,a,A,X,Ofsted\nservice,a,B,Y,Ofsted\n", "/markets.csv:3: " },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_assert_null (read_rows (rows[i].row, &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, rows[i].place));
    }
}

static void
test_misspelt (void)
{
  static const char *const list[] = { "", "CHILDREN'S HOME", "Secure children's home", "Private" };
  static const struct { const char *row, *near; } rows[] = {
    { "service,a,A,Children's home,Ofsted\n", NULL },
    { "service,a,A,*,Ofsted\n", NULL },
    /* The list has nothing like it. */
    { "service,a,A,Supported Accommodation,Ofsted\n", NULL },
    { "service,a,A,Childrens home,Ofsted\n", "'childrens home', which no row of the list is; "
                                             "did you mean 'children's home'?" },
    { "service,a,A,Children's home; Privat,Ofsted\n", "'privat', which no row of the list is; "
                                                      "did you mean 'private'?" },
    /* What is counted anyway is not what was meant. */
    { "service,a,A,Private; Privates,Ofsted\n", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) read = read_rows (rows[i].row, &error);
      g_assert_no_error (error);
      gboolean good = population_check (read->pdata[0], list, G_N_ELEMENTS (list), &error);
      g_test_message ("%s", rows[i].row);
      g_assert_cmpint (good, ==, rows[i].near == NULL);
      if (good)
        continue;
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_assert_true (g_str_has_suffix (error->message, rows[i].near));
      g_assert_true (g_str_has_prefix (error->message, "markets.csv: service 'a' counts "));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/population/values-in-any-case", test_values);
  g_test_add_func ("/population/found-by-kind-and-id", test_find);
  g_test_add_func ("/population/a-broken-row-has-its-place", test_faults);
  g_test_add_func ("/population/a-misspelt-value-counts-nothing-in-silence-no-more", test_misspelt);
  return g_test_run ();
}
