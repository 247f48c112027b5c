/* Arguments: each text of its kind, or one line that says what is wrong. */

#include "lib/cli/arguments.h"

#include <string.h>

#include "lib/base/error.h"
#include "tests/record.h"
#include "tests/scratch_folder.h"

static const char *const levels[] = { "organisation", "group", NULL };
static const char *const kinds[] = { "persons", "rounds", NULL };

static const Command row = {
  .name = "weigh",
  .arguments = {
    { "KIND", "kind of thing", .kind = VALUE_CHOICE, .choices = kinds },
    { "RETURN", "", .kind = VALUE_RETURN, .count = COUNT_OPTIONAL },
    { "PERIOD", "", .kind = VALUE_PERIOD, .count = COUNT_WITH },
    { "FILE", "", .kind = VALUE_FILE, .count = COUNT_ANY },
  },
  .options = {
    OPTION_BY ("", NULL),
    OPTION_AT,
    OPTION_FORMAT (""),
    { "on", "DATE", "", .kind = VALUE_DATE },
    { "level", "LEVEL", "", .kind = VALUE_CHOICE, .choices = levels, .otherwise = "group" },
    { "service", "S", "", .kind = VALUE_TEXT, .otherwise = "homes" },
    { "person", "ID", "", .kind = VALUE_PERSON, .with = "store" },
    { "store", "STORE", "", .kind = VALUE_RECORD },
    { "fast", NULL, "", .kind = VALUE_FLAG },
    { "receipt", "FILE", "", .kind = VALUE_FILE, .repeats = TRUE },
  },
};

static gboolean
parse (Arguments *out, const Command *command, const char *line, GError **error)
{
  int argc;
  char **argv;
  g_assert_true (g_shell_parse_argv (line, &argc, &argv, NULL));
  /* What is parsed is taken out of the list of words, and not freed. */
  g_autofree char **words = g_memdup2 (argv, ((gsize) argc + 1) * sizeof *argv);
  gboolean good = arguments_parse (out, command, argc, words, error);
  g_strfreev (argv);
  return good;
}

static void
test_given (void)
{
  g_auto(Arguments) arguments = { 0 };
  g_autoptr(GError) error = NULL;
  Date on = 0;
  gboolean good = parse (&arguments, &row,
                         "weigh rounds annual 2025-26 a b --on 2026-03-31 --level=organisation --fast --receipt r --receipt=s"
                         " --by 'Ann Lee <ann@x.example>' --at 2026-04-30T09:15:00Z --format csv",
                         &error);
  g_assert_no_error (error);
  g_assert_true (good);
  g_assert_cmpstr (arguments_get (&arguments, "KIND"), ==, "rounds");
  g_assert_cmpstr (arguments_get (&arguments, "PERIOD"), ==, "2025-26");
  g_assert_cmpstr (arguments_rest (&arguments)[1], ==, "b");
  g_assert_null (arguments_rest (&arguments)[2]);
  g_assert_true (arguments_date (&arguments, "on", &on));
  g_assert_cmpuint (on, ==, date_from_ymd (2026, 3, 31));
  g_assert_cmpuint (arguments_choice (&arguments, "level"), ==, 0);
  g_assert_true (arguments_flag (&arguments, "fast"));
  g_assert_cmpstr (arguments_list (&arguments, "receipt")[0], ==, "r");
  g_assert_cmpstr (arguments_list (&arguments, "receipt")[1], ==, "s");
  g_assert_null (arguments_list (&arguments, "receipt")[2]);
  g_assert_cmpint (arguments.format, ==, FORMAT_CSV);
  g_assert_cmpstr (arguments.actor.name, ==, "Ann Lee");
  g_assert_cmpstr (arguments.actor.mail, ==, "ann@x.example");
  /* 2026-04-30T09:15:00Z is 1777540500 s after 1970: `date -d ... +%s`. */
  g_assert_cmpint (arguments.actor.time, ==, 1777540500);
  g_assert_cmpuint (arguments_day (&arguments), ==, date_from_ymd (2026, 4, 30));
}

