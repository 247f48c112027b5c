#include "analyser/market/owner_map.h"

#include <string.h>

#include "lib/base/name_table.h"
#include "lib/base/urn.h"

const char *const owner_level_names[] = { "organisation", "group", NULL };
const char *const owner_names_names[] = { "trimmed", "normalised", NULL };

/* Texts that tell owners apart, and the owner of each; OWNER_NONE: not met yet. */
typedef struct {
  NameTable *texts;
  GArray *owners;          /* guint */
} Keys;

/* Collects the owners of one map. What makes two organisations one owner is the id of their group, or
 * else their name as it is compared: its key. Most names are their own keys, and need not be looked up among each
 * other, for each occurs once: so only the others are in a table. */
typedef struct {
  const Register *reg;
  OwnerLevel level;
  OwnerNames names;
  Date mapped_on;
  Keys others, groups;
  GArray *owners;
  GStringChunk *texts;
} Builder;

/* NAME is kept by reference. */
static guint
add_owner (Builder *builder, const char *name, const char *group, guint32 urn)
{
  MarketOwner owner = {
    .name = name,
    .group = group != NULL ? g_string_chunk_insert_const (builder->texts, group) : NULL,
    .urn = urn,
  };
  g_array_append_val (builder->owners, owner);
  return builder->owners->len - 1;
}

const Group *
owner_group (const Register *reg, const char *name, Date on)
{
  const Owner *owner = register_owner (reg, name, on);
  return owner == NULL || *owner->group == '\0' ? NULL : register_group (reg, owner->group, on);
}

static gboolean
is_trimmed (const char *name)
{
  return *name == '\0' || !(g_ascii_isspace (*name) || g_ascii_isspace (name[strlen (name) - 1]));
}

/* NAME as it is compared; NULL where that is NAME itself. g_free(). */
static char *
other_key (const Builder *builder, const char *name)
{
  if (builder->names == NAMES_TRIMMED && is_trimmed (name))
    return NULL;
  g_autofree char *trimmed = owner_name_trim (name);
  g_autofree char *key = builder->names == NAMES_TRIMMED ? NULL : owner_name_normalise (trimmed);
  /* A name of nothing but punctuation is still a name. */
  if (key == NULL || *key == '\0')
    {
      g_free (key);
      key = g_steal_pointer (&trimmed);
    }
  return strcmp (key, name) == 0 ? NULL : g_steal_pointer (&key);
}

/* The number + 1 of each organisation's key among the others; 0 where it is the name itself. */
static guint *
number_others (Builder *builder, const Names *organisations)
{
  guint *numbers = g_new0 (guint, organisations->n + 1);
  for (guint i = 0; i < organisations->n; i++)
    {
      g_autofree char *key = other_key (builder, organisations->text[i]);
      if (key != NULL)
        numbers[i] = name_table_add (builder->others.texts, key, strlen (key)) + 1;
    }
  return numbers;
}

/* The owner of key NUMBER, for the caller to set when it was not met. */
static guint *
owner_of_key (Keys *keys, guint number)
{
  const guint none = OWNER_NONE;
  while (keys->owners->len <= number)
    g_array_append_val (keys->owners, none);
  return &g_array_index (keys->owners, guint, number);
}

static guint
map_group (Builder *builder, const Group *group)
{
  guint number = name_table_add (builder->groups.texts, group->group, strlen (group->group));
  guint *owner = owner_of_key (&builder->groups, number);
  if (*owner == OWNER_NONE)
    *owner = add_owner (builder, g_string_chunk_insert (builder->texts, group->name), group->group, 0);
  return *owner;
}

/* NUMBER is of its key, as number_others() has it. */
static guint
map_name (Builder *builder, const char *published, const char *trimmed, guint number)
{
  if (number == 0)
    number = name_table_find (builder->others.texts, published, strlen (published));
  guint *owner = number == 0 ? NULL : owner_of_key (&builder->others, number - 1);
  if (owner != NULL && *owner != OWNER_NONE)
    return *owner;
  guint added = add_owner (builder, trimmed == published ? published
                                    : g_string_chunk_insert (builder->texts, trimmed), NULL, 0);
  if (owner != NULL)
    *owner = added;
  return added;
}

