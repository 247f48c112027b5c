/* The file of the ledger: what holds is read, and what does not is as if it were not there. */

#include "lib/events/ledger_file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/scratch_folder.h"

#define BASED 30
#define N 40

typedef struct {
  char *folder, *path;
  GPtrArray *rows, *first, *after;      /* all; those of the base, and behind it */
  GBytes *base;
} File;

static void
set_up (File *f, G_GNUC_UNUSED gconstpointer unused)
{
  f->folder = scratch_folder ();
  f->path = g_build_filename (f->folder, "ledger", NULL);
  f->rows = g_ptr_array_new_with_free_func (g_free);
  f->first = g_ptr_array_new ();
  f->after = g_ptr_array_new ();
  for (guint i = 0; i < N; i++)
    {
      ObjectId id = { { (guint8) (i + 1) } };
      g_autofree char *message = g_strdup_printf ("x\n\nReturn: annual\nPerson: P%u\n", i);
      LedgerRow *row = ledger_row_new (&id, i, i, message);
      g_ptr_array_add (f->rows, row);
      g_ptr_array_add (i < BASED ? f->first : f->after, row);
    }
  f->base = ledger_base_make (f->first);
  g_assert_true (ledger_file_replace (f->folder, f->base));
}

static void
tear_down (File *f, G_GNUC_UNUSED gconstpointer unused)
{
  g_bytes_unref (f->base);
  g_ptr_array_unref (f->first);
  g_ptr_array_unref (f->after);
  g_ptr_array_unref (f->rows);
  g_free (f->path);
  scratch_folder_remove (f->folder);
}

/* How many rows the file has; each is what it should be. */
static guint
count_rows (const File *f)
{
  g_autoptr(LedgerBase) base = NULL;
  g_autoptr(GPtrArray) tail = NULL;
  if (!ledger_file_read (f->folder, &base, &tail))
    return 0;
  g_assert_cmpuint (ledger_base_length (base), ==, BASED);
  for (guint i = 0; i < tail->len; i++)
    {
      const LedgerRow *row = g_ptr_array_index (tail, i), *should = g_ptr_array_index (f->rows, BASED + i);
      g_assert_true (object_id_equal (&row->commit, &should->commit));
      g_assert_cmpint (row->time, ==, should->time);
      g_assert_cmpstr (row->trailers, ==, should->trailers);
    }
  return BASED + tail->len;
}

static void
append (const File *f, guint n)
{
  g_autoptr(LedgerBase) base = ledger_base_of_bytes (f->base);
  g_autoptr(GPtrArray) tail = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (tail, f->after->pdata[i]);
  ledger_file_append (f->folder, base, tail);
}

static char *
read_file (const File *f, gsize *length)
{
  char *text;
  g_assert_true (g_file_get_contents (f->path, &text, length, NULL));
  return text;
}

static void
write_file (const File *f, const char *text, gsize length)
{
  g_assert_true (g_file_set_contents (f->path, text, (gssize) length, NULL));
  g_assert_cmpint (g_chmod (f->path, 0644), ==, 0);
}

static const char *
fault (const File *f)
{
  gsize length;
  char *text = read_file (f, &length);
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, length);
  return ledger_file_fault (bytes, f->rows);
}

static void
test_appended (File *f, G_GNUC_UNUSED gconstpointer unused)
{
  g_assert_cmpuint (count_rows (f), ==, BASED);
  append (f, 3);
  g_assert_cmpuint (count_rows (f), ==, BASED + 3);
  append (f, 10);
  append (f, 4);           /* of one that knows less: nothing is lost */
  g_assert_cmpuint (count_rows (f), ==, N);
  g_assert_null (fault (f));
}

/* Of a tail, what stands before the place that was cut or changed is there. */
static void
test_cut (File *f, G_GNUC_UNUSED gconstpointer unused)
{
  gsize length, based = g_bytes_get_size (f->base);
  append (f, 10);
  g_autofree char *whole = read_file (f, &length);
  gsize row = (length - based) / 10;      /* names of P30 to P39 are of one length */
  for (gsize cut = 0; cut <= length; cut += cut < based ? 97 : 1)
    {
      write_file (f, whole, cut);
      g_assert_cmpuint (count_rows (f), ==, cut < based ? 0 : BASED + (cut - based) / row);
      g_assert_cmpint (fault (f) == NULL, ==, cut >= based);
    }
}

