/* What the record says of a list, in force or taken back. */

#include "lib/register/establishment_about.h"

#include <string.h>

#include "lib/base/error.h"
#include "tests/record.h"
#include "tests/registers.h"
#include "tests/scratch_folder.h"

#define TAKEN "{ \"as_at\": \"2025-03-31\", \"source\": \"Ofsted\", \"sha256\": \"ab\", " \
              "\"reason\": \"late\", \"doubts\": [ \"few\", \"cut\" ] }"

static void
test_read (void)
{
  g_autofree char *folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "record", NULL);
  g_autoptr(GError) error = NULL;
  {
    g_autoptr(Store) store = record_make (path);
    g_free (record_append (store, RECORD_TIME + 1, "establishments/2025-03-31.json", TAKEN));
    g_free (record_append (store, RECORD_TIME + 2, "establishments/2024-03-31.json", "{ \"sha256\": \"cd\" }"));
    g_free (record_append (store, RECORD_TIME + 3, "establishments/2023-03-31.json", "{ \"source\": \"x\" }"));
    g_free (record_append (store, RECORD_TIME + 4, "establishments/2022-03-31.json", "[ 1, "));
    g_autoptr(Snapshot) snapshot = store_snapshot (store, NULL, &error);

    g_autoptr(EstablishmentAbout) about = NULL;
    g_assert_true (establishment_about_read (snapshot, register_day ("2025-03-31"), &about, &error));
    g_assert_cmpstr (about->source, ==, "Ofsted");
    g_assert_cmpstr (about->sha256, ==, "ab");
    g_assert_cmpstr (about->reason, ==, "late");
    g_assert_cmpuint (g_strv_length (about->doubts), ==, 2);
    g_assert_cmpstr (about->doubts[1], ==, "cut");
    g_assert_null (about->withdrawn);

    g_autoptr(EstablishmentAbout) plain = NULL;
    g_assert_true (establishment_about_read (snapshot, register_day ("2024-03-31"), &plain, &error));
    g_assert_null (plain->source);
    g_assert_null (plain->reason);
    g_assert_cmpuint (g_strv_length (plain->doubts), ==, 0);

    g_autoptr(EstablishmentAbout) none = NULL;
    g_assert_true (establishment_about_read (snapshot, register_day ("2021-03-31"), &none, &error));
    g_assert_null (none);
    static const char *const broken[] = { "2023-03-31", "2022-03-31" };
    for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
      {
        g_assert_false (establishment_about_read (snapshot, register_day (broken[i]), &none, &error));
        g_assert_error (error, CARE_ERROR, ERROR_FAULT);
        g_assert_nonnull (strstr (error->message, broken[i]));
        g_clear_error (&error);
      }
  }
  scratch_folder_remove (g_steal_pointer (&folder));
}

/* What was said stays, and the withdrawal stands beside it. */
static void
test_withdraw (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static (TAKEN, strlen (TAKEN));
  g_autofree char *text
    = establishment_about_withdraw (bytes, "2026-01-02", "Ann Lee <ann@example.org>", "wrong \"year\"", &error);
  g_assert_no_error (error);
  g_autofree char *folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "record", NULL);
  {
    g_autoptr(Store) store = record_make (path);
    g_free (record_append (store, RECORD_TIME + 1, "establishments/2025-03-31.json", text));
    g_autoptr(Snapshot) snapshot = store_snapshot (store, NULL, &error);
    g_autoptr(EstablishmentAbout) about = NULL;
    g_assert_true (establishment_about_read (snapshot, register_day ("2025-03-31"), &about, &error));
    g_assert_cmpstr (about->withdrawn, ==, "wrong \"year\"");
    g_assert_cmpstr (about->withdrawn_on, ==, "2026-01-02");
    g_assert_cmpstr (about->reason, ==, "late");
    g_assert_nonnull (strstr (text, "Ann Lee <ann@example.org>"));
  }
  scratch_folder_remove (g_steal_pointer (&folder));
  g_autoptr(GBytes) broken = g_bytes_new_static ("{}", 2);
  g_assert_null (establishment_about_withdraw (broken, "2026-01-02", "x", "y", &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/establishment-about/source-reason-and-doubts", test_read);
  g_test_add_func ("/establishment-about/withdrawn", test_withdraw);
  return g_test_run ();
}
