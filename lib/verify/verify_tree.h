/* verify_tree.h: the folders of commits, and what each commit changed in them. */

#pragma once

#include "lib/verify/verify_report.h"

/* The folder of a commit, as it was read last; NULL is an empty one. */
typedef struct _Tree Tree;
void tree_free (Tree *tree);

/* Called for each file that differs: the contents before and after, one of
 * which is NULL where there was or is none. */
typedef void (*TreeChangeFunc) (const char *path, const ObjectId *before, const ObjectId *after,
                                gpointer data);

/* Makes *TREE the folder ID of COMMIT. What is new in it is followed: whatever
 * is missing, damaged or malformed becomes a finding that says where it is. Only
 * folders that differ are looked into. */
void verify_tree (Verify *verify, Tree **tree, const ObjectId *id, const char *commit,
                  TreeChangeFunc func, gpointer data);