static void
test_flipped (File *f, G_GNUC_UNUSED gconstpointer unused)
{
  gsize length, based = g_bytes_get_size (f->base);
  append (f, 10);
  g_autofree char *whole = read_file (f, &length);
  gsize row = (length - based) / 10;
  for (gsize bit = 5; bit < length * 8; bit += bit < LEDGER_PAGE * 8 ? 13 : 3)
    {
      g_autofree char *text = g_memdup2 (whole, length);
      text[bit / 8] = (char) (text[bit / 8] ^ 1 << bit % 8);
      write_file (f, text, length);
      g_assert_nonnull (fault (f));
      guint n = count_rows (f);
      g_assert_cmpuint (n, ==, bit / 8 < LEDGER_PAGE ? 0 : n);
      if (bit / 8 >= based)
        g_assert_cmpuint (n, ==, BASED + (bit / 8 - based) / row);
    }
  /* What is appended next takes the place of what does not hold. */
  append (f, 10);
  g_assert_cmpuint (count_rows (f), ==, N);
  g_assert_null (fault (f));
}

/* Main went another way behind the base. */
static void
test_other_line (File *f, G_GNUC_UNUSED gconstpointer unused)
{
  const ObjectId id = { { 99 } };
  g_autofree LedgerRow *row = ledger_row_new (&id, 1, 1, "x\n\nReturn: other\n");
  gpointer left = f->after->pdata[2];
  append (f, 8);
  f->after->pdata[2] = row;
  append (f, 5);
  g_autoptr(LedgerBase) base = NULL;
  g_autoptr(GPtrArray) tail = NULL;
  g_assert_true (ledger_file_read (f->folder, &base, &tail));
  g_assert_cmpuint (tail->len, ==, 5);
  g_assert_cmpstr (((const LedgerRow *) tail->pdata[2])->trailers, ==, "Return: other");
  g_assert_cmpstr (fault (f), ==, "does not end with what main's events say");
  f->after->pdata[2] = left;
}

static void
test_not_ours (File *f, G_GNUC_UNUSED gconstpointer unused)
{
  g_autofree char *beside = g_strconcat (f->path, "-beside", NULL);
  g_assert_cmpint (g_chmod (f->path, 0664), ==, 0);
  g_assert_cmpuint (count_rows (f), ==, 0);
  g_assert_cmpint (g_chmod (f->path, 0646), ==, 0);
  g_assert_cmpuint (count_rows (f), ==, 0);
  g_assert_cmpint (g_chmod (f->path, 0644), ==, 0);
  g_assert_cmpuint (count_rows (f), ==, BASED);
  g_assert_cmpint (g_rename (f->path, beside), ==, 0);
  g_assert_cmpint (symlink (beside, f->path), ==, 0);
  g_assert_cmpuint (count_rows (f), ==, 0);
  g_assert_cmpint (g_unlink (f->path), ==, 0);
  g_assert_cmpint (g_mkdir (f->path, 0755), ==, 0);
  g_assert_cmpuint (count_rows (f), ==, 0);
  g_assert_false (ledger_file_replace (f->folder, f->base));
  append (f, 1);
}

/* The folder of another, or a file that is of other events. */
static void
test_fault (File *f, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GPtrArray) few = g_ptr_array_new ();
  gsize length;
  char *text = read_file (f, &length);
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, length), none = g_bytes_new (NULL, 0);
  for (guint i = 0; i < BASED - 1; i++)
    g_ptr_array_add (few, f->rows->pdata[i]);
  g_assert_null (ledger_file_fault (bytes, f->first));
  g_assert_nonnull (ledger_file_fault (bytes, few));
  g_assert_nonnull (ledger_file_fault (none, f->rows));
  g_assert_true (ledger_file_is_ours (f->folder));
  g_assert_cmpint (ledger_file_is_ours ("/"), ==, geteuid () == 0);
  g_assert_false (ledger_file_is_ours ("/nowhere"));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (File *, gconstpointer);
  } tests[] = {
    { "/ledger-file/what-is-appended-is-read", test_appended },
    { "/ledger-file/cut-short-it-holds-what-is-whole", test_cut },
    { "/ledger-file/a-flipped-bit-is-found", test_flipped },
    { "/ledger-file/another-line-takes-the-place-of-the-first", test_other_line },
    { "/ledger-file/what-others-may-write-is-not-read", test_not_ours },
    { "/ledger-file/is-held-against-events", test_fault },
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, File, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
