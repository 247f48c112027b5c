#include "lib/verify/verify_history.h"

#include <string.h>

#include "lib/record/store.h"
#include "lib/record/store_layout.h"
#include "lib/verify/verify_event.h"
#include "lib/verify/verify_ledger.h"
#include "lib/verify/verify_object.h"
#include "lib/verify/verify_refs.h"
#include "lib/verify/verify_step.h"

void
verify_bad_signature_free (gpointer data)
{
  BadSignature *bad = data;
  if (bad == NULL)
    return;
  g_free (bad->reason);
  g_free (bad);
}

static BadSignature *
find_bad_signature (Verify *verify, const char *reason)
{
  for (guint i = 0; i < verify->bad_signatures->len; i++)
    {
      BadSignature *bad = g_ptr_array_index (verify->bad_signatures, i);
      if (strcmp (bad->reason, reason) == 0)
        return bad;
    }
  BadSignature *bad = g_new0 (BadSignature, 1);
  bad->reason = g_strdup (reason);
  g_ptr_array_add (verify->bad_signatures, bad);
  return bad;
}

static void
add_bad_signature (Verify *verify, const Step *step, const char *reason)
{
  BadSignature *bad = find_bad_signature (verify, reason);
  if (bad->newest == NULL || step->time > bad->newest->time)
    bad->newest = step;
  if (bad->oldest == NULL || step->time <= bad->oldest->time)
    bad->oldest = step;
  bad->commits++;
}

/* Under other signers each commit of a record is wrong for one reason: told once. */
static Finding *
report_signature (Verify *verify, const BadSignature *bad)
{
  if (bad->commits == 1)
    return verify_report (verify, SEVERITY_HARD, "RECORD-SIGNATURE", bad->newest->file, "commit %s: %s",
                          bad->newest->hex, bad->reason);
  return verify_report (verify, SEVERITY_HARD, "RECORD-SIGNATURE", bad->newest->file,
                        "%" G_GUINT64_FORMAT " commits, the newest %s and the oldest %s: %s",
                        bad->commits, bad->newest->hex, bad->oldest->hex, bad->reason);
}

static void
report_signatures (Verify *verify)
{
  for (guint i = 0; i < verify->bad_signatures->len; i++)
    {
      Finding *finding = report_signature (verify, g_ptr_array_index (verify->bad_signatures, i));
      if (verify->good_signatures == 0)
        verify_advise (finding, "No commit is signed by a key of these signers: look first whether they are of this "
                                "record. If they are, it is not the record that they signed: write nothing more to "
                                "it, and bring it back from a copy.");
    }
}

/* Takes the commit that OBJECT is into the steps; NULL with a finding when it is none
 * of ours. */
static Step *
take_step (Verify *verify, Object *object)
{
  Step *step = object->step;
  if (step == NULL)
    {
      g_autofree char *hex = object_id_to_hex (&object->id);
      verify_report (verify, SEVERITY_HARD, "RECORD-COMMIT", object->file,
                     "commit %s does not have the form of a signed event", hex);
      return NULL;
    }
  step->file = object->file;
  g_hash_table_insert (verify->steps, &object->id, step);
  if (step->unsigned_reason != NULL)
    add_bad_signature (verify, step, step->unsigned_reason);
  else if (verify->signers != NULL)
    verify->good_signatures++;
  verify_event (verify, step);
  return step;
}

static Step *
find_step (Verify *verify, const ObjectId *id, const char *user)
{
  Step *known = g_hash_table_lookup (verify->steps, id);
  if (known != NULL)
    return known;
  Object *object = verify_follow (verify, id, OBJECT_COMMIT, user);
  return object == NULL ? NULL : take_step (verify, object);
}

/* STEP stands on BEFORE, or, when that is NULL, on nothing. One that another
 * overtook is of the time of that one, and keeps its author's; any other has one
 * time, or it would be of a time of one's choosing. */
static void
check_times (Verify *verify, const Step *step, const Step *before)
{
  if (before != NULL && before->time > step->time)
    verify_report (verify, SEVERITY_HARD, "RECORD-TIME", before->file,
                   "commit %s is later than the one that stands on it", before->hex);
  else if (step->author_time < step->time && (before == NULL || before->time != step->time))
    verify_report (verify, SEVERITY_HARD, "RECORD-TIME", step->file,
                   "commit %s has two times, and no other event overtook it", step->hex);
}

/* The commits from the tip of REF back, to its first or to where nothing more
 * can be read. What belongs to another line is not followed twice. */
