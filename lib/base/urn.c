#include "lib/base/urn.h"

#include <string.h>

#define SC_NUMBERS 1000000u    /* below: "SC" and six digits */

gboolean
urn_parse (const char *text, guint32 *out)
{
  gboolean sc = strncmp (text, "SC", 2) == 0;
  const char *digits = sc ? text + 2 : text;
  gsize n = strspn (digits, "0123456789");
  if (digits[n] != '\0' || n != (sc ? 6u : 7u) || (!sc && *digits == '0'))
    return FALSE;
  *out = (guint32) g_ascii_strtoull (digits, NULL, 10);
  return TRUE;
}

char *
urn_to_string (guint32 urn)
{
  return urn < SC_NUMBERS ? g_strdup_printf ("SC%06u", urn) : g_strdup_printf ("%u", urn);
}
