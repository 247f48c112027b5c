#include "lib/tables/table.h"

/* 16 bytes, for there may be millions: texts and figures stand elsewhere. */
typedef struct {
  guint8 kind;
  guint8 is_nothing : 1, is_figure : 1, is_styled : 1;
  gint8 shift;             /* of a styled figure */
  guint8 dp;
  union {
    const char *text;      /* in the table's chunk */
    gint64 count;
    guint figure;          /* its place in the table's figures */
    Date date;
    Period period;
    gboolean flag;
  };
} Cell;

struct _Table {
  const TableColumn *columns;
  guint n_columns;
  char *mark;              /* of every row, or NULL */
  GArray *cells;           /* row by row */
  GArray *figures;
  GStringChunk *texts;     /* each text once */
};

#define CHUNK_BYTES 4096

static const TableColumn mark_column = { "record", NULL, .kind = COLUMN_TEXT };

Table *
table_new (const TableColumn *columns, guint n_columns)
{
  g_assert (n_columns > 0);
  Table *table = g_new0 (Table, 1);
  table->columns = columns;
  table->n_columns = n_columns;
  table->cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  table->figures = g_array_new (FALSE, FALSE, sizeof (Figure));
  table->texts = g_string_chunk_new (CHUNK_BYTES);
  return table;
}

void
table_free (Table *table)
{
  if (table == NULL)
    return;
  g_array_unref (table->cells);
  g_array_unref (table->figures);
  g_string_chunk_free (table->texts);
  g_free (table->mark);
  g_free (table);
}

void
table_mark (Table *table, const char *mark)
{
  g_free (table->mark);
  table->mark = g_strdup (mark);
}

/* --- filling --- */

static ColumnKind
next_kind (const Table *table)
{
  return table->columns[table->cells->len % table->n_columns].kind;
}

static void
add (Table *table, Cell cell, ColumnKind kind)
{
  g_assert (next_kind (table) == kind || next_kind (table) == COLUMN_ANY);
  cell.kind = (guint8) kind;
  g_array_append_val (table->cells, cell);
}

void
table_add_nothing (Table *table)
{
  add (table, (Cell) { .is_nothing = TRUE }, next_kind (table));
}

void
table_add_text (Table *table, const char *text)
{
  if (text == NULL)
    add (table, (Cell) { .is_nothing = TRUE }, COLUMN_TEXT);
  else
    add (table, (Cell) { .text = g_string_chunk_insert_const (table->texts, text) }, COLUMN_TEXT);
}

void
table_add_count (Table *table, gint64 count)
{
  add (table, (Cell) { .count = count }, COLUMN_COUNT);
}

static void
add_figure (Table *table, Figure figure, Cell cell, ColumnKind kind)
{
  cell.is_figure = TRUE;
  cell.figure = table->figures->len;
  g_array_append_val (table->figures, figure);
  add (table, cell, kind);
}

void
table_add_figure (Table *table, Figure figure)
{
  ColumnKind kind = next_kind (table);
  g_assert (kind == COLUMN_COUNT || kind == COLUMN_FIGURE || kind == COLUMN_MONEY);
  add_figure (table, figure, (Cell) { 0 }, kind);
}

void
table_add_money (Table *table, Figure pence)
{
  add_figure (table, pence, (Cell) { 0 }, COLUMN_MONEY);
}

void
table_add_styled (Table *table, Figure figure, int shift, guint dp)
{
  add_figure (table, figure, (Cell) { .is_styled = TRUE, .shift = (gint8) shift, .dp = (guint8) dp },
              COLUMN_FIGURE);
}

void
table_append (Table *table, const Table *more)
{
  g_assert (table->columns == more->columns && table->n_columns == more->n_columns);
  guint figures = table->figures->len;
  g_array_append_vals (table->figures, more->figures->data, more->figures->len);
  for (guint i = 0; i < more->cells->len; i++)
    {
      Cell cell = g_array_index (more->cells, Cell, i);
      if (cell.is_figure)
        cell.figure += figures;
      else if (cell.kind == COLUMN_TEXT && !cell.is_nothing)
        cell.text = g_string_chunk_insert_const (table->texts, cell.text);
      g_array_append_val (table->cells, cell);
    }
}

