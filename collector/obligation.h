/* obligation.h: a return that a person owes for a period: resolved names, the
 * definition it follows, who may sign it and when it is due. */

#pragma once

#include "lib/definition.h"
#include "lib/filing.h"
#include "lib/register.h"

typedef struct {
  FilingKey key;
  Period period;
  Definition *definition;    /* owned */
  Snapshot *snapshot;        /* borrowed */
  Register *reg;             /* a reference of its own */
  const Person *person;      /* in force on the date asked; borrowed from REG */
  const Round *round;        /* NULL when no round was opened; borrowed from REG */
} Obligation;

/* Resolves the three names at SNAPSHOT on the date ON. NULL when one is not
 * known, saying which and offering the nearest (STORE_ERROR_REFUSED or
 * DEFINITION_ERROR_UNKNOWN), or on a fault. */
Obligation *obligation_open (Snapshot *snapshot, const char *return_id, const char *period,
                             const char *person, Date on, GError **error);
/* The same for one of many: KNOWN is the register of the one before, or NULL
 * (see register_load_after()). */
Obligation *obligation_open_after (Register *known, Snapshot *snapshot, const FilingKey *key, Date on,
                                   GError **error);
void obligation_free (Obligation *obligation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Obligation, obligation_free)

/* "annual 2025-26 of P00412 (Larch House Group)". g_free(). */
char *obligation_name (const Obligation *obligation);
