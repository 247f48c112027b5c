/* care-collector template RETURN PERIOD DIR [--person ID --store STORE]: the parts
 * to fill in, blank or begun with what carries over. */

#include "collector/commands/commands.h"
#include "collector/filing/blank_return.h"
#include "collector/commands/return_argument.h"
#include "lib/base/error.h"
#include "lib/returns/filed_return.h"

#include <errno.h>
#include <glib/gstdio.h>

typedef struct {
  char *person, *store;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->person);
  g_free (options->store);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* The return of the period before; NULL without ERROR when there is none. */
static Submission *
read_prior (const ReturnArgument *argument, GError **error)
{
  if (argument->obligation == NULL)
    return NULL;
  Period period = period_prior (argument->period);
  g_autofree char *text = period_to_string (period);
  const FilingKey key = { argument->definition->id, text, argument->obligation->key.person };
  g_autoptr(GError) unknown = NULL;
  const Definition *definition = rulebook_definition (argument->rulebook, key.return_id, text, &unknown);
  if (error_is_refusal (unknown))
    return NULL;
  if (definition == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&unknown));
      return NULL;
    }
  g_autoptr(GHashTable) files = filed_return_files (argument->head, &key, definition, error);
  if (files == NULL || g_hash_table_size (files) == 0)
    return NULL;
  Authorities *authorities = rulebook_authorities (argument->rulebook, argument->head, period, error);
  return authorities == NULL ? NULL : filed_return_read (definition, files, authorities);
}

/* Makes the folder, or takes an empty one: nothing is ever written over. */
static gboolean
take_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0777) != 0)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
                   "cannot make folder '%s': %s", path, g_strerror (errno));
      return FALSE;
    }
  g_autoptr(GDir) folder = g_dir_open (path, 0, error);
  if (folder == NULL)
    return FALSE;
  if (g_dir_read_name (folder) == NULL)
    return TRUE;
  return error_usage (error, "folder '%s' is not empty: give a new one", path);
}

static gboolean
write_files (GHashTable *files, const char *folder, GError **error)
{
  GHashTableIter iter;
  gpointer name, bytes;
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gsize size;
      const char *text = g_bytes_get_data (bytes, &size);
      if (!g_file_set_contents_full (path, text, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0666,
                                     error))
        return FALSE;
    }
  return TRUE;
}

static int
make_form (char **args, const Options *options, GError **error)
{
  g_auto(ReturnArgument) argument = { 0 };
  if (!return_argument_open (&argument, args[0], args[1], options->person, options->store, error))
    return EXIT_FAULT;
  g_autoptr(GError) fault = NULL;
  g_autoptr(Submission) prior = read_prior (&argument, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return EXIT_FAULT;
    }
  g_autoptr(GHashTable) files
    = blank_return_make (argument.definition, argument.period, prior, program_datadir (), error);
  if (files == NULL || !take_folder (args[2], error) || !write_files (files, args[2], error))
    return EXIT_FAULT;
  printf ("%u files are in %s%s; begin with guide.md\n", g_hash_table_size (files), args[2],
          prior != NULL ? ", with what carries over from the period before" : "");
  return EXIT_DONE;
}

int
command_template (const Command *command, int argc, char **argv, GError **error)
{
  g_auto(Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "person", 0, 0, G_OPTION_ARG_STRING, &options.person, "Begin with the last return of this person", "ID" },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &options.store, "The record it is in", "STORE" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  if (!command_options (argc, argv, command, entries, 3, 3, &args, &done, error))
    return EXIT_USAGE;
  return done ? EXIT_DONE : make_form (args, &options, error);
}
