/* verify_report.h: what verifying a record finds out and tells, which its parts
 * share. verify.c: the files; verify_refs.c: what leads to commits;
 * verify_object.c: the objects; verify_history.c: commits, folders and links. */

#pragma once

#include "lib/base/finding.h"
#include "lib/git/object.h"
#include "lib/git/pack.h"
#include "lib/signing/ssh_signature.h"

/* An object and where it is; the first good one when there are several. */
typedef struct {
  ObjectId id;
  ObjectType type;
  char *file;              /* loose, or the pack */
  Pack *pack;              /* NULL: loose */
  guint index;             /* in the pack */
  const char *fault;       /* why it is damaged, or NULL */
  gboolean readable;       /* its content is there and is what its id says */
  gboolean visited;
} Object;

/* A reference as a file gives it. */
typedef struct {
  char *name;
  ObjectId id;
  char *file;
  guint64 line;
} Ref;

typedef struct {
  const char *path;
  Findings *findings;
  GHashTable *objects;     /* ObjectId * (inside the Object) -> Object * */
  GPtrArray *packs;        /* Pack * */
  GPtrArray *refs;         /* Ref *: one a name */
  GPtrArray *old_refs;     /* Ref *: copies that git keeps, and may be behind */
  Signers *signers;        /* NULL when they cannot be read */
  guint64 commits, drafts; /* seen; DRAFTS counts references */
  guint64 good_signatures;
} Verify;

Finding *verify_report (Verify *verify, Severity severity, const char *rule, const char *file,
                        const char *format, ...) G_GNUC_PRINTF (5, 6);
/* The bytes of FILE; NULL when it is gone meanwhile, or, with a finding, cannot be read. */
GBytes *verify_load (Verify *verify, const char *file);

/* The same as text. A zero byte is shown as one that no text of ours has. */
char *verify_load_text (Verify *verify, const char *file);
