#include "lib/register/establishment.h"

#include "lib/base/error.h"

#include <string.h>

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  Date left = *(const Date *) a, right = *(const Date *) b;
  return (left > right) - (left < right);
}

GArray *
establishments_dates (Snapshot *snapshot, GError **error)
{
  g_auto(GStrv) names = snapshot_list (snapshot, "establishments", error);
  if (names == NULL)
    return NULL;
  GArray *dates = g_array_new (FALSE, FALSE, sizeof (Date));
  for (guint i = 0; names[i] != NULL; i++)
    {
      Date date;
      if (!g_str_has_suffix (names[i], ".csv"))
        continue;
      names[i][strlen (names[i]) - strlen (".csv")] = '\0';
      if (date_parse (names[i], &date))
        g_array_append_val (dates, date);
    }
  g_array_sort (dates, compare_dates);
  return dates;
}

static void
set_not_found (const GArray *dates, Date on, GError **error)
{
  g_autoptr(GString) known = g_string_new (NULL);
  for (guint i = 0; i < dates->len; i++)
    {
      g_autofree char *date = date_to_string (g_array_index (dates, Date, i));
      g_string_append_printf (known, "%s%s", i == 0 ? "" : ", ", date);
    }
  g_autofree char *wanted = date_to_string (on);
  if (dates->len == 0)
    error_refuse (error, "the record has no list of establishments: import one first");
  else
    error_refuse (error, "the record has no list of establishments on or before %s; it has: %s",
                  wanted, known->str);
}

static Establishments *
read_list (Snapshot *snapshot, Date as_at, GError **error)
{
  g_autofree char *date = date_to_string (as_at);
  g_autofree char *path = g_strconcat ("establishments/", date, ".csv", NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(Findings) findings = findings_new ();
  if (!snapshot_read (snapshot, path, &bytes, error))
    return NULL;
  g_assert (bytes != NULL);    /* its date is of a list of this snapshot */
  Establishments *list = establishments_read (bytes, path, as_at, findings);
  if (list != NULL)
    return list;
  const Finding *first = findings_index (findings, 0);
  error_fault (error, "cannot read %s, line %" G_GUINT64_FORMAT ": %s (%s)", path, first->line,
               first->message, first->rule);
  return NULL;
}

/* The newest of DATES at or before ON (0: of all); 0 when there is none. */
static Date
date_in_force (const GArray *dates, Date on)
{
  for (guint i = dates->len; i-- > 0;)
    if (on == 0 || g_array_index (dates, Date, i) <= on)
      return g_array_index (dates, Date, i);
  return 0;
}

gboolean
establishments_on (Snapshot *snapshot, Date on, Establishments **out, GError **error)
{
  g_autoptr(GArray) dates = establishments_dates (snapshot, error);
  if (dates == NULL)
    return FALSE;
  Date as_at = date_in_force (dates, on);
  Establishments *list = as_at == 0 ? NULL : read_list (snapshot, as_at, error);
  if (as_at > 0 && list == NULL)
    return FALSE;
  *out = list;
  return TRUE;
}

Establishments *
establishments_needed_on (Snapshot *snapshot, Date on, GError **error)
{
  g_autoptr(GArray) dates = establishments_dates (snapshot, error);
  if (dates == NULL)
    return NULL;
  Date as_at = date_in_force (dates, on);
  if (as_at > 0)
    return read_list (snapshot, as_at, error);
  set_not_found (dates, on, error);
  return NULL;
}
