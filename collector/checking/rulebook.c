#include "collector/checking/rulebook.h"

#include <string.h>

/* As many returns and periods as one sitting works on in turn: each holds the
 * tables of the last return it was used for. */
#define MAX_CHECKLISTS 16

/* A register and what follows from it alone. */
typedef struct {
  Register *reg;             /* NULL: not read yet */
  GHashTable *authorities;   /* text of a period -> Authorities * */
} Shelf;

struct _Desk {
  char *datadir;
  GStrv returns;             /* NULL: not listed yet */
  GHashTable *editions;      /* id of a return -> GPtrArray of Definition * */
  Shelf record, shipped;
  GHashTable *checklists;    /* "return edition period" -> Checklist * */
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

Desk *
desk_new (const char *datadir)
{
  Desk *desk = g_new0 (Desk, 1);
  desk->datadir = g_strdup (datadir);
  desk->editions = table_of ((GDestroyNotify) g_ptr_array_unref);
  desk->record.authorities = table_of ((GDestroyNotify) g_hash_table_unref);
  desk->shipped.authorities = table_of ((GDestroyNotify) g_hash_table_unref);
  desk->checklists = table_of ((GDestroyNotify) checklist_free);
  return desk;
}

void
desk_free (Desk *desk)
{
  if (desk == NULL)
    return;
  Shelf *shelves[] = { &desk->record, &desk->shipped };
  for (guint i = 0; i < G_N_ELEMENTS (shelves); i++)
    {
      shelf_clear (shelves[i]);
      g_hash_table_unref (shelves[i]->authorities);
    }
  g_hash_table_unref (desk->checklists);
  g_hash_table_unref (desk->editions);
  g_strfreev (desk->returns);
  g_free (desk->datadir);
  g_free (desk);
}

const char *const *
desk_returns (Desk *desk, GError **error)
{
  if (desk->returns == NULL)
    desk->returns = definition_list_returns (desk->datadir, error);
  return (const char *const *) desk->returns;
}

GPtrArray *
desk_editions (Desk *desk, const char *return_id, GError **error)
{
  GPtrArray *editions = g_hash_table_lookup (desk->editions, return_id);
  if (editions != NULL)
    return editions;
  editions = definition_load_editions (desk->datadir, return_id, error);
  if (editions != NULL)
    g_hash_table_insert (desk->editions, g_strdup (return_id), editions);
  return editions;
}

const Definition *
desk_definition (Desk *desk, const char *return_id, const char *period, GError **error)
{
  guint position;
  GPtrArray *editions = desk_editions (desk, return_id, error);
  return editions != NULL && definition_find (editions, period, &position, error)
           ? g_ptr_array_index (editions, position) : NULL;
}

static Shelf *
shipped_shelf (Desk *desk, GError **error)
{
  Shelf *shelf = &desk->shipped;
  g_autofree char *folder = g_build_filename (desk->datadir, "lib", "register", "reference", NULL);
  if (shelf->reg == NULL)
    shelf->reg = register_load_folder (folder, error);
  return shelf->reg == NULL ? NULL : shelf;
}

static Shelf *
record_shelf (Desk *desk, Snapshot *snapshot, GError **error)
{
  Shelf *shelf = &desk->record;
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
find_shelf (Desk *desk, Snapshot *snapshot, GError **error)
{
  return snapshot == NULL ? shipped_shelf (desk, error) : record_shelf (desk, snapshot, error);
}

Register *
desk_register (Desk *desk, Snapshot *snapshot, GError **error)
{
  const Shelf *shelf = find_shelf (desk, snapshot, error);
  return shelf == NULL ? NULL : shelf->reg;
}

Authorities *
desk_authorities (Desk *desk, Snapshot *snapshot, Period period, GError **error)
{
  Shelf *shelf = find_shelf (desk, snapshot, error);
  if (shelf == NULL)
    return NULL;
  g_autofree char *name = period_to_string (period);
  Authorities *authorities = g_hash_table_lookup (shelf->authorities, name);
  if (authorities == NULL)
    {
      authorities = register_authority_names (shelf->reg, period_start (period), period_end (period));
      g_hash_table_insert (shelf->authorities, g_steal_pointer (&name), authorities);
    }
  return authorities;
}

Checklist *
desk_checklist (Desk *desk, const Definition *definition, Period period, GError **error)
{
  g_autofree char *text = period_to_string (period);
  g_autofree char *name = g_strjoin (" ", definition->id, definition->edition, text, NULL);
  Checklist *checklist = g_hash_table_lookup (desk->checklists, name);
  if (checklist != NULL)
    return checklist;
  if (g_hash_table_size (desk->checklists) == MAX_CHECKLISTS)
    desk_forget_checklists (desk);
  checklist = checklist_new (definition, period, error);
  if (checklist != NULL)
    g_hash_table_insert (desk->checklists, g_steal_pointer (&name), checklist);
  return checklist;
}

void
desk_forget_checklists (Desk *desk)
{
  g_hash_table_remove_all (desk->checklists);
}
