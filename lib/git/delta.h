/* delta.h: an object stored as a change of another, as in git's packs.
 *
 * Source: gitformat-pack(5), "Deltified representation". */

#pragma once

#include <glib.h>

/* BASE changed by DELTA; NULL when DELTA is not a whole change of BASE. */
GBytes *delta_apply (GBytes *base, const GByteArray *delta);