static guint
map_organisation (Builder *builder, const char *published, guint number)
{
  g_autofree char *made = is_trimmed (published) ? NULL : owner_name_trim (published);
  const char *trimmed = made == NULL ? published : made;
  if (*trimmed == '\0')
    return OWNER_NONE;
  const Group *group = builder->level == LEVEL_GROUP
    ? owner_group (builder->reg, trimmed, builder->mapped_on) : NULL;
  return group != NULL ? map_group (builder, group) : map_name (builder, published, trimmed, number);
}

/* Rows without an organisation become owners of their own, after the named. */
static GArray *
map_blank_rows (Builder *builder, const Establishments *list, const guint *by_organisation)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint row = 0; row < list->n; row++)
    if (by_organisation[list->organisation[row]] == OWNER_NONE)
      {
        g_autofree char *urn = urn_to_string (list->urn[row]);
        g_autofree char *name = g_strdup_printf ("No owner named (URN %s)", urn);
        add_owner (builder, g_string_chunk_insert (builder->texts, name), NULL, list->urn[row]);
        g_array_append_val (rows, row);
      }
  return rows;
}

static Keys
keys_new (void)
{
  return (Keys) { name_table_new (), g_array_new (FALSE, FALSE, sizeof (guint)) };
}

static void
keys_clear (Keys *keys)
{
  name_table_free (keys->texts);
  g_array_unref (keys->owners);
}

OwnerMap *
owner_map_make (const Establishments *list, const Register *reg, OwnerLevel level,
                OwnerNames names, Date mapped_on)
{
  g_assert (reg != NULL || level == LEVEL_ORGANISATION);
  Builder builder = {
    .reg = reg, .level = level, .names = names, .mapped_on = mapped_on,
    .others = keys_new (), .groups = keys_new (),
    /* Most organisations are owners: room for all of them, for what grows is copied. */
    .owners = g_array_sized_new (FALSE, FALSE, sizeof (MarketOwner), list->organisations.n),
    .texts = g_string_chunk_new (4096),
  };
  guint *by_organisation = number_others (&builder, &list->organisations);
  for (guint i = 0; i < list->organisations.n; i++)
    by_organisation[i] = map_organisation (&builder, list->organisations.text[i], by_organisation[i]);
  OwnerMap *map = g_rc_box_new0 (OwnerMap);
  map->by_organisation = by_organisation;
  map->blank_rows = map_blank_rows (&builder, list, by_organisation);
  map->n = builder.owners->len;
  map->owners = (MarketOwner *) (gpointer) g_array_free (builder.owners, FALSE);
  map->texts = builder.texts;
  keys_clear (&builder.others);
  keys_clear (&builder.groups);
  return map;
}

OwnerMap *
owner_map_ref (OwnerMap *map)
{
  return g_rc_box_acquire (map);
}

static void
owner_map_clear (gpointer data)
{
  OwnerMap *map = data;
  g_free (map->owners);
  g_free (map->by_organisation);
  g_array_unref (map->blank_rows);
  g_string_chunk_free (map->texts);
}

void
owner_map_free (OwnerMap *map)
{
  if (map != NULL)
    g_rc_box_release_full (map, owner_map_clear);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  guint left = *(const guint *) a, right = *(const guint *) b;
  return (left > right) - (left < right);
}

guint
owner_map_row (const OwnerMap *map, const Establishments *list, guint row)
{
  guint owner = map->by_organisation[list->organisation[row]], place;
  if (owner != OWNER_NONE)
    return owner;
  gboolean found = g_array_binary_search (map->blank_rows, &row, compare_rows, &place);
  g_assert (found);
  return map->n - map->blank_rows->len + place;
}
