#include "collector/commands/commands.h"

/* In the order in which a return goes through them. */
static const Command commands[] = {
  { "init", "STORE", "make a record, with its key and the reference of authorities", command_init },
  { "import",
    "STORE establishments|authorities|areas|authority-names|groups|persons|owners|determinations|rounds FILE",
    "add Ofsted's list as at a date, or rows to the register", command_import },
  { "withdraw", "STORE establishments DATE", "take back a list of Ofsted's that is wrong", command_withdraw },
  { "template", "RETURN PERIOD DIR", "write the parts of a return to fill in, and a guide to them", command_template },
  { "check", "RETURN PERIOD DIR", "find everything that is wrong with a return, without a record", command_check },
  { "draft", "STORE RETURN PERIOD PERSON DIR", "keep a return as a draft in the record", command_draft },
  { "explain", "STORE RETURN PERIOD PERSON RULE[:ROW]", "explain a soft finding of a draft", command_explain },
  { "file", "STORE RETURN PERIOD PERSON", "sign a draft and file it", command_file },
  { "status", "STORE [RETURN [PERIOD]]", "which returns are due, drafted, filed or late", command_status },
  { "history", "STORE [RETURN PERIOD PERSON]", "what happened, newest first", command_history },
  { "receipt", "STORE RETURN PERIOD PERSON", "the receipt of what was filed", command_receipt },
  { "verify-receipt", "RECEIPT [FILE...]", "whether a receipt is genuine, and is for these files", command_verify_receipt },
  { "verify", "STORE [--signers FILE] [--receipt FILE...]", "whether every object, link, signature and filing of the record holds", command_verify },
};

int
main (int argc, char **argv)
{
  return program_main ("care-collector", "Checks, files, signs and keeps financial returns.",
                       commands, G_N_ELEMENTS (commands), argc, argv);
}
