/* What the ledger keeps of an event: its trailers, and what they say. */

#include "lib/events/ledger_row.h"

#include <string.h>

static LedgerRow *
row_of (const char *message)
{
  const ObjectId id = { { 1, 2, 3 } };
  return ledger_row_new (&id, 20, 10, message);
}

static void
test_made (void)
{
  g_autofree LedgerRow *row = row_of ("a subject\n\nEvent: filed\nPerson: P00412\n");
  g_assert_cmpuint (row->commit.bytes[2], ==, 3);
  g_assert_cmpint (row->time, ==, 20);
  g_assert_cmpint (row->authored, ==, 10);
  g_assert_cmpstr (row->trailers, ==, "Event: filed\nPerson: P00412");
  g_assert_cmpuint (row->length, ==, strlen (row->trailers));
  g_autofree LedgerRow *bare = row_of ("a subject\nEvent: filed");
  g_assert_cmpstr (bare->trailers, ==, "");
}

static void
test_fields (void)
{
  static const struct {
    const char *message;
    LedgerField field;
    const char *value;
  } rows[] = {
    { "x\n\nReturn: annual\nPeriod: 2025-26\nPerson: P1\n", LEDGER_RETURN, "annual" },
    { "x\n\nReturn: annual\nPeriod: 2025-26\nPerson: P1\n", LEDGER_PERIOD, "2025-26" },
    { "x\n\nReturn: annual\nPeriod: 2025-26\nPerson: P1\n", LEDGER_PERSON, "P1" },
    { "x\n\nReturn: first\nReturn: second\n", LEDGER_RETURN, "first" },
    { "x\n\nReturn: annual\n", LEDGER_PERSON, "" },
    { "x\n\nPerson:P1\nPersons: P2\n", LEDGER_PERSON, "" },
    { "Person: P1", LEDGER_PERSON, "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree LedgerRow *row = row_of (rows[i].message);
      gsize length;
      const char *value = ledger_row_field (row, rows[i].field, &length);
      g_autofree char *text = g_strndup (value, length);
      g_assert_cmpstr (text, ==, rows[i].value);
    }
}

static void
test_matches (void)
{
  static const struct {
    LedgerKey key;
    gboolean matches;
  } rows[] = {
    { { { NULL, NULL, NULL } }, TRUE },
    { { { "annual", "2025-26", "P1" } }, TRUE },
    { { { NULL, NULL, "P1" } }, TRUE },
    { { { "annual", NULL, NULL } }, TRUE },
    { { { "annua", NULL, NULL } }, FALSE },
    { { { "annuals", NULL, NULL } }, FALSE },
    { { { NULL, NULL, "P2" } }, FALSE },
    { { { NULL, NULL, "" } }, FALSE },
  };
  g_autofree LedgerRow *row = row_of ("x\n\nReturn: annual\nPeriod: 2025-26\nPerson: P1\n");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (ledger_row_matches (row, &rows[i].key), ==, rows[i].matches);
  const LedgerKey nobody = { { NULL, NULL, "" } };
  g_autofree LedgerRow *import = row_of ("x\n\nEvent: imported\n");
  g_assert_true (ledger_row_matches (import, &nobody));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger-row/keeps-the-trailers", test_made);
  g_test_add_func ("/ledger-row/a-field-is-the-first-trailer-of-its-name", test_fields);
  g_test_add_func ("/ledger-row/matches-the-texts-that-are-asked-for", test_matches);
  return g_test_run ();
}
