/* finding_print.h: how findings are shown: to a person, to a spreadsheet, to a
 * program. */

#pragma once

#include <stdio.h>

#include <json-glib/json-glib.h>

#include "lib/base/finding.h"
#include "lib/tables/format.h"

/* So many of one rule in one file are shown to a person; files have them all. */
#define FINDINGS_SHOWN 50

/* Writes them to OUT. text: a paragraph each with place, value, expected and
 * advice, how many more there are, and a line of totals; csv: a header and a
 * row each, which bears MARK as table_mark() has it; json: findings_print_json()
 * without more. */
void findings_print (const Findings *findings, Format format, const char *mark, FILE *out);

/* One object, the same of every command: "counts" of the severities and of
 * "not_kept" (see FINDINGS_MAX); "findings", an object each with the names of the
 * struct, where what a finding does not say is null, and figures are numbers
 * with their decimals; then the members of MORE, and MARK as "record", when not NULL. */
void findings_print_json (const Findings *findings, const char *mark, JsonObject *more, FILE *out);
