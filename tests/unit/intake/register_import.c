/* Rows of the register are appended, each once, or not at all. */

#include "collector/intake/register_import.h"

#include <string.h>

#include "lib/base/error.h"
#include "tests/record.h"
#include "tests/registers.h"
#include "tests/scratch_folder.h"

#define HEADER "group,name,ownership_type,from,to\n"

/* The rows added; -1 when it was refused, with FINDINGS or without. */
static int
import (Store *store, gint64 time, const char *text, Findings *findings)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(GError) error = NULL;
  Actor actor = record_actor (time);
  guint added = 0;
  if (register_import (store, g_getenv ("CARE_OVERSIGHT_DATA"), "groups", bytes, "f.csv", &actor, findings,
                       &added, &error))
    return (int) added;
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  return -1;
}

static void
test_append (void)
{
  g_autofree char *folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "record", NULL);
  g_autoptr(GError) error = NULL;
  {
    g_autoptr(Store) store = register_record (path);
    g_autoptr(Findings) findings = findings_new ();
    gint64 time = RECORD_TIME;
    g_assert_cmpint (import (store, ++time, HEADER "G1,\"One, Ltd\",,2020-01-01,\n", findings), ==, 1);
    g_assert_cmpint (import (store, ++time, HEADER "G1,\"One, Ltd\",,2020-01-01,\n"
                             "G2,Two,,2020-01-01,\nG2,Two,,2020-01-01,\n", findings), ==, 1);
    g_assert_cmpint (import (store, ++time, HEADER "G2,Two,,2020-01-01,\n", findings), ==, -1);
    g_assert_cmpuint (findings_length (findings), ==, 0);
    g_assert_cmpint (import (store, ++time, HEADER "G3,Three,,2020-01-01,\nG4,,,1 May,\n", findings), ==, -1);
    g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), ==, 2);
    g_autoptr(Snapshot) snapshot = store_snapshot (store, NULL, &error);
    g_autoptr(GBytes) stored = NULL;
    g_assert_true (snapshot_read (snapshot, "register/groups.csv", &stored, &error));
    g_autofree char *text = g_strndup (g_bytes_get_data (stored, NULL), g_bytes_get_size (stored));
    g_assert_cmpstr (text, ==, HEADER "G1,\"One, Ltd\",,2020-01-01,\nG2,Two,,2020-01-01,\n");
  }
  scratch_folder_remove (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/register-import/rows-are-appended-once-or-not-at-all", test_append);
  return g_test_run ();
}
