#include "collector/checking/rulebook.h"

/* As many returns and periods as one sitting works on in turn: each holds the
 * tables of the last return it was used for. */
#define MAX_RULE_SETS 16

/* A register and what follows from it alone. */
typedef struct {
  Register *reg;             /* NULL: not read yet */
  GHashTable *authorities;   /* text of a period -> Authorities * */
} Shelf;

struct _Rulebook {
  char *datadir;
  Definitions *definitions;
  Shelf record, shipped;
  GHashTable *rule_sets;    /* "return edition period" -> RuleSet * */
};

static void
shelf_clear (Shelf *shelf)
{
  g_clear_pointer (&shelf->reg, register_free);
  g_hash_table_remove_all (shelf->authorities);
}

static GHashTable *
table_of (GDestroyNotify destroy)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, destroy);
}

Rulebook *
rulebook_new (const char *datadir)
{
  Rulebook *rulebook = g_new0 (Rulebook, 1);
  rulebook->datadir = g_strdup (datadir);
  rulebook->definitions = definitions_new (datadir);
  rulebook->record.authorities = table_of ((GDestroyNotify) authorities_free);
  rulebook->shipped.authorities = table_of ((GDestroyNotify) authorities_free);
  rulebook->rule_sets = table_of ((GDestroyNotify) rule_set_free);
  return rulebook;
}

Rulebook *
rulebook_new_again (const Rulebook *rulebook)
{
  return rulebook_new (rulebook->datadir);
}

void
rulebook_free (Rulebook *rulebook)
{
  if (rulebook == NULL)
    return;
  Shelf *shelves[] = { &rulebook->record, &rulebook->shipped };
  for (guint i = 0; i < G_N_ELEMENTS (shelves); i++)
    {
      shelf_clear (shelves[i]);
      g_hash_table_unref (shelves[i]->authorities);
    }
  g_hash_table_unref (rulebook->rule_sets);
  definitions_free (rulebook->definitions);
  g_free (rulebook->datadir);
  g_free (rulebook);
}

Definitions *
rulebook_definitions (Rulebook *rulebook)
{
  return rulebook->definitions;
}

static Shelf *
shipped_shelf (Rulebook *rulebook, GError **error)
{
  Shelf *shelf = &rulebook->shipped;
  g_autofree char *folder = g_build_filename (rulebook->datadir, "lib", "register", "reference", NULL);
  if (shelf->reg == NULL)
    shelf->reg = register_load_folder (folder, error);
  return shelf->reg == NULL ? NULL : shelf;
}

static Shelf *
record_shelf (Rulebook *rulebook, Snapshot *snapshot, GError **error)
{
  Shelf *shelf = &rulebook->record;
  g_autoptr(Register) reg = register_load_after (shelf->reg, snapshot, error);
  if (reg == NULL)
    return NULL;
  if (reg != shelf->reg)
    {
      shelf_clear (shelf);
      shelf->reg = g_steal_pointer (&reg);
    }
  return shelf;
}

static Shelf *
find_shelf (Rulebook *rulebook, Snapshot *snapshot, GError **error)
{
  return snapshot == NULL ? shipped_shelf (rulebook, error) : record_shelf (rulebook, snapshot, error);
}

Register *
rulebook_register (Rulebook *rulebook, Snapshot *snapshot, GError **error)
{
  const Shelf *shelf = find_shelf (rulebook, snapshot, error);
  return shelf == NULL ? NULL : shelf->reg;
}

Authorities *
rulebook_authorities (Rulebook *rulebook, Snapshot *snapshot, Period period, GError **error)
{
  Shelf *shelf = find_shelf (rulebook, snapshot, error);
  if (shelf == NULL)
    return NULL;
  g_autofree char *name = period_to_string (period);
  Authorities *authorities = g_hash_table_lookup (shelf->authorities, name);
  if (authorities == NULL)
    {
      authorities = authorities_new (shelf->reg, period_start (period), period_end (period));
      g_hash_table_insert (shelf->authorities, g_steal_pointer (&name), authorities);
    }
  return authorities;
}

RuleSet *
rulebook_rule_set (Rulebook *rulebook, const Definition *definition, Period period, GError **error)
{
  g_autofree char *text = period_to_string (period);
  g_autofree char *name = g_strjoin (" ", definition->id, definition->edition, text, NULL);
  RuleSet *rule_set = g_hash_table_lookup (rulebook->rule_sets, name);
  if (rule_set != NULL)
    return rule_set;
  if (g_hash_table_size (rulebook->rule_sets) == MAX_RULE_SETS)
    rulebook_forget_rules (rulebook);
  rule_set = rule_set_new (definition, period, error);
  if (rule_set != NULL)
    g_hash_table_insert (rulebook->rule_sets, g_steal_pointer (&name), rule_set);
  return rule_set;
}

void
rulebook_forget_rules (Rulebook *rulebook)
{
  g_hash_table_remove_all (rulebook->rule_sets);
}