void
table_add_date (Table *table, Date date)
{
  add (table, (Cell) { .is_nothing = date == 0, .date = date }, COLUMN_DATE);
}

void
table_add_period (Table *table, Period period)
{
  add (table, (Cell) { .period = period }, COLUMN_PERIOD);
}

void
table_add_flag (Table *table, gboolean flag)
{
  add (table, (Cell) { .flag = flag }, COLUMN_FLAG);
}

void
table_add_level (Table *table, guint level)
{
  add (table, (Cell) { .is_nothing = level == 0, .count = level }, COLUMN_LEVEL);
}

/* --- reading --- */

guint
table_rows (const Table *table)
{
  g_assert (table->cells->len % table->n_columns == 0);
  return table->cells->len / table->n_columns;
}

guint
table_n_columns (const Table *table)
{
  return table->n_columns + (table->mark != NULL);
}

const TableColumn *
table_column (const Table *table, guint column)
{
  if (column == table->n_columns && table->mark != NULL)
    return &mark_column;
  g_assert (column < table->n_columns);
  return &table->columns[column];
}

static void
see_number (const Table *table, const Cell *cell, const TableColumn *column, TableCell *out)
{
  static const FigureStyle whole = { 0, 0, NULL }, pounds = { -2, 2, NULL };
  out->is_number = TRUE;
  out->figure = cell->is_figure ? g_array_index (table->figures, Figure, cell->figure)
                                : figure_integer (cell->count);
  out->style = cell->is_styled ? (FigureStyle) { cell->shift, cell->dp, column->style.unit }
               : out->kind == COLUMN_MONEY ? pounds
               : out->kind == COLUMN_FIGURE ? column->style : whole;
  out->file_dp = out->kind == COLUMN_FIGURE && !cell->is_styled ? column->file_dp : out->style.dp;
}

TableCell
table_cell (const Table *table, guint row, guint column)
{
  if (column == table->n_columns && table->mark != NULL)
    return (TableCell) { .kind = COLUMN_TEXT, .text = table->mark };
  const Cell *cell = &g_array_index (table->cells, Cell, row * table->n_columns + column);
  TableCell out = { .kind = (ColumnKind) cell->kind, .is_nothing = cell->is_nothing };
  if (out.is_nothing)
    return out;
  switch (out.kind)
    {
    case COLUMN_TEXT:
      out.text = cell->text;
      break;
    case COLUMN_COUNT:
    case COLUMN_FIGURE:
    case COLUMN_MONEY:
    case COLUMN_LEVEL:
      see_number (table, cell, table_column (table, column), &out);
      break;
    case COLUMN_DATE:
      out.date = cell->date;
      break;
    case COLUMN_PERIOD:
      out.period = cell->period;
      break;
    case COLUMN_FLAG:
      out.flag = cell->flag;
      break;
    case COLUMN_ANY:
      g_assert_not_reached ();
    }
  return out;
}

char *
table_cell_to_string (const TableCell *cell)
{
  if (cell->is_nothing)
    return g_strdup ("");
  if (cell->is_number)
    return figure_to_string (cell->figure, cell->style.shift, cell->file_dp);
  if (cell->kind == COLUMN_DATE)
    return date_to_string (cell->date);
  if (cell->kind == COLUMN_PERIOD)
    return period_to_string (cell->period);
  return g_strdup (cell->kind == COLUMN_FLAG ? (cell->flag ? "yes" : "no") : cell->text);
}

gboolean
table_is_public (const Table *table)
{
  for (guint i = 0; i < table->n_columns; i++)
    if (table->columns[i].sensitivity != SENSITIVITY_PUBLIC)
      return FALSE;
  return TRUE;
}
