/* The three names of a return are resolved, or it is said which is not known. */

#include "collector/filing/obligation.h"

#include <string.h>

#include "lib/base/error.h"
#include "tests/filings.h"

static Snapshot *
head_of (Filings *filings)
{
  g_autoptr(GError) error = NULL;
  Snapshot *head = store_snapshot (filings->store, NULL, &error);
  g_assert_no_error (error);
  return head;
}

static void
test_names (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Snapshot) head = head_of (filings);
  g_autoptr(Obligation) obligation = obligation_open (filings->rulebook, head, "annual", "2025-26", "P00001",
                                                      date_from_ymd (2026, 7, 1), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (obligation->person->named_individual, ==, "Ann Example");
  g_assert_cmpint (obligation->round->due, ==, date_from_ymd (2026, 9, 30));
  g_assert_cmpstr (obligation->definition->edition, ==, "2025-26");
  g_autofree char *name = obligation_name (obligation);
  g_assert_cmpstr (name, ==, "annual 2025-26 of P00001 (Example Care Ltd)");
  g_autoptr(Obligation) unasked = obligation_open (filings->rulebook, head, "annual", "2024-25", "P00001",
                                                   date_from_ymd (2026, 7, 1), &error);
  g_assert_no_error (error);
  g_assert_null (unasked->round);
}

static void
test_unknown (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(Snapshot) head = head_of (filings);
  const struct { const char *return_id, *period, *person; guint year; const char *said; } rows[] = {
    { "annaul", "2025-26", "P00001", 2026, "'annual'" },
    { "annual", "2025-62", "P00001", 2026, "'2025-62'" },
    { "annual", "2025-26", "P00003", 2026, "'P00003'" },
    { "annual", "2025-26", "P00001", 2020, "on the register on 2020-07-01" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_assert_null (obligation_open (filings->rulebook, head, rows[i].return_id, rows[i].period, rows[i].person,
                                      date_from_ymd (rows[i].year, 7, 1), &error));
      g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, rows[i].said));
    }
  obligation_free (NULL);
}

static void
test_event (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  const FilingKey asked = { (char *) "annual", (char *) "2025-26", (char *) "P00001" };
  const FilingKey unknown = { (char *) "annual", (char *) "2025-26", (char *) "../../x" };
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = filings_draft (filings, "P00001", NULL, NULL, 1);
  g_autoptr(Snapshot) before = head_of (filings);
  g_autoptr(FiledEvent) event = NULL;
  g_assert_true (obligation_event (filings->rulebook, before, &asked, &event, &error));
  g_assert_null (event);
  filings_sign (filings, "P00001", hash, 2, &error);
  g_assert_no_error (error);
  g_autoptr(Snapshot) after = head_of (filings);
  g_assert_true (obligation_event (filings->rulebook, after, &asked, &event, &error));
  g_assert_cmpstr (event->commit, ==, snapshot_commit (after));
  g_assert_false (obligation_event (filings->rulebook, after, &unknown, &event, &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/obligation/names-are-resolved", Filings, NULL, filings_set_up, test_names, filings_tear_down);
  g_test_add ("/obligation/an-unknown-name-is-said", Filings, NULL, filings_set_up, test_unknown, filings_tear_down);
  g_test_add ("/obligation/what-filed-it-is-found", Filings, NULL, filings_set_up, test_event, filings_tear_down);
  return g_test_run ();
}
