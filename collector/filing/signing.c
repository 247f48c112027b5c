#include "collector/filing/signing.h"

#include <string.h>

#include "collector/filing/declaration.h"
#include "collector/filing/obligation.h"
#include "lib/base/error.h"
#include "lib/base/plural.h"
#include "lib/cli/program.h"
#include "lib/returns/filed_return.h"

typedef struct {
  Store *store;
  Rulebook *rulebook;
  const SigningRequest *request;
  SigningResult *result;
} Signing;

void
signing_result_clear (SigningResult *result)
{
  g_clear_pointer (&result->filing, filing_free);
  g_clear_pointer (&result->person_name, g_free);
  g_clear_pointer (&result->commit, g_free);
  g_clear_pointer (&result->check, check_result_free);
}

/* The Act lets a notice name the individual who answers for the person: only
 * that individual, as the register has it on the day, may sign. */
static gboolean
signatory_is_named (const Person *person, const Actor *actor, GError **error)
{
  if (person->mail != NULL && *person->mail != '\0'
      && g_ascii_strcasecmp (person->mail, actor->mail) == 0
      && g_strcmp0 (person->named_individual, actor->name) == 0)
    return TRUE;
  return error_refuse (error, "only the named individual of %s may sign: %s <%s>, not %s <%s>",
                       person->person, person->named_individual, person->mail, actor->name,
                       actor->mail);
}

static gboolean
draft_can_follow (const Draft *draft, const Filing *in_force, const char *name, GError **error)
{
  if (in_force == NULL)
    return TRUE;
  if (draft == NULL || strcmp (draft->filing->hash, in_force->hash) == 0)
    return error_refuse (error,
                         "%s is already in force: version %u, signed by %s at %s, has this content",
                         name, in_force->version, in_force->signatory, in_force->filed_at);
  if (draft->filing->version <= in_force->version)
    return error_refuse (
        error,
        "%s: version %u was filed after this draft was saved; save the draft again, with --reason",
        name, in_force->version);
  return TRUE;
}

static gboolean
check_allows (const Draft *draft, const CheckResult *check, const char *name, GError **error)
{
  g_assert (check != NULL);
  guint64 hard = findings_count (check->findings, SEVERITY_HARD);
  guint64 unexplained = draft_unexplained (draft, check);
  if (hard > 0)
    {
      g_autofree char *findings = plural (hard, "hard finding", "hard findings");
      return error_refuse (error, "%s cannot be filed: %s must be put right", name, findings);
    }
  if (unexplained > 0)
    {
      g_autofree char *findings = plural (unexplained, "soft finding", "soft findings");
      return error_refuse (error, "%s cannot be filed: %s must be explained", name, findings);
    }
  return TRUE;
}

static void
set_text (char **kept, const char *text)
{
  g_free (*kept);
  *kept = g_strdup (text);
}

/* The hash that is approved must be of everything that is filed. */
static gboolean
draft_is_whole (const Draft *draft, const char *name, GError **error)
{
  return draft->filing->explanations->len == 0 || filing_has_explanations_file (draft->filing)
         || error_refuse (error, "%s: the draft's explanations are not in its hash: explain one of "
                          "them again, and approve the hash that 'explain' prints", name);
}

/* Rules that no longer hold for the period are not those to be judged by. */
static gboolean
draft_is_of_edition (const Draft *draft, const Definition *definition, const char *name, GError **error)
{
  return strcmp (draft->filing->edition, definition->edition) == 0
         || error_refuse (error, "%s: the draft is of edition %s, and edition %s holds for the period "
                          "now: fill in its files and save the draft again", name,
                          draft->filing->edition, definition->edition);
}

/* The draft may become the version in force, for all that can be told without its rules. */
static gboolean
draft_may_be_signed (const Signing *signing, const Obligation *obligation, const Draft *draft,
                     const Filing *in_force, const char *name, GError **error)
{
  const SigningRequest *request = signing->request;
  if (!draft_can_follow (draft, in_force, name, error))
    return FALSE;
  if (draft == NULL)
    return error_refuse (error, "%s has no draft: save one with 'care-collector draft'", name);
  if (strcmp (draft->filing->hash, request->hash) != 0)
    return error_refuse (
        error, "%s: the draft's hash is %s, not %s: its files or explanations are others; look at "
        "what it holds before you sign", name, draft->filing->hash, request->hash);
  return signatory_is_named (obligation->person, &request->actor, error)
         && draft_is_whole (draft, name, error)
         && draft_is_of_edition (draft, obligation->definition, name, error)
         && draft_check_line (signing->store, draft, error);
}

