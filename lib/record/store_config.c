#include "lib/record/store_config.h"

#include <string.h>

#include "lib/record/store_layout.h"

gboolean
config_is_of_record (const char *text)
{
  return strcmp (text, STORE_CONFIG_TEXT) == 0;
}

/* The lines of a mirror's config: how each begins, and what of it may be anything.
 * Behind a name in quotation marks git reads on, and runs what a setting there names;
 * a backslash at the end of a line makes the next one a part of it. */
static const struct {
  const char *start, *end;   /* no END: what comes after START is free */
} lines_of_mirror[] = {
  { "[core]", "" },
  { "\trepositoryformatversion = 0", "" },
  { "\tfilemode = true", "" },
  { "\tfilemode = false", "" },
  { "\tbare = true", "" },
  { "[remote \"", "\"]" },
  { "\turl = ", NULL },
  { "\tfetch = +refs/*:refs/*", "" },
  { "\tmirror = true", "" },
};

static gboolean
ends_so (const char *rest, const char *end)
{
  if (end == NULL)
    return !g_str_has_suffix (rest, "\\");
  gsize name = *end == '\0' ? 0 : strcspn (rest, "\"\\");
  return strcmp (rest + name, end) == 0;
}

static gboolean
is_line_of_mirror (const char *line)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines_of_mirror); i++)
    if (g_str_has_prefix (line, lines_of_mirror[i].start)
        && ends_so (line + strlen (lines_of_mirror[i].start), lines_of_mirror[i].end))
      return TRUE;
  return FALSE;
}

gboolean
config_is_of_mirror (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);
  for (guint i = 0; i + 1 < n; i++)
    if (!is_line_of_mirror (lines[i]))
      return FALSE;
  return n > 1 && *lines[n - 1] == '\0'
         && g_strv_contains ((const char *const *) lines, "\tbare = true");
}
