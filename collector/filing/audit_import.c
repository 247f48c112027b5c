#include "collector/filing/audit_import.h"

#include "lib/base/json_text.h"
#include "lib/register/establishment.h"
#include "lib/register/register.h"

static char *
first_hard (const Findings *findings)
{
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *finding = findings_index (findings, i);
      if (finding->severity == SEVERITY_HARD)
        return g_strdup_printf ("line %" G_GUINT64_FORMAT ": %s", finding->line, finding->message);
    }
  return NULL;
}

static char *
list_fault (GBytes *bytes, const char *path, const char *as_at)
{
  Date date;
  g_autoptr(Findings) findings = findings_new ();
  if (!date_parse (as_at, &date))
    return g_strdup_printf ("'%s' is not a date", as_at);
  g_autoptr(Establishments) list = establishments_read (bytes, path, date, findings);
  return list != NULL ? NULL : first_hard (findings);
}

static char *
about_fault (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) error = NULL;
  return json_text_load (parser, text, length, &error) ? NULL : g_strdup (error->message);
}

/* Of a list that was withdrawn only what is said of it stays. */
static char *
establishments_fault (Snapshot *snapshot, const char *as_at, char **where)
{
  g_autofree char *list = g_strdup_printf ("establishments/%s.csv", as_at);
  g_autofree char *about = g_strdup_printf ("establishments/%s.json", as_at);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) said = NULL, rows = NULL;
  gboolean read = snapshot_read (snapshot, about, &said, &error)
                  && snapshot_read (snapshot, list, &rows, &error);
  char *fault = !read ? g_strdup (error->message)
                : said == NULL ? g_strdup ("is missing") : about_fault (said);
  *where = g_steal_pointer (&about);
  if (fault != NULL || rows == NULL)
    return fault;
  g_free (*where);
  *where = g_steal_pointer (&list);
  return list_fault (rows, *where, as_at);
}

char *
import_fault (Snapshot *snapshot, const char *message, char **where)
{
  g_autofree char *as_at = message_trailer (message, "As-At");
  if (as_at != NULL)
    return establishments_fault (snapshot, as_at, where);
  g_autoptr(GError) error = NULL;
  g_autoptr(Register) reg = register_load (snapshot, &error);
  *where = g_strdup ("register");
  return reg != NULL ? NULL : g_strdup (error->message);
}
