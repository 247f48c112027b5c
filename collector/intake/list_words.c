#include "collector/intake/list_words.h"

#include <string.h>

const char *const intake_field_names[] = {
  "urn", "provision", "registered", "status", "name", "region", "authority", "sector", "places",
  "premises", "organisation", NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (intake_field_names) == N_INTAKE_FIELDS + 1);

struct _Intake {
  GHashTable *columns;                     /* folded name -> IntakeField + 1 */
  gboolean required[N_INTAKE_FIELDS];
  GString *names[N_INTAKE_FIELDS];         /* published names, for messages */
  GPtrArray *values[N_INTAKE_FIELDS];      /* IntakeValue, owned */
  GHashTable *by_text[N_INTAKE_FIELDS];    /* folded text -> IntakeValue */
};

char *
intake_fold (const char *text)
{
  g_autofree char *lower = g_utf8_casefold (text, -1);
  GString *out = g_string_sized_new (strlen (lower));
  gboolean gap = FALSE;
  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_isspace (c))
        {
          gap = out->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (out, ' ');
      gap = FALSE;
      g_string_append_unichar (out, c == 0x2018 || c == 0x2019 ? '\'' : c);
    }
  return g_string_free (out, FALSE);
}

/* The field called NAME; INTAKE_LEFT_OUT for "", INTAKE_UNKNOWN otherwise. */
static IntakeField
find_field (const char *name)
{
  if (*name == '\0')
    return INTAKE_LEFT_OUT;
  for (IntakeField field = 0; field < N_INTAKE_FIELDS; field++)
    if (strcmp (intake_field_names[field], name) == 0)
      return field;
  return INTAKE_UNKNOWN;
}

static void
value_free (gpointer data)
{
  IntakeValue *value = data;
  g_free (value->value);
  g_free (value->service);
  g_free (value);
}

static Intake *
intake_new (void)
{
  Intake *intake = g_new0 (Intake, 1);
  intake->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (IntakeField field = 0; field < N_INTAKE_FIELDS; field++)
    {
      intake->names[field] = g_string_new (NULL);
      intake->values[field] = g_ptr_array_new_with_free_func (value_free);
      intake->by_text[field] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }
  return intake;
}

void
intake_free (Intake *intake)
{
  g_hash_table_unref (intake->columns);
  for (IntakeField field = 0; field < N_INTAKE_FIELDS; field++)
    {
      g_string_free (intake->names[field], TRUE);
      g_ptr_array_unref (intake->values[field]);
      g_hash_table_unref (intake->by_text[field]);
    }
  g_free (intake);
}

static gboolean
yes (const char *text)
{
  return strcmp (text, "yes") == 0;
}

static gboolean
add_column (Intake *intake, const CsvTable *table, guint row)
{
  const char *name = csv_table_get (table, row, 1);
  IntakeField field = find_field (csv_table_get (table, row, 0));
  if (field == INTAKE_UNKNOWN)
    return FALSE;
  g_hash_table_insert (intake->columns, intake_fold (name), GUINT_TO_POINTER ((guint) field + 1));
  if (field == INTAKE_LEFT_OUT)
    return TRUE;
  intake->required[field] |= yes (csv_table_get (table, row, 2));
  g_string_append_printf (intake->names[field], "%s'%s'", intake->names[field]->len > 0 ? " or " : "",
                          name);
  return TRUE;
}

static gboolean
add_value (Intake *intake, const CsvTable *table, guint row)
{
  IntakeField field = find_field (csv_table_get (table, row, 0));
  if (field >= N_INTAKE_FIELDS)
    return FALSE;
  IntakeValue *value = g_new0 (IntakeValue, 1);
  value->value = g_strdup (csv_table_get (table, row, 1));
  value->service = g_strdup (csv_table_get (table, row, 2));
  value->mainstream = yes (csv_table_get (table, row, 3));
  g_ptr_array_add (intake->values[field], value);
  g_hash_table_insert (intake->by_text[field], intake_fold (value->value), value);
  return TRUE;
}

static const struct {
  const char *file;
  const char *columns[5];
  gboolean (*add) (Intake *intake, const CsvTable *table, guint row);
} files[] = {
  { "columns.csv", { "field", "name", "required", NULL }, add_column },
  { "values.csv", { "field", "value", "service", "mainstream", NULL }, add_value },
};

static gboolean
load_file (Intake *intake, const char *datadir, guint file, GError **error)
{
  g_autofree char *path =
    g_build_filename (datadir, "collector", "intake", "words", files[file].file, NULL);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = NULL;
  if (!csv_load (path, findings, &bytes, error))
    return FALSE;
  g_autoptr(CsvTable) table =
    bytes == NULL ? NULL : csv_table_read (bytes, path, files[file].columns, findings);
  guint64 line = findings_length (findings) > 0 ? findings_index (findings, 0)->line : 0;
  gboolean good = table != NULL && findings_length (findings) == 0;
  for (guint row = 0; good && row < csv_table_rows (table); row++)
    {
      line = csv_table_line (table, row);
      good = files[file].add (intake, table, row);
    }
  if (!good)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                 "cannot use '%s': line %" G_GUINT64_FORMAT " is not as it should be", path, line);
  return good;
}

Intake *
intake_load (const char *datadir, GError **error)
{
  g_autoptr(Intake) intake = intake_new ();
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    if (!load_file (intake, datadir, i, error))
      return NULL;
  return g_steal_pointer (&intake);
}

IntakeField
intake_column (const Intake *intake, const char *name)
{
  g_autofree char *folded = intake_fold (name);
  guint field = GPOINTER_TO_UINT (g_hash_table_lookup (intake->columns, folded));
  return field == 0 ? INTAKE_UNKNOWN : (IntakeField) (field - 1);
}

gboolean
intake_requires (const Intake *intake, IntakeField field)
{
  return intake->required[field];
}

char *
intake_column_names (const Intake *intake, IntakeField field)
{
  return g_strdup (intake->names[field]->str);
}

const IntakeValue *
intake_value (const Intake *intake, IntakeField field, const char *text)
{
  g_autofree char *folded = intake_fold (text);
  return g_hash_table_lookup (intake->by_text[field], folded);
}

const char **
intake_values (const Intake *intake, IntakeField field)
{
  const GPtrArray *values = intake->values[field];
  const char **out = g_new0 (const char *, values->len + 1);
  for (guint i = 0; i < values->len; i++)
    out[i] = ((const IntakeValue *) values->pdata[i])->value;
  return out;
}
