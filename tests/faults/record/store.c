/* The record when the world fails: no space, no permission, a writer that is
 * killed. Each time: one line that says what failed, and a record that is as
 * it was before. */

#define _GNU_SOURCE
#include "lib/base/error.h"
#include "lib/record/store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/verify/verify.h"
#include "tests/open_record.h"

#define BLOCK 4096
#define NOBODY 65534
#define KILLS 25

/* What a child process found: exit codes of the checks below. */
enum { AS_IT_WAS = 0, APPENDED = 10, WRONG = 20 };

static void
assert_undamaged (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Findings) findings = findings_new ();
  g_assert_true (store_verify (path, NULL, findings, NULL, &error));
  for (guint i = 0; i < findings_length (findings); i++)
    g_test_message ("%s: %s", findings_index (findings, i)->file,
                    findings_index (findings, i)->message);
  g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), ==, 0);
}

/* No lock, and no temporary file. */
static void
assert_no_leftovers (const char *path)
{
  g_auto(GStrv) files = record_list_files (path);
  for (guint i = 0; files[i] != NULL; i++)
    {
      g_assert_false (g_str_has_suffix (files[i], ".lock"));
      g_assert_null (strstr (files[i], "tmp_"));
    }
}

static char *
head_of (const char *path)
{
  g_autofree char *file = g_build_filename (path, "refs/heads/main", NULL);
  char *text = NULL;
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  return text;
}

/* Lines of 20 bytes that hardly compress; a longer noise begins as a shorter one. */
static char *
noise (gsize length)
{
  char *text = g_malloc0 (length + 1);
  guint32 state = 88172645u;
  for (gsize i = 0; i < length; i++)
    {
      state ^= state << 13;
      state ^= state >> 17;
      state ^= state << 5;
      text[i] = i % 20 == 19 ? '\n' : (char) (33 + state % 90);
    }
  return text;
}

/* Tries one event, or a group of three, of SIZE bytes each. A failure has to be
 * a fault in one line. */
static int
try_append (const char *path, gsize size, gboolean group)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = noise (size);
  RecordFile files[] = { { "register/1.csv", text },
                         { "establishments/2.csv", text + 1 },
                         { "returns/annual/2025-26/12/P00412/3.csv", text + 2 } };
  Actor a = record_actor (RECORD_TIME), actors[] = { a, a, a };
  EventFunc funcs[] = { record_event, record_event, record_event };
  gpointer rows[] = { &files[0], &files[1], &files[2] };
  g_autoptr(Store) store = store_open (path, &error);
  if (store == NULL)
    return WRONG;
  if (store_append_many (store, actors, funcs, rows, group ? 3 : 1, NULL, &error))
    return APPENDED;
  gboolean plain = strchr (error->message, '\n') == NULL && *error->message != '\0';
  return plain && !g_error_matches (error, CARE_ERROR, ERROR_REFUSED) ? AS_IT_WAS : WRONG;
}

/* Never -1, which would be every process there is to kill() and waitpid(). */
static pid_t
fork_child (void)
{
  pid_t child = fork ();
  g_assert_cmpint (child, >=, 0);
  return child;
}

/* Runs FUNC in a process of its own; its exit code. */
static int
in_child (int (*func) (const char *path, gsize number, gboolean flag), const char *path,
          gsize number, gboolean flag)
{
  pid_t child = fork_child ();
  if (child == 0)
    _exit (func (path, number, flag));
  int status;
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

/* No file may grow past LIMIT, as on a disk with a quota. */
static int
append_limited (const char *path, gsize limit, gboolean group)
{
  struct rlimit bound = { limit, limit };
  signal (SIGXFSZ, SIG_IGN);
  if (setrlimit (RLIMIT_FSIZE, &bound) != 0)
    return WRONG;
  return try_append (path, 20000, group);
}

static void
test_file_limit (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  static const gsize limits[] = { 0, 1, 40, 150, 4096, 15000 };
  g_autofree char *before = head_of (f->path);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    for (int group = 0; group <= 1; group++)
      {
        g_test_message ("limit %" G_GSIZE_FORMAT ", group %d", limits[i], group);
        g_assert_cmpint (in_child (append_limited, f->path, limits[i], group), ==, AS_IT_WAS);
        g_autofree char *after = head_of (f->path);
        g_assert_cmpstr (before, ==, after);
        assert_undamaged (f->path);
      }
  g_assert_cmpint (record_git (f->path, NULL, "fsck", "--strict", NULL), ==, 0);
  g_assert_cmpint (try_append (f->path, 20000, FALSE), ==, APPENDED);
}

static int
init_limited (const char *path, gsize limit, G_GNUC_UNUSED gboolean flag)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SshKey) key = ssh_key_generate ();
  g_autofree char *text = noise (20000);
  g_autoptr(GHashTable) files = record_files ("register/a.csv", text);
  Actor actor = record_actor (RECORD_TIME);
  struct rlimit bound = { limit, limit };
  signal (SIGXFSZ, SIG_IGN);
  if (setrlimit (RLIMIT_FSIZE, &bound) != 0)
    return WRONG;
  g_autoptr(Store) store = store_init (path, RECORD_PRACTICE, key, &actor, files, &error);
  if (store != NULL)
    return APPENDED;
  return strchr (error->message, '\n') == NULL ? AS_IT_WAS : WRONG;
}