static void
test_left_out (void)
{
  g_auto(Arguments) arguments = { 0 };
  g_autoptr(GError) error = NULL;
  Date on = 7;
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;
  g_assert_true (parse (&arguments, &row, "weigh persons", &error));
  g_assert_null (arguments_get (&arguments, "RETURN"));
  g_assert_null (arguments_get (&arguments, "person"));
  g_assert_cmpstr (arguments_get (&arguments, "service"), ==, "homes");
  g_assert_null (arguments_rest (&arguments)[0]);
  g_assert_null (arguments_list (&arguments, "receipt")[0]);
  g_assert_false (arguments_date (&arguments, "on", &on));
  g_assert_cmpuint (on, ==, 7);
  g_assert_cmpuint (arguments_choice (&arguments, "level"), ==, 1);
  g_assert_false (arguments_flag (&arguments, "fast"));
  g_assert_cmpint (arguments.format, ==, FORMAT_TEXT);
  g_assert_cmpstr (arguments.actor.mail, ==, "record@care-oversight.invalid");
  g_assert_cmpint (arguments.actor.time, >=, before);
  /* No record was given: there is none to open. */
  g_assert_true (arguments_open (&arguments, &error));
  g_assert_null (arguments.store);
}

static void
test_refused (void)
{
  static const struct { const char *line, *message; } cases[] = {
    { "weigh", "usage: " },
    { "weigh rounds annual", "usage: " },
    { "weigh rouns", "unknown kind of thing 'rouns'; did you mean 'rounds'?" },
    { "weigh rounds --level grup", "unknown level 'grup'; did you mean 'group'?" },
    { "weigh rounds --format jsn", "unknown format 'jsn'; did you mean 'json'?" },
    { "weigh rounds --on 31/03/2026", "--on: '31/03/2026' is not a date: write it like 2026-04-30" },
    { "weigh rounds --at soon", "--at: " },
    { "weigh rounds --by Ann", "--by: " },
    { "weigh rounds --person P1", "--person and --store are given together or not at all" },
    { "weigh rounds --store /nowhere", "--person and --store are given together or not at all" },
    { "weigh rounds --at 2016-12-31T23:59:60Z", "--at: '2016-12-31T23:59:60Z' is not a time" },
    { "weigh rounds annual 2025-26 ''", "FILE is empty: name a file or folder" },
    { "weigh rounds annual 2025-26 a b ''", "FILE is empty: " },
    { "weigh rounds --person P1 --store ''", "--store is empty: name a file or folder" },
    { "weigh rounds --receipt a --receipt ''", "--receipt is empty: " },
    { "weigh rounds --slow", "weigh: " },
    { "weigh rounds --on", "weigh: " },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(Arguments) arguments = { 0 };
      g_autoptr(GError) error = NULL;
      g_assert_false (parse (&arguments, &row, cases[i].line, &error));
      g_assert_error (error, CARE_ERROR, ERROR_USAGE);
      if (!g_str_has_prefix (error->message, cases[i].message))
        g_error ("'%s' says: %s", cases[i].line, error->message);
    }
}

static void
test_required (void)
{
  static const Command must = {
    .name = "sign",
    .arguments = { ARGUMENT_STORE },
    .options = { OPTION_BY ("", BY_REQUIRED), { "hash", "SHA256", "", .kind = VALUE_TEXT, .required = "--hash says which" } },
  };
  g_auto(Arguments) first = { 0 }, second = { 0 }, third = { 0 }, fourth = { 0 };
  g_autoptr(GError) error = NULL;
  g_assert_false (parse (&first, &must, "sign s --hash x", &error));
  g_assert_cmpstr (error->message, ==, BY_REQUIRED);
  g_clear_error (&error);
  g_assert_false (parse (&second, &must, "sign s --by 'A <a@b>'", &error));
  g_assert_cmpstr (error->message, ==, "--hash says which");
  g_clear_error (&error);
  g_assert_true (parse (&third, &must, "sign s --by 'A <a@b>' --hash ''", &error));
  /* More words than the row has arguments. */
  g_assert_false (parse (&fourth, &must, "sign s t --by 'A <a@b>' --hash x", &error));
  g_assert_true (g_str_has_prefix (error->message, "usage: "));
}

