/* rule_finding.h: a row that a rule returns, made a finding with its location in the
 * files and its words. */

#pragma once

#include "collector/checking/return_tables.h"
#include "collector/checking/rule.h"

/* Adds the finding of ROW to FINDINGS. A row about what OMISSION (or NULL) leaves
 * out of the part that RULE judges piece by piece is none, nor is one of which
 * that cannot be told. FALSE with ERROR: there is no such part, row or column,
 * and the rule is broken. */
gboolean rule_finding_add (const Rule *rule, const SandboxRow *row, const TableSources *sources,
                           const Omission *omission, Findings *findings, GError **error);
