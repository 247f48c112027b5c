#include "analyser/concentration_band.h"

#include <string.h>

typedef enum { TEST_LESS, TEST_LESS_OR_EQUAL, TEST_MORE, TEST_MORE_OR_EQUAL } TestKind;

typedef struct {
  BandSubject subject;
  TestKind kind;
  Figure limit;
} Test;

static const char *const subject_names[BAND_N_SUBJECTS] = { "hhi", "after", "change", "share" };
static const char *const test_names[] = { "<", "<=", ">", ">=" };
static const char *const kind_names[] = { "market", "merger" };

enum {
  COLUMN_GUIDELINE, COLUMN_TITLE, COLUMN_APPLIES_TO, COLUMN_FROM, COLUMN_TO,
  COLUMN_CONDITIONS, COLUMN_OUTCOME, COLUMN_WORDS, COLUMN_SOURCE,
};
static const char *const columns[] = {
  "guideline", "title", "applies_to", "from", "to",
  "conditions", "outcome", "words", "source", NULL,
};

static gboolean
find_name (const char *name, const char *const *names, guint n, guint *out)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (name, names[i]) == 0)
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

/* "hhi > 1800" */
static gboolean
parse_test (const char *text, Test *out)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint subject, kind;
  if (g_strv_length (words) != 3
      || !find_name (words[0], subject_names, G_N_ELEMENTS (subject_names), &subject)
      || !find_name (words[1], test_names, G_N_ELEMENTS (test_names), &kind))
    return FALSE;
  out->subject = (BandSubject) subject;
  out->kind = (TestKind) kind;
  return figure_parse (words[2], &out->limit);
}

/* Nothing between the semicolons is no condition at all. */
static gboolean
parse_tests (const char *text, GArray *tests)
{
  if (*text == '\0')
    return TRUE;
  g_auto (GStrv) parts = g_strsplit (text, "; ", -1);
  for (char **part = parts; *part != NULL; part++)
    {
      Test test;
      if (!parse_test (*part, &test))
        return FALSE;
      g_array_append_val (tests, test);
    }
  return TRUE;
}

static void
band_free (gpointer data)
{
  ConcentrationBand *band = data;
  g_free (band->guideline);
  g_free (band->title);
  g_free (band->conditions);
  g_free (band->outcome);
  g_free (band->words);
  g_free (band->source);
  g_array_unref (band->tests);
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
  guint kind = 0;
  ConcentrationBand *band = g_new0 (ConcentrationBand, 1);
  band->tests = g_array_new (FALSE, FALSE, sizeof (Test));
  if (!find_name (GET (COLUMN_APPLIES_TO), kind_names, G_N_ELEMENTS (kind_names), &kind))
    report (place, "BAND-KIND", COLUMN_APPLIES_TO, "a band is for a market or a merger",
            "market or merger");
  if (!parse_date (GET (COLUMN_FROM), &band->from))
    report (place, "BAND-DATE", COLUMN_FROM, "this is not a date", "YYYY-MM-DD");
  if (!parse_date (GET (COLUMN_TO), &band->to))
    report (place, "BAND-DATE", COLUMN_TO, "this is not a date", "YYYY-MM-DD or nothing");
  if (!parse_tests (GET (COLUMN_CONDITIONS), band->tests))
    report (place, "BAND-CONDITION", COLUMN_CONDITIONS, "the condition cannot be read",
            "hhi, after, change or share, then < <= > or >=, then a number; several with '; ' between");
  band->kind = (BandKind) kind;
  band->guideline = g_strdup (GET (COLUMN_GUIDELINE));
  band->title = g_strdup (GET (COLUMN_TITLE));
  band->conditions = g_strdup (GET (COLUMN_CONDITIONS));
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
  g_autoptr (CsvTable) table = csv_table_read (bytes, file, columns, findings);
  for (guint row = 0; row < csv_table_rows (table); row++)
    {
      Place place = { table, file, row, findings };
      g_ptr_array_add (bands, read_band (&place));
    }
  return bands;
}

static gboolean
test_holds (const Test *test, const Figure *subjects)
{
  Figure subject = subjects[test->subject];
  if (!figure_is_value (&subject))
    return FALSE;
  int order = figure_compare (subject, test->limit);
  switch (test->kind)
    {
    case TEST_LESS:
      return order < 0;
    case TEST_LESS_OR_EQUAL:
      return order <= 0;
    case TEST_MORE:
      return order > 0;
    case TEST_MORE_OR_EQUAL:
      return order >= 0;
    }
  g_assert_not_reached ();
}

static gboolean
band_holds (const ConcentrationBand *band, const Figure *subjects)
{
  for (guint i = 0; i < band->tests->len; i++)
    if (!test_holds (&g_array_index (band->tests, Test, i), subjects))
      return FALSE;
  return TRUE;
}

static const ConcentrationBand *
first_that_holds (const GPtrArray *bands, BandKind kind, const char *guideline, Date on,
                  const Figure *subjects)
{
  for (guint i = 0; i < bands->len; i++)
    {
      const ConcentrationBand *band = bands->pdata[i];
      gboolean in_force = band->from <= on && (band->to == 0 || on <= band->to);
      if (band->kind == kind && in_force && strcmp (band->guideline, guideline) == 0
          && band_holds (band, subjects))
        return band;
    }
  return NULL;
}

const ConcentrationBand *
concentration_band_of_market (const GPtrArray *bands, const char *guideline, Date on, Figure hhi)
{
  Figure none = figure_missing (FIGURE_NOT_APPLICABLE, NULL);
  Figure subjects[BAND_N_SUBJECTS] = { hhi, none, none, none };
  if (!figure_is_value (&hhi))
    return NULL;
  return first_that_holds (bands, BAND_MARKET, guideline, on, subjects);
}

const ConcentrationBand *
concentration_band_of_merger (const GPtrArray *bands, const char *guideline, Date on,
                              Figure after, Figure change, Figure share)
{
  Figure none = figure_missing (FIGURE_NOT_APPLICABLE, NULL);
  Figure subjects[BAND_N_SUBJECTS] = { none, after, change, share };
  if (!figure_is_value (&after) || !figure_is_value (&change) || !figure_is_value (&share))
    return NULL;
  return first_that_holds (bands, BAND_MERGER, guideline, on, subjects);
}
