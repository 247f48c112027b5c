/* concentration_band.h: what published guidelines say of an index, as data.
 *
 * The rows stand in methods/<edition>/concentration-bands.csv. They describe
 * and decide nothing: no guideline in force in the United Kingdom applies a
 * threshold. Of the rows of one guideline the first whose conditions all hold
 * gives the words. Conditions (see condition.h) may name `hhi` of a market, and
 * `after`, `change` (0 to 10,000) and `share` (per cent) of a merger. */

#pragma once

#include "analyser/methods/condition.h"
#include "lib/base/period.h"

typedef enum { BAND_MARKET, BAND_MERGER } BandKind;

typedef struct {
  char *guideline, *title, *outcome, *words, *source;
  BandKind kind;
  Date from, to;
  Conditions *conditions;
} ConcentrationBand;

/* The bands of FOLDER/concentration-bands.csv, in file order (ConcentrationBand
 * *, owned). NULL is a fault that names the file and the line. */
GPtrArray *concentration_bands_read (const char *folder, GError **error);

/* The row of GUIDELINE in force on ON that holds for a market of index HHI;
 * NULL when the guideline has none, or HHI is missing. Borrowed. */
const ConcentrationBand *concentration_band_of_market (const GPtrArray *bands,
                                                       const char *guideline,
                                                       Date on, Figure hhi);
/* The same for a merger: index AFTER it, its CHANGE, and the SHARE (per cent)
 * of the two together. */
const ConcentrationBand *concentration_band_of_merger (const GPtrArray *bands,
                                                       const char *guideline, Date on,
                                                       Figure after, Figure change,
                                                       Figure share);
