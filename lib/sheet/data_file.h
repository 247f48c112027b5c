/* data_file.h: a table that the project ships, read whole.
 *
 * What the programs know as data (the methods, what a return is, how Ofsted
 * spells things) is a CSV file with a header. It is ours and not a user's, so
 * whatever is wrong with it is a fault, in one line that says where:
 *
 *   /usr/share/care-oversight/.../bands.csv:7: unknown measure 'gearng'; did you mean 'gearing'?
 *
 * A file that is missing, no regular file, unreadable, empty, a header alone or
 * larger than DATA_FILE_MAX_BYTES is such a fault as well, and so is a column
 * that nobody reads, or a cell that is not of its column's kind: once read, a
 * table has nothing but what it should. */

#pragma once

#include "lib/base/figure.h"
#include "lib/base/period.h"

#define DATA_FILE_MAX_BYTES ((gsize) 4 * 1024 * 1024)

typedef enum {
  DATA_TEXT,
  DATA_CODE,     /* lower-case letters, digits and '_', a letter first */
  DATA_WHOLE,    /* a whole number */
  DATA_FIGURE,   /* a plain decimal, kept exactly */
  DATA_DATE,     /* YYYY-MM-DD */
  DATA_YES,      /* yes or no */
  DATA_WORD,     /* one of a list */
} DataKind;

/* A column of a table; the last of several has no name. */
typedef struct {
  const char *name;           /* '?' first: the whole column may be missing, its cells are blank then */
  DataKind kind;
  const char *otherwise;      /* what a blank cell stands for, "" for nothing; NULL: it is a fault */
  const char *const *words;   /* of DATA_WORD, NULL-terminated */
  int least, most;            /* of DATA_WHOLE */
  gboolean key;               /* no two rows are the same in all key columns */
} DataColumn;

typedef struct _DataFile DataFile;

/* Reads FOLDER/NAME. COLUMNS is static. NULL is a fault. */
DataFile *data_file_read (const char *folder, const char *name, const DataColumn *columns,
                          GError **error);
void data_file_free (DataFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DataFile, data_file_free)

guint data_file_rows (const DataFile *file);

/* One row; it lives as long as its file. */
typedef struct {
  const DataFile *file;
  guint number;               /* from 0 */
} DataRow;

/* The cell of a column, by its position in COLUMNS, which must be of the kind
 * asked for; any may be asked for as text. Texts are borrowed from the file. */
const char *data_row_text (DataRow row, guint column);
int data_row_whole (DataRow row, guint column);
Figure data_row_figure (DataRow row, guint column);
Date data_row_date (DataRow row, guint column);        /* 0 for nothing */
gboolean data_row_yes (DataRow row, guint column);
guint data_row_word (DataRow row, guint column);       /* position in the list, past its end for nothing */

/* The line of the file on which it starts. */
guint64 data_row_line (DataRow row);

/* Sets ERROR to a fault at the row: "path:line: what". FALSE. */
gboolean data_row_fault (DataRow row, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* The same for a cell that is none of KNOWN, the nearest offered. */
gboolean data_row_unknown (DataRow row, guint column, const char *const *known, GError **error);

/* What FUNC makes of a row; NULL with ERROR is a fault. */
typedef gpointer (*DataRowFunc) (DataRow row, GError **error);

/* What FUNC makes of each row of FOLDER/NAME, in file order, DESTROY to free
 * one. NULL is a fault. */
GPtrArray *data_file_collect (const char *folder, const char *name, const DataColumn *columns,
                              DataRowFunc func, GDestroyNotify destroy, GError **error);

/* Whether TEXT is what DATA_CODE asks for. */
gboolean data_is_code (const char *text);
