/* Verifying: a whole record passes however git has packed it; one changed bit
 * anywhere is told, with its file. */

#include "lib/verify/verify.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "tests/record.h"

#define FLIPS_A_FILE 20

typedef struct {
  char *folder, *path;
} Fixture;

/* Loose objects, a pack of a group, and drafts. */
static void
set_up (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  f->folder = record_folder ();
  f->path = g_build_filename (f->folder, "record", NULL);
  g_autoptr(Store) store = record_make (f->path);
  g_free (record_append (store, RECORD_TIME, "returns/annual/2025-26/12/P00412/statement.csv",
                         "line,total\nfee_income,1.00\n"));
  RecordFile files[] = { { "register/a.csv", "1\n" }, { "register/b.csv", "2\n" } };
  Actor a = record_actor (RECORD_TIME + 5), actors[] = { a, a };
  EventFunc funcs[] = { record_event, record_event };
  gpointer rows[] = { &files[0], &files[1] };
  g_assert_true (store_append_many (store, actors, funcs, rows, 2, NULL, NULL));
  g_autoptr(GHashTable) draft = record_files ("statement.csv", "line,total\n");
  g_assert_true (store_change_draft (store, "annual/2025-26/P00412", NULL, &a, "one", draft, NULL, NULL));
  g_assert_true (store_change_draft (store, "annual/2025-26/P00412", NULL, &a, "two", draft, NULL, NULL));
}

static void
tear_down (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_free (f->path);
  record_folder_remove (f->folder);
}

/* The signers of the fixed key, as one has them who kept them elsewhere. */
static Signers *
trusted (void)
{
  g_autoptr(SshKey) key = ssh_key_parse (test_key_text, NULL);
  g_autofree char *text = ssh_key_allowed_signers (key);
  return signers_parse (text, NULL);
}

static Findings *
verify_by (const char *path, const Signers *signers, VerifyCounts *counts)
{
  g_autoptr(GError) error = NULL;
  Findings *findings = findings_new ();
  g_assert_true (store_verify (path, signers, findings, counts, &error));
  g_assert_no_error (error);
  return findings;
}

static Findings *
verify (const char *path, VerifyCounts *counts)
{
  g_autoptr(Signers) signers = trusted ();
  return verify_by (path, signers, counts);
}

static void
assert_whole (const char *path)
{
  g_autoptr(Findings) findings = verify (path, NULL);
  for (guint i = 0; i < findings_length (findings); i++)
    g_test_message ("%s: %s", findings_index (findings, i)->file,
                    findings_index (findings, i)->message);
  g_assert_cmpuint (findings_length (findings), ==, 0);
}

/* There is a hard finding RULE at FILE (NULL: at any) whose message has PART. */
static void
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

static void
assert_found (const char *path, const char *rule, const char *file, const char *part)
{
  g_autoptr(Findings) findings = verify (path, NULL);
  assert_among (findings, rule, file, part);
}

static char *
load (const char *path, const char *file, gsize *length)
{
  g_autofree char *full = g_build_filename (path, file, NULL);
  char *text;
  g_assert_true (g_file_get_contents (full, &text, length, NULL));
  return text;
}

/* In place, so that the file keeps its mode. */
static void
save (const char *path, const char *file, const char *text, gsize length)
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

static void
create (const char *path, const char *file)
{
  g_autofree char *full = g_build_filename (path, file, NULL);
  g_autofree char *parent = g_path_get_dirname (full);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
  g_assert_true (g_file_set_contents (full, "x\n", -1, NULL));
}

static gboolean
names (const Findings *findings, const char *file)
{
  for (guint i = 0; i < findings_length (findings); i++)
    if (strcmp (findings_index (findings, i)->file, file) == 0)
      return TRUE;
  return FALSE;
}

/* A list of packs that names one which is not there may be only old. */
static gboolean
counts (const Findings *findings, const char *file)
{
  return findings_count (findings, SEVERITY_HARD) > 0
         || (strcmp (file, "objects/info/packs") == 0
             && findings_count (findings, SEVERITY_SOFT) > 0);
}

