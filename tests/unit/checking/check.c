/* A folder of files checked: what is no part of the return, and what is done with
 * the rest. */

#include "collector/checking/check.h"

#include "lib/base/error.h"
#include "tests/returns.h"
#include "tests/scratch_folder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const parts[] = { "statement", "adjustments", "borrowings", "ownership" };

/* A folder with the base annual return. */
typedef struct {
  char *folder;
  Rulebook *rulebook;
  const Definition *definition;
  Period period;
} Fixture;

static void
set_up (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  fixture->folder = scratch_folder ();
  fixture->rulebook = rulebook_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  fixture->definition
    = definitions_for_period (rulebook_definitions (fixture->rulebook), "annual", "2025-26", &error);
  g_assert_no_error (error);
  g_assert_true (period_parse ("2025-26", &fixture->period));
  g_autoptr(GHashTable) base = returns_base (fixture->definition);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *file = g_strconcat (parts[i], ".csv", NULL);
      GBytes *bytes = g_hash_table_lookup (base, parts[i]);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      scratch_folder_put (fixture->folder, file, text);
    }
}

static void
tear_down (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  rulebook_free (fixture->rulebook);
  scratch_folder_remove (fixture->folder);
}

static char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
take_away (Fixture *fixture, const char *name)
{
  g_autofree char *path = path_of (fixture, name);
  g_assert_cmpint (g_remove (path), ==, 0);
}

static CheckResult *
check (Fixture *fixture, GHashTable **files)
{
  g_autoptr(GError) error = NULL;
  const CheckContext context = { 0 };
  CheckResult *result = NULL;
  check_folder (fixture->rulebook, fixture->definition, fixture->period, fixture->folder, &context, files, &result,
                &error);
  g_assert_no_error (error);
  return result;
}

/* The findings are EXPECTED, "RULE file;" each, and the return is READABLE or not. */
static void
assert_check (Fixture *fixture, const char *expected, gboolean readable)
{
  g_autoptr(GHashTable) files = NULL;
  g_autoptr(CheckResult) result = check (fixture, &files);
  g_autoptr(GString) got = g_string_new (NULL);
  for (guint i = 0; i < findings_length (result->findings); i++)
    {
      const Finding *finding = findings_index (result->findings, i);
      g_string_append_printf (got, "%s %s;", finding->rule, finding->file == NULL ? "-" : finding->file);
    }
  g_assert_cmpstr (got->str, ==, expected);
  g_assert_cmpint (result->readable, ==, readable);
  g_assert_false (result->recorded);
}

static void
test_clean (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  assert_check (fixture, "", TRUE);
  g_autoptr(GHashTable) files = NULL;
  g_autoptr(CheckResult) result = check (fixture, &files);
  g_assert_cmpuint (g_hash_table_size (files), ==, G_N_ELEMENTS (parts));
  g_assert_cmpuint (result->unjudged->len, >, 0);
  /* What sha256sum says of the files, and then of that. */
  g_autofree char *out = NULL;
  g_autofree char *line = g_strdup_printf ("sh -c \"cd '%s' && sha256sum *.csv | sha256sum\"", fixture->folder);
  g_assert_true (g_spawn_command_line_sync (line, &out, NULL, NULL, NULL));
  out[64] = '\0';
  g_assert_cmpstr (result->hash, ==, out);
}

/* A misspelt part is no note: the rest would pass without it. */
static void
test_other_files (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  scratch_folder_put (fixture->folder, "guide.md", "");
  scratch_folder_put (fixture->folder, "notes.txt", "");
  scratch_folder_put (fixture->folder, "a", "");
  assert_check (fixture, "FILE-IGNORED a;FILE-IGNORED notes.txt;", TRUE);
  scratch_folder_put (fixture->folder, "borrowing.CSV", "");
  g_autoptr(GHashTable) files = NULL;
  g_autoptr(CheckResult) result = check (fixture, &files);
  const Finding *finding = findings_index (result->findings, 0);
  g_assert_cmpstr (finding->rule, ==, "FILE-UNKNOWN");
  g_assert_nonnull (strstr (finding->message, "no part of the return"));
  g_autofree char *whole = g_strconcat (finding->message, finding->advice, NULL);
  g_assert_nonnull (strstr (whole, "borrowings.csv"));
  g_assert_false (result->readable);
}

