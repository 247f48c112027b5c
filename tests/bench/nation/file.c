/* file.c: files a nation, as `make` beside it makes one, into a record for practice.
 *
 *   file FOLDER STORE [UNTIL]
 *
 * Everything in FOLDER/events happens in STORE, which the nation makes, at its
 * time, by whom it says: imports one by one, returns drafted, explained and signed
 * in groups, since they are as many as on a deadline day. UNTIL is a month, such as
 * 2025-06: what comes after it is left out. */

#include "collector/filing/signing.h"
#include "collector/intake/establishment_import.h"
#include "collector/intake/register_import.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/cli/program.h"
#include "lib/sheet/data_file.h"

#include <stdio.h>
#include <string.h>

#define GROUP_MAX 250u

enum { AT, EVENT, PERIOD, PERSON, NAME, MAIL, PATH, REASON };
static const DataColumn columns[] = {
  [AT] = { "at", DATA_TEXT },
  [EVENT] = { "event", DATA_CODE },
  [PERIOD] = { "period", DATA_TEXT, .otherwise = "" },
  [PERSON] = { "person", DATA_TEXT, .otherwise = "" },
  [NAME] = { "name", DATA_TEXT },
  [MAIL] = { "mail", DATA_TEXT },
  [PATH] = { "path", DATA_TEXT },
  [REASON] = { "reason", DATA_TEXT, .otherwise = "" },
  { NULL },
};

typedef struct {
  const char *folder;
  Store *store;
  Rulebook *rulebook;
  ListWords *words;
  GPtrArray *requests;       /* SigningRequest *: the group that is filed next */
  GHashTable *waiting;       /* the persons in it */
  guint imported, filed, explained;
} Filer;

static void
request_free (gpointer data)
{
  SigningRequest *request = data;
  g_free ((char *) request->return_id);
  g_free ((char *) request->period);
  g_free ((char *) request->person);
  g_free ((char *) request->hash);
  g_free ((char *) request->actor.name);
  g_free ((char *) request->actor.mail);
  g_free (request);
}

static gboolean
row_actor (DataRow row, Actor *out, GError **error)
{
  g_autoptr(GDateTime) time = time_parse (data_row_text (row, AT), error);
  if (time == NULL)
    return FALSE;
  *out = (Actor) { data_row_text (row, NAME), data_row_text (row, MAIL), g_date_time_to_unix (time) };
  return TRUE;
}

static gboolean
file_group (Filer *filer, GError **error)
{
  guint n = filer->requests->len;
  if (n == 0)
    return TRUE;
  g_autofree SigningRequest *requests = g_new (SigningRequest, n);
  g_autofree SigningResult *results = g_new0 (SigningResult, n);
  for (guint i = 0; i < n; i++)
    requests[i] = *(const SigningRequest *) g_ptr_array_index (filer->requests, i);
  gboolean filed = signing_file_many (filer->store, filer->rulebook, requests, results, n, error);
  for (guint i = 0; i < n; i++)
    signing_result_clear (&results[i]);
  filer->filed += filed ? n : 0;
  g_ptr_array_set_size (filer->requests, 0);
  g_hash_table_remove_all (filer->waiting);
  return filed;
}