static void
flip (const char *path, const char *file, gsize bit, char *text, gsize length)
{
  text[bit / 8] = (char) (text[bit / 8] ^ (1 << (bit % 8)));
  save (path, file, text, length);
  g_autoptr(Findings) findings = verify (path, NULL);
  if (!counts (findings, file) || !names (findings, file))
    g_error ("bit %" G_GSIZE_FORMAT " of %s went unnoticed", bit, file);
  text[bit / 8] = (char) (text[bit / 8] ^ (1 << (bit % 8)));
}

/* Positions that look random and are the same each time. */
static void
flip_everywhere (const char *path)
{
  g_auto(GStrv) files = record_list_files (path);
  guint32 state = 2463534242u;
  for (guint i = 0; files[i] != NULL; i++)
    {
      gsize length;
      g_autofree char *text = load (path, files[i], &length);
      if (length == 0)
        continue;     /* the file that writers lock */
      for (guint n = 0; n < FLIPS_A_FILE; n++)
        {
          state ^= state << 13;
          state ^= state >> 17;
          state ^= state << 5;
          flip (path, files[i], state % (length * 8), text, length);
        }
      flip (path, files[i], 0, text, length);
      flip (path, files[i], length * 8 - 1, text, length);
      save (path, files[i], text, length);
    }
  assert_whole (path);
}

static void
test_whole (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  VerifyCounts counts;
  findings_free (verify (f->path, &counts));
  assert_whole (f->path);
  g_assert_cmpuint (counts.commits, ==, 6);
  g_assert_cmpuint (counts.drafts, ==, 1);
  g_autofree char *objects = NULL;
  record_git (f->path, &objects, "cat-file", "--batch-all-objects", "--batch-check", NULL);
  g_auto(GStrv) lines = g_strsplit (g_strchomp (objects), "\n", -1);
  g_assert_cmpuint (counts.objects, ==, g_strv_length (lines));
}

static void
test_flips (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  flip_everywhere (f->path);
}

/* With everything stock git may add: packed references, an index of commits,
 * a bitmap, a reverse index, an index of several packs. */
static void
repack (const char *path)
{
  g_assert_cmpint (record_git (path, NULL, "-c", "pack.writeReverseIndex=true", "gc", "--quiet",
                               NULL), ==, 0);
  g_autoptr(Store) store = store_open (path, NULL);
  g_free (record_append (store, RECORD_TIME + 9, "establishments/z.csv", "z\n"));
  g_assert_cmpint (record_git (path, NULL, "-c", "pack.writeReverseIndex=true", "repack", "-q",
                               NULL), ==, 0);
  g_assert_cmpint (record_git (path, NULL, "multi-pack-index", "write", NULL), ==, 0);
}

static void
test_repacked (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  repack (f->path);
  g_auto(GStrv) files = record_list_files (f->path);
  g_assert_true (g_strv_contains ((const char *const *) files, "packed-refs"));
  g_assert_true (g_strv_contains ((const char *const *) files, "objects/info/commit-graph"));
  g_assert_true (g_strv_contains ((const char *const *) files, "objects/pack/multi-pack-index"));
  assert_whole (f->path);
  flip_everywhere (f->path);
}

static void
test_deltas (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(Store) store = store_open (f->path, NULL);
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      for (guint row = 0; row < 200; row++)
        g_string_append_printf (text, "%u,%u\n", row, row == i ? 7 : row * row);
      g_free (record_append (store, RECORD_TIME + 9, "establishments/z.csv", text->str));
    }
  g_assert_cmpint (record_git (f->path, NULL, "gc", "--quiet", "--aggressive", NULL), ==, 0);
  assert_whole (f->path);
}

static void
test_every_bit_of_refs (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const files[] = { "HEAD", "refs/heads/main" };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      gsize length;
      g_autofree char *text = load (f->path, files[i], &length);
      for (gsize bit = 0; bit < length * 8; bit++)
        flip (f->path, files[i], bit, text, length);
      save (f->path, files[i], text, length);
    }
}

static void
replace (const char *path, const char *file, const char *from, const char *to)
{
  g_autofree char *text = load (path, file, NULL);
  g_autoptr(GString) changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, from, to, 0), >, 0);
  save (path, file, changed->str, changed->len);
}

