/* verify_graph.h: git's index of commits, objects/info/commit-graph. Stock git
 * believes what it says of a commit without looking at that: whoever can write it
 * can show git another history. No program of ours reads it. */

#pragma once

#include "lib/verify/verify_report.h"

/* Holds it, where there is one, against the commits of VERIFY's history. */
void verify_graph (Verify *verify);
