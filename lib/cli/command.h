/* command.h: the commands of a program as rows that carry what they need.
 *
 * A row says what a command takes, whether it opens a record, and what it is
 * for. From it the arguments are parsed and the record opened (arguments.h),
 * and the help, the manual page and the completion of a shell are made
 * (help.h, manual.h, completion.h). */

#pragma once

#include <glib.h>

typedef enum {
  EXIT_DONE = 0,
  EXIT_FINDINGS = 1,   /* findings, or "no" */
  EXIT_USAGE = 2,
  EXIT_FAULT = 3,
} ExitCode;

/* What a text on the command line is, and so what becomes of it. */
typedef enum {
  VALUE_TEXT,
  VALUE_FLAG,          /* an option without a value */
  VALUE_CHOICE,        /* one of CHOICES */
  VALUE_DATE,
  VALUE_FILE,          /* paths, to VALUE_RECORD: in whatever bytes they come */
  VALUE_FOLDER,
  VALUE_NEW_FILE,      /* what the command writes, which is never in the record */
  VALUE_NEW_FOLDER,
  VALUE_RECORD,        /* a folder: the record that the command is about */
  VALUE_RETURN,        /* "annual" */
  VALUE_PERIOD,
  VALUE_PERSON,
  VALUE_AS_AT,         /* a commit or date: the record is read as it was */
  VALUE_ACTOR,         /* 'Name <mail>': who acts */
  VALUE_TIME,          /* when, instead of now */
  VALUE_FORMAT,        /* text, csv or json */
} ValueKind;

typedef enum {
  COUNT_ONE,
  COUNT_OPTIONAL,
  COUNT_WITH,          /* given when the one before it is */
  COUNT_ANY,           /* the last one: none or more */
} ArgumentCount;

typedef struct {
  const char *name;             /* "PERIOD" */
  const char *what;             /* "the period it is for, such as 2025-26" */
  ValueKind kind;
  ArgumentCount count;
  const char *const *choices;   /* NULL-terminated */
} CommandArgument;

typedef struct {
  const char *name;             /* "as-at" */
  const char *value;            /* "COMMIT|DATE"; NULL of a flag */
  const char *help;
  ValueKind kind;
  const char *const *choices;   /* NULL-terminated */
  const char *otherwise;        /* what stands where it is left out */
  const char *required;         /* what is said where it is left out; NULL: it may be */
  const char *with;             /* the option that is given with it, both or neither */
  gboolean repeats;             /* of a file: given any number of times */
} CommandOption;

typedef enum { NO_RECORD, READS_RECORD, WRITES_RECORD } RecordNeed;

#define COMMAND_MAX_ARGUMENTS 8
#define COMMAND_MAX_OPTIONS 12

typedef struct Arguments Arguments;

typedef struct {
  const char *name;
  const char *summary;     /* one line */
  const char *about;       /* a few sentences for the manual */
  const char *refuses;     /* what exit status 1 says; NULL: no more than that something was refused */
  RecordNeed record;       /* what is done with the value of kind VALUE_RECORD, if one is given */
  CommandArgument arguments[COMMAND_MAX_ARGUMENTS];   /* up to the first without a name */
  CommandOption options[COMMAND_MAX_OPTIONS];         /* the same */
  /* Returns an exit code; when it sets ERROR its kind (error.h) decides instead. */
  int (*run) (const Arguments *arguments, GError **error);
} Command;

typedef struct {
  const char *name;
  const char *summary;
  const Command *const *commands;
  guint n_commands;
  const char *see_also;    /* other manual pages: "git(1)" */
  /* The names of returns in the folder of data, sorted. NULL with ERROR. */
  GStrv (*list_returns) (const char *datadir, GError **error);
} Program;

/* What many commands take. */
#define ARGUMENT_STORE { "STORE", "the record", .kind = VALUE_RECORD }
#define ARGUMENT_RETURN { "RETURN", "which return", .kind = VALUE_RETURN }
#define ARGUMENT_PERIOD { "PERIOD", "the period it is for, such as 2025-26 or 2025-26-Q4", .kind = VALUE_PERIOD }
#define ARGUMENT_PERSON { "PERSON", "the id of the person whose it is", .kind = VALUE_PERSON }
#define OPTION_AS_AT { "as-at", "COMMIT|DATE", "The record as it was at a commit or date", .kind = VALUE_AS_AT }
#define OPTION_AT { "at", "TIME", "When, like 2026-04-30T09:15:00Z (default: now; another time for practice alone)", \
                    .kind = VALUE_TIME }
#define OPTION_BY(help_, required_) { "by", "'NAME <MAIL>'", help_, .kind = VALUE_ACTOR, .required = required_ }
#define OPTION_FORMAT(help_) { "format", "FORMAT", help_, .kind = VALUE_FORMAT }

/* Words for OPTION_BY(). */
#define BY_REQUIRED "--by 'Name <mail>' says who does this: it must be given"

guint command_n_arguments (const Command *command);
guint command_n_options (const Command *command);
/* "STORE [RETURN [PERIOD]]". g_free(). */
char *command_synopsis (const Command *command);
