#include "lib/base/error.h"
#include "lib/base/visible_text.h"
#include "lib/record/store_private.h"

#include <string.h>

#include "lib/sheet/csv.h"

G_STATIC_ASSERT (OBJECT_SIZE_MAX >= CSV_MAX_BYTES);

#define PATH_MAX_DEPTH 16
#define NAME_MAX_BYTES 255
/* Characters of what is refused that a message quotes. */
#define SHOWN_MAX 100

Event *
event_new (void)
{
  Event *event = g_new0 (Event, 1);
  event->trailers = g_ptr_array_new_with_free_func (g_free);
  event->writes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_bytes_unref);
  event->deletes = g_ptr_array_new_with_free_func (g_free);
  return event;
}

void
event_free (Event *event)
{
  if (event == NULL)
    return;
  g_free (event->subject);
  g_ptr_array_unref (event->trailers);
  g_hash_table_unref (event->writes);
  g_ptr_array_unref (event->deletes);
  g_free (event);
}

void
event_set_subject (Event *event, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_free (event->subject);
  event->subject = g_strdup_vprintf (format, args);
  va_end (args);
}

void
event_trailer (Event *event, const char *key, const char *value)
{
  g_ptr_array_add (event->trailers, g_strdup_printf ("%s: %s", key, value));
}

void
event_write (Event *event, const char *path, GBytes *bytes)
{
  g_hash_table_insert (event->writes, g_strdup (path), g_bytes_ref (bytes));
}

void
event_delete (Event *event, const char *path)
{
  g_ptr_array_add (event->deletes, g_strdup (path));
}

/* Why NAME cannot be one name of a path; NULL when it can. The marks are those
 * that some file system, or git's own check of names, takes amiss. */
static const char *
name_fault (const char *name)
{
  gsize length = strlen (name);
  if (length == 0)
    return "a name in it is empty";
  if (length > NAME_MAX_BYTES)
    return "a name in it is longer than 255 bytes";
  if (*name == '.')
    return "a name in it starts with a dot";
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isprint (*p) || strchr ("\\:*?\"<>|~", *p) != NULL)
      return "a name in it has a character that paths of a record do not have";
  return NULL;
}

gboolean
record_path_check (const char *text, GError **error)
{
  g_auto(GStrv) names = g_strsplit (text, "/", -1);
  const char *fault = *text == '\0' ? "it is empty" : NULL;
  if (g_strv_length (names) > PATH_MAX_DEPTH)
    fault = "it is too deep";
  for (guint i = 0; names[i] != NULL && fault == NULL; i++)
    fault = name_fault (names[i]);
  if (fault == NULL)
    return TRUE;
  g_autofree char *shown = visible_text_shown (text, SHOWN_MAX);
  return error_refuse (error, "'%s' cannot be a path of a record: %s", shown, fault);
}

/* A file cannot also be the folder of another. */
static gboolean
check_folders (const Event *event, const char *path, GError **error)
{
  g_autofree char *folder = g_strdup (path);
  for (char *slash = strrchr (folder, '/'); slash != NULL; slash = strrchr (folder, '/'))
    {
      *slash = '\0';
      if (g_hash_table_contains (event->writes, folder))
        return error_refuse (error, "'%s' would be a file and a folder at once", folder);
    }
  return TRUE;
}

/* What is larger could be written, and never read again. */
static gboolean
check_size (const char *path, GBytes *bytes, GError **error)
{
  return g_bytes_get_size (bytes) <= OBJECT_SIZE_MAX
         || error_refuse (error, "'%s' would be larger than a file of a record may be, %u MiB", path,
                          OBJECT_SIZE_MAX >> 20);
}

