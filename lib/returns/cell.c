#include "lib/returns/cell.h"

#include "lib/base/money.h"
#include "lib/base/period.h"
#include "lib/base/suggest.h"
#include "lib/base/urn.h"
#include "lib/base/visible_text.h"

#include <string.h>

static const struct {
  MoneyError error;
  const char *rule;
} number_problems[] = {
  { MONEY_SYMBOL, "VAL-SYMBOL" },
  { MONEY_SEPARATOR, "VAL-SEPARATOR" },
  { MONEY_EXPONENT, "VAL-EXPONENT" },
  { MONEY_DECIMALS, "VAL-DECIMALS" },
  { MONEY_TOO_LARGE, "VAL-TOO-LARGE" },
  { MONEY_NOT_A_NUMBER, "VAL-NOT-A-NUMBER" },
};

static const char *const yes_no[] = { "yes", "no", NULL };

void
cell_problem_clear (CellProblem *problem)
{
  g_clear_pointer (&problem->near, g_free);
}

static gboolean
refuse (CellProblem *problem, const char *rule, char *near)
{
  problem->rule = rule;
  problem->near = near;
  return FALSE;
}

static guint
decimals_of (const CellDefinition *definition)
{
  return definition->type == CELL_AMOUNT ? 2 : definition->type == CELL_INTEGER ? 0
                                                                                 : definition->decimals;
}

static gboolean
read_number (const CellDefinition *definition, const char *text, gint64 *number,
             CellProblem *problem)
{
  MoneyError error = money_parse_scaled (text, decimals_of (definition), number);
  if (error == MONEY_OK)
    return *number >= 0 || definition->sign == SIGN_ANY || refuse (problem, "VAL-NEGATIVE", NULL);
  problem->problem = money_error_text (error);
  for (guint i = 0; i < G_N_ELEMENTS (number_problems); i++)
    if (number_problems[i].error == error)
      return refuse (problem, number_problems[i].rule, NULL);
  g_assert_not_reached ();
}

/* What TEXT may mean, as a date: NULL where nothing, or where its day and month
 * may stand the other way round, as in 04/01/2025. g_free(). */
static char *
guess_date (const char *text)
{
  Date date;
  if (!date_parse_british (text, &date))
    return NULL;
  char *end;
  guint64 first = g_ascii_strtoull (text, &end, 10), second = g_ascii_strtoull (end + 1, NULL, 10);
  return first > 12 || first == second ? date_to_string (date) : NULL;
}

static gboolean
read_date (const char *text, gint64 *number, CellProblem *problem)
{
  Date date;
  if (date_parse (text, &date))
    {
      *number = date;
      return TRUE;
    }
  return refuse (problem, "VAL-DATE", guess_date (text));
}

static gboolean
read_choice (const char *const *choices, const char *text, gboolean nearest, CellProblem *problem)
{
  return g_strv_contains (choices, text)
         || refuse (problem, "VAL-CHOICE",
                    nearest ? g_strdup (suggest_nearest (text, choices)) : NULL);
}

static gboolean
read_authority (const Authorities *authorities, const char *text, gboolean nearest, CellProblem *problem)
{
  return authorities == NULL || authorities_has (authorities, text)
         || refuse (problem, "VAL-AUTHORITY",
                    nearest ? authorities_suggest (authorities, text) : NULL);
}

static gboolean
read_urn (const char *text, CellProblem *problem)
{
  guint32 urn;
  return urn_parse (text, &urn) || refuse (problem, "VAL-URN", NULL);
}

/* What a text may have besides what is seen: several lines, other blanks between
 * words, and what shapes the letter beside it. */
static gboolean
is_hidden (gunichar c)
{
  Sight sight = visible_text_sight (c);
  return sight == SIGHT_NONE || (sight == SIGHT_CONTROL && c != '\n' && c != '\r' && c != '\t');
}

static gboolean
read_text (const char *text, CellProblem *problem)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_hidden (g_utf8_get_char (p)))
      return refuse (problem, "VAL-CONTROL", NULL);
  return !visible_text_is_blank (text) || refuse (problem, "VAL-CONTROL", NULL);
}

