#include "lib/register/area_name.h"

#include <string.h>

#include "lib/base/error.h"
#include "lib/base/suggest.h"
#include "lib/register/register_private.h"

#define BEGINNING_MIN 3u     /* letters that say something of a name */
#define LISTED_MAX 12u

/* What is looked for, and where. */
typedef struct {
  const AreaName *areas;
  gsize n;
  const Register *reg;
  Date on;
  const char *text;
  char *folded;
  char **names;              /* of the areas, folded */
} Search;

static void
search_clear (Search *search)
{
  g_free (search->folded);
  g_strfreev (search->names);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

void
area_match_clear (AreaMatch *match)
{
  g_clear_pointer (&match->found, g_ptr_array_unref);
}

static void
add_named (const Search *search, const char *folded, GPtrArray *found)
{
  for (gsize i = 0; folded != NULL && i < search->n; i++)
    if (strcmp (search->names[i], folded) == 0)
      g_ptr_array_add (found, (gpointer) &search->areas[i]);
}

static void
add_coded (const Search *search, const char *code, GPtrArray *found)
{
  for (gsize i = 0; i < search->n; i++)
    if (g_ascii_strcasecmp (search->areas[i].code, code) == 0)
      g_ptr_array_add (found, (gpointer) &search->areas[i]);
}

static gboolean
find_meant (const Search *search, AreaMatch *match)
{
  add_coded (search, search->text, match->found);
  if (match->found->len == 0)
    add_named (search, search->folded, match->found);
  if (match->found->len == 0)
    add_named (search, authority_name_without_style (search->folded), match->found);
  if (match->found->len == 0 && search->reg != NULL)
    {
      g_autofree char *spelled = register_spelled (search->reg, search->folded);
      add_named (search, spelled, match->found);
    }
  return match->found->len > 0;
}

static gboolean
find_begun (const Search *search, AreaMatch *match)
{
  for (gsize i = 0; strlen (search->folded) >= BEGINNING_MIN && i < search->n; i++)
    if (g_str_has_prefix (search->names[i], search->folded))
      g_ptr_array_add (match->found, (gpointer) &search->areas[i]);
  return match->found->len > 0;
}

/* The newest authority that ever had the code or the name. */
static const Authority *
ever_called (const Search *search)
{
  if (search->reg == NULL)
    return NULL;
  GPtrArray *chain
    = g_hash_table_lookup (search->reg->tables[KIND_AUTHORITIES].chains, search->text);
  if (chain == NULL)
    chain = g_hash_table_lookup (search->reg->names, search->folded);
  g_autofree char *spelled = chain == NULL ? register_spelled (search->reg, search->folded) : NULL;
  if (spelled != NULL)
    chain = g_hash_table_lookup (search->reg->names, spelled);
  return chain == NULL ? NULL : chain->pdata[chain->len - 1];
}

static gboolean
find_replaced (const Search *search, AreaMatch *match)
{
  const Authority *was = ever_called (search);
  if (was == NULL || was->to == 0 || was->to >= search->on)
    return FALSE;
  g_autoptr(GPtrArray) now = register_successors (search->reg, was->code, search->on);
  for (guint i = 0; i < now->len; i++)
    add_coded (search, ((const Authority *) now->pdata[i])->code, match->found);
  match->since = was->to + 1;
  return match->found->len > 0;
}

static gboolean
find_to_come (const Search *search, AreaMatch *match)
{
  const Authority *will_be = ever_called (search);
  if (will_be == NULL || will_be->from <= search->on)
    return FALSE;
  g_auto(GStrv) codes = g_strsplit (will_be->former_code, ";", -1);
  for (guint i = 0; codes[i] != NULL; i++)
    add_coded (search, codes[i], match->found);
  match->since = will_be->from;
  return match->found->len > 0;
}

/* The fewest edits, and no more than one in eight letters beyond the first: of
 * Hertfordshire and Herefordshire neither is the other. A code is never nearly
 * another, for they differ in a digit. */
static gboolean
find_near (const Search *search, AreaMatch *match)
{
  gsize length = strlen (search->folded);
  guint least = (guint) MIN (length / 8 + 1, 4);
  if (length < BEGINNING_MIN || strpbrk (search->text, G_CSET_DIGITS) != NULL)
    return FALSE;
  for (gsize i = 0; i < search->n; i++)
    {
      guint edits = suggest_edits (search->folded, search->names[i]);
      if (edits > least)
        continue;
      if (edits < least)
        g_ptr_array_set_size (match->found, 0);
      least = edits;
      g_ptr_array_add (match->found, (gpointer) &search->areas[i]);
    }
  return match->found->len > 0;
}

/* In this order: what it is, what it was or will be, what it may be. */
static const struct {
  AreaMatchKind kind;
  gboolean (*find) (const Search *search, AreaMatch *match);
} finders[] = {
  { AREA_MEANT, find_meant }, { AREA_REPLACED, find_replaced }, { AREA_TO_COME, find_to_come },
  { AREA_BEGUN, find_begun }, { AREA_NEAR, find_near },
};

AreaMatch
area_name_match (const AreaName *areas, gsize n, const Register *reg, Date on, const char *text)
{
  AreaMatch match = { AREA_UNKNOWN, g_ptr_array_new (), 0 };
  g_auto(Search) search = {
    areas, n, reg, on, text, authority_name_fold (text), g_new0 (char *, n + 1)
  };
  for (gsize i = 0; i < n; i++)
    search.names[i] = authority_name_fold (areas[i].name);
  for (guint i = 0; i < G_N_ELEMENTS (finders) && match.kind == AREA_UNKNOWN; i++)
    if (finders[i].find (&search, &match))
      match.kind = finders[i].kind;
  return match;
}

/* "'Cumberland' (E06000063) and 'Westmorland and Furness' (E06000064)". */
static char *
list_found (const AreaMatch *match, const char *last)
{
  GString *out = g_string_new (NULL);
  guint n = MIN (match->found->len, LISTED_MAX);
  for (guint i = 0; i < n; i++)
    {
      const AreaName *area = match->found->pdata[i];
      const char *between = i == 0 ? "" : i + 1 == match->found->len ? last : ", ";
      g_string_append_printf (out, "%s'%s' (%s)", between, area->name, area->code);
    }
  if (match->found->len > n)
    g_string_append_printf (out, " and %u more", match->found->len - n);
  return g_string_free (out, FALSE);
}

char *
area_match_advice (const AreaMatch *match)
{
  if (match->found->len == 0)
    return NULL;
  g_autofree char *all = list_found (match, match->kind == AREA_REPLACED ? " and " : " or ");
  g_autofree char *since = date_to_display (match->since);
  if (match->kind == AREA_REPLACED)
    return g_strdup_printf ("It was replaced on %s by %s.", since, all);
  if (match->kind == AREA_TO_COME)
    return g_strdup_printf ("It is there from %s on; before, it was %s.", since, all);
  return g_strdup_printf ("Did you mean %s?", all);
}

static void
set_error (const AreaMatch *match, const char *kind, const char *text, GError **error)
{
  g_autofree char *all = list_found (match, match->kind == AREA_REPLACED ? " and " : " or ");
  g_autofree char *since = date_to_display (match->since);
  if (match->kind == AREA_REPLACED)
    error_refuse (error, "%s '%s' was replaced on %s by %s", kind, text, since, all);
  else if (match->kind == AREA_TO_COME)
    error_refuse (error, "%s '%s' is there from %s on; before, it was %s", kind, text, since, all);
  else if (match->kind == AREA_UNKNOWN)
    error_refuse (error, "unknown %s '%s'; there are: %s", kind, text,
                  match->found->len == 0 ? "none" : all);
  else if (match->kind == AREA_NEAR)
    error_refuse (error, "unknown %s '%s'; did you mean %s?", kind, text, all);
  else
    error_refuse (error, "%s '%s' may be %s: write more of the name", kind, text, all);
}

const AreaName *
area_name_resolve (const AreaName *areas, gsize n, const Register *reg, Date on, const char *kind,
                   const char *text, GError **error)
{
  g_auto(AreaMatch) match = area_name_match (areas, n, reg, on, text);
  gboolean found = match.kind == AREA_MEANT || match.kind == AREA_BEGUN;
  if (found && match.found->len == 1)
    return match.found->pdata[0];
  for (gsize i = 0; match.kind == AREA_UNKNOWN && i < n; i++)
    g_ptr_array_add (match.found, (gpointer) &areas[i]);
  set_error (&match, kind, text, error);
  return NULL;
}
