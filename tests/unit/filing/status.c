/* Where a return stands is worked out from the record and a day. */

#include "collector/filing/status.h"

#include <string.h>

#include "lib/base/error.h"
#include "tests/filings.h"

/* Of annual 2025-26 on ON; g_ptr_array_unref(). */
static GPtrArray *
list_on (Filings *filings, Date on)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Snapshot) head = store_snapshot (filings->store, NULL, &error);
  g_assert_no_error (error);
  const FilingKey wanted = { (char *) "annual", (char *) "2025-26", NULL };
  GPtrArray *rows = status_list (filings->store, filings->rulebook, head, &wanted, on, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  return rows;
}

/* P00001 on ON: its state, days to the due date, and whether it is late. */
static void
assert_status (Filings *filings, Date on, ReturnState state, int days, gboolean late)
{
  g_autoptr(GPtrArray) rows = list_on (filings, on);
  const ReturnStatus *status = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (status->key.person, ==, "P00001");
  g_assert_cmpstr (return_state_name (status->state), ==, return_state_name (state));
  g_assert_cmpint (status->days, ==, days);
  g_assert_cmpint (status->late, ==, late);
}

/* It opens on 1 June and is due on 30 September, 121 days later. */
static void
test_days (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  assert_status (filings, date_from_ymd (2026, 5, 31), STATE_NOT_DUE, 122, FALSE);
  assert_status (filings, date_from_ymd (2026, 6, 1), STATE_DUE, 121, FALSE);
  assert_status (filings, date_from_ymd (2026, 9, 30), STATE_DUE, 0, FALSE);
  assert_status (filings, date_from_ymd (2026, 10, 1), STATE_DUE, -1, TRUE);
}

/* Signed on 1 July, 91 days before it is due; the correction makes it no later. */
static void
test_states (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = filings_draft (filings, "P00001", NULL, NULL, 1);
  assert_status (filings, date_from_ymd (2026, 7, 1), STATE_READY, 91, FALSE);
  filings_sign (filings, "P00001", hash, 2, &error);
  g_assert_no_error (error);
  assert_status (filings, date_from_ymd (2026, 12, 1), STATE_FILED, 91, FALSE);
  g_autofree char *other = filings_draft (filings, "P00001", "Another Parent Ltd", "sold", 24 * 100);
  g_autoptr(GPtrArray) rows = list_on (filings, date_from_ymd (2026, 12, 1));
  const ReturnStatus *status = g_ptr_array_index (rows, 0);
  g_assert_cmpint (status->state, ==, STATE_READY);
  g_assert_cmpuint (status->version, ==, 1);
  g_assert_cmpstr (status->hash, ==, other);
  filings_sign (filings, "P00001", other, 24 * 101, &error);
  g_assert_no_error (error);
  assert_status (filings, date_from_ymd (2026, 12, 1), STATE_FILED, 91, FALSE);
}

/* Of one person come that one's obligations, drafts and filings, and no other's; one
 * who left the register is known by what was filed. */
static void
test_one_person (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  static const char *const persons[] = { "P00001", "P00002" };
  const Date days[] = { date_from_ymd (1990, 1, 1), date_from_ymd (2026, 12, 1) };    /* nobody is on the register yet */
  g_autoptr(GError) error = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (persons); i++)
    {
      g_autofree char *hash = filings_draft (filings, persons[i], NULL, NULL, 1);
      filings_sign (filings, persons[i], hash, 2, &error);
      g_assert_no_error (error);
    }
  g_autoptr(Snapshot) head = store_snapshot (filings->store, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      const FilingKey wanted = { NULL, NULL, (char *) "P00002" }, unknown = { NULL, NULL, (char *) "P00009" };
      g_autoptr(GPtrArray) rows = status_list (filings->store, filings->rulebook, head, &wanted, days[i], &error);
      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, 1);
      g_assert_cmpstr (((const ReturnStatus *) rows->pdata[0])->key.person, ==, "P00002");
      g_assert_cmpuint (((const ReturnStatus *) rows->pdata[0])->version, ==, 1);
      g_assert_null (status_list (filings->store, filings->rulebook, head, &unknown, days[i], &error));
      g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
      g_clear_error (&error);
    }
}

/* A draft that nobody can read is told of its person alone. */
static void
test_unreadable (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) files = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GBytes) text = g_bytes_new_static ("{}", 2);
  g_hash_table_insert (files, (char *) "draft.json", text);
  const Actor actor = filings_signatory ("P00001", 1);
  store_change_draft (filings->store, "annual/2025-26/P00001", NULL, &actor, "x", files, NULL, &error);
  g_assert_no_error (error);
  assert_status (filings, date_from_ymd (2026, 7, 1), STATE_UNREADABLE, 91, FALSE);
  g_autoptr(GPtrArray) rows = list_on (filings, date_from_ymd (2026, 7, 1));
  const ReturnStatus *first = g_ptr_array_index (rows, 0), *second = g_ptr_array_index (rows, 1);
  g_assert_nonnull (strstr (first->problem, "draft annual/2025-26/P00001: draft.json: "));
  g_assert_cmpint (second->state, ==, STATE_DUE);
  g_assert_null (second->problem);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/status/goes-with-the-day", Filings, NULL, filings_set_up, test_days, filings_tear_down);
  g_test_add ("/status/goes-with-the-record", Filings, NULL, filings_set_up, test_states, filings_tear_down);
  g_test_add ("/status/is-of-one-person-or-of-all", Filings, NULL, filings_set_up, test_one_person, filings_tear_down);
  g_test_add ("/status/goes-on-past-a-draft-that-cannot-be-read", Filings, NULL, filings_set_up, test_unreadable,
              filings_tear_down);
  return g_test_run ();
}
