/* world.h: the tables that rules see. Their list is in README.md. */

#pragma once

#include "collector/check.h"
#include "lib/submission.h"

/* What a return is judged against. All borrowed. */
typedef struct {
  Desk *desk;
  Checklist *checklist;      /* of the rules; tables that none of them names are left out */
  const Definition *definition;
  Period period;
  const Submission *submission;
  const CheckContext *context;
  const Register *reg;
} World;

/* Fills the tables of the checklist's sandbox. */
gboolean world_fill (const World *world, GError **error);
