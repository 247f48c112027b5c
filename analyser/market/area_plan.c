#include "analyser/market/area_plan.h"

#include <string.h>

#include "lib/register/area_name.h"

#define ENGLAND_CODE "E92000001"

const char *const area_kind_names[] = { "england", "region", "rcc", "authority", NULL };

static void
area_plan_free (gpointer data)
{
  AreaPlan *plan = data;
  g_free (plan->code);
  g_free (plan->name);
  g_array_unref (plan->authorities);
  g_free (plan);
}

/* Collects the plans of one kind. */
typedef struct {
  GPtrArray *plans;
  GHashTable *by_code;     /* code -> AreaPlan, borrowed */
} Builder;

static AreaPlan *
get_plan (Builder *builder, const char *code, const char *name)
{
  AreaPlan *plan = g_hash_table_lookup (builder->by_code, code);
  if (plan != NULL)
    return plan;
  plan = g_new (AreaPlan, 1);
  plan->code = g_strdup (code);
  plan->name = g_strdup (name);
  plan->in_england = TRUE;
  plan->authorities = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_add (builder->plans, plan);
  g_hash_table_insert (builder->by_code, plan->code, plan);
  return plan;
}

static AreaPlan *
get_plan_of (Builder *builder, const Authority *authority, AreaKind kind)
{
  AreaPlan *plan = kind == AREA_REGION
                     ? get_plan (builder, authority->region, authority->region_name)
                     : get_plan (builder, authority->code, authority->name);
  plan->in_england = g_str_has_prefix (authority->region, "E");
  return plan;
}

/* The areas that the register knows in England, with or without establishments. */
static void
add_known (Builder *builder, const Register *reg, AreaKind kind, Date on)
{
  g_autoptr(GPtrArray) authorities = register_authorities (reg, on);
  for (guint i = 0; i < authorities->len; i++)
    {
      const Authority *authority = authorities->pdata[i];
      if (g_str_has_prefix (authority->region, "E"))
        get_plan_of (builder, authority, kind);
    }
}

static void
add_by_authority (Builder *builder, const Establishments *list, const Register *reg,
                  AreaKind kind)
{
  if (reg != NULL)
    add_known (builder, reg, kind, list->as_at);
  for (guint i = 0; i < list->authorities.n; i++)
    {
      const char *code = list->authorities.text[i];
      const Authority *authority
        = reg != NULL ? register_authority (reg, code, list->as_at) : NULL;
      if (authority != NULL)
        g_array_append_val (get_plan_of (builder, authority, kind)->authorities, i);
      else if (reg == NULL && *code != '\0')
        g_array_append_val (get_plan (builder, code, code)->authorities, i);
    }
}

static void
add_england (Builder *builder, const Establishments *list)
{
  AreaPlan *plan = get_plan (builder, ENGLAND_CODE, "England");
  for (guint i = 0; i < list->authorities.n; i++)
    g_array_append_val (plan->authorities, i);
}

static void
add_members (Builder *builder, const Establishments *list, const Register *reg, const char *kind)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < list->authorities.n; i++)
    g_hash_table_insert (numbers, (gpointer) list->authorities.text[i], GUINT_TO_POINTER (i + 1));
  g_autoptr(GPtrArray) members = register_areas (reg, kind, list->as_at);
  for (guint i = 0; i < members->len; i++)
    {
      const AreaMember *member = members->pdata[i];
      AreaPlan *plan = get_plan (builder, member->area, member->name);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, member->authority));
      if (number-- > 0)
        g_array_append_val (plan->authorities, number);
    }
}

static int
compare_plans (gconstpointer a, gconstpointer b)
{
  const AreaPlan *const *left = a, *const *right = b;
  return strcmp ((*left)->code, (*right)->code);
}

GPtrArray *
area_plans_make (const Establishments *list, const Register *reg, AreaKind kind)
{
  g_assert (reg != NULL || kind == AREA_ENGLAND || kind == AREA_AUTHORITY);
  g_autoptr(GHashTable) by_code = g_hash_table_new (g_str_hash, g_str_equal);
  Builder builder = { g_ptr_array_new_with_free_func (area_plan_free), by_code };
  if (kind == AREA_ENGLAND)
    add_england (&builder, list);
  else if (kind == AREA_RCC)
    add_members (&builder, list, reg, area_kind_names[kind]);
  else
    add_by_authority (&builder, list, reg, kind);
  g_ptr_array_sort (builder.plans, compare_plans);
  return builder.plans;
}

const AreaPlan *
area_plans_find (const GPtrArray *plans, const Register *reg, Date on, AreaKind kind,
                 const char *name_or_code, GError **error)
{
  g_autofree AreaName *names = g_new (AreaName, plans->len);
  for (guint i = 0; i < plans->len; i++)
    {
      const AreaPlan *plan = plans->pdata[i];
      names[i] = (AreaName) { plan->code, plan->name };
    }
  const AreaName *found
    = area_name_resolve (names, plans->len, reg, on,
                         kind == AREA_ENGLAND ? "area" : area_kind_names[kind], name_or_code, error);
  return found == NULL ? NULL : plans->pdata[found - names];
}
