/* table.h: rows of figures as a command prints them: for a reader, as CSV or
 * as JSON.
 *
 * CSV has one header row of names and a row per row. JSON is an array of
 * objects; a plain number stands as a number, everything else as a text. Text
 * is in columns under short titles, numbers to the right. */

#pragma once

#include <stdio.h>

#include <glib.h>

#include "lib/tables/format.h"

typedef struct {
  const char *name;        /* in CSV and JSON */
  const char *title;       /* in text; NULL: not shown there */
} TableColumn;

typedef struct _Table Table;

/* COLUMNS must outlive the table. */
Table *table_new (const TableColumn *columns, guint n_columns);
void table_free (Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Table, table_free)

/* Adds a cell: rows fill from the left. TEXT is copied; NULL is blank. */
void table_add (Table *table, const char *text);
/* The same for a text that the table shall own, or NULL. */
void table_take (Table *table, char *text);

void table_print (const Table *table, Format format, FILE *out);
