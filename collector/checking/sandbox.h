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
 * A table may hold cells that could not be read. A query that looks at one gets
 * null for it, and everything it returns is worthless; one that looks at none
 * cannot depend on what they hold: so account is kept of which it was asked for. */

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

/* For one thread at a time: SQLite locks nothing. */
Sandbox *sandbox_new (GError **error);
void sandbox_free (Sandbox *sandbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sandbox, sandbox_free)

/* For tests of that bound; SANDBOX_MAX_SECONDS otherwise. */
void sandbox_set_time_limit (Sandbox *sandbox, gint64 milliseconds);

/* What parameter() returns: name -> gint64 *; kept by the sandbox. */
void sandbox_set_parameters (Sandbox *sandbox, GHashTable *parameters);

/* Adds table NAME with COLUMNS (NULL-terminated), or empties the one that is
 * there and has those columns. ABSENT, when not NULL, says why there is nothing in it: a
 * query that reads it is not run. */
gboolean sandbox_add_table (Sandbox *sandbox, const char *name, const char *const *columns,
                            const Absence *absent, GError **error);
/* Adds a row of as many VALUES, whose texts are copied, as the table added or emptied
 * last has columns. */
void sandbox_add_row (Sandbox *sandbox, const SqlValue *values);

/* Runs SQL, which is compiled once and kept. After the first run no table can
 * be added, only emptied and filled again. *ABSENT (borrowed) is set for
 * SANDBOX_ABSENT. FALSE with ERROR. */
gboolean sandbox_run (Sandbox *sandbox, const char *sql, SandboxRowFunc func, gpointer data,
                      SandboxOutcome *outcome, const Absence **absent, GError **error);

/* One step of how SQLite goes about a query, in the order of its loops: "SCAN x",
 * "SEARCH y" for each row of it. PARENT is the id of the step it is a part of, or 0. */
typedef struct {
  int id, parent;
  char *detail;
} SandboxStep;

/* How SQL is gone about: SandboxStep *; NULL with ERROR. For tests of whether a rule
 * looks rows up or scans for them. g_ptr_array_unref(). */
GPtrArray *sandbox_explain (Sandbox *sandbox, const char *sql, GError **error);

/* The unreadable cells that the last run looked at, a set of gint64; none when it
 * only asked how many rows there are in a table of which some may not be there
 * (their first cell is unreadable), which is SANDBOX_UNREADABLE too. Borrowed,
 * until the next run. */
GHashTable *sandbox_met (const Sandbox *sandbox);
