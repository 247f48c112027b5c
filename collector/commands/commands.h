/* commands.h: the commands of care-collector, one file each: the file of
 * command_check is check.c. */

#pragma once

#include "lib/cli/arguments.h"
#include "lib/cli/program.h"

extern const Command command_check;
extern const Command command_draft;
extern const Command command_explain;
extern const Command command_file;
extern const Command command_history;
extern const Command command_import;
extern const Command command_init;
extern const Command command_maintain;
extern const Command command_receipt;
extern const Command command_status;
extern const Command command_template;
extern const Command command_verify;
extern const Command command_verify_receipt;
extern const Command command_withdraw;
