/* Ofsted's lists: whatever the bytes, a list without findings is one that the
 * record can load, with as many rows. */

#include "collector/intake/ofsted.h"

#include <string.h>

#include "lib/register/establishment.h"
#include "tests/fuzz/fuzz.h"

typedef struct {
  ListWords *words;
  Register *reg;
} ListContext;

static ListContext *
load_context (void)
{
  ListContext *context = g_new0 (ListContext, 1);
  g_autofree char *folder =
    g_build_filename (g_getenv ("CARE_OVERSIGHT_DATA"), "lib", "register", "reference", NULL);
  context->words = list_words_load (g_getenv ("CARE_OVERSIGHT_DATA"), NULL);
  context->reg = register_load_folder (folder, NULL);
  g_assert (context->words != NULL && context->reg != NULL);
  return context;
}

GPtrArray *
fuzz_seeds (void)
{
  return fuzz_corpus ("ofsted");
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static ListContext *context;
  if (context == NULL)
    context = load_context ();
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(Findings) findings = findings_new ();
  OfstedRequest request = { .bytes = bytes, .file = "f.csv", .source = "x" };
  g_assert (date_parse ("2025-03-31", &request.as_at));
  g_autoptr(OfstedList) list = ofsted_read (&request, context->words, context->reg, findings);
  g_assert ((list == NULL) == (findings_count (findings, SEVERITY_HARD) > 0));
  if (list == NULL)
    return 0;
  g_autoptr(GBytes) csv = g_bytes_new (list->csv, strlen (list->csv));
  g_autoptr(Establishments) loaded = establishments_read (csv, "f.csv", request.as_at, findings);
  g_assert (loaded != NULL && loaded->n == list->about.rows);
  guint64 places = 0;
  for (guint row = 0; row < loaded->n; row++)
    places += loaded->places[row] == PLACES_BLANK ? 0 : loaded->places[row];
  g_assert (places == list->about.places);
  return 0;
}
