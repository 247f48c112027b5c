#include "collector/intake/register_check.h"

#include <string.h>

#include "lib/base/error.h"
#include "lib/base/suggest.h"
#include "lib/base/visible_text.h"
#include "lib/register/establishment.h"
#include "lib/register/register.h"
#include "lib/returns/definitions.h"
#include "lib/sheet/csv.h"
#include "lib/sheet/data_file.h"

/* Condition codes and what they are about. */
enum { CONDITION_CODE, CONDITION_TITLE, CONDITION_SOURCE };
static const DataColumn condition_columns[] = {
  [CONDITION_CODE] = { "condition", DATA_TEXT, .key = TRUE },
  [CONDITION_TITLE] = { "title", DATA_TEXT },
  [CONDITION_SOURCE] = { "source", DATA_TEXT },
  { NULL },
};

typedef struct {
  Snapshot *head;
  const char *file;
  Definitions *definitions;
  DataFile *conditions;
  const char **columns;
  CsvTable *table;
  Findings *findings;
} Checker;

static const char *
cell (const Checker *checker, guint row, const char *column)
{
  guint i = 0;
  while (strcmp (checker->columns[i], column) != 0)
    i++;
  return csv_table_get (checker->table, row, i);
}

static Finding *
report (const Checker *checker, guint row, const char *column, Severity severity, const char *rule,
        const char *message)
{
  guint i = 0;
  while (strcmp (checker->columns[i], column) != 0)
    i++;
  Finding *finding = findings_add (checker->findings, severity, rule, checker->file,
                                   csv_table_line (checker->table, row),
                                   csv_table_position (checker->table, i), message);
  finding_set_byte (finding, csv_table_byte (checker->table, row));
  return finding;
}

/* --- cells --- */

/* What is wrong with a round of PERIOD of the return that EDITIONS are of; NULL
 * when nothing is. *SEVERITY: an edition can still come, another length cannot. */
static const char *
judge_period (const GPtrArray *editions, const char *text, Severity *severity)
{
  Period period;
  gboolean of_length = FALSE;
  if (!period_parse (text, &period))
    return NULL;
  for (guint i = 0; i < editions->len; i++)
    {
      const Definition *edition = g_ptr_array_index (editions, i);
      if (definition_holds_for (edition, period))
        return NULL;
      of_length |= edition->quarterly == (period.quarter > 0);
    }
  *severity = of_length ? SEVERITY_SOFT : SEVERITY_HARD;
  return of_length ? "no edition of the return holds for the period yet: nobody can file it"
                   : "the return is not for a period of that length";
}

/* A return that nobody can file would be overdue for ever. */
static gboolean
check_return (const Checker *checker, guint row, const char *column, GError **error)
{
  const char *id = cell (checker, row, column);
  Severity severity = SEVERITY_HARD;
  g_autoptr(GError) wrong = NULL;
  const GPtrArray *editions = definitions_editions (checker->definitions, id, &wrong);
  if (editions == NULL && !error_is_refusal (wrong))
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  const char *problem = editions == NULL
    ? wrong->message : judge_period (editions, cell (checker, row, "period"), &severity);
  if (problem != NULL)
    finding_describe (report (checker, row, column, severity, "REG-RETURN", problem), column, id, NULL,
                      "Give a return and a period that there are.");
  return TRUE;
}

static gboolean
check_condition (const Checker *checker, guint row, const char *column, GError **error)
{
  const char *value = cell (checker, row, column);
  g_autoptr(GPtrArray) known = g_ptr_array_new ();
  (void) error;
  for (guint i = 0; i < data_file_rows (checker->conditions); i++)
    g_ptr_array_add (known, (gpointer) data_row_text ((DataRow) { checker->conditions, i }, CONDITION_CODE));
  g_ptr_array_add (known, NULL);
  const char *const *conditions = (const char *const *) known->pdata;
  if (g_strv_contains (conditions, value))
    return TRUE;
  g_autofree char *all = g_strjoinv (", ", (GStrv) known->pdata);
  g_autofree char *advice = suggest_message ("condition", value, conditions);
  finding_describe (report (checker, row, column, SEVERITY_HARD, "REG-CONDITION",
                            "is no condition of oversight"), column, value, all, advice);
  return TRUE;
}

