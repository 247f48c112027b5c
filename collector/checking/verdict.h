/* verdict.h: what a check comes to, in words that are the same wherever a return
 * is checked: what stands in the way of filing it, what was not judged and why,
 * and what is left to do. */

#pragma once

#include <json-glib/json-glib.h>

#include "collector/checking/check.h"

typedef enum {
  VERDICT_HARD,            /* hard findings */
  VERDICT_UNEXPLAINED,     /* soft findings without an explanation */
  VERDICT_UNRECORDED,      /* nothing, but without the record not all was judged */
  VERDICT_UNJUDGED,        /* nothing, but the record lacks what some rules are judged by */
  VERDICT_READY,           /* nothing */
} Verdict;

/* UNEXPLAINED is how many soft findings have no explanation yet. */
Verdict verdict_of (const CheckResult *result, guint64 unexplained);

/* A word for programs: "hard", "unexplained", "unrecorded", "unjudged", "ready".
 * Static. */
const char *verdict_name (Verdict verdict);
/* "cannot be filed: 3 hard findings to be put right". g_free(). */
char *verdict_sentence (const CheckResult *result, guint64 unexplained);
/* The lines that say so to a person: "not judged, because no record was given:
 * ANN-019, ANN-022" for each reason that no finding gives, and "verdict: " with
 * the sentence. g_free(). */
char *verdict_text (const CheckResult *result, guint64 unexplained);
/* What is left to do, where no command of its own says it better. Static. */
const char *verdict_next (Verdict verdict);

/* For findings_print_json(): "hash"; "verdict" and "verdict_text"; "not_judged", for
 * each reason which rules, and whether they judged a part. json_object_unref(). */
JsonObject *verdict_json (const CheckResult *result, guint64 unexplained);
