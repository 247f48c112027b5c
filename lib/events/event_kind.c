#include "lib/events/event_kind.h"

#include <string.h>

#include "lib/base/error.h"
#include "lib/base/path_pattern.h"
#include "lib/base/visible_text.h"

/* Characters of a trailer's name that a message quotes. */
#define SHOWN_MAX 40

#define FILED "returns/<return>/<period>/<NN>/<person>/"

static const EventKind kinds[] = {
  { "init", EVENT_ON_MAIN, .begins = TRUE,
    .paths = { { "register/*.csv", PATH_GROWS } } },
  { "imported", EVENT_ON_MAIN,
    .must = { "Register", "Source-SHA256" },
    .may = { "As-At", "Source", "Reason" },
    .paths = { { "register/<register>.csv", PATH_GROWS },
               { "establishments/<as-at>.csv", PATH_REPLACED },
               { "establishments/<as-at>.json", PATH_REPLACED } } },
  { "withdrawn", EVENT_ON_MAIN,
    .must = { "Register", "As-At", "Reason" },
    .paths = { { "establishments/<as-at>.csv", PATH_REMOVED },
               { "establishments/<as-at>.json", PATH_REPLACED } } },
  { "filed", EVENT_ON_MAIN,
    .must = { "Return", "Period", "Person", "Version" },
    .paths = { { FILED "*.csv", PATH_REMOVED }, { FILED "filing.json", PATH_REPLACED } } },
  { "draft", EVENT_ON_DRAFT,
    .must = { "Return", "Period", "Person" },
    .paths = { { "*.csv", PATH_REMOVED }, { "draft.json", PATH_REPLACED } } },
};

/* Trailers that an event of any kind may have. */
static const char *const common[] = { "Event", "Record", NULL };

char *
message_trailers (const char *message)
{
  const char *paragraph = g_strrstr (message, "\n\n");
  return g_strchomp (g_strdup (paragraph == NULL ? "" : paragraph + 2));
}

static GStrv
trailer_lines (const char *message)
{
  g_autofree char *text = message_trailers (message);
  return g_strsplit (text, "\n", -1);
}

/* The value in LINE when its key is KEY; letters of either case are the same
 * when FOLDED, for placeholders are written small. */
static const char *
value_in (const char *line, const char *key, gboolean folded)
{
  gsize length = strlen (key);
  int order = folded ? g_ascii_strncasecmp (line, key, length) : strncmp (line, key, length);
  return order == 0 && g_str_has_prefix (line + length, ": ") ? line + length + 2 : NULL;
}

static const char *
find_value (const char *trailers, const char *key, gboolean folded, gsize *length)
{
  for (const char *line = trailers; line != NULL; line = strchr (line, '\n'))
    {
      line += *line == '\n';
      const char *value = value_in (line, key, folded);
      if (value == NULL)
        continue;
      *length = strcspn (value, "\n");
      return value;
    }
  return NULL;
}

const char *
trailers_find (const char *trailers, const char *key, gsize *length)
{
  return find_value (trailers, key, FALSE, length);
}

static char *
copy_value (const char *trailers, const char *key, gboolean folded)
{
  gsize length;
  const char *value = find_value (trailers, key, folded, &length);
  return value == NULL ? NULL : g_strndup (value, length);
}

char *
trailers_value (const char *trailers, const char *key)
{
  return copy_value (trailers, key, FALSE);
}

static char *
find_trailer (const char *message, const char *key, gboolean folded)
{
  g_autofree char *trailers = message_trailers (message);
  return copy_value (trailers, key, folded);
}

char *
message_trailer (const char *message, const char *key)
{
  return find_trailer (message, key, FALSE);
}

const EventKind *
event_kind_of (const char *message)
{
  g_autofree char *name = message_trailer (message, "Event");
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, name) == 0)
      return &kinds[i];
  return NULL;
}

static gboolean
is_known (const EventKind *kind, const char *key)
{
  return g_strv_contains (kind->must, key) || g_strv_contains (kind->may, key)
         || g_strv_contains (common, key);
}

static gboolean
refuse_trailer (GError **error, const EventKind *kind, const char *key)
{
  g_autofree char *shown = visible_text_shown (key, SHOWN_MAX);
  return error_refuse (error, "an event '%s' has no trailer '%s'", kind->name, shown);
}

gboolean
event_kind_check (const EventKind *kind, const char *message, GError **error)
{
  g_auto(GStrv) lines = trailer_lines (message);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *key = g_strndup (lines[i], strcspn (lines[i], ":"));
      gboolean known = is_known (kind, key) && value_in (lines[i], key, FALSE) != NULL;
      gboolean once = known && !g_hash_table_contains (seen, key);
      g_hash_table_add (seen, key);
      if (!known)
        return refuse_trailer (error, kind, key);
      if (!once)
        return error_refuse (error, "an event has one trailer '%s'", key);
    }
  for (guint i = 0; kind->must[i] != NULL; i++)
    if (!g_hash_table_contains (seen, kind->must[i]))
      return error_refuse (error, "an event '%s' has a trailer '%s'", kind->name, kind->must[i]);
  return TRUE;
}

/* What may stand as one name of a path, and says nothing to a pattern. */
static gboolean
is_one_name (const char *text)
{
  return text != NULL && *text != '\0' && *text != '.' && strpbrk (text, "/*#<>") == NULL;
}

static char *
value_of (const char *name, const char *message)
{
  gboolean last_two = strcmp (name, "NN") == 0;
  char *value = find_trailer (message, last_two ? "person" : name, TRUE);
  gsize length = value == NULL ? 0 : strlen (value);
  if (last_two && length >= 2)
    memmove (value, value + length - 2, 3);
  return value;
}

/* PATTERN with the values of MESSAGE; NULL when it has not all of them. */
static char *
fill (const char *pattern, const char *message)
{
  g_autoptr(GString) path = g_string_new (NULL);
  for (const char *at = pattern; *at != '\0'; at++)
    {
      const char *end = *at == '<' ? strchr (at, '>') : NULL;
      if (end == NULL)
        {
          g_string_append_c (path, *at);
          continue;
        }
      g_autofree char *name = g_strndup (at + 1, (gsize) (end - at) - 1);
      g_autofree char *value = value_of (name, message);
      if (!is_one_name (value))
        return NULL;
      g_string_append (path, value);
      at = end;
    }
  return g_string_free (g_steal_pointer (&path), FALSE);
}

EventPath *
event_kind_paths (const EventKind *kind, const char *message)
{
  EventPath *paths = g_new0 (EventPath, EVENT_PATHS_MAX + 1);
  guint n = 0;
  for (guint i = 0; kind->paths[i].pattern != NULL; i++)
    {
      char *pattern = fill (kind->paths[i].pattern, message);
      if (pattern != NULL)
        paths[n++] = (EventPath) { pattern, kind->paths[i].change };
    }
  return paths;
}

void
event_paths_free (EventPath *paths)
{
  for (guint i = 0; paths != NULL && paths[i].pattern != NULL; i++)
    g_free ((char *) paths[i].pattern);
  g_free (paths);
}

const EventPath *
event_paths_find (const EventPath *paths, const char *path)
{
  for (; paths->pattern != NULL; paths++)
    if (path_pattern_matches (paths->pattern, path))
      return paths;
  return NULL;
}

char *
event_paths_text (const EventPath *paths)
{
  GString *text = g_string_new (paths->pattern == NULL ? "nothing" : NULL);
  for (guint i = 0; paths[i].pattern != NULL; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : paths[i + 1].pattern == NULL ? " or " : ", ",
                            paths[i].pattern);
  return g_string_free (text, FALSE);
}
