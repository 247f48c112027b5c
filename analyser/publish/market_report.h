/* market_report.h: the report "State of the market": public.
 *
 * It is filled from Ofsted's lists and the register, and this file and all
 * that it includes know nothing else: no figure of a return can get here. */

#pragma once

#include "analyser/market/market_summary.h"
#include "analyser/publish/report.h"
#include "lib/register/establishment_about.h"

typedef struct {
  const MarketList *lists;   /* oldest first, at least one */
  guint n_lists;
  const Register *reg;
  MarketSummaryQuery query;
  const EstablishmentAbout *const *abouts;   /* of each list, NULL where nothing is known */
} MarketReportSource;

/* Fills REPORT (of the template "market"); its provenance is the caller's. FALSE
 * with ERROR when the methods of the last list lack the population "all". */
gboolean market_report_fill (Report *report, const MarketReportSource *source, GError **error);
