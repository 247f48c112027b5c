#include "collector/intake/list_words.h"

#include "lib/base/error.h"
#include "lib/sheet/data_file.h"

#include <string.h>

const char *const list_field_names[] = {
  "urn", "provision", "registered", "status", "name", "region", "authority", "sector", "places",
  "premises", "organisation", "inspected", NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (list_field_names) == N_LIST_FIELDS + 1);

static const char *const mark_names[] = { "banner", "inspections", NULL };
static const char *const limit_names[] = { "whole", "gap", "lately", "fewest", "growth", "kind", NULL };
G_STATIC_ASSERT (G_N_ELEMENTS (limit_names) == N_LIST_LIMITS + 1);

struct _ListWords {
  GHashTable *columns;                     /* folded name -> ListField + 1 */
  gboolean required[N_LIST_FIELDS];
  GString *names[N_LIST_FIELDS];         /* published names, for messages */
  GPtrArray *values[N_LIST_FIELDS];      /* ListValue, owned */
  GHashTable *by_text[N_LIST_FIELDS];    /* folded text -> ListValue */
  char *lacks[N_LIST_FIELDS];
  GPtrArray *partials;                   /* ListPartial, owned */
  guint limits[N_LIST_LIMITS];
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

static void
value_free (gpointer data)
{
  ListValue *value = data;
  g_free (value->value);
  g_free (value->service);
  g_free (value);
}

static void
partial_free (gpointer data)
{
  ListPartial *partial = data;
  g_free (partial->text);
  g_free (partial->lacks);
  g_free (partial->instead);
  g_free (partial);
}

static ListWords *
list_words_new (void)
{
  ListWords *words = g_new0 (ListWords, 1);
  words->partials = g_ptr_array_new_with_free_func (partial_free);
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
  if (words == NULL)
    return;
  g_hash_table_unref (words->columns);
  for (ListField field = 0; field < N_LIST_FIELDS; field++)
    {
      g_string_free (words->names[field], TRUE);
      g_ptr_array_unref (words->values[field]);
      g_hash_table_unref (words->by_text[field]);
      g_free (words->lacks[field]);
    }
  g_ptr_array_unref (words->partials);
  g_free (words);
}

/* --- the files --- */

enum { COLUMN_FIELD, COLUMN_NAME, COLUMN_REQUIRED, COLUMN_LACKS };
static const DataColumn column_columns[] = {
  [COLUMN_FIELD] = { "field", DATA_WORD, "", .words = list_field_names },
  [COLUMN_NAME] = { "name", DATA_TEXT, .key = TRUE },
  [COLUMN_REQUIRED] = { "required", DATA_YES },
  [COLUMN_LACKS] = { "lacks", DATA_TEXT, "" },
  { NULL },
};

/* A column without a field is one that is known and left out. */
static void
add_column (ListWords *words, DataRow row)
{
  const char *name = data_row_text (row, COLUMN_NAME);
  guint field = data_row_word (row, COLUMN_FIELD);
  g_hash_table_insert (words->columns, list_words_fold (name), GUINT_TO_POINTER (field + 1));
  if (field == LIST_LEFT_OUT)
    return;
  words->required[field] |= data_row_yes (row, COLUMN_REQUIRED);
  if (words->lacks[field] == NULL)
    words->lacks[field] = g_strdup (data_row_text (row, COLUMN_LACKS));
  GString *names = words->names[field];
  g_string_append_printf (names, "%s'%s'", names->len > 0 ? " or " : "", name);
}

enum { VALUE_FIELD, VALUE_VALUE, VALUE_SERVICE, VALUE_MAINSTREAM };
static const DataColumn value_columns[] = {
  [VALUE_FIELD] = { "field", DATA_WORD, .words = list_field_names, .key = TRUE },
  [VALUE_VALUE] = { "value", DATA_TEXT, .key = TRUE },
  [VALUE_SERVICE] = { "service", DATA_TEXT, "" },
  [VALUE_MAINSTREAM] = { "mainstream", DATA_YES, "no" },
  { NULL },
};

static void
add_value (ListWords *words, DataRow row)
{
  guint field = data_row_word (row, VALUE_FIELD);
  ListValue *value = g_new0 (ListValue, 1);
  value->value = g_strdup (data_row_text (row, VALUE_VALUE));
  value->service = g_strdup (data_row_text (row, VALUE_SERVICE));
  value->mainstream = data_row_yes (row, VALUE_MAINSTREAM);
  g_ptr_array_add (words->values[field], value);
  g_hash_table_insert (words->by_text[field], list_words_fold (value->value), value);
}

enum { PARTIAL_MARK, PARTIAL_TEXT, PARTIAL_HOMES, PARTIAL_SHARE, PARTIAL_LACKS, PARTIAL_INSTEAD };
static const DataColumn partial_columns[] = {
  [PARTIAL_MARK] = { "mark", DATA_WORD, .words = mark_names, .key = TRUE },
  [PARTIAL_TEXT] = { "text", DATA_TEXT, "", .key = TRUE },
  [PARTIAL_HOMES] = { "homes", DATA_WHOLE, .least = 0, .most = 999999 },
  [PARTIAL_SHARE] = { "share", DATA_WHOLE, .least = 0, .most = 100 },
  [PARTIAL_LACKS] = { "lacks", DATA_TEXT },
  [PARTIAL_INSTEAD] = { "instead", DATA_TEXT },
  { NULL },
};

static void
add_partial (ListWords *words, DataRow row)
{
  ListPartial *partial = g_new0 (ListPartial, 1);
  partial->mark = (ListMark) data_row_word (row, PARTIAL_MARK);
  partial->text = list_words_fold (data_row_text (row, PARTIAL_TEXT));
  partial->homes = (guint) data_row_whole (row, PARTIAL_HOMES);
  partial->share = (guint) data_row_whole (row, PARTIAL_SHARE);
  partial->lacks = g_strdup (data_row_text (row, PARTIAL_LACKS));
  partial->instead = g_strdup (data_row_text (row, PARTIAL_INSTEAD));
  g_ptr_array_add (words->partials, partial);
}

enum { LIMIT_NAME, LIMIT_VALUE, LIMIT_ABOUT };
static const DataColumn limit_columns[] = {
  [LIMIT_NAME] = { "name", DATA_WORD, .words = limit_names, .key = TRUE },
  [LIMIT_VALUE] = { "value", DATA_WHOLE, .least = 1, .most = 999999 },
  [LIMIT_ABOUT] = { "about", DATA_TEXT },
  { NULL },
};

static void
add_limit (ListWords *words, DataRow row)
{
  words->limits[data_row_word (row, LIMIT_NAME)] = (guint) data_row_whole (row, LIMIT_VALUE);
}

/* A limit that is not given would let everything through. */
static gboolean
has_limits (const ListWords *words, const char *folder, GError **error)
{
  for (guint i = 0; i < N_LIST_LIMITS; i++)
    if (words->limits[i] == 0)
      return error_fault (error, "%s/limits.csv: '%s' is missing", folder, limit_names[i]);
  return TRUE;
}

static gboolean
read_file (ListWords *words, const char *folder, const char *name, const DataColumn *columns,
           void (*add) (ListWords *words, DataRow row), GError **error)
{
  g_autoptr(DataFile) file = data_file_read (folder, name, columns, error);
  if (file == NULL)
    return FALSE;
  for (guint i = 0; i < data_file_rows (file); i++)
    add (words, (DataRow) { file, i });
  return TRUE;
}

ListWords *
list_words_load (const char *datadir, GError **error)
{
  g_autofree char *folder = g_build_filename (datadir, "collector", "intake", "words", NULL);
  g_autoptr(ListWords) words = list_words_new ();
  if (!read_file (words, folder, "columns.csv", column_columns, add_column, error)
      || !read_file (words, folder, "values.csv", value_columns, add_value, error)
      || !read_file (words, folder, "partial.csv", partial_columns, add_partial, error)
      || !read_file (words, folder, "limits.csv", limit_columns, add_limit, error)
      || !has_limits (words, folder, error))
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

const char *
list_words_lacks (const ListWords *words, ListField field)
{
  return words->lacks[field];
}

const GPtrArray *
list_words_partials (const ListWords *words)
{
  return words->partials;
}

guint
list_words_limit (const ListWords *words, ListLimit limit)
{
  return words->limits[limit];
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
