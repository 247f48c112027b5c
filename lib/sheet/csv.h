/* csv.h: reading and writing comma-separated files. The one user of libcsv.
 *
 * Reading is strict and total: the whole file is read, everything wrong with
 * it becomes a finding with its line, column and byte, and nothing is
 * repaired. Input is UTF-8, with or without a byte-order mark; lines end in
 * LF or CRLF. */

#pragma once

#include "lib/base/finding.h"
#include "lib/sheet/csv_scan.h"

/* U+FFFD, which stands where a byte could not be read. */
#define CSV_REPLACEMENT "\xef\xbf\xbd"

typedef void (*CsvRowFunc) (const CsvRow *row, gpointer data);

typedef enum {
  CSV_UTF8,                 /* anything else is a finding (CSV-ENCODING) */
  CSV_UTF8_OR_WINDOWS_1252, /* a file that is not UTF-8 is read as Windows-1252 */
} CsvEncoding;

/* Reads BYTES (named FILE in findings) record by record, calling FUNC for
 * each. Rules: CSV-ENCODING (also a note when the file was read as
 * Windows-1252), CSV-NUL, CSV-QUOTE, CSV-LINE-END, CSV-BYTES, CSV-ROWS,
 * CSV-COLUMNS, CSV-FIELD, CSV-EMPTY, FILE-KIND (a workbook or PDF). FALSE when
 * a hard finding was added; records that hold a problem are still delivered
 * where they can be, so that all problems are found in one pass: a byte that
 * cannot be read stands as U+FFFD, a field that is too long is cut, and a row
 * whose quotation marks do not match is left out. */
gboolean csv_read (GBytes *bytes, const char *file, CsvEncoding encoding,
                   CsvRowFunc func, gpointer data, Findings *findings);

/* The same for text that is not kept in memory: made for files of any number
 * of rows, in UTF-8, fed in pieces of any size. csv_reader_end() is FALSE when
 * a hard finding was added. A quotation mark that is never closed takes the
 * rest of the file with it, which csv_read avoids. */
typedef struct _CsvReader CsvReader;
CsvReader *csv_reader_new (const char *file, CsvRowFunc func, gpointer data, Findings *findings);
void csv_reader_feed (CsvReader *reader, const char *bytes, gsize n);
gboolean csv_reader_end (CsvReader *reader);
/* READER, of the same file and fresh, goes on where SCAN stands. */
void csv_reader_skip (CsvReader *reader, const CsvScan *scan);
void csv_reader_free (CsvReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsvReader, csv_reader_free)

/* Adds CSV-BYTES for a FILE of SIZE bytes. */
void csv_report_size (const char *file, guint64 size, Findings *findings);

/* Reads the file at PATH into memory, refusing (as findings) a directory or
 * other thing that is not a regular file (FILE-KIND) and a file over
 * CSV_MAX_BYTES (CSV-BYTES): then *OUT is NULL and TRUE is returned. FALSE
 * with ERROR is a fault: missing, or not readable. */
gboolean csv_load (const char *path, Findings *findings, GBytes **out, GError **error);

/* The file at PATH, which stays open until csv_source_close(). FALSE with ERROR is a fault: missing, or
 * not readable; FALSE without, that it is not a regular file (FILE-KIND). */
gboolean csv_source_open (const char *path, CsvSource *out, Findings *findings, GError **error);
void csv_source_close (CsvSource *source);

/* A table with a header row that names its columns, in any order. */
typedef struct _CsvTable CsvTable;

/* Reads a table whose columns are among COLUMNS (NULL-terminated). A column
 * missing from the file is CSV-COLUMN-MISSING unless its name in COLUMNS
 * starts with '?', one not in COLUMNS is CSV-COLUMN-UNKNOWN (with the nearest
 * name offered), one named twice CSV-COLUMN-TWICE; a row with another number
 * of fields than the header CSV-WIDTH. A file with no header is CSV-NO-HEADER;
 * a header without rows is no finding here, for some tables may be empty: the
 * caller knows, and asks csv_table_rows(). Always returns a table, with the
 * rows that could be read: one of another width is left out, because it is not known
 * which of its fields is which. Blank records are left out. */
CsvTable *csv_table_read (GBytes *bytes, const char *file, const char *const *columns,
                          Findings *findings);
/* The same for a table that may be a header alone. */
CsvTable *csv_table_read_any (GBytes *bytes, const char *file, const char *const *columns,
                              Findings *findings);
void csv_table_free (CsvTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsvTable, csv_table_free)

guint csv_table_rows (const CsvTable *table);
/* COLUMN indexes the COLUMNS given at reading. "" where the column is absent. Borrowed. */
const char *csv_table_get (const CsvTable *table, guint row, guint column);
guint64 csv_table_line (const CsvTable *table, guint row);
/* The offset in the file of the row's first byte, from 1. */
guint64 csv_table_byte (const CsvTable *table, guint row);
/* The 1-based position of COLUMN in the file; 0 when it is absent. */
guint csv_table_position (const CsvTable *table, guint column);

/* Writing: fields are quoted where they must be, and a field that a
 * spreadsheet would take for a formula (= + - @ tab CR first, and not a plain
 * number) is written with a leading apostrophe. csv_write_row ends the line
 * with LF. */
void csv_write_field (GString *out, const char *field);
void csv_write_row (GString *out, const char *const *fields);   /* NULL-terminated */
/* The same without the apostrophe: for the record, which must keep every byte. */
void csv_write_row_exact (GString *out, const char *const *fields);