static void
test_texts (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const struct {
    const char *file, *from, *to, *rule;
  } rows[] = {
    { "HEAD", "main", "mail", "RECORD-HEAD" },
    { "config", "bare = true", "bare = True", "RECORD-CONFIG" },
    { "config", "[receive]", "[core]\n\tpager = x\n[receive]", "RECORD-CONFIG" },
    { "signing/allowed_signers", "record@", "recorD@", "RECORD-SIGNERS" },
    { "signing/allowed_signers", "namespaces=\"git,", "namespaces=\"", "RECORD-SIGNERS" },
    { "signing/allowed_signers", "\n", "\n\n", "RECORD-SIGNERS" },
    { "signing/key", "PRIVATE KEY-----\n", "PRIVATE KEY----- \n", "RECORD-KEY" },
    { "refs/heads/main", "\n", "", "RECORD-REF" },
    { "refs/heads/main", "\n", " \n", "RECORD-REF" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize length;
      g_autofree char *before = load (f->path, rows[i].file, &length);
      replace (f->path, rows[i].file, rows[i].from, rows[i].to);
      assert_found (f->path, rows[i].rule, rows[i].file, "");
      save (f->path, rows[i].file, before, length);
    }
  gsize length;
  g_autofree char *ref = load (f->path, "refs/heads/main", &length);
  g_autofree char *upper = g_ascii_strup (ref, (gssize) length);
  save (f->path, "refs/heads/main", upper, length);
  assert_found (f->path, "RECORD-REF", "refs/heads/main", "not as git writes it");
}

/* The comment of the key says nothing and is still part of the record. */
static void
test_key_comment (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  save (f->path, "signing/key", test_key_text, strlen (test_key_text));
  assert_found (f->path, "RECORD-KEY", "signing/key", "is not as it was written");
}

static void
test_key_mode (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *key = g_build_filename (f->path, "signing/key", NULL);
  g_chmod (key, 0640);
  assert_found (f->path, "RECORD-KEY", "signing/key", "by others than its owner");
}

static void
test_other_signers (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(SshKey) other = ssh_key_generate ();
  g_autofree char *line = ssh_key_allowed_signers (other);
  save (f->path, "signing/allowed_signers", line, strlen (line));
  g_autoptr(Findings) own = verify_by (f->path, NULL, NULL);
  assert_among (own, "RECORD-SIGNERS", "signing/allowed_signers", "does not name the key");
  assert_among (own, "RECORD-SIGNERS", "signing/allowed_signers", "no key that signed");
  assert_among (own, "RECORD-SIGNATURE", NULL, "not among the signers");
  assert_found (f->path, "RECORD-SIGNERS", "signing/allowed_signers", "not among those you trust");
}

static void
test_foreign_files (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const files[] = {
    "hooks/post-update", "objects/info/alternates", "description", "commondir", "refs/heads/other",
    "refs/drafts/a/b", "refs/drafts/a/b/c/d", "refs/tags/v1", "refs/replace/x", "signing/key2",
    "objects/ab/cdef", "objects/AB/12345678901234567890123456789012345678", "shallow", ".config",
    "objects/pack/pack-x.pack",
  };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *full = g_build_filename (f->path, files[i], NULL);
      create (f->path, files[i]);
      assert_found (f->path, "RECORD-FILE", files[i], "is no part of a record");
      g_autofree char *folder = g_path_get_dirname (full);
      g_remove (full);
      g_rmdir (folder);      /* where this file was all it held */
    }
  assert_whole (f->path);
  g_autofree char *link = g_build_filename (f->path, "refs/heads/link", NULL);
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  assert_found (f->path, "RECORD-FILE", "refs/heads/link", "neither a file nor a folder");
}

/* Objects that are kept elsewhere are not of the record, whole as they are. */
static void
test_objects_elsewhere (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *objects = g_build_filename (f->path, "objects", NULL);
  g_autofree char *elsewhere = g_build_filename (f->folder, "elsewhere", NULL);
  g_assert_cmpint (g_rename (objects, elsewhere), ==, 0);
  g_assert_cmpint (symlink (elsewhere, objects), ==, 0);
  assert_found (f->path, "RECORD-FILE", "objects", "neither a file nor a folder");
  g_autoptr(Store) store = store_open (f->path, &error);
  g_assert_null (store);
  g_assert_nonnull (strstr (error->message, "is neither a file nor a folder"));
}

