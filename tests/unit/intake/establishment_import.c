/* Lists into the record: once, in place of another, with a reason, and out again. */

#include "collector/intake/establishment_import.h"

#include <string.h>

#include "lib/base/error.h"
#include "lib/register/establishment.h"
#include "lib/register/establishment_about.h"
#include "tests/lists.h"
#include "tests/record.h"
#include "tests/registers.h"
#include "tests/scratch_folder.h"

#define HOME(urn) urn ",Children's home,2020-05-06,Active,Birmingham,Private,4,Owner\n"

typedef struct {
  char *folder;
  Store *store;
  gint64 time;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  (void) data;
  fixture->folder = scratch_folder ();
  g_autofree char *path = g_build_filename (fixture->folder, "record", NULL);
  fixture->store = register_record (path);
  fixture->time = RECORD_TIME;
  g_free (record_append (fixture->store, ++fixture->time, "register/authorities.csv",
                         "code,la_code,name,region,region_name,former_code,from,to\n"
                         "E08000025,330,Birmingham,E12000005,West Midlands,,2009-01-01,\n"));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  (void) data;
  store_free (fixture->store);
  scratch_folder_remove (fixture->folder);
}

/* "" when TEXT went in as the list of DATE; else why not. */
static char *
import (Fixture *fixture, const char *date, const char *text, const char *reason)
{
  g_autoptr(ListWords) words = list_test_words ();
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(OfstedList) list = NULL;
  g_autoptr(GError) error = NULL;
  OfstedRequest request = list_request (date, text, &bytes);
  Actor actor = record_actor (++fixture->time);
  if (establishment_import (fixture->store, &request, words, reason, &actor, findings, &list, &error))
    return g_strdup ("");
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  return g_strdup (error->message);
}

static guint
rows_on (Fixture *fixture, const char *date)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Snapshot) snapshot = store_snapshot (fixture->store, NULL, &error);
  g_autoptr(Establishments) list = NULL;
  g_assert_true (establishments_on (snapshot, register_day (date), &list, &error));
  return list == NULL ? 0 : list->n;
}

#define ONE LIST_HEADER HOME ("1000001")
#define TWO LIST_HEADER HOME ("1000001") HOME ("1000002")

static void
test_import (Fixture *fixture, gconstpointer data)
{
  (void) data;
  g_autofree char *first = import (fixture, "2025-03-31", ONE, NULL);
  g_assert_cmpstr (first, ==, "");
  g_assert_cmpuint (rows_on (fixture, "2025-03-31"), ==, 1);
  g_autofree char *again = import (fixture, "2025-03-31", ONE, "once more");
  g_assert_cmpstr (again, ==, "the record has this list of 2025-03-31 already: the bytes are the same");
  g_autofree char *other = import (fixture, "2025-03-31", TWO, NULL);
  g_assert_cmpstr (other, ==, "the record has another list of 2025-03-31: --reason TEXT replaces it");
  g_autofree char *replaced = import (fixture, "2025-03-31", TWO, "one was missing");
  g_assert_cmpstr (replaced, ==, "");
  g_assert_cmpuint (rows_on (fixture, "2025-03-31"), ==, 2);
}

static void
test_doubt (Fixture *fixture, gconstpointer data)
{
  (void) data;
  g_free (import (fixture, "2025-03-31", ONE, NULL));
  g_autofree char *same = import (fixture, "2025-06-30", ONE, NULL);
  g_assert_nonnull (strstr (same, "it is doubtful; --reason TEXT takes it all the same"));
  g_assert_cmpuint (rows_on (fixture, "2025-03-30"), ==, 0);
  g_autofree char *before = import (fixture, "2024-03-31", ONE, NULL);
  g_assert_nonnull (strstr (before, "it is doubtful"));
  g_autofree char *taken = import (fixture, "2025-06-30", ONE, "nothing changed");
  g_assert_cmpstr (taken, ==, "");

  g_autoptr(GError) error = NULL;
  g_autoptr(Snapshot) snapshot = store_snapshot (fixture->store, NULL, &error);
  g_autoptr(EstablishmentAbout) about = NULL;
  g_assert_true (establishment_about_read (snapshot, register_day ("2025-06-30"), &about, &error));
  g_assert_cmpstr (about->reason, ==, "nothing changed");
  g_assert_cmpstr (about->doubts[0], ==, "the list has the same rows as the list of 31 March 2025 in the record");
}

static void
test_withdraw (Fixture *fixture, gconstpointer data)
{
  (void) data;
  g_autoptr(GError) error = NULL;
  Actor actor = record_actor (fixture->time + 1);
  g_assert_false (establishment_withdraw (fixture->store, register_day ("2025-03-31"), "x", &actor, &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_clear_error (&error);
  g_free (import (fixture, "2022-03-31", ONE, NULL));
  g_free (import (fixture, "2025-03-31", TWO, NULL));
  actor.time = ++fixture->time;
  g_assert_true (establishment_withdraw (fixture->store, register_day ("2025-03-31"), "wrong year", &actor, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (rows_on (fixture, "2025-03-31"), ==, 1);
  g_assert_false (establishment_withdraw (fixture->store, register_day ("2025-03-31"), "x", &actor, &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);

  g_autofree char *same = import (fixture, "2025-03-31", TWO, NULL);
  g_assert_nonnull (strstr (same, "it is doubtful"));
  g_autofree char *taken = import (fixture, "2025-03-31", TWO, "it was right");
  g_assert_cmpstr (taken, ==, "");
  g_assert_cmpuint (rows_on (fixture, "2025-03-31"), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/establishment-import/once-and-in-place-of-another", Fixture, NULL, set_up, test_import, tear_down);
  g_test_add ("/establishment-import/doubtful-with-a-reason-alone", Fixture, NULL, set_up, test_doubt, tear_down);
  g_test_add ("/establishment-import/withdrawn-and-anew", Fixture, NULL, set_up, test_withdraw, tear_down);
  return g_test_run ();
}
