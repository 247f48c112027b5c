#include "collector/checking/check.h"

#include "collector/checking/rule_tables.h"
#include "lib/sheet/csv.h"
#include "lib/returns/explanation.h"
#include "lib/returns/filing.h"
#include "lib/base/error.h"
#include "lib/base/folder.h"
#include "lib/base/suggest.h"
#include "lib/returns/wording.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* Written beside the parts by the command "template", for people. */
#define GUIDE "guide.md"

void
check_result_free (CheckResult *result)
{
  if (result == NULL)
    return;
  findings_free (result->findings);
  g_clear_pointer (&result->unjudged, g_ptr_array_unref);
  g_free (result->hash);
  g_free (result);
}

static gboolean
run_rules (const TableSources *sources, CheckResult *result, GError **error)
{
  if (rule_tables_fill (sources, error) && rule_run (sources, result->findings, result->unjudged, error))
    return TRUE;
  rulebook_forget_rules (sources->rulebook);
  return FALSE;
}

gboolean
check_return (Rulebook *rulebook, const Definition *definition, Period period, GHashTable *files,
              const CheckContext *context, CheckResult **out, GError **error)
{
  g_autoptr(CheckResult) result = g_new0 (CheckResult, 1);
  result->findings = findings_new ();
  result->unjudged = g_ptr_array_new_with_free_func ((GDestroyNotify) unjudged_free);
  result->recorded = context->snapshot != NULL;
  const Register *reg = rulebook_register (rulebook, context->snapshot, error);
  Authorities *authorities
    = reg == NULL ? NULL : rulebook_authorities (rulebook, context->snapshot, period, error);
  if (authorities == NULL)
    return FALSE;
  g_autoptr(Submission) submission
    = submission_read (definition, files, NULL, authorities, result->findings);
  result->readable = findings_count (result->findings, SEVERITY_HARD) == 0;
  RuleSet *rule_set = rulebook_rule_set (rulebook, definition, period, error);
  const TableSources sources = { rulebook, rule_set, definition, period, submission, context, reg };
  if (rule_set == NULL || !run_rules (&sources, result, error))
    return FALSE;
  findings_sort (result->findings);
  result->hash = content_hash (files);
  *out = g_steal_pointer (&result);
  return TRUE;
}

static const char *
kind_of (mode_t mode)
{
  return S_ISDIR (mode) ? "a folder" : S_ISLNK (mode) ? "a link to another file" : "not a regular file";
}

static void
report_file (Findings *findings, const char *rule, const char *file, const char *kind,
             const char *nearest)
{
  g_autofree char *near = nearest == NULL ? NULL : g_strdup_printf ("; perhaps '%s' is meant", nearest);
  const WordingLocation location = { file, 0, 0, NULL };
  const WordingValue values[] = { { "kind", kind }, { "near", near }, { NULL, NULL } };
  wording_report (findings, rule, &location, file, NULL, values);
}

/* Reads PATH, called FILE in findings, as PART; what is no plain file is a finding. */
static gboolean
load_part (GHashTable *files, const char *part, const char *path, const char *file,
           Findings *findings, GError **error)
{
  GStatBuf status;
  g_autoptr(GBytes) bytes = NULL;
  if (g_lstat (path, &status) != 0)
    return error_file (error, errno, "read", path);
  if (!S_ISREG (status.st_mode))
    {
      report_file (findings, "FILE-KIND", file, kind_of (status.st_mode), NULL);
      return TRUE;
    }
  if ((guint64) status.st_size > CSV_MAX_BYTES)
    {
      csv_report_size (file, (guint64) status.st_size, findings);
      return TRUE;
    }
  if (!csv_load (path, findings, &bytes, error))
    return FALSE;
  if (bytes != NULL)
    g_hash_table_insert (files, g_strdup (part), g_steal_pointer (&bytes));
  return TRUE;
}

static gboolean
is_csv (const char *file)
{
  gsize length = strlen (file);
  return length >= 4 && g_ascii_strcasecmp (file + length - 4, ".csv") == 0;
}

/* The first of NAMES that is a workbook; NULL when none is. */
static const char *
find_workbook (const char *const *names)
{
  static const char *const endings[] = { ".xlsx", ".xlsm", ".xls", ".ods" };
  for (; *names != NULL; names++)
    for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
      {
        gsize length = strlen (*names), ending = strlen (endings[i]);
        if (length > ending && g_ascii_strcasecmp (*names + length - ending, endings[i]) == 0)
          return *names;
      }
  return NULL;
}

/* A file that is no part: a misspelt part must not pass for a note. */
static void
report_other_file (const char *const *parts, const char *file, Findings *findings)
{
  if (strcmp (file, GUIDE) == 0)
    return;
  if (strcmp (file, EXPLANATIONS_PART ".csv") == 0)
    {
      report_file (findings, "FILE-EXPLANATIONS", file, NULL, NULL);
      return;
    }
  const char *nearest = is_csv (file) ? suggest_nearest (file, parts) : NULL;
  report_file (findings, is_csv (file) ? "FILE-UNKNOWN" : "FILE-IGNORED", file, NULL, nearest);
}

static GStrv
part_files (const Definition *definition)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; i < definition->parts->len; i++)
    {
      g_autofree char *file
        = g_strconcat (((const PartDefinition *) definition->parts->pdata[i])->name, ".csv", NULL);
      g_strv_builder_add (builder, file);
    }
  return g_strv_builder_end (builder);
}

static gboolean
load_folder (const Definition *definition, const char *path, GHashTable **files,
             gboolean *workbooks_only, Findings *findings, GError **error)
{
  g_auto(GStrv) parts = part_files (definition);
  g_auto(GStrv) names = folder_list (path, error);
  g_autoptr(GHashTable) loaded
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *name = names[i];
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *part = g_strndup (name, strlen (name) - MIN (strlen (name), strlen (".csv")));
      if (!g_strv_contains ((const char *const *) parts, name))
        report_other_file ((const char *const *) parts, name, findings);
      else if (!load_part (loaded, part, file, name, findings, error))
        return FALSE;
    }
  const char *workbook = g_hash_table_size (loaded) == 0 ? find_workbook ((const char *const *) names) : NULL;
  *workbooks_only = workbook != NULL;
  if (workbook != NULL)
    {
      findings_clear (findings);
      report_file (findings, "FILE-WORKBOOK", workbook, NULL, NULL);
    }
  *files = g_steal_pointer (&loaded);
  return TRUE;
}

gboolean
check_folder (Rulebook *rulebook, const Definition *definition, Period period, const char *path,
              const CheckContext *context, GHashTable **files, CheckResult **out, GError **error)
{
  g_autoptr(Findings) loading = findings_new ();
  g_autoptr(GHashTable) loaded = NULL;
  g_autoptr(CheckResult) result = NULL;
  gboolean workbooks_only = FALSE;
  if (!load_folder (definition, path, &loaded, &workbooks_only, loading, error)
      || !check_return (rulebook, definition, period, loaded, context, &result, error))
    return FALSE;
  result->readable = result->readable && findings_count (loading, SEVERITY_HARD) == 0;
  if (workbooks_only)
    findings_clear (result->findings);
  findings_append (result->findings, loading);
  findings_sort (result->findings);
  *files = g_steal_pointer (&loaded);
  *out = g_steal_pointer (&result);
  return TRUE;
}