static gboolean
sign (const Signing *signing, const Obligation *obligation, Filing *filing, GError **error)
{
  const Actor *actor = &signing->request->actor;
  const Person *person = obligation->person;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (actor->time);
  g_autoptr(Declaration) declaration = declaration_load (program_datadir (), date_of_time (time), error);
  const char *edition_hash = declaration == NULL ? NULL
    : definitions_hash (rulebook_definitions (signing->rulebook), obligation->definition, error);
  if (edition_hash == NULL)
    return FALSE;
  g_autofree char *at = time_to_string (time);
  set_text (&filing->edition_sha256, edition_hash);
  set_text (&filing->signatory, actor->name);
  set_text (&filing->mail, person->mail);
  set_text (&filing->role, person->role);
  set_text (&filing->declaration, declaration->version);
  set_text (&filing->filed_at, at);
  return TRUE;
}

static gboolean
write_files (Event *event, const Draft *draft, const Filing *in_force, GError **error)
{
  const Filing *filing = draft->filing;
  g_autofree char *folder = filing_folder (&filing->key);
  g_autoptr(GHashTable) parts = draft_parts (draft, error);
  char *json = parts == NULL ? NULL : filing_to_json (filing, error);
  if (json == NULL)
    return FALSE;
  for (guint i = 0; in_force != NULL && i < in_force->parts->len; i++)
    {
      const FilingPart *part = g_ptr_array_index (in_force->parts, i);
      g_autofree char *path = g_strdup_printf ("%s/%s.csv", folder, part->part);
      if (!g_hash_table_contains (parts, part->part))
        event_delete (event, path);
    }
  GHashTableIter iter;
  gpointer part, bytes;
  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &part, &bytes))
    {
      g_autofree char *path = g_strdup_printf ("%s/%s.csv", folder, (const char *) part);
      event_write (event, path, bytes);
    }
  g_autofree char *path = g_strconcat (folder, "/" FILING_DESCRIPTION, NULL);
  g_autoptr(GBytes) description = g_bytes_new_take (json, strlen (json));
  event_write (event, path, description);
  return TRUE;
}

static void
describe_event (Event *event, const Filing *filing, const char *name)
{
  g_autofree char *version = g_strdup_printf ("%u", filing->version);
  event_set_subject (event, "filed: %s, version %u", name, filing->version);
  event_trailer (event, "Event", "filed");
  event_trailer (event, "Return", filing->key.return_id);
  event_trailer (event, "Period", filing->key.period);
  event_trailer (event, "Person", filing->key.person);
  event_trailer (event, "Version", version);
}

static gboolean
sign_at_head (Snapshot *head, Event *event, gpointer data, GError **error)
{
  const Signing *signing = data;
  const SigningRequest *request = signing->request;
  SigningResult *result = signing->result;
  signing_result_clear (result);

  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (request->actor.time);
  g_autoptr(Obligation) obligation = obligation_open (signing->rulebook, head, request->return_id,
                                                      request->period, request->person, date_of_time (time),
                                                      error);
  if (obligation == NULL)
    return FALSE;
  g_autofree char *name = obligation_name (obligation);
  g_autoptr(Filing) in_force = NULL;
  g_autoptr(Draft) draft = NULL;
  if (!filed_return_look_up (head, &obligation->key, &in_force, error)
      || !draft_read (signing->store, &obligation->key, &draft, error)
      || !draft_may_be_signed (signing, obligation, draft, in_force, name, error))
    return FALSE;

  const CheckContext context = { obligation->key.person, head };
  if (!check_return (signing->rulebook, obligation->definition, obligation->period, draft->files, &context,
                     &result->check, error)
      || !check_allows (draft, result->check, name, error)
      || !sign (signing, obligation, draft->filing, error)
      || !write_files (event, draft, in_force, error))
    return FALSE;
  describe_event (event, draft->filing, name);
  result->filing = g_steal_pointer (&draft->filing);
  result->person_name = g_strdup (obligation->person->name);
  return TRUE;
}

gboolean
signing_file (Store *store, Rulebook *rulebook, const SigningRequest *request, SigningResult *result, GError **error)
{
  return signing_file_many (store, rulebook, request, result, 1, error);
}

gboolean
signing_file_many (Store *store, Rulebook *rulebook, const SigningRequest *requests, SigningResult *results,
                   guint n, GError **error)
{
  g_autofree Signing *signings = g_new0 (Signing, n);
  g_autofree Actor *actors = g_new0 (Actor, n);
  g_autofree EventFunc *funcs = g_new0 (EventFunc, n);
  g_autofree gpointer *data = g_new0 (gpointer, n);
  for (guint i = 0; i < n; i++)
    {
      signings[i] = (Signing) { store, rulebook, &requests[i], &results[i] };
      actors[i] = requests[i].actor;
      funcs[i] = sign_at_head;
      data[i] = &signings[i];
    }
  g_auto(GStrv) commits = NULL;
  gboolean filed = store_append_many (store, actors, funcs, data, n, &commits, error);
  for (guint i = 0; i < n; i++)
    {
      if (filed)
        results[i].commit = g_strdup (commits[i]);
      else
        g_clear_pointer (&results[i].filing, filing_free);   /* the others of the group */
    }
  return filed;
}
