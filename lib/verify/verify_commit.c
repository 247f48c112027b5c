#include "lib/verify/verify_commit.h"

#include <string.h>

#include "lib/record/store.h"

void
commit_text_clear (CommitText *commit)
{
  g_free (commit->author);
  g_free (commit->committer);
  g_free (commit->signature);
  if (commit->signed_text != NULL)
    g_string_free (commit->signed_text, TRUE);
}

/* "KEY VALUE\n" at *AT: VALUE, with *AT after the line. NULL when it is not there. */
static char *
take_line (const char **at, const char *key)
{
  gsize length = strlen (key);
  const char *end = strchr (*at, '\n');
  if (end == NULL || !g_str_has_prefix (*at, key) || (*at)[length] != ' ')
    return NULL;
  char *value = g_strndup (*at + length + 1, (gsize) (end - *at) - length - 1);
  *at = end + 1;
  return value;
}

static gboolean
take_id (const char **at, const char *key, ObjectId *id)
{
  g_autofree char *value = take_line (at, key);
  return value != NULL && strlen (value) == OBJECT_HEX_SIZE && object_id_parse (value, id);
}

/* Name <mail> 1775000000 +0000 */
static gboolean
take_person (const char **at, const char *key, char **person, gint64 *time)
{
  g_autofree char *value = take_line (at, key), *name = NULL, *mail = NULL;
  if (value == NULL || !g_str_has_suffix (value, " +0000"))
    return FALSE;
  value[strlen (value) - strlen (" +0000")] = '\0';
  char *number = strrchr (value, ' ');
  guint64 seconds;
  if (number == NULL || (number[1] == '0' && number[2] != '\0')
      || !g_ascii_string_to_unsigned (number + 1, 10, 0, G_MAXUINT32, &seconds, NULL))
    return FALSE;
  *number = '\0';
  *time = (gint64) seconds;
  if (!actor_parse (value, &name, &mail, NULL))
    return FALSE;
  *person = g_steal_pointer (&value);
  return TRUE;
}

/* The header "gpgsig", whose lines after the first start with a blank. */
static gboolean
take_signature (const char **at, char **signature)
{
  g_autofree char *first = take_line (at, "gpgsig");
  if (first == NULL)
    return FALSE;
  GString *text = g_string_new (first);
  g_string_append_c (text, '\n');
  for (const char *end = strchr (*at, '\n'); **at == ' ' && end != NULL; end = strchr (*at, '\n'))
    {
      g_string_append_len (text, *at + 1, end - *at);
      *at = end + 1;
    }
  *signature = g_string_free (text, FALSE);
  return TRUE;
}

gboolean
commit_text_read (const char *text, CommitText *commit)
{
  const char *at = text;
  if (!take_id (&at, "tree", &commit->tree))
    return FALSE;
  commit->has_parent = take_id (&at, "parent", &commit->parent);
  if (!take_person (&at, "author", &commit->author, &commit->author_time)
      || !take_person (&at, "committer", &commit->committer, &commit->time))
    return FALSE;
  commit->signed_text = g_string_new_len (text, at - text);
  if (!take_signature (&at, &commit->signature) || *at != '\n')
    return FALSE;
  g_string_append (commit->signed_text, at);
  commit->message = at + 1;
  return strcmp (commit->author, commit->committer) == 0 && commit->author_time <= commit->time
         && commit->time - commit->author_time <= STORE_CLOCK_SKEW;
}
