/* Events belong where they stand, and keep to what their kind may say and change. */

#include "lib/verify/verify_event.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tests/verification.h"

static void
test_odd_events (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  static const VerificationCommit rows[] = {
    { .rule = "RECORD-EVENT", .message = "filed" },
    { .rule = "RECORD-EVENT", .message = "init\n\nEvent: init" VERIFICATION_PRACTICE },
    /* Takes away a file of the register, which no filing may. */
    { .rule = "RECORD-EVENT", .tree = "main~1^{tree}" },
  };
  verification_try_commits (f, rows, G_N_ELEMENTS (rows));
}

static void
test_draft_of_another (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *from = g_build_filename (f->path, "refs/drafts/annual/2025-26/P00412", NULL);
  g_autofree char *to = g_build_filename (f->path, "refs/drafts/annual/2025-26/P00413", NULL);
  g_assert_cmpint (g_rename (from, to), ==, 0);
  assert_found (f->path, "RECORD-REF", "refs/drafts/annual/2025-26/P00413",
                "which belongs to 'refs/drafts/annual/2025-26/P00412'");
}

static void
test_form (void)
{
  static const struct { const char *message, *part; } rows[] = {
    { "filed\n\nEvent: filed\n", NULL },
    { "PRACTICE: \303\251\n\nEvent: filed\nRecord: PRACTICE\n", NULL },
    { "\351\n\nEvent: filed\n", "UTF-8" },
    { "", "a subject" }, { "filed\n", "a subject" }, { "filed\nEvent: filed\n", "a subject" },
    { "filed\n\nEvent: filed", "a subject" }, { "\n\nEvent: filed\n", "a subject" },
    { "a\n\nEvent: filed\nReturn: annual", "a subject" },
    { "a\nb\n\nEvent: filed\n", "each one line" }, { "a\n\nb\n\nEvent: filed\n", "each one line" },
    { "a\n\n\nEvent: filed\n", "each one line" }, { "a\n\nEvent: filed\r\n", "each one line" },
    { "a\033[2J\n\nEvent: filed\n", "each one line" }, { "a\n\nEvent:\tfiled\n", "each one line" },
    { "PRACTICE: a\n\nEvent: filed\n", "of one mind" },
    { "a\n\nEvent: filed\nRecord: PRACTICE\n", "of one mind" },
    { "PRACTICE: a\n\nEvent: filed\nRecord: practice\n", "of one mind" },
    { "a\n\nEvent: filed\nRecord: real\n", "of one mind" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *fault = event_message_fault (rows[i].message);
      g_test_message ("%u: %s", i, fault == NULL ? "nothing" : fault);
      g_assert_cmpint (fault != NULL, ==, rows[i].part != NULL);
      g_assert_true (fault == NULL || strstr (fault, rows[i].part) != NULL);
    }
}

/* The last line of a file that grows is whole, or the next event could go on with it. */
static void
test_open_line (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(Store) store = store_open (f->path, NULL);
  g_free (record_append (store, RECORD_TIME + 9, "register/b.csv", "2\n3"));
  g_free (record_append (store, RECORD_TIME + 9, "register/b.csv", "2\n30\n"));
  g_autoptr(Findings) findings = verification_run (f->path, NULL);
  assert_among (findings, "RECORD-EVENT", NULL, "leaves the last line of 'register/b.csv' open");
  g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verify-event/has-one-form", test_form);
  verification_add ("/verify-event/a-last-line-left-open-is-told", test_open_line);
  verification_add ("/verify-event/what-their-kind-may-not-say-or-change-is-told", test_odd_events);
  verification_add ("/verify-event/a-draft-under-another-name-is-told", test_draft_of_another);
  return g_test_run ();
}
