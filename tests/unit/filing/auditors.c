/* Each thing is judged once, by somebody who has a record and rules of his own. */

#include "collector/filing/auditors.h"

#include <glib/gstdio.h>

#include "tests/filings.h"

#define THINGS 1000u

typedef struct {
  gint judged[THINGS];     /* how often; atomic */
  const Auditor *by[THINGS];
} Things;

static void
judge (const Auditor *auditor, guint i, gpointer data)
{
  Things *things = data;
  g_atomic_int_inc (&things->judged[i]);
  things->by[i] = auditor;
}

static void
assert_judged (const Things *things, guint from, guint to, gint times)
{
  for (guint i = from; i < to; i++)
    g_assert_cmpint (things->judged[i], ==, times);
}

static void
test_each (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  static const guint numbers[] = { 0, 1, 15, 16, 17, THINGS };
  g_autoptr(GError) error = NULL;
  g_autoptr(Auditors) auditors = auditors_new (filings->store, filings->rulebook, &error);
  g_assert_no_error (error);
  for (guint k = 0; k < G_N_ELEMENTS (numbers); k++)
    {
      Things things = { 0 };
      auditors_each (auditors, numbers[k], judge, &things);
      assert_judged (&things, 0, numbers[k], 1);
      assert_judged (&things, numbers[k], THINGS, 0);
    }
}

/* None shares with another what is not made for two threads. */
static void
test_apart (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Auditors) auditors = auditors_new (filings->store, filings->rulebook, &error);
  g_assert_no_error (error);
  Things things = { 0 };
  auditors_each (auditors, THINGS, judge, &things);
  for (guint i = 0; i < THINGS; i++)
    {
      const Auditor *one = things.by[i], *first = things.by[0];
      g_assert_cmpstr (snapshot_commit (one->head), ==, auditors_commit (auditors));
      g_assert_true (one->store != filings->store);
      g_assert_true (one == first || (one->store != first->store && one->rulebook != first->rulebook));
    }
}

/* Whoever was alone is not judged again: it would be no different. */
static void
test_repeat (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Auditors) auditors = auditors_new (filings->store, filings->rulebook, &error);
  g_assert_no_error (error);
  Things things = { 0 };
  auditors_repeat (auditors, 7, judge, &things);
  g_assert_cmpint (things.judged[7], ==, g_get_num_processors () > 1 ? 1 : 0);
  assert_judged (&things, 8, THINGS, 0);
}

static void
test_none (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *ref = g_build_filename (filings->folder, "record", "refs", "heads", "main", NULL);
  g_assert_cmpint (g_remove (ref), ==, 0);
  g_autoptr(Auditors) auditors = auditors_new (filings->store, filings->rulebook, &error);
  g_assert_null (auditors);
  g_assert_nonnull (error);
  auditors_free (NULL);
}

#define TEST(name, func) g_test_add ("/auditors/" name, Filings, NULL, filings_set_up, func, filings_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("each-thing-once", test_each);
  TEST ("each-has-its-own", test_apart);
  TEST ("again-alone", test_repeat);
  TEST ("no-main-no-auditors", test_none);
  return g_test_run ();
}
