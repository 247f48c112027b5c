/* world.h: the tables that rules see. Their list is in README.md. */

#pragma once

#include "collector/check.h"
#include "collector/sandbox.h"
#include "lib/submission.h"

/* What a return is judged against. All borrowed. */
typedef struct {
  const Definition *definition;
  Period period;
  const Submission *submission;
  const CheckContext *context;
  const Register *reg;
  const char *datadir;
  GPtrArray *rules;          /* Rule *: tables that none of them names are left out */
} World;

gboolean world_fill (const World *world, Sandbox *sandbox, GError **error);
