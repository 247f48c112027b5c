/* template_file.h: templates in a folder: NAME.mustache, and the partials
 * that they use in the folder partials/ beside them. */

#pragma once

#include "lib/pages/template.h"

/* Renders FOLDER/NAME.mustache, one of ours, with CONTEXT. NULL with ERROR when
 * it or a partial it names is not there, empty or cannot be read, when it uses a
 * name that the context lacks, or as template_render() says, with the path. g_free(). */
char *template_render_file (const char *folder, const char *name, JsonNode *context,
                            Escape escape, GError **error);