static void
test_init_limit (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  static const gsize limits[] = { 0, 20, 60, 200, 450, 4096, 15000 };
  g_autofree char *path = g_build_filename (f->folder, "new", NULL);
  g_auto(GStrv) before = record_list_files (f->folder);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_assert_cmpint (in_child (init_limited, path, limits[i], FALSE), ==, AS_IT_WAS);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      g_auto(GStrv) after = record_list_files (f->folder);
      g_assert_true (g_strv_equal ((const char *const *) before, (const char *const *) after));
    }
  g_assert_cmpint (in_child (init_limited, path, 1 << 20, FALSE), ==, APPENDED);
}

/* A small disk that only this process sees, and that goes with it. */
static gboolean
mount_small_disk (const char *place)
{
  return unshare (CLONE_NEWNS) == 0 && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
         && mount ("tmpfs", place, "tmpfs", 0, "size=400k") == 0;
}

/* So many blocks are left that each write of an event in turn is the one that
 * does not fit. */
static void
test_full_disk (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *disk = g_build_filename (f->folder, "disk", NULL);
  g_autofree char *path = g_build_filename (disk, "record", NULL);
  g_autofree char *filler = g_build_filename (disk, "filler", NULL);
  g_assert_cmpint (g_mkdir (disk, 0755), ==, 0);
  if (!mount_small_disk (disk))
    {
      g_autofree char *reason = g_strdup_printf ("cannot mount a small disk: %s", g_strerror (errno));
      g_test_skip (reason);
      return;
    }
  guint refused = 0, appended = 0;
  store_free (record_make (path));
  for (gsize left = 0; left <= 16; left++)
    {
      g_autofree char *before = head_of (path);
      FILE *stream = g_fopen (filler, "w");
      if (stream == NULL)
        g_error ("cannot write '%s'", filler);
      setvbuf (stream, NULL, _IONBF, 0);
      g_autofree char *block = g_malloc0 (BLOCK);
      while (fwrite (block, BLOCK, 1, stream) == 1)
        ;
      g_assert_cmpint (fflush (stream), ==, 0);
      g_assert_cmpint (ftruncate (fileno (stream), MAX (0, ftell (stream) - (long) (left * BLOCK))),
                       ==, 0);
      fclose (stream);
      int result = in_child (try_append, path, 5000 + left * 20, left % 2 == 1);
      g_assert_true (result == APPENDED || result == AS_IT_WAS);
      appended += result == APPENDED;
      refused += result == AS_IT_WAS;
      g_autofree char *after = head_of (path);
      g_assert_cmpint (strcmp (before, after) == 0, ==, result == AS_IT_WAS);
      g_remove (filler);
      assert_undamaged (path);
    }
  g_assert_cmpint (record_git (path, NULL, "fsck", "--strict", NULL), ==, 0);
  g_assert_cmpint (umount (disk), ==, 0);
  g_assert_cmpuint (refused, >, 0);
  g_assert_cmpuint (appended, >, 0);
}

static int
append_unprivileged (const char *path, gsize size, gboolean group)
{
  if (geteuid () == 0 && setuid (NOBODY) != 0)
    return WRONG;
  return try_append (path, size, group);
}

static int
read_unprivileged (const char *path, G_GNUC_UNUSED gsize number, G_GNUC_UNUSED gboolean flag)
{
  if (geteuid () == 0 && setuid (NOBODY) != 0)
    return WRONG;
  g_autoptr(Store) store = store_open (path, NULL);
  g_autoptr(Snapshot) snapshot = store == NULL ? NULL : store_snapshot (store, NULL, NULL);
  g_autoptr(GBytes) bytes = NULL;
  gboolean read = snapshot != NULL && snapshot_read (snapshot, "register/persons.csv", &bytes, NULL);
  g_autoptr(Findings) findings = findings_new ();
  gboolean whole = store_verify (path, NULL, findings, NULL, NULL)
                   && findings_count (findings, SEVERITY_HARD) == 0;
  return read && bytes != NULL && whole ? AS_IT_WAS : WRONG;
}

