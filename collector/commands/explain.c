/* care-collector explain STORE RETURN PERIOD PERSON RULE[:ROW] --code --text --by
 *
 * Explains soft findings of a draft: those of one row (RULE:ROW, the line of
 * the file), or all of a rule (RULE). */

#include "collector/commands/commands.h"
#include "collector/commands/return_argument.h"
#include "collector/filing/draft.h"
#include "collector/filing/obligation.h"
#include "lib/sheet/data_file.h"
#include "lib/base/error.h"
#include "lib/cli/output.h"
#include "lib/base/plural.h"

#include <stdio.h>
#include <string.h>

#define TEXT_MAX 4000   /* characters of an explanation */
#define TEXT_REQUIRED "--code CODE and --text TEXT say why: both must be given"

enum { CODE_COLUMN, TITLE_COLUMN };
static const DataColumn code_columns[] = {
  [CODE_COLUMN] = { "code", DATA_CODE, .key = TRUE },
  [TITLE_COLUMN] = { "title", DATA_TEXT },
  { NULL },
};

/* CODE must be one of submissions/explanation-codes.csv. */
static gboolean
code_is_known (const char *code, GError **error)
{
  g_autofree char *folder = g_build_filename (program_datadir (), "submissions", NULL);
  g_autoptr(DataFile) file = data_file_read (folder, "explanation-codes.csv", code_columns, error);
  if (file == NULL)
    return FALSE;
  g_autofree const char **known = g_new0 (const char *, data_file_rows (file) + 1);
  for (guint i = 0; i < data_file_rows (file); i++)
    known[i] = data_row_text ((DataRow) { file, i }, CODE_COLUMN);
  if (g_strv_contains (known, code))
    return TRUE;
  return name_error (error, ERROR_USAGE, "code", code, known);
}

/* What explains, and who. */
typedef struct {
  const char *code, *text;
  const Actor *actor;
} Reason;

/* TEXT without the blanks at its ends, as it will be kept. */
static gboolean
check_reason (const char *code, char *text, GError **error)
{
  if (*g_strstrip (text) == '\0')
    return error_usage (error, TEXT_REQUIRED);
  if (g_utf8_strlen (text, -1) > TEXT_MAX)
    return error_usage (error, "--text is longer than %d characters", TEXT_MAX);
  return code_is_known (code, error);
}

static void
replace_explanation (Filing *filing, const char *rule, const char *location, const char *value,
                     const Reason *reason)
{
  for (guint i = filing->explanations->len; i > 0; i--)
    {
      const Explanation *old = g_ptr_array_index (filing->explanations, i - 1);
      if (strcmp (old->rule, rule) == 0 && strcmp (old->location, location) == 0
          && g_strcmp0 (old->value, value) == 0)
        g_ptr_array_remove_index (filing->explanations, i - 1);
    }
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (reason->actor->time);
  Explanation *explanation = g_new0 (Explanation, 1);
  explanation->rule = g_strdup (rule);
  explanation->location = g_strdup (location);
  explanation->value = g_strdup (value);
  explanation->code = g_strdup (reason->code);
  explanation->text = g_strdup (reason->text);
  explanation->by = g_strdup_printf ("%s <%s>", reason->actor->name, reason->actor->mail);
  explanation->at = time_to_string (time);
  g_ptr_array_add (filing->explanations, explanation);
}

/* The draft to explain. NULL with ERROR_REFUSED when there is none, or it was
 * filed: what was signed is explained for good. */
static Draft *
open_draft (Store *store, const Obligation *obligation, GError **error)
{
  g_autofree char *name = obligation_name (obligation);
  g_autoptr(Filing) in_force = NULL;
  g_autoptr(Draft) draft = NULL;
  if (!filing_read (obligation->snapshot, &obligation->key, &in_force, error)
      || !draft_read (store, &obligation->key, &draft, error))
    return NULL;
  if (draft == NULL)
    error_refuse (error, "%s has no draft to explain", name);
  else if (in_force != NULL && strcmp (in_force->hash, draft->filing->hash) == 0)
    error_refuse (error, "%s has no draft to explain: it was filed as version %u", name, in_force->version);
  else if (draft_check_line (store, draft, error))
    return g_steal_pointer (&draft);
  return NULL;
}

/* Adds the explanation to DRAFT; the number of findings it covers. LINE 0: the whole rule. */
static guint
explain_findings (Draft *draft, const CheckResult *check, const char *rule, guint64 line,
                  const Reason *reason)
{
  guint covered = 0;
  for (guint i = 0; i < findings_length (check->findings); i++)
    {
      const Finding *finding = findings_index (check->findings, i);
      if (finding->severity != SEVERITY_SOFT || strcmp (finding->rule, rule) != 0
          || (line != 0 && finding->line != line))
        continue;
      covered++;
      g_autofree char *location = finding_location (finding);
      if (line != 0)
        replace_explanation (draft->filing, rule, location, finding->value, reason);
    }
  if (line == 0 && covered > 0)
    replace_explanation (draft->filing, rule, "*", NULL, reason);
  return covered;
}

