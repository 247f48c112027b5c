/* Every rule, by its cases: tests/cases/rules/<ID>/<case>/ holds the files that
 * differ from base-annual or base-capacity, record/ what differs from
 * base-record when the rule needs one, and expect.txt, a finding a line:
 * rule, file:line, field, value, expected, with tabs between. */

#include "collector/checking/check.h"
#include "collector/checking/rule.h"
#include "lib/returns/definitions.h"
#include "lib/tables/finding_print.h"
#include "tests/record.h"
#include "tests/registers.h"
#include "tests/returns.h"
#include "tests/scratch_folder.h"

#define PERSON "P00001"

typedef struct {
  char *id, *name, *folder;
} Case;

static char *
cases_folder (void)
{
  return g_build_filename (g_getenv ("top_srcdir"), "tests", "cases", "rules", NULL);
}

static GBytes *
read_bytes (const char *path)
{
  char *text;
  gsize length;
  g_autoptr(GError) error = NULL;
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

/* The parts of DEFINITION: those of the case, the others of its base. */
static GHashTable *
read_parts (const Case *rule_case, const Definition *definition)
{
  GHashTable *files = returns_base (definition);
  for (guint i = 0; i < definition->parts->len; i++)
    {
      const PartDefinition *part = g_ptr_array_index (definition->parts, i);
      g_autofree char *path = g_strdup_printf ("%s/%s.csv", rule_case->folder, part->name);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        g_hash_table_replace (files, g_strdup (part->name), read_bytes (path));
    }
  return files;
}

static void
add_files (GHashTable *files, const char *folder)
{
  g_auto(GStrv) names = record_list_files (folder);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_hash_table_replace (files, g_strdup (names[i]), read_bytes (path));
    }
}

/* Replaces the parts of a return in FILES (returns/<return>/<period>/<NN>/<person>/<part>.csv)
 * by the whole return, filed: its other parts are those of the base. */
static void
file_return (GHashTable *files, const char *path)
{
  g_auto(GStrv) names = g_strsplit (path, "/", -1);
  g_assert_cmpuint (g_strv_length (names), ==, 6);
  const FilingKey key = { names[1], names[2], names[4] };
  g_autoptr(Definition) definition = returns_define (key.return_id, key.period);
  g_autoptr(GHashTable) parts = returns_base (definition);
  names[5][strlen (names[5]) - strlen (".csv")] = '\0';
  g_hash_table_replace (parts, g_strdup (names[5]), g_bytes_ref (g_hash_table_lookup (files, path)));
  g_autoptr(Filing) filing = returns_filing (&key, parts);
  g_autoptr(GHashTable) filed = returns_files (filing, parts);
  GHashTableIter iter;
  gpointer name, bytes;
  g_hash_table_iter_init (&iter, filed);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    g_hash_table_replace (files, g_strdup (name), g_bytes_ref (bytes));
}

/* Those of FILES that a record does not begin with, taken out of it. */
static GHashTable *
take_later (GHashTable *files)
{
  GHashTable *later
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  GHashTableIter iter;
  gpointer path, bytes;
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &path, &bytes))
    if (!g_str_has_prefix (path, "register/"))
      {
        g_hash_table_insert (later, path, bytes);
        g_hash_table_iter_steal (&iter);
      }
  return later;
}

/* A record in FOLDER of base-record and what CHANGES holds. */
static Store *
make_record (const char *folder, const char *changes)
{
  g_autofree char *cases = cases_folder ();
  g_autofree char *base = g_build_filename (cases, "base-record", NULL);
  g_autofree char *reference = g_build_filename (g_getenv ("CARE_OVERSIGHT_DATA"), "lib", "register", "reference",
                                                 "authorities.csv", NULL);
  g_autofree char *path = g_build_filename (folder, "record", NULL);
  g_autoptr(GHashTable) files
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_hash_table_insert (files, g_strdup ("register/authorities.csv"), read_bytes (reference));
  add_files (files, base);
  add_files (files, changes);
  g_auto(GStrv) names = record_list_files (changes);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], "returns/"))
      file_return (files, names[i]);
  g_autoptr(GHashTable) later = take_later (files);
  register_complete (files);
  Store *store = record_make_of (path, files);
  record_append_each (store, RECORD_TIME, later);
  return store;
}