static void
test_leftovers (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  create (f->path, "refs/heads/main.lock");
  create (f->path, "refs/drafts/annual/2025-26/P00412.lock");
  create (f->path, "objects/tmp_object_git2_a1B2c3");
  g_autoptr(Findings) findings = verify (f->path, NULL);
  g_assert_cmpuint (findings_count (findings, SEVERITY_SOFT), ==, 3);
  g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), ==, 0);
}

static void
test_no_key (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *key = g_build_filename (f->path, "signing/key", NULL);
  g_remove (key);
  g_autoptr(Findings) findings = verify (f->path, NULL);
  g_assert_cmpuint (findings_count (findings, SEVERITY_NOTE), ==, 1);
  g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), ==, 0);
}

static void
test_needed_files (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const files[] = { "HEAD", "config", "signing/allowed_signers",
                                       "refs/heads/main" };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *full = g_build_filename (f->path, files[i], NULL);
      gsize length;
      g_autofree char *text = load (f->path, files[i], &length);
      g_remove (full);
      g_autoptr(Findings) findings = verify (f->path, NULL);
      g_assert_true (names (findings, files[i]));
      g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), >, 0);
      g_assert_true (g_file_set_contents (full, text, (gssize) length, NULL));
    }
}

/* objects/ab/cdef... of what REVISION names. */
static char *
object_file (const char *path, const char *revision)
{
  g_autofree char *id = NULL;
  g_assert_cmpint (record_git (path, &id, "rev-parse", revision, NULL), ==, 0);
  g_strchomp (id);
  return g_strdup_printf ("objects/%.2s/%s", id, id + 2);
}

#define STATEMENT "main:returns/annual/2025-26/12/P00412/statement.csv"

static void
test_says_where (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *file = object_file (f->path, STATEMENT);
  g_autofree char *id = NULL, *full = g_build_filename (f->path, file, NULL);
  record_git (f->path, &id, "rev-parse", "main~2", NULL);
  g_autofree char *place = g_strdup_printf ("'returns/annual/2025-26/12/P00412/statement.csv' of "
                                            "commit %s", g_strchomp (id));
  gsize length;
  g_autofree char *text = load (f->path, file, &length);
  text[length / 2] = (char) (text[length / 2] ^ 1);
  save (f->path, file, text, length);
  assert_found (f->path, "RECORD-OBJECT", file, place);
  g_remove (full);
  assert_found (f->path, "RECORD-MISSING", file, place);
}

static void
test_exchanged (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *one = object_file (f->path, STATEMENT);
  g_autofree char *two = object_file (f->path, "main:register/persons.csv");
  gsize length;
  g_autofree char *text = load (f->path, two, &length);
  save (f->path, one, text, length);
  assert_found (f->path, "RECORD-OBJECT", one, "its content is not what its name says");
}

static void
test_missing_commit (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *file = object_file (f->path, "main~3");
  g_autofree char *full = g_build_filename (f->path, file, NULL);
  g_remove (full);
  assert_found (f->path, "RECORD-MISSING", file, "the commit before");
}

static void
test_damaged_pack (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  repack (f->path);
  g_assert_cmpint (record_git (f->path, NULL, "prune-packed", NULL), ==, 0);
  g_auto(GStrv) files = record_list_files (f->path);
  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *full = g_build_filename (f->path, files[i], NULL);
      gsize length;
      if (!g_str_has_prefix (files[i], "objects/pack/pack-"))
        continue;
      g_autofree char *text = load (f->path, files[i], &length);
      save (f->path, files[i], text, length - 1);
      assert_found (f->path, "RECORD-PACK", files[i], "");
      save (f->path, files[i], text, length);
      if (!g_str_has_suffix (files[i], ".pack"))
        continue;
      g_remove (full);
      assert_found (f->path, "RECORD-MISSING", NULL, "");
      g_assert_true (g_file_set_contents (full, text, (gssize) length, NULL));
    }
}

