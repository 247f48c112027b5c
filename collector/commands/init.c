/* care-collector init STORE: a new record with the reference of authorities. */

#include "collector/commands/actor_option.h"
#include "collector/commands/commands.h"
#include "lib/register/register.h"

#include <string.h>

typedef struct {
  char *key, *by, *at;
  gboolean practice;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->key);
  g_free (options->by);
  g_free (options->at);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* KIND's file of the reference, or a file without rows where there is none. */
static GBytes *
first_contents (const char *kind, GError **error)
{
  g_autofree char *name = g_strconcat (kind, ".csv", NULL);
  g_autofree char *path = g_build_filename (program_datadir (), "lib", "register", "reference", name, NULL);
  char *text = NULL;
  gsize length = 0;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      text = register_header (kind);
      return g_bytes_new_take (text, strlen (text));
    }
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return g_bytes_new_take (text, length);
}

static GHashTable *
first_files (GError **error)
{
  g_autoptr(GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) g_bytes_unref);
  const char *const *kinds = register_kinds ();
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      GBytes *bytes = first_contents (kinds[i], error);
      if (bytes == NULL)
        return NULL;
      g_hash_table_insert (files, g_strdup_printf ("register/%s.csv", kinds[i]), bytes);
    }
  return g_steal_pointer (&files);
}

static int
init (const char *path, const Options *options, GError **error)
{
  g_auto(ActorOption) by = { 0 };
  const char *actor = options->by == NULL ? RECORD_ACTOR : options->by;
  if (!actor_option_parse (actor, options->at, &by, error))
    return EXIT_USAGE;
  g_autoptr(SshKey) key = options->key == NULL ? ssh_key_generate () : ssh_key_load (options->key, error);
  g_autoptr(GHashTable) files = key == NULL ? NULL : first_files (error);
  g_autoptr(Store) store = files == NULL ? NULL : store_init (path, options->practice ? RECORD_PRACTICE : RECORD_REAL, key, &by.actor,
                                                          files, error);
  if (store == NULL)
    return EXIT_FAULT;
  printf ("%srecord made in '%s'\n"
          "its key is in '%s/signing/key': keep a copy where only its custodian can read it\n"
          "publish '%s/signing/allowed_signers': receipts are verified with it\n",
          options->practice ? STORE_PRACTICE ": nothing in this record is real; it takes any --at\n" : "",
          path, path, path);
  return EXIT_DONE;
}

int
command_init (const Command *command, int argc, char **argv, GError **error)
{
  g_auto(Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &options.key, "Sign with this OpenSSH Ed25519 key (default: a new one)", "FILE" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who makes it (default: the record itself)", "'NAME <MAIL>'" },
    { "practice", 0, 0, G_OPTION_ARG_NONE, &options.practice, "For demonstrations and tests: takes any --at, and says PRACTICE on all it makes", NULL },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.at, "When (default: now; another time for practice alone)", "TIME" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  if (!command_options (argc, argv, command, entries, 1, 1, &args, &done, error))
    return EXIT_USAGE;
  return done ? EXIT_DONE : init (args[0], &options, error);
}
