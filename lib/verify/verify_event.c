#include "lib/verify/verify_event.h"

#include <string.h>

#include "lib/record/store.h"
#include "lib/record/store_layout.h"
#include "lib/verify/verify_object.h"

#define RULE "RECORD-EVENT"

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

void
verify_event (Verify *verify, const Step *step)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = message_trailer (step->message, "Event");
  if (step->kind == NULL)
    verify_report (verify, SEVERITY_HARD, RULE, step->file,
                   "commit %s: no kind of event is called '%s'", step->hex,
                   name == NULL ? "" : name);
  else if (!event_kind_check (step->kind, step->message, &error))
    verify_report (verify, SEVERITY_HARD, RULE, step->file, "commit %s: %s", step->hex,
                   error->message);
}

gboolean
event_is_practice (const char *message)
{
  g_autofree char *word = message_trailer (message, STORE_PRACTICE_TRAILER);
  return g_strcmp0 (word, STORE_PRACTICE) == 0;
}

void
verify_place (Verify *verify, const Step *step, const Ref *ref, gboolean *told)
{
  gboolean on_main = strcmp (ref->name, STORE_MAIN_REF) == 0;
  gboolean begins = on_main && !step->has_parent;
  gboolean here = g_strcmp0 (step->line, ref->name) == 0;
  if (step->kind != NULL && !here && !*told)
    {
      Finding *finding = verify_report (verify, SEVERITY_HARD, "RECORD-REF", ref->file,
                                        "'%s' leads to commit %s, which belongs to '%s'", ref->name,
                                        step->hex, step->line == NULL ? "nothing" : step->line);
      finding->line = ref->line;
      *told = TRUE;
    }
  else if (step->kind != NULL && here && step->kind->begins != begins)
    verify_report (verify, SEVERITY_HARD, RULE, step->file, begins
                   ? "commit %s begins the record with an event '%s'"
                   : "commit %s is an event '%s', which only begins a record", step->hex,
                   step->kind->name);
}

typedef struct {
  Verify *verify;
  const Step *step;
  const EventPath *allowed;
} Changes;

/* Whether the content AFTER begins with the content BEFORE. */
static gboolean
has_grown (Verify *verify, const ObjectId *before, const ObjectId *after)
{
  Object *old = g_hash_table_lookup (verify->objects, before);
  Object *new = g_hash_table_lookup (verify->objects, after);
  if (old == NULL || new == NULL || !old->readable || !new->readable)
    return TRUE;           /* a finding says already what is missing */
  g_autoptr(GBytes) was = verify_content (verify, old), is = verify_content (verify, new);
  gsize was_length, is_length;
  if (was == NULL || is == NULL)
    return TRUE;
  const char *was_data = g_bytes_get_data (was, &was_length);
  const char *is_data = g_bytes_get_data (is, &is_length);
  return is_length >= was_length
         && (was_length == 0 || memcmp (is_data, was_data, was_length) == 0);
}

static void
report_change (const Changes *changes, const char *path, const char *did)
{
  g_autofree char *text = event_paths_text (changes->allowed);
  verify_report (changes->verify, SEVERITY_HARD, RULE, changes->step->file,
                 "commit %s %s '%s': an event '%s' may only change %s", changes->step->hex, did,
                 path, changes->step->kind->name, text);
}

static void
check_change (const char *path, const ObjectId *before, const ObjectId *after, gpointer data)
{
  const Changes *changes = data;
  if (changes->allowed == NULL)
    return;
  const EventPath *found = event_paths_find (changes->allowed, path);
  if (found == NULL)
    report_change (changes, path, before == NULL ? "adds" : after == NULL ? "removes" : "changes");
  else if (after == NULL && found->change != PATH_REMOVED)
    report_change (changes, path, "removes");
  else if (found->change == PATH_GROWS && before != NULL && after != NULL
           && !has_grown (changes->verify, before, after))
    verify_report (changes->verify, SEVERITY_HARD, RULE, changes->step->file,
                   "commit %s changes what '%s' held: an event '%s' may only append to it",
                   changes->step->hex, path, changes->step->kind->name);
}

void
verify_changes (Verify *verify, const Step *step, Tree **tree)
{
  g_autoptr(EventPath) allowed
    = step->kind == NULL ? NULL : event_kind_paths (step->kind, step->message);
  Changes changes = { verify, step, allowed };
  verify_tree (verify, tree, &step->tree, step->hex, check_change, &changes);
}
