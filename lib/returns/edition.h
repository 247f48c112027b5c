/* edition.h: reading one edition of a return from its folder, with what it
 * inherits. Used by definition.c alone. */

#pragma once

#include "lib/base/period.h"
#include "lib/returns/part.h"

typedef struct {
  char *id, *edition, *title;     /* "annual", "2025-26" */
  gboolean quarterly;
  Period first, last;             /* periods it holds for; last.year 0: open */
  GPtrArray *parts;               /* PartDefinition * */
  GPtrArray *rules;               /* char *: paths of the rules' files, by id */
  GPtrArray *folders;             /* char *: its own folder, then those it inherits from */
} Definition;
void definition_free (Definition *definition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Definition, definition_free)

/* The names of the editions in RETURN_FOLDER, sorted. NULL is a fault: also a
 * folder with parts that says nowhere what they are. g_strfreev(). */
GStrv edition_list (const char *return_folder, GError **error);
/* The edition NAME. NULL with ERROR_FAULT and the file at fault. */
Definition *edition_read (const char *return_folder, const char *name, GError **error);
