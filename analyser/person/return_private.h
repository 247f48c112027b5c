/* return_private.h: what a return is inside. For return.c and dataset.c alone. */

#pragma once

#include "analyser/person/return.h"
#include "lib/returns/submission.h"

struct _Return {
  const Definition *definition;
  Submission *submission;
  Period period;
  char *person;
  char *folder;
  Filing *filing;          /* NULL for one that is not in a record, as is ... */
  Snapshot *snapshot;      /* ... this */
};
