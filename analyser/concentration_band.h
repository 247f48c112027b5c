/* concentration_band.h: what published guidelines say of an index, as data.
 *
 * The rows stand in methods/<edition>/concentration-bands.csv. They describe
 * and decide nothing: no guideline in force in the United Kingdom applies a
 * threshold. Of the rows of one guideline the first whose conditions all hold
 * gives the words; each condition says itself whether it is strict. Comparison
 * is exact, before any rounding. */

#pragma once

#include "lib/csv.h"
#include "lib/figure.h"
#include "lib/period.h"

/* What conditions may name. The index and its change are on 0 to 10,000, the
 * share is in per cent. */
typedef enum { BAND_HHI, BAND_AFTER, BAND_CHANGE, BAND_SHARE, BAND_N_SUBJECTS } BandSubject;
typedef enum { BAND_MARKET, BAND_MERGER } BandKind;

typedef struct {
  char *guideline, *title, *conditions, *outcome, *words, *source;
  BandKind kind;
  Date from, to;
  GArray *tests;       /* of conditions, parsed; private */
} ConcentrationBand;

/* The bands in BYTES, in file order (ConcentrationBand *, owned). What is
 * wrong with them is a finding: BAND-CONDITION, BAND-KIND, BAND-DATE, and
 * those of csv.h. */
GPtrArray *concentration_bands_read (GBytes *bytes, const char *file, Findings *findings);

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
