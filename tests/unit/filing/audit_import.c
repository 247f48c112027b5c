/* Whether what an import left in the record can be read, and which file cannot. */

#include "collector/filing/audit_import.h"

#include <string.h>

#include "tests/filings.h"
#include "tests/record.h"

#define HEADER "urn,name,provision,status,registered,sector,organisation,authority,places,premises\n"
#define HOME "9000001,Home One,Children's home,Active,2015-01-01,Private,Example Care Ltd,E08000025,6,\n"
#define LIST(as_at) "x\n\nEvent: imported\nRegister: establishments\nAs-At: " as_at "\n"
#define REGISTER "x\n\nEvent: imported\nRegister: persons\n"

static void
assert_fault (Store *store, const char *message, const char *expected_where, const char *part)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Snapshot) head = store_snapshot (store, NULL, &error);
  g_autofree char *where = NULL, *fault = import_fault (head, message, &where);
  g_test_message ("%s: %s", where, fault);
  g_assert_cmpstr (where, ==, expected_where);
  if (part == NULL)
    g_assert_cmpstr (fault, ==, NULL);
  else
    g_assert_true (fault != NULL && strstr (fault, part) != NULL);
}

static void
test_lists (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  static const struct { const char *message, *as_at, *list, *about, *where, *part; } rows[] = {
    { LIST ("2025-03-31"), "2025-03-31", HEADER HOME, "{}", "csv", NULL },
    { LIST ("2025-06-30"), "2025-06-30", NULL, "{}", "json", NULL },          /* withdrawn */
    { LIST ("2025-09-30"), "2025-09-30", HEADER HOME, NULL, "json", "is missing" },
    { LIST ("2025-12-31"), "2025-12-31", HEADER HOME, "{", "json", "" },
    { LIST ("2026-01-31"), "2026-01-31", HEADER "9000001,Home One\n", "{}", "csv", "line 2: " },
    { LIST ("2026-02-30"), "2026-02-30", HEADER HOME, "{}", "csv", "'2026-02-30' is not a date" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *list = g_strdup_printf ("establishments/%s.csv", rows[i].as_at);
      g_autofree char *about = g_strdup_printf ("establishments/%s.json", rows[i].as_at);
      if (rows[i].list != NULL)
        g_free (record_append (filings->store, filings_time (i), list, rows[i].list));
      if (rows[i].about != NULL)
        g_free (record_append (filings->store, filings_time (i), about, rows[i].about));
      assert_fault (filings->store, rows[i].message, strcmp (rows[i].where, "csv") == 0 ? list : about, rows[i].part);
    }
}

/* A register cannot be read that lacks a file, or whose file lacks columns. */
static void
test_register (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  assert_fault (filings->store, REGISTER, "register", NULL);
  g_autofree char *path = g_build_filename (filings->folder, "lacking", NULL);
  g_autoptr(Store) lacking = record_make (path);
  assert_fault (lacking, REGISTER, "register", "has no 'register/authorities.csv'");
  g_free (record_append (filings->store, filings_time (9), "register/persons.csv", "person,name\nP00001,A\n"));
  assert_fault (filings->store, REGISTER, "register", "register/persons.csv, line 1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/audit-import/lists", Filings, NULL, filings_set_up, test_lists, filings_tear_down);
  g_test_add ("/audit-import/the-register", Filings, NULL, filings_set_up, test_register, filings_tear_down);
  return g_test_run ();
}
