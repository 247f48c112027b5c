/* Tables: columns by their names; what is wrong with the header or a row, at its
 * position, counted by hand. */

#include "lib/sheet/csv.h"

#include "tests/findings.h"

#include <string.h>

static const char *const columns[] = { "urn", "places", "?note", NULL };

static CsvTable *
read_table (const char *text, char **found)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  CsvTable *table = csv_table_read (bytes, "f.csv", columns, findings);
  *found = findings_positions (findings);
  return table;
}

static void
test_table (void)
{
  g_autofree char *found = NULL;
  g_autoptr(CsvTable) table = read_table ("places,urn\n4,SC1\n\n,SC2\n", &found);
  g_assert_cmpstr (found, ==, "");
  g_assert_cmpuint (csv_table_rows (table), ==, 2);
  g_assert_cmpstr (csv_table_get (table, 0, 0), ==, "SC1");
  g_assert_cmpstr (csv_table_get (table, 0, 1), ==, "4");
  g_assert_cmpstr (csv_table_get (table, 1, 1), ==, "");
  g_assert_cmpstr (csv_table_get (table, 1, 2), ==, "");
  g_assert_cmpuint (csv_table_line (table, 1), ==, 4);
  g_assert_cmpuint (csv_table_byte (table, 1), ==, 19);
  g_assert_cmpuint (csv_table_position (table, 0), ==, 2);
  g_assert_cmpuint (csv_table_position (table, 2), ==, 0);
}

static void
test_table_findings (void)
{
  static const struct { const char *text, *found; guint rows; } cases[] = {
    { "", "CSV-EMPTY:0:0:0;", 0 },
    { "\n\n", "CSV-NO-HEADER:0:0:0;", 0 },
    { "urn,places\n", "CSV-NO-ROWS:1:0:0;", 0 },
    { "SC1,4\nSC2,5\n", "CSV-NO-HEADER:1:0:1;", 0 },
    { "urn\nSC1\n", "CSV-COLUMN-MISSING:1:0:1;", 1 },
    { "urn,places,palces\nSC1,4,5\n", "CSV-COLUMN-UNKNOWN:1:3:1;", 1 },
    { "urn,places,urn\nSC1,4,SC2\n", "CSV-COLUMN-TWICE:1:3:1;", 1 },
    { "urn,places\nSC1\nSC2,1,000\nSC3,4\n", "CSV-WIDTH:2:1:12;CSV-WIDTH:3:2:16;", 1 },
    { "urn,places\nSC1,4,,\n", "CSV-WIDTH:2:3:12;", 0 },
    /* Names are exact; one that has none is unknown too; each missing one is named. */
    { "URN,places\nSC1,4\n", "CSV-COLUMN-MISSING:1:0:1;CSV-COLUMN-UNKNOWN:1:1:1;", 1 },
    { "urn,places,\nSC1,4,\n", "CSV-COLUMN-UNKNOWN:1:3:1;", 1 },
    { "note\nx\n", "CSV-COLUMN-MISSING:1:0:1;CSV-COLUMN-MISSING:1:0:1;", 1 },
    /* Rows of a header that names nothing are not read. */
    { "a,b\nSC1,4\n", "CSV-NO-HEADER:1:0:1;", 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = NULL;
      g_autoptr(CsvTable) table = read_table (cases[i].text, &found);
      g_test_message ("%u", i);
      g_assert_cmpstr (found, ==, cases[i].found);
      g_assert_cmpuint (csv_table_rows (table), ==, cases[i].rows);
    }
}

static void
test_advice (void)
{
  g_autoptr(Findings) findings = findings_new ();
  const char *text = "urn,palces\nSC2,1,000\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(CsvTable) table = csv_table_read (bytes, "f.csv", columns, findings);
  (void) table;
  findings_sort (findings);
  const Finding *unknown = findings_index (findings, 1);
  g_assert_cmpstr (unknown->rule, ==, "CSV-COLUMN-UNKNOWN");
  g_assert_cmpstr (unknown->expected, ==, "places");
  const Finding *width = findings_index (findings, 2);
  g_assert_cmpstr (width->rule, ==, "CSV-WIDTH");
  g_assert_cmpstr (width->value, ==, "1,000");
}

static void
test_nil_table (void)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static ("urn,places\n", 11);
  g_autoptr(CsvTable) table = csv_table_read_any (bytes, "f.csv", columns, findings);
  g_assert_cmpuint (csv_table_rows (table), ==, 0);
  g_assert_cmpuint (findings_length (findings), ==, 0);
}

/* Semicolons between the cells: said once, and no cell is read from them. */
static void
test_separator (void)
{
  g_autofree char *found = NULL;
  g_autoptr(CsvTable) table = read_table ("urn;places\nSC1;4\n", &found);
  g_assert_true (g_str_has_prefix (found, "CSV-SEPARATOR:1:"));
  g_assert_null (strchr (strchr (found, ';') + 1, ';'));
  g_assert_cmpuint (csv_table_rows (table), ==, 0);
  csv_table_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-table/finds-columns-by-name", test_table);
  g_test_add_func ("/csv-table/says-what-is-wrong-with-the-header", test_table_findings);
  g_test_add_func ("/csv-table/offers-the-likely-mistake", test_advice);
  g_test_add_func ("/csv-table/may-be-a-header-alone", test_nil_table);
  g_test_add_func ("/csv-table/other-separators-are-said-once", test_separator);
  return g_test_run ();
}