/* A return as it is checked, and the record it is checked against, if any. */
typedef struct {
  const char *return_id, *period_text;
  Period period;
  GHashTable *files;
  char *folder;              /* of the record */
  Store *store;
  CheckContext context;
} Checked;

static Checked *
checked_new (gboolean annual, const Case *rule_case)
{
  Checked *checked = g_new0 (Checked, 1);
  checked->return_id = annual ? "annual" : "capacity";
  checked->period_text = annual ? "2025-26" : "2025-26-Q1";
  g_assert_true (period_parse (checked->period_text, &checked->period));
  g_autoptr(Definition) definition = returns_define (checked->return_id, checked->period_text);
  checked->files = rule_case == NULL ? returns_base (definition) : read_parts (rule_case, definition);
  return checked;
}

static Checked *
checked_of_case (const Case *rule_case)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *changes = g_build_filename (rule_case->folder, "record", NULL);
  Checked *checked = checked_new (g_str_has_prefix (rule_case->id, "ANN"), rule_case);
  if (!g_file_test (changes, G_FILE_TEST_IS_DIR))
    return checked;
  checked->folder = scratch_folder ();
  checked->store = make_record (checked->folder, changes);
  checked->context = (CheckContext) { PERSON, store_snapshot (checked->store, NULL, &error) };
  g_assert_no_error (error);
  return checked;
}

