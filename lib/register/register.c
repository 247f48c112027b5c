/* The register in memory. Rows with the same key make a chain, in which a row
 * replaces an earlier one that starts on the same day; the row that counts on
 * a date is the youngest of the chain that holds on it. */

#include "lib/register/register.h"

#include <string.h>

#include "lib/register/register_private.h"

const RowLayout row_layouts[N_KINDS] = {
  [KIND_AUTHORITIES] = { G_STRUCT_OFFSET (Authority, from), G_STRUCT_OFFSET (Authority, to), 0 },
  [KIND_AREAS] = { G_STRUCT_OFFSET (AreaMember, from), G_STRUCT_OFFSET (AreaMember, to),
                   G_STRUCT_OFFSET (AreaMember, authority) },
  [KIND_AUTHORITY_NAMES] = { 0, 0, 0 },
  [KIND_GROUPS] = { G_STRUCT_OFFSET (Group, from), G_STRUCT_OFFSET (Group, to), 0 },
  [KIND_PERSONS] = { G_STRUCT_OFFSET (Person, from), G_STRUCT_OFFSET (Person, to), 0 },
  [KIND_OWNERS] = { G_STRUCT_OFFSET (Owner, from), G_STRUCT_OFFSET (Owner, to), 0 },
  [KIND_DETERMINATIONS] = { G_STRUCT_OFFSET (Determination, from),
                            G_STRUCT_OFFSET (Determination, to),
                            G_STRUCT_OFFSET (Determination, condition) },
  [KIND_ROUNDS] = { G_STRUCT_OFFSET (Round, from), G_STRUCT_OFFSET (Round, to), 0 },
};

static Date
row_date (gconstpointer row, gsize offset)
{
  return offset == 0 ? 0 : G_STRUCT_MEMBER (const Date, row, offset);
}

/* "" for tables whose key is one column. */
static const char *
second_key (RegisterKind kind, gconstpointer row)
{
  gsize offset = row_layouts[kind].second_key;
  return offset == 0 ? "" : G_STRUCT_MEMBER (const char *const, row, offset);
}

static gboolean
same_key (RegisterKind kind, gconstpointer a, gconstpointer b)
{
  return strcmp (second_key (kind, a), second_key (kind, b)) == 0;
}

static gboolean
holds (RegisterKind kind, gconstpointer row, Date on)
{
  Date to = row_date (row, row_layouts[kind].to);
  return row_date (row, row_layouts[kind].from) <= on && (to == 0 || on <= to);
}

/* key -> GPtrArray of rows, in the order in which they were added. */
static GHashTable *
chains_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

Register *
register_new (void)
{
  Register *reg = g_new0 (Register, 1);
  for (RegisterKind kind = 0; kind < N_KINDS; kind++)
    {
      reg->tables[kind].rows = g_ptr_array_new_with_free_func (g_free);
      reg->tables[kind].chain_of = g_ptr_array_new ();
      reg->tables[kind].chains = chains_new ();
    }
  reg->names = chains_new ();
  reg->owned = chains_new ();
  reg->text = g_string_chunk_new (4096);
  g_atomic_ref_count_init (&reg->references);
  return reg;
}

Register *
register_ref (Register *reg)
{
  g_atomic_ref_count_inc (&reg->references);
  return reg;
}

void
register_free (Register *reg)
{
  if (reg == NULL || !g_atomic_ref_count_dec (&reg->references))
    return;
  for (RegisterKind kind = 0; kind < N_KINDS; kind++)
    {
      g_ptr_array_unref (reg->tables[kind].rows);
      g_ptr_array_unref (reg->tables[kind].chain_of);
      g_hash_table_unref (reg->tables[kind].chains);
    }
  g_hash_table_unref (reg->names);
  g_hash_table_unref (reg->owned);
  g_string_chunk_free (reg->text);
  g_free (reg->content_id);
  g_free (reg);
}

static GPtrArray *
chain_of (GHashTable *chains, const char *key)
{
  GPtrArray *chain = g_hash_table_lookup (chains, key);
  if (chain == NULL)
    {
      chain = g_ptr_array_new ();
      g_hash_table_insert (chains, g_strdup (key), chain);
    }
  return chain;
}

