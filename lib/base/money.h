/* money.h: an amount of money, exact to the penny.
 *
 * An amount is a signed 64-bit number of pence; nothing here rounds. What is
 * worked out from amounts is a Figure (lib/base/figure.h). */

#pragma once

#include <glib.h>

typedef gint64 Money;

/* Why a text is not an amount (or not a plain number). */
typedef enum {
  MONEY_OK,
  MONEY_BLANK,          /* nothing, or only blanks */
  MONEY_SYMBOL,         /* a currency sign, a percent sign or a letter */
  MONEY_SEPARATOR,      /* a thousands separator: 1,000 or 1 000 */
  MONEY_EXPONENT,       /* 1e5 */
  MONEY_DECIMALS,       /* more decimals than the field takes */
  MONEY_TOO_LARGE,      /* beyond +-999,999,999,999.99 */
  MONEY_NOT_A_NUMBER,   /* anything else: NaN, a lone sign, (500), 1.2.3 */
} MoneyError;

/* The largest amount a return may hold, in pence: just under GBP 1,000 billion. */
#define MONEY_MAX G_GINT64_CONSTANT (99999999999999)

/* Reads TEXT as a number with at most DECIMALS (0 to 6) decimals, scaled by
 * 10^DECIMALS: with two of them, pounds like 1234567.89 or -5 are pence.
 * No symbols, separators, exponents, leading plus or surrounding blanks.
 * *OUT is set only for MONEY_OK. */
MoneyError money_parse_scaled (const char *text, guint decimals, gint64 *out);

/* What is wrong, as a clause that completes "the value ...". Static. */
const char *money_error_text (MoneyError error);

/* "£1,234,567.89"; "£5" when there are no pence; "-£0.50". Free with g_free(). */
char *money_to_display_exact (Money amount);
