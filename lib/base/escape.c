#include "lib/base/escape.h"

#include "lib/base/visible_text.h"

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

/* Scripts need what shapes their letters; odd blanks are blanks. Most of a page is
 * plain ASCII, of which nobody need be asked. */
static gboolean
is_invisible (gunichar c)
{
  if (c >= 0x20 && c < 0x7f)
    return FALSE;
  Sight sight = visible_text_sight (c);
  return sight == SIGHT_CONTROL || sight == SIGHT_NONE;
}

static gboolean
is_line_or_blank (gunichar c)
{
  return c < 0x80 ? g_ascii_isspace ((char) c) || c == '\v'
                  : c == 0x85 || c == 0x2028 || c == 0x2029;
}

static void
append_character (GString *out, gunichar c)
{
  if (c < 0x80)
    g_string_append_c (out, (char) c);
  else
    g_string_append_unichar (out, c);
}

static void
append_plain (GString *out, gunichar c)
{
  if (is_invisible (c) && c != '\t' && c != '\n' && c != '\r')
    g_string_append_printf (out, "[U+%04X]", c);
  else
    append_character (out, c);
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
    default: append_plain (out, c);
    }
}

/* What stands around a character of a text that goes into Markdown. */
typedef struct {
  char before, after;      /* '\0' at an end and for what is not ASCII */
  gboolean number;         /* nothing but digits stands before */
} Neighbours;

/* Whether C, ASCII punctuation, can begin nothing where it stands:
 *   ' " , ; % ? / ( never do, once [ ] & < are taken care of;
 *   . and ) end the number of a list, and . makes www. a link;
 *   : begins what is behind it (a scheme, an emoji);
 *   - and + are bullets before a blank, - alone makes a rule or a heading. */
static gboolean
is_inert (gunichar c, const Neighbours *beside)
{
  switch (c)
    {
    case '\'': case '"': case ',': case ';': case '%': case '?': case '/': case '(':
      return TRUE;
    case '.':
      return (!beside->number && g_ascii_tolower (beside->before) != 'w')
             || (g_ascii_isdigit (beside->before) && g_ascii_isdigit (beside->after));
    case ')':
      return !beside->number;
    case ':':
      return beside->after == ' ';
    case '-':
      return g_ascii_isdigit (beside->after)
             || (g_ascii_isalnum (beside->before) && g_ascii_isalpha (beside->after));
    case '+':
      return g_ascii_isdigit (beside->after);
    default:
      return FALSE;
    }
}

static void
append_markdown (GString *out, gunichar c, const Neighbours *beside)
{
  if (is_invisible (c))
    {
      g_string_append_printf (out, "\\[U\\+%04X\\]", c);
      return;
    }
  if (c < 0x80 && g_ascii_ispunct ((char) c) && !is_inert (c, beside))
    g_string_append_c (out, '\\');
  append_character (out, c);
}

static void
escape_markdown (GString *out, const char *text)
{
  gboolean started = FALSE, space = FALSE;
  Neighbours beside = { .number = TRUE };
  while (*text != '\0')
    {
      gunichar c = next_character (&text);
      if (is_line_or_blank (c))
        {
          space = started;
          continue;
        }
      if (space)
        {
          g_string_append_c (out, ' ');
          beside = (Neighbours) { .before = ' ' };
        }
      beside.after = *text;
      append_markdown (out, c, &beside);
      beside.before = c < 0x80 ? (char) c : '\0';
      beside.number = beside.number && g_ascii_isdigit (beside.before);
      started = TRUE;
      space = FALSE;
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
    case ESCAPE_PLAIN:
      while (*text != '\0')
        append_plain (out, next_character (&text));
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

char *
escape_text (const char *text, Escape kind)
{
  GString *out = g_string_new (NULL);
  escape_append (out, text, kind);
  return g_string_free (out, FALSE);
}
