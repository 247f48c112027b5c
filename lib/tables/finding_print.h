/* finding_print.h: how findings are shown: to a person, to a spreadsheet, to a
 * program. */

#pragma once

#include <stdio.h>

#include "lib/base/finding.h"
#include "lib/tables/table.h"

/* Writes all of them to OUT. text: a paragraph each with place, value, expected
 * and advice, then a line of totals; csv: a header and a row each; json: one
 * array of objects with the names of the struct. */
void findings_print (const Findings *findings, Format format, FILE *out);

/* All of them, a row each with the members of the struct; what a finding does
 * not say is nothing. */
Table *findings_table (const Findings *findings);
