/* The references that files give: which are read, and which lines are not as git
 * writes them. */

#include "lib/verify/verify_refs.h"

#include "tests/scratch_folder.h"

#define ONE "1111111111111111111111111111111111111111"
#define TWO "2222222222222222222222222222222222222222"
#define HEAD "# pack-refs with: peeled fully-peeled sorted \n"
#define DRAFT "refs/drafts/annual/2025-26/P00412"

/* A folder of one file, and what is found out about it. */
typedef struct {
  char *folder;
  Verify verify;
} Refs;

static void
refs_set_up (Refs *f, G_GNUC_UNUSED gconstpointer unused)
{
  f->folder = scratch_folder ();
  f->verify = (Verify) {
    .path = f->folder,
    .findings = findings_new (),
    .known = g_hash_table_new (g_str_hash, g_str_equal),
    .refs = g_ptr_array_new_with_free_func (verify_ref_free),
    .ref_names = g_hash_table_new (g_str_hash, g_str_equal),
    .old_refs = g_ptr_array_new_with_free_func (verify_ref_free),
  };
}

static void
refs_tear_down (Refs *f, G_GNUC_UNUSED gconstpointer unused)
{
  findings_free (f->verify.findings);
  g_hash_table_unref (f->verify.known);
  g_hash_table_unref (f->verify.ref_names);
  g_ptr_array_unref (f->verify.refs);
  g_ptr_array_unref (f->verify.old_refs);
  scratch_folder_remove (f->folder);
}

typedef void (*ReadFunc) (Verify *verify, const char *file);

/* What READ makes of TEXT: its references, its older copies, the lines it finds
 * wrong; and nothing of it stays. */
static void
assert_read (Refs *f, ReadFunc read, const char *text, const char *expected)
{
  g_autoptr(GString) got = g_string_new (NULL);
  scratch_folder_put (f->folder, "file", text);
  read (&f->verify, "file");
  const struct { const char *sign; GPtrArray *refs; } kinds[] = { { "+", f->verify.refs }, { "~", f->verify.old_refs } };
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < kinds[k].refs->len; i++)
      {
        const Ref *ref = kinds[k].refs->pdata[i];
        g_autofree char *hex = object_id_to_hex (&ref->id);
        g_string_append_printf (got, "%s%c %s:%" G_GUINT64_FORMAT "; ", kinds[k].sign, *hex, ref->name, ref->line);
      }
  for (guint i = 0; i < findings_length (f->verify.findings); i++)
    {
      const Finding *finding = findings_index (f->verify.findings, i);
      g_assert_cmpstr (finding->file, ==, "file");
      g_string_append_printf (got, "%s %s line %" G_GUINT64_FORMAT "; ", severity_name (finding->severity),
                              finding->rule, finding->line);
    }
  g_assert_cmpstr (got->str, ==, expected);
  findings_clear (f->verify.findings);
  g_hash_table_remove_all (f->verify.ref_names);
  g_ptr_array_set_size (f->verify.refs, 0);
  g_ptr_array_set_size (f->verify.old_refs, 0);
}

static void
test_file (Refs *f, G_GNUC_UNUSED gconstpointer unused)
{
  assert_read (f, verify_ref_file, ONE "\n", "+1 file:0; ");
  static const char *const wrong[] = { "", ONE, ONE "\n\n", ONE " \n", "ref: refs/heads/main\n", "\n",
                                       "A111111111111111111111111111111111111111\n" };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_read (f, verify_ref_file, wrong[i], "hard RECORD-REF line 1; ");
}

