/* filing.c: how fast returns are filed, without a process for each.
 *
 *   filing STORE FOLDER N
 *
 * Checks the annual return in FOLDER for each of the persons P10001 to P1<2N>,
 * saves it as the draft of each, files the first N one by one and the others as
 * one group. Prints the seconds of checking the first N, and of both ways of
 * filing: checking, signing and the flushes to disk are in them.
 * The record must hold the persons, and a round of annual returns for 2023-24. */

#include "collector/filing/signing.h"
#include "lib/cli/program.h"

#include <stdio.h>

#define PERIOD "2023-24"
#define FIRST_PERSON 10001u

static void
print_seconds (const char *name, gint64 started)
{
  printf ("%s %.3f\n", name, (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC);
}

static gboolean
save_drafts (Store *store, GPtrArray *persons, GHashTable *files, const Actor *actor, GError **error)
{
  for (guint i = 0; i < persons->len; i++)
    {
      FilingKey key = { (char *) "annual", (char *) PERIOD, g_ptr_array_index (persons, i) };
      g_autoptr(Draft) draft = draft_new (&key, "2025-26", files, NULL, NULL);
      if (!draft_save (store, draft, actor, "drafted", error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_each (Store *store, Rulebook *rulebook, GHashTable *files, const SigningRequest *requests, guint n,
            GError **error)
{
  g_autoptr(Snapshot) head = store_snapshot (store, NULL, error);
  const Definition *definition
    = head == NULL ? NULL : definitions_for_period (rulebook_definitions (rulebook), "annual", PERIOD, error);
  Period period;
  if (definition == NULL || !period_parse (PERIOD, &period))
    return FALSE;
  gint64 started = g_get_monotonic_time ();
  for (guint i = 0; i < n; i++)
    {
      const CheckContext context = { requests[i].person, head };
      g_autoptr(CheckResult) check = NULL;
      if (!check_return (rulebook, definition, period, files, &context, &check, error))
        return FALSE;
    }
  print_seconds ("check", started);
  return TRUE;
}

static gboolean
file_each (Store *store, Rulebook *rulebook, const SigningRequest *requests, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      g_auto(SigningResult) result = { 0 };
      if (!signing_file (store, rulebook, &requests[i], &result, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
file_group (Store *store, Rulebook *rulebook, const SigningRequest *requests, guint n, GError **error)
{
  g_autofree SigningResult *results = g_new0 (SigningResult, n);
  gboolean filed = signing_file_many (store, rulebook, requests, results, n, error);
  for (guint i = 0; i < n; i++)
    signing_result_clear (&results[i]);
  return filed;
}

static gboolean
time_filing (const char *name, gboolean (*file) (Store *, Rulebook *, const SigningRequest *, guint, GError **),
             Store *store, Rulebook *rulebook, const SigningRequest *requests, guint n, GError **error)
{
  gint64 started = g_get_monotonic_time ();
  if (!file (store, rulebook, requests, n, error))
    return FALSE;
  print_seconds (name, started);
  return TRUE;
}

static gboolean
run (const char *path, const char *folder, guint n, GError **error)
{
  g_autoptr(Store) store = store_open (path, error);
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  const Definition *definition
    = store == NULL ? NULL : definitions_for_period (rulebook_definitions (rulebook), "annual", PERIOD, error);
  g_autoptr(GHashTable) files = NULL;
  g_autoptr(CheckResult) check = NULL;
  const CheckContext context = { 0 };
  Period period;
  if (definition == NULL || !period_parse (PERIOD, &period)
      || !check_folder (rulebook, definition, period, folder, &context, &files, &check, error))
    return FALSE;
  g_autofree char *hash = content_hash (files);
  g_autoptr(GPtrArray) persons = g_ptr_array_new_with_free_func (g_free);
  g_autofree SigningRequest *requests = g_new0 (SigningRequest, 2 * n);
  Actor actor = { "Ann Lee", "ann@example.org", 1782900000 };
  for (guint i = 0; i < 2 * n; i++)
    {
      g_ptr_array_add (persons, g_strdup_printf ("P%u", FIRST_PERSON + i));
      requests[i] = (SigningRequest) { "annual", PERIOD, g_ptr_array_index (persons, i), hash, actor };
    }
  return check_each (store, rulebook, files, requests, n, error)
         && save_drafts (store, persons, files, &actor, error)
         && time_filing ("each", file_each, store, rulebook, requests, n, error)
         && time_filing ("group", file_group, store, rulebook, requests + n, n, error);
}

int
main (int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  guint64 n;
  if (argc != 4 || !g_ascii_string_to_unsigned (argv[3], 10, 1, 40000, &n, NULL))
    {
      fputs ("usage: filing STORE FOLDER N\n", stderr);
      return EXIT_USAGE;
    }
  if (run (argv[1], argv[2], (guint) n, &error))
    return EXIT_DONE;
  fprintf (stderr, "filing: %s\n", error != NULL ? error->message : "the folder holds no return");
  return EXIT_FAULT;
}
