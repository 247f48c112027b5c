#include "collector/checking/sandbox.h"
#include "lib/base/error.h"

#include <string.h>

static const Absence gone = { "it is gone", TRUE };

/* A table t (a, b) of 1000 rows, and `gone`, which stands for something absent. */
static Sandbox *
make_sandbox (void)
{
  static const char *const columns[] = { "a", "b", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);
  static gint64 seven = 7;
  Sandbox *sandbox = sandbox_new (&error);
  g_assert_no_error (error);
  g_hash_table_insert (parameters, (gpointer) "seven", &seven);
  sandbox_set_parameters (sandbox, parameters);
  g_assert_true (sandbox_add_table (sandbox, "gone", columns, &gone, &error));
  g_assert_true (sandbox_add_table (sandbox, "t", columns, NULL, &error));
  for (gint64 i = 0; i < 1000; i++)
    {
      const SqlValue values[] = { { SQL_INTEGER, i, NULL }, { SQL_TEXT, 0, "text" } };
      sandbox_add_row (sandbox, values);
    }
  g_assert_no_error (error);
  return sandbox;
}

static gboolean
count_row (const SandboxRow *row, gpointer data)
{
  (void) row;
  ++*(guint *) data;
  return TRUE;
}

static const struct {
  const char *name, *sql;
  const char *message;     /* a part of it */
} attacks[] = {
  { "attach", "attach 'x.db' as x", "do anything but read" },
  { "pragma", "pragma writable_schema = 1", "do anything but read" },
  { "pragma-function", "select name as part from pragma_table_info ('t')", "" },
  { "vacuum-into", "vacuum into '/tmp/care-oversight-sandbox.db'", "nothing but read" },
  { "insert", "insert into t values (1, 2)", "do anything but read" },
  { "delete", "delete from t", "may not be modified" },
  { "update", "update t set a = 1", "may not be modified" },
  { "create", "create table u (a)", "do anything but read" },
  { "temporary", "create temp table u as select * from t", "do anything but read" },
  { "drop", "drop table t", "do anything but read" },
  { "commit", "commit", "do anything but read" },
  { "schema", "select sql as part from sqlite_master", "read the table sqlite_master" },
  { "recursion", "with recursive c (x) as (select 1 union all select x + 1 from c) select x as value from c",
    "WITH RECURSIVE" },
  { "zeroblob", "select zeroblob (100000000) as value", "call zeroblob" },
  { "randomblob", "select randomblob (100000000) as value", "call randomblob" },
  { "printf", "select printf ('%1000000000d', 1) as value", "call printf" },
  { "format", "select format ('%1000000000d', 1) as value", "call format" },
  { "replace", "select replace (b, 't', b) as value from t", "call replace" },
  { "hex", "select hex (b) as value from t", "call hex" },
  { "group-concat", "select group_concat (b) as value from t", "call group_concat" },
  { "load-extension", "select load_extension ('x') as value", "" },
  { "random", "select random () as value", "call random" },
  { "clock", "select julianday ('now') as value", "call julianday" },
  { "now", "select current_timestamp as value", "call current_timestamp" },
  { "json", "select value as value from json_each ('[1]')", "" },
  { "second", "select 1 as value; select 2 as value", "more than one" },
  { "hidden-second", "select 1 as value; /* */ ; ; drop table t", "more than one" },
  { "second-broken", "select 1 as value; nonsense", "more than one" },
  { "nothing", "-- only a comment", "no query" },
  { "unknown-table", "select x as value from nowhere", "no such table" },
  { "unknown-column", "select x as value from t", "no such column" },
  { "quoted-typo", "select \"x\" as value from t", "no such column" },
  { "result-name", "select a as sum from t", "'sum'" },
  { "every-column", "select * from t", "read '*': it must name the columns it needs of t" },
  { "every-column-of-one", "with u as (select v.* from t as v) select a as value from u", "read '*'" },
  { "raw-column", "select \" \" as value from t", "read '*'" },
  { "unknown-parameter", "select parameter ('eight') as value", "no parameter 'eight'" },
  { "loop", "select count (*) as value from t, t as u, t as v, t as w where t.a + u.a + v.a + w.a < 0",
    "longer than 50 milliseconds" },
  { "huge-text", "with a as (select b || b || b || b || b || b || b || b || b || b as x from t limit 1), "
    "c as (select x || x || x || x || x || x || x || x || x || x as x from a), "
    "d as (select x || x || x || x || x || x || x || x || x || x as x from c), "
    "e as (select x || x || x || x || x || x || x || x || x || x as x from d), "
    "f as (select x || x || x || x || x || x || x || x || x || x as x from e), "
    "g as (select x || x || x || x || x || x || x || x || x || x as x from f) select x as value from g",
    "out of memory" },
  { "long-query", NULL, "too big" },
};

