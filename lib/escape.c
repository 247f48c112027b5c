#include "lib/escape.h"

#include <string.h>

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d
#define REPLACEMENT 0xfffd

/* What TEXT starts with, one bad byte at a time. */
static gunichar
next_character (const char **text)
{
  gunichar c = g_utf8_get_char_validated (*text, -1);
  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      *text += 1;
      return REPLACEMENT;
    }
  *text = g_utf8_next_char (*text);
  return c;
}

static gboolean
is_invisible (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
      return TRUE;
    case G_UNICODE_FORMAT:
      return c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER;
    default:
      return FALSE;
    }
}

static gboolean
is_line_or_blank (gunichar c)
{
  return c < 0x80 ? g_ascii_isspace ((char) c) || c == '\v'
                  : c == 0x85 || c == 0x2028 || c == 0x2029;
}

static void
append_html (GString *out, gunichar c)
{
  switch (c)
    {
    case '&': g_string_append (out, "&amp;"); break;
    case '<': g_string_append (out, "&lt;"); break;
    case '>': g_string_append (out, "&gt;"); break;
    case '"': g_string_append (out, "&quot;"); break;
    case '\t': case '\n': case '\r': g_string_append_c (out, (char) c); break;
    default:
      if (is_invisible (c))
        g_string_append_printf (out, "[U+%04X]", c);
      else
        g_string_append_unichar (out, c);
    }
}

/* Inside a figure or a date these begin nothing. */
static gboolean
is_part_of_figure (char before, gunichar c, char after)
{
  if (!g_ascii_isdigit (before))
    return FALSE;
  return c == '%' || ((c == '.' || c == ',' || c == '-') && g_ascii_isdigit (after));
}

static void
append_markdown (GString *out, char before, gunichar c, char after)
{
  if (is_invisible (c))
    g_string_append_printf (out, "\\[U\\+%04X\\]", c);
  else
    {
      if (c < 0x80 && g_ascii_ispunct ((char) c) && !is_part_of_figure (before, c, after))
        g_string_append_c (out, '\\');
      g_string_append_unichar (out, c);
    }
}

static void
escape_markdown (GString *out, const char *text)
{
  gboolean started = FALSE, space = FALSE;
  char before = '\0';
  while (*text != '\0')
    {
      gunichar c = next_character (&text);
      if (is_line_or_blank (c))
        {
          space = started;
          before = ' ';
          continue;
        }
      if (space)
        g_string_append_c (out, ' ');
      append_markdown (out, before, c, *text);
      started = TRUE;
      space = FALSE;
      before = c < 0x80 ? (char) c : '\0';
    }
}

void
escape_append (GString *out, const char *text, Escape kind)
{
  switch (kind)
    {
    case ESCAPE_HTML:
      while (*text != '\0')
        append_html (out, next_character (&text));
      return;
    case ESCAPE_MARKDOWN:
      escape_markdown (out, text);
      return;
    case ESCAPE_NONE:
      g_string_append (out, text);
      return;
    }
  g_assert_not_reached ();
}
