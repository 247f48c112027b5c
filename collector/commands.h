/* commands.h: the commands of care-collector, one file each: the file of
 * command_check() is command_check.c. */

#pragma once

#include "lib/program.h"