static void
test_attack (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data), rows = 0;
  g_autoptr(Sandbox) sandbox = make_sandbox ();
  g_autoptr(GError) error = NULL;
  SandboxOutcome outcome;
  const Absence *absent;
  g_autofree char *blanks = g_strnfill (100000, ' ');
  g_autofree char *longest = g_strconcat ("select 1 as value", blanks, NULL);
  sandbox_set_time_limit (sandbox, 50);
  g_assert_false (sandbox_run (sandbox, attacks[i].sql == NULL ? longest : attacks[i].sql, count_row, &rows, &outcome, &absent, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  if (strstr (error->message, attacks[i].message) == NULL)
    g_error ("message: %s", error->message);
  /* It still serves the next rule, and nothing was changed. */
  g_clear_error (&error);
  sandbox_set_time_limit (sandbox, 10000);
  sandbox_run (sandbox, "select a as value from t", count_row, &rows, &outcome, &absent, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows, ==, 1000);
}

static gboolean
keep_row (const SandboxRow *row, gpointer data)
{
  SandboxRow *kept = data;
  *kept = *row;
  kept->about.text = NULL;
  return TRUE;
}

static SandboxRow
run_one (const char *sql, SandboxOutcome expected)
{
  g_autoptr(Sandbox) sandbox = make_sandbox ();
  g_autoptr(GError) error = NULL;
  SandboxOutcome outcome;
  const Absence *absent = NULL;
  SandboxRow row = { 0 };
  g_assert_true (sandbox_run (sandbox, sql, keep_row, &row, &outcome, &absent, &error));
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, expected);
  if (outcome == SANDBOX_ABSENT)
    g_assert_cmpstr (absent->reason, ==, "it is gone");
  return row;
}

static void
test_reads (void)
{
  SandboxRow row = run_one ("select sum (a) as value, max (a) as expected, min (a) as difference from t",
                            SANDBOX_DONE);
  g_assert_cmpint (row.value.number, ==, 999 * 1000 / 2);
  g_assert_cmpint (row.expected.number, ==, 999);
  g_assert_cmpint (row.difference.type, ==, SQL_INTEGER);
  g_assert_cmpint (row.row.type, ==, SQL_NULL);
  row = run_one ("select days ('2025-03-31') - days ('2025-01-01') as value, days ('soon') as row, "
                 "parameter ('seven') as expected", SANDBOX_DONE);
  g_assert_cmpint (row.value.number, ==, 89);
  g_assert_cmpint (row.row.type, ==, SQL_NULL);
  g_assert_cmpint (row.expected.number, ==, 7);
  row = run_one ("select 1 as value;  -- a comment may follow\n", SANDBOX_DONE);
  g_assert_cmpint (row.value.number, ==, 1);
}

static void
test_absent_tables_are_not_read (void)
{
  run_one ("select a as value from gone", SANDBOX_ABSENT);
  run_one ("select a as value from t where not exists (select 1 from gone)", SANDBOX_ABSENT);
  run_one ("select count (*) as value from gone", SANDBOX_ABSENT);
}

/* 2^63 - 1 and one more; a product becomes a fraction, a sum an error. */
static void
test_overflow_is_told (void)
{
  run_one ("select sum (x) as value from (select 9223372036854775807 as x union all select 1)", SANDBOX_OVERFLOW);
  run_one ("select 9223372036854775807 * 10 as value", SANDBOX_OVERFLOW);
}

static void
test_rows_are_capped (void)
{
  g_autoptr(Sandbox) sandbox = make_sandbox ();
  guint rows = 0;
  SandboxOutcome outcome;
  const Absence *absent;
  g_assert_true (sandbox_run (sandbox, "select t.a as value from t, t as u", count_row, &rows, &outcome,
                              &absent, NULL));
  g_assert_cmpuint (rows, ==, SANDBOX_MAX_ROWS);
  g_assert_cmpint (outcome, ==, SANDBOX_DONE);
  rows = 0;
  g_assert_true (sandbox_run (sandbox, "select t.a as value from t, t as u union all select 1", count_row, &rows,
                              &outcome, &absent, NULL));
  g_assert_cmpuint (rows, ==, SANDBOX_MAX_ROWS);
  g_assert_cmpint (outcome, ==, SANDBOX_TOO_MANY);
}

