/* figure.h: one figure of a report: an exact ratio, or a typed missing value.
 *
 * A figure is a fraction of two integers and is rounded once, when printed,
 * half away from zero (what ROUND of a spreadsheet does). A missing figure
 * says which kind of missing it is; it is never zero and never enters a sum.
 * Source: methods, "Arithmetic". */

#pragma once

#include <glib.h>

__extension__ typedef __int128 Wide;

typedef enum {
  FIGURE_VALUE,
  FIGURE_NOT_APPLICABLE,  /* z: zero or negative denominator, with the reason */
  FIGURE_NOT_SUPPLIED,    /* x */
  FIGURE_SUPPRESSED,      /* c: disclosure control */
  FIGURE_LOW,             /* low: rounds to zero but is not */
  FIGURE_UNRELIABLE,      /* u */
} FigureKind;

/* A value: num/den in lowest terms, den > 0. A missing figure: num = 0,
 * den = 1, and REASON a static or interned text (may be NULL). */
typedef struct {
  FigureKind kind;
  Wide num;
  Wide den;
  const char *reason;
} Figure;

/* NUM/DEN reduced; a zero DEN gives FIGURE_NOT_APPLICABLE. DEN may be negative. */
Figure figure_ratio (Wide num, Wide den);
Figure figure_integer (Wide value);
/* REASON must outlive the figure: a literal, or g_intern_string(). */
Figure figure_missing (FigureKind kind, const char *reason);

gboolean figure_is_value (const Figure *figure);

/* Exact arithmetic. A missing operand gives itself back (the first one); a
 * result that does not fit in 128 bits is FIGURE_UNRELIABLE, "out of range";
 * division by zero is FIGURE_NOT_APPLICABLE. */
Figure figure_add (Figure a, Figure b);
Figure figure_sub (Figure a, Figure b);
Figure figure_mul (Figure a, Figure b);
Figure figure_div (Figure a, Figure b);

/* <0, 0 or >0: exact, and never overflows. Both must be values. */
int figure_compare (Figure a, Figure b);

/* Reads a plain decimal such as "-12.345" exactly. FALSE when it is not one,
 * or has more than 36 digits. */
gboolean figure_parse (const char *text, Figure *out);

/* FIGURE x 10^SHIFT (SHIFT 2 prints a fraction as a percentage) with exactly
 * DP decimals (0 to 9), never "-0"; when missing its symbol: "z", "x", "c", "low",
 * "u". g_free(). */
char *figure_to_string (Figure figure, int shift, guint dp);

/* The same for a document: thousands separated by commas, missing as "[z]". g_free(). */
char *figure_to_display (Figure figure, int shift, guint dp);

/* The nearest double, for drawing and sorting only; NAN when missing. */
double figure_to_double (Figure figure);