/* The first text of a row is its key, in every struct but that of rounds. */
static char *
row_key (RegisterKind kind, gconstpointer row)
{
  const char *first = G_STRUCT_MEMBER (const char *const, row, 0);
  if (kind == KIND_OWNERS)
    return owner_name_normalise (first);
  if (kind == KIND_AUTHORITY_NAMES)
    return authority_name_fold (first);
  if (kind != KIND_ROUNDS)
    return g_strdup (first);
  g_autofree char *period = period_to_string (((const Round *) row)->period);
  return g_strconcat (first, " ", period, NULL);
}

void
register_add (Register *reg, RegisterKind kind, gpointer row)
{
  g_autofree char *key = row_key (kind, row);
  GPtrArray *chain = chain_of (reg->tables[kind].chains, key);
  gsize from = row_layouts[kind].from;
  for (guint i = 0; i < chain->len; i++)
    if (row_date (chain->pdata[i], from) == row_date (row, from) &&
        same_key (kind, chain->pdata[i], row))
      {
        g_ptr_array_remove_index (chain, i);
        break;
      }
  g_ptr_array_add (chain, row);
  g_ptr_array_add (reg->tables[kind].rows, row);
  g_ptr_array_add (reg->tables[kind].chain_of, chain);
  if (kind == KIND_OWNERS)
    g_ptr_array_add (chain_of (reg->owned, ((Owner *) row)->person), row);
  if (kind == KIND_AUTHORITIES)
    {
      g_autofree char *name = authority_name_fold (((Authority *) row)->name);
      g_ptr_array_add (chain_of (reg->names, name), row);
    }
}

gboolean
register_has (const Register *reg, RegisterKind kind, const char *key)
{
  return g_hash_table_contains (reg->tables[kind].chains, key);
}

/* The youngest row of CHAIN that holds on ON; a later one of equals. */
static gconstpointer
find_in_chain (RegisterKind kind, const GPtrArray *chain, Date on)
{
  gconstpointer found = NULL;
  gsize from = row_layouts[kind].from;
  for (guint i = 0; chain != NULL && i < chain->len; i++)
    {
      gconstpointer row = chain->pdata[i];
      if (holds (kind, row, on) && (found == NULL || row_date (row, from) >= row_date (found, from)))
        found = row;
    }
  return found;
}

static gconstpointer
find (const Register *reg, RegisterKind kind, const char *key, Date on)
{
  return find_in_chain (kind, g_hash_table_lookup (reg->tables[kind].chains, key), on);
}

const Person *
register_person (const Register *reg, const char *person, Date on)
{
  return find (reg, KIND_PERSONS, person, on);
}

const Group *
register_group (const Register *reg, const char *group, Date on)
{
  return find (reg, KIND_GROUPS, group, on);
}

const Owner *
register_owner (const Register *reg, const char *owner_name, Date on)
{
  g_autofree char *key = owner_name_normalise (owner_name);
  return find (reg, KIND_OWNERS, key, on);
}

const Owner *
register_owner_of (const Register *reg, const char *person, Date on)
{
  const GPtrArray *rows = g_hash_table_lookup (reg->owned, person);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const Owner *row = rows->pdata[i];
      if (register_owner (reg, row->owner, on) == row)
        return row;
    }
  return NULL;
}

gboolean
register_is_determined (const Register *reg, const char *person, Date on)
{
  return find (reg, KIND_DETERMINATIONS, person, on) != NULL;
}

const Authority *
register_authority (const Register *reg, const char *code, Date on)
{
  return find (reg, KIND_AUTHORITIES, code, on);
}

/* A round is asked for by its period and not by a date: the row appended last counts. */
const Round *
register_round (const Register *reg, const char *return_id, Period period)
{
  g_autofree char *name = period_to_string (period);
  g_autofree char *key = g_strconcat (return_id, " ", name, NULL);
  GPtrArray *chain = g_hash_table_lookup (reg->tables[KIND_ROUNDS].chains, key);
  return chain == NULL ? NULL : chain->pdata[chain->len - 1];
}

static const Authority *
find_named (const Register *reg, const char *folded, Date on)
{
  return find_in_chain (KIND_AUTHORITIES, g_hash_table_lookup (reg->names, folded), on);
}

