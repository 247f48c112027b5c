/* plural.h: a count with its noun. */

#pragma once

#include <glib.h>

/* "1 row", "2 rows", "0 rows": COUNT with ONE or MANY. g_free(). */
char *plural (guint64 count, const char *one, const char *many);
