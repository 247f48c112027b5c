#include "analyser/methods/concentration_band.h"

#include <string.h>

#include "lib/base/suggest.h"

/* What conditions may name. */
enum { SUBJECT_HHI, SUBJECT_AFTER, SUBJECT_CHANGE, SUBJECT_SHARE, N_SUBJECTS };
static const char *const subject_names[] = { "hhi", "after", "change", "share", NULL };
static const char *const kind_names[]
  = { [BAND_MARKET] = "market", [BAND_MERGER] = "merger", NULL };

enum {
  COLUMN_GUIDELINE, COLUMN_TITLE, COLUMN_APPLIES_TO, COLUMN_FROM, COLUMN_TO,
  COLUMN_CONDITIONS, COLUMN_OUTCOME, COLUMN_WORDS, COLUMN_SOURCE,
};
static const DataColumn columns[] = {
  [COLUMN_GUIDELINE] = { "guideline", DATA_TEXT },
  [COLUMN_TITLE] = { "title", DATA_TEXT },
  [COLUMN_APPLIES_TO] = { "applies_to", DATA_WORD, .words = kind_names },
  [COLUMN_FROM] = { "from", DATA_DATE },
  [COLUMN_TO] = { "to", DATA_DATE, "" },
  [COLUMN_CONDITIONS] = { "conditions", DATA_TEXT, "" },
  [COLUMN_OUTCOME] = { "outcome", DATA_TEXT },
  [COLUMN_WORDS] = { "words", DATA_TEXT },
  [COLUMN_SOURCE] = { "source", DATA_TEXT },
  { NULL },
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
read_conditions (DataRow row, GError **error)
{
  g_autoptr(Conditions) conditions = conditions_read (row, COLUMN_CONDITIONS, error);
  if (conditions == NULL)
    return NULL;
  g_autofree const char **names = conditions_names (conditions);
  for (const char **name = names; *name != NULL; name++)
    if (find_name (*name, subject_names) < 0)
      {
        g_autofree char *message = suggest_message ("name", *name, subject_names);
        data_row_fault (row, error, "%s", message);
        return NULL;
      }
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

static gpointer
read_band (DataRow row, GError **error)
{
  Conditions *conditions = read_conditions (row, error);
  if (conditions == NULL)
    return NULL;
  ConcentrationBand *band = g_new0 (ConcentrationBand, 1);
  band->conditions = conditions;
  band->kind = (BandKind) data_row_word (row, COLUMN_APPLIES_TO);
  band->from = data_row_date (row, COLUMN_FROM);
  band->to = data_row_date (row, COLUMN_TO);
  band->guideline = g_strdup (data_row_text (row, COLUMN_GUIDELINE));
  band->title = g_strdup (data_row_text (row, COLUMN_TITLE));
  band->outcome = g_strdup (data_row_text (row, COLUMN_OUTCOME));
  band->words = g_strdup (data_row_text (row, COLUMN_WORDS));
  band->source = g_strdup (data_row_text (row, COLUMN_SOURCE));
  return band;
}

GPtrArray *
concentration_bands_read (const char *folder, GError **error)
{
  return data_file_collect (folder, "concentration-bands.csv", columns, read_band, band_free, error);
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
