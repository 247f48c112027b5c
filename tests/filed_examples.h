/* filed_examples.h: a record in which returns of the worked examples are in force,
 * for tests of what is worked out of them. */

#pragma once

#include "analyser/person/dataset.h"
#include "lib/record/store.h"

typedef struct {
  char *folder;            /* removed at the end */
  Store *store;
  Definitions *definitions;
} FiledExamples;

/* For g_test_add(). */
void filed_examples_set_up (FiledExamples *examples, gconstpointer unused);
void filed_examples_tear_down (FiledExamples *examples, gconstpointer unused);

/* A return of submissions/examples/returns. */
typedef struct {
  const char *person, *return_id, *period;
  const char *filed_as;    /* for another period than its own, or NULL */
  const char *spoilt;      /* a text of the statement to put "!" in place of, or NULL */
  const char *reason;      /* why it was filed again, or NULL */
  const char *explanations;   /* explanations.csv to go with it, or NULL */
} FiledExample;

/* A part of EXAMPLE as it would be filed. */
GBytes *filed_example_part (const FiledExample *example, const char *part);
/* Files it; the commit's id. g_free(). */
char *filed_examples_add (FiledExamples *examples, FiledExample example);

/* The record at AS_AT (NULL: now), and all the returns in force there. Never NULL. */
Snapshot *filed_examples_snapshot (FiledExamples *examples, const char *as_at);
Dataset *filed_examples_load (FiledExamples *examples, Snapshot *snapshot);
