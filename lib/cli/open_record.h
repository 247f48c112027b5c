/* open_record.h: the record that a command is about. */

#pragma once

#include <stdio.h>

#include "lib/record/store.h"

/* Opens the record at PATH; of one for practice SAID_TO is told so. *MARK becomes
 * what all that is made of it bears: STORE_PRACTICE, or NULL of a real one. */
Store *open_record (const char *path, FILE *said_to, const char **mark, GError **error);
