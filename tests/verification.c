#include "tests/scratch_folder.h"
#include "tests/verification.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

void
verification_set_up (Verification *f, G_GNUC_UNUSED gconstpointer unused)
{
  f->folder = scratch_folder ();
  f->path = g_build_filename (f->folder, "record", NULL);
  g_autoptr(Store) store = record_make (f->path);
  g_free (record_append (store, RECORD_TIME, "returns/annual/2025-26/12/P00412/statement.csv",
                         "line,total\nfee_income,1.00\n"));
  record_loosen (f->path);
  RecordFile files[] = { { "register/a.csv", "1\n" }, { "register/b.csv", "2\n" } };
  Actor a = record_actor (RECORD_TIME + 5), actors[] = { a, a };
  EventFunc funcs[] = { record_event, record_event };
  gpointer rows[] = { &files[0], &files[1] };
  g_assert_true (store_append_many (store, actors, funcs, rows, 2, NULL, NULL));
  g_autoptr(GHashTable) draft = record_files ("statement.csv", "line,total\n");
  g_assert_true (store_change_draft (store, "annual/2025-26/P00412", NULL, &a, "one", draft, NULL, NULL));
  g_assert_true (store_change_draft (store, "annual/2025-26/P00412", NULL, &a, "two", draft, NULL, NULL));
}

void
verification_tear_down (Verification *f, G_GNUC_UNUSED gconstpointer unused)
{
  g_free (f->path);
  scratch_folder_remove (f->folder);
}

void
verification_add (const char *name, void (*test) (Verification *, gconstpointer))
{
  g_test_add (name, Verification, NULL, verification_set_up, test, verification_tear_down);
}

/* The signers of the fixed key, as one has them who kept them elsewhere. */
static Signers *
trusted (void)
{
  g_autoptr(SshKey) key = ssh_key_parse (test_key_text, NULL);
  g_autofree char *text = ssh_key_allowed_signers (key);
  return signers_parse (text, NULL);
}

Findings *
verification_by (const char *path, const Signers *signers, VerifyCounts *counts)
{
  g_autoptr(GError) error = NULL;
  Findings *findings = findings_new ();
  g_assert_true (store_verify (path, signers, findings, counts, &error));
  g_assert_no_error (error);
  return findings;
}

Findings *
verification_run (const char *path, VerifyCounts *counts)
{
  g_autoptr(Signers) signers = trusted ();
  return verification_by (path, signers, counts);
}

void
assert_whole (const char *path)
{
  g_autoptr(Findings) findings = verification_run (path, NULL);
  for (guint i = 0; i < findings_length (findings); i++)
    g_test_message ("%s: %s", findings_index (findings, i)->file,
                    findings_index (findings, i)->message);
  g_assert_cmpuint (findings_length (findings), ==, 0);
}

void
assert_among (const Findings *findings, const char *rule, const char *file, const char *part)
{
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *finding = findings_index (findings, i);
      g_test_message ("%s %s: %s", finding->rule, finding->file, finding->message);
      if (finding->severity == SEVERITY_HARD && strcmp (finding->rule, rule) == 0
          && (file == NULL || strcmp (finding->file, file) == 0)
          && strstr (finding->message, part) != NULL)
        return;
    }
  g_error ("no finding %s at %s says '%s'", rule, file, part);
}

void
assert_found (const char *path, const char *rule, const char *file, const char *part)
{
  g_autoptr(Findings) findings = verification_run (path, NULL);
  assert_among (findings, rule, file, part);
}

char *
verification_load (const char *path, const char *file, gsize *length)
{
  g_autofree char *full = g_build_filename (path, file, NULL);
  char *text;
  g_assert_true (g_file_get_contents (full, &text, length, NULL));
  return text;
}

void
verification_save (const char *path, const char *file, const char *text, gsize length)
{
  g_autofree char *full = g_build_filename (path, file, NULL);
  struct stat status;
  g_assert_cmpint (stat (full, &status), ==, 0);
  g_chmod (full, 0600);
  FILE *stream = g_fopen (full, "w");
  if (stream == NULL)
    g_error ("cannot write '%s'", full);
  g_assert_cmpuint (fwrite (text, 1, length, stream), ==, length);
  g_assert_cmpint (fclose (stream), ==, 0);
  g_chmod (full, status.st_mode);
}