/* Each rule that found something soft gets one explanation, for all that it found. */
static void
explain (Filer *filer, Draft *draft, const CheckResult *check, const Actor *actor)
{
  g_autoptr(GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (actor->time);
  for (guint i = 0; i < findings_length (check->findings); i++)
    {
      const Finding *finding = findings_index (check->findings, i);
      if (finding->severity != SEVERITY_SOFT || !g_hash_table_add (said, (gpointer) finding->rule))
        continue;
      Explanation *explanation = g_new0 (Explanation, 1);
      explanation->rule = g_strdup (finding->rule);
      explanation->location = g_strdup ("*");
      explanation->code = g_strdup ("correct");
      explanation->text = g_strdup ("We looked at this again, and it is so.");
      explanation->by = g_strdup_printf ("%s <%s>", actor->name, actor->mail);
      explanation->at = time_to_string (time);
      g_ptr_array_add (draft->filing->explanations, explanation);
      filer->explained++;
    }
}

/* Saves the draft, and adds what approves it to the group. */
static gboolean
draft_return (Filer *filer, DataRow row, const Actor *actor, GError **error)
{
  const FilingKey key = { (char *) data_row_text (row, EVENT), (char *) data_row_text (row, PERIOD),
                          (char *) data_row_text (row, PERSON) };
  const char *reason = data_row_text (row, REASON);
  g_autofree char *path = g_build_filename (filer->folder, data_row_text (row, PATH), NULL);
  const Definition *definition
    = definitions_for_period (rulebook_definitions (filer->rulebook), key.return_id, key.period, error);
  g_autoptr(Snapshot) head = definition == NULL ? NULL : store_snapshot (filer->store, NULL, error);
  Period period;
  if (head == NULL || !period_parse (key.period, &period))
    return FALSE;
  const CheckContext context = { key.person, head };
  g_autoptr(GHashTable) files = NULL;
  g_autoptr(CheckResult) check = NULL;
  g_autoptr(Filing) in_force = NULL;
  g_autoptr(Draft) old = NULL;
  if (!check_folder (filer->rulebook, definition, period, path, &context, &files, &check, error)
      || !filing_read (head, &key, &in_force, error) || !draft_read (filer->store, &key, &old, error))
    return FALSE;
  g_autoptr(Draft) draft = draft_new (&key, definition->edition, files, in_force, *reason == '\0' ? NULL : reason);
  draft->after = old == NULL ? NULL : g_strdup (old->after);
  explain (filer, draft, check, actor);
  if (!draft_save (filer->store, draft, actor, DRAFT_SAVED, error))
    return FALSE;
  SigningRequest *request = g_new (SigningRequest, 1);
  *request = (SigningRequest) { g_strdup (key.return_id), g_strdup (key.period), g_strdup (key.person),
                                g_strdup (draft->filing->hash),
                                { g_strdup (actor->name), g_strdup (actor->mail), actor->time } };
  g_ptr_array_add (filer->requests, request);
  g_hash_table_add (filer->waiting, (gpointer) request->person);
  return TRUE;
}

static gboolean
import (Filer *filer, DataRow row, const Actor *actor, GError **error)
{
  const char *kind = data_row_text (row, EVENT);
  g_autofree char *path = g_build_filename (filer->folder, data_row_text (row, PATH), NULL);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(OfstedList) list = NULL;
  guint added;
  if (!csv_load (path, findings, &bytes, error))
    return FALSE;
  gboolean imported = FALSE;
  OfstedRequest request = { .bytes = bytes, .file = path, .source = "A list of the simulated nation" };
  if (strcmp (kind, "establishments") != 0)
    imported = register_import (filer->store, program_datadir (), kind, bytes, path, actor, findings, &added, error);
  else if (date_parse (data_row_text (row, PERIOD), &request.as_at))
    imported = establishment_import (filer->store, &request, filer->words, NULL, actor, findings, &list, error);
  for (guint i = 0; !imported && i < findings_length (findings); i++)
    {
      const Finding *finding = findings_index (findings, i);
      fprintf (stderr, "%s:%" G_GUINT64_FORMAT ": %s: %s\n", finding->file, finding->line, finding->rule, finding->message);
    }
  filer->imported += imported ? 1 : 0;
  return imported;
}

static gboolean
happen (Filer *filer, DataRow row, GError **error)
{
  const char *person = data_row_text (row, PERSON);
  Actor actor;
  if (!row_actor (row, &actor, error))
    return FALSE;
  /* What is drafted must see what the person filed before. */
  if ((*person == '\0' || filer->requests->len >= GROUP_MAX || g_hash_table_contains (filer->waiting, person))
      && !file_group (filer, error))
    return FALSE;
  return *person == '\0' ? import (filer, row, &actor, error) : draft_return (filer, row, &actor, error);
}

static gboolean
happen_in (Filer *filer, const char *folder, const char *month, GError **error)
{
  g_autoptr(DataFile) file = data_file_read (folder, month, columns, error);
  if (file == NULL)
    return FALSE;
  for (guint i = 0; i < data_file_rows (file); i++)
    if (!happen (filer, (DataRow) { file, i }, error))
      {
        g_prefix_error (error, "%s: ", data_row_text ((DataRow) { file, i }, PATH));
        return FALSE;
      }
  return file_group (filer, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
months_until (const char *folder, const char *until, GError **error)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, error);
  if (dir == NULL)
    return NULL;
  GPtrArray *months = g_ptr_array_new_with_free_func (g_free);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    if (until == NULL || strncmp (name, until, strlen ("2023-04")) <= 0)
      g_ptr_array_add (months, g_strdup (name));
  g_ptr_array_sort (months, compare_names);
  return months;
}

static gboolean
run (Filer *filer, const char *until, GError **error)
{
  g_autofree char *folder = g_build_filename (filer->folder, "events", NULL);
  g_autoptr(GPtrArray) months = months_until (folder, until, error);
  if (months == NULL)
    return FALSE;
  gint64 started = g_get_monotonic_time ();
  for (guint i = 0; i < months->len; i++)
    if (!happen_in (filer, folder, g_ptr_array_index (months, i), error))
      return FALSE;
  printf ("imported %u\nfiled %u\nexplained %u\nseconds %.3f\n", filer->imported, filer->filed, filer->explained,
          (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC);
  return TRUE;
}

int
main (int argc, char **argv)
{
  if (argc != 3 && argc != 4)
    {
      fputs ("usage: file FOLDER STORE [UNTIL]\n", stderr);
      return EXIT_USAGE;
    }
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) requests = g_ptr_array_new_with_free_func (request_free);
  g_autoptr(GHashTable) waiting = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(Store) store = store_open (argv[2], &error);
  g_autoptr(ListWords) words = store == NULL ? NULL : list_words_load (program_datadir (), &error);
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  Filer filer = { argv[1], store, rulebook, words, requests, waiting, 0, 0, 0 };
  if (words != NULL && run (&filer, argc == 4 ? argv[3] : NULL, &error))
    return EXIT_DONE;
  fprintf (stderr, "file: %s\n", error != NULL ? error->message : "it cannot be filed");
  return EXIT_FAULT;
}
