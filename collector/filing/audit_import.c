#include "collector/filing/audit_import.h"

#include <string.h>

#include "lib/base/error.h"
#include "lib/register/establishment.h"
#include "lib/register/establishment_about.h"
#include "lib/register/register.h"

/* The reason in ERROR, or that there is none; never NULL, for something is wrong. */
static char *
reason_of (const GError *error)
{
  return g_strdup (error == NULL ? "cannot be read" : error->message);
}

/* NULL when the event changed PATH. */
static char *
change_fault (Snapshot *snapshot, const char *path)
{
  g_autoptr(GError) error = NULL;
  gboolean changed;
  if (!snapshot_changed (snapshot, path, &changed, &error))
    return reason_of (error);
  return changed ? NULL : g_strdup ("the event did not change it");
}

/* --- the register --- */

static gboolean
is_of_register (const char *name)
{
  if (!g_str_has_suffix (name, ".csv"))
    return FALSE;
  g_autofree char *kind = g_strndup (name, strlen (name) - strlen (".csv"));
  g_autofree const char **columns = register_columns (kind);
  return columns != NULL;
}

/* Every file of it is one that is read, and can be. */
static char *
register_fault (Snapshot *snapshot, G_GNUC_UNUSED const LogEntry *entry, char **where)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) names = snapshot_list (snapshot, "register", &error);
  g_autoptr(Register) reg = names == NULL ? NULL : register_load (snapshot, &error);
  *where = g_strdup ("register");
  if (reg == NULL)
    return reason_of (error);
  for (guint i = 0; names[i] != NULL; i++)
    if (!is_of_register (names[i]))
      return g_strdup_printf ("'%s' is no file of the register", names[i]);
  return NULL;
}

static char *
rows_fault (Snapshot *snapshot, const LogEntry *entry, char **where)
{
  g_autofree char *kind = message_trailer (entry->message, "Register");
  g_autofree char *as_at = message_trailer (entry->message, "As-At");
  g_autofree char *path = g_strdup_printf ("register/%s.csv", kind == NULL ? "" : kind);
  char *fault = as_at != NULL ? g_strdup ("rows of the register are not as at a date")
                              : change_fault (snapshot, path);
  if (fault == NULL)
    return register_fault (snapshot, entry, where);
  *where = g_steal_pointer (&path);
  return fault;
}

/* --- the lists of establishments --- */

/* What an event says of a list, and what it left of it. */
typedef struct {
  char *path, *about_path;
  Date as_at;
  GBytes *rows;                  /* NULL: there are none */
  EstablishmentAbout *about;     /* NULL: nothing is said of it */
} List;

static void
list_clear (List *list)
{
  g_free (list->path);
  g_free (list->about_path);
  g_clear_pointer (&list->rows, g_bytes_unref);
  establishment_about_free (list->about);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

/* FALSE with ERROR when nothing can be read of it. */
static gboolean
read_list (Snapshot *snapshot, const LogEntry *entry, List *list, GError **error)
{
  g_autofree char *as_at = message_trailer (entry->message, "As-At");
  const char *date = as_at == NULL ? "" : as_at;
  list->path = g_strdup_printf ("establishments/%s.csv", date);
  list->about_path = g_strdup_printf ("establishments/%s.json", date);
  if (!date_parse (date, &list->as_at))
    return error_fault (error, "'%s' is not a date", date);
  return establishment_about_read (snapshot, list->as_at, &list->about, error)
         && snapshot_read (snapshot, list->path, &list->rows, error);
}

static char *
fault_of_rows (const List *list)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(Establishments) read = establishments_read (list->rows, list->path, list->as_at, findings);
  for (guint i = 0; read == NULL && i < findings_length (findings); i++)
    {
      const Finding *finding = findings_index (findings, i);
      if (finding->severity == SEVERITY_HARD)
        return g_strdup_printf ("line %" G_GUINT64_FORMAT ": %s", finding->line, finding->message);
    }
  return read == NULL ? reason_of (NULL) : NULL;
}

static char *
fault_of_about (const List *list, const LogEntry *entry)
{
  g_autofree char *sha256 = message_trailer (entry->message, "Source-SHA256");
  if (list->about->withdrawn != NULL)
    return g_strdup ("it says that the list was withdrawn, and the event brought it");
  return g_strcmp0 (sha256, list->about->sha256) == 0
         ? NULL : g_strdup_printf ("it is of the bytes %s, and the event of others", list->about->sha256);
}

static char *
list_fault (Snapshot *snapshot, const LogEntry *entry, char **where)
{
  g_auto(List) list = { 0 };
  g_autoptr(GError) error = NULL;
  char *fault;
  gboolean read = read_list (snapshot, entry, &list, &error);
  gboolean in_rows = list.as_at == 0 || (read && list.about != NULL);
  if (!read)
    fault = reason_of (error);
  else if (list.about == NULL || list.rows == NULL)
    fault = g_strdup ("is missing");
  else
    fault = fault_of_rows (&list);
  if (fault == NULL && list.about != NULL)
    {
      in_rows = FALSE;
      fault = fault_of_about (&list, entry);
    }
  if (fault == NULL)
    fault = change_fault (snapshot, list.about_path);
  *where = g_strdup (in_rows ? list.path : list.about_path);
  return fault;
}

/* Of a list that was withdrawn only what is said of it stays. */
static char *
withdrawal_fault (Snapshot *snapshot, const LogEntry *entry, char **where)
{
  g_auto(List) list = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *reason = message_trailer (entry->message, "Reason");
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (entry->authored);
  g_autofree char *on = date_to_string (date_of_time (time));
  gboolean read = read_list (snapshot, entry, &list, &error);
  *where = g_strdup (list.rows != NULL ? list.path : list.about_path);
  if (!read)
    return reason_of (error);
  if (list.rows != NULL)
    return g_strdup ("it is still there, and the event withdrew it");
  if (list.about == NULL || g_strcmp0 (list.about->withdrawn, reason) != 0
      || g_strcmp0 (list.about->withdrawn_on, on) != 0)
    return g_strdup ("it does not say what the event says: that the list was withdrawn, when and why");
  return change_fault (snapshot, list.about_path);
}

/* --- which is which --- */

static const struct {
  const char *event, *of;        /* the trailers Event and Register; NULL: any */
  char *(*fault) (Snapshot *snapshot, const LogEntry *entry, char **where);
} looks[] = {
  { "init", NULL, register_fault },
  { "imported", "establishments", list_fault },
  { "imported", NULL, rows_fault },
  { "withdrawn", "establishments", withdrawal_fault },
};

char *
import_fault (Snapshot *snapshot, const LogEntry *entry, char **where)
{
  g_autofree char *event = message_trailer (entry->message, "Event");
  g_autofree char *of = message_trailer (entry->message, "Register");
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (looks[i].event, event) == 0
        && (looks[i].of == NULL || g_strcmp0 (looks[i].of, of) == 0))
      return looks[i].fault (snapshot, entry, where);
  *where = g_strdup (of == NULL ? "" : of);
  return g_strdup_printf ("there is no event '%s' of this", event == NULL ? "" : event);
}
