/* register.h: who is who on a date: persons, groups, owners, determinations,
 * rounds, and the authorities and areas of England.
 *
 * Rows are dated (from, to; blank means open) and edited by appending: of rows
 * with the same key and `from` the last counts; a row holds on D when
 * from <= D and (to blank or D <= to). */

#pragma once

#include "lib/sheet/csv.h"
#include "lib/base/period.h"
#include "lib/record/store.h"

/* register/persons.csv: person,name,company_number,named_individual,role,mail,from,to */
typedef struct {
  const char *person, *name, *company_number;
  const char *named_individual, *role, *mail;
  Date from, to;
} Person;

/* register/groups.csv: group,name,ownership_type,from,to */
typedef struct { const char *group, *name, *ownership_type; Date from, to; } Group;

/* register/owners.csv: owner,person,group,from,to: which person and group a
 * registered organisation belongs to; OWNER is matched after normalising names. */
typedef struct { const char *owner, *person, *group; Date from, to; } Owner;

/* register/determinations.csv: person,condition,served,from,to */
typedef struct { const char *person, *condition; Date served, from, to; } Determination;

/* register/rounds.csv: return,period,opens,due,freezes,from,to */
typedef struct { const char *return_id; Period period; Date opens, due, freezes, from, to; } Round;

/* register/authorities.csv: code,la_code,name,region,region_name,former_code,from,to
 * (region "W92000004" for authorities in Wales; FORMER_CODE lists the codes it
 * replaced, with ';') */
typedef struct {
  const char *code, *la_code, *name, *region, *region_name, *former_code;
  Date from, to;
} Authority;

/* register/areas.csv: area,name,kind,authority,from,to: sets of authorities (kind rcc) */
typedef struct { const char *area, *name, *kind, *authority; Date from, to; } AreaMember;

typedef struct _Register Register;

/* Reads all the register at SNAPSHOT. NULL with ERROR on a fault, which a row
 * with a hard finding also is, and a file that is not there: every record has
 * had all of them since its first event. A kind that is added later is to say
 * what an older record means without it. */
Register *register_load (Snapshot *snapshot, GError **error);
/* The same, without reading again what is the same at SNAPSHOT as in KNOWN
 * (NULL: nothing): then it is KNOWN, with one more reference. */
Register *register_load_after (Register *known, Snapshot *snapshot, GError **error);
/* The same from FOLDER, the reference that the project ships: it lets a return
 * be checked without a record. A file of it that is not there, or has no rows, is
 * a fault. */
Register *register_load_folder (const char *folder, GError **error);
Register *register_new (void);
Register *register_ref (Register *reg);
/* Gives one reference back; the last one frees. NULL is let through. */
void register_free (Register *reg);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Register, register_free)

/* The files of the register without ".csv", each after those its rows refer
 * to; NULL-terminated. Static. */
const char *const *register_kinds (void);
/* Whether KIND is of the reference that the project ships (lib/register/reference). */
gboolean register_kind_is_shipped (const char *kind);
/* The columns of KIND's file, NULL-terminated; NULL when there is no such
 * kind. g_free(), the names being static. */
const char **register_columns (const char *kind);
/* A file of KIND without rows. g_free(). */
char *register_header (const char *kind);

/* Adds the rows of BYTES, a file of KIND called FILE in findings. Rules: those
 * of a table, and REG-BLANK, REG-CODE, REG-TEXT, REG-DATE, REG-PERIOD,
 * REG-CHOICE, REG-ORDER (a date before the one it must follow) and REG-UNKNOWN
 * (refers to no row of another file). Rows with a finding are left out. */
void register_read (Register *reg, const char *kind, GBytes *bytes, const char *file,
                    Findings *findings);

/* In force on ON; NULL when there is none. Borrowed. */
const Person *register_person (const Register *reg, const char *person, Date on);
const Group *register_group (const Register *reg, const char *group, Date on);
const Owner *register_owner (const Register *reg, const char *owner_name, Date on);
/* The first row, in file order, that ties an organisation to PERSON on ON. */
const Owner *register_owner_of (const Register *reg, const char *person, Date on);
const Round *register_round (const Register *reg, const char *return_id, Period period);
const Authority *register_authority (const Register *reg, const char *code, Date on);
/* By name as published: any case, punctuation, '&', "the", and "City of" or
 * "County of" folded, and the spellings of register/authority-names.csv (name,code): a
 * spelling stands for the name that CODE has, whatever its code on ON. */
const Authority *register_authority_named (const Register *reg, const char *name, Date on);
/* The authorities of ON that stand where the one of CODE stood: itself while it
 * holds, else those that replaced it (former_code), over any number of changes.
 * Array of borrowed const Authority *. */
GPtrArray *register_successors (const Register *reg, const char *code, Date on);
/* The codes of all authorities there ever were, each once, in file order;
 * NULL-terminated, g_free() the array alone. */
const char **register_authority_codes (const Register *reg);
/* All in force on ON, in file order: arrays of the structs above (GPtrArray of
 * borrowed const pointers). */
GPtrArray *register_persons (const Register *reg, Date on);
GPtrArray *register_rounds (const Register *reg, Date on);
GPtrArray *register_authorities (const Register *reg, Date on);
GPtrArray *register_areas (const Register *reg, const char *kind, Date on);
gboolean register_is_determined (const Register *reg, const char *person, Date on);

/* The owner's name as compared: upper case, '&' to AND, apostrophes dropped,
 * other punctuation to a space, LIMITED to LTD, spaces folded, no blank at
 * either end. g_free(). */
char *owner_name_normalise (const char *name);
/* Only leading and trailing blanks removed. g_free(). */
char *owner_name_trim (const char *name);
