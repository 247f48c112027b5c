/* arguments.h: the command line of one command, read as its row says: every
 * text of its kind, the format chosen, the record open. */

#pragma once

#include <stdio.h>

#include "lib/base/period.h"
#include "lib/cli/command.h"
#include "lib/record/store.h"
#include "lib/tables/format.h"

/* Who acts where --by may be left out: the record itself. */
#define RECORD_ACTOR "care-oversight <record@care-oversight.invalid>"

struct Arguments {
  const Command *command;
  gboolean help;             /* --help: nothing else is read */
  Format format;
  Actor actor;               /* of --by and --at; where the row has --by */
  Store *store;              /* where a record was given */
  Snapshot *snapshot;        /* its head, or as --as-at has it */
  const char *mark;          /* what all that is made of it bears, see open_record(); NULL: none */
  GStrv words;               /* the arguments, as given */
  char *values[COMMAND_MAX_OPTIONS];     /* of options, as given; NULL: not */
  GStrv lists[COMMAND_MAX_OPTIONS];      /* of those that repeat */
  gboolean flags[COMMAND_MAX_OPTIONS];
  char *actor_name, *actor_mail;
};

/* Reads ARGV (argv[0] is the command) as COMMAND has it into OUT, zeroed, which
 * the caller clears. FALSE with ERROR_USAGE. No file is looked at. */
gboolean arguments_parse (Arguments *out, const Command *command, int argc, char **argv, GError **error);

/* Opens the record that was given, if any; one for practice is said to be so. */
gboolean arguments_open (Arguments *arguments, GError **error);

/* Where it is said that a record is for practice: above text on standard output,
 * which may be kept or sent on; on standard error where that has another form or
 * is no more than a word of what was done. */
FILE *arguments_said_to (const Arguments *arguments);

void arguments_clear (Arguments *arguments);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

/* The text given for an argument ("PERIOD") or an option ("reason"), which the
 * row must have; what stands otherwise, or NULL, when it was left out. Borrowed. */
const char *arguments_get (const Arguments *arguments, const char *name);
/* An option without a value. */
gboolean arguments_flag (const Arguments *arguments, const char *name);
/* The position of what was chosen (or stands otherwise) among the choices. */
guint arguments_choice (const Arguments *arguments, const char *name);
/* FALSE, and *OUT untouched, when it was left out. */
gboolean arguments_date (const Arguments *arguments, const char *name, Date *out);
/* What was given for an option that repeats: none or more. NULL-terminated, borrowed. */
const char *const *arguments_list (const Arguments *arguments, const char *name);
/* What was given for the argument of any number. NULL-terminated, borrowed. */
const char *const *arguments_rest (const Arguments *arguments);
/* The London date on which the actor acts. */
Date arguments_day (const Arguments *arguments);
