#include "collector/checking/sandbox_private.h"

#include <string.h>

#define NO_ROW G_MAXUINT32

/* The rows of a table by what stands in some of its columns: chains of those of one
 * hash, each in the order of the table. A row of which one of those cells cannot be
 * read is in the chain of what stands before the first such cell. */
struct _SandboxIndex {
  guint mask;              /* bit I: column I is one of them */
  guint32 *heads, *next;   /* of each chain; of each row */
  guint n_heads;           /* a power of two */
  guint prefixes;          /* bit K: some rows can be read in the first K of the columns alone */
  GHashTable *told;        /* of those rows, the first of each chain that RUN has met */
  guint64 run;
};

void
sandbox_index_free (gpointer data)
{
  SandboxIndex *index = data;
  if (index == NULL)
    return;
  g_free (index->heads);
  g_free (index->next);
  g_hash_table_unref (index->told);
  g_free (index);
}

static guint
hash_cell (guint hash, const SqlValue *cell)
{
  guint64 number = cell->type == SQL_TEXT ? g_str_hash (cell->text) : (guint64) cell->number;
  return (guint) (((number ^ hash) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32);
}

static gboolean
is_equal (const SqlValue *a, const SqlValue *b)
{
  if (a->type != b->type)
    return FALSE;
  return a->type == SQL_TEXT ? g_strcmp0 (a->text, b->text) == 0 : a->number == b->number;
}

/* The hash of ROW, and of how many of the columns: all, or those before the first
 * that cannot be read. */
static guint
hash_row (const SandboxTable *table, guint mask, guint row, guint *n)
{
  guint hash = 0;
  for (*n = 0; mask != 0; mask &= mask - 1, ++*n)
    {
      const SqlValue cell = sandbox_table_cell (table, row, (guint) g_bit_nth_lsf (mask, -1));
      if (cell.type == SQL_UNREADABLE)
        break;
      hash = hash_cell (hash, &cell);
    }
  return hash;
}

static guint
columns_of (guint mask)
{
  guint n = 0;
  for (; mask != 0; mask &= mask - 1)
    n++;
  return n;
}

static SandboxIndex *
make_index (const SandboxTable *table, guint mask)
{
  SandboxIndex *index = g_new0 (SandboxIndex, 1);
  guint n_columns = columns_of (mask);
  index->mask = mask;
  index->told = g_hash_table_new (NULL, NULL);
  for (index->n_heads = 16; index->n_heads < table->n_rows;)
    index->n_heads *= 2;
  index->heads = g_new (guint32, index->n_heads);
  index->next = g_new (guint32, table->n_rows + 1);
  memset (index->heads, 0xff, index->n_heads * sizeof *index->heads);
  for (guint row = table->n_rows; row-- > 0;)
    {
      guint n, head = hash_row (table, mask, row, &n) & (index->n_heads - 1);
      if (n < n_columns)
        index->prefixes |= 1u << n;
      index->next[row] = index->heads[head];
      index->heads[head] = row;
    }
  return index;
}

SandboxIndex *
sandbox_table_index (SandboxTable *table, guint mask)
{
  for (guint i = 0; i < table->indexes->len; i++)
    if (((SandboxIndex *) table->indexes->pdata[i])->mask == mask)
      return table->indexes->pdata[i];
  SandboxIndex *index = make_index (table, mask);
  g_ptr_array_add (table->indexes, index);
  return index;
}

/* The first row from ROW on of its chain that has the first N of KEYS in as many of
 * the columns, and, where there are more, cannot be read in the next. */
static guint32
match_from (const SandboxTable *table, const SandboxIndex *index, const SqlValue *keys, guint n, guint32 row)
{
  for (; row != NO_ROW; row = index->next[row])
    {
      guint mask = index->mask, k = 0;
      for (; k < n; k++, mask &= mask - 1)
        {
          const SqlValue cell = sandbox_table_cell (table, row, (guint) g_bit_nth_lsf (mask, -1));
          if (!is_equal (&cell, &keys[k]))
            break;
        }
      if (k == n && (mask == 0 || sandbox_table_cell (table, row, (guint) g_bit_nth_lsf (mask, -1)).type
                                    == SQL_UNREADABLE))
        return row;
    }
  return NO_ROW;
}

/* Keeps as met the cells, after what is the same as the first N of KEYS, of which
 * nobody knows whether they are the same as the next: each once in a run. */
static void
meet_doubtful (Sandbox *sandbox, const SandboxTable *table, SandboxIndex *index, const SqlValue *keys,
               guint n, guint hash)
{
  guint32 row = match_from (table, index, keys, n, index->heads[hash & (index->n_heads - 1)]);
  if (row == NO_ROW || !g_hash_table_add (index->told, GUINT_TO_POINTER (row)))
    return;
  guint mask = index->mask;
  for (guint i = 0; i < n; i++)
    mask &= mask - 1;
  for (; row != NO_ROW; row = match_from (table, index, keys, n, index->next[row]))
    sandbox_meet (sandbox, sandbox_table_cell (table, row, (guint) g_bit_nth_lsf (mask, -1)).number);
}

guint
sandbox_index_find (Sandbox *sandbox, const SandboxTable *table, SandboxIndex *index, const SqlValue *keys)
{
  guint n_columns = columns_of (index->mask), hash = 0;
  if (index->run != sandbox->run)
    {
      g_hash_table_remove_all (index->told);
      index->run = sandbox->run;
    }
  for (guint n = 0; n < n_columns; n++)
    {
      if (index->prefixes & 1u << n)
        meet_doubtful (sandbox, table, index, keys, n, hash);
      hash = hash_cell (hash, &keys[n]);
    }
  guint32 row = match_from (table, index, keys, n_columns, index->heads[hash & (index->n_heads - 1)]);
  return row == NO_ROW ? table->n_rows : row;
}

guint
sandbox_index_next (const SandboxTable *table, const SandboxIndex *index, guint row)
{
  SqlValue keys[SANDBOX_MAX_KEYS];
  guint n = 0;
  for (guint mask = index->mask; mask != 0; mask &= mask - 1)
    keys[n++] = sandbox_table_cell (table, row, (guint) g_bit_nth_lsf (mask, -1));
  guint32 next = match_from (table, index, keys, n, index->next[row]);
  return next == NO_ROW ? table->n_rows : next;
}
