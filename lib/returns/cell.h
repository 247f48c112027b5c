/* cell.h: one cell of a return: a value, or a typed missing one. */

#pragma once

#include "lib/register/authorities.h"
#include "lib/returns/part.h"

typedef enum {
  CELL_VALUE,
  CELL_BLANK,             /* not supplied */
  CELL_NOT_APPLICABLE,    /* z */
  CELL_UNREADABLE,        /* neither: there is a finding */
} CellState;

/* A cell as it is read back. TEXT is borrowed, and NULL for a number (or Date). */
typedef struct {
  CellState state;
  CellType type;
  guint decimals;         /* of NUMBER: 2 for an amount */
  gint64 number;
  const char *text;
} Cell;

/* What a cell must be, from its column and, in a part of lines, its line. */
typedef struct {
  CellType type;          /* never CELL_BY_LINE */
  const char *const *choices;
  guint decimals;
  Sign sign;
  gboolean required;      /* cannot be blank */
  gboolean key;           /* cannot be z */
  gboolean applicable;    /* cannot be z either: every person has one */
  gboolean asked;         /* FALSE: must be blank or z */
} CellDefinition;

/* Why a cell is unreadable. */
typedef struct {
  const char *rule;       /* an id of wording.h */
  const char *problem;    /* a clause about the number, or NULL */
  char *near;             /* what may have been meant, or NULL; owned */
} CellProblem;
void cell_problem_clear (CellProblem *problem);

/* Reads TEXT. *NUMBER is set for a value of a type that is a number: pence,
 * units of the last decimal, a whole number, a Date. PROBLEM is filled when
 * the cell is unreadable; what may have been meant is looked for only when
 * NEAREST is TRUE, for it takes long where every row is wrong. Where
 * AUTHORITIES is NULL any text passes for a code, as of a return that was
 * checked before. */
CellState cell_read (const CellDefinition *definition, const Authorities *authorities, const char *text,
                     gboolean nearest, gint64 *number, CellProblem *problem);

/* Whether a value of TYPE is a number (or a Date) and not a text. */
gboolean cell_type_is_number (CellType type);

/* "an amount in pounds, like 1234567.89". g_free(). */
char *cell_expected (const CellDefinition *definition);

/* The cell as a file has it: "1234.50", "2026-03-31", "z"; "" when blank or
 * unreadable. g_free(). */
char *cell_to_string (const Cell *cell);