static GPtrArray *
read_line (Verify *verify, const Ref *ref)
{
  GPtrArray *line = g_ptr_array_new ();
  g_autofree char *user = g_strdup_printf ("the newest commit of '%s'", ref->name);
  const ObjectId *next = &ref->id;
  const Step *above = NULL;
  gboolean told = FALSE;
  while (next != NULL)
    {
      Step *step = find_step (verify, next, user);
      if (step == NULL)
        break;
      gboolean seen = step->ref != NULL;
      verify_place (verify, step, ref, &told);
      if (above != NULL)
        check_times (verify, above, step);
      if (!step->has_parent)
        check_times (verify, step, NULL);
      if (seen && told)
        break;
      step->ref = seen ? step->ref : ref->name;
      g_ptr_array_add (line, step);
      g_free (user);
      user = g_strdup_printf ("the commit before %s", step->hex);
      above = step;
      next = step->has_parent ? &step->parent : NULL;
    }
  return line;
}

/* A draft is whole in each of its commits; on main each changes the one before.
 * Oldest first, so that a damaged file is said to belong to the commit that
 * brought it. */
static void
visit_folders (Verify *verify, const Ref *ref, const GPtrArray *line)
{
  gboolean on_main = strcmp (ref->name, STORE_MAIN_REF) == 0;
  Tree *tree = NULL;
  for (guint i = line->len; i-- > 0;)
    {
      const Step *step = g_ptr_array_index (line, i);
      if (!on_main)
        g_clear_pointer (&tree, tree_free);
      verify_changes (verify, step, &tree);
    }
  tree_free (tree);
}

static void
report_ref (Verify *verify, const Ref *ref, const char *what)
{
  g_autofree char *hex = object_id_to_hex (&ref->id);
  Finding *finding = verify_report (verify, SEVERITY_HARD, "RECORD-REF", ref->file,
                                    "'%s' names %s, which is %s", ref->name, hex, what);
  finding->line = ref->line;
}

/* A record is for practice from its first event on, or not at all. */
static void
check_practice (Verify *verify, const Step *step, const Step *first)
{
  gboolean practice = event_is_practice (first->message);
  if (event_is_practice (step->message) != practice)
    verify_report (verify, SEVERITY_HARD, "RECORD-EVENT", step->file,
                   "commit %s is of a record %s, and this one is %s", step->hex,
                   practice ? "that is real" : "for practice",
                   practice ? "for practice" : "real");
}

/* Events of a real record are of now: none, drafts too, is from before its first or
 * from what has still to come. Only practice takes any time. */
static void
check_clock (Verify *verify, const Step *step, const Step *first, gint64 now)
{
  if (event_is_practice (first->message))
    return;
  if (step->time < first->time)
    verify_report (verify, SEVERITY_HARD, "RECORD-TIME", step->file,
                   "commit %s is earlier than the first event of the record", step->hex);
  if (step->time > now + STORE_CLOCK_SKEW)
    verify_advise (verify_report (verify, SEVERITY_HARD, "RECORD-TIME", step->file,
                                  "commit %s is of a time that has not come", step->hex),
                   "See whether the clock of this computer is right; if it is, find out who signed "
                   "this event.");
}

/* All events, against the first of main, whose line is LINE. */
static void
check_steps (Verify *verify, const GPtrArray *line)
{
  if (line->len == 0)
    return;
  const Step *first = g_ptr_array_index (line, line->len - 1);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  GHashTableIter iter;
  gpointer step;
  g_hash_table_iter_init (&iter, verify->steps);
  while (g_hash_table_iter_next (&iter, NULL, &step))
    {
      check_practice (verify, step, first);
      check_clock (verify, step, first, now);
    }
}

/* Its line, newest first. */
static GPtrArray *
visit_ref (Verify *verify, const Ref *ref)
{
  const Object *object = g_hash_table_lookup (verify->objects, &ref->id);
  if (object == NULL || (object->readable && object->type != OBJECT_COMMIT))
    report_ref (verify, ref, "no commit of the record");
  GPtrArray *line = read_line (verify, ref);
  visit_folders (verify, ref, line);
  return line;
}

/* A copy of a reference may be behind: somewhere in the line of its own. */
static void
check_copy (Verify *verify, const Ref *ref)
{
  const Step *step = g_hash_table_lookup (verify->steps, &ref->id);
  if (step == NULL || g_strcmp0 (step->ref, ref->name) != 0)
    report_ref (verify, ref, "no commit of its line");
}

void
verify_history (Verify *verify)
{
  const Ref *main_ref = verify_find_ref (verify, STORE_MAIN_REF);
  g_autoptr(GPtrArray) main_line
    = main_ref == NULL ? g_ptr_array_new () : visit_ref (verify, main_ref);
  for (guint i = 0; i < verify->refs->len; i++)
    {
      const Ref *ref = g_ptr_array_index (verify->refs, i);
      if (ref == main_ref)
        continue;
      g_ptr_array_unref (visit_ref (verify, ref));
      verify->drafts++;
    }
  check_steps (verify, main_line);
  verify_ledger (verify, main_line);
  report_signatures (verify);
  for (guint i = 0; i < verify->old_refs->len; i++)
    check_copy (verify, g_ptr_array_index (verify->old_refs, i));
}