/* What was said to findings is given with another command, and is no part misspelt. */
static void
test_explanations (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  scratch_folder_put (fixture->folder, "explanations.csv", "");
  g_autoptr(GHashTable) files = NULL;
  g_autoptr(CheckResult) result = check (fixture, &files);
  g_assert_cmpuint (findings_length (result->findings), ==, 1);
  g_assert_cmpstr (findings_index (result->findings, 0)->rule, ==, "FILE-EXPLANATIONS");
  g_assert_cmpuint (g_hash_table_size (files), ==, G_N_ELEMENTS (parts));
}

/* A link may lead anywhere, also to what is not the sender's. */
static void
test_kinds (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_autofree char *path = path_of (fixture, "borrowings.csv"), *elsewhere = path_of (fixture, "elsewhere");
  g_assert_cmpint (g_rename (path, elsewhere), ==, 0);
  g_assert_cmpint (symlink ("elsewhere", path), ==, 0);
  g_autoptr(GHashTable) files = NULL;
  g_autoptr(CheckResult) linked = check (fixture, &files);
  g_assert_cmpstr (findings_index (linked->findings, 0)->rule, ==, "FILE-KIND");
  g_assert_nonnull (strstr (findings_index (linked->findings, 0)->message, "a link to another file"));
  g_assert_false (linked->readable);
  g_assert_null (g_hash_table_lookup (files, "borrowings"));
  take_away (fixture, "borrowings.csv");
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_autoptr(GHashTable) others = NULL;
  g_autoptr(CheckResult) piped = check (fixture, &others);
  g_assert_nonnull (strstr (findings_index (piped->findings, 0)->message, "not a regular file"));
  g_assert_cmpuint (g_hash_table_size (others), ==, G_N_ELEMENTS (parts) - 1);
}

/* Workbooks alone are said once, not as four parts that are missing. */
static void
test_workbook (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *file = g_strconcat (parts[i], ".csv", NULL);
      take_away (fixture, file);
    }
  scratch_folder_put (fixture->folder, "Return.XLSX", "PK");
  scratch_folder_put (fixture->folder, "notes.txt", "");
  assert_check (fixture, "FILE-WORKBOOK Return.XLSX;", FALSE);
  /* Beside a part it is another file. */
  scratch_folder_put (fixture->folder, "ownership.csv", "line,value\n");
  g_autoptr(GHashTable) files = NULL;
  g_autoptr(CheckResult) result = check (fixture, &files);
  for (guint i = 0; i < findings_length (result->findings); i++)
    g_assert_cmpstr (findings_index (result->findings, i)->rule, !=, "FILE-WORKBOOK");
}

static void
assert_fault (Fixture *fixture, const char *path)
{
  g_autoptr(GError) error = NULL;
  const CheckContext context = { 0 };
  CheckResult *result = NULL;
  GHashTable *files = NULL;
  g_assert_false (check_folder (fixture->rulebook, fixture->definition, fixture->period, path, &context, &files,
                                &result, &error));
  g_assert_cmpint (error_kind (error), ==, ERROR_FAULT);
  g_assert_null (result);
  g_assert_null (files);
}

static void
test_faults (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_autofree char *nowhere = path_of (fixture, "nowhere"), *file = path_of (fixture, "statement.csv");
  assert_fault (fixture, nowhere);
  assert_fault (fixture, file);
  check_result_free (NULL);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer unused);
  } tests[] = {
    { "/check/a-clean-folder", test_clean },
    { "/check/files-that-are-no-part", test_other_files },
    { "/check/explanations-are-no-part", test_explanations },
    { "/check/what-is-no-regular-file", test_kinds },
    { "/check/workbooks-alone", test_workbook },
    { "/check/faults-leave-the-outputs", test_faults },
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
