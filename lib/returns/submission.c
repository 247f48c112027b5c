#include "lib/returns/submission_private.h"

#include "lib/base/suggest.h"
#include "lib/returns/wording.h"

#include <string.h>

struct _Submission {
  GPtrArray *parts;        /* SubmissionPart * */
};

void
submission_free (Submission *submission)
{
  if (submission == NULL)
    return;
  g_ptr_array_unref (submission->parts);
  g_free (submission);
}

static char *
file_of (const char *folder, const char *part)
{
  g_autofree char *name = g_strconcat (part, ".csv", NULL);
  return folder == NULL ? g_steal_pointer (&name) : g_build_filename (folder, name, NULL);
}

static void
report_unknown_parts (const Definition *definition, GHashTable *files, const char *folder,
                      Findings *findings)
{
  g_autofree const char **known = g_new0 (const char *, definition->parts->len + 1);
  for (guint i = 0; i < definition->parts->len; i++)
    known[i] = ((const PartDefinition *) definition->parts->pdata[i])->name;
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (g_strv_contains (known, name))
        continue;
      const char *nearest = suggest_nearest (name, known);
      g_autofree char *near = nearest == NULL
                                ? NULL : g_strdup_printf ("; perhaps '%s' is meant", nearest);
      g_autofree char *file = file_of (folder, name);
      const WordingLocation location = { file, 0, 0, NULL };
      const WordingValue values[] = { { "part", name }, { "near", near }, { NULL, NULL } };
      wording_report (findings, "PART-UNKNOWN", &location, name, NULL, values);
    }
}

static const char with_header_alone[]
  = "; where there is nothing to say, its header row alone says so";

Submission *
submission_read (const Definition *definition, GHashTable *files, const char *folder,
                 Authorities *authorities, Findings *findings)
{
  Submission *submission = g_new0 (Submission, 1);
  submission->parts = g_ptr_array_new_with_free_func (submission_part_free);
  for (guint i = 0; i < definition->parts->len; i++)
    {
      const PartDefinition *part = g_ptr_array_index (definition->parts, i);
      g_autofree char *file = file_of (folder, part->name);
      GBytes *bytes = g_hash_table_lookup (files, part->name);
      if (bytes != NULL)
        {
          g_ptr_array_add (submission->parts, submission_part_read (part, bytes, g_steal_pointer (&file),
                                                                    authorities, findings));
          continue;
        }
      const WordingLocation location = { file, 0, 0, NULL };
      const WordingValue values[] = { { "part", part->name }, { "title", part->title },
                                      { "empty", part->optional_rows ? with_header_alone : NULL },
                                      { NULL, NULL } };
      wording_report (findings, "PART-MISSING", &location, NULL, NULL, values);
    }
  report_unknown_parts (definition, files, folder, findings);
  return submission;
}

const SubmissionPart *
submission_part (const Submission *submission, const char *name)
{
  for (guint i = 0; i < submission->parts->len; i++)
    {
      const SubmissionPart *part = g_ptr_array_index (submission->parts, i);
      if (strcmp (part->definition->name, name) == 0)
        return part;
    }
  return NULL;
}

gboolean
submission_is_sound (const Submission *submission)
{
  for (guint i = 0; i < submission->parts->len; i++)
    if (!submission_part_is_sound (g_ptr_array_index (submission->parts, i)))
      return FALSE;
  return TRUE;
}
