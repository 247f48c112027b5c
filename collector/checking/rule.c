#include "collector/checking/rule.h"

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/suggest.h"

#include <string.h>

/* The head of a rule: its keys in the order of the enum. */
enum { HEAD_ID, HEAD_SEVERITY, HEAD_TITLE, HEAD_MESSAGE, HEAD_GUIDANCE, HEAD_MISSING, HEAD_FROM,
       HEAD_TO, HEAD_EACH, HEAD_KEYS };
static const char *const head_keys[HEAD_KEYS + 1] = {
  "id", "severity", "title", "message", "guidance", "missing", "from", "to", "each", NULL
};

static gboolean
broken (GError **error, const char *path, guint line, const char *what)
{
  return error_fault (error, "%s:%u: %s", path, line, what);
}

static int
find_key (const char *text, gsize length)
{
  for (int key = 0; key < HEAD_KEYS; key++)
    if (strlen (head_keys[key]) == length && strncmp (head_keys[key], text, length) == 0)
      return key;
  return -1;
}

/* Reads "-- key: value" or "--   more"; *KEY is the key last read. */
static gboolean
read_head_line (const char *line, GString **head, int *key, const char *path, guint number,
                GError **error)
{
  const char *text = line + strlen ("--");
  if (g_str_has_prefix (text, "   ") && *key >= 0)
    {
      g_string_append_c (head[*key], ' ');
      g_string_append (head[*key], text + strspn (text, " "));
      return TRUE;
    }
  text += strspn (text, " ");
  const char *colon = strchr (text, ':');
  if (colon == NULL)
    return broken (error, path, number, "the head of a rule holds lines like '-- key: text'");
  *key = find_key (text, (gsize) (colon - text));
  if (*key < 0)
    {
      g_autofree char *name = g_strndup (text, (gsize) (colon - text));
      g_autofree char *message = suggest_message ("key", name, head_keys);
      return broken (error, path, number, message);
    }
  if (head[*key]->len > 0)
    return broken (error, path, number, "the key is there twice");
  g_string_append (head[*key], colon + 1 + strspn (colon + 1, " "));
  return TRUE;
}

static gboolean
read_severity (const char *text, Severity *out)
{
  for (Severity severity = SEVERITY_HARD; severity <= SEVERITY_NOTE; severity++)
    if (strcmp (text, severity_name (severity)) == 0)
      {
        *out = severity;
        return TRUE;
      }
  return FALSE;
}

static gboolean
set_head (Rule *rule, GString **head, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *expected = g_strconcat (head[HEAD_ID]->str, ".sql", NULL);
  for (int key = 0; key < HEAD_TO; key++)
    if (head[key]->len == 0)
      {
        g_autofree char *message = g_strdup_printf ("the head has no '%s'", head_keys[key]);
        return broken (error, path, 1, message);
      }
  if (strcmp (name, expected) != 0)
    return broken (error, path, 1, "the id is not the name of the file");
  if (!read_severity (head[HEAD_SEVERITY]->str, &rule->severity))
    return broken (error, path, 1, "severity must be hard, soft or note");
  if (!date_parse (head[HEAD_FROM]->str, &rule->from)
      || (head[HEAD_TO]->len > 0 && !date_parse (head[HEAD_TO]->str, &rule->to)))
    return broken (error, path, 1, "from and to must be dates");
  if (!each_parse (head[HEAD_EACH]->str, &rule->each, &rule->each_part))
    return broken (error, path, rule->each_line, "each must be row, line or column of a part");
  rule->id = g_strdup (head[HEAD_ID]->str);
  rule->title = g_strdup (head[HEAD_TITLE]->str);
  rule->message = g_strdup (head[HEAD_MESSAGE]->str);
  rule->guidance = g_strdup (head[HEAD_GUIDANCE]->str);
  rule->missing = g_strdup (head[HEAD_MISSING]->str);
  return TRUE;
}

static gboolean
read_head (Rule *rule, const char *path, GError **error)
{
  GString *head[HEAD_KEYS];
  for (guint i = 0; i < HEAD_KEYS; i++)
    head[i] = g_string_new (NULL);
  g_auto(GStrv) lines = g_strsplit (rule->sql, "\n", -1);
  gboolean good = TRUE;
  int key = -1;
  for (guint i = 0; good && lines[i] != NULL && g_str_has_prefix (lines[i], "--"); i++)
    {
      good = read_head_line (g_strchomp (lines[i]), head, &key, path, i + 1, error);
      if (key == HEAD_EACH && rule->each_line == 0)
        rule->each_line = i + 1;
    }
  good = good && set_head (rule, head, path, error);
  for (guint i = 0; i < HEAD_KEYS; i++)
    g_string_free (head[i], TRUE);
  return good;
}

Rule *
rule_load (const char *path, GError **error)
{
  g_autoptr(Rule) rule = g_new0 (Rule, 1);
  rule->sql = file_read_shipped (path, error);
  if (rule->sql == NULL)
    return NULL;
  if (!g_utf8_validate (rule->sql, -1, NULL))
    {
      broken (error, path, 1, "not a text in UTF-8");
      return NULL;
    }
  return read_head (rule, path, error) ? g_steal_pointer (&rule) : NULL;
}

gboolean
rule_check_each (const Rule *rule, const char *path, const Definition *definition, GError **error)
{
  if (rule->each == EACH_NONE)
    return TRUE;
  const PartDefinition *part = definition_part (definition, rule->each_part);
  if (part != NULL)
    return rule->each != EACH_LINE || part->lines != NULL
           || broken (error, path, rule->each_line, "the part has no lines");
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; i < definition->parts->len; i++)
    g_ptr_array_add (names, ((const PartDefinition *) definition->parts->pdata[i])->name);
  g_ptr_array_add (names, NULL);
  g_autofree char *message = suggest_message ("part", rule->each_part, (const char *const *) names->pdata);
  return broken (error, path, rule->each_line, message);
}

void
rule_free (Rule *rule)
{
  if (rule == NULL)
    return;
  g_free (rule->id);
  g_free (rule->title);
  g_free (rule->message);
  g_free (rule->guidance);
  g_free (rule->missing);
  g_free (rule->each_part);
  g_free (rule->sql);
  g_free (rule);
}

gboolean
rule_holds_on (const Rule *rule, Date date)
{
  return rule->from <= date && (rule->to == 0 || date <= rule->to);
}
