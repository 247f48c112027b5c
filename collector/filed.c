#include "collector/filed.h"

#include "collector/obligation.h"

Filing *
filed_find (Desk *desk, Snapshot *snapshot, const char *return_id, const char *period,
            const char *person, GError **error)
{
  if (desk_definition (desk, return_id, period, error) == NULL)
    return NULL;
  const FilingKey key = { (char *) return_id, (char *) period, (char *) person };
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Filing) filing = person_id_is_valid (person) ? filing_read (snapshot, &key, &wrong) : NULL;
  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return NULL;
    }
  if (filing != NULL)
    return g_steal_pointer (&filing);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (snapshot_time (snapshot));
  g_autoptr(Obligation) known = obligation_open (desk, snapshot, return_id, period, person,
                                                 date_of_time (time), error);
  (void) known;    /* only why there is none is asked for */
  return NULL;
}

GHashTable *
filed_files (Snapshot *snapshot, const FilingKey *key, const Definition *definition, GError **error)
{
  g_autoptr(GHashTable) files
    = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_bytes_unref);
  g_autofree char *folder = filing_folder (key);
  for (guint i = 0; i < definition->parts->len; i++)
    {
      const PartDefinition *part = g_ptr_array_index (definition->parts, i);
      g_autofree char *path = g_strdup_printf ("%s/%s.csv", folder, part->name);
      g_autoptr(GError) fault = NULL;
      GBytes *bytes = snapshot_read (snapshot, path, &fault);
      if (fault != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return NULL;
        }
      if (bytes != NULL)
        g_hash_table_insert (files, part->name, bytes);
    }
  return g_steal_pointer (&files);
}

static void
add_authorities (GHashTable *authorities, const Register *reg, Date on)
{
  g_autoptr(GPtrArray) in_force = register_authorities (reg, on);
  for (guint i = 0; i < in_force->len; i++)
    {
      const Authority *authority = g_ptr_array_index (in_force, i);
      g_hash_table_insert (authorities, (gpointer) authority->code, (gpointer) authority->name);
    }
}

GHashTable *
filed_authorities (const Register *reg, Period period)
{
  GHashTable *authorities = g_hash_table_new (g_str_hash, g_str_equal);
  add_authorities (authorities, reg, period_start (period));
  add_authorities (authorities, reg, period_end (period));
  return authorities;
}

Submission *
filed_read (const Definition *definition, GHashTable *files, Authorities *authorities)
{
  g_autoptr(Findings) ignored = findings_new ();
  return submission_read (definition, files, NULL, authorities, ignored);
}
