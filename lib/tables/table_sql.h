/* table_sql.h: a table of figures as a table of SQLite.
 *
 * A text, date (2026-03-31) or period is TEXT, a count, level or flag (0, 1)
 * INTEGER. A figure is three columns, for a double is never exact: NAME, REAL,
 * to sort and draw by; NAME_exact, TEXT, the ratio "num/den" it stands for, in the
 * column's own unit (per cent, pounds); NAME_missing, TEXT, the symbol of a missing one.
 * Of a value NAME_missing is NULL; of a missing figure the other two are. A
 * count that is missing has NAME and NAME_missing alone. Nothing is NULL.
 *
 * The one wrapper of SQLite for writing; rules run in
 * collector/checking/sandbox.c. */

#pragma once

#include <sqlite3.h>

#include "lib/tables/table.h"

/* Makes the table NAME where DB has none and adds every row, all or none of
 * them. NAME and the names of columns are ours (letters, digits, '_'); no
 * column may be COLUMN_ANY. FALSE is a fault, with SQLite's own words. */
gboolean table_to_sql (const Table *table, sqlite3 *db, const char *name, GError **error);
