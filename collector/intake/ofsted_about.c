#include "collector/intake/ofsted_about.h"

#include <json-glib/json-glib.h>

typedef struct { guint rows; guint64 places; } Count;

#define DAYS_OF_YEAR 365

void
ofsted_about_init (OfstedAbout *about)
{
  *about = (OfstedAbout) {
    .names = g_ptr_array_new_with_free_func (g_free),
    .fields = g_array_new (FALSE, FALSE, sizeof (ListField)),
    .counts = g_hash_table_new_full (NULL, NULL, NULL, g_free),
    .regions = g_hash_table_new (g_str_hash, g_str_equal),
    .banner = g_string_new (NULL),
  };
}

void
ofsted_about_clear (OfstedAbout *about)
{
  g_ptr_array_unref (about->names);
  g_array_unref (about->fields);
  g_hash_table_unref (about->counts);
  g_hash_table_unref (about->regions);
  g_string_free (about->banner, TRUE);
}

static void
count_value (OfstedAbout *about, const ListValue *value, guint places)
{
  Count *count = g_hash_table_lookup (about->counts, value);
  if (count == NULL)
    {
      count = g_new0 (Count, 1);
      g_hash_table_insert (about->counts, (gpointer) value, count);
    }
  count->rows++;
  count->places += places;
}

void
ofsted_about_count (OfstedAbout *about, const OfstedRow *row, Date as_at)
{
  gboolean home = row->provision->mainstream;
  about->rows++;
  about->places += row->places;
  about->homes += home ? 1 : 0;
  about->home_places += home ? row->places : 0;
  about->homes_inspected += home && row->inspected ? 1 : 0;
  about->without_organisation += row->without_organisation ? 1 : 0;
  about->last_line = row->line;
  about->registered_lately += row->registered + DAYS_OF_YEAR > as_at ? 1 : 0;
  if (row->registered > about->newest)
    {
      about->newest = row->registered;
      about->newest_line = row->line;
    }
  g_hash_table_add (about->regions, (gpointer) row->authority->region);
  count_value (about, row->provision, row->places);
  count_value (about, row->status, row->places);
  count_value (about, row->sector, row->places);
}

static void
add_text (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value);
}

static void
add_number (JsonBuilder *json, const char *name, guint64 value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, (gint64) value);
}

static void
add_layout (JsonBuilder *json, const OfstedAbout *about)
{
  json_builder_set_member_name (json, "columns");
  json_builder_begin_array (json);
  for (guint i = 0; i < about->names->len; i++)
    {
      ListField field = g_array_index (about->fields, ListField, i);
      json_builder_begin_object (json);
      add_text (json, "name", about->names->pdata[i]);
      add_text (json, "field", field < N_LIST_FIELDS ? list_field_names[field] : "");
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_counts (JsonBuilder *json, const OfstedAbout *about, const ListWords *words, ListField field)
{
  json_builder_set_member_name (json, list_field_names[field]);
  json_builder_begin_array (json);
  g_autofree const char **values = list_words_values (words, field);
  for (guint i = 0; values[i] != NULL; i++)
    {
      const Count *count =
        g_hash_table_lookup (about->counts, list_words_value (words, field, values[i]));
      if (count == NULL)
        continue;
      json_builder_begin_object (json);
      add_text (json, "value", values[i]);
      add_number (json, "rows", count->rows);
      add_number (json, "places", count->places);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_reason (JsonBuilder *json, const char *reason, const char *const *doubts)
{
  add_text (json, "reason", reason);
  json_builder_set_member_name (json, "doubts");
  json_builder_begin_array (json);
  for (; *doubts != NULL; doubts++)
    json_builder_add_string_value (json, *doubts);
  json_builder_end_array (json);
}

static char *
to_text (JsonBuilder *json)
{
  g_autoptr(JsonNode) root = json_builder_get_root (json);
  g_autofree char *text = json_to_string (root, TRUE);
  return g_strconcat (text, "\n", NULL);
}

char *
ofsted_about_json (const OfstedAbout *about, const OfstedRequest *request, const char *sha256,
                   const ListWords *words, const char *reason, const char *const *doubts)
{
  static const ListField counted[] = { LIST_PROVISION, LIST_STATUS, LIST_SECTOR };
  g_autofree char *as_at = date_to_string (request->as_at);
  g_autofree char *name = g_path_get_basename (request->file);
  g_autoptr(JsonBuilder) json = json_builder_new ();
  json_builder_begin_object (json);
  add_text (json, "as_at", as_at);
  add_text (json, "source", request->source);
  add_text (json, "file", name);
  add_number (json, "bytes", g_bytes_get_size (request->bytes));
  add_text (json, "sha256", sha256);
  add_number (json, "header_line", about->header_line);
  add_layout (json, about);
  add_number (json, "establishments", about->rows);
  add_number (json, "places", about->places);
  add_number (json, "homes", about->homes);
  add_number (json, "home_places", about->home_places);
  add_number (json, "without_organisation", about->without_organisation);
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    add_counts (json, about, words, counted[i]);
  if (reason != NULL)
    add_reason (json, reason, doubts);
  json_builder_end_object (json);
  return to_text (json);
}