static void
checked_free (gpointer data)
{
  Checked *checked = data;
  g_hash_table_unref (checked->files);
  g_clear_pointer (&checked->context.snapshot, snapshot_free);
  g_clear_pointer (&checked->store, store_free);
  g_clear_pointer (&checked->folder, scratch_folder_remove);
  g_free (checked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Checked, checked_free)

static const Definition *
definition_of (Rulebook *rulebook, const Checked *checked)
{
  g_autoptr(GError) error = NULL;
  const Definition *definition = definitions_for_period (rulebook_definitions (rulebook), checked->return_id,
                                                         checked->period_text, &error);
  g_assert_no_error (error);
  return definition;
}

static CheckResult *
check (Rulebook *rulebook, const Checked *checked)
{
  g_autoptr(GError) error = NULL;
  CheckResult *result = NULL;
  check_return (rulebook, definition_of (rulebook, checked), checked->period, checked->files, &checked->context,
                &result, &error);
  g_assert_no_error (error);
  return result;
}

/* The findings of CHECK as expect.txt has them; what was not run is left out. */
static char *
describe (const CheckResult *check)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < findings_length (check->findings); i++)
    {
      const Finding *finding = findings_index (check->findings, i);
      if (g_str_equal (finding->rule, "RULE-SKIPPED"))
        continue;
      g_string_append_printf (out, "%s\t%s:%" G_GUINT64_FORMAT "\t%s\t%s\t%s\n", finding->rule,
                              finding->file, finding->line,
                              finding->field == NULL ? "" : finding->field,
                              finding->value == NULL ? "" : finding->value,
                              finding->expected == NULL ? "" : finding->expected);
      g_assert_nonnull (finding->message);
      g_assert_null (strchr (finding->message, '{'));
      g_assert_null (strchr (finding->advice, '{'));
    }
  return g_string_free (out, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *rule_case = data;
  g_autoptr(Rulebook) rulebook = rulebook_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  g_autoptr(Checked) checked = checked_of_case (rule_case);
  g_autoptr(CheckResult) result = check (rulebook, checked);
  g_autofree char *path = g_build_filename (rule_case->folder, "expect.txt", NULL);
  g_autoptr(GBytes) expected = read_bytes (path);
  g_autofree char *text = g_strndup (g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
  g_autofree char *got = describe (result);
  if (strcmp (got, text) != 0)
    g_test_fail_printf ("got:\n%sexpected:\n%s", got, text);
  g_assert_cmpint (g_str_has_prefix (text, rule_case->id), ==,
                   g_str_has_prefix (rule_case->name, "fires"));
}

static void
case_free (gpointer data)
{
  Case *rule_case = data;
  g_free (rule_case->id);
  g_free (rule_case->name);
  g_free (rule_case->folder);
  g_free (rule_case);
}

static void
list_cases_of (const char *cases, const char *id, GPtrArray *list)
{
  g_autofree char *folder = g_build_filename (cases, id, NULL);
  g_autoptr(GDir) names = g_dir_open (folder, 0, NULL);
  for (const char *name; names != NULL && (name = g_dir_read_name (names)) != NULL;)
    {
      g_autofree char *expect = g_build_filename (folder, name, "expect.txt", NULL);
      if (!g_file_test (expect, G_FILE_TEST_EXISTS))
        continue;
      Case *rule_case = g_new0 (Case, 1);
      rule_case->id = g_strdup (id);
      rule_case->name = g_strdup (name);
      rule_case->folder = g_build_filename (folder, name, NULL);
      g_ptr_array_add (list, rule_case);
    }
}

static GPtrArray *
list_cases (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (case_free);
  g_autofree char *cases = cases_folder ();
  g_autoptr(GDir) ids = g_dir_open (cases, 0, NULL);
  g_assert_nonnull (ids);
  for (const char *id; (id = g_dir_read_name (ids)) != NULL;)
    if (!g_str_has_prefix (id, "base-"))
      list_cases_of (cases, id, list);
  return list;
}

/* All that CHECK says. */
static char *
describe_all (const CheckResult *check)
{
  g_autofree char *text = NULL;
  size_t size;
  FILE *out = open_memstream (&text, &size);
  findings_print (check->findings, FORMAT_CSV, NULL, out);
  for (guint i = 0; i < check->unjudged->len; i++)
    {
      const Unjudged *unjudged = g_ptr_array_index (check->unjudged, i);
      fprintf (out, "%s: %d %d %s\n", unjudged->reason, unjudged->usual, unjudged->partly, unjudged->rules->str);
    }
  fprintf (out, "%d %d %s\n", check->recorded, check->readable, check->hash);
  fclose (out);
  return g_steal_pointer (&text);
}

/* What a rulebook that has judged nothing else says. */
static char *
describe_alone (const Checked *checked)
{
  g_autoptr(Rulebook) rulebook = rulebook_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  g_autoptr(CheckResult) result = check (rulebook, checked);
  return describe_all (result);
}

static void
assert_as_alone (Rulebook *rulebook, const Checked *checked, const char *alone)
{
  g_autoptr(CheckResult) result = check (rulebook, checked);
  g_autofree char *text = describe_all (result);
  g_assert_cmpstr (text, ==, alone);
}

/* Returns that leave much unread: without a part, and with each part cut in the middle. */
static void
add_damaged (GPtrArray *all, gboolean annual)
{
  Checked *nothing = checked_new (annual, NULL), *cut = checked_new (annual, NULL);
  g_hash_table_remove_all (nothing->files);
  GHashTableIter iter;
  gpointer bytes;
  g_hash_table_iter_init (&iter, cut->files);
  while (g_hash_table_iter_next (&iter, NULL, &bytes))
    g_hash_table_iter_replace (&iter, g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) / 2));
  g_ptr_array_add (all, nothing);
  g_ptr_array_add (all, cut);
}

/* What a rulebook keeps of one return does not show in the next, whichever it is. */
static void
test_any_order (void)
{
  g_autoptr(GPtrArray) cases = list_cases ();
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (checked_free);
  for (guint i = 0; i < cases->len; i++)
    g_ptr_array_add (all, checked_of_case (cases->pdata[i]));
  add_damaged (all, TRUE);
  add_damaged (all, FALSE);
  g_autoptr(GPtrArray) alone = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (alone, describe_alone (all->pdata[i]));
  g_autoptr(Rulebook) rulebook = rulebook_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  for (guint n = 0; n < 4 * all->len; n++)
    {
      guint i = (guint) g_test_rand_int_range (0, (gint32) all->len);
      assert_as_alone (rulebook, all->pdata[i], alone->pdata[i]);
    }
}

