/* area_plan.h: the areas of one kind, each as a set of authorities of a list.
 *
 * Areas are dated: an authority, its region and the regional care co-operative
 * areas are those of the register on the date of the list. */

#pragma once

#include "lib/register/establishment.h"
#include "lib/register/register.h"

typedef enum { AREA_ENGLAND, AREA_REGION, AREA_RCC, AREA_AUTHORITY } AreaKind;

/* What the command line and the tables call them; NULL-terminated. */
extern const char *const area_kind_names[];

typedef struct {
  char *code, *name;
  gboolean in_england;     /* else listed only where something is found: Ofsted has a few rows abroad */
  GArray *authorities;     /* guint: numbers of the list's authorities */
} AreaPlan;

/* All areas of KIND by code, also those where the list has nothing (AreaPlan *,
 * owned). England is all of the list. REG may be NULL for England and for
 * authorities, which are then the codes of the list. */
GPtrArray *area_plans_make (const Establishments *list, const Register *reg, AreaKind kind);

/* The one called NAME_OR_CODE, as area_name_resolve() has it with the spellings
 * of REG (may be NULL) on ON. NULL with ERROR_REFUSED. Borrowed. */
const AreaPlan *area_plans_find (const GPtrArray *plans, const Register *reg, Date on,
                                 AreaKind kind, const char *name_or_code, GError **error);