/* FOLDERS is the mode of each folder below PATH; OWNER is whose all of it is. */
static void
hand_over (const char *path, mode_t folders, uid_t owner)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        hand_over (child, folders, owner);
      else
        g_assert_cmpint (chown (child, owner, (gid_t) -1), ==, 0);
    }
  g_assert_cmpint (chown (path, owner, (gid_t) -1), ==, 0);
  g_assert_cmpint (chmod (path, folders), ==, 0);
}

/* Whoever runs the tests may be root, whom no mode stops: then the child is
 * nobody, and the record is nobody's. */
static void
test_read_only (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_assert_cmpint (in_child (try_append, f->path, 100, FALSE), ==, APPENDED);
  g_autofree char *before = head_of (f->path);
  g_auto(GStrv) files = record_list_files (f->path);
  g_chmod (f->folder, 0755);
  hand_over (f->path, 0555, geteuid () == 0 ? NOBODY : geteuid ());
  g_assert_cmpint (in_child (append_unprivileged, f->path, 100, FALSE), ==, AS_IT_WAS);
  g_assert_cmpint (in_child (append_unprivileged, f->path, 100, TRUE), ==, AS_IT_WAS);
  g_assert_cmpint (in_child (read_unprivileged, f->path, 0, FALSE), ==, AS_IT_WAS);
  hand_over (f->path, 0755, geteuid ());
  g_autofree char *after = head_of (f->path);
  g_auto(GStrv) files_after = record_list_files (f->path);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (g_strv_equal ((const char *const *) files, (const char *const *) files_after));
}

/* Whoever may read a record of another user reads and verifies it, and makes no
 * folder in it that its owner could not write to: root would (R9). */
static void
test_another_user (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  if (geteuid () != 0)
    {
      g_test_skip ("only root can hand a record to another user");
      return;
    }
  g_autoptr(GError) error = NULL;
  g_assert_cmpint (in_child (try_append, f->path, 100, FALSE), ==, APPENDED);
  g_chmod (f->folder, 0755);
  hand_over (f->path, 0755, 0);
  g_assert_cmpint (in_child (append_unprivileged, f->path, 100, FALSE), ==, AS_IT_WAS);
  g_assert_cmpint (in_child (read_unprivileged, f->path, 0, FALSE), ==, AS_IT_WAS);
  hand_over (f->path, 0755, NOBODY);
  g_assert_cmpint (in_child (try_append, f->path, 100, FALSE), ==, AS_IT_WAS);
  g_autoptr(Store) store = store_open (f->path, NULL);
  RecordFile file = { "register/a.csv", "a\n" };
  Actor actor = record_actor (RECORD_TIME);
  g_assert_false (store_append (store, &actor, record_event, &file, NULL, &error));
  g_assert_nonnull (strstr (error->message, "as root: it belongs to nobody; run this as nobody"));
}

/* What the folder PATH keeps closed is not called absent; nor is one that cannot be made. */
static int
knock (const char *path, G_GNUC_UNUSED gsize number, G_GNUC_UNUSED gboolean flag)
{
  if (geteuid () == 0 && setuid (NOBODY) != 0)
    return WRONG;
  g_autofree char *inside = g_build_filename (path, "record", NULL);
  const char *paths[] = { path, inside };
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(Store) store = store_open (paths[i], &error);
      if (store != NULL || strstr (error->message, "cannot open record") == NULL
          || strstr (error->message, g_strerror (EACCES)) == NULL)
        return WRONG;
    }
  g_autoptr(GError) error = NULL;
  g_autoptr(SshKey) key = ssh_key_generate ();
  Actor actor = record_actor (RECORD_TIME);
  g_autoptr(Store) made = store_init (inside, RECORD_REAL, key, &actor, NULL, &error);
  return made == NULL && strstr (error->message, g_strerror (EACCES)) != NULL ? AS_IT_WAS : WRONG;
}

static void
test_closed (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_chmod (f->folder, 0755);
  g_assert_cmpint (chmod (f->path, 0), ==, 0);
  g_assert_cmpint (in_child (knock, f->path, 0, FALSE), ==, AS_IT_WAS);
  g_assert_cmpint (chmod (f->path, 0755), ==, 0);
}

