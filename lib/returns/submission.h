/* submission.h: the files of a return, read into typed cells.
 *
 * Cells are kept by column, nine bytes each and the texts once, so that a
 * return of 100,000 rows takes a few megabytes. */

#pragma once

#include "lib/returns/cell.h"
#include "lib/returns/definition.h"
#include "lib/base/finding.h"

typedef struct _Submission Submission;
typedef struct _SubmissionPart SubmissionPart;

/* Reads FILES (part name -> GBytes) as DEFINITION says, and adds everything
 * that is wrong with their form to FINDINGS, the files named FOLDER/<part>.csv
 * (or <part>.csv when FOLDER is NULL). Always returns a submission, with the
 * parts and the cells that could be read. DEFINITION must outlive it. */
Submission *submission_read (const Definition *definition, GHashTable *files, const char *folder,
                             Authorities *authorities, Findings *findings);
void submission_free (Submission *submission);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Submission, submission_free)

/* Whether all the parts that are there are sound. */
gboolean submission_is_sound (const Submission *submission);
/* NULL when the part's file is missing. */
const SubmissionPart *submission_part (const Submission *submission, const char *name);

const PartDefinition *submission_part_definition (const SubmissionPart *part);
/* FALSE when a finding about the part's form is hard. */
gboolean submission_part_is_sound (const SubmissionPart *part);
/* FALSE when nothing in it can be relied on: it has no rows that could be read,
 * or it is not known which column is which. */
gboolean submission_part_is_usable (const SubmissionPart *part);
/* Whether it may lack rows, because some could not be read. */
gboolean submission_part_lost_rows (const SubmissionPart *part);
/* Whether ROW says the same as another (KEY-TWICE): none of its cells counts then. */
gboolean submission_part_is_twice (const SubmissionPart *part, guint row);
/* The line ROW is for; NULL in a part of free rows, and when it is not known. */
const LineDefinition *submission_part_line_of (const SubmissionPart *part, guint row);
const char *submission_part_file (const SubmissionPart *part);
guint submission_part_rows (const SubmissionPart *part);
guint64 submission_part_line (const SubmissionPart *part, guint row);
/* The 1-based position in the file of COLUMN (of the definition); 0: absent. */
guint submission_part_position (const SubmissionPart *part, guint column);
Cell submission_part_cell (const SubmissionPart *part, guint row, guint column);
/* The name of a cell: "fee_income:total" in a part of lines, else its column's. g_free(). */
char *submission_part_field (const SubmissionPart *part, guint row, guint column);
/* The same for a person: "Fee income, Children's homes". g_free(). */
char *submission_part_label (const SubmissionPart *part, guint row, guint column);
/* The row of line LINE of a part of lines; -1 when it is not there. */
int submission_part_row_of (const SubmissionPart *part, const char *line);
