/* filing.h: a return as it was filed: what filing.json says of it, and where
 * its files lie in the record.
 *
 * returns/<return>/<period>/<NN>/<person>/{<part>.csv,filing.json}, where NN is
 * the last two digits of the person's id. Source: HACKING, "The record". */

#pragma once

#include "lib/base/content_hash.h"
#include "lib/record/store.h"
#include "lib/returns/explanation.h"

#define FILING_DESCRIPTION "filing.json"

/* Which return of which person for which period. */
typedef struct {
  char *return_id;
  char *period;
  char *person;
} FilingKey;

/* A part as it was received. */
typedef struct {
  char *part;            /* "statement" */
  char *sha256;          /* of its bytes, 64 hex digits */
  guint64 bytes;
} FilingPart;

/* Every text is owned. */
typedef struct {
  FilingKey key;
  char *edition;                   /* that judged it, and ... */
  char *edition_sha256;            /* ... definitions_hash() of it; NULL in a draft, and where
                                    * it was filed before editions had one */
  guint version;                   /* 1 for the first */
  char *hash;                      /* content_hash() of its files: what was signed */
  GPtrArray *parts;                /* FilingPart *, by name, each once: its files, explanations too */
  GPtrArray *explanations;         /* Explanation *: filing_take_explanations() */
  char *signatory, *mail, *role;   /* the named individual who signed; NULL in a draft, as */
  char *declaration;               /* ... the version of the words that were signed, and */
  char *filed_at;                  /* ... when, RFC 3339, UTC */
  char *reason;                    /* of version 2 and later; NULL */
} Filing;

void filing_free (Filing *filing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Filing, filing_free)

/* The folder of KEY, whose person has a valid id, in the record, without a
 * slash at the end. g_free(). */
char *filing_folder (const FilingKey *key);
/* "<return>/<period>/<person>": the name of its draft. g_free(). */
char *filing_draft_name (const FilingKey *key);
/* TRUE when ID (or NULL) looks like a person's id: P and 5 digits. */
gboolean person_id_is_valid (const char *id);

/* An empty one, to fill. */
Filing *filing_new (void);
/* Adds PART with the hash and the size of BYTES, which are not kept. Parts are
 * added in the order of their names. */
void filing_add_part (Filing *filing, const char *part, GBytes *bytes);

/* The version in force at SNAPSHOT; *OUT is NULL when nothing was filed. FALSE is
 * a fault: also a filing.json that cannot be understood. */
gboolean filing_read (Snapshot *snapshot, const FilingKey *key, Filing **out, GError **error);

/* Its explanations are a file of it since filings have that; before, they stood
 * in filing.json and its hash did not cover them. */
gboolean filing_has_explanations_file (const Filing *filing);
/* content_hash() of its files, from the hashes that it has of them; the same
 * without the explanations: what a check of the return prints. g_free(). */
char *filing_content_hash (const Filing *filing);
char *filing_return_hash (const Filing *filing);
/* Takes that file out of FILES (part name -> GBytes), which are then the parts of
 * the return alone, and reads it into FILING. Those that stood in filing.json
 * were read with it. FALSE with ERROR_FAULT when it is damaged. */
gboolean filing_take_explanations (Filing *filing, GHashTable *files, GError **error);

/* The text of filing.json: keys in a fixed order, LF at the end. NULL with
 * ERROR_REFUSED when a text holds what would not be read back as it is. g_free(). */
char *filing_to_json (const Filing *filing, GError **error);
/* NULL with ERROR_FAULT that says what TEXT lacks. */
Filing *filing_from_json (const char *text, gsize length, GError **error);

/* The hash a signatory signs: SHA-256 of the lines "<sha256>  <part>.csv\n" in
 * order of part, so that `sha256sum *.csv | sha256sum` in the folder gives the
 * same. FILES is part name -> GBytes. g_free(). */
char *content_hash (GHashTable *files);
