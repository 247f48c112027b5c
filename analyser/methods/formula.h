/* formula.h: the small language in which the methods' formulas are written.
 *
 *   (ebitda + rent_external) / total_income
 *   average(total_assets, prior.total_assets) * parameter.wacc / 100
 *
 * Plain numbers, + - * / and brackets with their usual order, names, and the
 * functions average, min and max of two or more values. A name is lower-case
 * letters, digits and '_', perhaps with '.' between; the caller says what it
 * stands for. Arithmetic is that of figures: exact, and a missing operand
 * makes the result missing in the same way. average and min and max of a
 * missing value are missing too. */

#pragma once

#include "lib/base/figure.h"

typedef struct _Formula Formula;

/* How long a formula may be, and how deep its brackets may go. */
#define FORMULA_MAX_BYTES 2000
#define FORMULA_MAX_DEPTH 32

/* Reads TEXT. NULL with the position and what was expected there. */
Formula *formula_parse (const char *text, GError **error);
void formula_free (Formula *formula);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Formula, formula_free)

/* The value of NAME; missing, with the reason, when there is none. */
typedef Figure (*FormulaLookup) (const char *name, gpointer data);

Figure formula_evaluate (const Formula *formula, FormulaLookup lookup, gpointer data);

const char *formula_text (const Formula *formula);
/* The names it uses, each once, in the order in which they are read. Borrowed,
 * NULL-terminated. */
const char *const *formula_names (const Formula *formula);