static void
test_packed (Refs *f, G_GNUC_UNUSED gconstpointer unused)
{
  static const struct { const char *text, *expected; } rows[] = {
    { HEAD, "" },
    { HEAD ONE " " DRAFT "\n" TWO " refs/heads/main\n", "+1 " DRAFT ":2; +2 refs/heads/main:3; " },
    /* Not in order, twice, peeled, of a name that no reference of a record has. */
    { HEAD ONE " refs/heads/main\n" TWO " " DRAFT "\n", "+1 refs/heads/main:2; hard RECORD-REF line 3; " },
    { HEAD ONE " refs/heads/main\n" TWO " refs/heads/main\n", "+1 refs/heads/main:2; hard RECORD-REF line 3; " },
    { HEAD ONE " refs/heads/main\n^" TWO "\n", "+1 refs/heads/main:2; hard RECORD-REF line 3; " },
    { HEAD ONE " refs/replace/" TWO "\n", "hard RECORD-REF line 2; " },
    { HEAD ONE " refs/heads/other\n", "hard RECORD-REF line 2; " },
    { HEAD ONE " refs/drafts/annual/2025-26\n", "hard RECORD-REF line 2; " },
    { HEAD ONE " " DRAFT "/x\n", "hard RECORD-REF line 2; " },
    { HEAD ONE " refs/drafts/../heads/main\n", "hard RECORD-REF line 2; " },
    { HEAD ONE "\trefs/heads/main\n", "hard RECORD-REF line 2; " },
    { HEAD "\n", "hard RECORD-REF line 2; " },
    { HEAD ONE " refs/heads/main", "hard RECORD-REF line 2; " },
    { ONE " refs/heads/main\n", "hard RECORD-REF line 1; " },
    { "", "hard RECORD-REF line 1; hard RECORD-REF line 0; " },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %u", i);
      assert_read (f, verify_packed_refs, rows[i].text, rows[i].expected);
    }
}

/* Beside a file of its own a packed one is an older copy; so is each that git
 * publishes, which names nothing else. */
static void
test_copies (Refs *f, G_GNUC_UNUSED gconstpointer unused)
{
  scratch_folder_put (f->folder, "refs/heads/main", ONE "\n");
  verify_ref_file (&f->verify, "refs/heads/main");
  g_assert_nonnull (verify_find_ref (&f->verify, "refs/heads/main"));
  g_assert_null (verify_find_ref (&f->verify, DRAFT));
  assert_read (f, verify_packed_refs, HEAD TWO " " DRAFT "\n" TWO " refs/heads/main\n",
               "+1 refs/heads/main:0; +2 " DRAFT ":2; ~2 refs/heads/main:3; ");
  verify_ref_file (&f->verify, "refs/heads/main");
  assert_read (f, verify_info_refs, TWO "\trefs/heads/main\n", "+1 refs/heads/main:0; ~2 refs/heads/main:1; ");
  verify_ref_file (&f->verify, "refs/heads/main");
  assert_read (f, verify_info_refs, TWO "\t" DRAFT "\n",
               "+1 refs/heads/main:0; ~2 " DRAFT ":1; hard RECORD-REF line 1; ");
}

static void
test_packs (Refs *f, G_GNUC_UNUSED gconstpointer unused)
{
  static const struct { const char *text, *expected; } rows[] = {
    { "P pack-1.pack\n\n", "" },
    { "P pack-1.pack\nP pack-2.pack\n\n", "soft RECORD-LEFTOVER line 0; " },
    { "P pack-1.pack\nP pack-1.pack\n\n", "hard RECORD-REF line 2; " },
    { "P ../pack-1.pack\n\n", "hard RECORD-REF line 1; " },
    { "Q pack-1.pack\n\n", "hard RECORD-REF line 1; " },
    { "P\n\n", "hard RECORD-REF line 1; " },
    { "P pack-1.idx\n\n", "hard RECORD-REF line 1; " },
    { "P pack-1.pack\n", "hard RECORD-REF line 2; " },
    { "P pack-1.pack", "hard RECORD-REF line 1; " },
  };
  g_hash_table_add (f->verify.known, (gpointer) "objects/pack/pack-1.pack");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %u", i);
      assert_read (f, verify_info_packs, rows[i].text, rows[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  static const struct { const char *name; void (*test) (Refs *, gconstpointer); } tests[] = {
    { "/verify-refs/a-file-is-one-id", test_file },
    { "/verify-refs/packed-ones-are-in-order-and-of-a-record", test_packed },
    { "/verify-refs/copies-are-told-from-references", test_copies },
    { "/verify-refs/packs-that-are-gone-are-told", test_packs },
  };
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Refs, NULL, refs_set_up, tests[i].test, refs_tear_down);
  return g_test_run ();
}
