#include "analyser/methods/formula.h"

#include "lib/base/error.h"

#include <string.h>

typedef enum {
  STEP_NUMBER, STEP_NAME, STEP_ADD, STEP_SUBTRACT, STEP_MULTIPLY, STEP_DIVIDE,
  STEP_NEGATE, STEP_MIN, STEP_MAX,
} StepKind;

/* A formula is run as steps on a stack: operands first. */
typedef struct {
  StepKind kind;
  Figure number;           /* of STEP_NUMBER */
  guint name;              /* of STEP_NAME: which of the names */
} Step;

struct _Formula {
  char *text;
  GArray *steps;
  GPtrArray *names;        /* NULL-terminated */
};

typedef struct {
  const char *text, *at;
  guint depth;
  Formula *formula;
  GError **error;
} Parser;

static gboolean parse_sum (Parser *parser);

static gboolean
fail (Parser *parser, const char *expected)
{
  /* The first of several failures is the one nearest to the cause. */
  if (parser->error != NULL && *parser->error == NULL)
    error_fault (parser->error, "character %u of '%s': %s", (guint) (parser->at - parser->text) + 1,
                 parser->text, expected);
  return FALSE;
}

static void
skip_blanks (Parser *parser)
{
  while (*parser->at == ' ')
    parser->at++;
}

static gboolean
accept (Parser *parser, char symbol)
{
  skip_blanks (parser);
  if (*parser->at != symbol)
    return FALSE;
  parser->at++;
  return TRUE;
}

static void
add_step (Parser *parser, StepKind kind)
{
  Step step = { .kind = kind };
  g_array_append_val (parser->formula->steps, step);
}

static void
add_number (Parser *parser, Figure number)
{
  Step step = { .kind = STEP_NUMBER, .number = number };
  g_array_append_val (parser->formula->steps, step);
}

static gboolean
parse_number (Parser *parser)
{
  gsize length = strspn (parser->at, "0123456789.");
  g_autofree char *digits = g_strndup (parser->at, length);
  Figure number;
  if (!figure_parse (digits, &number))
    return fail (parser, "this is not a plain number");
  parser->at += length;
  add_number (parser, number);
  return TRUE;
}

static guint
number_name (Formula *formula, char *name)
{
  for (guint i = 0; i < formula->names->len; i++)
    if (strcmp (formula->names->pdata[i], name) == 0)
      {
        g_free (name);
        return i;
      }
  g_ptr_array_add (formula->names, name);
  return formula->names->len - 1;
}

static const struct {
  const char *name;
  StepKind step;
} functions[] = {
  { "average", STEP_ADD },
  { "max", STEP_MAX },
  { "min", STEP_MIN },
};

/* The values after "average(", "min(" or "max(". */
static gboolean
parse_call (Parser *parser, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (strcmp (functions[i].name, name) == 0)
      {
        guint n = 1;
        if (!parse_sum (parser))
          return FALSE;
        for (; accept (parser, ','); n++)
          {
            if (!parse_sum (parser))
              return FALSE;
            add_step (parser, functions[i].step);
          }
        if (n < 2)
          return fail (parser, "expected ',' and another value");
        if (functions[i].step == STEP_ADD)
          {
            add_number (parser, figure_integer (n));
            add_step (parser, STEP_DIVIDE);
          }
        return accept (parser, ')') || fail (parser, "expected ')'");
      }
  return fail (parser, "expected average, min or max before '('");
}

static gboolean
parse_name (Parser *parser)
{
  gsize length = strspn (parser->at, "abcdefghijklmnopqrstuvwxyz0123456789_.");
  g_autofree char *name = g_strndup (parser->at, length);
  parser->at += length;
  if (g_str_has_suffix (name, ".") || strstr (name, "..") != NULL)
    return fail (parser, "a name cannot end in '.'");
  if (accept (parser, '('))
    return parse_call (parser, name);
  Step step = { .kind = STEP_NAME,
                .name = number_name (parser->formula, g_steal_pointer (&name)) };
  g_array_append_val (parser->formula->steps, step);
  return TRUE;
}

static gboolean
parse_value (Parser *parser)
{
  skip_blanks (parser);
  if (g_ascii_isdigit (*parser->at))
    return parse_number (parser);
  if (g_ascii_islower (*parser->at))
    return parse_name (parser);
  if (!accept (parser, '('))
    return fail (parser, "expected a number, a name or '('");
  return parse_sum (parser) && (accept (parser, ')') || fail (parser, "expected ')'"));
}

