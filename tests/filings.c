#include "tests/filings.h"

#include <string.h>

#include "tests/datadir.h"
#include "tests/record.h"
#include "tests/registers.h"
#include "tests/returns.h"
#include "tests/scratch_folder.h"

static void
add_register (GHashTable *files)
{
  static const char rounds[] = "return,period,opens,due,freezes,from,to\n"
                               "annual,2025-26,2026-06-01,2026-09-30,2026-10-31,2026-01-01,\n";
  static const char determinations[] = "person,condition,served,from,to\n"
                                       "P00001,number,2026-01-01,2023-04-01,\nP00002,number,2026-01-01,2023-04-01,\n";
  static const char *const names[] = { "persons", "groups", "owners" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *path = g_strdup_printf ("%s/tests/cases/rules/base-record/register/%s.csv",
                                               g_getenv ("top_srcdir"), names[i]);
      char *text;
      gsize length;
      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      g_hash_table_insert (files, g_strdup_printf ("register/%s.csv", names[i]), g_bytes_new_take (text, length));
    }
  g_hash_table_insert (files, g_strdup ("register/rounds.csv"), g_bytes_new_static (rounds, strlen (rounds)));
  g_hash_table_insert (files, g_strdup ("register/determinations.csv"),
                       g_bytes_new_static (determinations, strlen (determinations)));
}

/* The codes of authorities that a return may name. */
static void
add_authorities (GHashTable *files)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path
    = g_build_filename (g_getenv ("CARE_OVERSIGHT_DATA"), "lib", "register", "reference", "authorities.csv", NULL);
  char *text;
  gsize length;
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  g_hash_table_insert (files, g_strdup ("register/authorities.csv"), g_bytes_new_take (text, length));
}

void
filings_set_up (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  filings->folder = scratch_folder ();
  filings->datadir = g_strdup (g_getenv ("CARE_OVERSIGHT_DATA"));
  g_autofree char *path = g_build_filename (filings->folder, "record", NULL);
  g_autoptr(GHashTable) files
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  add_register (files);
  add_authorities (files);
  register_complete (files);
  filings->store = record_make_of (path, files);
  filings->rulebook = rulebook_new (filings->datadir);
}

void
filings_tear_down (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  rulebook_free (filings->rulebook);
  store_free (filings->store);
  g_free (filings->datadir);
  scratch_folder_remove (filings->folder);
}

void
filings_read_again (Filings *filings)
{
  rulebook_free (filings->rulebook);
  filings->rulebook = rulebook_new (filings->datadir);
}

void
filings_copy_data (Filings *filings)
{
  datadir_copy (filings->folder, "submissions");
  g_free (filings->datadir);
  filings->datadir = g_strdup (filings->folder);
  filings_read_again (filings);
}

gint64
filings_time (guint hours)
{
  return G_GINT64_CONSTANT (1782864000) + (gint64) hours * 3600;
}

Actor
filings_signatory (const char *person, guint time)
{
  gboolean ann = strcmp (person, "P00001") == 0;
  return (Actor) { ann ? "Ann Example" : "Bob Example", ann ? "ann@example.org" : "bob@example.org",
                   filings_time (time) };
}

/* PARENT in the place of the parent in the ownership of FILES. */
static void
rename_parent (GHashTable *files, const char *parent)
{
  gsize length;
  const char *text = g_bytes_get_data (g_hash_table_lookup (files, "ownership"), &length);
  g_autofree char *whole = g_strndup (text, length);
  g_autoptr(GRegex) line = g_regex_new ("^ultimate_parent,.*$", G_REGEX_MULTILINE, 0, NULL);
  g_autofree char *row = g_strconcat ("ultimate_parent,", parent, NULL);
  char *changed = g_regex_replace_literal (line, whole, -1, 0, row, 0, NULL);
  g_assert_cmpstr (changed, !=, whole);
  g_hash_table_replace (files, g_strdup ("ownership"), g_bytes_new_take (changed, strlen (changed)));
}

char *
filings_draft (Filings *filings, const char *person, const char *parent, const char *reason, guint time)
{
  g_autoptr(GError) error = NULL;
  const FilingKey key = { (char *) "annual", (char *) "2025-26", (char *) person };
  const Definition *definition
    = definitions_for_period (rulebook_definitions (filings->rulebook), key.return_id, key.period, &error);
  g_assert_no_error (error);
  g_autoptr(GHashTable) files = returns_base (definition);
  if (parent != NULL)
    rename_parent (files, parent);
  g_autoptr(Snapshot) head = store_snapshot (filings->store, NULL, &error);
  g_assert_no_error (error);
  g_autoptr(Filing) in_force = NULL;
  filing_read (head, &key, &in_force, &error);
  g_assert_no_error (error);
  g_autoptr(Draft) draft = draft_new (&key, definition->edition, files, in_force, reason);
  const Actor actor = filings_signatory (person, time);
  draft_save (filings->store, draft, &actor, "drafted", &error);
  g_assert_no_error (error);
  return g_strdup (draft->filing->hash);
}

gboolean
filings_sign (Filings *filings, const char *person, const char *hash, guint time, GError **error)
{
  const SigningRequest request = { "annual", "2025-26", person, hash, filings_signatory (person, time) };
  g_auto(SigningResult) result = { 0 };
  gboolean filed = signing_file (filings->store, filings->rulebook, &request, &result, error);
  g_assert_true (filed == (result.commit != NULL));
  return filed;
}
