/* template_file.h: templates in a folder: NAME.mustache, and the partials
 * that they use in the folder partials/ beside them. */

#pragma once

#include "lib/pages/template.h"

/* Renders FOLDER/NAME.mustache with CONTEXT. NULL with ERROR when it or a
 * partial it names cannot be read (a partial that is not there is nothing, as
 * the specification has it), or as template_render() says, with the name. g_free(). */
char *template_render_file (const char *folder, const char *name, JsonNode *context,
                            Escape escape, GError **error);