gboolean
event_check_paths (const Event *event, GError **error)
{
  GHashTableIter iter;
  gpointer path, bytes;
  g_hash_table_iter_init (&iter, event->writes);
  while (g_hash_table_iter_next (&iter, &path, &bytes))
    if (!record_path_check (path, error) || !check_folders (event, path, error)
        || !check_size (path, bytes, error))
      return FALSE;
  for (guint i = 0; i < event->deletes->len; i++)
    {
      const char *gone = g_ptr_array_index (event->deletes, i);
      if (!record_path_check (gone, error))
        return FALSE;
      if (g_hash_table_contains (event->writes, gone))
        return error_refuse (error, "'%s' would be written and deleted at once", gone);
    }
  return TRUE;
}

/* Whether the event of KIND may do so to PATH. */
static gboolean
check_change (const EventKind *kind, const EventPath *allowed, const char *path, gboolean removed,
              GError **error)
{
  const EventPath *found = event_paths_find (allowed, path);
  if (found != NULL && (!removed || found->change == PATH_REMOVED))
    return TRUE;
  g_autofree char *text = event_paths_text (allowed);
  return error_refuse (error, "an event '%s' may not %s '%s', only change %s", kind->name,
                       removed ? "remove" : "write", path, text);
}

gboolean
event_check_kind (const Event *event, const char *message, EventBranch branch,
                  gboolean is_first, GError **error)
{
  const EventKind *kind = event_kind_of (message);
  if (kind == NULL || kind->branch != branch || kind->begins != (is_first && branch == EVENT_ON_MAIN))
    return error_refuse (error, "'%s' is no event of a kind that belongs there", event->subject);
  if (!event_kind_check (kind, message, error))
    return FALSE;
  g_autoptr(EventPath) allowed = event_kind_paths (kind, message);
  GHashTableIter iter;
  gpointer path;
  g_hash_table_iter_init (&iter, event->writes);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    if (!check_change (kind, allowed, path, FALSE, error))
      return FALSE;
  for (guint i = 0; i < event->deletes->len; i++)
    if (!check_change (kind, allowed, g_ptr_array_index (event->deletes, i), TRUE, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_one_line (const char *text)
{
  if (text == NULL || *text == '\0' || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return FALSE;
  return TRUE;
}

char *
event_message (const Event *event, RecordKind kind, GError **error)
{
  if (!is_one_line (event->subject))
    {
      error_refuse (error, "the subject of an event is one line of text");
      return NULL;
    }
  g_autoptr(GString) message = g_string_new (NULL);
  g_string_printf (message, "%s%s\n\n", kind == RECORD_PRACTICE ? STORE_PRACTICE ": " : "",
                   event->subject);
  for (guint i = 0; i < event->trailers->len; i++)
    {
      const char *trailer = g_ptr_array_index (event->trailers, i);
      if (!is_one_line (trailer))
        {
          g_autofree char *shown = visible_text_shown (trailer, SHOWN_MAX);
          error_refuse (error, "'%s' is more than one line of text", shown);
          return NULL;
        }
      g_string_append_printf (message, "%s\n", trailer);
    }
  if (kind == RECORD_PRACTICE)
    g_string_append (message, STORE_PRACTICE_TRAILER ": " STORE_PRACTICE "\n");
  g_autofree char *name = message_trailer (message->str, "Event");
  if (name != NULL)
    return g_string_free (g_steal_pointer (&message), FALSE);
  error_refuse (error, "an event names its kind in the trailer 'Event'");
  return NULL;
}

gboolean
actor_parse (const char *text, char **name, char **mail, GError **error)
{
  const char *open = strrchr (text, '<');
  gsize length = strlen (text);
  if (is_one_line (text) && open != NULL && open > text + 1 && open[-1] == ' ' && *text != ' '
      && open[-2] != ' ' && strchr (text, '<') == open && strchr (text, '>') == text + length - 1
      && strchr (open, ' ') == NULL && strchr (open + 2, '@') != NULL)
    {
      *name = g_strndup (text, (gsize) (open - text) - 1);
      *mail = g_strndup (open + 1, strlen (open) - 2);
      return TRUE;
    }
  g_autofree char *shown = visible_text_shown (text, SHOWN_MAX);
  return error_refuse (error, "'%s' is not a person written like 'Ann Lee <ann@example.org>'", shown);
}
