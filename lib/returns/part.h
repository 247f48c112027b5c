/* part.h: what a part of a return holds: its columns and lines, as the data
 * files of a definition say (see definition.h). */

#pragma once

#include <glib.h>

/* What a cell may hold. */
typedef enum {
  CELL_TEXT, CELL_AMOUNT, CELL_NUMBER, CELL_INTEGER, CELL_DATE, CELL_CHOICE,
  CELL_YESNO, CELL_AUTHORITY, CELL_URN, CELL_LINE /* a code of lines.csv */,
  CELL_BY_LINE /* typed by the line the row is for */,
} CellType;

typedef enum { SIGN_ANY, SIGN_NOT_NEGATIVE } Sign;

typedef struct {
  char *name, *label, *guidance;
  CellType type;
  GStrv choices;           /* for CELL_CHOICE */
  guint decimals;          /* for CELL_NUMBER: 1 unless the file says otherwise */
  Sign sign;
  gboolean required;       /* a blank is a finding */
  gboolean applicable;     /* so is z: every person has one */
  gboolean carry;          /* last period's value begins the next form */
  gboolean key;            /* part of what makes a row unique */
} ColumnDefinition;

typedef struct {
  char *line, *section, *label, *definition;
  CellType type;
  GStrv choices;
  guint decimals;
  Sign sign;
  gboolean activities;     /* asked for each activity; else only the total */
  gboolean required;
  gboolean applicable;     /* of the total: z is a finding */
  gboolean carry;          /* last period's values begin the next form */
} LineDefinition;

typedef struct {
  char *name, *title;
  GPtrArray *columns;      /* ColumnDefinition * */
  GPtrArray *lines;        /* LineDefinition *; NULL when rows are free */
  gboolean optional_rows;  /* a header with no rows is an answer (nil) */
} PartDefinition;

const LineDefinition *part_line (const PartDefinition *part, const char *line);
/* Position of a column, or -1. */
int part_column (const PartDefinition *part, const char *name);
/* The columns for csv_table_read(), in the order of PART->columns; then, for a
 * part of lines, "?label", which templates write for the reader's eye. g_strfreev(). */
GStrv part_csv_columns (const PartDefinition *part);

/* --- reading them: for edition.c alone --- */

PartDefinition *part_new (const char *name);
void part_free (PartDefinition *part);

/* Whether the rows of PART are its lines; lines it has already are kept. */
void part_set_lines (PartDefinition *part, gboolean lines);

/* Replaces the columns of PART by those of FOLDER/parts/<part>.csv. Errors name
 * the file and the line. */
gboolean part_read_columns (PartDefinition *part, const char *folder, GError **error);
/* Replaces and adds lines of PARTS (PartDefinition *) as FOLDER/lines.csv says,
 * when there is one. */
gboolean part_read_lines (GPtrArray *parts, const char *folder, GError **error);
/* Whether PART makes sense as a whole; FALSE with an error that names FILE. */
gboolean part_check (const PartDefinition *part, const char *file, GError **error);

PartDefinition *part_find (GPtrArray *parts, const char *name);
GStrv part_names (GPtrArray *parts);
