/* table.h: rows of typed figures, filled once and written to whatever reads
 * them: a reader, CSV, JSON, a template's context, SQLite.
 *
 * What a column is stands in a static row: its names, its kind, how its figures
 * print and who may see them. A cell holds the figure, count, date or text
 * itself, never printed digits: each writer prints it once, by the column's
 * row. A figure that is missing stays so everywhere: its symbol (`z`, `x`, `c`,
 * `low`, `u`) stands in its place and is never a number. */

#pragma once

#include <stdio.h>

#include <glib.h>

#include "lib/base/figure.h"
#include "lib/base/period.h"
#include "lib/tables/format.h"

typedef enum {
  COLUMN_TEXT,
  COLUMN_COUNT,      /* a whole number, or a figure of one that may be missing */
  COLUMN_FIGURE,
  COLUMN_MONEY,      /* given in pence, printed in pounds with two decimals in files */
  COLUMN_DATE,
  COLUMN_PERIOD,
  COLUMN_FLAG,       /* yes or no */
  COLUMN_LEVEL,      /* 1 to 4 */
  COLUMN_ANY,        /* of another kind in each row */
} ColumnKind;

typedef enum { SENSITIVITY_PUBLIC, SENSITIVITY_RESTRICTED } Sensitivity;

/* How a column stands in JSON. */
typedef enum {
  JSON_VALUE,        /* a number with the digits that files have; the rest is a text, nothing is "" */
  JSON_TEXT,         /* a text always: columns that scripts know so */
  JSON_NULLABLE,     /* as a value; nothing is null */
} JsonForm;

/* How a figure prints to a reader: x 10^shift, with DP decimals and UNIT behind
 * a value. */
typedef struct {
  int shift;
  guint dp;
  const char *unit;
} FigureStyle;

typedef struct {
  const char *name;          /* in CSV, JSON and SQL */
  const char *title;         /* over a column of text; NULL: not shown there */
  ColumnKind kind;
  FigureStyle style;         /* of figures */
  guint file_dp;             /* decimals of figures in CSV, JSON and text columns */
  const char *key;           /* in a template's context; NULL: not there */
  JsonForm json;
  Sensitivity sensitivity;
} TableColumn;

typedef struct _Table Table;

/* COLUMNS must outlive the table. */
Table *table_new (const TableColumn *columns, guint n_columns);
/* Every row bears MARK, in a column "record" behind the others, which CSV, JSON
 * and SQL have, and text, where a line above says it, has not. NULL: no such column. */
void table_mark (Table *table, const char *mark);
void table_free (Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Table, table_free)

/* Each adds a cell, which must be of its column's kind: rows fill from the
 * left. Texts are copied. Nothing: a NULL text, date 0, level 0. */
void table_add_text (Table *table, const char *text);
void table_add_count (Table *table, gint64 count);
void table_add_figure (Table *table, Figure figure);      /* of a count, figure or money column */
void table_add_money (Table *table, Figure pence);
void table_add_date (Table *table, Date date);
void table_add_period (Table *table, Period period);
void table_add_flag (Table *table, gboolean flag);
void table_add_level (Table *table, guint level);
void table_add_nothing (Table *table);
/* A figure whose row says how it prints, in files too. */
void table_add_styled (Table *table, Figure figure, int shift, guint dp);

/* Adds the rows of MORE, a table of the same columns. */
void table_append (Table *table, const Table *more);

/* A cell as its writers see it. */
typedef struct {
  ColumnKind kind;           /* never COLUMN_ANY, but where IS_NOTHING */
  gboolean is_nothing;
  gboolean is_number;        /* count, figure, money or level: FIGURE, which may be missing */
  Figure figure;
  FigureStyle style;
  guint file_dp;
  const char *text;          /* borrowed */
  Date date;
  Period period;
  gboolean flag;
} TableCell;

guint table_rows (const Table *table);
guint table_n_columns (const Table *table);
const TableColumn *table_column (const Table *table, guint column);
TableCell table_cell (const Table *table, guint row, guint column);
/* The cell as files have it: "41.288", "2026-03-31", "yes", "z"; "" for nothing. g_free(). */
char *table_cell_to_string (const TableCell *cell);

/* Whether everybody may see every column. */
gboolean table_is_public (const Table *table);

/* In the form asked for (table_text(), table_csv(), table_json()). */
void table_print (const Table *table, Format format, FILE *out);

/* Each appends the whole table to OUT: columns under their titles, numbers to
 * the right; one header row of names and a row a row, inert in a spreadsheet;
 * an array of objects. */
void table_text (const Table *table, GString *out);
void table_csv (const Table *table, GString *out);
void table_json (const Table *table, GString *out);
/* Their rows alone, for a table that is written piece by piece: of CSV without
 * the header; of JSON without the brackets, BEFORE standing before the first. */
void table_csv_rows (const Table *table, GString *out);
void table_json_rows (const Table *table, const char *before, GString *out);
