#include "lib/base/visible_text.h"

#include <string.h>

static const Sight categories[] = {
  [G_UNICODE_CONTROL] = SIGHT_CONTROL,
  [G_UNICODE_FORMAT] = SIGHT_NONE,
  [G_UNICODE_UNASSIGNED] = SIGHT_NONE,
  [G_UNICODE_PRIVATE_USE] = SIGHT_NONE,
  [G_UNICODE_SURROGATE] = SIGHT_NONE,
  [G_UNICODE_SPACE_SEPARATOR] = SIGHT_BLANK,
  [G_UNICODE_LINE_SEPARATOR] = SIGHT_BLANK,
  [G_UNICODE_PARAGRAPH_SEPARATOR] = SIGHT_BLANK,
};

/* Characters that are not seen as their category is. */
static const struct {
  gunichar first, last;
  Sight sight;
} exceptions[] = {
  { ' ', ' ', SIGHT_CLEAR },
  { 0x034f, 0x034f, SIGHT_NONE },           /* a mark that joins nothing */
  { 0x115f, 0x1160, SIGHT_NONE },           /* fillers of Hangul: letters, but empty */
  { 0x17b4, 0x17b5, SIGHT_NONE },           /* vowels of Khmer that are not written */
  { 0x180b, 0x180d, SIGHT_SHAPING }, { 0x180f, 0x180f, SIGHT_SHAPING },
  { 0x200c, 0x200d, SIGHT_SHAPING },        /* the joiners */
  { 0x2800, 0x2800, SIGHT_BLANK },          /* Braille without a dot */
  { 0x3164, 0x3164, SIGHT_NONE }, { 0xffa0, 0xffa0, SIGHT_NONE },
  { 0xfe00, 0xfe0f, SIGHT_SHAPING }, { 0xe0100, 0xe01ef, SIGHT_SHAPING },
};

static const char *const problems[] = {
  [SIGHT_CLEAR] = NULL,
  [SIGHT_CONTROL] = "it has a control character",
  [SIGHT_BLANK] = "it has a blank that is no ordinary one",
  [SIGHT_SHAPING] = "it has a character that is not seen",
  [SIGHT_NONE] = "it has a character that is not seen",
};

Sight
visible_text_sight (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (c >= exceptions[i].first && c <= exceptions[i].last)
      return exceptions[i].sight;
  GUnicodeType category = g_unichar_type (c);
  return (guint) category < G_N_ELEMENTS (categories) ? categories[category] : SIGHT_CLEAR;
}

gboolean
visible_text_is_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != ' ' && visible_text_sight (g_utf8_get_char (p)) == SIGHT_CLEAR)
      return FALSE;
  return TRUE;
}

gunichar
visible_text_unseen (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      Sight sight = visible_text_sight (c);
      if (sight != SIGHT_CLEAR && sight != SIGHT_CONTROL)
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
      Sight sight = visible_text_sight (c);
      if (sight != SIGHT_CLEAR)
        return g_strdup_printf ("%s, U+%04X", problems[sight], c);
    }
  if (*text == '\0')
    return g_strdup ("it is empty");
  if (*text == ' ' || g_str_has_suffix (text, " "))
    return g_strdup ("it has a blank at an end");
  return NULL;
}

/* Appends the character at P, an escape where it cannot be seen; what follows it. */
static const char *
append_seen (GString *out, const char *p)
{
  gunichar c = g_utf8_get_char_validated (p, -1);
  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      g_string_append_printf (out, "\\x%02X", (guint) (guchar) *p);
      return p + 1;
    }
  if (c == '\n' || c == '\t' || c == '\r')
    g_string_append (out, c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r");
  else if (visible_text_sight (c) != SIGHT_CLEAR)
    g_string_append_printf (out, "\\u%04X", c);
  else
    g_string_append_unichar (out, c);
  return g_utf8_next_char (p);
}

char *
visible_text_shown (const char *text, guint most)
{
  GString *out = g_string_new (NULL);
  guint n = 0;
  for (const char *p = text; *p != '\0'; n++)
    {
      if (n == most)
        {
          g_string_append_printf (out, "… (%" G_GSIZE_FORMAT " bytes)", strlen (text));
          break;
        }
      p = append_seen (out, p);
    }
  return g_string_free (out, FALSE);
}
