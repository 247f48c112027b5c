/* loose.h: the loose objects of a repository, a file each: objects/ab/cdef... */

#pragma once

#include "lib/git/object.h"

/* The file of ID in the folder OBJECTS. g_free(). */
char *loose_path (const char *objects, const ObjectId *id);

/* What the object ID holds; *OUT stays NULL when it has no file. FALSE when it
 * cannot be read, with *FAULT, g_free(), that says why. Whether ID is the hash of
 * it is not asked. */
gboolean loose_read (const char *objects, const ObjectId *id, ObjectType *type, GByteArray **out,
                     char **fault);

/* Adds the ids of loose objects that start with the first DIGITS (2 at least) of
 * START to FOUND, a set of ObjectId. FALSE, with *FAULT as above, when it cannot
 * be known which there are. */
gboolean loose_find (const char *objects, const ObjectId *start, guint digits, GHashTable *found,
                     char **fault);
