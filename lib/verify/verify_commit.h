/* verify_commit.h: the text of a commit, in the one form that a record's
 * commits have. */

#pragma once

#include "lib/git/object.h"

/* What a commit of ours consists of, in this order and in no other form. */
typedef struct {
  ObjectId tree, parent;
  gboolean has_parent;
  char *author, *committer;  /* Name <mail> */
  gint64 author_time, time;
  char *signature;           /* armoured */
  GString *signed_text;      /* the commit without the signature */
  const char *message;       /* inside the text it was read from */
} CommitText;

/* FALSE when TEXT is not of that form: it has other headers, two parents, a
 * committer who is not the author or was there before, or more than
 * STORE_CLOCK_SKEW after, or a time of another place than UTC. COMMIT starts
 * empty, and is to be cleared either way. */
gboolean commit_text_read (const char *text, CommitText *commit);
void commit_text_clear (CommitText *commit);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CommitText, commit_text_clear)
