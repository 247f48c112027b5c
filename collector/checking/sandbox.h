/* sandbox.h: tables in memory, and queries over them that can do nothing but
 * read them. What is written to SQLite to be queried is lib/tables/table_sql.h.
 *
 * A query is one SELECT over tables that were added here, with a short list of
 * functions; no recursion, no writing, no pragma; bounded in time, memory and
 * rows. Whoever may edit a rule must not thereby be able to touch anything
 * else. `days(date)` is the number of a day, so that dates can be subtracted;
 * `parameter('name')` is a dated figure, and an error when there is none: as a
 * table it would be null, and every comparison with it would pass.
 *
 * A guarded sandbox may hold cells that could not be read. A query that looks
 * at one gets null for it, and everything it returns is worthless; one that
 * looks at none cannot depend on what they hold. So a guarded sandbox keeps
 * account of which it was asked for. That costs a call of a function for each
 * cell that is read: a return that could be read needs none. */

#pragma once

#include <glib.h>

/* Bounds of one query. */
#define SANDBOX_MAX_SECONDS 20
#define SANDBOX_MAX_ROWS 1000000u
#define SANDBOX_MAX_HEAP (G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024)   /* of the process's SQLite */
#define SANDBOX_MAX_TEXT (1024 * 1024)

typedef enum {
  SQL_NULL, SQL_INTEGER, SQL_TEXT,
  SQL_UNREADABLE,         /* NUMBER says which cell it is: see sandbox_met() */
} SqlType;

typedef struct {
  SqlType type;
  gint64 number;
  const char *text;       /* borrowed */
} SqlValue;

typedef struct _Sandbox Sandbox;

/* A row that a query returns; columns it does not have are null. */
typedef struct {
  SqlValue part, row, column, value, expected, difference, about;
} SandboxRow;

/* FALSE stops the query. */
typedef gboolean (*SandboxRowFunc) (const SandboxRow *row, gpointer data);

/* Why there is nothing in a table. */
typedef struct {
  const char *reason;     /* "no record was given" */
  gboolean usual;         /* nothing is wrong: there is nothing to compare with */
} Absence;

typedef enum {
  SANDBOX_DONE,
  SANDBOX_ABSENT,         /* it reads a table that stands for something absent; not run */
  SANDBOX_UNREADABLE,     /* it looked at cells that could not be read: its rows are worthless */
  SANDBOX_OVERFLOW,       /* its figures are too large to add up */
  SANDBOX_TOO_MANY,       /* it returns more than SANDBOX_MAX_ROWS; FUNC got those */
} SandboxOutcome;

Sandbox *sandbox_new (gboolean guarded, GError **error);
void sandbox_free (Sandbox *sandbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sandbox, sandbox_free)

/* For tests of that bound; SANDBOX_MAX_SECONDS otherwise. */
void sandbox_set_time_limit (Sandbox *sandbox, gint64 milliseconds);

/* What parameter() returns: name -> gint64 *; kept by the sandbox. */
void sandbox_set_parameters (Sandbox *sandbox, GHashTable *parameters);

/* Adds table NAME with COLUMNS (NULL-terminated), or empties the one that is
 * there and has those columns. KEYS, when not NULL, are those by which queries
 * look its rows up: they are indexed, so that a join is no scan of one table for
 * each row of another. ABSENT, when not NULL, says why there is nothing in it: a
 * query that reads it is not run. */
gboolean sandbox_add_table (Sandbox *sandbox, const char *name, const char *const *columns,
                            const char *const *keys, const Absence *absent, GError **error);
/* Adds a row of as many VALUES as the table added or emptied last has columns;
 * only a guarded sandbox takes SQL_UNREADABLE, and never in the first of the KEYS,
 * by which alone it indexes: what an index has of other cells would be read from
 * it, and nobody would know that they were looked at. */
gboolean sandbox_add_row (Sandbox *sandbox, const SqlValue *values, GError **error);

/* Runs SQL, which is compiled once and kept. After the first run no table can
 * be added, only emptied and filled again. *ABSENT (borrowed) is set for
 * SANDBOX_ABSENT. FALSE with ERROR. */
gboolean sandbox_run (Sandbox *sandbox, const char *sql, SandboxRowFunc func, gpointer data,
                      SandboxOutcome *outcome, const Absence **absent, GError **error);

/* The unreadable cells that the last run looked at, a set of gint64; none when it
 * only asked how many rows there are in a table of which some may not be there
 * (their first cell is unreadable), which is SANDBOX_UNREADABLE too. Borrowed,
 * until the next run. */
GHashTable *sandbox_met (const Sandbox *sandbox);
