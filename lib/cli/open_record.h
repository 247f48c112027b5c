/* open_record.h: the record that a command is about. */

#pragma once

#include "lib/record/store.h"

/* Opens the record at PATH; of one for practice, standard error says so. */
Store *open_record (const char *path, GError **error);
