/* csv_columns.h: a table of CSV read into typed columns, as a table says.
 *
 * For lists of millions of rows: cells are kept as numbers of
 * a stated size, and texts that repeat once, so that a file costs what its
 * columns do. A regular file (csv_scan.h) is read by two threads when it is long; one
 * that is not, or has a cell that a column does not take, is read again by the strict reader,
 * which says all that is wrong with it. */

#pragma once

#include "lib/sheet/csv.h"
#include "lib/sheet/csv_scan.h"

typedef struct _CsvColumn CsvColumn;

/* Reads the N bytes of a cell, NUL-terminated, into *VALUE. FALSE when COLUMN does not take it. */
typedef gboolean (*CsvCellRead) (const CsvColumn *column, const char *text, gsize n, guint64 *value);

/* What the cells of a column must be and how they are kept. */
struct _CsvColumn {
  const char *name;          /* in the header; with '?' before it the column may be missing:
                              * its cells are blank then */
  guint size;                /* bytes of a value: 1, 2, 4 or 8 */
  gboolean names;            /* its texts are numbered, and a value is the number of one */
  guint64 most;              /* the greatest value */
  CsvCellRead read;          /* of names it sees each text once, and *VALUE is nothing; NULL:
                              * every text is one */
  gconstpointer of;          /* what READ needs to know of the column */
  const char *rule;          /* the finding about a cell that it does not take */
  const char *message, *advice;
};

/* How a file is read; all zero is as well. */
typedef struct {
  gboolean others;           /* columns that are not asked for are let through */
  guint64 long_file;         /* bytes from which there are two threads; 0: those of a few megabytes */
  gsize block;               /* 0: CSV_SCAN_BLOCK */
  CsvScanKind kind;
} CsvReading;

typedef struct _CsvColumns CsvColumns;

/* The N COLUMNS of SOURCE, called FILE in findings; NULL when a finding is hard: those of
 * csv.h and csv_table_read(), and the rules of COLUMNS; or when the file cannot be read, which is
 * a fault. COLUMNS must outlive the result; READING may be NULL. */
CsvColumns *csv_columns_read (const CsvSource *source, const char *file, const CsvColumn *columns, guint n,
                              const CsvReading *reading, Findings *findings, GError **error);
/* Its two halves, for tests. The scan alone: NULL for a file with something wrong in it. */
CsvColumns *csv_columns_read_regular (const CsvSource *source, const CsvColumn *columns, guint n,
                                      const CsvReading *reading);
/* The strict reader alone: what csv_columns_read() must be equal to. */
CsvColumns *csv_columns_read_strictly (const CsvSource *source, const char *file, const CsvColumn *columns,
                                       guint n, const CsvReading *reading, Findings *findings,
                                       GError **error);
void csv_columns_free (CsvColumns *columns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsvColumns, csv_columns_free)

guint csv_columns_rows (const CsvColumns *columns);
/* The values of COLUMN by row, of its size. Borrowed. */
gconstpointer csv_columns_values (const CsvColumns *columns, guint column);
/* The texts of a column of names by number, as NameTable has them: 0 is "". Borrowed. */
const char *const *csv_columns_names (const CsvColumns *columns, guint column, guint *n);
/* The physical line on which ROW starts, from 1. */
guint64 csv_columns_line (const CsvColumns *columns, guint row);
/* The 1-based position of COLUMN in the file; 0 when it is missing. */
guint csv_columns_position (const CsvColumns *columns, guint column);
