/* ofsted.h: Ofsted's list of providers, read as it is published.
 *
 * Columns are recognised by what they are called (collector/intake/words), wherever
 * the header stands among the first lines; what is not understood is a
 * finding, never a guess. */

#pragma once

#include "collector/intake/ofsted_about.h"
#include "lib/register/register.h"

/* The header is looked for in so many records. */
#define OFSTED_HEADER_WITHIN 50

typedef struct {
  char *csv;                 /* establishments/<date>.csv, see lib/register/establishment.h */
  char *sha256;              /* of the bytes received */
  OfstedAbout about;
} OfstedList;
/* NULL is let through. */
void ofsted_list_free (OfstedList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OfstedList, ofsted_list_free)

/* Reads the list. NULL when a finding is hard. Rules: those of csv.h (which
 * notes a list that is Windows-1252), and
 *   OFS-NO-HEADER       no row names enough of the columns
 *   OFS-COLUMN-MISSING  a column that is needed
 *   OFS-COLUMN-TWICE    two columns that would fill one field
 *   OFS-COLUMN-UNKNOWN  a column that the words do not know: a note, left out
 *   OFS-LONG            a row with more cells than the header
 *   OFS-SHORT           rows whose last cells were left off: one note
 *   OFS-URN, OFS-DATE, OFS-PLACES   a value that cannot be read
 *   OFS-URN-TWICE       an establishment that is there already
 *   OFS-VALUE           a provision type, status or sector that the words do not know
 *   OFS-AUTHORITY       no authority of that name on the date
 *   OFS-REGION          a region that is not the authority's: a note
 *   OFS-NO-ROWS         a header and nothing below it
 * and the doubts of list_doubt_alone(), which are soft: whoever takes the list
 * all the same says why.
 * Of OFS-VALUE, OFS-AUTHORITY and OFS-REGION there is one finding for each
 * text, which counts its rows. */
OfstedList *ofsted_read (const OfstedRequest *request, const ListWords *words, const Register *reg,
                         Findings *findings);
