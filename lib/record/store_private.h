/* store_private.h: what the files of the record share; the only header that
 * shows libgit2.
 *
 * store.c: the place itself; store_objects.c: its objects, damaged or not;
 * snapshot.c: reading; store_history.c: looking back; event.c: what an event says;
 * store_commit.c: an event made a signed commit; store_append.c, store_draft.c:
 * events of main and of drafts, each written in three steps: store_lock.c,
 * store_pending.c, store_reference.c. */

#pragma once

#include <git2.h>

#include "lib/git/packs.h"
#include "lib/record/store.h"
#include "lib/record/store_layout.h"

typedef struct _Pending Pending;
typedef struct _Ledger Ledger;

struct _Store {
  int references;
  char *path;
  git_repository *repo;
  Pending *pending;        /* objects that were made and are not written */
  Ledger *ledger;
  Packs *packs;            /* of the repository's objects, which own them */
  SshKey *key;             /* NULL until it is needed */
  gboolean kind_known;     /* KIND is that of the record */
  RecordKind kind;
  int lock;                /* the open file of store_lock(); -1 when it is not held */
  gboolean is_tidy;        /* what dead writers left has been looked for */
};

struct _Snapshot {
  Store *store;
  git_commit *commit;
  git_tree *tree;
  char id[GIT_OID_HEXSZ + 1];
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (git_commit, git_commit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (git_tree, git_tree_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (git_blob, git_blob_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (git_odb, git_odb_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (git_reference, git_reference_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (git_repository, git_repository_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (git_tree_entry, git_tree_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (git_packbuilder, git_packbuilder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (git_reference_iterator, git_reference_iterator_free)

Store *store_ref (Store *store);
/* Sets ERROR to what was being done, which FORMAT says, and libgit2's own
 * words on one line. Always FALSE. */
gboolean store_fault (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Opens the objects of STORE, which are read by us (lib/git): libgit2 1.5 never
 * comes back from a loose one whose compressed data is damaged, nor from packed
 * ones that are changes of each other, and crashes on an index that is damaged.
 * Here each is an error. */
gboolean store_open_objects (Store *store, GError **error);
/* FALSE when something at PATH is not as a record has it that libgit2 would hang
 * on or be led elsewhere by: a pipe, a link or a device, another config, objects
 * kept in another place. Before libgit2 sees any of it. */
gboolean store_check_files (const char *path, GError **error);
/* Objects that were made stay in memory until all of an event, or a group, is
 * built and signed: a builder that refuses leaves nothing behind. */
typedef struct {
  git_oid id;
  git_object_t type;
  GBytes *content;
} PendingObject;
Pending *pending_new (void);
void pending_free (Pending *pending);
void pending_add (Pending *pending, const git_oid *id, git_object_t type, const void *data, gsize length);
const PendingObject *pending_find (const Pending *pending, const git_oid *id);
/* Writes the objects as one pack. What it contains is on disk; its name is when
 * store_flush() has been called. */
gboolean store_write_pending (Store *store, GError **error);
/* Forgets the objects. The files that were made of them are taken away unless they
 * are NEEDED: they are used by nothing, and a flush that failed is only made good by
 * writing anew. If they are, the packs that were folded into one are taken away. */
void store_forget_pending (Store *store, gboolean needed);
/* store_objects.c: what the packs of STORE that are to be folded hold; as packs_fold(). */
PackWriter *store_fold_packs (Store *store, GPtrArray *folded);

/* Whether the record's key, which was loaded, is still one that its signers name,
 * and the newest event signed by one of theirs. */
gboolean store_check_key (Store *store, GError **error);
/* Waits until no other program writes to the record, and removes what one that
 * died left. FALSE when that takes too long, or the record is not this user's
 * or not of this key. The lock goes with the process. */
gboolean store_lock (Store *store, GError **error);
void store_unlock (Store *store);
/* With the lock held: all that anybody wrote to the record is on disk, the files
 * and the folders that name them. */
gboolean store_flush (Store *store, GError **error);
/* Sleeps for a few milliseconds, a random time so that writers do not stay in step. */
void store_pause (void);
/* Notes in the lock which reference is being moved; "" for none. */
void store_note_ref (Store *store, const char *ref);

typedef enum {
  MOVED_NOT,               /* with ERROR: nothing was changed */
  MOVED_BY_OTHERS,         /* without ERROR: it is not OLD any more; nothing was changed */
  MOVED_IN_DOUBT,          /* with ERROR: it was moved, or may have been, and may not last */
  MOVED,                   /* and it lasts */
} Moved;
/* Makes REF name NEW if it names OLD (zeros: if there is none), whatever git
 * does beside it. Every object NEW leads to has to be on disk. */
Moved store_move_ref (Store *store, const char *ref, const git_oid *old, const git_oid *new,
                      GError **error);
/* Takes away what a process that died while it moved REF left; FALSE when it is
 * still there. */
gboolean store_remove_ref_locks (Store *store, const char *ref);

Snapshot *snapshot_new (Store *store, const git_oid *commit, GError **error);
/* The same of a commit that main leads to: an error when it is no event of main,
 * for a reference is a file, and a draft has no register and no filings. */
Snapshot *snapshot_of_main (Store *store, const git_oid *commit, GError **error);
/* The commit REF names; libgit2's code. */
int store_read_ref (Store *store, const char *ref, git_oid *commit);
/* The entry at PATH below TREE. GIT_ENOTFOUND says that there is none, never
 * that a folder on the way to it is lost. */
int tree_find (git_tree *tree, const char *path, git_tree_entry **entry);
/* Whether COMMIT has a good signature by one of SIGNERS; not if it cannot be read. */
gboolean commit_is_signed (Store *store, const git_oid *commit, const Signers *signers);
/* The first parent of COMMIT; *OUT stays NULL when it has none. */
gboolean commit_parent (git_commit *commit, git_commit **out, GError **error);

Ledger *ledger_new (void);
void ledger_free (Ledger *ledger);
gboolean ledger_is_apart (const Ledger *ledger);             /* store_set_ledger_apart() */
/* Takes in what was appended to main, so that the next program need not walk there.
 * It is a cache: where that fails, somebody else does it. */
void ledger_follow (Store *store);
/* Whether COMMIT is HEAD, of main, or before it. */
gboolean ledger_has (Store *store, const git_oid *head, const git_oid *commit, gboolean *has,
                     GError **error);
/* The newest event from HEAD, of main, back that is not after LAST, if one is *FOUND. */
gboolean ledger_at_time (Store *store, const git_oid *head, gint64 last, git_oid *commit,
                         gboolean *found, GError **error);

Event *event_new (void);
void event_free (Event *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Event, event_free)
/* FALSE when the paths of EVENT are not paths of a record, or contradict each
 * other, or one would be too large to be read again. */
gboolean event_check_paths (const Event *event, GError **error);
/* FALSE when EVENT, whose message is MESSAGE, does not keep to what its kind
 * says, at PLACE, whose first event it is when it IS_FIRST. */
gboolean event_check_kind (const Event *event, const char *message, EventBranch branch,
                           gboolean is_first, GError **error);
/* Subject and trailers, each a paragraph, with the words of a record of
 * KIND; NULL when one of them would not read back as what it is. g_free(). */
char *event_message (const Event *event, RecordKind kind, GError **error);

/* Writes EVENT as a signed commit on PARENT (NULL: the first). The tree of a
 * draft is made of EVENT's writes alone. */
gboolean event_commit (const Event *event, Store *store, EventBranch branch, const Actor *actor,
                       const git_oid *parent, git_oid *commit, GError **error);

/* Makes the commit NEW that REF is to name instead of OLD (NULL: there is none yet). */
typedef gboolean (*SwapFunc) (Store *store, const git_oid *old, git_oid *new, gpointer data,
                              GError **error);
/* Moves REF to what MAKE makes, one program at a time: so nobody else's event
 * comes between. MAKE is called again, from the start, when a git moved REF all
 * the same. */
gboolean store_swap (Store *store, const char *ref, SwapFunc make, gpointer data, GError **error);