/* A flipped bit in a pack is told with the object and the file it is. */
static void
test_pack_says_where (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_assert_cmpint (record_git (f->path, NULL, "gc", "--quiet", NULL), ==, 0);
  g_auto(GStrv) files = record_list_files (f->path);
  guint i = 0;
  while (!g_str_has_suffix (files[i], ".pack"))
    i++;
  g_autofree char *id = NULL, *places = NULL;
  record_git (f->path, &id, "rev-parse", STATEMENT, NULL);
  g_autofree char *index = g_build_filename (f->path, files[i], NULL);
  record_git (f->path, &places, "verify-pack", "-v", index, NULL);
  /* "ID blob size size-in-pack offset" */
  const char *row = strstr (places, g_strchomp (id));
  g_auto(GStrv) words = g_regex_split_simple ("\\s+", row, 0, 0);
  gsize length;
  g_autofree char *text = load (f->path, files[i], &length);
  guint64 at = g_ascii_strtoull (words[4], NULL, 10) + g_ascii_strtoull (words[3], NULL, 10) - 1;
  text[at] = (char) (text[at] ^ 16);
  save (f->path, files[i], text, length);
  assert_found (f->path, "RECORD-PACK", files[i], "its checksum does not match");
  assert_found (f->path, "RECORD-OBJECT", files[i],
                "'returns/annual/2025-26/12/P00412/statement.csv' of commit");
}

/* Makes a commit with stock git: TREE on PARENTS, signed with KEY, and moves
 * main there. */
typedef struct {
  const char *name, *tree, *time, *committed, *zone, *message, *rule;
  const char *parent_too;
  gboolean other_key, unsigned_too;
} Made;

static void
run_git (const char *folder, const char *path, const Made *made, GStrv words, char **out)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *author = g_strdup_printf ("%s %s", made->time, made->zone);
  g_autofree char *committer = g_strdup_printf ("%s %s", made->committed, made->zone);
  const char *const environment[] = {
    "GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1", "HOME", folder,
    "GIT_AUTHOR_NAME", made->name, "GIT_AUTHOR_EMAIL", "ann@example.org",
    "GIT_COMMITTER_NAME", "Ann Lee", "GIT_COMMITTER_EMAIL", "ann@example.org",
    "GIT_AUTHOR_DATE", author, "GIT_COMMITTER_DATE", committer, "GIT_DIR", path,
  };
  for (guint i = 0; i < G_N_ELEMENTS (environment); i += 2)
    g_subprocess_launcher_setenv (launcher, environment[i], environment[i + 1], TRUE);
  g_autoptr(GSubprocess) child = g_subprocess_launcher_spawnv (
    launcher, (const char *const *) words, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, out, NULL, &error));
  g_assert_true (g_subprocess_get_successful (child));
}

static void
make_commit (Fixture *f, const Made *made)
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
  const char *words[24] = { "git", "-c", "gpg.format=ssh", "-c", key, "commit-tree", made->tree,
                            "-m", made->message, "-p", "main" };
  guint n = 11;
  if (!made->unsigned_too)
    words[n++] = "-S";
  if (made->parent_too != NULL)
    {
      words[n++] = "-p";
      words[n++] = made->parent_too;
    }
  g_autofree char *id = NULL, *nothing = NULL;
  run_git (f->folder, f->path, made, (GStrv) words, &id);
  const char *move[] = { "git", "update-ref", "refs/heads/main", g_strchomp (id), NULL };
  run_git (f->folder, f->path, made, (GStrv) move, &nothing);
}

#define LATER "1775000100"
#define FOR_PRACTICE "\nRecord: PRACTICE"
#define MESSAGE \
  "filed\n\nEvent: filed\nReturn: annual\nPeriod: 2025-26\nPerson: P00412\nVersion: 1" FOR_PRACTICE

static void
test_stock_commit_passes (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  Made made = { "Ann Lee", "main^{tree}", LATER, LATER, "+0000", MESSAGE, NULL, NULL, FALSE, FALSE };
  make_commit (f, &made);
  assert_whole (f->path);
}