/* A query is compiled once; what it reads then are the rows of now. */
static void
test_filled_again (void)
{
  static const char *const columns[] = { "a", NULL };
  static const struct { const Absence *absent; guint n, rows; SandboxOutcome outcome; } fills[] = {
    { NULL, 3, 3, SANDBOX_DONE }, { NULL, 0, 0, SANDBOX_DONE }, { &gone, 0, 0, SANDBOX_ABSENT },
    { NULL, 5, 5, SANDBOX_DONE },
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(Sandbox) sandbox = sandbox_new (&error);
  for (guint i = 0; i < G_N_ELEMENTS (fills); i++)
    {
      SandboxOutcome outcome;
      const Absence *absent = NULL;
      guint rows = 0;
      g_assert_true (sandbox_add_table (sandbox, "t", columns, fills[i].absent, &error));
      for (guint row = 0; row < fills[i].n; row++)
        {
          const SqlValue value = { SQL_INTEGER, row, NULL };
          sandbox_add_row (sandbox, &value);
        }
      g_assert_true (sandbox_run (sandbox, "select a as value from t", count_row, &rows, &outcome, &absent, &error));
      g_assert_cmpint (outcome, ==, fills[i].outcome);
      g_assert_cmpstr (absent == NULL ? NULL : absent->reason, ==, fills[i].absent == NULL ? NULL : gone.reason);
      g_assert_cmpuint (rows, ==, fills[i].rows);
    }
}

/* A table of three rows: the second has a cell that cannot be read, and of the
 * third nobody knows whether it is there. */
static const struct {
  const char *sql;
  SandboxOutcome outcome;
  guint met;
} guarded[] = {
  { "select a as value from t", SANDBOX_UNREADABLE, 1 },
  { "select a as value from t where row = 1", SANDBOX_UNREADABLE, 1 },
  { "select a as value from t where name = 'first'", SANDBOX_DONE, 0 },
  { "select b as value from t where name <> 'third'", SANDBOX_UNREADABLE, 1 },
  { "select count (a) as value from t where name = 'second'", SANDBOX_DONE, 0 },
  { "select 1 as value from t where name = 'none' and b > 0", SANDBOX_DONE, 0 },
  { "select sum (a) + sum (b) as value from t", SANDBOX_UNREADABLE, 2 },
  { "select count (*) as value from t", SANDBOX_UNREADABLE, 0 },
  { "select 1 as value where exists (select 1 from t where name = 'third')", SANDBOX_UNREADABLE, 0 },
  { "select u.a as value from t as u join t as v on v.name = u.name where u.name = 'first'", SANDBOX_DONE, 0 },
  { "select a as value from t where name = 'first' and b = 1", SANDBOX_DONE, 0 },
  { "select a as value from t where name = 'second' and b = 9", SANDBOX_UNREADABLE, 1 },
  { "select a as value from t where a = 7", SANDBOX_UNREADABLE, 1 },
  { "select v.a as value from t as u join t as v on v.row = u.a where u.name <> 'third'", SANDBOX_UNREADABLE, 1 },
  { "select v.name as value from t as u join t as v on v.name = 'second' and v.b = u.a where u.name = 'first'",
    SANDBOX_UNREADABLE, 1 },
};

static void
test_guarded (gconstpointer data)
{
  static const char *const columns[] = { "row", "name", "a", "b", NULL };
  static const SqlValue rows[][4] = {
    { { SQL_INTEGER, 1, NULL }, { SQL_TEXT, 0, "first" }, { SQL_INTEGER, 1, NULL }, { SQL_INTEGER, 1, NULL } },
    { { SQL_INTEGER, 2, NULL }, { SQL_TEXT, 0, "second" }, { SQL_INTEGER, 1, NULL }, { SQL_UNREADABLE, 77, NULL } },
    { { SQL_UNREADABLE, 88, NULL }, { SQL_TEXT, 0, "third" }, { SQL_UNREADABLE, 88, NULL }, { SQL_UNREADABLE, 88, NULL } },
  };
  guint i = GPOINTER_TO_UINT (data), n = 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(Sandbox) sandbox = sandbox_new (&error);
  SandboxOutcome outcome;
  const Absence *absent;
  g_assert_true (sandbox_add_table (sandbox, "t", columns, NULL, &error));
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    sandbox_add_row (sandbox, rows[row]);
  g_assert_true (sandbox_run (sandbox, guarded[i].sql, count_row, &n, &outcome, &absent, &error));
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, guarded[i].outcome);
  g_assert_cmpuint (g_hash_table_size (sandbox_met (sandbox)), ==, guarded[i].met);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (attacks); i++)
    {
      g_autofree char *name = g_strconcat ("/sandbox/attack/", attacks[i].name, NULL);
      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_attack);
    }
  for (guint i = 0; i < G_N_ELEMENTS (guarded); i++)
    {
      g_autofree char *name = g_strdup_printf ("/sandbox/guarded/%u", i + 1);
      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_guarded);
    }
  g_test_add_func ("/sandbox/reads-its-tables", test_reads);
  g_test_add_func ("/sandbox/absent-tables-are-not-read", test_absent_tables_are_not_read);
  g_test_add_func ("/sandbox/overflow-is-told", test_overflow_is_told);
  g_test_add_func ("/sandbox/rows-are-capped", test_rows_are_capped);
  g_test_add_func ("/sandbox/tables-are-filled-again", test_filled_again);
  return g_test_run ();
}
