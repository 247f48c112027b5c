/* store_config.h: the config that a repository may have to be opened as a
 * record. Anything else could make git and libgit2 read or run other files. */

#pragma once

#include <glib.h>

/* Whether TEXT is the config of a record, STORE_CONFIG_TEXT. */
gboolean config_is_of_record (const char *text);
/* Whether TEXT says no more than stock git writes into the config of a bare
 * mirror: its form, and where it was cloned from. */
gboolean config_is_of_mirror (const char *text);
