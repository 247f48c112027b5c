/* The ledger is what main's events make, or it is to be deleted. */

#include "lib/verify/verify_ledger.h"

#include <glib/gstdio.h>

#include "lib/events/ledger_file.h"
#include "tests/verification.h"

#define FILE_NAME "ledger"

static void
append (const Verification *f)
{
  g_autoptr(Store) store = store_open (f->path, NULL);
  g_free (record_append (store, RECORD_TIME + 9, "register/c.csv", "c\n"));
}

static void
test_right (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  append (f);
  g_autofree char *path = g_build_filename (f->path, FILE_NAME, NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  assert_whole (f->path);
  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_whole (f->path);
}

/* Behind main, or torn where it was being written: programs walk from there. */
static void
test_behind (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  gsize length;
  append (f);
  append (f);
  g_autofree char *text = verification_load (f->path, FILE_NAME, &length);
  for (gsize cut = 1; cut < 150; cut += 7)
    {
      verification_save (f->path, FILE_NAME, text, length - cut);
      assert_whole (f->path);
    }
  verification_save (f->path, FILE_NAME, text, 100);
  assert_found (f->path, "RECORD-LEDGER", FILE_NAME, "holds no events");
}

static void
test_flipped (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  gsize length;
  append (f);
  g_autofree char *text = verification_load (f->path, FILE_NAME, &length);
  for (gsize at = 0; at < length; at += 211)
    {
      text[at] ^= 4;
      verification_save (f->path, FILE_NAME, text, length);
      assert_found (f->path, "RECORD-LEDGER", FILE_NAME, "");
      text[at] ^= 4;
    }
}

/* Each check in it holds, and it says of a filing that it is another person's. */
static void
test_forged (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  LedgerBase *base = NULL;
  g_autoptr(GPtrArray) tail = NULL, rows = g_ptr_array_new_with_free_func (g_free);
  append (f);
  g_assert_true (ledger_file_read (f->path, &base, &tail));
  for (guint i = 0; i < ledger_base_length (base); i++)
    g_ptr_array_add (rows, ledger_base_row (base, i));
  ledger_base_free (base);
  LedgerRow *newest = rows->pdata[rows->len - 1], *first = rows->pdata[0];
  first->authored--;
  g_autoptr(GBytes) forged = ledger_base_make (rows);
  g_assert_cmpint (newest->time, >=, first->time);
  g_assert_true (ledger_file_replace (f->path, forged));
  assert_found (f->path, "RECORD-LEDGER", FILE_NAME, "does not hold what main's events say");
}

static void
test_moved_back (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  append (f);
  g_assert_cmpint (record_git (f->path, NULL, "update-ref", "refs/heads/main", "main~1", NULL), ==, 0);
  assert_found (f->path, "RECORD-LEDGER", FILE_NAME, "");
}

static void
test_leftover (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *made = g_build_filename (f->path, FILE_NAME ".made", NULL);
  g_assert_true (g_file_set_contents (made, "x", 1, NULL));
  g_autoptr(Findings) findings = verification_run (f->path, NULL);
  g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), ==, 0);
  g_assert_cmpuint (findings_count (findings, SEVERITY_SOFT), ==, 1);
  g_assert_cmpstr (findings_index (findings, 0)->rule, ==, "RECORD-LEFTOVER");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  verification_add ("/verify-ledger/a-right-one-or-none-is-well", test_right);
  verification_add ("/verify-ledger/one-that-is-behind-is-well", test_behind);
  verification_add ("/verify-ledger/a-flipped-bit-is-found", test_flipped);
  verification_add ("/verify-ledger/one-that-agrees-with-itself-alone-is-found", test_forged);
  verification_add ("/verify-ledger/one-that-has-more-than-main-is-found", test_moved_back);
  verification_add ("/verify-ledger/one-that-was-being-made-is-left-over", test_leftover);
  return g_test_run ();
}