char *
register_spelled (const Register *reg, const char *folded)
{
  GPtrArray *spelling = g_hash_table_lookup (reg->tables[KIND_AUTHORITY_NAMES].chains, folded);
  if (spelling == NULL)
    return NULL;
  const AuthorityName *row = spelling->pdata[spelling->len - 1];
  GPtrArray *chain = g_hash_table_lookup (reg->tables[KIND_AUTHORITIES].chains, row->code);
  return authority_name_fold (((Authority *) chain->pdata[chain->len - 1])->name);
}

const Authority *
register_authority_named (const Register *reg, const char *name, Date on)
{
  g_autofree char *folded = authority_name_fold (name);
  const Authority *found = find_named (reg, folded, on);
  const char *plain = found == NULL ? authority_name_without_style (folded) : NULL;
  if (plain != NULL)
    found = find_named (reg, plain, on);
  g_autofree char *other = found == NULL ? register_spelled (reg, folded) : NULL;
  return other == NULL ? found : find_named (reg, other, on);
}

/* Rows that name one another in a circle end somewhere. */
#define CHANGES_MAX 8u

static void
add_successors (const Register *reg, const char *code, Date on, guint changes, GPtrArray *out)
{
  const GPtrArray *rows = reg->tables[KIND_AUTHORITIES].rows;
  for (guint i = 0; i < rows->len; i++)
    {
      const Authority *row = rows->pdata[i];
      g_auto(GStrv) former = g_strsplit (row->former_code, ";", -1);
      if (row->from > on || !g_strv_contains ((const char *const *) former, code))
        continue;
      const Authority *now = register_authority (reg, row->code, on);
      if (now == NULL && changes > 1)
        add_successors (reg, row->code, on, changes - 1, out);
      else if (now != NULL && !g_ptr_array_find (out, now, NULL))
        g_ptr_array_add (out, (gpointer) now);
    }
}

GPtrArray *
register_successors (const Register *reg, const char *code, Date on)
{
  GPtrArray *out = g_ptr_array_new ();
  const Authority *still = register_authority (reg, code, on);
  if (still != NULL)
    g_ptr_array_add (out, (gpointer) still);
  else
    add_successors (reg, code, on, CHANGES_MAX, out);
  return out;
}

const char **
register_authority_codes (const Register *reg)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const GPtrArray *rows = reg->tables[KIND_AUTHORITIES].rows;
  const char **codes = g_new0 (const char *, rows->len + 1);
  for (guint i = 0, n = 0; i < rows->len; i++)
    if (g_hash_table_add (seen, (gpointer) ((const Authority *) rows->pdata[i])->code))
      codes[n++] = ((const Authority *) rows->pdata[i])->code;
  return codes;
}

/* Whether ROW of CHAIN is the one that counts for its key on ON. */
static gboolean
counts (RegisterKind kind, const GPtrArray *chain, gconstpointer row, Date on)
{
  gsize from = row_layouts[kind].from;
  gboolean current = FALSE;
  for (guint i = 0; i < chain->len; i++)
    {
      gconstpointer other = chain->pdata[i];
      current |= other == row;
      if (other != row && same_key (kind, other, row) && holds (kind, other, on) &&
          row_date (other, from) > row_date (row, from))
        return FALSE;
    }
  return current && holds (kind, row, on);
}

static GPtrArray *
rows_on (const Register *reg, RegisterKind kind, Date on)
{
  GPtrArray *out = g_ptr_array_new ();
  const RegisterTable *table = &reg->tables[kind];
  for (guint i = 0; i < table->rows->len; i++)
    if (counts (kind, table->chain_of->pdata[i], table->rows->pdata[i], on))
      g_ptr_array_add (out, table->rows->pdata[i]);
  return out;
}

GPtrArray *
register_persons (const Register *reg, Date on)
{
  return rows_on (reg, KIND_PERSONS, on);
}

GPtrArray *
register_rounds (const Register *reg, Date on)
{
  return rows_on (reg, KIND_ROUNDS, on);
}

GPtrArray *
register_authorities (const Register *reg, Date on)
{
  return rows_on (reg, KIND_AUTHORITIES, on);
}

GPtrArray *
register_areas (const Register *reg, const char *kind, Date on)
{
  GPtrArray *rows = rows_on (reg, KIND_AREAS, on);
  for (guint i = rows->len; i-- > 0;)
    if (strcmp (((const AreaMember *) rows->pdata[i])->kind, kind) != 0)
      g_ptr_array_remove_index (rows, i);
  return rows;
}
