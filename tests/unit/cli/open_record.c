/* The record that a command is about: one for practice says so, a real one says
 * nothing, and what is none is told. */

#include "lib/cli/open_record.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/error.h"
#include "tests/record.h"
#include "tests/scratch_folder.h"

typedef struct { char *folder, *path; } Fixture;

static void
set_up (Fixture *f, G_GNUC_UNUSED gconstpointer unused)
{
  f->folder = scratch_folder ();
  f->path = g_build_filename (f->folder, "record", NULL);
}

static void
tear_down (Fixture *f, G_GNUC_UNUSED gconstpointer unused)
{
  g_free (f->path);
  scratch_folder_remove (f->folder);
}

/* Opens the record; what was said, g_free(). */
static char *
open_it (const Fixture *f, Store **store, const char **mark, GError **error)
{
  char *text = NULL;
  gsize length;
  FILE *said = open_memstream (&text, &length);
  *store = open_record (f->path, said, mark, error);
  fclose (said);
  char *copy = g_strdup (text);
  free (text);
  return copy;
}

static void
test_practice (Fixture *f, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = NULL;
  const char *mark = NULL;
  store_free (record_make (f->path));
  g_autofree char *said = open_it (f, &store, &mark, &error);
  g_assert_no_error (error);
  g_autofree char *expected = g_strdup_printf ("PRACTICE: the record '%s' is for practice; nothing in it is real\n", f->path);
  g_assert_cmpstr (said, ==, expected);
  g_assert_cmpstr (mark, ==, "PRACTICE");
}

static void
test_real (Fixture *f, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = NULL;
  g_autoptr(SshKey) key = ssh_key_generate ();
  g_autoptr(GHashTable) files = record_files ("register/persons.csv", "person,name\n");
  const Actor actor = record_actor (g_get_real_time () / G_USEC_PER_SEC);
  const char *mark = "untouched";
  store_free (store_init (f->path, RECORD_REAL, key, &actor, files, &error));
  g_assert_no_error (error);
  g_autofree char *said = open_it (f, &store, &mark, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (said, ==, "");
  g_assert_null (mark);
}

static void
test_none (Fixture *f, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  Store *store = NULL;
  const char *mark = "untouched";
  g_autofree char *said = open_it (f, &store, &mark, &error);
  g_assert_null (store);
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, "there is no record at"));
  g_assert_cmpstr (said, ==, "");
  g_assert_cmpstr (mark, ==, "untouched");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/open-record/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("of-practice-says-so", test_practice);
  ADD ("that-is-real-says-nothing", test_real);
  ADD ("that-is-not-there-is-a-fault", test_none);
  return g_test_run ();
}