static gboolean
read_value (const CellDefinition *definition, const Authorities *authorities, const char *text,
            gboolean nearest, gint64 *number, CellProblem *problem)
{
  switch (definition->type)
    {
    case CELL_AMOUNT:
    case CELL_NUMBER:
    case CELL_INTEGER:
      return read_number (definition, text, number, problem);
    case CELL_DATE:
      return read_date (text, number, problem);
    case CELL_CHOICE:
      return read_choice (definition->choices, text, nearest, problem);
    case CELL_YESNO:
      return read_choice (yes_no, text, nearest, problem);
    case CELL_AUTHORITY:
      return read_authority (authorities, text, nearest, problem);
    case CELL_URN:
      return read_urn (text, problem);
    case CELL_TEXT:
    case CELL_LINE:
      return read_text (text, problem);
    case CELL_BY_LINE:
      break;
    }
  g_assert_not_reached ();
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static gboolean
is_blank (const char *text)
{
  while (is_space (*text))
    text++;
  return *text == '\0';
}

static gboolean
has_blanks_around (const char *text)
{
  return is_space (*text) || is_space (text[strlen (text) - 1]);
}

static CellState
not_applicable (const CellDefinition *definition, CellProblem *problem)
{
  if (!definition->key && !definition->applicable)
    return CELL_NOT_APPLICABLE;
  refuse (problem, definition->key ? "VAL-KEY" : "VAL-NOT-APPLICABLE", NULL);
  return CELL_UNREADABLE;
}

CellState
cell_read (const CellDefinition *definition, const Authorities *authorities, const char *text,
           gboolean nearest, gint64 *number, CellProblem *problem)
{
  *problem = (CellProblem) { 0 };
  if (is_blank (text))
    {
      if (!definition->required && !definition->key)
        return CELL_BLANK;
      refuse (problem, "VAL-REQUIRED", NULL);
      return CELL_UNREADABLE;
    }
  if (strcmp (text, "z") == 0)
    return not_applicable (definition, problem);
  if (!definition->asked)
    refuse (problem, "VAL-NOT-ASKED", NULL);
  else if (definition->type != CELL_TEXT && has_blanks_around (text))
    refuse (problem, "VAL-BLANKS", NULL);
  else if (read_value (definition, authorities, text, nearest, number, problem))
    return CELL_VALUE;
  return CELL_UNREADABLE;
}

gboolean
cell_type_is_number (CellType type)
{
  return type == CELL_AMOUNT || type == CELL_NUMBER || type == CELL_INTEGER || type == CELL_DATE;
}

char *
cell_expected (const CellDefinition *definition)
{
  g_autofree char *choices = NULL;
  switch (definition->type)
    {
    case CELL_AMOUNT:
      return g_strdup ("an amount in pounds, like 1234567.89");
    case CELL_NUMBER:
      return g_strdup_printf ("a number with at most %u decimal%s, like 1234.%.*s",
                              definition->decimals, definition->decimals == 1 ? "" : "s",
                              (int) definition->decimals, "567891");
    case CELL_INTEGER:
      return g_strdup ("a whole number, like 12");
    case CELL_DATE:
      return g_strdup ("a date, like 2026-03-31");
    case CELL_CHOICE:
      choices = g_strjoinv (", ", (GStrv) definition->choices);
      return g_strdup_printf ("one of: %s", choices);
    case CELL_YESNO:
      return g_strdup ("yes or no");
    case CELL_AUTHORITY:
      return g_strdup ("the code of an authority, like E08000025");
    case CELL_URN:
      return g_strdup ("a URN: seven digits, or SC and six digits");
    case CELL_LINE:
      return g_strdup ("the code of a line of the template");
    case CELL_TEXT:
    case CELL_BY_LINE:
      break;
    }
  return g_strdup ("a text");
}

/* 1234 with one decimal is "123.4". */
static char *
scaled_to_string (gint64 number, guint decimals)
{
  char text[64], *start = text + sizeof text;
  guint64 rest = number < 0 ? (guint64) 0 - (guint64) number : (guint64) number;
  g_assert (decimals < 32);
  *--start = '\0';
  for (guint i = 0; i <= decimals || rest > 0; i++, rest /= 10)
    {
      if (i == decimals && i > 0)
        *--start = '.';
      *--start = (char) ('0' + rest % 10);
    }
  if (number < 0)
    *--start = '-';
  return g_strdup (start);
}

char *
cell_to_string (const Cell *cell)
{
  if (cell->state != CELL_VALUE)
    return g_strdup (cell->state == CELL_NOT_APPLICABLE ? "z" : "");
  if (cell->type == CELL_DATE)
    return date_to_string ((Date) cell->number);
  if (cell->text != NULL)
    return g_strdup (cell->text);
  return scaled_to_string (cell->number, cell->type == CELL_AMOUNT ? 2
                                         : cell->type == CELL_NUMBER ? cell->decimals : 0);
}
