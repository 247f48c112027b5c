/* fuzz.h: a target is a program that takes any bytes. Built with clang's
 * -fsanitize=fuzzer it is led by coverage; as one of `make check` it is linked
 * with drive.c, which feeds it the seeds and a fixed number of changed ones. */

#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* The inputs to start from (GBytes *), for drive.c. */
GPtrArray *fuzz_seeds (void);

/* The files of corpus/TARGET by name, for a target that keeps its seeds there:
 * an input that once broke something stays, under a name that says what it is. */
GPtrArray *fuzz_corpus (const char *target);
