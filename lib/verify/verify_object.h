/* verify_object.h: the objects of a record, loose and in packs. */

#pragma once

#include "lib/verify/verify_report.h"

/* FILES, N of VERIFY's that are called objects/xx/..., or FILE, a pack: checked, on all
 * processors, and their objects taken in, in order. */
void verify_loose (Verify *verify, const char *const *files, guint n);
void verify_pack (Verify *verify, const char *file);
/* Those that cannot be read and are used by no commit. */
void verify_unused (Verify *verify);
/* The object ID, when it is there, good, of TYPE and found by all readers; NULL: ask
 * verify_follow(). */
Object *verify_find (Verify *verify, const ObjectId *id, ObjectType type);
/* The object ID, when it is there, good and of TYPE; otherwise NULL, and a
 * finding says what it is to its USER, once for each that is damaged. */
Object *verify_follow (Verify *verify, const ObjectId *id, ObjectType type, const char *user);
/* The content of a good object; NULL when its file has become another since, and
 * the record has to be read again. */
GBytes *verify_content (Verify *verify, Object *object);
/* The content of OBJECT is likely to be asked for no more, and makes room for others. */
void verify_forget (Verify *verify, Object *object);
void verify_object_free (gpointer object);
