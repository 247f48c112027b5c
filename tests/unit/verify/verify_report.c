/* What is told of a record, and what is the world's trouble and not the record's. */

#include "lib/verify/verify_report.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "tests/scratch_folder.h"

typedef struct {
  char *folder;
  Verify verify;
} Report;

static void
report_set_up (Report *f, G_GNUC_UNUSED gconstpointer unused)
{
  f->folder = scratch_folder ();
  f->verify = (Verify) { .path = f->folder, .findings = findings_new () };
}

static void
report_tear_down (Report *f, G_GNUC_UNUSED gconstpointer unused)
{
  g_clear_error (&f->verify.fault);
  findings_free (f->verify.findings);
  scratch_folder_remove (f->folder);
}

static void
test_advice (Report *f, G_GNUC_UNUSED gconstpointer unused)
{
  const Finding *hard = verify_report (&f->verify, SEVERITY_HARD, "RECORD-FILE", "a", "is %s", "missing");
  g_assert_cmpstr (hard->message, ==, "is missing");
  g_assert_nonnull (strstr (hard->advice, "Write nothing more to the record"));
  const Finding *note = verify_report (&f->verify, SEVERITY_NOTE, "RECORD-KEY", "b", "is not here");
  g_assert_null (note->advice);
  Finding *other = verify_report (&f->verify, SEVERITY_HARD, "RECORD-MODE", "c", "is open");
  verify_advise (other, "Run: chmod %d", 600);
  g_assert_cmpstr (other->advice, ==, "Run: chmod 600");
  g_assert_cmpuint (findings_length (f->verify.findings), ==, 3);
}

/* Gone meanwhile: read again. Not to be read by us, now: a fault, the first of which
 * counts. Anything else: the record is wrong. */
static void
test_trouble (Report *f, G_GNUC_UNUSED gconstpointer unused)
{
  static const struct { GFileError code; gboolean vanished, fault; } rows[] = {
    { G_FILE_ERROR_NOENT, TRUE, FALSE }, { G_FILE_ERROR_ACCES, FALSE, TRUE }, { G_FILE_ERROR_PERM, FALSE, TRUE },
    { G_FILE_ERROR_MFILE, FALSE, TRUE }, { G_FILE_ERROR_NFILE, FALSE, TRUE }, { G_FILE_ERROR_NOMEM, FALSE, TRUE },
    { G_FILE_ERROR_IO, FALSE, FALSE }, { G_FILE_ERROR_ISDIR, FALSE, FALSE }, { G_FILE_ERROR_LOOP, FALSE, FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GError *error = g_error_new (G_FILE_ERROR, (int) rows[i].code, "trouble %u", i);
      f->verify.vanished = FALSE;
      g_clear_error (&f->verify.fault);
      findings_clear (f->verify.findings);
      verify_trouble (&f->verify, "a", &error);
      g_assert_null (error);
      g_assert_cmpint (f->verify.vanished, ==, rows[i].vanished);
      g_assert_cmpint (f->verify.fault != NULL, ==, rows[i].fault);
      g_assert_cmpuint (findings_count (f->verify.findings, SEVERITY_HARD), ==, !rows[i].vanished && !rows[i].fault);
    }
  f->verify.fault = g_error_new (G_FILE_ERROR, G_FILE_ERROR_ACCES, "first");
  GError *second = g_error_new (G_FILE_ERROR, G_FILE_ERROR_ACCES, "second");
  verify_trouble (&f->verify, "a", &second);
  g_assert_cmpstr (f->verify.fault->message, ==, "first");
}

static void
test_load (Report *f, G_GNUC_UNUSED gconstpointer unused)
{
  g_autofree char *path = g_build_filename (f->folder, "a", NULL);
  g_assert_true (g_file_set_contents (path, "a\0b", 3, NULL));
  g_autoptr(GBytes) bytes = verify_load (&f->verify, "a");
  g_autoptr(GBytes) written = g_bytes_new_static ("a\0b", 3);
  g_assert_true (g_bytes_equal (bytes, written));
  /* Behind a zero nothing hides. */
  g_autofree char *text = verify_load_text (&f->verify, "a");
  g_assert_cmpstr (text, ==, "a\001b");
  g_assert_cmpuint (findings_length (f->verify.findings), ==, 0);

  g_assert_null (verify_load (&f->verify, "none"));
  g_assert_true (f->verify.vanished);
  g_assert_cmpuint (findings_length (f->verify.findings), ==, 0);

  g_autofree char *folder = g_build_filename (f->folder, "b", NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_null (verify_load_text (&f->verify, "b"));
  g_assert_cmpuint (findings_count (f->verify.findings, SEVERITY_HARD), ==, 1);
  g_assert_cmpstr (findings_index (f->verify.findings, 0)->file, ==, "b");

  /* After a fault nothing more is looked at. */
  f->verify.fault = g_error_new (G_FILE_ERROR, G_FILE_ERROR_ACCES, "closed");
  g_assert_null (verify_load (&f->verify, "a"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  static const struct { const char *name; void (*test) (Report *, gconstpointer); } tests[] = {
    { "/verify-report/what-is-hard-says-what-to-do", test_advice },
    { "/verify-report/the-worlds-trouble-is-not-the-records", test_trouble },
    { "/verify-report/files-are-read-whole-and-once", test_load },
  };
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Report, NULL, report_set_up, tests[i].test, report_tear_down);
  return g_test_run ();
}
