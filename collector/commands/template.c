/* care-collector template RETURN PERIOD DIR [--person ID --store STORE]: the parts
 * to fill in, blank or begun with what carries over. */

#include "collector/commands/commands.h"
#include "collector/filing/blank_return.h"
#include "collector/commands/return_argument.h"
#include "lib/base/error.h"
#include "lib/base/file_set.h"
#include "lib/base/plural.h"
#include "lib/returns/filed_return.h"

#include <stdio.h>

/* The return of the period before: *FILED and *PRIOR stay NULL when there is none. */
static gboolean
read_prior (const ReturnArgument *argument, FiledReturn **filed, Submission **prior, GError **error)
{
  if (argument->obligation == NULL)
    return TRUE;
  g_autofree char *period = period_to_string (period_prior (argument->period));
  const FilingKey key = { argument->definition->id, period, argument->obligation->key.person };
  if (!filed_return_read (argument->head, rulebook_definitions (argument->rulebook), &key, filed, error))
    return FALSE;
  if (*filed == NULL)
    return TRUE;
  *prior = filed_return_submission (*filed, error);
  return *prior != NULL;
}

/* Whether PATH is new, or an empty folder: nothing is ever written over. */
static gboolean
is_free (const char *path, GError **error)
{
  g_auto(GStrv) names = file_set_list (path, error);
  if (names == NULL)
    return FALSE;
  return *names == NULL || error_usage (error, "folder '%s' is not empty: give a new one", path);
}

/* All of them, or no folder that was not there. What a return says is nobody else's. */
static gboolean
write_files (GHashTable *files, gboolean private_, const char *folder, GError **error)
{
  g_autoptr(FileSet) set = file_set_open (folder, private_, error);
  if (set == NULL)
    return FALSE;
  GHashTableIter iter;
  gpointer name, bytes;
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      if (!file_set_add (set, name, text, error))
        return FALSE;
    }
  return file_set_commit (set, error);
}

static int
make_form (const Arguments *arguments, GError **error)
{
  const char *folder = arguments_get (arguments, "DIR");
  g_auto(ReturnArgument) argument = { 0 };
  if (!return_argument_open (&argument, arguments, error))
    return EXIT_FAULT;
  g_autoptr(FiledReturn) filed = NULL;
  g_autoptr(Submission) prior = NULL;
  if (!read_prior (&argument, &filed, &prior, error))
    return EXIT_FAULT;
  g_autoptr(GHashTable) files
    = blank_return_make (argument.definition, argument.period, prior, arguments->mark, program_datadir (), error);
  if (files == NULL || !is_free (folder, error)
      || !write_files (files, prior != NULL, folder, error))
    return EXIT_FAULT;
  g_autofree char *written = plural (g_hash_table_size (files), "file is", "files are");
  printf ("%s in %s%s; begin with guide.md\n", written, folder,
          prior != NULL ? ", with what carries over from the period before" : "");
  return EXIT_DONE;
}

const Command command_template = {
  .name = "template",
  .summary = "write the parts of a return to fill in, and a guide to them",
  .about = "Writes the parts of a return as CSV files into a folder that is new or empty, with guide.md, which "
           "says what each line is. With --person and --store the files begin with what carries over from the "
           "return of the period before.",
  .record = READS_RECORD,
  .arguments = {
    ARGUMENT_RETURN,
    ARGUMENT_PERIOD,
    { "DIR", "the folder to make", .kind = VALUE_NEW_FOLDER },
  },
  .options = {
    { "person", "ID", "Begin with what carries over from this person's return of the period before",
      .kind = VALUE_PERSON, .with = "store" },
    { "store", "STORE", "The record it is in", .kind = VALUE_RECORD },
  },
  .run = make_form,
};
