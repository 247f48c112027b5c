#include "analyser/methods/condition.h"

#include "lib/base/error.h"

#include <string.h>

typedef enum { LESS, LESS_OR_EQUAL, EQUAL, MORE_OR_EQUAL, MORE } Comparison;

typedef struct {
  Formula *left, *right;
  Comparison comparison;
} Condition;

struct _Conditions {
  char *text;
  GArray *all;             /* Condition */
};

/* Longer signs first: "<=" also starts with "<". */
static const struct {
  const char *sign;
  Comparison comparison;
} signs[] = {
  { "<=", LESS_OR_EQUAL }, { ">=", MORE_OR_EQUAL },
  { "<", LESS }, { ">", MORE }, { "=", EQUAL },
};

static void
condition_clear (gpointer data)
{
  Condition *condition = data;
  formula_free (condition->left);
  formula_free (condition->right);
}

static gboolean
parse_condition (const char *text, Condition *out, GError **error)
{
  const char *sign = strpbrk (text, "<=>");
  for (guint i = 0; sign != NULL && i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (sign, signs[i].sign))
      {
        g_autofree char *before = g_strndup (text, (gsize) (sign - text));
        g_autoptr(Formula) left = formula_parse (before, error);
        if (left == NULL)
          return FALSE;
        out->right = formula_parse (sign + strlen (signs[i].sign), error);
        if (out->right == NULL)
          return FALSE;
        out->left = g_steal_pointer (&left);
        out->comparison = signs[i].comparison;
        return TRUE;
      }
  return error_fault (error, "'%s' has no < <= = >= or > in it", text);
}

Conditions *
conditions_parse (const char *text, GError **error)
{
  g_autoptr(Conditions) conditions = g_new0 (Conditions, 1);
  conditions->text = g_strdup (text);
  conditions->all = g_array_new (FALSE, FALSE, sizeof (Condition));
  g_array_set_clear_func (conditions->all, condition_clear);
  if (*text == '\0')
    return g_steal_pointer (&conditions);
  g_auto(GStrv) parts = g_strsplit (text, ";", -1);
  for (char **part = parts; *part != NULL; part++)
    {
      Condition condition = { NULL, NULL, LESS };
      if (!parse_condition (*part, &condition, error))
        return NULL;
      g_array_append_val (conditions->all, condition);
    }
  return g_steal_pointer (&conditions);
}

Conditions *
conditions_read (DataRow row, guint column, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  Conditions *conditions = conditions_parse (data_row_text (row, column), &wrong);
  if (conditions == NULL)
    data_row_fault (row, error, "%s", wrong->message);
  return conditions;
}

void
conditions_free (Conditions *conditions)
{
  if (conditions == NULL)
    return;
  g_free (conditions->text);
  g_array_unref (conditions->all);
  g_free (conditions);
}

static gboolean
agrees (int order, Comparison comparison)
{
  switch (comparison)
    {
    case LESS:
      return order < 0;
    case LESS_OR_EQUAL:
      return order <= 0;
    case EQUAL:
      return order == 0;
    case MORE_OR_EQUAL:
      return order >= 0;
    case MORE:
      return order > 0;
    }
  g_assert_not_reached ();
}

gboolean
conditions_hold (const Conditions *conditions, FormulaLookup lookup, gpointer data)
{
  for (guint i = 0; i < conditions->all->len; i++)
    {
      const Condition *condition = &g_array_index (conditions->all, Condition, i);
      Figure left = formula_evaluate (condition->left, lookup, data);
      Figure right = formula_evaluate (condition->right, lookup, data);
      if (!figure_is_value (&left) || !figure_is_value (&right)
          || !agrees (figure_compare (left, right), condition->comparison))
        return FALSE;
    }
  return TRUE;
}

Figure
conditions_missing (const Conditions *conditions, FormulaLookup lookup, gpointer data)
{
  for (guint i = 0; i < conditions->all->len; i++)
    {
      const Condition *condition = &g_array_index (conditions->all, Condition, i);
      Figure left = formula_evaluate (condition->left, lookup, data);
      Figure right = formula_evaluate (condition->right, lookup, data);
      if (!figure_is_value (&left))
        return left;
      if (!figure_is_value (&right))
        return right;
    }
  return figure_integer (0);
}

const char *
conditions_text (const Conditions *conditions)
{
  return conditions->text;
}

const char **
conditions_names (const Conditions *conditions)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; i < conditions->all->len; i++)
    {
      const Condition *condition = &g_array_index (conditions->all, Condition, i);
      const Formula *sides[] = { condition->left, condition->right };
      for (guint j = 0; j < G_N_ELEMENTS (sides); j++)
        for (const char *const *name = formula_names (sides[j]); *name != NULL; name++)
          if (!g_ptr_array_find_with_equal_func (names, *name, g_str_equal, NULL))
            g_ptr_array_add (names, (gpointer) *name);
    }
  g_ptr_array_add (names, NULL);
  return (const char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}
