/* Names as they are compared. */

#include <string.h>

#include "lib/register/register_private.h"

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || c == 0x00b4;
}

/* Words that are written in more than one way. */
static const char *
plain_word (const char *word)
{
  return strcmp (word, "LIMITED") == 0 ? "LTD" : word;
}

char *
owner_name_normalise (const char *name)
{
  g_autofree char *upper = g_utf8_strup (name, -1);
  g_autoptr(GString) spaced = g_string_sized_new (strlen (upper) + 8);
  for (const char *p = upper; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c == '&')
        g_string_append (spaced, " AND ");
      else if (g_unichar_isalnum (c) || g_unichar_ismark (c))
        g_string_append_unichar (spaced, c);
      else if (!is_apostrophe (c))
        g_string_append_c (spaced, ' ');
    }
  g_auto(GStrv) words = g_strsplit (spaced->str, " ", -1);
  GString *out = g_string_sized_new (spaced->len);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append (out->len > 0 ? g_string_append_c (out, ' ') : out, plain_word (words[i]));
  return g_string_free (out, FALSE);
}

char *
owner_name_trim (const char *name)
{
  return g_strstrip (g_strdup (name));
}

/* Takes the word THE out of NAME, in place. */
static void
drop_the (char *name)
{
  g_auto(GStrv) words = g_strsplit (name, " ", -1);
  char *end = name;
  for (guint i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], "THE") != 0)
      end = g_stpcpy (end > name ? g_stpcpy (end, " ") : end, words[i]);
  *end = '\0';
}

char *
authority_name_fold (const char *name)
{
  static const char *const endings[] = { " CITY OF", " COUNTY OF" };
  char *folded = owner_name_normalise (name);
  drop_the (folded);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (folded, endings[i]))
      folded[strlen (folded) - strlen (endings[i])] = '\0';
  return folded;
}

const char *
authority_name_without_style (const char *folded)
{
  static const char *const styles[] = { "CITY OF ", "COUNTY OF " };
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_str_has_prefix (folded, styles[i]))
      return folded + strlen (styles[i]);
  return NULL;
}
