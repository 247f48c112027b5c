#include "analyser/market/owner_map.h"

#include "lib/base/urn.h"

const char *const owner_level_names[] = { "organisation", "group", NULL };
const char *const owner_names_names[] = { "trimmed", "normalised", NULL };

/* Collects the owners of one map. */
typedef struct {
  const Register *reg;
  OwnerLevel level;
  OwnerNames names;
  Date mapped_on;
  GHashTable *by_key;      /* key -> number + 1 */
  GArray *owners;
  GStringChunk *texts;
} Builder;

static guint
add_owner (Builder *builder, const char *name, const char *group, guint32 urn)
{
  MarketOwner owner = {
    .name = g_string_chunk_insert (builder->texts, name),
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

/* What makes two organisations one owner. A name and an id of a group cannot
 * meet: they start with different letters. */
static char *
make_key (const Builder *builder, const char *trimmed, const Group *group)
{
  if (group != NULL)
    return g_strconcat ("group ", group->group, NULL);
  if (builder->names == NAMES_TRIMMED)
    return g_strconcat ("name ", trimmed, NULL);
  g_autofree char *normalised = owner_name_normalise (trimmed);
  /* A name of nothing but punctuation is still a name. */
  return g_strconcat ("name ", *normalised != '\0' ? normalised : trimmed, NULL);
}

static guint
map_organisation (Builder *builder, const char *name)
{
  g_autofree char *trimmed = owner_name_trim (name);
  if (*trimmed == '\0')
    return OWNER_NONE;
  const Group *group = builder->level == LEVEL_GROUP
    ? owner_group (builder->reg, trimmed, builder->mapped_on) : NULL;
  g_autofree char *key = make_key (builder, trimmed, group);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (builder->by_key, key));
  if (number > 0)
    return number - 1;
  number = group != NULL ? add_owner (builder, group->name, group->group, 0)
                         : add_owner (builder, trimmed, NULL, 0);
  g_hash_table_insert (builder->by_key, g_steal_pointer (&key), GUINT_TO_POINTER (number + 1));
  return number;
}

/* Rows without an organisation become owners of their own, after the named. */
static guint *
map_rows (Builder *builder, const Establishments *list, const guint *by_organisation)
{
  guint *by_row = NULL;
  for (guint row = 0; row < list->n; row++)
    if (by_organisation[list->organisation[row]] == OWNER_NONE)
      {
        if (by_row == NULL)
          by_row = g_new (guint, list->n);
        g_autofree char *urn = urn_to_string (list->urn[row]);
        g_autofree char *name = g_strdup_printf ("No owner named (URN %s)", urn);
        by_row[row] = add_owner (builder, name, NULL, list->urn[row]);
      }
  for (guint row = 0; by_row != NULL && row < list->n; row++)
    if (by_organisation[list->organisation[row]] != OWNER_NONE)
      by_row[row] = by_organisation[list->organisation[row]];
  return by_row;
}

OwnerMap *
owner_map_make (const Establishments *list, const Register *reg, OwnerLevel level,
                OwnerNames names, Date mapped_on)
{
  g_assert (reg != NULL || level == LEVEL_ORGANISATION);
  Builder builder = {
    .reg = reg, .level = level, .names = names, .mapped_on = mapped_on,
    .by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .owners = g_array_new (FALSE, FALSE, sizeof (MarketOwner)),
    .texts = g_string_chunk_new (4096),
  };
  guint *by_organisation = g_new (guint, list->organisations.n + 1);
  for (guint i = 0; i < list->organisations.n; i++)
    by_organisation[i] = map_organisation (&builder, list->organisations.text[i]);
  OwnerMap *map = g_new0 (OwnerMap, 1);
  map->by_organisation = by_organisation;
  map->by_row = map_rows (&builder, list, by_organisation);
  map->n = builder.owners->len;
  map->owners = (MarketOwner *) (gpointer) g_array_free (builder.owners, FALSE);
  map->texts = builder.texts;
  g_hash_table_unref (builder.by_key);
  return map;
}

void
owner_map_free (OwnerMap *map)
{
  if (map == NULL)
    return;
  g_free (map->owners);
  g_free (map->by_organisation);
  g_free (map->by_row);
  g_string_chunk_free (map->texts);
  g_free (map);
}

guint
owner_map_row (const OwnerMap *map, const Establishments *list, guint row)
{
  return map->by_row != NULL ? map->by_row[row] : map->by_organisation[list->organisation[row]];
}
