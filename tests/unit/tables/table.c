/* Tables as text, CSV and JSON: digits stay as they are, and no cell can break
 * out of its place. */

#include "lib/tables/table.h"

#include <string.h>

static const TableColumn columns[] = {
  { "name", "Name" }, { "hidden", NULL }, { "value", "Value" },
};

static Table *
make_table (void)
{
  static const char *const cells[] = {
    "Ann \"Lee\", =1+1", "0412", "41.288",
    "=cmd|' /C calc'!A0", "-0.5", "z",
    "Ünï\n\u202ecode", "", "10000.000",
  };
  Table *table = table_new (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    table_add (table, cells[i]);
  return table;
}

static char *
print (const Table *table, Format format)
{
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream (&text, &length);
  table_print (table, format, out);
  fclose (out);
  return text;
}

static void
test_csv (void)
{
  g_autoptr(Table) table = make_table ();
  char *text = print (table, FORMAT_CSV);
  g_assert_cmpstr (text, ==,
                   "name,hidden,value\n"
                   "\"Ann \"\"Lee\"\", =1+1\",0412,41.288\n"
                   "'=cmd|' /C calc'!A0,-0.5,z\n"
                   "\"Ünï\n\u202ecode\",,10000.000\n");
  free (text);
}

static void
test_json (void)
{
  g_autoptr(Table) table = make_table ();
  char *text = print (table, FORMAT_JSON);
  g_assert_cmpstr (
    text, ==,
    "[\n"
    "  {\"name\": \"Ann \\\"Lee\\\", =1+1\", \"hidden\": \"0412\", \"value\": 41.288},\n"
    "  {\"name\": \"=cmd|' /C calc'!A0\", \"hidden\": -0.5, \"value\": \"z\"},\n"
    "  {\"name\": \"Ünï\\n\u202ecode\", \"hidden\": \"\", \"value\": 10000.000}\n"
    "]\n");
  free (text);
}

static void
test_text (void)
{
  g_autoptr(Table) table = make_table ();
  char *text = print (table, FORMAT_TEXT);
  g_assert_cmpstr (text, ==,
                   "Name                    Value\n"
                   "Ann \"Lee\", =1+1        41.288\n"
                   "=cmd|' /C calc'!A0          z\n"
                   "Ünï  code           10000.000\n");
  free (text);
}

static void
test_empty (void)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  char *csv = print (table, FORMAT_CSV), *json = print (table, FORMAT_JSON);
  g_assert_cmpstr (csv, ==, "name,hidden,value\n");
  g_assert_cmpstr (json, ==, "[]\n");
  free (csv);
  free (json);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/csv-is-inert-in-a-spreadsheet", test_csv);
  g_test_add_func ("/table/json-keeps-the-digits", test_json);
  g_test_add_func ("/table/text-stays-in-its-columns", test_text);
  g_test_add_func ("/table/no-rows", test_empty);
  return g_test_run ();
}
