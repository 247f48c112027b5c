/* replay.h: what a fuzz target is. libFuzzer calls it with inputs of its own;
 * replay.c calls it with those of tests/fuzz/corpus, so that `make check` runs
 * each of them. */

#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
