/* owner_map.h: which owner each establishment of a list belongs to.
 *
 * An owner is a registered organisation, or the group that it belongs to on a
 * date. A row without an organisation is its own owner. */

#pragma once

#include "lib/register/establishment.h"
#include "lib/register/register.h"

typedef enum { LEVEL_ORGANISATION, LEVEL_GROUP } OwnerLevel;
typedef enum { NAMES_TRIMMED, NAMES_NORMALISED } OwnerNames;

/* What the command line and the tables call them; NULL-terminated. */
extern const char *const owner_level_names[];
extern const char *const owner_names_names[];

typedef struct {
  const char *name;        /* as first published, or the group's name */
  const char *group;       /* id of the group it stands for; else NULL */
  guint32 urn;             /* of a row without an organisation; else 0 */
} MarketOwner;

typedef struct {
  guint n;
  MarketOwner *owners;
  guint *by_organisation;  /* owner by number of organisation; OWNER_NONE for a blank one */
  GArray *blank_rows;      /* guint: rows without an organisation, whose owners are the last, in order */
  GStringChunk *texts;     /* what the owners borrow, besides of the list */
} OwnerMap;

#define OWNER_NONE G_MAXUINT

/* Numbers the owners of LIST, which must outlive the map, in the order in which they first
 * occur: first the named, then those of rows without a name. REG may be NULL at the level of
 * organisations; groups are those of REG on MAPPED_ON. */
OwnerMap *owner_map_make (const Establishments *list, const Register *reg, OwnerLevel level,
                          OwnerNames names, Date mapped_on);
/* One more who frees it. */
OwnerMap *owner_map_ref (OwnerMap *map);
void owner_map_free (OwnerMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OwnerMap, owner_map_free)

/* The group to which the organisation NAME belongs on a date; NULL: to none. */
const Group *owner_group (const Register *reg, const char *name, Date on);

/* The owner of ROW. */
guint owner_map_row (const OwnerMap *map, const Establishments *list, guint row);
