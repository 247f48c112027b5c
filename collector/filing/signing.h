/* signing.h: the named individual approves a draft, and it becomes the version
 * in force.
 *
 * Everything is decided against the head the filing will stand on, and decided
 * again when another writer was first: the same return cannot be filed twice. */

#pragma once

#include "collector/filing/draft.h"

typedef struct {
  const char *return_id, *period, *person;
  const char *hash;          /* what the signatory approves: the draft's hash */
  Actor actor;               /* who signs, and when */
} SigningRequest;

typedef struct {
  Filing *filing;            /* as it is in force now */
  char *person_name;
  char *commit;
  CheckResult *check;        /* what was checked; also set when findings stopped the signing */
} SigningResult;

void signing_result_clear (SigningResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SigningResult, signing_result_clear)

/* Files REQUEST. FALSE with ERROR_REFUSED says why it may not be: no
 * draft, another hash, not the named individual, hard findings or findings not
 * explained (RESULT->check), identical to the version in force. */
gboolean signing_file (Store *store, Rulebook *rulebook, const SigningRequest *request, SigningResult *result,
                       GError **error);

/* Files N requests as N events in one group commit: one flush to disk for all
 * of them, for the evening of a deadline. All or none: a request that is
 * refused is named in ERROR and stops the rest, and then no result has a filing
 * or a commit, only the checks that were made. RESULTS has N cleared places. */
gboolean signing_file_many (Store *store, Rulebook *rulebook, const SigningRequest *requests,
                            SigningResult *results, guint n, GError **error);
