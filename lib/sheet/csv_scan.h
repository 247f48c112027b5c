/* csv_scan.h: regular CSV taken apart, 64 bytes at a time.
 *
 * Regular is what programs write: UTF-8 without NUL, behind a byte-order mark or not; lines
 * that end in LF or CRLF; fields that stand in quotation marks from their first
 * byte to their last, those inside doubled, or have none. The first row that is
 * anything else ends the scan before it: csv.h reads on from there, and is the
 * one place that says what is wrong. */

#pragma once

#include <glib.h>

/* Limits, each with a finding of its own (CSV-BYTES, CSV-ROWS, CSV-COLUMNS, CSV-FIELD). */
#define CSV_MAX_BYTES (256u * 1024 * 1024)
#define CSV_MAX_ROWS 1000000u
#define CSV_MAX_COLUMNS 256u
#define CSV_MAX_FIELD 32767u          /* bytes; what a spreadsheet cell holds */

/* One record as it is read. Fields are NUL-terminated, valid UTF-8, borrowed,
 * and live until the callback returns, or as a CsvScan has it. */
typedef struct {
  guint64 line;             /* physical line on which the record starts, from 1 */
  guint64 byte;             /* offset of its first byte in the file, from 1 */
  guint64 record;           /* 1 for the first record of the file, counting all */
  guint n_fields;
  const char *const *fields;
  const gsize *lengths;
  gboolean blank;           /* no field holds anything but blanks */
} CsvRow;

/* How many bytes are read at once: half of what a core's own cache holds. */
#define CSV_SCAN_BLOCK (128u * 1024)
/* A row longer than this is not regular. */
#define CSV_SCAN_ROW_MAX (64u * 1024)

/* How bytes are compared; the rows are the same. */
typedef enum {
  CSV_SCAN_BEST,            /* with what the processor has */
  CSV_SCAN_PLAIN,           /* in plain C */
} CsvScanKind;

/* A file that can be read from any place, by several threads at once. */
typedef struct {
  const char *bytes;        /* in memory; NULL: on disk, as FD */
  guint64 size;
  int fd;
} CsvSource;

/* BYTES as a source, which borrows them. */
CsvSource csv_source_of_bytes (GBytes *bytes);

/* A scan, and where it stands: at the start of a row, always. */
typedef struct {
  CsvSource source;
  CsvScanKind kind;
  gsize block;              /* CSV_SCAN_BLOCK, or fewer: boundaries are tried with one byte */
  guint64 stop;             /* the row that begins at this byte or after it is not taken */
  guint64 offset;           /* bytes before the row it stands at */
  guint64 line;             /* of that row, from 1 */
  guint64 record;           /* rows before it */
  gboolean (*moves) (gpointer data);    /* is called when the fields of the rows handed over are about to move,
                             * and until then they live; FALSE ends the scan. NULL: each row's live until
                             * its callback returns */
} CsvScan;

/* At the start of SOURCE, with all of it to do. */
CsvScan csv_scan_start (const CsvSource *source);

/* FALSE ends the scan before ROW, which lives until it returns. */
typedef gboolean (*CsvScanFunc) (const CsvRow *row, gpointer data);

/* Calls FUNC for each row. TRUE when SCAN stands at its end; FALSE when it stands at a row that
 * is not regular, was not taken, or could not be read. */
gboolean csv_scan_rows (CsvScan *scan, CsvScanFunc func, gpointer data);

/* Takes SCAN to the first line at OFFSET or after it: a row may begin there, or a line within
 * quotation marks. FALSE when none does nearby. */
gboolean csv_scan_seek (CsvScan *scan, guint64 offset);

/* Reads up to N bytes of SOURCE at OFFSET; fewer only at its end, or where the disk fails. */
gsize csv_source_read (const CsvSource *source, guint64 offset, char *into, gsize n);
