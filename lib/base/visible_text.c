#include "lib/base/visible_text.h"

#include <string.h>

/* What is said of characters of a kind; the rest are good. */
static const char *
what_is_wrong (gunichar c)
{
  if (c == ' ')
    return NULL;
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
      return "it has a control character";
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
      return "it has a character that is not seen";
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return "it has a blank that is no ordinary one";
    default:
      return NULL;
    }
}

gunichar
visible_text_unseen (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (!g_unichar_iscntrl (c) && what_is_wrong (c) != NULL)
        return c;
    }
  return 0;
}

char *
visible_text_problem (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return g_strdup ("it is not UTF-8");
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *wrong = what_is_wrong (c);
      if (wrong != NULL)
        return g_strdup_printf ("%s, U+%04X", wrong, c);
    }
  if (*text == '\0')
    return g_strdup ("it is empty");
  if (*text == ' ' || g_str_has_suffix (text, " "))
    return g_strdup ("it has a blank at an end");
  return NULL;
}
