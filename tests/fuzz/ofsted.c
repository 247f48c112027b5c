/* Ofsted's lists: whatever the bytes, a list without findings is one that the
 * record can load, with as many rows. */

#include "collector/intake/ofsted.h"

#include <string.h>

#include "lib/register/establishment.h"
#include "tests/fuzz/fuzz.h"

typedef struct {
  Intake *intake;
  Register *reg;
} World;

static World *
load_world (void)
{
  World *world = g_new0 (World, 1);
  g_autofree char *folder =
    g_build_filename (g_getenv ("CARE_OVERSIGHT_DATA"), "lib", "register", "reference", NULL);
  world->intake = intake_load (g_getenv ("CARE_OVERSIGHT_DATA"), NULL);
  world->reg = register_load_folder (folder, NULL);
  g_assert (world->intake != NULL && world->reg != NULL);
  return world;
}

GPtrArray *
fuzz_seeds (void)
{
  return fuzz_corpus ("ofsted");
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static World *world;
  if (world == NULL)
    world = load_world ();
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(Findings) findings = findings_new ();
  OfstedRequest request = { .bytes = bytes, .file = "f.csv", .source = "x" };
  g_assert (date_parse ("2025-03-31", &request.as_at));
  g_autoptr(OfstedList) list = ofsted_read (&request, world->intake, world->reg, findings);
  g_assert ((list == NULL) == (findings_count (findings, SEVERITY_HARD) > 0));
  if (list == NULL)
    return 0;
  g_autoptr(GBytes) csv = g_bytes_new (list->csv, strlen (list->csv));
  g_autoptr(Establishments) loaded = establishments_read (csv, "f.csv", request.as_at, findings);
  g_assert (loaded != NULL && loaded->n == list->rows);
  guint64 places = 0;
  for (guint row = 0; row < loaded->n; row++)
    places += loaded->places[row] == PLACES_BLANK ? 0 : loaded->places[row];
  g_assert (places == list->places);
  return 0;
}
