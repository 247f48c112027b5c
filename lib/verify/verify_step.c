#include "lib/verify/verify_step.h"

#include <string.h>

#include "lib/record/store.h"
#include "lib/record/store_layout.h"
#include "lib/verify/verify_commit.h"

char *
event_line (const EventKind *kind, const char *message)
{
  if (kind == NULL)
    return NULL;
  if (kind->branch == EVENT_ON_MAIN)
    return g_strdup (STORE_MAIN_REF);
  g_autofree char *return_id = message_trailer (message, "Return");
  g_autofree char *period = message_trailer (message, "Period");
  g_autofree char *person = message_trailer (message, "Person");
  if (return_id == NULL || period == NULL || person == NULL)
    return NULL;
  return g_strdup_printf (STORE_DRAFTS "%s/%s/%s", return_id, period, person);
}

gboolean
event_is_practice (const char *message)
{
  g_autofree char *word = message_trailer (message, STORE_PRACTICE_TRAILER);
  return g_strcmp0 (word, STORE_PRACTICE) == 0;
}

/* Why COMMIT counts as not signed; NULL when it is, or nobody can say. */
static char *
unsigned_reason (const Signers *signers, const CommitText *commit)
{
  g_autoptr(GError) error = NULL;
  if (signers == NULL
      || ssh_signature_verify (signers, SSH_NAMESPACE_COMMIT, commit->signature,
                               commit->signed_text->str, commit->signed_text->len, &error))
    return NULL;
  return g_strdup (error->message);
}

Step *
step_read (const Signers *signers, const ObjectId *id, const guint8 *bytes, gsize length)
{
  g_auto(CommitText) commit = { 0 };
  g_autofree char *text = g_strndup (length == 0 ? "" : (const char *) bytes, length);
  if (strlen (text) != length || !commit_text_read (text, &commit))
    return NULL;
  Step *step = g_new0 (Step, 1);
  g_autofree char *hex = object_id_to_hex (id);
  g_strlcpy (step->hex, hex, sizeof step->hex);
  step->tree = commit.tree;
  step->parent = commit.parent;
  step->has_parent = commit.has_parent;
  step->time = commit.time;
  step->author_time = commit.author_time;
  step->message = g_strdup (commit.message);
  step->kind = event_kind_of (step->message);
  step->line = event_line (step->kind, step->message);
  step->unsigned_reason = unsigned_reason (signers, &commit);
  return step;
}

void
step_free (gpointer data)
{
  Step *step = data;
  if (step == NULL)
    return;
  g_free (step->message);
  g_free (step->line);
  g_free (step->unsigned_reason);
  g_free (step);
}
