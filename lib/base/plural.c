#include "lib/base/plural.h"

char *
plural (guint64 count, const char *one, const char *many)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT " %s", count, count == 1 ? one : many);
}
