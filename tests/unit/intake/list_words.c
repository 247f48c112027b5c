/* What Ofsted's lists call things: the data files, and how names are compared. */

#include "collector/intake/list_words.h"
#include "lib/base/error.h"
#include "tests/scratch_folder.h"

static ListWords *
load (void)
{
  g_autoptr(GError) error = NULL;
  ListWords *words = list_words_load (g_getenv ("CARE_OVERSIGHT_DATA"), &error);
  g_assert_no_error (error);
  return words;
}

static void
test_columns (void)
{
  static const struct { const char *name; ListField field; } cases[] = {
    { "URN", LIST_URN },
    { " urn\n", LIST_URN },
    { "Registration\r\ndate", LIST_REGISTERED },
    { "GOVERNMENT  office\tregion", LIST_REGION },
    { "Organisation which owns the provider", LIST_ORGANISATION },
    { "Organisation name", LIST_ORGANISATION },
    { "Short-break-only children’s home", LIST_LEFT_OUT },
    { "Web link", LIST_LEFT_OUT },
    { "URNs", LIST_UNKNOWN },
    { "", LIST_UNKNOWN },
  };
  g_autoptr(ListWords) words = load ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("'%s'", cases[i].name);
      g_assert_cmpint (list_words_column (words, cases[i].name), ==, cases[i].field);
    }
  g_assert_true (list_words_requires (words, LIST_PLACES));
  g_assert_false (list_words_requires (words, LIST_PREMISES));
  g_autofree char *names = list_words_column_names (words, LIST_ORGANISATION);
  g_assert_cmpstr (names, ==, "'Organisation name' or 'Organisation which owns the provider'");
}

static void
test_values (void)
{
  g_autoptr(ListWords) words = load ();
  const ListValue *home = list_words_value (words, LIST_PROVISION, "CHILDREN’S  home");
  g_assert_nonnull (home);
  g_assert_cmpstr (home->value, ==, "Children's home");
  g_assert_cmpstr (home->service, ==, "childrens-homes");
  g_assert_true (home->mainstream);
  g_assert_false (list_words_value (words, LIST_PROVISION, "Secure children's home")->mainstream);
  g_assert_null (list_words_value (words, LIST_PROVISION, "Home"));
  g_assert_null (list_words_value (words, LIST_SECTOR, "Active"));
  g_autofree const char **sectors = list_words_values (words, LIST_SECTOR);
  g_assert_cmpuint (g_strv_length ((GStrv) sectors), ==, 5);
  g_assert_cmpstr (sectors[0], ==, "Private");
}

/* The folder of data may be anything: a file in it that is wrong is named. */
static void
test_broken_data (void)
{
  char *datadir = scratch_folder ();
  g_autoptr(GError) none = NULL;
  g_assert_null (list_words_load (datadir, &none));
  g_assert_error (none, G_FILE_ERROR, G_FILE_ERROR_NOENT);

  scratch_folder_put (datadir, "collector/intake/words/columns.csv",
                     "field,name,required,lacks\nurn,URN,yes,\ncolour,Colour,no,\n");
  g_autoptr(GError) wrong = NULL;
  g_assert_null (list_words_load (datadir, &wrong));
  g_assert_error (wrong, CARE_ERROR, ERROR_FAULT);
  g_assert_true (g_str_has_suffix (wrong->message, "columns.csv:3: unknown field 'colour'; known: urn, "
                                   "provision, registered, status, name, region, authority, sector, "
                                   "places, premises, organisation, inspected"));
  scratch_folder_remove (datadir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/columns-are-known-by-their-names", test_columns);
  g_test_add_func ("/intake/values-have-one-spelling", test_values);
  g_test_add_func ("/intake/broken-data-is-a-fault", test_broken_data);
  return g_test_run ();
}
