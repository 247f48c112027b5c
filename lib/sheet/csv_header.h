/* csv_header.h: the header of a table, matched with the columns that are asked for. */

#pragma once

#include "lib/sheet/csv.h"

/* The position of a column that is not there. */
#define CSV_ABSENT G_MAXUINT

typedef struct {
  const char *const *columns;   /* asked for, as csv_table_read() has them; borrowed */
  const char *file;
  Findings *findings;
  gboolean others;              /* columns that are not asked for are let through */
  gboolean read;                /* a first row was seen */
  gboolean named;               /* and it names columns */
  guint width;                  /* fields of the header */
  guint *positions;             /* of each column, its field from 0; or CSV_ABSENT */
} CsvHeader;

CsvHeader csv_header_start (const char *const *columns, const char *file, Findings *findings);
void csv_header_clear (CsvHeader *header);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CsvHeader, csv_header_clear)

/* Whether ROW is one of data, as wide as the header. The first that is not blank is the
 * header; what is wrong with it, or with the width of a row, is a finding: see
 * csv_table_read(). */
gboolean csv_header_take (CsvHeader *header, const CsvRow *row);

/* At the end of a file that is sound otherwise: it is a finding that there was none. */
void csv_header_end (const CsvHeader *header);

/* Whether two of FIELDS are columns asked for: that makes a header of a row whose
 * cells may stand between other separators. */
gboolean csv_header_names_two (const CsvHeader *header, const char *const *fields, guint n);
