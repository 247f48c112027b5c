#include "lib/verify/verify_event.h"

#include <string.h>

#include "lib/record/store.h"
#include "lib/record/store_layout.h"
#include "lib/verify/verify_object.h"
#include "lib/verify/verify_step.h"

#define RULE "RECORD-EVENT"

static gboolean
has_control (const char *line)
{
  for (; *line != '\0'; line++)
    if (g_ascii_iscntrl (*line))
      return TRUE;
  return FALSE;
}

const char *
event_message_fault (const char *message)
{
  g_auto(GStrv) lines = g_strsplit (message, "\n", -1);
  guint n = g_strv_length (lines);
  g_autofree char *record = message_trailer (message, STORE_PRACTICE_TRAILER);
  gboolean practice = event_is_practice (message);
  if (!g_utf8_validate (message, -1, NULL))
    return "its message is not UTF-8";
  if (n < 4 || *lines[n - 1] != '\0')
    return "its message is not a subject, a blank line and trailers";
  for (guint i = 0; i + 1 < n; i++)
    if (has_control (lines[i]) || (*lines[i] == '\0') != (i == 1))
      return "its message is not a subject, a blank line and trailers, each one line of text";
  if (practice != g_str_has_prefix (message, STORE_PRACTICE ": ") || practice != (record != NULL))
    return "its subject and its trailers are not of one mind whether it is for practice";
  return NULL;
}

void
verify_event (Verify *verify, const Step *step)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = message_trailer (step->message, "Event");
  const char *fault = event_message_fault (step->message);
  if (step->kind == NULL)
    verify_report (verify, SEVERITY_HARD, RULE, step->file,
                   "commit %s: no kind of event is called '%s'", step->hex,
                   name == NULL ? "" : name);
  else if (fault != NULL)
    verify_report (verify, SEVERITY_HARD, RULE, step->file, "commit %s: %s", step->hex, fault);
  else if (!event_kind_check (step->kind, step->message, &error))
    verify_report (verify, SEVERITY_HARD, RULE, step->file, "commit %s: %s", step->hex,
                   error->message);
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

/* The content of ID (or NULL); NULL also when a finding says already what is
 * wrong with it. */
static GBytes *
content_of (Verify *verify, const ObjectId *id)
{
  Object *object = id == NULL ? NULL : g_hash_table_lookup (verify->objects, id);
  return object == NULL || !object->readable ? NULL : verify_content (verify, object);
}

static gboolean
begins_with (GBytes *bytes, GBytes *start)
{
  gsize length, start_length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *start_data = g_bytes_get_data (start, &start_length);
  return length >= start_length
         && (start_length == 0 || memcmp (data, start_data, start_length) == 0);
}

static gboolean
ends_a_line (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  return length == 0 || data[length - 1] == '\n';
}

static void
report_change (const Changes *changes, const char *path, const char *did)
{
  g_autofree char *text = event_paths_text (changes->allowed);
  verify_report (changes->verify, SEVERITY_HARD, RULE, changes->step->file,
                 "commit %s %s '%s': an event '%s' may only change %s", changes->step->hex, did,
                 path, changes->step->kind->name, text);
}

/* What is there stays, line by line: on a line that does not end, the next event
 * would go on writing. */
static void
check_growth (const Changes *changes, const char *path, const ObjectId *before,
              const ObjectId *after)
{
  g_autoptr(GBytes) was = content_of (changes->verify, before);
  g_autoptr(GBytes) is = content_of (changes->verify, after);
  if (was != NULL && is != NULL && !begins_with (is, was))
    verify_report (changes->verify, SEVERITY_HARD, RULE, changes->step->file,
                   "commit %s changes what '%s' held: an event '%s' may only append to it",
                   changes->step->hex, path, changes->step->kind->name);
  if (is != NULL && !ends_a_line (is))
    verify_report (changes->verify, SEVERITY_HARD, RULE, changes->step->file,
                   "commit %s leaves the last line of '%s' open: the next event could change it",
                   changes->step->hex, path);
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
  else if (found->change == PATH_GROWS)
    check_growth (changes, path, before, after);
}

void
verify_changes (Verify *verify, const Step *step, Tree **tree)
{
  g_autoptr(EventPath) allowed
    = step->kind == NULL ? NULL : event_kind_paths (step->kind, step->message);
  Changes changes = { verify, step, allowed };
  verify_tree (verify, tree, &step->tree, step->hex, check_change, &changes);
}
