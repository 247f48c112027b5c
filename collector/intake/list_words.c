#include "collector/intake/list_words.h"

#include <string.h>

const char *const list_field_names[] = {
  "urn", "provision", "registered", "status", "name", "region", "authority", "sector", "places",
  "premises", "organisation", NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (list_field_names) == N_LIST_FIELDS + 1);

struct _ListWords {
  GHashTable *columns;                     /* folded name -> ListField + 1 */
  gboolean required[N_LIST_FIELDS];
  GString *names[N_LIST_FIELDS];         /* published names, for messages */
  GPtrArray *values[N_LIST_FIELDS];      /* ListValue, owned */
  GHashTable *by_text[N_LIST_FIELDS];    /* folded text -> ListValue */
};

char *
list_words_fold (const char *text)
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

/* The field called NAME; LIST_LEFT_OUT for "", LIST_UNKNOWN otherwise. */
static ListField
find_field (const char *name)
{
  if (*name == '\0')
    return LIST_LEFT_OUT;
  for (ListField field = 0; field < N_LIST_FIELDS; field++)
    if (strcmp (list_field_names[field], name) == 0)
      return field;
  return LIST_UNKNOWN;
}

static void
value_free (gpointer data)
{
  ListValue *value = data;
  g_free (value->value);
  g_free (value->service);
  g_free (value);
}

static ListWords *
list_words_new (void)
{
  ListWords *words = g_new0 (ListWords, 1);
  words->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (ListField field = 0; field < N_LIST_FIELDS; field++)
    {
      words->names[field] = g_string_new (NULL);
      words->values[field] = g_ptr_array_new_with_free_func (value_free);
      words->by_text[field] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }
  return words;
}

void
list_words_free (ListWords *words)
{
  g_hash_table_unref (words->columns);
  for (ListField field = 0; field < N_LIST_FIELDS; field++)
    {
      g_string_free (words->names[field], TRUE);
      g_ptr_array_unref (words->values[field]);
      g_hash_table_unref (words->by_text[field]);
    }
  g_free (words);
}

static gboolean
yes (const char *text)
{
  return strcmp (text, "yes") == 0;
}

static gboolean
add_column (ListWords *words, const CsvTable *table, guint row)
{
  const char *name = csv_table_get (table, row, 1);
  ListField field = find_field (csv_table_get (table, row, 0));
  if (field == LIST_UNKNOWN)
    return FALSE;
  g_hash_table_insert (words->columns, list_words_fold (name), GUINT_TO_POINTER ((guint) field + 1));
  if (field == LIST_LEFT_OUT)
    return TRUE;
  words->required[field] |= yes (csv_table_get (table, row, 2));
  g_string_append_printf (words->names[field], "%s'%s'", words->names[field]->len > 0 ? " or " : "",
                          name);
  return TRUE;
}

static gboolean
add_value (ListWords *words, const CsvTable *table, guint row)
{
  ListField field = find_field (csv_table_get (table, row, 0));
  if (field >= N_LIST_FIELDS)
    return FALSE;
  ListValue *value = g_new0 (ListValue, 1);
  value->value = g_strdup (csv_table_get (table, row, 1));
  value->service = g_strdup (csv_table_get (table, row, 2));
  value->mainstream = yes (csv_table_get (table, row, 3));
  g_ptr_array_add (words->values[field], value);
  g_hash_table_insert (words->by_text[field], list_words_fold (value->value), value);
  return TRUE;
}

static const struct {
  const char *file;
  const char *columns[5];
  gboolean (*add) (ListWords *words, const CsvTable *table, guint row);
} files[] = {
  { "columns.csv", { "field", "name", "required", NULL }, add_column },
  { "values.csv", { "field", "value", "service", "mainstream", NULL }, add_value },
};

static gboolean
load_file (ListWords *words, const char *datadir, guint file, GError **error)
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
      good = files[file].add (words, table, row);
    }
  if (!good)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                 "cannot use '%s': line %" G_GUINT64_FORMAT " is not as it should be", path, line);
  return good;
}

ListWords *
list_words_load (const char *datadir, GError **error)
{
  g_autoptr(ListWords) words = list_words_new ();
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    if (!load_file (words, datadir, i, error))
      return NULL;
  return g_steal_pointer (&words);
}

ListField
list_words_column (const ListWords *words, const char *name)
{
  g_autofree char *folded = list_words_fold (name);
  guint field = GPOINTER_TO_UINT (g_hash_table_lookup (words->columns, folded));
  return field == 0 ? LIST_UNKNOWN : (ListField) (field - 1);
}

gboolean
list_words_requires (const ListWords *words, ListField field)
{
  return words->required[field];
}

char *
list_words_column_names (const ListWords *words, ListField field)
{
  return g_strdup (words->names[field]->str);
}

const ListValue *
list_words_value (const ListWords *words, ListField field, const char *text)
{
  g_autofree char *folded = list_words_fold (text);
  return g_hash_table_lookup (words->by_text[field], folded);
}

const char **
list_words_values (const ListWords *words, ListField field)
{
  const GPtrArray *values = words->values[field];
  const char **out = g_new0 (const char *, values->len + 1);
  for (guint i = 0; i < values->len; i++)
    out[i] = ((const ListValue *) values->pdata[i])->value;
  return out;
}
