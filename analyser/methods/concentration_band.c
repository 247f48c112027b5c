#include "analyser/methods/concentration_band.h"

#include <string.h>

/* What conditions may name. */
enum { SUBJECT_HHI, SUBJECT_AFTER, SUBJECT_CHANGE, SUBJECT_SHARE, N_SUBJECTS };
static const char *const subject_names[] = { "hhi", "after", "change", "share", NULL };
static const char *const kind_names[] = { "market", "merger", NULL };

enum {
  COLUMN_GUIDELINE, COLUMN_TITLE, COLUMN_APPLIES_TO, COLUMN_FROM, COLUMN_TO,
  COLUMN_CONDITIONS, COLUMN_OUTCOME, COLUMN_WORDS, COLUMN_SOURCE,
};
static const char *const columns[] = {
  "guideline", "title", "applies_to", "from", "to",
  "conditions", "outcome", "words", "source", NULL,
};

/* The position of NAME among NAMES, or -1. */
static int
find_name (const char *name, const char *const *names)
{
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (name, names[i]) == 0)
      return i;
  return -1;
}

static Conditions *
parse_conditions (const char *text)
{
  g_autoptr(Conditions) conditions = conditions_parse (text, NULL);
  if (conditions == NULL)
    return NULL;
  g_autofree const char **names = conditions_names (conditions);
  for (const char **name = names; *name != NULL; name++)
    if (find_name (*name, subject_names) < 0)
      return NULL;
  return g_steal_pointer (&conditions);
}

static void
band_free (gpointer data)
{
  ConcentrationBand *band = data;
  g_free (band->guideline);
  g_free (band->title);
  g_free (band->outcome);
  g_free (band->words);
  g_free (band->source);
  conditions_free (band->conditions);
  g_free (band);
}

/* A blank date is open. */
static gboolean
parse_date (const char *text, Date *out)
{
  return *text == '\0' || date_parse (text, out);
}

typedef struct {
  const CsvTable *table;
  const char *file;
  guint row;
  Findings *findings;
} Place;

static void
report (const Place *place, const char *rule, guint column, const char *message,
        const char *expected)
{
  Finding *finding
    = findings_add (place->findings, SEVERITY_HARD, rule, place->file,
                    csv_table_line (place->table, place->row),
                    csv_table_position (place->table, column), message);
  finding_describe (finding, columns[column],
                    csv_table_get (place->table, place->row, column), expected, NULL);
}

static ConcentrationBand *
read_band (const Place *place)
{
#define GET(column) csv_table_get (place->table, place->row, column)
  ConcentrationBand *band = g_new0 (ConcentrationBand, 1);
  int kind = find_name (GET (COLUMN_APPLIES_TO), kind_names);
  if (kind < 0)
    report (place, "BAND-KIND", COLUMN_APPLIES_TO, "a band is for a market or a merger",
            "market or merger");
  band->kind = kind == BAND_MERGER ? BAND_MERGER : BAND_MARKET;
  if (!parse_date (GET (COLUMN_FROM), &band->from))
    report (place, "BAND-DATE", COLUMN_FROM, "this is not a date", "YYYY-MM-DD");
  if (!parse_date (GET (COLUMN_TO), &band->to))
    report (place, "BAND-DATE", COLUMN_TO, "this is not a date", "YYYY-MM-DD or nothing");
  band->conditions = parse_conditions (GET (COLUMN_CONDITIONS));
  if (band->conditions == NULL)
    report (place, "BAND-CONDITION", COLUMN_CONDITIONS, "the condition cannot be read",
            "hhi, after, change or share compared with a number; several with ';' between");
  band->guideline = g_strdup (GET (COLUMN_GUIDELINE));
  band->title = g_strdup (GET (COLUMN_TITLE));
  band->outcome = g_strdup (GET (COLUMN_OUTCOME));
  band->words = g_strdup (GET (COLUMN_WORDS));
  band->source = g_strdup (GET (COLUMN_SOURCE));
#undef GET
  return band;
}

GPtrArray *
concentration_bands_read (GBytes *bytes, const char *file, Findings *findings)
{
  GPtrArray *bands = g_ptr_array_new_with_free_func (band_free);
  g_autoptr(CsvTable) table = csv_table_read (bytes, file, columns, findings);
  for (guint row = 0; row < csv_table_rows (table); row++)
    {
      Place place = { table, file, row, findings };
      g_ptr_array_add (bands, read_band (&place));
    }
  return bands;
}

static Figure
find_subject (const char *name, gpointer data)
{
  const Figure *subjects = data;
  return subjects[find_name (name, subject_names)];
}

static const ConcentrationBand *
first_that_holds (const GPtrArray *bands, BandKind kind, const char *guideline, Date on,
                  Figure *subjects)
{
  for (guint i = 0; i < bands->len; i++)
    {
      const ConcentrationBand *band = bands->pdata[i];
      gboolean in_force = band->from <= on && (band->to == 0 || on <= band->to);
      if (band->kind == kind && in_force && strcmp (band->guideline, guideline) == 0
          && band->conditions != NULL
          && conditions_hold (band->conditions, find_subject, subjects))
        return band;
    }
  return NULL;
}

const ConcentrationBand *
concentration_band_of_market (const GPtrArray *bands, const char *guideline, Date on, Figure hhi)
{
  Figure none = figure_missing (FIGURE_NOT_APPLICABLE, NULL);
  Figure subjects[N_SUBJECTS] = { [SUBJECT_HHI] = hhi, none, none, none };
  if (!figure_is_value (&hhi))
    return NULL;
  return first_that_holds (bands, BAND_MARKET, guideline, on, subjects);
}

const ConcentrationBand *
concentration_band_of_merger (const GPtrArray *bands, const char *guideline, Date on,
                              Figure after, Figure change, Figure share)
{
  Figure none = figure_missing (FIGURE_NOT_APPLICABLE, NULL);
  Figure subjects[N_SUBJECTS] = { none, after, change, share };
  if (!figure_is_value (&after) || !figure_is_value (&change) || !figure_is_value (&share))
    return NULL;
  return first_that_holds (bands, BAND_MERGER, guideline, on, subjects);
}
