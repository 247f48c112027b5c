/* methods_table.h: the tables of one edition of the methods, each read from
 * its file. Used by methods.c alone.
 *
 * Each gives an array that owns its rows, in file order; what is wrong is a
 * finding with its line: METHODS-FORMULA, METHODS-NUMBER, METHODS-DATE,
 * METHODS-WORD, and those of csv.h. */

#pragma once

#include "analyser/methods/methods.h"

GPtrArray *measures_read (GBytes *bytes, const char *file, Findings *findings);
GPtrArray *measure_bands_read (GBytes *bytes, const char *file, Findings *findings);
GPtrArray *parameters_read (GBytes *bytes, const char *file, Findings *findings);
GPtrArray *prompts_read (GBytes *bytes, const char *file, Findings *findings);
