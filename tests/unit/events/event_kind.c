/* The kinds of event: what each must say, and which paths it may change. */

#include "lib/events/event_kind.h"

#include <string.h>

#include "lib/base/error.h"

#define FILED "x\n\nEvent: filed\nReturn: annual\nPeriod: 2025-26\nPerson: P00412\nVersion: 1\n"
#define DRAFT "x\n\nEvent: draft\nReturn: annual\nPeriod: 2025-26\nPerson: P00412\n"
#define PERSONS "x\n\nEvent: imported\nRegister: persons\nSource-SHA256: 00\n"
#define HOMES \
  "x\n\nEvent: imported\nRegister: establishments\nAs-At: 2026-03-31\nSource: Ofsted\n" \
  "Source-SHA256: 00\n"
#define FOLDER "returns/annual/2025-26/12/P00412/"

static void
test_beginning (void)
{
  static const char *const others[] = { FILED, DRAFT, PERSONS, HOMES };
  g_assert_true (event_kind_of ("init\n\nEvent: init\n")->begins);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (event_kind_of (others[i])->begins);
}

static void
test_trailers (void)
{
  static const struct {
    const char *message, *reason;      /* NULL: as it should be */
  } rows[] = {
    { FILED, NULL }, { FILED "Record: PRACTICE\n", NULL }, { DRAFT, NULL }, { PERSONS, NULL },
    { HOMES, NULL }, { HOMES "Reason: a new one\n", NULL }, { "init\n\nEvent: init\n", NULL },
    { FILED "Note: x\n", "an event 'filed' has no trailer 'Note'" },
    { FILED "Person: P00413\n", "an event has one trailer 'Person'" },
    { FILED "Event: filed\n", "an event has one trailer 'Event'" },
    { FILED "N\033te: x\n", "an event 'filed' has no trailer 'N\\u001Bte'" },
    { FILED "Record\n", "an event 'filed' has no trailer 'Record'" },
    { FILED "\nAnd more\n", "is no kind" },
    { "x\n\nEvent: filed\n", "an event 'filed' has a trailer 'Return'" },
    { "x\n\nEvent: imported\nRegister: persons\n", "has a trailer 'Source-SHA256'" },
    { "x\n\nEvent: Filed\n", "is no kind" }, { "x\n\nReturn: annual\n", "is no kind" },
    { "Event: filed\n", "is no kind" }, { "", "is no kind" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      const EventKind *kind = event_kind_of (rows[i].message);
      g_test_message ("%s", rows[i].message);
      if (kind == NULL)
        g_assert_cmpstr (rows[i].reason, ==, "is no kind");
      else if (rows[i].reason == NULL)
        g_assert_true (event_kind_check (kind, rows[i].message, &error));
      else
        {
          g_assert_false (event_kind_check (kind, rows[i].message, &error));
          g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
          g_assert_nonnull (strstr (error->message, rows[i].reason));
        }
    }
}

static void
test_paths (void)
{
  static const struct {
    const char *message, *path;
    int change;                        /* -1: may not be changed */
  } rows[] = {
    { FILED, FOLDER "statement.csv", PATH_REMOVED },
    { FILED, FOLDER "filing.json", PATH_REPLACED },
    { FILED, FOLDER "filing.json.csv/x", -1 }, { FILED, FOLDER "other.json", -1 },
    { FILED, "returns/annual/2025-26/13/P00413/statement.csv", -1 },
    { FILED, "returns/annual/2024-25/12/P00412/statement.csv", -1 },
    { FILED, "returns/quarterly/2025-26/12/P00412/statement.csv", -1 },
    { FILED, "returns/annual/2025-26/13/P00412/statement.csv", -1 },
    { FILED, "register/persons.csv", -1 }, { FILED, "statement.csv", -1 },
    { PERSONS, "register/persons.csv", PATH_GROWS }, { PERSONS, "register/groups.csv", -1 },
    { PERSONS, FOLDER "statement.csv", -1 }, { PERSONS, "establishments/2026-03-31.csv", -1 },
    { HOMES, "establishments/2026-03-31.csv", PATH_REPLACED },
    { HOMES, "establishments/2026-03-31.json", PATH_REPLACED },
    { HOMES, "establishments/2025-03-31.csv", -1 }, { HOMES, "register/persons.csv", -1 },
    { DRAFT, "statement.csv", PATH_REMOVED }, { DRAFT, "draft.json", PATH_REPLACED },
    { DRAFT, FOLDER "statement.csv", -1 }, { DRAFT, "filing.json", -1 },
    { "init\n\nEvent: init\n", "register/areas.csv", PATH_GROWS },
    { "init\n\nEvent: init\n", "establishments/2026-03-31.csv", -1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(EventPath) paths = event_kind_paths (event_kind_of (rows[i].message), rows[i].message);
      const EventPath *found = event_paths_find (paths, rows[i].path);
      g_test_message ("%s%s", rows[i].message, rows[i].path);
      g_assert_cmpint (found == NULL ? -1 : (int) found->change, ==, rows[i].change);
    }
}

/* A value that would reach further than one name gives no path at all. */
static void
test_values (void)
{
  static const char *const values[] = { "*", "annual/2025-26", "..", ".x", "#", "<person>", "" };
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *message = g_strdup_printf ("x\n\nEvent: filed\nReturn: %s\nPeriod: 2025-26\n"
                                                  "Person: P00412\nVersion: 1\n", values[i]);
      g_autoptr(EventPath) paths = event_kind_paths (event_kind_of (message), message);
      g_autofree char *text = event_paths_text (paths);
      g_assert_cmpstr (text, ==, "nothing");
    }
  g_autoptr(EventPath) filed = event_kind_paths (event_kind_of (FILED), FILED);
  g_autofree char *text = event_paths_text (filed);
  g_assert_cmpstr (text, ==, FOLDER "*.csv or " FOLDER "filing.json");
}

static void
test_trailer (void)
{
  g_autofree char *person = message_trailer (FILED, "Person");
  g_assert_cmpstr (person, ==, "P00412");
  g_assert_null (message_trailer (FILED, "person"));
  g_assert_null (message_trailer (FILED, "Per"));
  g_assert_null (message_trailer ("Person: P1\n\nbody\n\nEvent: x\n", "Person"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-kind/one-begins-a-record", test_beginning);
  g_test_add_func ("/event-kind/trailers-are-those-of-the-kind", test_trailers);
  g_test_add_func ("/event-kind/changes-its-own-paths-and-no-other", test_paths);
  g_test_add_func ("/event-kind/a-value-is-one-name-of-a-path", test_values);
  g_test_add_func ("/event-kind/a-trailer-is-a-line-of-the-last-paragraph", test_trailer);
  return g_test_run ();
}
