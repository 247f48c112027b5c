/* store_layout.h: the names and fixed texts of a record's files, for those who
 * write it and those who verify it. */

#pragma once

#define STORE_MAIN_REF "refs/heads/main"
#define STORE_DRAFTS "refs/drafts/"
/* The file a writer locks. It stays, and is no lock by being there. */
#define STORE_LOCK_PATH "writing"
/* What writers make on the way: in objects, and after the name of a reference. */
#define STORE_TEMPORARY "tmp_event"
#define STORE_REF_MADE ".made.lock"
#define STORE_KEY_PATH "signing/key"
#define STORE_SIGNERS_PATH "signing/allowed_signers"

#define STORE_HEAD_TEXT "ref: " STORE_MAIN_REF "\n"
/* allowedSignersFile makes `git -C STORE verify-commit` work as it stands; a
 * push may neither rewrite nor delete. */
#define STORE_CONFIG_TEXT \
  "[core]\n" \
  "\trepositoryformatversion = 0\n" \
  "\tfilemode = true\n" \
  "\tbare = true\n" \
  "[gpg \"ssh\"]\n" \
  "\tallowedSignersFile = " STORE_SIGNERS_PATH "\n" \
  "[receive]\n" \
  "\tdenyNonFastForwards = true\n" \
  "\tdenyDeletes = true\n"
