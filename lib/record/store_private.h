/* store_private.h: what the files of the record share; the only header that
 * shows libgit2.
 *
 * store.c: the place itself; store_loose.c, store_index.c: its objects, damaged
 * or not; snapshot.c: reading; store_history.c: looking back; event.c: what an
 * event says; store_commit.c: an event made a signed commit; store_append.c:
 * moving the branch; store_draft.c: the drafts. */

#pragma once

#include <git2.h>

#include "lib/record/store.h"
#include "lib/record/store_layout.h"

struct _Store {
  int references;
  char *path;
  git_repository *repo;
  SshKey *key;             /* NULL until it is needed */
  gboolean kind_known;     /* KIND is that of the record */
  RecordKind kind;
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
/* Orders an array of texts by their bytes. */
int store_compare_names (gconstpointer a, gconstpointer b);
/* Sets ERROR to what was being done, which FORMAT says, and libgit2's own
 * words on one line. Always FALSE. */
gboolean store_fault (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Opens the objects of STORE, whose loose ones are read by us: libgit2 1.5
 * never comes back from one whose compressed data is damaged. Here that is an
 * error, which names the object. Writing, and packs, stay with libgit2. */
gboolean store_open_objects (Store *store, GError **error);
/* FALSE when an index of packs or commits below the folder OBJECTS is damaged:
 * libgit2 believes what it reads there, and crashes. CHECKED, a set of paths,
 * need not be read again. */
gboolean store_check_indexes (const char *objects, GHashTable *checked, GError **error);
/* A second handle on STORE whose new objects stay in memory. */
Store *store_open_staged (Store *store, GError **error);

Snapshot *snapshot_new (Store *store, const git_oid *commit, GError **error);
/* The commit REF names; libgit2's code. */
int store_read_ref (Store *store, const char *ref, git_oid *commit);
/* The entry at PATH below TREE. GIT_ENOTFOUND says that there is none, never
 * that a folder on the way to it is lost. */
int tree_find (git_tree *tree, const char *path, git_tree_entry **entry);
/* The first parent of COMMIT: NULL without ERROR when it has none. */
git_commit *commit_parent (git_commit *commit, GError **error);

Event *event_new (void);
void event_free (Event *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Event, event_free)
/* FALSE when the paths of EVENT are not paths of a record, or contradict each other. */
gboolean event_check_paths (const Event *event, GError **error);
/* FALSE when EVENT, whose message is MESSAGE, does not keep to what its kind
 * says, at PLACE, whose first event it is when it IS_FIRST. */
gboolean event_check_kind (const Event *event, const char *message, EventPlace place,
                           gboolean is_first, GError **error);
/* Subject, body and trailers, each a paragraph, with the words of a record of
 * KIND; NULL when one of them would not read back as what it is. g_free(). */
char *event_message (const Event *event, RecordKind kind, GError **error);

/* Writes EVENT as a signed commit on PARENT (NULL: the first). The tree of a
 * draft is made of EVENT's writes alone. */
gboolean event_commit (const Event *event, Store *store, EventPlace place, const Actor *actor,
                       const git_oid *parent, git_oid *commit, GError **error);

/* Makes the commit NEW that REF is to name instead of OLD (NULL: there is none yet). */
typedef gboolean (*SwapFunc) (Store *store, const git_oid *old, git_oid *new, gpointer data,
                              GError **error);
/* Moves REF to what MAKE makes; makes it again from the start when another
 * writer was first. FALSE when that never ends. */
gboolean store_swap (Store *store, const char *ref, SwapFunc make, gpointer data, GError **error);