/* Rules in place of one of the annual return's. */
static const struct {
  const char *sql, *message;   /* a part of that of the fault; NULL: there is none */
} hostile[] = {
  { "select count (*) as value from statement as a, statement as b, statement as c, statement as d, statement as e "
    "where a.value + b.value + c.value + d.value + e.value = 1", "longer than 50 milliseconds" },
  { "delete from statement", "may not be modified" },
  { "drop table statement", "do anything but read" },
  { "select value as value from nowhere", "no such table" },
  { "with a as (select '0123456789' as x), b as (select x || x || x || x || x || x || x || x || x || x as x from a), "
    "c as (select x || x || x || x || x || x || x || x || x || x as x from b), "
    "d as (select x || x || x || x || x || x || x || x || x || x as x from c), "
    "e as (select x || x || x || x || x || x || x || x || x || x as x from d), "
    "f as (select x || x || x || x || x || x || x || x || x || x as x from e), "
    "g as (select x || x || x || x || x || x || x || x || x || x as x from f) select x as value from g", "out of memory" },
  { "select 9223372036854775807 * count (*) as value from statement", NULL },
};

/* A rule that is hostile, or takes too long, leaves nothing to the check after it. */
static void
test_after_hostile (void)
{
  g_autoptr(Checked) checked = checked_new (TRUE, NULL);
  g_autofree char *alone = describe_alone (checked);
  g_autoptr(Rulebook) rulebook = rulebook_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  const Definition *definition = definition_of (rulebook, checked);
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr(GError) error = NULL;
      RuleSet *rules = rulebook_rule_set (rulebook, definition, checked->period, &error);
      g_assert_no_error (error);
      Rule *rule = g_ptr_array_index (rules->rules, i);
      char *sql = rule->sql;
      rule->sql = g_strdup (hostile[i].sql);
      sandbox_set_time_limit (rules->sandbox, 50);
      g_autoptr(CheckResult) result = NULL;
      gboolean judged = check_return (rulebook, definition, checked->period, checked->files, &checked->context,
                                      &result, &error);
      if (judged != (hostile[i].message == NULL) || (!judged && strstr (error->message, hostile[i].message) == NULL))
        g_error ("%s: %s", hostile[i].sql, judged ? "no fault" : error->message);
      if (judged)
        {
          g_free (rule->sql);
          rule->sql = g_strdup (sql);
          sandbox_set_time_limit (rules->sandbox, SANDBOX_MAX_SECONDS * 1000);
          g_assert_cmpuint (findings_count_rule (result->findings, "RULE-OVERFLOW", NULL), ==, 1);
        }
      g_free (sql);
      assert_as_alone (rulebook, checked, alone);
    }
}

