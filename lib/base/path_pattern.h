/* path_pattern.h: names of files with gaps, as tables give them. */

#pragma once

#include <glib.h>

/* Whether TEXT is PATTERN, in which '*' stands for any characters of one name,
 * none too, and '#' for a lower-case hexadecimal digit. */
gboolean path_pattern_matches (const char *pattern, const char *text);
