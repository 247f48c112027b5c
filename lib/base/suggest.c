#include "lib/base/suggest.h"

#include "lib/base/period.h"

#include <string.h>

#define LENGTH_MAX 256

guint
suggest_edits (const char *a, const char *b)
{
  gsize m = strlen (a), n = strlen (b);
  if (m > LENGTH_MAX || n > LENGTH_MAX)
    return G_MAXUINT;
  guint row[LENGTH_MAX + 1];
  for (gsize j = 0; j <= n; j++)
    row[j] = (guint) j;
  for (gsize i = 1; i <= m; i++)
    {
      guint diagonal = row[0];
      row[0] = (guint) i;
      for (gsize j = 1; j <= n; j++)
        {
          guint above = row[j];
          guint change = g_ascii_tolower (a[i - 1]) != g_ascii_tolower (b[j - 1]);
          row[j] = MIN (MIN (above, row[j - 1]) + 1, diagonal + change);
          diagonal = above;
        }
    }
  return row[n];
}

static gboolean
is_well_formed (const char *name)
{
  Period period;
  Date date;
  return name[strspn (name, "0123456789.")] == '\0' || period_parse (name, &period) || date_parse (name, &date);
}

const char *
suggest_nearest (const char *name, const char *const *known)
{
  const char *nearest = NULL;
  guint least = G_MAXUINT;
  gsize length = strlen (name);
  if (length > LENGTH_MAX || is_well_formed (name))
    return NULL;
  for (; *known != NULL; known++)
    {
      gsize other = strlen (*known);
      if (other > LENGTH_MAX)
        continue;
      guint edits = suggest_edits (name, *known);
      if (edits < least && edits <= MAX (length, other) / 3)
        {
          least = edits;
          nearest = *known;
        }
    }
  return nearest;
}

/* More than the commands of a program. */
#define LISTED_MAX 16

char *
suggest_message (const char *what, const char *name, const char *const *known)
{
  const char *nearest = suggest_nearest (name, known);
  if (nearest != NULL)
    return g_strdup_printf ("unknown %s '%s'; did you mean '%s'?", what, name, nearest);
  guint n = g_strv_length ((GStrv) known);
  if (n == 0)
    return g_strdup_printf ("unknown %s '%s': none is known", what, name);
  GString *out = g_string_new (NULL);
  g_string_printf (out, "unknown %s '%s'; known: ", what, name);
  for (guint i = 0; i < MIN (n, LISTED_MAX); i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", known[i]);
  if (n > LISTED_MAX)
    g_string_append_printf (out, " and %u more", n - LISTED_MAX);
  return g_string_free (out, FALSE);
}
