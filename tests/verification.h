/* verification.h: what tests of verifying a record share: a record with loose
 * objects, a pack of a group and a draft; what is found in it; commits that stock
 * git makes in it. */

#pragma once

#include "lib/verify/verify.h"
#include "tests/record.h"

typedef struct {
  char *folder, *path;
} Verification;

/* For g_test_add(), as verification_add() calls it. */
void verification_set_up (Verification *f, gconstpointer unused);
void verification_tear_down (Verification *f, gconstpointer unused);
void verification_add (const char *name, void (*test) (Verification *, gconstpointer));

/* What is found in the record at PATH, by SIGNERS (NULL: those it came with), or
 * by the signers of the fixed key. */
Findings *verification_by (const char *path, const Signers *signers, VerifyCounts *counts);
Findings *verification_run (const char *path, VerifyCounts *counts);
void assert_whole (const char *path);
/* There is a hard finding RULE at FILE (NULL: at any) whose message has PART. */
void assert_among (const Findings *findings, const char *rule, const char *file, const char *part);
void assert_found (const char *path, const char *rule, const char *file, const char *part);

/* FILE of the record at PATH; saved in place, so that it keeps its mode. */
char *verification_load (const char *path, const char *file, gsize *length);
void verification_save (const char *path, const char *file, const char *text, gsize length);
/* objects/ab/cdef... of what REVISION names. */
char *verification_object (const char *path, const char *revision);
#define VERIFICATION_STATEMENT "main:returns/annual/2025-26/12/P00412/statement.csv"

/* Packs the record with everything stock git may add: packed references, an index
 * of commits, a bitmap, a reverse index, an index of several packs. */
void verification_repack (const char *path);

/* A commit that stock git makes on main: what is NULL is as in an event that may
 * stand there, of Ann Lee, at VERIFICATION_LATER, +0000, with main's own tree. */
typedef struct {
  const char *name, *tree, *time, *committed, *zone, *message;
  const char *parent_too;                /* another parent */
  gboolean other_key, not_signed;
  const char *rule;                      /* what is found, for the test */
} VerificationCommit;
/* Makes MADE, and moves main there. */
void verification_commit (Verification *f, const VerificationCommit *made);
/* Each of ROWS in turn, which is found by its rule. */
void verification_try_commits (Verification *f, const VerificationCommit *rows, guint n);

/* A time after all others, and the message of an event that may stand there. */
#define VERIFICATION_LATER "1775000100"
#define VERIFICATION_PRACTICE "\nRecord: PRACTICE"
#define VERIFICATION_MESSAGE \
  "PRACTICE: filed\n\nEvent: filed\nReturn: annual\nPeriod: 2025-26\nPerson: P00412\nVersion: 1" VERIFICATION_PRACTICE
