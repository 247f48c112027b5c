#include "collector/commands/commands.h"
#include "lib/returns/definition.h"

/* In the order in which a return goes through them. */
static const Command *const commands[] = {
  &command_init,
  &command_import,
  &command_withdraw,
  &command_template,
  &command_check,
  &command_draft,
  &command_explain,
  &command_file,
  &command_status,
  &command_history,
  &command_receipt,
  &command_verify_receipt,
  &command_verify,
  &command_maintain,
};

int
main (int argc, char **argv)
{
  static const Program program = {
    .name = "care-collector",
    .summary = "Checks, files, signs and keeps financial returns.",
    .commands = commands,
    .n_commands = G_N_ELEMENTS (commands),
    .see_also = "care-analyser(1), git(1), ssh-keygen(1)",
    .list_returns = definition_list_returns,
  };
  return program_main (&program, argc, argv);
}
