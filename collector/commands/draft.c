/* care-collector draft STORE RETURN PERIOD PERSON DIR --by ...
 *
 * Keeps a return that is not signed yet. A return whose cells cannot all be
 * read is not kept; one that breaks rules is, as an invalid draft. */

#include "collector/commands/commands.h"
#include "collector/commands/return_argument.h"
#include "collector/checking/verdict.h"
#include "collector/filing/declaration.h"
#include "collector/filing/draft.h"
#include "collector/filing/obligation.h"
#include "lib/base/error.h"
#include "lib/returns/filed_return.h"
#include "lib/cli/output.h"
#include "lib/tables/finding_print.h"

#include <stdio.h>

#define NAMED_MAX 50u    /* findings, on a line of the terminal */

/* Whether the return that was checked is the one in force, explanations aside. */
static gboolean
is_in_force (const Filing *in_force, const CheckResult *check)
{
  if (in_force == NULL)
    return FALSE;
  g_autofree char *hash = filing_return_hash (in_force);
  return strcmp (hash, check->hash) == 0;
}

static gboolean
refuse_identical (const Filing *in_force, const char *name, GError **error)
{
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
print_check (const Arguments *arguments, const CheckResult *check, guint64 unexplained)
{
  g_autoptr(JsonObject) more = verdict_json (check, unexplained);
  g_autofree char *text = verdict_text (check, unexplained);
  if (arguments->format == FORMAT_JSON)
    findings_print_json (check->findings, arguments->mark, more, stdout);
  else
    findings_print (check->findings, arguments->format, arguments->mark, stdout);
  if (arguments->format == FORMAT_TEXT)
    fputs (text, stdout);
}

/* Which findings are still to be explained: those that are listed may be in part. */
static void
print_to_explain (const Draft *draft, const CheckResult *check)
{
  g_auto(GStrv) names = draft_to_explain (draft, check);
  guint n = g_strv_length (names);
  fputs ("to explain:", stdout);
  for (guint i = 0; i < MIN (n, NAMED_MAX); i++)
    printf ("%s %s", i > 0 ? "," : "", names[i]);
  if (n > NAMED_MAX)
    printf (" and %u more", n - NAMED_MAX);
  putchar ('\n');
}

/* What is signed is shown with the draft that waits for it, or for explanations. */
static gboolean
print_declaration (Date day, GError **error)
{
  g_autoptr(Declaration) declaration = declaration_load (program_datadir (), day, error);
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
    printf ("next: put the hard findings right (%" G_GUINT64_FORMAT ") and save the draft again\n", hard);
  else if (unexplained > 0)
    {
      print_to_explain (draft, check);
      printf ("next: explain each soft finding (%" G_GUINT64_FORMAT " to explain) with "
              "'care-collector explain %s %s %s %s RULE[:LINE] --code CODE --text TEXT --by ...'\n",
              unexplained, store, key->return_id, key->period, key->person);
    }
  else
    printf ("next: %s signs with 'care-collector file %s %s %s %s --hash %s --by ...'\n",
            obligation->person->named_individual, store, key->return_id, key->period, key->person,
            draft->filing->hash);
}

/* A correction that is given up: what is in force takes the place of OLD, and a
 * draft of what is in force is done with. */
static gboolean
withdraw (Store *store, Rulebook *rulebook, const Obligation *obligation, const Draft *old, const Actor *actor,
          GError **error)
{
  g_autoptr(FiledReturn) filed = NULL;
  if (!filed_return_read (obligation->snapshot, rulebook_definitions (rulebook), &obligation->key, &filed, error))
    return FALSE;
  const Filing *filing = filed->filing;
  g_autoptr(Draft) draft = draft_new (&obligation->key, filing->edition, filed->files, NULL, filing->reason);
  draft->filing->version = filing->version;
  draft->after = g_strdup (old->after);
  for (guint i = 0; filing_has_explanations_file (filing) && i < filing->explanations->len; i++)
    g_ptr_array_add (draft->filing->explanations, explanation_copy (g_ptr_array_index (filing->explanations, i)));
  return draft_save (store, draft, actor, "withdrawn", error);
}

/* Keeps the draft of FILES, of which CHECK says what was found: *OUT. That of
 * what is in force withdraws the one that there is, and *OUT stays NULL. */
static gboolean
keep (Store *store, Rulebook *rulebook, const Obligation *obligation, GHashTable *files, const char *reason,
      const Actor *actor, CheckResult *check, Draft **out, GError **error)
{
  g_autofree char *name = obligation_name (obligation);
  g_autoptr(Filing) in_force = NULL;
  g_autoptr(Draft) old = NULL;
  if (!filed_return_look_up (obligation->snapshot, &obligation->key, &in_force, error)
      || !draft_read (store, &obligation->key, &old, error)
      || (old != NULL && !draft_check_line (store, old, error)))
    return FALSE;
  if (is_in_force (in_force, check))
    return old != NULL && strcmp (old->filing->hash, in_force->hash) != 0
             ? withdraw (store, rulebook, obligation, old, actor, error)
             : refuse_identical (in_force, name, error);
  if (!require_reason (in_force, reason, name, error))
    return FALSE;
  g_autoptr(Draft) draft = draft_new (&obligation->key, obligation->definition->edition, files, in_force, reason);
  if (old != NULL)
    draft_keep_explanations (draft, old, check);
  if (!draft_save (store, draft, actor, DRAFT_SAVED, error))
    return FALSE;
  *out = g_steal_pointer (&draft);
  return TRUE;
}

/* Prints what was found and what comes next. KEPT is the draft, or NULL. */
static gboolean
print_result (const Arguments *arguments, const Obligation *obligation, const Draft *kept, const CheckResult *check,
              GError **error)
{
  if (arguments->format == FORMAT_TEXT && kept == NULL && check->readable)
    {
      puts ("the correction is withdrawn: what is in force has this content, and there is nothing to sign");
      return output_flush (error);
    }
  print_check (arguments, check,
               kept != NULL ? draft_unexplained (kept, check) : findings_count (check->findings, SEVERITY_SOFT));
  if (arguments->format == FORMAT_TEXT && kept == NULL)
    puts ("no draft was kept: not everything in the folder can be read as the return");
  if (arguments->format == FORMAT_TEXT && kept != NULL)
    {
      print_next (obligation, kept, check, arguments_get (arguments, "STORE"));
      if (findings_count (check->findings, SEVERITY_HARD) == 0 && !print_declaration (arguments_day (arguments), error))
        return FALSE;
    }
  return output_flush (error);
}

static int
draft (const Arguments *arguments, GError **error)
{
  const FilingKey key = return_argument_key (arguments);
  Snapshot *head = arguments->snapshot;
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  g_autoptr(Obligation) obligation
    = obligation_open (rulebook, head, key.return_id, key.period, key.person, arguments_day (arguments), error);
  if (obligation == NULL)
    return EXIT_FAULT;
  g_autoptr(GHashTable) files = NULL;
  g_autoptr(CheckResult) check = NULL;
  const CheckContext context = { obligation->key.person, head };
  if (!check_folder (rulebook, obligation->definition, obligation->period, arguments_get (arguments, "DIR"),
                     &context, &files, &check, error))
    return EXIT_FAULT;

  g_autoptr(Draft) kept = NULL;
  if (check->readable
      && !keep (arguments->store, rulebook, obligation, files, arguments_get (arguments, "reason"), &arguments->actor, check,
                &kept, error))
    return EXIT_FAULT;
  if (!print_result (arguments, obligation, kept, check, error))
    {
      if (kept != NULL)
        g_prefix_error (error, "the draft is kept, with hash %s, which 'status' shows too: ",
                        kept->filing->hash);
      return EXIT_FAULT;
    }
  return findings_count (check->findings, SEVERITY_HARD) > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

const Command command_draft = {
  .name = "draft",
  .summary = "keep a return as a draft in the record",
  .about = "Checks the parts of a return and keeps them beside the record until they are signed. A return whose "
           "cells cannot all be read is not kept; one that breaks rules is, as an invalid draft. The hash that is "
           "printed is what will be signed.",
  .refuses = "The return has hard findings: it cannot be filed as it is.",
  .record = WRITES_RECORD,
  .arguments = {
    ARGUMENT_STORE,
    ARGUMENT_RETURN,
    ARGUMENT_PERIOD,
    ARGUMENT_PERSON,
    { "DIR", "the folder that holds its parts", .kind = VALUE_FOLDER },
  },
  .options = {
    OPTION_BY ("Who saves the draft", BY_REQUIRED),
    OPTION_AT,
    { "reason", "TEXT", "Why a return that was filed changes", .kind = VALUE_TEXT },
    OPTION_FORMAT ("text (default), csv or json"),
  },
  .run = draft,
};