static void
test_odd_commits (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const Made rows[] = {
    { "Ann Lee", "main^{tree}", LATER, LATER, "+0000", MESSAGE, "RECORD-COMMIT", NULL, FALSE, TRUE },
    { "Ann Lee", "main^{tree}", LATER, LATER, "+0000", MESSAGE, "RECORD-SIGNATURE", NULL, TRUE,
      FALSE },
    { "Ann Lee", "main^{tree}", LATER, LATER, "+0000", MESSAGE, "RECORD-COMMIT", "main~1", FALSE,
      FALSE },
    { "Ann Lee", "main^{tree}", LATER, LATER, "+0100", MESSAGE, "RECORD-COMMIT", NULL, FALSE, FALSE },
    { "Bob Day", "main^{tree}", LATER, LATER, "+0000", MESSAGE, "RECORD-COMMIT", NULL, FALSE, FALSE },
    { "Ann Lee", "main^{tree}", LATER, "1775000099", "+0000", MESSAGE, "RECORD-COMMIT", NULL, FALSE,
      FALSE },
    { "Ann Lee", "main^{tree}", "1774999999", "1774999999", "+0000", MESSAGE, "RECORD-TIME", NULL,
      FALSE, FALSE },
    { "Ann Lee", "main^{tree}", LATER, LATER, "+0000", "filed", "RECORD-EVENT", NULL, FALSE, FALSE },
    { "Ann Lee", "main^{tree}", LATER, LATER, "+0000", "init\n\nEvent: init" FOR_PRACTICE, "RECORD-EVENT", NULL,
      FALSE, FALSE },
  };
  gsize length;
  g_autofree char *ref = load (f->path, "refs/heads/main", &length);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      make_commit (f, &rows[i]);
      assert_found (f->path, rows[i].rule, NULL, "commit ");
      save (f->path, "refs/heads/main", ref, length);
    }
}

/* A commit of no bytes, that main leads to: only in a pack has it no head either. */
static void
test_empty_commit (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const guint8 start[] = { 'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0, 1,
                                  0x10, 0x78, 0x9c, 3, 0, 0, 0, 0, 1 };
  static const char ref[] = "dcf5b16e76cce7425d0beaef62d79a7d10fce1f5\n";
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 pack[sizeof start + 20];
  gsize length = 20;
  memcpy (pack, start, sizeof start);
  g_checksum_update (sum, start, sizeof start);
  g_checksum_get_digest (sum, pack + sizeof start, &length);
  g_autofree char *name = g_strdup_printf ("objects/pack/pack-%040d.pack", 0);
  g_autofree char *full = g_build_filename (f->path, name, NULL);
  g_assert_true (g_file_set_contents (full, (const char *) pack, sizeof pack, NULL));
  g_assert_cmpint (record_git (f->path, NULL, "index-pack", name, NULL), ==, 0);
  save (f->path, "refs/heads/main", ref, strlen (ref));
  assert_found (f->path, "RECORD-COMMIT", name, "commit dcf5b16e76cce7425d0beaef62d79a7d10fce1f5 does not have the form");
}

/* Trees that git itself would take: an executable file, a link, a file whose
 * name no path of a record has. */
static void
test_odd_trees (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const entries[][2] = {
    { "100755", "run" }, { "120000", "link" }, { "160000", "module" }, { "100644", ".hidden" },
    { "100644", "a:b" },
  };
  gsize length;
  g_autofree char *ref = load (f->path, "refs/heads/main", &length), *id = NULL;
  record_git (f->path, &id, "rev-parse", STATEMENT, NULL);
  g_strchomp (id);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      Made made = { "Ann Lee", NULL, LATER, LATER, "+0000", MESSAGE, NULL, NULL, FALSE, FALSE };
      g_autofree char *info = g_strdup_printf ("%s,%s,%s", entries[i][0], id, entries[i][1]);
      const char *add[] = { "git", "update-index", "--add", "--cacheinfo", info, NULL };
      const char *write[] = { "git", "write-tree", NULL };
      g_autofree char *nothing = NULL, *tree = NULL, *index = g_build_filename (f->path, "index", NULL);
      run_git (f->folder, f->path, &made, (GStrv) add, &nothing);
      run_git (f->folder, f->path, &made, (GStrv) write, &tree);
      g_remove (index);
      made.tree = g_strchomp (tree);
      make_commit (f, &made);
      assert_found (f->path, "RECORD-TREE", NULL, "is not a folder as records have them");
      save (f->path, "refs/heads/main", ref, length);
    }
}

static void
test_draft_of_another (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *from = g_build_filename (f->path, "refs/drafts/annual/2025-26/P00412", NULL);
  g_autofree char *to = g_build_filename (f->path, "refs/drafts/annual/2025-26/P00413", NULL);
  g_assert_cmpint (g_rename (from, to), ==, 0);
  assert_found (f->path, "RECORD-REF", "refs/drafts/annual/2025-26/P00413",
                "which belongs to 'refs/drafts/annual/2025-26/P00412'");
}

