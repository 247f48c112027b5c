/* sandbox.h: tables in memory, and queries over them that can do nothing but
 * read them. The one user of SQLite.
 *
 * A query is one SELECT over tables that were added here, with a short list of
 * functions; no recursion, no writing, no pragma; bounded in time, memory and
 * rows. Whoever may edit a rule must not thereby be able to touch anything
 * else. `days(date)` is the number of a day, so that dates can be subtracted;
 * `parameter('name')` is a dated figure, and an error when there is none: as a
 * table it would be null, and every comparison with it would pass. */

#pragma once

#include <glib.h>

/* Bounds of one query. */
#define SANDBOX_MAX_SECONDS 20
#define SANDBOX_MAX_ROWS 10000u
#define SANDBOX_MAX_HEAP (G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024)   /* of the process's SQLite */
#define SANDBOX_MAX_TEXT (1024 * 1024)

typedef enum { SQL_NULL, SQL_INTEGER, SQL_TEXT } SqlType;

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

typedef enum {
  SANDBOX_DONE,
  SANDBOX_ABSENT,         /* it reads a table that stands for something absent; not run */
  SANDBOX_OVERFLOW,       /* its figures are too large to add up */
} SandboxOutcome;

Sandbox *sandbox_new (GError **error);
void sandbox_free (Sandbox *sandbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sandbox, sandbox_free)

/* For tests of that bound; SANDBOX_MAX_SECONDS otherwise. */
void sandbox_set_time_limit (Sandbox *sandbox, gint64 milliseconds);

/* What parameter() returns: name -> gint64 *; kept by the sandbox. */
void sandbox_set_parameters (Sandbox *sandbox, GHashTable *parameters);

/* Adds table NAME with COLUMNS (NULL-terminated), or empties the one that is
 * there and has those columns. ABSENT, when not NULL, says why there is nothing
 * in it: a query that reads it is not run. */
gboolean sandbox_add_table (Sandbox *sandbox, const char *name, const char *const *columns,
                            const char *absent, GError **error);
/* Adds a row of as many VALUES as the table added or emptied last has columns. */
gboolean sandbox_add_row (Sandbox *sandbox, const SqlValue *values, GError **error);

/* Runs SQL, which is compiled once and kept. After the first run no table can
 * be added, only emptied and filled again. *ABSENT (borrowed) is set for
 * SANDBOX_ABSENT. FALSE with ERROR. */
gboolean sandbox_run (Sandbox *sandbox, const char *sql, SandboxRowFunc func, gpointer data,
                      SandboxOutcome *outcome, const char **absent, GError **error);
