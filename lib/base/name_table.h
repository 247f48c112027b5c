/* name_table.h: texts numbered in the order in which they first occur.
 *
 * Each text is kept once, however often it is added; number 0 is always "". */

#pragma once

#include <glib.h>

typedef struct _NameTable NameTable;

NameTable *name_table_new (void);
void name_table_free (NameTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NameTable, name_table_free)

/* The number of the N bytes at TEXT, none of them NUL, a new one when they are new. */
guint32 name_table_add (NameTable *table, const char *text, gsize n);
/* Its number + 1; 0 when it was not added. */
guint32 name_table_find (const NameTable *table, const char *text, gsize n);
/* The same as name_table_add() of N texts at once, NAME_TABLE_MANY at most: several times as fast where the table is large. */
#define NAME_TABLE_MANY 64
typedef struct {
  const char *text;
  gsize n;
} NameText;
void name_table_add_many (NameTable *table, const NameText *texts, guint n, guint32 *numbers);
guint32 name_table_length (const NameTable *table);
/* All texts by number. Borrowed, until the next name_table_add(). */
const char *const *name_table_texts (const NameTable *table);