static void
test_not_there (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Findings) findings = findings_new ();
  g_autofree char *path = g_build_filename (f->folder, "none", NULL);
  g_assert_false (store_verify (path, NULL, findings, NULL, &error));
  g_assert_nonnull (strstr (error->message, path));
  g_assert_cmpuint (findings_length (findings), ==, 0);
}

/* No file can be opened: the world failed, and nothing is said of the record. */
static void
test_no_files (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Findings) findings = findings_new ();
  struct rlimit before;
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &before), ==, 0);
  const struct rlimit none = { 3, before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &none), ==, 0);
  gboolean done = store_verify (f->path, NULL, findings, NULL, &error);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);
  g_assert_false (done);
  g_assert_cmpint (error_kind (error), ==, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, "oo many open files"));
  g_assert_cmpuint (findings_length (findings), ==, 0);
}

/* Signers that came along are told from signers one has. */
static void
test_trust (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(Findings) own = verify_by (f->path, NULL, NULL);
  g_assert_cmpuint (findings_length (own), ==, 1);
  g_assert_cmpstr (findings_index (own, 0)->rule, ==, "RECORD-SIGNERS");
  g_assert_cmpint (findings_index (own, 0)->severity, ==, SEVERITY_NOTE);
  g_autoptr(SshKey) other = ssh_key_generate ();
  g_autofree char *line = ssh_key_allowed_signers (other);
  g_autoptr(Signers) strangers = signers_parse (line, NULL);
  g_autoptr(Findings) findings = verify_by (f->path, strangers, NULL);
  assert_among (findings, "RECORD-SIGNATURE", NULL, "not among the signers");
  assert_among (findings, "RECORD-SIGNERS", "signing/allowed_signers", "not among those you trust");
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/verify/a-whole-record-has-no-findings", test_whole);
  add ("/verify/a-flipped-bit-in-any-file-is-told-with-the-file", test_flips);
  add ("/verify/a-record-repacked-by-git-passes-and-its-flipped-bits-are-told", test_repacked);
  add ("/verify/follows-long-chains-of-changes-in-a-pack", test_deltas);
  add ("/verify/every-bit-of-head-and-main-counts", test_every_bit_of_refs);
  add ("/verify/texts-have-one-form", test_texts);
  add ("/verify/the-comment-of-the-key-counts", test_key_comment);
  add ("/verify/the-key-is-its-owners-alone", test_key_mode);
  add ("/verify/other-signers-are-told", test_other_signers);
  add ("/verify/files-that-are-no-part-of-a-record-are-told", test_foreign_files);
  add ("/verify/objects-that-are-kept-elsewhere-are-told", test_objects_elsewhere);
  add ("/verify/what-an-interrupted-write-left-is-no-damage", test_leftovers);
  add ("/verify/a-copy-without-the-key-is-whole", test_no_key);
  add ("/verify/files-every-record-has-are-missed", test_needed_files);
  add ("/verify/a-damaged-file-is-told-with-its-path-and-commit", test_says_where);
  add ("/verify/exchanged-objects-are-told", test_exchanged);
  add ("/verify/a-missing-commit-is-told", test_missing_commit);
  add ("/verify/a-pack-cut-short-or-missing-is-told", test_damaged_pack);
  add ("/verify/a-damaged-object-of-a-pack-is-told-with-its-path", test_pack_says_where);
  add ("/verify/a-commit-of-stock-git-in-our-form-passes", test_stock_commit_passes);
  add ("/verify/commits-that-are-no-events-are-told", test_odd_commits);
  add ("/verify/a-commit-of-no-bytes-is-told", test_empty_commit);
  add ("/verify/folders-with-anything-but-plain-files-are-told", test_odd_trees);
  add ("/verify/a-draft-under-another-name-is-told", test_draft_of_another);
  add ("/verify/a-record-that-is-not-there-is-a-fault", test_not_there);
  add ("/verify/too-many-open-files-is-a-fault", test_no_files);
  add ("/verify/signers-that-came-along-are-said-to-have", test_trust);
  return g_test_run ();
}
