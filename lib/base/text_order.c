#include "lib/base/text_order.h"

#include <string.h>

int
text_compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}
