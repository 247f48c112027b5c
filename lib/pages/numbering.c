#include "lib/pages/numbering.h"

#include <string.h>

#include "lib/base/error.h"

typedef enum { KIND_TABLE, KIND_FIGURE, N_KINDS } Kind;

static const char *const words[N_KINDS] = { "Table", "Figure" };

#define NAME_START "{#"
#define NAME_CHARACTERS G_CSET_a_2_z G_CSET_DIGITS "-"

/* The name that stands at TEXT as {#name}, and its END; NULL when none does. */
static char *
take_name (const char *text, const char **end)
{
  if (!g_str_has_prefix (text, NAME_START))
    return NULL;
  const char *name = text + strlen (NAME_START);
  gsize length = strspn (name, NAME_CHARACTERS);
  if (length == 0 || name[length] != '}')
    return NULL;
  *end = name + length + 1;
  return g_strndup (name, length);
}

/* Whether LINE begins a caption: its kind, its name or NULL, and the colon. */
static gboolean
is_caption (const char *line, Kind *kind, char **name, const char **colon)
{
  for (guint k = 0; k < N_KINDS; k++)
    {
      g_autofree char *start = g_strconcat ("**", words[k], NULL);
      if (!g_str_has_prefix (line, start))
        continue;
      const char *p = line + strlen (start);
      g_autofree char *found = *p == ' ' ? take_name (p + 1, &p) : NULL;
      if (*p != ':')
        return FALSE;
      *kind = (Kind) k;
      *name = g_steal_pointer (&found);
      *colon = p;
      return TRUE;
    }
  return FALSE;
}

/* MARKDOWN with its captions numbered; NAMES gets what those that have a name
 * are called: "ledger" -> "Table 3". */
static char *
number_captions (const char *markdown, GHashTable *names, GError **error)
{
  guint numbers[N_KINDS] = { 0 };
  g_autoptr(GString) out = g_string_new (NULL);
  for (const char *line = markdown; *line != '\0';)
    {
      Kind kind;
      g_autofree char *name = NULL;
      const char *rest = line;
      if (is_caption (line, &kind, &name, &rest))
        {
          g_autofree char *called = g_strdup_printf ("%s %u", words[kind], ++numbers[kind]);
          g_string_append_printf (out, "**%s", called);
          if (name != NULL && g_hash_table_contains (names, name))
            {
              error_fault (error, "two captions are called '%s'", name);
              return NULL;
            }
          if (name != NULL)
            g_hash_table_insert (names, g_steal_pointer (&name), g_steal_pointer (&called));
        }
      const char *end = strchr (rest, '\n');
      end = end == NULL ? rest + strlen (rest) : end + 1;
      g_string_append_len (out, rest, end - rest);
      line = end;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* OUT ends in the word that CALLED begins with, which then gives way to it. */
static gboolean
append_called (GString *out, const char *called)
{
  gsize word = (gsize) (strchr (called, ' ') - called) + 1;
  if (out->len < word || strncmp (out->str + out->len - word, called, word) != 0)
    return FALSE;
  g_string_append (out, called + word);
  return TRUE;
}

static char *
resolve_references (const char *markdown, GHashTable *names, GError **error)
{
  g_autoptr(GString) out = g_string_new (NULL);
  for (const char *p; (p = strstr (markdown, NAME_START)) != NULL;)
    {
      const char *end = p + strlen (NAME_START);
      g_autofree char *name = take_name (p, &end);
      const char *called = name == NULL ? NULL : g_hash_table_lookup (names, name);
      g_string_append_len (out, markdown, p - markdown);
      if (called == NULL || !append_called (out, called))
        {
          error_fault (error, "'%.*s' refers to no table or figure", (int) (end - p), p);
          return NULL;
        }
      markdown = end;
    }
  g_string_append (out, markdown);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
numbering_apply (const char *markdown, GError **error)
{
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *numbered = number_captions (markdown, names, error);
  return numbered == NULL ? NULL : resolve_references (numbered, names, error);
}