char *
verification_object (const char *path, const char *revision)
{
  g_autofree char *id = NULL;
  g_assert_cmpint (record_git (path, &id, "rev-parse", revision, NULL), ==, 0);
  g_strchomp (id);
  return g_strdup_printf ("objects/%.2s/%s", id, id + 2);
}

void
verification_repack (const char *path)
{
  g_assert_cmpint (record_git (path, NULL, "-c", "pack.writeReverseIndex=true", "gc", "--quiet",
                               NULL), ==, 0);
  g_autoptr(Store) store = store_open (path, NULL);
  g_free (record_append (store, RECORD_TIME + 9, "establishments/z.csv", "z\n"));
  g_assert_cmpint (record_git (path, NULL, "-c", "pack.writeReverseIndex=true", "repack", "-q",
                               NULL), ==, 0);
  g_assert_cmpint (record_git (path, NULL, "multi-pack-index", "write", NULL), ==, 0);
}

static const char *
or_else (const char *text, const char *otherwise)
{
  return text == NULL ? otherwise : text;
}

/* Runs git WORDS as MADE says; *OUT is what it prints. */
static void
run_git (const Verification *f, const VerificationCommit *made, GStrv words, char **out)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  const char *time = or_else (made->time, VERIFICATION_LATER), *zone = or_else (made->zone, "+0000");
  g_autofree char *author = g_strdup_printf ("%s %s", time, zone);
  g_autofree char *committer = g_strdup_printf ("%s %s", or_else (made->committed, time), zone);
  const char *const environment[] = {
    "GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1", "HOME", f->folder,
    "GIT_AUTHOR_NAME", or_else (made->name, "Ann Lee"), "GIT_AUTHOR_EMAIL", "ann@example.org",
    "GIT_COMMITTER_NAME", "Ann Lee", "GIT_COMMITTER_EMAIL", "ann@example.org",
    "GIT_AUTHOR_DATE", author, "GIT_COMMITTER_DATE", committer, "GIT_DIR", f->path,
  };
  for (guint i = 0; i < G_N_ELEMENTS (environment); i += 2)
    g_subprocess_launcher_setenv (launcher, environment[i], environment[i + 1], TRUE);
  g_autoptr(GSubprocess) child = g_subprocess_launcher_spawnv (
    launcher, (const char *const *) words, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, out, NULL, &error));
  g_assert_true (g_subprocess_get_successful (child));
}

void
verification_commit (Verification *f, const VerificationCommit *made)
{
  g_autofree char *other = g_build_filename (f->folder, "other-key", NULL);
  if (made->other_key && !g_file_test (other, G_FILE_TEST_EXISTS))
    {
      g_autoptr(SshKey) key = ssh_key_generate ();
      g_assert_true (ssh_key_save (key, other, NULL));
    }
  g_autofree char *key = g_strdup_printf ("user.signingkey=%s%s",
                                          made->other_key ? f->folder : f->path,
                                          made->other_key ? "/other-key" : "/signing/key");
  const char *words[24] = { "git", "-c", "gpg.format=ssh", "-c", key, "commit-tree",
                            or_else (made->tree, "main^{tree}"), "-m",
                            or_else (made->message, VERIFICATION_MESSAGE), "-p", "main" };
  guint n = 11;
  if (!made->not_signed)
    words[n++] = "-S";
  if (made->parent_too != NULL)
    {
      words[n++] = "-p";
      words[n++] = made->parent_too;
    }
  g_autofree char *id = NULL, *nothing = NULL;
  run_git (f, made, (GStrv) words, &id);
  const char *move[] = { "git", "update-ref", "refs/heads/main", g_strchomp (id), NULL };
  run_git (f, made, (GStrv) move, &nothing);
}

void
verification_try_commits (Verification *f, const VerificationCommit *rows, guint n)
{
  gsize length;
  g_autofree char *ref = verification_load (f->path, "refs/heads/main", &length);
  for (guint i = 0; i < n; i++)
    {
      verification_commit (f, &rows[i]);
      assert_found (f->path, rows[i].rule, NULL, "commit ");
      verification_save (f->path, "refs/heads/main", ref, length);
    }
}
