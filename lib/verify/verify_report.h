/* verify_report.h: what verifying a record finds out and tells, which its parts
 * share; which part does what, the README says. */

#pragma once

#include <sys/types.h>

#include "lib/base/finding.h"
#include "lib/git/object.h"
#include "lib/git/pack.h"
#include "lib/events/event_kind.h"
#include "lib/signing/ssh_signature.h"

/* A commit of the form of an event: one step of a line. */
typedef struct {
  ObjectId tree, parent;
  char hex[OBJECT_HEX_SIZE + 1];
  gboolean has_parent;
  gint64 time, author_time;
  char *message;
  const EventKind *kind;   /* NULL: of none that is known */
  char *line;              /* the reference whose line it says it belongs to */
  char *unsigned_reason;   /* why its signature is no good; NULL: it is, or there are no signers */
  const char *file;        /* of its object */
  const char *ref;         /* the first whose line it was found in; NULL: none yet */
} Step;

/* An object and where it is; the first good one when there are several. */
typedef struct {
  ObjectId id;
  ObjectType type;
  const char *file;        /* loose, or the pack */
  Pack *pack;              /* NULL: loose */
  guint index;             /* in the pack */
  gboolean hidden;         /* in a pack without an index: nobody else finds it */
  const char *fault;       /* why it is damaged, or NULL */
  gboolean readable;       /* its content is there and is what its id says */
  gboolean visited;
  Step *step;              /* of a commit; NULL: it is not of the form of an event */
  gboolean is_folder;      /* a tree of the form that those of a record have */
  GBytes *content;         /* of a tree that is kept; NULL: it has to be read again */
} Object;

/* Commits whose signatures are no good, all for one REASON. */
typedef struct {
  char *reason;
  guint64 commits;
  const Step *newest, *oldest;
} BadSignature;

/* A reference as a file gives it. */
typedef struct {
  char *name;
  ObjectId id;
  char *file;
  guint64 line;
} Ref;

typedef struct {
  const char *path;
  uid_t owner;             /* of the record */
  gboolean is_mirror;      /* made by stock git */
  Findings *findings;
  GError *fault;           /* the first: nothing more is looked at */
  gboolean vanished;       /* a file was gone when it was to be read */
  GPtrArray *files;        /* char *, sorted: relative to PATH */
  GHashTable *known;       /* the same, as a set */
  GHashTable *objects;     /* ObjectId * (inside the Object) -> Object * */
  GHashTable *steps;       /* ObjectId * (of its Object) -> Step * of it */
  GPtrArray *packs;        /* Pack * */
  Pack *pack_in_use;       /* the one that was read last */
  gsize kept;              /* bytes of contents of objects that are kept */
  GPtrArray *refs;         /* Ref *: one a name */
  GHashTable *ref_names;   /* name -> the same Ref * */
  GBytes *ledger;          /* what its file holds; NULL: there is none */
  GPtrArray *old_refs;     /* Ref *: copies that git keeps, and may be behind */
  const Signers *trusted;  /* from elsewhere, or NULL */
  Signers *own;            /* that came with the record; NULL when they cannot be read */
  const Signers *signers;  /* the ones of these that are used */
  guint64 drafts;          /* references */
  guint64 good_signatures;
  GPtrArray *bad_signatures;  /* BadSignature *: one a reason */
} Verify;

Finding *verify_report (Verify *verify, Severity severity, const char *rule, const char *file,
                        const char *format, ...) G_GNUC_PRINTF (5, 6);
/* What to do instead of bringing the record back from a copy. */
void verify_advise (Finding *finding, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Takes ERROR, of reading FILE: a fault when the world is at fault, else a finding. */
void verify_trouble (Verify *verify, const char *file, GError **error);
/* The bytes of FILE; NULL when it is gone meanwhile, or, with a finding or
 * fault, cannot be read. */
GBytes *verify_load (Verify *verify, const char *file);

/* The same as text. A zero byte is shown as one that no text of ours has. */
char *verify_load_text (Verify *verify, const char *file);
