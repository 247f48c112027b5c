/* What happened to one return, newest first, with why. */

#include "collector/filing/return_history.h"

#include "collector/filing/obligation.h"
#include "tests/filings.h"

static const FilingKey asked = { (char *) "annual", (char *) "2025-26", (char *) "P00001" };

/* "filed, draft (sold)"; g_free(). */
static char *
history (Filings *filings, gboolean with_draft)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Snapshot) head = store_snapshot (filings->store, NULL, &error);
  g_assert_no_error (error);
  g_autoptr(FiledEvent) filed = NULL;
  obligation_event (filings->rulebook, head, &asked, &filed, &error);
  g_assert_no_error (error);
  g_autofree char *damage = NULL;
  g_autoptr(GPtrArray) events = return_history (filings->store, head, &asked, filed, with_draft, &damage, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (damage, ==, NULL);
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < events->len; i++)
    {
      const ReturnEvent *event = g_ptr_array_index (events, i);
      g_assert_cmpstr (event->by, ==, "Ann Example <ann@example.org>");
      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", event->event);
      if (event->reason != NULL)
        g_string_append_printf (out, " (%s)", event->reason);
    }
  return g_string_free (out, FALSE);
}

/* Saves the draft of P00001 once more, as who explained a finding of it does. */
static void
explain (Filings *filings, guint time)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Draft) draft = NULL;
  const Actor actor = filings_signatory ("P00001", time);
  draft_read (filings->store, &asked, &draft, &error);
  g_assert_no_error (error);
  draft_save (filings->store, draft, &actor, "explained", &error);
  g_assert_no_error (error);
}

static void
test_events (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *none = history (filings, TRUE);
  g_assert_cmpstr (none, ==, "");
  g_autofree char *first = filings_draft (filings, "P00001", NULL, NULL, 1);
  g_free (filings_draft (filings, "P00002", NULL, NULL, 1));
  filings_sign (filings, "P00001", first, 2, &error);
  g_assert_no_error (error);
  g_autofree char *second = filings_draft (filings, "P00001", "Another Parent Ltd", "sold", 3);
  g_autofree char *drafted = history (filings, TRUE);
  g_assert_cmpstr (drafted, ==, "draft (sold), filed, draft");
  explain (filings, 4);
  g_autofree char *explained = history (filings, TRUE);
  g_assert_cmpstr (explained, ==, "draft, draft (sold), filed, draft");
  filings_sign (filings, "P00001", second, 5, &error);
  g_assert_no_error (error);
  g_autofree char *filed = history (filings, FALSE);
  g_assert_cmpstr (filed, ==, "filed (sold), filed");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/return-history/has-drafts-versions-and-reasons", Filings, NULL, filings_set_up, test_events,
              filings_tear_down);
  return g_test_run ();
}