/* Appends for ever and says so after each event. */
static void
append_for_ever (const char *path, int pipe_end, guint start)
{
  g_autoptr(Store) store = store_open (path, NULL);
  for (guint i = start;; i++)
    {
      g_autofree char *file = g_strdup_printf ("returns/annual/%u/12/P00412/%u.csv", i % 7, i);
      g_free (record_append (store, RECORD_TIME, file, file));
      if (write (pipe_end, "x", 1) != 1)
        _exit (1);
    }
}

/* Kills a writer in the middle of what it does after some of its events. What
 * it said was done is there, and nothing it left is in the way of the next. */
static void
test_killed (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  guint said = 0;
  for (guint round = 0; round < KILLS; round++)
    {
      int ends[2];
      char byte;
      g_assert_cmpint (pipe (ends), ==, 0);
      pid_t child = fork_child ();
      if (child == 0)
        append_for_ever (f->path, ends[1], round * 1000);
      close (ends[1]);          /* so that the end of a writer that fails is seen */
      for (guint i = 0; i <= round % 4; i++)
        g_assert_cmpint (read (ends[0], &byte, 1), ==, 1);
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
      said += round % 4 + 1;
      while (read (ends[0], &byte, 1) == 1)
        said++;
      close (ends[0]);
    }
  g_assert_cmpint (try_append (f->path, 100, FALSE), ==, APPENDED);
  assert_no_leftovers (f->path);
  assert_undamaged (f->path);
  g_autofree char *count = NULL;
  record_git (f->path, &count, "rev-list", "--count", "main", NULL);
  g_assert_cmpint (atoi (count), >=, said + 2);
  g_assert_cmpint (atoi (count), <=, said + 2 + KILLS);
  g_assert_cmpint (record_git (f->path, NULL, "fsck", "--strict", NULL), ==, 0);
}

/* Verifying sees no damage in a record that is being written to. */
static void
test_verify_beside_writers (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  pid_t children[3];
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    if ((children[i] = fork_child ()) == 0)
      {
        g_autoptr(Store) store = store_open (f->path, NULL);
        for (guint n = 0; n < 15; n++)
          {
            g_autofree char *file = g_strdup_printf ("returns/annual/%u/12/P00412/%u.csv", i, n);
            g_free (record_append (store, RECORD_TIME, file, file));
          }
        _exit (0);
      }
  for (guint running = G_N_ELEMENTS (children); running > 0;)
    {
      assert_undamaged (f->path);
      int status;
      while (running > 0 && waitpid (-1, &status, WNOHANG) > 0)
        {
          g_assert_cmpint (status, ==, 0);
          running--;
        }
    }
  g_autofree char *count = NULL;
  record_git (f->path, &count, "rev-list", "--count", "main", NULL);
  g_assert_cmpint (atoi (count), ==, 46);
  assert_undamaged (f->path);
}

/* Stock git repacks again and again while a writer is at work. */
static void
test_beside_gc (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  pid_t child = fork_child ();
  if (child == 0)
    {
      g_autoptr(Store) store = store_open (f->path, NULL);
      for (guint n = 0; n < 150; n++)
        {
          g_autofree char *file = g_strdup_printf ("returns/annual/%u/12/P00412/%u.csv", n % 10, n);
          g_free (record_append (store, RECORD_TIME, file, file));
        }
      _exit (0);
    }
  int status;
  while (waitpid (child, &status, WNOHANG) == 0)
    record_git (f->path, NULL, "gc", "--quiet", NULL);
  g_assert_cmpint (status, ==, 0);
  g_autofree char *count = NULL;
  record_git (f->path, &count, "rev-list", "--count", "main", NULL);
  g_assert_cmpint (atoi (count), ==, 151);
  assert_undamaged (f->path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/faults/store/a-file-that-may-not-grow-leaves-the-record-as-it-was", test_file_limit);
  open_record_add ("/faults/store/init-without-space-leaves-nothing", test_init_limit);
  open_record_add ("/faults/store/a-full-disk-leaves-the-record-as-it-was", test_full_disk);
  open_record_add ("/faults/store/a-read-only-record-can-be-read-and-not-written", test_read_only);
  open_record_add ("/faults/store/another-user-reads-and-does-not-write", test_another_user);
  open_record_add ("/faults/store/a-record-closed-to-a-user-is-not-called-absent", test_closed);
  open_record_add ("/faults/store/a-killed-writer-loses-nothing-it-said-was-done", test_killed);
  open_record_add ("/faults/store/a-writer-beside-git-gc-loses-nothing", test_beside_gc);
  open_record_add ("/faults/store/verifying-beside-writers-sees-no-damage", test_verify_beside_writers);
  return g_test_run ();
}
