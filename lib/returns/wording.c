#include "lib/returns/wording.h"

#include <string.h>

typedef struct {
  const char *rule;
  Severity severity;
  const char *message, *advice;
} Wording;

/* {what} is the label of the cell: "Fee income, Children's homes". */
static const Wording wordings[] = {
  { "FILE-UNKNOWN", SEVERITY_HARD, "this file is no part of the return",
    "Remove it or give it the name of a part{near}." },
  { "FILE-IGNORED", SEVERITY_NOTE, "this file is no part of the return and was not read",
    "Nothing, unless something in it should be in a part: then save that as CSV, under the name of the part." },
  { "FILE-EXPLANATIONS", SEVERITY_HARD, "explanations are not read from a file",
    "Remove it: explanations are kept with the draft, each by 'care-collector explain'." },
  { "FILE-WORKBOOK", SEVERITY_HARD, "the folder holds a workbook and no file of CSV, which alone is read",
    "In Excel open each sheet in turn and choose File, Save As, type \"CSV UTF-8 (Comma delimited)\" (in "
    "LibreOffice: File, Save As, Text CSV, character set UTF-8); give each file the name of its part, as in the "
    "template." },
  { "FILE-KIND", SEVERITY_HARD, "this is {kind}, not a file", "Put the CSV file itself in its place." },
  { "PART-MISSING", SEVERITY_HARD, "the part '{part}' ({title}) is missing",
    "Add {part}.csv to the folder{empty}." },
  { "PART-UNKNOWN", SEVERITY_HARD, "the return has no part '{part}'",
    "Remove it or give it the name of a part{near}." },
  { "LINE-UNKNOWN", SEVERITY_HARD, "'{value}' is no line of this part",
    "Use the codes of the template{near}." },
  { "LINE-MISSING", SEVERITY_HARD, "the line '{line}' ({label}) is missing",
    "Add the line{z}. Leave codes and rows of the template as they are." },
  { "LINE-UNJUDGED", SEVERITY_NOTE, "no row that could be read is for these lines: {lines}",
    "See that they are there when the other rows are put right." },
  { "KEY-TWICE", SEVERITY_HARD, "another row has the same {keys}: line {first}",
    "Keep one of the two rows." },
  { "VAL-REQUIRED", SEVERITY_HARD, "{what} is blank",
    "Enter {expected}{z}." },
  { "VAL-KEY", SEVERITY_HARD, "{what} cannot be z, for it says what the row is about",
    "Enter {expected}." },
  { "VAL-NOT-APPLICABLE", SEVERITY_HARD, "{what} cannot be z: it applies to every person",
    "Enter {expected}, 0 if that is the figure." },
  { "VAL-NOT-ASKED", SEVERITY_HARD, "{what} is not asked for: this line has a total only",
    "Enter the figure in the total column and leave this cell blank." },
  { "VAL-BLANKS", SEVERITY_HARD, "{what} has blanks before or after it",
    "Remove the blanks." },
  { "VAL-CONTROL", SEVERITY_HARD, "{what} has a character in it that cannot be seen",
    "Type the text again instead of pasting it." },
  { "VAL-SYMBOL", SEVERITY_HARD, "{what} {problem}",
    "Enter digits only, without a currency sign, a comma, a per cent sign or a unit: {expected}." },
  { "VAL-SEPARATOR", SEVERITY_HARD, "{what} {problem}",
    "Remove the commas or blanks between the digits: {expected}." },
  { "VAL-EXPONENT", SEVERITY_HARD, "{what} {problem}",
    "Write the number out in full: {expected}. A spreadsheet shows long numbers this way when the column is narrow." },
  { "VAL-DECIMALS", SEVERITY_HARD, "{what} {problem}", "Round it: {expected}." },
  { "VAL-TOO-LARGE", SEVERITY_HARD, "{what} {problem}",
    "Check that there are no digits too many, and that an amount is in pounds." },
  { "VAL-NOT-A-NUMBER", SEVERITY_HARD, "{what} {problem}",
    "Enter {expected}{minus}{z}." },
  { "VAL-NEGATIVE", SEVERITY_HARD, "{what} is negative, which it cannot be",
    "Enter costs, charges and balances as positive figures: the line says whether they are added or taken away." },
  { "VAL-DATE", SEVERITY_HARD, "{what} is not a date as year-month-day",
    "Enter {expected}{near}." },
  { "VAL-CHOICE", SEVERITY_HARD, "{what} is none of the answers asked for",
    "Enter {expected}{near}." },
  { "VAL-AUTHORITY", SEVERITY_HARD, "{what} is not the code of a local authority in the period",
    "Enter {expected}{near}." },
  { "RULE-SKIPPED", SEVERITY_NOTE, "{how}, because {reason}: {rules}",
    "Check again when that is put right: these rules may find more." },
  { "RULE-OVERFLOW", SEVERITY_HARD, "the figures are too large to judge {rule} ({title})",
    "Check that the figures are in pounds and have no digits too many." },
  { "RULE-TOO-MANY", SEVERITY_HARD, "{rule} ({title}) found more than can be shown",
    "Put right what is shown and check again." },
  { "VAL-URN", SEVERITY_HARD, "{what} is not a URN of Ofsted's", "Enter {expected}." },
};

/* The one whose name stands from NAME up to END; NULL when there is none. */
static const WordingValue *
find_value (const WordingValue *values, const char *name, const char *end)
{
  gsize length = (gsize) (end - name);
  for (; values->name != NULL; values++)
    if (strncmp (values->name, name, length) == 0 && values->name[length] == '\0')
      return values;
  return NULL;
}

char *
wording_fill (const char *text, const WordingValue *values)
{
  GString *out = g_string_sized_new (strlen (text) + 64);
  for (const char *brace; (brace = strchr (text, '{')) != NULL;)
    {
      const char *end = strchr (brace, '}');
      const WordingValue *value = end == NULL ? NULL : find_value (values, brace + 1, end);
      g_string_append_len (out, text, brace - text + (value == NULL));
      if (value != NULL && value->value != NULL)
        g_string_append (out, value->value);
      text = value == NULL ? brace + 1 : end + 1;
    }
  g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static const Wording *
find (const char *rule)
{
  for (guint i = 0; i < G_N_ELEMENTS (wordings); i++)
    if (strcmp (wordings[i].rule, rule) == 0)
      return &wordings[i];
  g_error ("no words for '%s'", rule);
}

void
wording_report (Findings *findings, const char *rule, const WordingLocation *location,
                const char *value, const char *expected, const WordingValue *values)
{
  const Wording *wording = find (rule);
  g_autofree char *message = wording_fill (wording->message, values);
  g_autofree char *advice = wording_fill (wording->advice, values);
  Finding *finding = findings_add (findings, wording->severity, rule, location->file, location->line,
                                   location->column, message);
  finding_describe (finding, location->field, value, expected, advice);
}

const char **
wording_rules (void)
{
  const char **rules = g_new0 (const char *, G_N_ELEMENTS (wordings) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (wordings); i++)
    rules[i] = wordings[i].rule;
  return rules;
}
