/* text_order.h: texts in the order of their bytes, which is the same in every
 * locale, and git's. */

#pragma once

#include <glib.h>

/* Which of two texts comes first, for g_ptr_array_sort() and qsort(): A and B
 * point to pointers to them. */
int text_compare (gconstpointer a, gconstpointer b);