/* Every rule that is shipped has a case where it fires and one where it does not. */
static void
test_every_rule_has_cases (void)
{
  static const char *const returns[] = { "annual", "capacity" };
  static const char *const needed[] = { "fires/expect.txt", "boundary/expect.txt", "NOTE" };
  g_autofree char *cases = cases_folder ();
  g_autoptr(Definitions) definitions = definitions_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  for (guint i = 0; i < G_N_ELEMENTS (returns); i++)
    {
      g_autoptr(GError) error = NULL;
      const Definition *definition = definitions_edition (definitions, returns[i], "2025-26", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (definition->rules->len, >, 0);
      for (guint k = 0; k < definition->rules->len; k++)
        for (guint n = 0; n < G_N_ELEMENTS (needed); n++)
          {
            g_autofree char *id = g_path_get_basename (definition->rules->pdata[k]);
            *strrchr (id, '.') = '\0';
            g_autofree char *path = g_build_filename (cases, id, needed[n], NULL);
            if (!g_file_test (path, G_FILE_TEST_EXISTS))
              g_error ("'%s' is missing", path);
          }
    }
}

/* What may be scanned for each row of something else: it has few rows, however
 * many the return has. */
static const char *const few[] = {
  "filing",                  /* one */
  "activities", "due",       /* groups, by what the definition has: lines, columns, services */
  "charges", "entered", "filled", "placed",
  NULL
};

static gboolean
is_few (const char *detail)
{
  g_auto(GStrv) words = g_strsplit (detail, " ", 3);
  return g_strv_contains (few, words[1]);
}

static const SandboxStep *
step_above (const GPtrArray *steps, const SandboxStep *step)
{
  for (guint i = 0; i < steps->len; i++)
    if (((const SandboxStep *) steps->pdata[i])->id == step->parent)
      return steps->pdata[i];
  return NULL;
}

/* Whether step I is done for each row of a step before it. */
static gboolean
is_repeated (const GPtrArray *steps, guint i)
{
  const SandboxStep *step = g_ptr_array_index (steps, i);
  for (guint k = 0; k < i; k++)
    {
      const SandboxStep *before = g_ptr_array_index (steps, k);
      if (before->parent == step->parent && (g_str_has_prefix (before->detail, "SCAN ")
                                             || g_str_has_prefix (before->detail, "SEARCH ")))
        return TRUE;
    }
  for (; step != NULL; step = step_above (steps, step))
    if (g_str_has_prefix (step->detail, "CORRELATED"))
      return TRUE;
  return FALSE;
}

static void
assert_no_scan_in_a_scan (Sandbox *sandbox, const Rule *rule)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) steps = sandbox_explain (sandbox, rule->sql, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (steps->len, >, 0);
  for (guint i = 0; i < steps->len; i++)
    {
      const char *detail = ((const SandboxStep *) steps->pdata[i])->detail;
      gboolean scan = g_str_has_prefix (detail, "SCAN ")
                      && (strstr (detail, "VIRTUAL TABLE") == NULL || strstr (detail, "INDEX 0:") != NULL);
      if (scan && !is_few (detail) && is_repeated (steps, i))
        g_error ("%s: for each row of another: %s", rule->id, detail);
    }
}

/* A return of many rows may not take time that grows with their square. */
static void
test_no_scan_in_a_scan (void)
{
  g_autoptr(Rulebook) rulebook = rulebook_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  Definitions *definitions = rulebook_definitions (rulebook);
  g_autoptr(GError) error = NULL;
  const char *const *returns = definitions_returns (definitions, &error);
  g_assert_no_error (error);
  for (; *returns != NULL; returns++)
    {
      GPtrArray *editions = definitions_editions (definitions, *returns, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < editions->len; i++)
        {
          const Definition *edition = g_ptr_array_index (editions, i);
          const CheckContext context = { 0 };
          g_autoptr(GHashTable) files = returns_base (edition);
          g_autoptr(CheckResult) check = NULL;
          check_return (rulebook, edition, edition->first, files, &context, &check, &error);
          g_assert_no_error (error);
          const RuleSet *rule_set = rulebook_rule_set (rulebook, edition, edition->first, &error);
          g_assert_no_error (error);
          for (guint k = 0; k < rule_set->rules->len; k++)
            assert_no_scan_in_a_scan (rule_set->sandbox, rule_set->rules->pdata[k]);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr(GPtrArray) cases = list_cases ();
  for (guint i = 0; i < cases->len; i++)
    {
      const Case *rule_case = g_ptr_array_index (cases, i);
      g_autofree char *test = g_strdup_printf ("/rules/%s/%s", rule_case->id, rule_case->name);
      g_test_add_data_func (test, rule_case, test_case);
    }
  g_test_add_func ("/rules/checks-in-any-order", test_any_order);
  g_test_add_func ("/rules/a-hostile-rule-leaves-nothing", test_after_hostile);
  g_test_add_func ("/rules/no-scan-in-a-scan", test_no_scan_in_a_scan);
  g_test_add_func ("/rules/every-rule-has-cases", test_every_rule_has_cases);
  return g_test_run ();
}
