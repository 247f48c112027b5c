/* care-collector maintain STORE: packs what has come since the last time. */

#include "collector/commands/commands.h"

#include <stdio.h>

#define MEGABYTE 1e6

static int
maintain (const Arguments *arguments, GError **error)
{
  StoreMaintained done;
  if (!store_maintain (arguments->store, &done, error))
    return EXIT_FAULT;
  if (!done.is_due)
    printf ("nothing to do: what is new is packed already\n");
  else
    printf ("packed: %u packs and %u single objects, of %.1f MB, are one pack of %.1f MB now; "
            "%u other packs were left as they are\n",
            done.packs, done.loose, (double) done.bytes / MEGABYTE, (double) done.bytes_after / MEGABYTE,
            done.packs_kept);
  return EXIT_DONE;
}

const Command command_maintain = {
  .name = "maintain",
  .summary = "pack what a record holds into less room",
  .about = "Packs what was written since the last time into one file, as changes of what is like it, which takes half "
           "the room or less. Nothing that the record holds is changed or thrown away, "
           "and others may read and write meanwhile: run it in a quiet hour, each night or each month. Every object "
           "is read again before the files that had it go; whatever stops it, nothing is lost. It needs room for "
           "the new pack beside the old ones, and memory for the largest few objects.",
  .record = WRITES_RECORD,
  .arguments = { ARGUMENT_STORE },
  .run = maintain,
};