/* Letters, digits and '-' between points, of which there is one at least. */
static gboolean
is_domain (const char *text)
{
  g_auto(GStrv) labels = g_strsplit (text, ".", -1);
  for (guint i = 0; labels[i] != NULL; i++)
    if (*labels[i] == '\0' || *labels[i] == '-' || g_str_has_suffix (labels[i], "-")
        || labels[i][strspn (labels[i], G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-")] != '\0')
      return FALSE;
  return g_strv_length (labels) >= 2;
}

gboolean
register_is_mail (const char *text)
{
  const char *at = strchr (text, '@');
  if (at == NULL || at == text || !is_domain (at + 1))
    return FALSE;
  for (const char *p = text; p < at; p++)
    if (!g_ascii_isgraph (*p) || strchr ("<>()[]\\,;:\"", *p) != NULL)
      return FALSE;
  return *text != '.' && at[-1] != '.';
}

static gboolean
check_mail (const Checker *checker, guint row, const char *column, GError **error)
{
  const char *value = cell (checker, row, column);
  (void) error;
  if (!register_is_mail (value))
    finding_describe (report (checker, row, column, SEVERITY_HARD, "REG-MAIL", "is not an address of mail"),
                      column, value, "an address like ann.lee@example.org", "Write it in that form.");
  return TRUE;
}

static gboolean
check_visible (const Checker *checker, guint row, const char *column, GError **error)
{
  const char *value = cell (checker, row, column);
  gunichar unseen = visible_text_unseen (value);
  (void) error;
  if (unseen == 0)
    return TRUE;
  g_autofree char *problem = visible_text_problem (value);
  finding_describe (report (checker, row, column, SEVERITY_HARD, "REG-INVISIBLE", problem), column, value,
                    "letters, digits, marks and ordinary blanks",
                    "Type the text anew, without what came along when it was copied.");
  return TRUE;
}

/* Cells that are blank are REG-BLANK where they must not be. */
static const struct {
  const char *kind, *column;
  gboolean (*check) (const Checker *checker, guint row, const char *column, GError **error);
} checks[] = {
  { "rounds", "return", check_return },
  { "determinations", "condition", check_condition },
  { "persons", "mail", check_mail },
  { "persons", "name", check_visible },
  { "persons", "named_individual", check_visible },
  { "persons", "role", check_visible },
  { "groups", "name", check_visible },
  { "owners", "owner", check_visible },
  { "areas", "name", check_visible },
  { "authorities", "name", check_visible },
  { "authorities", "region_name", check_visible },
  { "authority-names", "name", check_visible },
};

/* --- owners --- */

/* The organisations of all lists at HEAD, as names are compared; empty where
 * there is no list. NULL with ERROR is a fault. */
static GHashTable *
listed_owners (Snapshot *head, GError **error)
{
  g_autoptr(GArray) dates = establishments_dates (head, error);
  g_autoptr(GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (dates == NULL)
    return NULL;
  for (guint i = 0; i < dates->len; i++)
    {
      g_autoptr(Establishments) list
        = establishments_needed_on (head, g_array_index (dates, Date, i), error);
      if (list == NULL)
        return NULL;
      for (guint k = 0; k < list->organisations.n; k++)
        g_hash_table_add (owners, owner_name_normalise (list->organisations.text[k]));
    }
  return g_steal_pointer (&owners);
}

static gboolean
check_owners (const Checker *checker, GError **error)
{
  g_autoptr(GHashTable) listed = listed_owners (checker->head, error);
  guint missing = 0, first = 0, rows = csv_table_rows (checker->table);
  if (listed == NULL)
    return FALSE;
  for (guint row = 0; g_hash_table_size (listed) > 0 && row < rows; row++)
    {
      g_autofree char *name = owner_name_normalise (cell (checker, row, "owner"));
      if (!g_hash_table_contains (listed, name) && missing++ == 0)
        first = row;
    }
  if (missing == 0)
    return TRUE;
  g_autofree char *message
    = g_strdup_printf ("%u of %u owners stand on no list of Ofsted's in the record; this is the first",
                       missing, rows);
  finding_describe (report (checker, first, "owner", SEVERITY_SOFT, "REG-OWNER", message), "owner",
                    cell (checker, first, "owner"), NULL,
                    "Compare the spelling with the list; an owner that is not on it owns nothing here.");
  return TRUE;
}

gboolean
register_check (Snapshot *head, const char *datadir, const char *kind, GBytes *bytes,
                const char *file, Findings *findings, GError **error)
{
  g_autoptr(Findings) of_form = findings_new ();   /* register_read() says them */
  g_autofree const char **columns = register_columns (kind);
  g_autoptr(CsvTable) table = csv_table_read_any (bytes, file, columns, of_form);
  g_autofree char *folder = g_build_filename (datadir, "collector", "intake", "words", NULL);
  g_autoptr(DataFile) conditions = data_file_read (folder, "conditions.csv", condition_columns, error);
  if (conditions == NULL)
    return FALSE;
  g_autoptr(Definitions) definitions = definitions_new (datadir);
  const Checker checker = { head, file, definitions, conditions, columns, table, findings };
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    for (guint row = 0; strcmp (checks[i].kind, kind) == 0 && row < csv_table_rows (table); row++)
      if (*cell (&checker, row, checks[i].column) != '\0'
          && !checks[i].check (&checker, row, checks[i].column, error))
        return FALSE;
  return strcmp (kind, "owners") != 0 || check_owners (&checker, error);
}
