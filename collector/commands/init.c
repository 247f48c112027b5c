/* care-collector init STORE: a new record with the reference of authorities. */

#include "collector/commands/commands.h"
#include "lib/base/file.h"
#include "lib/register/register.h"

#include <stdio.h>
#include <string.h>

/* KIND's file of the reference, or a file without rows where it is not shipped. */
static GBytes *
first_contents (const char *kind, GError **error)
{
  g_autofree char *name = g_strconcat (kind, ".csv", NULL);
  g_autofree char *path = g_build_filename (program_datadir (), "lib", "register", "reference", name, NULL);
  char *text = register_kind_is_shipped (kind) ? file_read_shipped (path, error) : register_header (kind);
  return text == NULL ? NULL : g_bytes_new_take (text, strlen (text));
}

static GHashTable *
first_files (GError **error)
{
  g_autoptr(GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) g_bytes_unref);
  const char *const *kinds = register_kinds ();
  g_autofree char *folder = g_build_filename (program_datadir (), "lib", "register", "reference", NULL);
  g_autoptr(Register) reference = register_load_folder (folder, error);
  if (reference == NULL)
    return NULL;
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
init (const Arguments *arguments, GError **error)
{
  const char *path = arguments_get (arguments, "STORE"), *key_path = arguments_get (arguments, "key");
  RecordKind kind = arguments_flag (arguments, "practice") ? RECORD_PRACTICE : RECORD_REAL;
  g_autoptr(SshKey) key = key_path == NULL ? ssh_key_generate () : ssh_key_load (key_path, error);
  g_autoptr(GHashTable) files = key == NULL ? NULL : first_files (error);
  g_autoptr(Store) store = files == NULL ? NULL : store_init (path, kind, key, &arguments->actor, files, error);
  if (store == NULL)
    return EXIT_FAULT;
  printf ("%srecord made in '%s'\n"
          "its key is in '%s/signing/key': keep a copy where only its custodian can read it\n"
          "publish '%s/signing/allowed_signers': receipts are verified with it\n",
          kind == RECORD_PRACTICE ? STORE_PRACTICE ": nothing in this record is real; it takes any --at\n" : "",
          path, path, path);
  return EXIT_DONE;
}

const Command command_init = {
  .name = "init",
  .summary = "make a record, with its key and the reference of authorities",
  .about = "Makes a record in a new folder: its signing key, and the reference of authorities and areas. What is "
           "written to a record stands for good; try things in one made with --practice.",
  .arguments = {
    { "STORE", "the folder to make", .kind = VALUE_FOLDER },
  },
  .options = {
    { "key", "FILE", "Sign with this OpenSSH Ed25519 key (default: a new one)", .kind = VALUE_FILE },
    OPTION_BY ("Who makes it (default: the record itself)", NULL),
    { "practice", NULL, "For demonstrations and tests: takes any --at, and says PRACTICE on all it makes",
      .kind = VALUE_FLAG },
    OPTION_AT,
  },
  .run = init,
};
