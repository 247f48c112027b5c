/* care-collector draft STORE RETURN PERIOD PERSON DIR --by ...
 *
 * Keeps a return that is not signed yet. A return whose cells cannot all be
 * read is not kept; one that breaks rules is, as an invalid draft. */

#include "collector/commands/actor_option.h"
#include "collector/commands/commands.h"
#include "collector/checking/verdict.h"
#include "collector/filing/declaration.h"
#include "collector/filing/draft.h"
#include "collector/filing/obligation.h"
#include "lib/base/error.h"
#include "lib/cli/output.h"
#include "lib/cli/open_record.h"
#include "lib/tables/finding_print.h"

#include <string.h>

typedef struct {
  char *by, *at, *reason, *format;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->by);
  g_free (options->at);
  g_free (options->reason);
  g_free (options->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
refuse_identical (const Filing *in_force, const CheckResult *check, const char *name, GError **error)
{
  g_autofree char *hash = in_force == NULL ? NULL : filing_return_hash (in_force);
  if (g_strcmp0 (hash, check->hash) != 0)
    return TRUE;
  return error_refuse (
      error, "%s: version %u, signed by %s at %s, has exactly this content: nothing to correct",
      name, in_force->version, in_force->signatory, in_force->filed_at);
}

static gboolean
require_reason (const Filing *in_force, const char *reason, const char *name, GError **error)
{
  if (in_force == NULL || (reason != NULL && *reason != '\0'))
    return TRUE;
  return error_usage (error,
                      "%s was filed already, as version %u: --reason must say why it changes", name,
                      in_force->version);
}

static void
print_check (const CheckResult *check, guint64 unexplained, Format format)
{
  g_autoptr(JsonObject) more = verdict_json (check, unexplained);
  g_autofree char *text = verdict_text (check, unexplained);
  if (format == FORMAT_JSON)
    findings_print_json (check->findings, more, stdout);
  else
    findings_print (check->findings, format, stdout);
  if (format == FORMAT_TEXT)
    fputs (text, stdout);
}

/* What is signed is shown with the draft that waits for it. */
static gboolean
print_declaration (const Actor *actor, GError **error)
{
  g_autoptr(Declaration) declaration = declaration_load (program_datadir (), actor_date (actor), error);
  if (declaration == NULL)
    return FALSE;
  printf ("declaration %s: %s\n", declaration->version, declaration->text);
  return TRUE;
}

static void
print_next (const Obligation *obligation, const Draft *draft, const CheckResult *check, const char *store)
{
  const FilingKey *key = &obligation->key;
  guint64 hard = findings_count (check->findings, SEVERITY_HARD), unexplained = draft_unexplained (draft, check);
  guint explained = draft->filing->explanations->len;
  printf ("draft kept: version %u, %s\nhash %s\n", draft->filing->version,
          hard > 0 ? "invalid" : unexplained > 0 ? "not ready" : "ready", draft->filing->hash);
  if (explained > 0)
    printf ("explained already: %u findings or rules, which the hash covers\n", explained);
  if (hard > 0)
    printf ("next: put what is hard right (%" G_GUINT64_FORMAT ") and save the draft again\n", hard);
  else if (unexplained > 0)
    printf ("next: explain each soft finding (%" G_GUINT64_FORMAT " to explain) with "
            "'care-collector explain %s %s %s %s RULE[:LINE] --code CODE --text TEXT --by ...'\n",
            unexplained, store, key->return_id, key->period, key->person);
  else
    printf ("next: %s signs with 'care-collector file %s %s %s %s --hash %s --by ...'\n",
            obligation->person->named_individual, store, key->return_id, key->period, key->person,
            draft->filing->hash);
}

/* Keeps the draft of FILES; *RESULT is what the check found. */
static gboolean
keep (Store *store, const Obligation *obligation, GHashTable *files, const Options *options,
      const Actor *actor, CheckResult *check, Draft **out, GError **error)
{
  g_autofree char *name = obligation_name (obligation);
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Filing) in_force = filing_read (obligation->snapshot, &obligation->key, &wrong);
  g_autoptr(Draft) old = wrong == NULL ? draft_read (store, &obligation->key, &wrong) : NULL;
  if (wrong != NULL || (old != NULL && !draft_check_line (store, old, &wrong)))
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  if (!refuse_identical (in_force, check, name, error) || !require_reason (in_force, options->reason, name, error))
    return FALSE;
  g_autoptr(Draft) draft = draft_new (&obligation->key, obligation->definition->edition, files,
                                      in_force, options->reason);
  if (old != NULL)
    draft_keep_explanations (draft, old, check);
  if (!draft_save (store, draft, actor, "drafted", error))
    return FALSE;
  *out = g_steal_pointer (&draft);
  return TRUE;
}

/* Prints what was found and what comes next. KEPT is the draft, or NULL. */
static gboolean
print_result (const Obligation *obligation, const Draft *kept, const CheckResult *check, Format format,
              const char *store, const Actor *actor, GError **error)
{
  print_check (check, kept != NULL ? draft_unexplained (kept, check) : findings_count (check->findings, SEVERITY_SOFT),
               format);
  if (format == FORMAT_TEXT && kept == NULL)
    printf ("no draft was kept: not every cell can be read\n");
  if (format == FORMAT_TEXT && kept != NULL)
    {
      print_next (obligation, kept, check, store);
      if (!print_declaration (actor, error))
        return FALSE;
    }
  return output_flush (error);
}

static int
draft (char **args, const Options *options, GError **error)
{
  Format format;
  g_auto(ActorOption) by = { 0 };
  if (!format_parse (options->format, &format, error)
      || !actor_option_parse (options->by, options->at, &by, error))
    return EXIT_USAGE;
  g_autoptr(Store) store = open_record (args[0], error);
  g_autoptr(Snapshot) head = store == NULL ? NULL : store_snapshot (store, NULL, error);
  if (head == NULL)
    return EXIT_FAULT;
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  g_autoptr(Obligation) obligation = obligation_open (rulebook, head, args[1], args[2], args[3],
                                                      actor_date (&by.actor), error);
  if (obligation == NULL)
    return EXIT_FAULT;
  g_autoptr(GHashTable) files = NULL;
  g_autoptr(CheckResult) check = NULL;
  const CheckContext context = { obligation->key.person, head };
  if (!check_folder (rulebook, obligation->definition, obligation->period, args[4], &context, &files, &check, error))
    return EXIT_FAULT;

  g_autoptr(Draft) kept = NULL;
  output_outlive_reader ();
  if (check->readable
      && !keep (store, obligation, files, options, &by.actor, check, &kept, error))
    return EXIT_FAULT;
  if (!print_result (obligation, kept, check, format, args[0], &by.actor, error))
    {
      if (kept != NULL)
        g_prefix_error (error, "the draft is kept, with hash %s, which 'status' shows too: ",
                        kept->filing->hash);
      return EXIT_FAULT;
    }
  return findings_count (check->findings, SEVERITY_HARD) > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

int
command_draft (const Command *command, int argc, char **argv, GError **error)
{
  g_auto(Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who saves the draft", "'NAME <MAIL>'" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.at, "When (default: now; another time for practice alone)", "TIME" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why a return that was filed changes", "TEXT" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, "text, csv or json", "FORMAT" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  if (!command_options (argc, argv, command, entries, 5, 5, &args, &done, error))
    return EXIT_USAGE;
  return done ? EXIT_DONE : draft (args, &options, error);
}
