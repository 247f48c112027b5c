#include "collector/checking/rule.h"

#include "collector/checking/parameter.h"
#include "lib/base/error.h"
#include "tests/returns.h"
#include "tests/scratch_folder.h"

static char *folder;

#define HEAD \
  "-- id: TST-001\n-- severity: soft\n-- title: A title\n-- message: {value} is\n--   too much\n" \
  "-- guidance: Less\n-- missing: passes\n-- from: 2024-04-01\n-- to: 2026-03-31\n"

static char *
write_file (const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
test_head (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = write_file ("TST-001.sql", HEAD "select 1 as value\n");
  g_autoptr(Rule) rule = rule_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rule->id, ==, "TST-001");
  g_assert_cmpint (rule->severity, ==, SEVERITY_SOFT);
  g_assert_cmpstr (rule->message, ==, "{value} is too much");
  g_assert_cmpstr (rule->missing, ==, "passes");
  g_assert_false (rule_holds_on (rule, date_from_ymd (2024, 3, 31)));
  g_assert_true (rule_holds_on (rule, date_from_ymd (2024, 4, 1)));
  g_assert_true (rule_holds_on (rule, date_from_ymd (2026, 3, 31)));
  g_assert_false (rule_holds_on (rule, date_from_ymd (2026, 4, 1)));
}

static const struct {
  const char *text, *message;
} broken[] = {
  { "select 1\n", "TST-001.sql:1: the head has no 'id'" },
  { "-- id: TST-001\n-- severty: hard\n", "TST-001.sql:2: unknown key 'severty'; did you mean 'severity'?" },
  { "-- id: TST-001\n-- id: TST-001\n", "TST-001.sql:2: the key is there twice" },
  { "-- just a comment\n", "TST-001.sql:1: the head of a rule holds lines like '-- key: text'" },
  { "-- id: TST-002\n-- severity: hard\n-- title: t\n-- message: m\n-- guidance: g\n-- missing: m\n-- from: 2024-04-01\n",
    "TST-001.sql:1: the id is not the name of the file" },
  { "-- id: TST-001\n-- severity: fatal\n-- title: t\n-- message: m\n-- guidance: g\n-- missing: m\n-- from: 2024-04-01\n",
    "TST-001.sql:1: severity must be hard, soft or note" },
  { "-- id: TST-001\n-- severity: hard\n-- title: t\n-- message: m\n-- guidance: g\n-- from: 2024-04-01\n",
    "TST-001.sql:1: the head has no 'missing'" },
  { "-- id: TST-001\n-- severity: hard\n-- title: t\n-- message: m\n-- guidance: g\n-- missing: m\n-- from: April\n",
    "TST-001.sql:1: from and to must be dates" },
  { HEAD "-- each: cell of statement\n", "TST-001.sql:10: each must be row, line or column of a part" },
  { "-- id: \xff\n", "TST-001.sql:1: not a text in UTF-8" },
};

static void
test_broken_heads (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *path = write_file ("TST-001.sql", broken[i].text);
      g_assert_null (rule_load (path, &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      if (!g_str_has_suffix (error->message, broken[i].message))
        g_error ("message: %s", error->message);
    }
}

/* What a rule judges by itself is of the return that it is a rule of. */
static void
test_each (void)
{
  static const struct { const char *each, *message; } rows[] = {
    { "row of statement", NULL }, { "line of statement", NULL }, { "column of statement", NULL },
    { "row of borrowings", NULL },
    { "column of statment", "TST-001.sql:10: unknown part 'statment'; did you mean 'statement'?" },
    { "line of borrowings", "TST-001.sql:10: the part has no lines" },
  };
  g_autoptr(Definition) definition = returns_define ("annual", "2025-26");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = g_strdup_printf (HEAD "-- each: %s\nselect 1 as value\n", rows[i].each);
      g_autofree char *path = write_file ("TST-001.sql", text);
      g_autoptr(Rule) rule = rule_load (path, &error);
      g_assert_no_error (error);
      gboolean good = rule_check_each (rule, path, definition, &error);
      g_assert_cmpint (good, ==, rows[i].message == NULL);
      if (rows[i].message != NULL && !g_str_has_suffix (error->message, rows[i].message))
        g_error ("message: %s", error->message);
    }
}

static GHashTable *
load_parameters (const char *text, GError **error)
{
  g_free (write_file ("parameters.csv", text));
  g_autoptr(GPtrArray) folders = g_ptr_array_new ();
  g_ptr_array_add (folders, folder);
  const Definition definition = { .folders = folders };
  return parameters_load (&definition, date_from_ymd (2025, 6, 30), error);
}

#define COLUMNS "name,value,unit,from,to,source\n"

static void
test_parameters (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) parameters = load_parameters (
    COLUMNS "a,5.00,pounds,2024-01-01,,x\nb,0.5,tenths,2024-01-01,,x\nc,10,whole,2024-01-01,2025-06-30,x\n"
    "c,20,whole,2025-07-01,,x\nd,1,whole,2024-01-01,2025-06-29,x\ne,1,whole,2024-01-01,,x\ne,2,whole,2025-06-30,,x\n",
    &error);
  g_assert_no_error (error);
  static const struct {
    const char *name;
    gint64 value;
  } expected[] = { { "a", 500 }, { "b", 5 }, { "c", 10 }, { "e", 2 } };
  g_assert_cmpuint (g_hash_table_size (parameters), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (*(gint64 *) g_hash_table_lookup (parameters, expected[i].name), ==, expected[i].value);
}

static void
test_broken_parameters (void)
{
  static const struct {
    const char *text, *message;
  } rows[] = {
    { COLUMNS "a,5,guineas,2024-01-01,,x\n", "parameters.csv:2: unknown unit 'guineas'; known: pounds, tenths, whole" },
    { COLUMNS "a,5.5,whole,2024-01-01,,x\n", "parameters.csv:2: the value is no number of its unit" },
    { COLUMNS "a,5,whole,,,x\n", "parameters.csv:2: from is blank" },
    { "name,value\n", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_assert_null (load_parameters (rows[i].text, &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_assert_true (g_str_has_suffix (error->message, rows[i].message));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  folder = scratch_folder ();
  g_test_add_func ("/rule/head", test_head);
  g_test_add_func ("/rule/broken-heads-name-their-line", test_broken_heads);
  g_test_add_func ("/rule/judges-by-itself-what-the-return-has", test_each);
  g_test_add_func ("/rule/parameters-hold-on-a-date", test_parameters);
  g_test_add_func ("/rule/broken-parameters-name-their-line", test_broken_parameters);
  int result = g_test_run ();
  scratch_folder_remove (folder);
  return result;
}
