/* verify_private.h: what the parts of verifying share. verify.c: the files;
 * verify_object.c: the objects; verify_history.c: commits, folders and links. */

#pragma once

#include "lib/object.h"
#include "lib/pack.h"
#include "lib/signature.h"
#include "lib/verify.h"

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
  VerifyCounts counts;
  GHashTable *objects;     /* ObjectId * (inside the Object) -> Object * */
  GPtrArray *packs;        /* Pack * */
  GPtrArray *refs;         /* Ref *: one a name */
  GPtrArray *old_refs;     /* Ref *: copies that git keeps, and may be behind */
  Signers *signers;        /* NULL when they cannot be read */
  guint64 good_signatures;
} Verify;

Finding *verify_report (Verify *verify, Severity severity, const char *rule, const char *file,
                        const char *format, ...) G_GNUC_PRINTF (5, 6);
/* The bytes of FILE; NULL when it is gone meanwhile, or, with a finding, cannot be read. */
GBytes *verify_load (Verify *verify, const char *file);

void verify_object_free (gpointer object);
/* FILE is objects/xx/..., or a pack: checked, and its objects taken in. */
void verify_loose (Verify *verify, const char *file);
void verify_pack (Verify *verify, const char *file);
/* Those that cannot be read and are used by no commit. */
void verify_unused (Verify *verify);
/* The content of a good object; NULL with a finding otherwise. */
GBytes *verify_content (Verify *verify, Object *object);

/* Everything that the references lead to. */
void verify_history (Verify *verify);
