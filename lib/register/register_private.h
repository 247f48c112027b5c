/* register_private.h: how the register is kept, for register*.c alone. */

#pragma once

#include "lib/register/register.h"

typedef struct { const char *name, *code; } AuthorityName;

/* In the order of reading: a row refers to rows of earlier kinds only. */
typedef enum {
  KIND_AUTHORITIES, KIND_AREAS, KIND_AUTHORITY_NAMES, KIND_GROUPS, KIND_PERSONS, KIND_OWNERS,
  KIND_DETERMINATIONS, KIND_ROUNDS, N_KINDS,
  N_SHIPPED = KIND_AUTHORITY_NAMES + 1,   /* those before are the reference */
} RegisterKind;

/* Rows of one file, and chains of those with the same key. */
typedef struct {
  GPtrArray *rows;      /* owned structs of the kind, in file order */
  GPtrArray *chain_of;  /* the chain of each of ROWS, borrowed */
  GHashTable *chains;   /* key -> GPtrArray of rows, without superseded ones */
} RegisterTable;

struct _Register {
  RegisterTable tables[N_KINDS];
  GHashTable *names;    /* folded authority name -> GPtrArray of Authority */
  GHashTable *owned;    /* person -> GPtrArray of Owner, in file order */
  GStringChunk *text;   /* every text of every row */
  char *content_id;     /* of the folder it was read from; NULL: of no record */
  gatomicrefcount references;
};

/* Where a struct keeps its dates, and the second half of a key of two columns
 * (0: one column). */
typedef struct { gsize from, to, second_key; } RowLayout;
extern const RowLayout row_layouts[N_KINDS];

/* Takes ROW, a struct of KIND. */
void register_add (Register *reg, RegisterKind kind, gpointer row);
gboolean register_has (const Register *reg, RegisterKind kind, const char *key);

/* An authority's name as compared. g_free(). */
char *authority_name_fold (const char *name);
/* A folded name without "City of" or "County of" in front; NULL when it has
 * neither. Part of FOLDED. */
const char *authority_name_without_style (const char *folded);
/* The folded name of the authority that a published spelling (FOLDED) stands
 * for; NULL when there is no such spelling. g_free(). */
char *register_spelled (const Register *reg, const char *folded);
