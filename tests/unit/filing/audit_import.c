/* Whether what an import left in the record can be read, and which file cannot. */

#include "collector/filing/audit_import.h"

#include <string.h>

#include "tests/filings.h"
#include "tests/record.h"

#define HEADER "urn,name,provision,status,registered,sector,organisation,authority,places,premises\n"
#define HOME "9000001,Home One,Children's home,Active,2015-01-01,Private,Example Care Ltd,E08000025,6,\n"
#define SHA256 "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069"
#define OTHER_SHA256 "0000000000000000000000000000000000000000000000000000000000000000"
#define ABOUT "{\"sha256\": \"" SHA256 "\"}"
#define WITHDRAWN(on) "{\"sha256\": \"" SHA256 "\", \"withdrawn\": {\"on\": \"" on "\", \"by\": \"A\", \"reason\": \"too few\"}}"
#define CAME(as_at) "Event: imported\nRegister: establishments\nAs-At: " as_at "\nSource-SHA256: " SHA256 "\n"
#define WENT(as_at, reason) "Event: withdrawn\nRegister: establishments\nAs-At: " as_at "\nReason: " reason "\n"

/* What is wrong with the newest event of STORE, did it have TRAILERS. */
static void
assert_fault (Store *store, const char *trailers, const char *expected_where, const char *part)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Snapshot) head = store_snapshot (store, NULL, &error);
  g_autofree char *message = g_strconcat ("x\n\n", trailers, NULL), *where = NULL;
  const LogEntry entry = { .commit = snapshot_commit (head), .message = message,
                           .authored = snapshot_time (head) };
  g_autofree char *fault = import_fault (head, &entry, &where);
  g_test_message ("%s: %s", where, fault);
  g_assert_cmpstr (where, ==, expected_where);
  if (part == NULL)
    g_assert_cmpstr (fault, ==, NULL);
  else
    g_assert_true (fault != NULL && strstr (fault, part) != NULL);
}

/* filings_time (0) is 2026-07-01T00:00:00Z, which is one o'clock in London. */
static void
test_lists (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  static const struct { const char *trailers, *as_at, *list, *about, *where, *part; } rows[] = {
    { CAME ("2025-01-31"), "2025-01-31", HEADER HOME, ABOUT, "json", NULL },
    { WENT ("2025-02-28", "too few"), "2025-02-28", NULL, WITHDRAWN ("2026-07-01"), "json", NULL },
    { WENT ("2025-03-31", "too many"), "2025-03-31", NULL, WITHDRAWN ("2026-07-01"), "json", "does not say what" },
    { WENT ("2025-04-30", "too few"), "2025-04-30", NULL, WITHDRAWN ("2026-06-30"), "json", "does not say what" },
    { WENT ("2025-05-31", "too few"), "2025-05-31", NULL, ABOUT, "json", "does not say what" },
    { WENT ("2025-06-30", "too few"), "2025-06-30", HEADER HOME, WITHDRAWN ("2026-07-01"), "csv", "still there" },
    { CAME ("2025-07-31"), "2025-07-31", NULL, ABOUT, "csv", "is missing" },
    { CAME ("2025-08-31"), "2025-08-31", HEADER HOME, NULL, "json", "is missing" },
    { CAME ("2025-09-30"), "2025-09-30", HEADER HOME, "{", "json", "cannot read establishments/2025-09-30.json" },
    { CAME ("2025-10-31"), "2025-10-31", HEADER HOME, "{}", "json", "of which bytes" },
    { CAME ("2025-11-30"), "2025-11-30", HEADER HOME, "{\"sha256\": \"" OTHER_SHA256 "\"}", "json", "of the bytes 000" },
    { CAME ("2025-12-31"), "2025-12-31", HEADER HOME, WITHDRAWN ("2026-07-01"), "json", "was withdrawn" },
    { CAME ("2026-01-31"), "2026-01-31", HEADER "9000001,Home One\n", ABOUT, "csv", "line 2: " },
    { CAME ("2026-02-30"), "2026-02-30", HEADER HOME, ABOUT, "csv", "'2026-02-30' is not a date" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *list = g_strdup_printf ("establishments/%s.csv", rows[i].as_at);
      g_autofree char *about = g_strdup_printf ("establishments/%s.json", rows[i].as_at);
      if (rows[i].list != NULL)
        g_free (record_append (filings->store, filings_time (0), list, rows[i].list));
      if (rows[i].about != NULL)
        g_free (record_append (filings->store, filings_time (0), about, rows[i].about));
      assert_fault (filings->store, rows[i].trailers, strcmp (rows[i].where, "csv") == 0 ? list : about,
                    rows[i].part);
    }
  /* What it says of the list was brought by another event. */
  g_free (record_append (filings->store, filings_time (0), "establishments/2025-01-31.csv", HEADER HOME HOME));
  assert_fault (filings->store, CAME ("2025-01-31"), "establishments/2025-01-31.json", "did not change it");
}

/* A register cannot be read that lacks a file, or whose file lacks columns. */
static void
test_register (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autofree char *path = g_build_filename (filings->folder, "lacking", NULL);
  g_autoptr(Store) lacking = record_make (path);
  assert_fault (lacking, "Event: init\n", "register", "has no 'register/authorities.csv'");
  assert_fault (filings->store, "Event: init\n", "register", NULL);
  g_free (record_append (filings->store, filings_time (0), "register/areas.csv",
                         "area,name,kind,authority,from,to\n\n"));
  assert_fault (filings->store, "Event: imported\nRegister: areas\n", "register", NULL);
  assert_fault (filings->store, "Event: imported\nRegister: persons\n", "register/persons.csv", "did not change it");
  assert_fault (filings->store, "Event: imported\nRegister: areas\nAs-At: 2026-01-01\n", "register/areas.csv",
                "not as at a date");
  assert_fault (filings->store, "Event: withdrawn\nRegister: groups\nReason: x\n", "groups", "no event 'withdrawn'");
  g_free (record_append (filings->store, filings_time (0), "register/notes.csv", "x\n"));
  assert_fault (filings->store, "Event: imported\nRegister: notes\n", "register", "'notes.csv' is no file of the register");
  g_free (record_append (filings->store, filings_time (9), "register/persons.csv", "person,name\nP00001,A\n"));
  assert_fault (filings->store, "Event: imported\nRegister: persons\n", "register", "register/persons.csv, line 1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/audit-import/lists", Filings, NULL, filings_set_up, test_lists, filings_tear_down);
  g_test_add ("/audit-import/the-register", Filings, NULL, filings_set_up, test_register, filings_tear_down);
  return g_test_run ();
}
