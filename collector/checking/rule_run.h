/* rule_run.h: rules run over a return, their rows made findings. */

#pragma once

#include "collector/checking/rule.h"
#include "collector/checking/sandbox.h"
#include "lib/returns/submission.h"

/* Runs RULES (Rule *) over the tables of SANDBOX. A rule that reads a table
 * that is absent is not run; one note for each reason (RULE-SKIPPED) lists
 * them. FALSE with the rule's id is a fault: the rule is broken, or takes more
 * than its bounds. */
gboolean rule_run (GPtrArray *rules, Sandbox *sandbox, const Submission *submission,
                Findings *findings, GError **error);
