/* verify_refs.h: the references of a record, as its files give them. */

#pragma once

#include "lib/verify/verify_report.h"

/* Files with references: read into REFS and OLD_REFS. */
void verify_ref_file (Verify *verify, const char *file);
void verify_packed_refs (Verify *verify, const char *file);
void verify_info_refs (Verify *verify, const char *file);
/* The list of packs that git keeps. */
void verify_info_packs (Verify *verify, const char *file);
const Ref *verify_find_ref (const Verify *verify, const char *name);
void verify_ref_free (gpointer ref);
