#include "tests/filed_examples.h"

#include <string.h>

#include "lib/returns/filed_list.h"
#include "tests/record.h"
#include "tests/registers.h"
#include "tests/returns.h"
#include "tests/scratch_folder.h"

void
filed_examples_set_up (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  examples->folder = scratch_folder ();
  g_autofree char *path = g_build_filename (examples->folder, "record", NULL);
  examples->store = register_record (path);
  examples->definitions = definitions_new (g_getenv ("CARE_OVERSIGHT_DATA"));
}

void
filed_examples_tear_down (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  definitions_free (examples->definitions);
  store_free (examples->store);
  scratch_folder_remove (examples->folder);
}

GBytes *
filed_example_part (const FiledExample *example, const char *part)
{
  g_autofree char *path
    = g_strdup_printf ("%s/submissions/examples/returns/%s/%s/%s/%s.csv", g_getenv ("CARE_OVERSIGHT_DATA"),
                       example->person, example->return_id, example->period, part);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_autoptr(GString) changed = g_string_new (text);
  if (example->spoilt != NULL && strcmp (part, "statement") == 0)
    g_assert_cmpuint (g_string_replace (changed, example->spoilt, "!", 1), ==, 1);
  return g_bytes_new (changed->str, changed->len);
}

char *
filed_examples_add (FiledExamples *examples, FiledExample example)
{
  const char *period = example.filed_as != NULL ? example.filed_as : example.period;
  const FilingKey key = { (char *) example.return_id, (char *) period, (char *) example.person };
  g_autoptr(Definition) definition = returns_define (example.return_id, period);
  g_autoptr(GHashTable) parts
    = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < definition->parts->len; i++)
    {
      const PartDefinition *part = definition->parts->pdata[i];
      g_hash_table_insert (parts, part->name, filed_example_part (&example, part->name));
    }
  if (example.explanations != NULL)
    g_hash_table_insert (parts, (gpointer) EXPLANATIONS_PART,
                         g_bytes_new (example.explanations, strlen (example.explanations)));
  g_autoptr(Filing) filing = returns_filing (&key, parts);
  filing->reason = g_strdup (example.reason);
  g_autoptr(GHashTable) files = returns_files (filing, parts);
  return record_append_files (examples->store, RECORD_TIME + 60, files);
}

Snapshot *
filed_examples_snapshot (FiledExamples *examples, const char *as_at)
{
  g_autoptr(GError) error = NULL;
  Snapshot *snapshot = store_snapshot (examples->store, as_at, &error);
  g_assert_no_error (error);
  return snapshot;
}

Dataset *
filed_examples_load (FiledExamples *examples, Snapshot *snapshot)
{
  static const FilingKey all = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) filed = filed_list (snapshot, &all, &error);
  g_assert_no_error (error);
  Dataset *dataset = dataset_load (snapshot, examples->definitions, filed, &error);
  g_assert_no_error (error);
  return dataset;
}