/* Says which soft findings there are, since TARGET is none of them. */
static void
refuse_target (const char *target, const CheckResult *check, GError **error)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < findings_length (check->findings); i++)
    {
      const Finding *finding = findings_index (check->findings, i);
      if (finding->severity == SEVERITY_SOFT)
        g_ptr_array_add (known, g_strdup_printf ("%s:%" G_GUINT64_FORMAT, finding->rule, finding->line));
    }
  if (known->len == 0)
    {
      error_refuse (error, "the draft has no soft finding, so there is nothing to explain");
      return;
    }
  g_ptr_array_add (known, NULL);
  name_error (error, ERROR_REFUSED, "soft finding", target, (const char *const *) known->pdata);
}

static gboolean
parse_target (const char *target, char **rule, guint64 *line, GError **error)
{
  const char *colon = strchr (target, ':');
  *line = 0;
  *rule = colon == NULL ? g_strdup (target) : g_strndup (target, (gsize) (colon - target));
  if (colon == NULL || (g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT32, line, NULL)))
    return TRUE;
  return error_usage (error, "'%s' is not RULE or RULE:ROW, such as ANN-014:5", target);
}

/* Says what is explained now, and what is not. It is kept whatever becomes of that. */
static int
say_explained (guint covered, const char *rule, const Draft *draft, const CheckResult *check, GError **error)
{
  g_autofree char *findings = plural (covered, "finding", "findings");
  printf ("explained: %s of %s; not explained yet: %" G_GUINT64_FORMAT "\n"
          "hash %s\nwhoever signs approves this hash, which covers the explanations, and no earlier one\n",
          findings, rule, draft_unexplained (draft, check), draft->filing->hash);
  if (output_flush (error))
    return EXIT_DONE;
  g_prefix_error (error, "the explanation is kept, and the hash is %s now, which 'status' shows too: ",
                  draft->filing->hash);
  return EXIT_FAULT;
}

static int
explain (const Arguments *arguments, GError **error)
{
  guint64 line;
  const char *target = arguments_get (arguments, "RULE[:ROW]"), *code = arguments_get (arguments, "code");
  g_autofree char *rule = NULL, *text = g_strdup (arguments_get (arguments, "text"));
  if (!check_reason (code, text, error) || !parse_target (target, &rule, &line, error))
    return EXIT_USAGE;
  const FilingKey key = return_argument_key (arguments);
  const Reason reason = { code, text, &arguments->actor };
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  g_autoptr(Obligation) obligation
    = obligation_open (rulebook, arguments->snapshot, key.return_id, key.period, key.person,
                       arguments_day (arguments), error);
  if (obligation == NULL)
    return EXIT_FAULT;
  g_autoptr(Draft) draft = open_draft (arguments->store, obligation, error);
  if (draft == NULL)
    return EXIT_FAULT;
  g_autoptr(CheckResult) check = NULL;
  const CheckContext context = { obligation->key.person, arguments->snapshot };
  if (!check_return (rulebook, obligation->definition, obligation->period, draft->files, &context, &check, error))
    return EXIT_FAULT;
  guint covered = explain_findings (draft, check, rule, line, &reason);
  if (covered == 0)
    {
      refuse_target (target, check, error);
      return EXIT_FAULT;
    }
  return draft_save (arguments->store, draft, &arguments->actor, "explained", error)
           ? say_explained (covered, rule, draft, check, error) : EXIT_FAULT;
}

const Command command_explain = {
  .name = "explain",
  .summary = "explain a soft finding of a draft",
  .about = "Gives a reason for soft findings of a draft: those of one row of a part (RULE:ROW, the line of the "
           "file), or all of a rule (RULE). The explanation is filed with the return.",
  .refuses = "The draft has no such finding, or there is no draft.",
  .record = WRITES_RECORD,
  .arguments = {
    ARGUMENT_STORE,
    ARGUMENT_RETURN,
    ARGUMENT_PERIOD,
    ARGUMENT_PERSON,
    { "RULE[:ROW]", "the rule, and the line of the file where it found something", .kind = VALUE_TEXT },
  },
  .options = {
    { "code", "CODE", "The kind of reason: see submissions/explanation-codes.csv", .kind = VALUE_TEXT,
      .required = TEXT_REQUIRED },
    { "text", "TEXT", "The reason, in plain words", .kind = VALUE_TEXT, .required = TEXT_REQUIRED },
    OPTION_BY ("Who explains", BY_REQUIRED),
    OPTION_AT,
  },
  .run = explain,
};
