/* submission_private.h: what the files of a submission share: submission.c, the
 * files of a return; submission_reader.c, which reads one of them;
 * submission_part.c, what is kept of it. */

#pragma once

#include "lib/returns/submission.h"

/* The cells of one column. */
typedef struct {
  guint8 *states;
  gint64 *values;          /* a number, or the offset of a text */
  guint position;
} CellColumn;

struct _SubmissionPart {
  const PartDefinition *definition;
  char *file;
  gboolean sound, usable, lost_rows;
  GHashTable *twice;       /* rows whose key another has; NULL: none */
  guint n_rows;
  guint64 *file_lines;
  const LineDefinition **lines;   /* of each row, in a part of lines; NULL: not known */
  CellColumn *columns;
  GString *texts;
};

/* Reads BYTES, called FILE (which is taken) in FINDINGS, as DEFINITION, which must
 * outlive it. Always returns a part, with what could be read. */
SubmissionPart *submission_part_read (const PartDefinition *definition, GBytes *bytes, char *file,
                                      Authorities *authorities, Findings *findings);
/* NULL is let through. */
void submission_part_free (gpointer part);

static inline const ColumnDefinition *
column_at (const PartDefinition *part, guint column)
{
  return g_ptr_array_index (part->columns, column);
}
