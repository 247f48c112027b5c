/* The cases of tests/cases/measures: each folder is an annual return (and
 * perhaps the one before it in prior/) with the figures it must come to, a line
 * each: "MEASURE COLUMN = FIGURE[, level N][, annualised FIGURE]", or
 * "part year = N days". A level that is not given must not be there. */

#include <string.h>

#include "analyser/person/measure.h"
#include "lib/tables/finding_print.h"

#define REPORT_DATE date_from_ymd (2026, 3, 31)

static GHashTable *
read_files (const char *folder)
{
  static const char *const parts[] = { "statement", "adjustments", "borrowings", "ownership" };
  GHashTable *files
    = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s.csv", folder, parts[i]);
      g_autoptr(GError) error = NULL;
      char *text = NULL;
      gsize length = 0;
      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      g_hash_table_insert (files, (gpointer) parts[i], g_bytes_new_take (text, length));
    }
  return files;
}

static Return *
read_return (const Definition *definition, const char *folder, guint16 year)
{
  g_autoptr(GHashTable) files = read_files (folder);
  g_autoptr(Findings) findings = findings_new ();
  Submission *submission = submission_read (definition, files, folder, NULL, findings);
  if (findings_count (findings, SEVERITY_HARD) > 0)
    findings_print (findings, FORMAT_TEXT, NULL, stderr);
  g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), ==, 0);
  return return_new (definition, (Period) { .year = year }, "P00001", folder, submission);
}

static guint
find_column (const char *name)
{
  for (guint i = 0; i < MEASURE_N_COLUMNS; i++)
    if (strcmp (measure_columns[i], name) == 0)
      return i;
  g_error ("there is no column '%s'", name);
}

/* A line in the form of expect.txt of what MEASURE COLUMN comes to. */
static char *
describe (const MeasureSource *source, const char *measure, const char *column)
{
  g_autoptr(GError) error = NULL;
  const MeasureDefinition *definition = methods_measure (source->methods, measure, &error);
  g_assert_no_error (error);
  MeasureResult result = measure_evaluate (definition, source, find_column (column));
  g_autofree char *value = measure_to_string (definition, result.value);
  g_autofree char *annualised = measure_to_string (definition, result.annualised);
  GString *line = g_string_new (NULL);
  g_string_printf (line, "%s %s = %s", measure, column, value);
  if (result.level > 0)
    g_string_append_printf (line, ", level %u", result.level);
  if (figure_is_value (&result.annualised))
    g_string_append_printf (line, ", annualised %s", annualised);
  return g_string_free (line, FALSE);
}

static void
check_line (const MeasureSource *source, const char *line)
{
  g_auto(GStrv) words = g_strsplit (line, " ", 4);
  g_test_message ("%s", line);
  if (g_str_has_prefix (line, "part year = "))
    {
      g_autofree char *days = g_strdup_printf ("part year = %u days", measure_days (source->ret));
      g_assert_true (measure_is_part_year (source->ret));
      g_assert_cmpstr (days, ==, line);
      return;
    }
  g_assert_cmpuint (g_strv_length (words), ==, 4);
  g_autofree char *found = describe (source, words[0], words[1]);
  g_assert_cmpstr (found, ==, line);
}

static void
check_case (gconstpointer data)
{
  const char *folder = data, *datadir = g_getenv ("CARE_OVERSIGHT_DATA");
  g_autoptr(GError) error = NULL;
  g_autoptr(Methods) methods = methods_load (datadir, REPORT_DATE, &error);
  g_assert_no_error (error);
  g_autoptr(Definition) definition = definition_load (datadir, "annual", "2025-26", &error);
  g_assert_no_error (error);
  g_autoptr(Return) ret = read_return (definition, folder, 2025);
  g_autofree char *before = g_build_filename (folder, "prior", NULL);
  g_autoptr(Return) prior
    = g_file_test (before, G_FILE_TEST_IS_DIR) ? read_return (definition, before, 2024) : NULL;
  MeasureSource source = { methods, ret, prior, REPORT_DATE };

  g_autofree char *expected = g_build_filename (folder, "expect.txt", NULL);
  g_autofree char *text = NULL;
  g_file_get_contents (expected, &text, NULL, &error);
  g_assert_no_error (error);
  g_auto(GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 0);
  for (char **line = lines; *line != NULL; line++)
    check_line (&source, *line);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *cases
    = g_build_filename (g_getenv ("top_srcdir"), "tests/cases/measures", NULL);
  g_autoptr(GDir) dir = g_dir_open (cases, 0, NULL);
  g_assert_nonnull (dir);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_strconcat ("/measure/case/", name, NULL);
      g_test_add_data_func_full (path, g_build_filename (cases, name, NULL), check_case, g_free);
    }
  return g_test_run ();
}
