/* svg.h: an SVG document, written element by element.
 *
 * An element is opened, given its attributes, then its text or its children,
 * and closed. Every text and attribute is escaped by the call that writes it,
 * so that the document is well formed whatever the texts are; numbers have two
 * decimals and a point in every locale. The same calls give the same bytes. */

#pragma once

#include <glib.h>

typedef struct _Svg Svg;

/* An <svg>, open for its attributes; svg_size() gives it those of a drawing of
 * WIDTH by HEIGHT units. */
Svg *svg_new (void);
void svg_size (Svg *svg, double width, double height);
/* Closes the <svg>, in which everything else is closed, and frees it: the
 * document, without an XML declaration, so that it also stands in a page. g_free(). */
char *svg_end (Svg *svg);

/* NAME is a literal: letters and hyphens. */
void svg_open (Svg *svg, const char *name);
void svg_close (Svg *svg);

/* Attributes of the element just opened. */
void svg_attribute (Svg *svg, const char *name, const char *value);
void svg_number (Svg *svg, const char *name, double value);

/* The text of the element just opened, which has no children. */
void svg_text (Svg *svg, const char *text);

/* Opens a <path>, drawn by the calls below until its first other attribute:
 * to a point, with or without a line; a line across to X, or up or down to Y;
 * and a literal SHAPE in commands of path data, from where the pen is. */
void svg_path (Svg *svg);
void svg_move_to (Svg *svg, double x, double y);
void svg_line_to (Svg *svg, double x, double y);
void svg_across_to (Svg *svg, double x);
void svg_upright_to (Svg *svg, double y);
void svg_shape (Svg *svg, const char *shape);
