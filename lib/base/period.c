#include "lib/base/period.h"

#include <gio/gio.h>
#include <string.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2199

/* TRUE when TEXT has the shape of PATTERN, in which 9 stands for any digit. */
static gboolean
has_shape (const char *text, const char *pattern)
{
  for (; *pattern != '\0'; text++, pattern++)
    if (*pattern == '9' ? !g_ascii_isdigit (*text) : *text != *pattern)
      return FALSE;
  return *text == '\0';
}

static guint
digits (const char *text, guint n)
{
  guint value = 0;
  for (guint i = 0; i < n; i++)
    value = value * 10 + (guint) (text[i] - '0');
  return value;
}

/* The days from 1 January of the year 1, which is 1, as GDate counts them; GLib itself takes ten
 * times as long, and a rule may ask for a date of each of 100,000 rows. */
Date
date_from_ymd (guint year, guint month, guint day)
{
  static const guint days_before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12)
    return 0;
  guint leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  guint last = days_before[month] - days_before[month - 1] + (month == 2 ? leap : 0);
  if (day < 1 || day > last)
    return 0;
  guint years = year - 1;
  return years * 365 + years / 4 - years / 100 + years / 400 + days_before[month - 1] + (month > 2 ? leap : 0) + day;
}

static gboolean
set_date (Date date, Date *out)
{
  if (date == 0)
    return FALSE;
  *out = date;
  return TRUE;
}

gboolean
date_parse (const char *text, Date *out)
{
  return has_shape (text, "9999-99-99")
         && set_date (date_from_ymd (digits (text, 4), digits (text + 5, 2), digits (text + 8, 2)), out);
}

gboolean
date_parse_british (const char *text, Date *out)
{
  return has_shape (text, "99/99/9999")
         && set_date (date_from_ymd (digits (text + 6, 4), digits (text + 3, 2), digits (text, 2)), out);
}

char *
date_to_string (Date date)
{
  if (date == 0)
    return g_strdup ("");
  GDate gdate;
  g_date_clear (&gdate, 1);
  g_date_set_julian (&gdate, date);
  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&gdate),
                          (guint) g_date_get_month (&gdate), g_date_get_day (&gdate));
}

char *
date_to_display (Date date)
{
  static const char *const months[] = {
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
  };
  if (date == 0)
    return g_strdup ("");
  GDate gdate;
  g_date_clear (&gdate, 1);
  g_date_set_julian (&gdate, date);
  return g_strdup_printf ("%u %s %u", g_date_get_day (&gdate),
                          months[g_date_get_month (&gdate) - 1], g_date_get_year (&gdate));
}

/* British Summer Time runs from 01:00 UTC on the last Sunday of March to
 * 01:00 UTC on the last Sunday of October (Summer Time Order 2002); worked out
 * here so that no time zone database or variable can change a date. */
static gint64
last_sunday_one_utc (int year, int month)
{
  g_autoptr(GDateTime) last = g_date_time_new_utc (year, month, 31, 1, 0, 0);
  g_autoptr(GDateTime) sunday = g_date_time_add_days (last, -(g_date_time_get_day_of_week (last) % 7));
  return g_date_time_to_unix (sunday);
}

Date
date_of_time (GDateTime *time)
{
  g_autoptr(GDateTime) utc = g_date_time_to_utc (time);
  gint64 now = g_date_time_to_unix (utc);
  int year = g_date_time_get_year (utc);
  gboolean summer = now >= last_sunday_one_utc (year, 3) && now < last_sunday_one_utc (year, 10);
  g_autoptr(GDateTime) london = g_date_time_add_hours (utc, summer ? 1 : 0);
  return date_from_ymd ((guint) g_date_time_get_year (london), (guint) g_date_time_get_month (london),
                        (guint) g_date_time_get_day_of_month (london));
}

gboolean
period_parse (const char *text, Period *out)
{
  gboolean year = has_shape (text, "9999-99"), quarter = has_shape (text, "9999-99-Q9");
  if (!year && !quarter)
    return FALSE;
  guint first = digits (text, 4), second = digits (text + 5, 2);
  guint q = quarter ? digits (text + 9, 1) : 0;
  if (first < YEAR_MIN || first >= YEAR_MAX || second != (first + 1) % 100
      || (quarter && (q < 1 || q > 4)))
    return FALSE;
  *out = (Period) { .year = (guint16) first, .quarter = (guint8) q };
  return TRUE;
}

char *
period_to_string (Period period)
{
  guint second = (period.year + 1u) % 100;
  if (period.quarter == 0)
    return g_strdup_printf ("%04u-%02u", period.year, second);
  return g_strdup_printf ("%04u-%02u-Q%u", period.year, second, period.quarter);
}

/* The first day of quarter QUARTER (1 to 5) of the financial year YEAR. */
static Date
quarter_start (guint year, guint quarter)
{
  guint month = 4 + (quarter - 1) * 3;
  return date_from_ymd (month > 12 ? year + 1 : year, month > 12 ? month - 12 : month, 1);
}

Date
period_start (Period period)
{
  return quarter_start (period.year, period.quarter == 0 ? 1 : period.quarter);
}

Date
period_end (Period period)
{
  return quarter_start (period.year, period.quarter == 0 ? 5 : period.quarter + 1u) - 1;
}

Period
period_prior (Period period)
{
  if (period.quarter > 1)
    period.quarter--;
  else
    {
      period.year--;
      period.quarter = period.quarter == 1 ? 4 : 0;
    }
  return period;
}

int
period_compare (Period a, Period b)
{
  Date left = period_start (a), right = period_start (b);
  if (left != right)
    return left < right ? -1 : 1;
  left = period_end (a);
  right = period_end (b);
  return left == right ? 0 : left < right ? -1 : 1;
}

GDateTime *
time_parse (const char *text, GError **error)
{
  Date date;
  g_autofree char *full = date_parse (text, &date) ? g_strconcat (text, "T00:00:00Z", NULL) : g_strdup (text);
  /* GLib also reads times without a zone, as local ones: those are refused. */
  gboolean zoned = has_shape (full, "9999-99-99T99:99:99Z")
                   || has_shape (full, "9999-99-99T99:99:99+99:99")
                   || has_shape (full, "9999-99-99T99:99:99-99:99");
  /* A minute of 61 seconds is of no clock here, and GLib makes :60 into :59. */
  gboolean leaps = zoned && strncmp (full + strlen ("9999-99-99T99:99:"), "60", 2) == 0;
  g_autoptr(GDateTime) time = zoned && !leaps ? g_date_time_new_from_iso8601 (full, NULL) : NULL;
  if (time == NULL || g_date_time_get_year (time) < YEAR_MIN || g_date_time_get_year (time) > YEAR_MAX)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "'%s' is not a time: write it like 2026-04-30T09:15:00Z or 2026-04-30", text);
      return NULL;
    }
  return g_date_time_to_utc (time);
}

char *
time_to_string (GDateTime *time)
{
  g_autoptr(GDateTime) utc = g_date_time_to_utc (time);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year (utc),
                          g_date_time_get_month (utc), g_date_time_get_day_of_month (utc),
                          g_date_time_get_hour (utc), g_date_time_get_minute (utc),
                          g_date_time_get_second (utc));
}
