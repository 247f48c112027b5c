#include "lib/base/urn.h"

#define SC_NUMBERS 1000000u    /* below: "SC" and six digits */

gboolean
urn_parse (const char *text, guint32 *out)
{
  gboolean sc = text[0] == 'S' && text[1] == 'C';
  const char *digits = sc ? text + 2 : text;
  guint n = 0;
  guint32 number = 0;
  for (; n < 8 && g_ascii_isdigit (digits[n]); n++)
    number = number * 10 + (guint32) (digits[n] - '0');
  if (digits[n] != '\0' || n != (sc ? 6u : 7u) || (!sc && *digits == '0'))
    return FALSE;
  *out = number;
  return TRUE;
}

char *
urn_to_string (guint32 urn)
{
  return urn < SC_NUMBERS ? g_strdup_printf ("SC%06u", urn) : g_strdup_printf ("%u", urn);
}
