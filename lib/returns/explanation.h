/* explanation.h: what a provider says to the soft findings of a return.
 *
 * Explanations are kept as one more file of the return, explanations.csv
 * (rule,place,value,code,text,by,at), so that the hash that is signed covers
 * them as it covers the parts. */

#pragma once

#include <glib.h>

/* The name of that file among the parts; no part of a return has it. */
#define EXPLANATIONS_PART "explanations"

/* A soft finding of a return, and the provider's explanation of it. Texts are
 * owned; NULL and "" are the same. */
typedef struct {
  char *rule, *value;
  char *location;                  /* "statement.csv:5:total"; "*": every finding of the rule */
  char *code, *text;
  char *by;                        /* 'Name <mail>' */
  char *at;                        /* RFC 3339 */
} Explanation;

void explanation_free (Explanation *explanation);
Explanation *explanation_copy (const Explanation *explanation);
/* An array of explanations that frees them. */
GPtrArray *explanations_new (void);

/* The file. NULL with ERROR_REFUSED when a text holds what would not be read
 * back as it is. */
GBytes *explanations_write (const GPtrArray *explanations, GError **error);
/* What explanations_write() wrote. NULL with ERROR_FAULT that says what is wrong. */
GPtrArray *explanations_read (GBytes *bytes, GError **error);
