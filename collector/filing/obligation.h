/* obligation.h: a return that a person owes for a period: resolved names, the
 * definition it follows, who may sign it and when it is due. */

#pragma once

#include "collector/checking/rulebook.h"
#include "lib/returns/filed_event.h"

typedef struct {
  FilingKey key;
  Period period;
  const Definition *definition; /* borrowed from the rulebook */
  Snapshot *snapshot;        /* borrowed */
  Register *reg;             /* a reference of its own */
  const Person *person;      /* in force on the date asked; borrowed from REG */
  const Round *round;        /* NULL when no round was opened; borrowed from REG */
} Obligation;

/* Resolves the three names at SNAPSHOT on the date ON. NULL when one is not
 * known, saying which and offering the nearest (ERROR_REFUSED), or
 * on a fault. */
Obligation *obligation_open (Rulebook *rulebook, Snapshot *snapshot, const char *return_id,
                             const char *period, const char *person, Date on, GError **error);
/* The person ID, on the register on ON, borrowed; NULL with ERROR_REFUSED that offers
 * the nearest. */
const Person *obligation_find_person (const Register *reg, const char *id, Date on, GError **error);
void obligation_free (Obligation *obligation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Obligation, obligation_free)

/* The event that filed the return KEY, which a user named; *OUT is NULL when none
 * did. FALSE when a name is not known (as obligation_open()), or on a fault.
 * Whoever filed is known for ever, in the register still or not. */
gboolean obligation_event (Rulebook *rulebook, Snapshot *snapshot, const FilingKey *key,
                           FiledEvent **out, GError **error);

/* "annual 2025-26 of P00412 (Larch House Group)". g_free(). */
char *obligation_name (const Obligation *obligation);
