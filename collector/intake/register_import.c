#include "collector/intake/register_import.h"

#include <string.h>

#include "collector/intake/register_check.h"
#include "lib/base/error.h"
#include "lib/register/register.h"

typedef struct {
  const char *datadir, *kind, *file;
  GBytes *bytes;
  Findings *findings;      /* of the last attempt */
  guint added;
} Import;

/* Row I of TABLE as a line of the record. g_free(). */
static char *
row_line (const CsvTable *table, guint i, guint n_columns)
{
  g_autofree const char **fields = g_new0 (const char *, n_columns + 1);
  for (guint c = 0; c < n_columns; c++)
    fields[c] = csv_table_get (table, i, c);
  GString *line = g_string_new (NULL);
  csv_write_row_exact (line, fields);
  return g_string_free (line, FALSE);
}

/* OLD and the rows of the import that it does not have, each once. */
static GBytes *
append_rows (Import *import, GBytes *old)
{
  g_autofree const char **columns = register_columns (import->kind);
  guint n_columns = g_strv_length ((GStrv) columns);
  g_autoptr(Findings) read_already = findings_new ();
  g_autoptr(CsvTable) before = csv_table_read (old, import->kind, columns, read_already);
  g_autoptr(CsvTable) table = csv_table_read (import->bytes, import->file, columns, read_already);
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < csv_table_rows (before); i++)
    g_hash_table_add (known, row_line (before, i, n_columns));

  gsize length;
  const char *text = g_bytes_get_data (old, &length);
  GString *out = g_string_new_len (text, (gssize) length);
  import->added = 0;
  for (guint i = 0; i < csv_table_rows (table); i++)
    {
      char *line = row_line (table, i, n_columns);
      if (g_hash_table_contains (known, line))
        {
          g_free (line);
          continue;
        }
      g_string_append (out, line);
      g_hash_table_add (known, line);
      import->added++;
    }
  return g_string_free_to_bytes (out);
}

/* The kind of the register whose columns are the first line of BYTES; NULL for none. */
static const char *
kind_of_columns (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length), *text = length == 0 ? "" : data;
  const char *end = memchr (text, '\n', length);
  g_autofree char *line = g_strchomp (g_strndup (text, end == NULL ? length : (gsize) (end - text)));
  const char *columns = g_str_has_prefix (line, "\xef\xbb\xbf") ? line + 3 : line;
  for (const char *const *kind = register_kinds (); *kind != NULL; kind++)
    {
      g_autofree char *header = g_strchomp (register_header (*kind));
      if (strcmp (columns, header) == 0)
        return *kind;
    }
  return NULL;
}

/* A whole table of another kind is one mistake, not one in each column. */
static gboolean
is_of_kind (const Import *import)
{
  const char *found = kind_of_columns (import->bytes);
  if (found == NULL || strcmp (found, import->kind) == 0)
    return TRUE;
  g_autofree char *message = g_strdup_printf ("these are the columns of '%s', not of '%s'", found, import->kind);
  g_autofree char *advice = g_strdup_printf ("Import it as '%s', or choose the file of '%s'.", found, import->kind);
  g_autofree char *expected = g_strchomp (register_header (import->kind));
  Finding *finding = findings_add (import->findings, SEVERITY_HARD, "REG-KIND", import->file, 1, 0, message);
  finding_describe (finding, NULL, NULL, expected, advice);
  return FALSE;
}

/* Everything that is wrong with the rows; FALSE when they cannot be taken. */
static gboolean
check_rows (Snapshot *head, Import *import, GError **error)
{
  g_autoptr(Findings) again = findings_new ();
  g_autoptr(Register) reg = register_load (head, error);
  if (reg == NULL)
    return FALSE;
  findings_clear (import->findings);
  if (is_of_kind (import))
    {
      register_read (reg, import->kind, import->bytes, import->file, again);
      if (!register_check (head, import->datadir, import->kind, import->bytes, import->file, again, error))
        return FALSE;
      findings_sort (again);
      findings_append (import->findings, again);
    }
  return findings_count (import->findings, SEVERITY_HARD) == 0
         || error_refuse (error, "'%s' was not imported: it has findings", import->file);
}

static gboolean
import_at_head (Snapshot *head, Event *event, gpointer data, GError **error)
{
  Import *import = data;
  if (!check_rows (head, import, error))
    return FALSE;
  g_autofree char *path = g_strdup_printf ("register/%s.csv", import->kind);
  g_autoptr(GBytes) old = NULL;
  if (!snapshot_read (head, path, &old, error))
    return FALSE;
  g_assert (old != NULL);   /* register_load() read it */
  g_autoptr(GBytes) new = append_rows (import, old);
  if (import->added == 0)
    return error_refuse (error, "every row of '%s' is in the register already", import->file);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, import->bytes);
  event_set_subject (event, "imported: %u rows of %s", import->added, import->kind);
  event_trailer (event, "Event", "imported");
  event_trailer (event, "Register", import->kind);
  event_trailer (event, "Source-SHA256", hash);
  event_write (event, path, new);
  return TRUE;
}

gboolean
register_import (Store *store, const char *datadir, const char *kind, GBytes *bytes,
                 const char *file, const Actor *actor, Findings *findings, guint *added,
                 GError **error)
{
  Import import = { datadir, kind, file, bytes, findings, 0 };
  if (!store_append (store, actor, import_at_head, &import, NULL, error))
    return FALSE;
  *added = import.added;
  return TRUE;
}
