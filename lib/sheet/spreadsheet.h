/* spreadsheet.h: what spreadsheets do to a table on its way to CSV, told once
 * for a file, with where to click, and not once a cell. */

#pragma once

#include "lib/sheet/csv.h"

/* Whether the N texts FIELDS are the header of the table that is looked for. */
typedef gboolean (*SpreadsheetHeaderFunc) (const char *const *fields, guint n, gpointer data);

/* Whether the header among the first lines of BYTES has semicolons, tabs or bars
 * where commas should be: then CSV-SEPARATOR says so, and nothing else of the
 * file is worth reading. */
gboolean spreadsheet_report_separator (GBytes *bytes, const char *file,
                                       SpreadsheetHeaderFunc is_header, gpointer data,
                                       Findings *findings);

typedef enum {
  TRAP_MONTH_FIRST,      /* 03/31/2025 */
  TRAP_NO_BREAK,         /* a blank that is none: U+00A0, U+2007 or U+202F */
  N_SPREADSHEET_TRAPS,
} SpreadsheetTrap;

/* Cells of one file that cannot be read because of a trap; starts as { 0 }. */
typedef struct {
  struct { guint64 cells, line, byte; guint column; char *field, *value; } first[N_SPREADSHEET_TRAPS];
} SpreadsheetTraps;
void spreadsheet_traps_clear (SpreadsheetTraps *traps);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SpreadsheetTraps, spreadsheet_traps_clear)

/* Counts a cell that could not be read, when TEXT shows one of the traps. FALSE
 * when it does not: then the caller says what is wrong with the cell. */
gboolean spreadsheet_traps_take (SpreadsheetTraps *traps, const char *text, guint64 line,
                                 guint column, guint64 byte, const char *field);
/* Adds CSV-MONTH-FIRST and CSV-NO-BREAK, each once and with the number of its
 * cells, where any was counted. */
void spreadsheet_traps_report (const SpreadsheetTraps *traps, const char *file, Findings *findings);
