/* period.h: calendar dates, and the periods returns are made for.
 *
 * A period is a financial year "2025-26" (1 April 2025 to 31 March 2026) or a
 * quarter of one, "2025-26-Q3" (1 October to 31 December 2025). Dates are
 * Europe/London calendar dates; nothing here reads a clock or a time zone. */

#pragma once

#include <glib.h>

/* Days since 0001-01-01 as GLib's Julian day; 0 is "no date". */
typedef guint32 Date;

/* Reads YYYY-MM-DD, years 1900 to 2199. FALSE (and *OUT untouched) otherwise. */
gboolean date_parse (const char *text, Date *out);
/* Reads DD/MM/YYYY, as some of Ofsted's lists have it. */
gboolean date_parse_british (const char *text, Date *out);
/* "2025-03-31"; "" for no date. g_free(). */
char *date_to_string (Date date);
/* "31 March 2025". g_free(). */
char *date_to_display (Date date);
Date date_from_ymd (guint year, guint month, guint day);
/* The London date of an instant. */
Date date_of_time (GDateTime *time);

typedef struct {
  guint16 year;     /* in which it starts: 2025 for 2025-26 */
  guint8 quarter;   /* 1 to 4; 0 for the whole year */
} Period;

/* Reads "2025-26" or "2025-26-Q3"; the second year must follow the first. */
gboolean period_parse (const char *text, Period *out);
char *period_to_string (Period period);
Date period_start (Period period);
Date period_end (Period period);
/* The period of the same length that ends where this one starts. */
Period period_prior (Period period);
/* <0, 0, >0 by start date, then by length. */
int period_compare (Period a, Period b);

/* Reads an RFC 3339 time such as 2026-04-30T09:15:00Z, or a bare date, which
 * is its midnight in UTC. NULL with a message otherwise, and of a leap second. */
GDateTime *time_parse (const char *text, GError **error);
/* "2026-04-30T09:15:00Z". g_free(). */
char *time_to_string (GDateTime *time);
