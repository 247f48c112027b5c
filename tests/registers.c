#include "tests/registers.h"

#include <string.h>

#include "tests/record.h"

Date
register_day (const char *text)
{
  Date date = 0;
  g_assert_true (date_parse (text, &date));
  return date;
}

Register *
register_reference (void)
{
  g_autofree char *folder =
    g_build_filename (g_getenv ("CARE_OVERSIGHT_DATA"), "lib", "register", "reference", NULL);
  g_autoptr(GError) error = NULL;
  Register *reg = register_load_folder (folder, &error);
  g_assert_no_error (error);
  return reg;
}

Authorities *
register_reference_authorities (void)
{
  g_autoptr(Register) reg = register_reference ();
  return authorities_new (reg, register_day ("2025-04-01"), register_day ("2025-06-30"));
}

char *
register_findings (Register *reg, const char *kind, const char *text)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  GString *out = g_string_new (NULL);
  register_read (reg, kind, bytes, "f.csv", findings);
  findings_sort (findings);
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *f = findings_index (findings, i);
      g_assert_nonnull (f->advice);
      g_string_append_printf (out, "%s:%" G_GUINT64_FORMAT ":%u;", f->rule, f->line, f->column);
    }
  return g_string_free (out, FALSE);
}

void
register_complete (GHashTable *files)
{
  const char *const *kinds = register_kinds ();
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("register/%s.csv", kinds[i]);
      g_autofree char *header = register_header (kinds[i]);
      if (!g_hash_table_contains (files, path))
        g_hash_table_insert (files, g_steal_pointer (&path), g_bytes_new (header, strlen (header)));
    }
}

Store *
register_record (const char *path)
{
  g_autoptr(GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  register_complete (files);
  return record_make_of (path, files);
}
