/* finding.h: what is wrong with a piece of data, where, and what to do.
 *
 * A finding is about the data; a fault of the world is a GError. Findings are
 * collected and shown all at once, in the order in which they stand. */

#pragma once

#include <glib.h>

typedef enum {
  SEVERITY_HARD,   /* stops a filing */
  SEVERITY_SOFT,   /* needs an explanation */
  SEVERITY_NOTE,   /* for information */
} Severity;

/* Every text is owned, those that many findings share once for all; NULL or ""
 * where there is nothing to say. Each is one line of characters that are seen:
 * others, and bytes that are not UTF-8, stand as escapes, like \n and \xFF. */
typedef struct {
  Severity severity;
  char *rule;        /* "CSV-QUOTE", "ANN-003": for ever */
  char *file;        /* as the user names it */
  guint64 line;      /* 1-based physical line of the file; 0: the whole file */
  guint column;      /* 1-based column number; 0: the whole line */
  char *field;       /* the column's name, e.g. fee_income */
  char *cell;        /* "B12" of a spreadsheet; made from line and column when NULL */
  guint64 byte;      /* 1-based offset in the file; 0: not known */
  char *value;       /* what stands there, shortened */
  char *expected;    /* what should stand there */
  char *difference;  /* of two sides of a sum, or NULL */
  char *message;     /* what is wrong, in a sentence */
  char *advice;      /* what to do, in a sentence */
  /* Plain decimals that are figures; else they are what somebody wrote, or words. */
  gboolean value_is_figure, expected_is_figure, difference_is_figure;
} Finding;

typedef struct _Findings Findings;

/* At most this many are kept, as many as a file may have rows; the rest are
 * counted, and whoever prints findings says so. */
#define FINDINGS_MAX 1000000u

Findings *findings_new (void);
void findings_free (Findings *findings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Findings, findings_free)

/* Adds a finding and returns it so that the caller can fill the other texts
 * with finding_set_*(); never NULL (one over FINDINGS_MAX is counted and given a
 * scratch to write to). RULE, FILE and MESSAGE are copied. */
Finding *findings_add (Findings *findings, Severity severity, const char *rule,
                       const char *file, guint64 line, guint column,
                       const char *message);
/* VALUE is shortened to 80 characters; any may be NULL. */
void finding_describe (Finding *finding, const char *field, const char *value,
                       const char *expected, const char *advice);
void finding_set_byte (Finding *finding, guint64 byte);
void finding_set_difference (Finding *finding, const char *difference);
/* Which of the three are figures. */
void finding_set_figures (Finding *finding, gboolean value, gboolean expected, gboolean difference);

guint findings_length (const Findings *findings);               /* kept */
/* How many were found and not kept. */
guint64 findings_not_kept (const Findings *findings);
guint64 findings_count (const Findings *findings, Severity severity); /* incl. those not kept */
/* How many of RULE there are in FILE, as findings name it, incl. those not kept. */
guint64 findings_count_rule (const Findings *findings, const char *rule, const char *file);
const Finding *findings_index (const Findings *findings, guint i);
/* What must be acted on first, notes last; each by file, line, column, rule; stable. */
void findings_sort (Findings *findings);
void findings_clear (Findings *findings);
/* Moves all of FROM to the end of INTO; FROM is left empty. */
void findings_append (Findings *into, Findings *from);

const char *severity_name (Severity severity);   /* "hard", "soft", "note" */
