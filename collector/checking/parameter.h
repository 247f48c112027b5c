/* parameter.h: the dated figures that rules compare with: tolerances and
 * thresholds, in submissions/<return>/<edition>/parameters.csv:
 *   name,value,unit,from,to,source
 * UNIT is pounds (rules see pence), tenths (one decimal; rules see tenths) or
 * whole. A row holds from FROM to TO, blank for open; of an edition and the one
 * it inherits, its own counts. */

#pragma once

#include "lib/returns/definition.h"

/* The parameters that hold on ON: name -> gint64 *. NULL with
 * ERROR that names file and line. */
GHashTable *parameters_load (const Definition *definition, Date on, GError **error);
