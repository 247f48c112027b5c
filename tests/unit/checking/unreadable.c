/* Cells that cannot be read silence the rules that need them, and no others: no
 * finding rests on such a cell, and no rule that would have found more passes. */

#include "collector/checking/check.h"
#include "tests/returns.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_each (void)
{
  static const struct { const char *text; gboolean good; Each each; const char *part; } heads[] = {
    { "", TRUE, EACH_NONE, NULL }, { "row of establishments", TRUE, EACH_ROW, "establishments" },
    { "line of statement", TRUE, EACH_LINE, "statement" }, { "column of statement", TRUE, EACH_COLUMN, "statement" },
    { "row", FALSE, EACH_NONE, NULL }, { "row of ", FALSE, EACH_NONE, NULL }, { "cell of x", FALSE, EACH_NONE, NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      Each each = EACH_NONE;
      g_autofree char *part = NULL;
      g_assert_cmpint (each_parse (heads[i].text, &each, &part), ==, heads[i].good);
      g_assert_cmpint (each, ==, heads[i].each);
      g_assert_cmpstr (part, ==, heads[i].part);
    }
}

static void
test_groups (void)
{
  gint64 cell = unreadable_cell (3, 70000, 9);
  g_assert_cmpuint (unreadable_part (cell), ==, 3);
  g_assert_true (unreadable_group (EACH_ROW, cell) == unreadable_group (EACH_ROW, unreadable_cell (3, 70000, 8)));
  g_assert_true (unreadable_group (EACH_LINE, cell) != unreadable_group (EACH_LINE, unreadable_cell (3, 70001, 9)));
  g_assert_true (unreadable_group (EACH_COLUMN, cell) == unreadable_group (EACH_COLUMN, unreadable_cell (3, 1, 9)));
  g_assert_true (unreadable_group (EACH_COLUMN, cell) != unreadable_group (EACH_COLUMN, unreadable_cell (3, 70000, 8)));
  g_assert_true (unreadable_group (EACH_ROW, cell) != unreadable_group (EACH_ROW, unreadable_cell (2, 70000, 9)));
}

static void
set_file (GHashTable *files, const char *part, char *text)
{
  g_hash_table_replace (files, g_strdup (part), g_bytes_new_take (text, strlen (text)));
}

static char *
file_text (GHashTable *files, const char *part)
{
  GBytes *bytes = g_hash_table_lookup (files, part);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Replaces cell COLUMN of line LINE (both from 0). FALSE: there is no such cell,
 * or a quotation mark is in the way. */
static gboolean
set_cell (GHashTable *files, const char *part, guint line, guint column, const char *value)
{
  g_autofree char *text = file_text (files, part);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  if (line >= g_strv_length (lines) || *lines[line] == '\0' || strchr (lines[line], '"') != NULL)
    return FALSE;
  g_auto(GStrv) cells = g_strsplit (lines[line], ",", -1);
  if (column >= g_strv_length (cells))
    return FALSE;
  g_free (cells[column]);
  cells[column] = g_strdup (value);
  g_free (lines[line]);
  lines[line] = g_strjoinv (",", cells);
  set_file (files, part, g_strjoinv ("\n", lines));
  return TRUE;
}

static CheckResult *
check (Rulebook *rulebook, const char *return_id, const char *period_text, GHashTable *files)
{
  g_autoptr(GError) error = NULL;
  const CheckContext context = { 0 };
  Period period;
  g_assert_true (period_parse (period_text, &period));
  const Definition *definition = definitions_for_period (rulebook_definitions (rulebook), return_id, period_text, &error);
  CheckResult *result = NULL;
  check_return (rulebook, definition, period, files, &context, &result, &error);
  g_assert_no_error (error);
  return result;
}

static gboolean
has_finding (const CheckResult *result, const char *rule, const char *field)
{
  for (guint i = 0; i < findings_length (result->findings); i++)
    {
      const Finding *finding = findings_index (result->findings, i);
      if (strcmp (finding->rule, rule) == 0 && g_strcmp0 (finding->field, field) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The line (from 0) of PART that begins with CODE. */
static guint
line_of (GHashTable *files, const char *part, const char *code)
{
  g_autofree char *text = file_text (files, part);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  guint line = 0;
  while (!g_str_has_prefix (lines[line], code) || lines[line][strlen (code)] != ',')
    g_assert_nonnull (lines[++line]);
  return line;
}

/* Ten mistakes that have nothing to do with each other, one of them an amount
 * that cannot be read. Columns from 0; the arithmetic is of base-annual. */
static void
test_ten_mistakes (void)
{
  static const struct { const char *part, *code; guint column; const char *value, *rule, *field; } mistakes[] = {
    { "statement", "staff_costs", 1, "20OO000.00", "VAL-SYMBOL", "staff_costs:childrens_homes" },
    /* 0 and 400000 are not 399000: the activities against their total. */
    { "statement", "foster_carer_payments", 6, "399000.00", "ANN-001", "foster_carer_payments:total" },
    /* 900.0 and 1200.0 are not 2101.0. */
    { "statement", "occupied_child_weeks", 6, "2101.0", "ANN-002", "occupied_child_weeks:total" },
    /* 1000000 and 5000 are not 1000000, of fostering alone. */
    { "statement", "other_income", 2, "5000.00", "ANN-003", "total_income:fostering" },
    /* 600000 less 160000 is not 450000. */
    { "statement", "tax", 6, "160000.00", "ANN-008", "profit_after_tax:total" },
    /* The assets come to 100000 less than 5200000. */
    { "statement", "other_fixed_assets", 6, "200000.00", "ANN-009", "total_assets:total" },
    /* The liabilities come to 100000 more than 3200000. */
    { "statement", "provisions", 6, "200000.00", "ANN-010", "total_liabilities:total" },
    /* 1500000 and 510000 are not 2000000. */
    { "statement", "other_equity", 6, "510000.00", "ANN-011", "total_equity:total" },
    /* Due within a year: 250000 and 50000 are not 200000. */
    { "borrowings", "Term loan", 6, "250000.00", "ANN-013", "borrowings_within_one_year:total" },
    { "ownership", "period_end", 1, "2026-04-30", "ANN-017", "period_end:value" },
  };
  g_autoptr(Rulebook) rulebook = rulebook_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  g_autoptr(Definition) definition = returns_define ("annual", "2025-26");
  g_autoptr(GHashTable) files = returns_base (definition);
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    g_assert_true (set_cell (files, mistakes[i].part, line_of (files, mistakes[i].part, mistakes[i].code),
                             mistakes[i].column, mistakes[i].value));
  g_autoptr(CheckResult) result = check (rulebook, "annual", "2025-26", files);
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    if (!has_finding (result, mistakes[i].rule, mistakes[i].field))
      g_test_fail_printf ("%s at %s was not found", mistakes[i].rule, mistakes[i].field);
}

/* The findings of rules, a set of texts; and the rules that did not judge all. */
typedef struct {
  GHashTable *found, *unjudged;
  gboolean readable;
} Judged;

static void
judged_clear (Judged *judged)
{
  g_clear_pointer (&judged->found, g_hash_table_unref);
  g_clear_pointer (&judged->unjudged, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judged, judged_clear)

static void
judge (Judged *judged, Rulebook *rulebook, const char *return_id, const char *period, GHashTable *files)
{
  g_autoptr(CheckResult) result = check (rulebook, return_id, period, files);
  judged->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  judged->unjudged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  judged->readable = result->readable;
  for (guint i = 0; i < findings_length (result->findings); i++)
    {
      const Finding *finding = findings_index (result->findings, i);
      if (g_str_has_prefix (finding->rule, "ANN-") || g_str_has_prefix (finding->rule, "CAP-"))
        g_hash_table_insert (judged->found,
                             g_strdup_printf ("%s %s:%" G_GUINT64_FORMAT " %s %s %s %s", finding->rule, finding->file,
                                              finding->line, finding->field, finding->value, finding->expected,
                                              finding->message),
                             g_strdup (finding->rule));
    }
  for (guint i = 0; i < result->unjudged->len; i++)
    {
      const Unjudged *some = g_ptr_array_index (result->unjudged, i);
      g_auto(GStrv) rules = g_strsplit (some->rules->str, ", ", -1);
      for (guint k = 0; rules[k] != NULL; k++)
        g_hash_table_add (judged->unjudged, g_strdup (rules[k]));
    }
}

/* What DAMAGED says must be so whatever TRUTH the damaged cell stood for. */
static void
compare (const Judged *damaged, const Judged *truth, const char *what)
{
  GHashTableIter iter;
  gpointer text, rule;
  g_hash_table_iter_init (&iter, damaged->found);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    if (!g_hash_table_contains (truth->found, text))
      g_test_fail_printf ("%s: a false finding: %s", what, (char *) text);
  g_hash_table_iter_init (&iter, truth->found);
  while (g_hash_table_iter_next (&iter, &text, &rule))
    if (!g_hash_table_contains (damaged->found, text) && !g_hash_table_contains (damaged->unjudged, rule))
      g_test_fail_printf ("%s: a false pass: %s", what, (char *) text);
}

/* Copies of FILES in which the cell holds something else. */
static GHashTable *
with_cell (GHashTable *files, const char *part, guint line, guint column, const char *value)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  GHashTableIter iter;
  gpointer name, bytes;
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    g_hash_table_insert (copy, g_strdup (name), g_bytes_ref (bytes));
  if (value != NULL && !set_cell (copy, part, line, column, value))
    g_clear_pointer (&copy, g_hash_table_unref);
  return copy;
}

/* What the cell may have stood for: NULL is what stands there. */
static const char *const truths[] = { NULL, "", "z", "1", "900000.00", "2030-01-01", "lease", "fostering", "no" };
/* "?" is no answer of any kind; a comma more makes the row too wide to be read. */
static const char *const damages[] = { "\x01?", "?,?" };

static void
try_cell (Rulebook *rulebook, const char *return_id, const char *period, GHashTable *files, const char *part,
          guint line, guint column)
{
  for (guint d = 0; d < G_N_ELEMENTS (damages); d++)
    {
      g_autoptr(GHashTable) broken = with_cell (files, part, line, column, damages[d]);
      g_auto(Judged) damaged = { 0 };
      if (broken == NULL)
        return;
      judge (&damaged, rulebook, return_id, period, broken);
      g_assert_false (damaged.readable);
      for (guint t = 0; t < G_N_ELEMENTS (truths); t++)
        {
          g_autoptr(GHashTable) whole = with_cell (files, part, line, column, truths[t]);
          g_auto(Judged) truth = { 0 };
          judge (&truth, rulebook, return_id, period, whole);
          g_autofree char *what = g_strdup_printf ("%s line %u column %u, '%s' for '%s'", part, line + 1, column + 1,
                                                   damages[d], truths[t]);
          if (truth.readable)
            compare (&damaged, &truth, what);
        }
    }
}

/* The files of the case that makes RULE fire, without a record. */
static GHashTable *
case_files (const Definition *definition, const char *rule)
{
  GHashTable *files = returns_base (definition);
  for (guint i = 0; i < definition->parts->len; i++)
    {
      const char *part = ((const PartDefinition *) definition->parts->pdata[i])->name;
      g_autofree char *path
        = g_strdup_printf ("%s/tests/cases/rules/%s/fires/%s.csv", g_getenv ("top_srcdir"), rule, part);
      char *text;
      if (g_file_get_contents (path, &text, NULL, NULL))
        set_file (files, part, text);
    }
  return files;
}

/* Of each rule's case every STEP-th cell, beginning elsewhere each time. */
static void
test_sound (gconstpointer data)
{
  const char *return_id = data;
  gboolean annual = strcmp (return_id, "annual") == 0;
  const char *period = annual ? "2025-26" : "2025-26-Q1";
  const guint step = annual ? 61 : 5;
  g_autoptr(Rulebook) rulebook = rulebook_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  g_autoptr(Definition) definition = returns_define (return_id, period);
  guint tried = 0, cell = 0;
  for (guint i = 0; i < definition->rules->len; i++)
    {
      g_autofree char *rule = g_path_get_basename (definition->rules->pdata[i]);
      *strrchr (rule, '.') = '\0';
      g_autoptr(GHashTable) files = case_files (definition, rule);
      for (guint p = 0; p < definition->parts->len; p++)
        {
          const PartDefinition *part = definition->parts->pdata[p];
          g_autofree char *text = file_text (files, part->name);
          g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
          for (guint line = 1; lines[line] != NULL && *lines[line] != '\0'; line++)
            for (guint column = 0; column < part->columns->len; column++)
              if (cell++ % step == 0)
                {
                  try_cell (rulebook, return_id, period, files, part->name, line, column);
                  tried++;
                }
        }
    }
  g_assert_cmpuint (tried, >, 20);
}

/* A rule that asks which cells are missing, as one is made of QUERY. g_free(). */
static char *
write_rule (const char *folder, const char *query)
{
  g_autofree char *text = g_strconcat (
    "-- id: TST-001\n-- severity: soft\n-- title: None is missing\n-- message: it is missing\n"
    "-- guidance: Give it\n-- missing: found\n-- from: 2023-04-01\n-- to:\n", query, "\n", NULL);
  char *path = g_build_filename (folder, "TST-001.sql", NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* Of a row that cannot be read nobody knows which cells it lacks: its z is found
 * where it can be read, and the rule is named as unjudged where it cannot. */
static void
test_missing_of_lost_rows (void)
{
  static const struct { const char *return_id, *period, *part, *code, *query; guint column; } lost[] = {
    { "capacity", "2025-26-Q1", "establishments", "9000003",
      "select 'establishments' as part, row, column from establishments_missing "
      "where column = 'registered_places' and kind = 'z'", 3 },
    { "annual", "2025-26", "statement", "tax",
      "select 'statement' as part, row, column from statement_missing "
      "where line = 'tax' and column = 'total' and kind = 'z'", 6 },
  };
  g_autofree char *folder = g_dir_make_tmp ("unreadable-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    for (guint broken = 0; broken < 2; broken++)
      {
        g_autoptr(Rulebook) rulebook = rulebook_new (g_getenv ("CARE_OVERSIGHT_DATA"));
        g_autoptr(Definition) definition = returns_define (lost[i].return_id, lost[i].period);
        g_autoptr(GHashTable) files = returns_base (definition);
        g_autoptr(GError) error = NULL;
        g_autoptr(CheckResult) result = NULL;
        const CheckContext context = { 0 };
        Period period;
        g_ptr_array_set_size (definition->rules, 0);
        g_ptr_array_add (definition->rules, write_rule (folder, lost[i].query));
        g_assert_true (period_parse (lost[i].period, &period));
        g_assert_true (set_cell (files, lost[i].part, line_of (files, lost[i].part, lost[i].code), lost[i].column,
                                 broken ? "z,z" : "z"));
        check_return (rulebook, definition, period, files, &context, &result, &error);
        g_assert_no_error (error);
        g_assert_cmpuint (result->unjudged->len, ==, broken);
        guint64 found = 0;
        for (guint k = 0; k < findings_length (result->findings); k++)
          found += strcmp (findings_index (result->findings, k)->rule, "TST-001") == 0;
        g_assert_cmpuint (found, ==, !broken);
        g_remove (g_ptr_array_index (definition->rules, 0));
      }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unreadable/what-a-rule-judges-by-itself", test_each);
  g_test_add_func ("/unreadable/cells-are-grouped", test_groups);
  g_test_add_func ("/unreadable/ten-mistakes-are-found-in-one-pass", test_ten_mistakes);
  g_test_add_func ("/unreadable/what-a-lost-row-lacks-is-not-known", test_missing_of_lost_rows);
  g_test_add_data_func ("/unreadable/nothing-false-of-an-annual-return", "annual", test_sound);
  g_test_add_data_func ("/unreadable/nothing-false-of-a-capacity-return", "capacity", test_sound);
  return g_test_run ();
}