static gboolean
parse_signed (Parser *parser)
{
  gboolean negative = accept (parser, '-');
  if (!parse_value (parser))
    return FALSE;
  if (negative)
    add_step (parser, STEP_NEGATE);
  return TRUE;
}

static gboolean
parse_product (Parser *parser)
{
  if (!parse_signed (parser))
    return FALSE;
  for (;;)
    {
      StepKind step = accept (parser, '*') ? STEP_MULTIPLY : STEP_DIVIDE;
      if (step == STEP_DIVIDE && !accept (parser, '/'))
        return TRUE;
      if (!parse_signed (parser))
        return FALSE;
      add_step (parser, step);
    }
}

static gboolean
parse_terms (Parser *parser)
{
  if (!parse_product (parser))
    return FALSE;
  for (;;)
    {
      StepKind step = accept (parser, '+') ? STEP_ADD : STEP_SUBTRACT;
      if (step == STEP_SUBTRACT && !accept (parser, '-'))
        return TRUE;
      if (!parse_product (parser))
        return FALSE;
      add_step (parser, step);
    }
}

static gboolean
parse_sum (Parser *parser)
{
  if (parser->depth == FORMULA_MAX_DEPTH)
    return fail (parser, "brackets go too deep");
  parser->depth++;
  gboolean good = parse_terms (parser);
  parser->depth--;
  return good;
}

Formula *
formula_parse (const char *text, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(Formula) formula = g_new0 (Formula, 1);
  formula->text = g_strdup (text);
  formula->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  formula->names = g_ptr_array_new_with_free_func (g_free);
  Parser parser = { .text = text, .at = text, .formula = formula, .error = &local };
  gboolean good = strlen (text) <= FORMULA_MAX_BYTES ? parse_sum (&parser)
                                                     : fail (&parser, "the formula is too long");
  skip_blanks (&parser);
  if (good && *parser.at != '\0')
    fail (&parser, "expected an operator or the end");
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_ptr_array_add (formula->names, NULL);
  return g_steal_pointer (&formula);
}

void
formula_free (Formula *formula)
{
  if (formula == NULL)
    return;
  g_free (formula->text);
  g_array_unref (formula->steps);
  g_ptr_array_unref (formula->names);
  g_free (formula);
}

const char *
formula_text (const Formula *formula)
{
  return formula->text;
}

const char *const *
formula_names (const Formula *formula)
{
  return (const char *const *) formula->names->pdata;
}

/* The lesser (ORDER -1) or greater (ORDER 1) of two; a missing one gives itself back. */
static Figure
choose (Figure a, Figure b, int order)
{
  if (!figure_is_value (&a))
    return a;
  if (!figure_is_value (&b))
    return b;
  return figure_compare (a, b) * order >= 0 ? a : b;
}

static Figure
combine (StepKind kind, Figure a, Figure b)
{
  switch (kind)
    {
    case STEP_ADD:
      return figure_add (a, b);
    case STEP_SUBTRACT:
      return figure_sub (a, b);
    case STEP_MULTIPLY:
      return figure_mul (a, b);
    case STEP_DIVIDE:
      return figure_div (a, b);
    case STEP_MIN:
      return choose (a, b, -1);
    case STEP_MAX:
      return choose (a, b, 1);
    case STEP_NUMBER:
    case STEP_NAME:
    case STEP_NEGATE:
      break;
    }
  g_assert_not_reached ();
}

static Figure
negate (Figure value)
{
  return figure_sub (figure_integer (0), value);
}

Figure
formula_evaluate (const Formula *formula, FormulaLookup lookup, gpointer data)
{
  g_autofree Figure *stack = g_new (Figure, formula->steps->len);
  guint n = 0;
  for (guint i = 0; i < formula->steps->len; i++)
    {
      const Step *step = &g_array_index (formula->steps, Step, i);
      if (step->kind == STEP_NUMBER)
        stack[n++] = step->number;
      else if (step->kind == STEP_NAME)
        stack[n++] = lookup (formula->names->pdata[step->name], data);
      else if (step->kind == STEP_NEGATE)
        stack[n - 1] = negate (stack[n - 1]);
      else
        {
          n--;
          stack[n - 1] = combine (step->kind, stack[n - 1], stack[n]);
        }
    }
  g_assert (n == 1);
  return stack[0];
}
