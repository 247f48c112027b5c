#include "lib/pages/svg.h"

#include <math.h>
#include <string.h>

#include "lib/base/escape.h"

/* Room for "%.2f" of anything drawn. */
#define NUMBER_BYTES 32

typedef enum {
  IN_TAG,        /* attributes may follow */
  IN_PATH,       /* within the quotes of a path's data */
  IN_TEXT,       /* behind a text: the element can only be closed */
  BETWEEN,       /* behind the end of a child */
} Where;

struct _Svg {
  GString *out;
  GPtrArray *open;     /* const char *: names of the elements that are open, outermost first */
  Where where;
};

static void
append_number (Svg *svg, double value)
{
  char text[NUMBER_BYTES];
  g_assert (isfinite (value) && fabs (value) < 1e15);
  /* -0.00 is 0.00. */
  double rounded = round (value * 100) / 100 + 0.0;
  g_string_append (svg->out, g_ascii_formatd (text, sizeof text, "%.2f", rounded));
}

static gboolean
is_name (const char *name)
{
  return *name != '\0'
         && strspn (name, G_CSET_a_2_z G_CSET_A_2_Z "-") == strlen (name);
}

/* An attribute that is being drawn ends where something else begins. */
static void
end_path (Svg *svg)
{
  if (svg->where != IN_PATH)
    return;
  g_string_append_c (svg->out, '"');
  svg->where = IN_TAG;
}

void
svg_open (Svg *svg, const char *name)
{
  end_path (svg);
  g_assert (is_name (name) && svg->where != IN_TEXT);
  if (svg->where == IN_TAG)
    g_string_append (svg->out, ">\n");
  g_string_append_printf (svg->out, "<%s", name);
  g_ptr_array_add (svg->open, (gpointer) name);
  svg->where = IN_TAG;
}

void
svg_close (Svg *svg)
{
  end_path (svg);
  g_assert (svg->open->len > 0);
  const char *name = g_ptr_array_steal_index (svg->open, svg->open->len - 1);
  if (svg->where == IN_TAG)
    g_string_append (svg->out, "/>\n");
  else
    g_string_append_printf (svg->out, "</%s>\n", name);
  svg->where = BETWEEN;
}

static void
open_attribute (Svg *svg, const char *name)
{
  end_path (svg);
  g_assert (is_name (name) && svg->where == IN_TAG);
  g_string_append_printf (svg->out, " %s=\"", name);
}

void
svg_attribute (Svg *svg, const char *name, const char *value)
{
  open_attribute (svg, name);
  escape_append (svg->out, value, ESCAPE_HTML);
  g_string_append_c (svg->out, '"');
}

void
svg_number (Svg *svg, const char *name, double value)
{
  open_attribute (svg, name);
  append_number (svg, value);
  g_string_append_c (svg->out, '"');
}

void
svg_text (Svg *svg, const char *text)
{
  end_path (svg);
  g_assert (svg->where == IN_TAG);
  g_string_append_c (svg->out, '>');
  escape_append (svg->out, text, ESCAPE_HTML);
  svg->where = IN_TEXT;
}

/* --- paths --- */

void
svg_path (Svg *svg)
{
  svg_open (svg, "path");
  open_attribute (svg, "d");
  svg->where = IN_PATH;
}

static void
append_command (Svg *svg, char command, const double *numbers, guint n)
{
  g_assert (svg->where == IN_PATH);
  for (guint i = 0; i < n; i++)
    {
      g_string_append_c (svg->out, i == 0 ? command : ' ');
      append_number (svg, numbers[i]);
    }
}

void
svg_move_to (Svg *svg, double x, double y)
{
  append_command (svg, 'M', (const double[]) { x, y }, 2);
}

void
svg_line_to (Svg *svg, double x, double y)
{
  append_command (svg, 'L', (const double[]) { x, y }, 2);
}

void
svg_across_to (Svg *svg, double x)
{
  append_command (svg, 'H', &x, 1);
}

void
svg_upright_to (Svg *svg, double y)
{
  append_command (svg, 'V', &y, 1);
}

void
svg_shape (Svg *svg, const char *shape)
{
  g_assert (svg->where == IN_PATH && strspn (shape, "mlhvz-. 0123456789") == strlen (shape));
  g_string_append (svg->out, shape);
}

/* --- the document --- */

Svg *
svg_new (void)
{
  Svg *svg = g_new (Svg, 1);
  svg->out = g_string_new (NULL);
  svg->open = g_ptr_array_new ();
  svg->where = BETWEEN;
  svg_open (svg, "svg");
  svg_attribute (svg, "xmlns", "http://www.w3.org/2000/svg");
  return svg;
}

void
svg_size (Svg *svg, double width, double height)
{
  open_attribute (svg, "viewBox");
  g_string_append (svg->out, "0 0 ");
  append_number (svg, width);
  g_string_append_c (svg->out, ' ');
  append_number (svg, height);
  g_string_append_c (svg->out, '"');
  svg_number (svg, "width", width);
  svg_number (svg, "height", height);
}

char *
svg_end (Svg *svg)
{
  g_assert (svg->open->len == 1);
  svg_close (svg);
  g_ptr_array_unref (svg->open);
  char *text = g_string_free (svg->out, FALSE);
  g_free (svg);
  return text;
}