/* Options that go together do so where they are given, whatever stands otherwise;
 * one that repeats is given once, and a command may take no word at all. */
static void
test_together (void)
{
  static const Command pair = {
    .name = "pair",
    .options = {
      { "in", "CODE", "", .kind = VALUE_TEXT, .with = "area", .otherwise = "all" },
      { "area", "KIND", "", .kind = VALUE_TEXT, .otherwise = "england" },
      { "file", "FILE", "", .kind = VALUE_FILE, .repeats = TRUE, .required = "--file must be given" },
    },
  };
  static const struct { const char *line, *message; } cases[] = {
    { "pair --file f", NULL },
    { "pair --file f --in E1 --area region", NULL },
    { "pair --file f --in E1", "--in and --area are given together or not at all" },
    { "pair --file f --area region", "--in and --area are given together or not at all" },
    { "pair", "--file must be given" },
    { "pair --file f word", "usage: " },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(Arguments) arguments = { 0 };
      g_autoptr(GError) error = NULL;
      g_assert_true (parse (&arguments, &pair, cases[i].line, &error) == (cases[i].message == NULL));
      g_assert_true (error == NULL || g_str_has_prefix (error->message, cases[i].message));
    }
}

/* Help is given whatever else stands on the line. */
static void
test_help (void)
{
  g_auto(Arguments) arguments = { 0 };
  g_autoptr(GError) error = NULL;
  g_assert_true (parse (&arguments, &row, "weigh a b c d e --format nonsense -h", &error));
  g_assert_true (arguments.help);
}

/* The record is opened as --as-at has it, and nothing is written into it. */
static void
test_open (void)
{
  static const Command weigh = {
    .name = "weigh", .record = READS_RECORD,
    .arguments = { ARGUMENT_STORE, { "DIR", "", .kind = VALUE_NEW_FOLDER, .count = COUNT_OPTIONAL } },
    .options = { OPTION_AS_AT, OPTION_FORMAT ("") },
  };
  static const struct { const char *words, *problem; } cases[] = {
    { "", NULL },
    { " --as-at 2026-03-31 --format json", NULL },
    { " --as-at 2026-03-30 --format csv", "2026-03-30" },
    { " %s/new", "where nothing else may be: name another place" },
  };
  char *folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "record", NULL);
  store_free (record_make (path));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(Arguments) arguments = { 0 };
      g_autoptr(GError) error = NULL;
      g_autoptr(GString) line = g_string_new ("weigh ");
      g_string_append_printf (line, "%s%s", path, cases[i].words);
      g_string_replace (line, "%s", path, 0);
      g_assert_true (parse (&arguments, &weigh, line->str, &error));
      g_assert_true (arguments_open (&arguments, &error) == (cases[i].problem == NULL));
      g_assert_true ((arguments.snapshot != NULL) == (cases[i].problem == NULL));
      if (cases[i].problem != NULL && strstr (error->message, cases[i].problem) == NULL)
        g_error ("'%s' says: %s", cases[i].words, error->message);
    }
  scratch_folder_remove (folder);
}

static void
test_unknown_name (void)
{
  if (g_test_subprocess ())
    {
      g_auto(Arguments) arguments = { 0 };
      parse (&arguments, &row, "weigh rounds", NULL);
      arguments_get (&arguments, "reazon");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arguments/given", test_given);
  g_test_add_func ("/arguments/left-out", test_left_out);
  g_test_add_func ("/arguments/refused", test_refused);
  g_test_add_func ("/arguments/required", test_required);
  g_test_add_func ("/arguments/together", test_together);
  g_test_add_func ("/arguments/open", test_open);
  g_test_add_func ("/arguments/help", test_help);
  g_test_add_func ("/arguments/an-option-that-a-row-lacks-is-a-bug", test_unknown_name);
  return g_test_run ();
}
