/* Dates and periods, and that no time zone of the machine changes them. */

#include "lib/base/period.h"

static void
test_dates (void)
{
  Date date = 0;
  g_assert_true (date_parse ("2024-02-29", &date));
  g_autofree char *text = date_to_string (date), *display = date_to_display (date);
  g_assert_cmpstr (text, ==, "2024-02-29");
  g_assert_cmpstr (display, ==, "29 February 2024");
  Date british = 0;
  g_assert_true (date_parse_british ("29/02/2024", &british));
  g_assert_cmpuint (british, ==, date);
  const char *wrong[] = { "", "2025-02-29", "2025-13-01", "2025-00-10", "25-01-01", "2025-1-1",
                          "2025-01-01 ", "1899-12-31", "2200-01-01", "2025-04-31" };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (date_parse (wrong[i], &date));
}

/* Every day there is, as GLib counts them, and none besides. */
static void
test_every_day (void)
{
  guint days = 0;
  for (guint year = 1890; year <= 2210; year++)
    for (guint month = 0; month <= 13; month++)
      for (guint day = 0; day <= 32; day++)
        {
          Date date = date_from_ymd (year, month, day);
          gboolean there = year >= 1900 && year <= 2199
                           && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
          g_assert_cmpint (date != 0, ==, there);
          if (!there)
            continue;
          GDate same;
          g_date_clear (&same, 1);
          g_date_set_dmy (&same, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
          g_assert_cmpuint (date, ==, g_date_get_julian (&same));
          days++;
        }
  /* 300 years, of which 1900 and 2100 are no leap years and 2000 is one. */
  g_assert_cmpuint (days, ==, 300 * 365 + 73);
}

static void
test_periods (void)
{
  static const struct { const char *period, *start, *end, *prior; } rows[] = {
    { "2025-26", "2025-04-01", "2026-03-31", "2024-25" },
    { "2025-26-Q1", "2025-04-01", "2025-06-30", "2024-25-Q4" },
    { "2025-26-Q3", "2025-10-01", "2025-12-31", "2025-26-Q2" },
    { "2025-26-Q4", "2026-01-01", "2026-03-31", "2025-26-Q3" },
    { "2099-00", "2099-04-01", "2100-03-31", "2098-99" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Period period;
      g_assert_true (period_parse (rows[i].period, &period));
      g_autofree char *text = period_to_string (period);
      g_autofree char *start = date_to_string (period_start (period));
      g_autofree char *end = date_to_string (period_end (period));
      g_autofree char *prior = period_to_string (period_prior (period));
      g_assert_cmpstr (text, ==, rows[i].period);
      g_assert_cmpstr (start, ==, rows[i].start);
      g_assert_cmpstr (end, ==, rows[i].end);
      g_assert_cmpstr (prior, ==, rows[i].prior);
    }
  Period period;
  const char *wrong[] = { "", "2025", "2025-27", "2025-26-Q5", "2025-26-Q0", "2025-26-q1", "2025-2026" };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (period_parse (wrong[i], &period));
}

/* Summer time of 2026: 29 March to 25 October. */
static void
test_london_date (void)
{
  static const struct { const char *time, *date; } rows[] = {
    { "2026-03-28T23:30:00Z", "2026-03-28" },
    { "2026-03-29T00:59:59Z", "2026-03-29" },
    { "2026-03-29T23:30:00Z", "2026-03-30" },
    { "2026-10-24T23:30:00Z", "2026-10-25" },
    { "2026-10-25T23:30:00Z", "2026-10-25" },
    { "2026-12-31T23:30:00Z", "2026-12-31" },
    { "2026-06-30T23:00:00+01:00", "2026-06-30" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GDateTime) time = time_parse (rows[i].time, NULL);
      g_assert_nonnull (time);
      g_autofree char *date = date_to_string (date_of_time (time));
      g_assert_cmpstr (date, ==, rows[i].date);
    }
}

/* Each is before the next: by the day they begin, the shorter first. */
static void
test_order (void)
{
  static const char *const texts[] = { "2024-25-Q4", "2025-26-Q1", "2025-26", "2025-26-Q2", "2026-27" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
      {
        Period a, b;
        g_assert_true (period_parse (texts[i], &a));
        g_assert_true (period_parse (texts[k], &b));
        int order = period_compare (a, b);
        g_assert_cmpint ((order > 0) - (order < 0), ==, (i > k) - (i < k));
      }
}

static void
test_times (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDateTime) time = time_parse ("2026-04-30T10:15:00+01:00", &error);
  g_autofree char *text = time_to_string (time);
  g_assert_cmpstr (text, ==, "2026-04-30T09:15:00Z");
  g_autoptr(GDateTime) date = time_parse ("2026-04-30", &error);
  g_autofree char *midnight = time_to_string (date);
  g_assert_cmpstr (midnight, ==, "2026-04-30T00:00:00Z");
  g_assert_null (time_parse ("2026-04-30T09:15:00", &error));
  g_assert_nonnull (error);
  g_assert_null (time_parse ("yesterday", NULL));
  g_assert_null (time_parse ("2016-12-31T23:59:60Z", NULL));
  g_assert_null (time_parse ("2017-01-01T00:59:60+01:00", NULL));
  g_autoptr(GDateTime) before = time_parse ("2016-12-31T23:59:59Z", NULL);
  g_assert_nonnull (before);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Pacific/Auckland", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/period/reads-dates-that-exist", test_dates);
  g_test_add_func ("/period/reads-every-date-that-exists", test_every_day);
  g_test_add_func ("/period/knows-its-first-and-last-day", test_periods);
  g_test_add_func ("/period/dates-are-londons", test_london_date);
  g_test_add_func ("/period/have-an-order", test_order);
  g_test_add_func ("/period/times-need-a-zone", test_times);
  return g_test_run ();
}
