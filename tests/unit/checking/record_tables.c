/* What rules see of the record, by a return of three rules: whichever edition
 * the earlier return is of, and that no read that fails passes for nothing. */

#include "collector/checking/check.h"

#include "lib/base/error.h"
#include "tests/datadir.h"
#include "tests/filings.h"
#include "tests/record.h"
#include "tests/returns.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY RECORD_TIME

/* Edition a asks for debts; b, which follows it, for their rate as well, before
 * what is owed, and for another part. */
static const char *const data[][2] = {
  { "a/return.ini", "[return]\nid = loan\ntitle = Loans\nedition = a\neach = year\nfirst-period = 2023-24\n"
                    "last-period = 2024-25\nparts = debts\nrules = none\n[part debts]\nrows = free\n" },
  { "a/parts/debts.csv", "column,type,required,key,sign,choices,label,guidance\nname,text,yes,yes,,,Name,\n"
                         "owed,amount,yes,no,,,Owed,\n" },
  { "b/return.ini", "[return]\nid = loan\ntitle = Loans\nedition = b\neach = year\nfirst-period = 2025-26\n"
                    "last-period = 2026-27\nparts = debts; kept\nrules = LOAN-1; LOAN-2; LOAN-3; LOAN-4\n"
                    "[part debts]\nrows = free\n[part kept]\nrows = free\n" },
  { "b/parts/debts.csv", "column,type,required,key,sign,choices,label,guidance\nname,text,yes,yes,,,Name,\n"
                         "rate,integer,no,no,,,Rate,\nowed,amount,yes,no,,,Owed,\n" },
  { "b/parts/kept.csv", "column,type,required,key,sign,choices,label,guidance\nname,text,yes,yes,,,Name,\n" },
};

#define HEAD(id) "-- id: " id "\n-- severity: soft\n-- title: t\n-- message: m\n-- guidance: g\n-- missing: none\n" \
                 "-- from: 2023-04-01\n-- to:\n"
static const char *const rules[][2] = {
  { "LOAN-1", HEAD ("LOAN-1") "select 'debts' as part, d.row as row, 'owed' as column, d.owed as value,"
              " p.owed as expected from debts as d join prior_debts as p on p.name = d.name where p.owed <> d.owed" },
  { "LOAN-2", HEAD ("LOAN-2") "select 'debts' as part, d.row as row, 'rate' as column, d.rate as value,"
              " p.rate as expected from debts as d join prior_debts as p on p.name = d.name where p.rate <> d.rate" },
  { "LOAN-3", HEAD ("LOAN-3") "select 'kept' as part, count (k.name) as value, (select count (name) from prior_kept)"
              " as expected from kept as k" },
  { "LOAN-4", HEAD ("LOAN-4") "select 'debts' as part, (select count (name) from persons) as value, "
              "(select count (urn) from register_establishments) as expected, (select count (line) from annual_statement"
              " where line = 'cash') as difference, (select min (code) from authorities) as about" },
};

typedef struct {
  Filings filings;
  Period period;           /* 2025-26, for which b holds */
  GHashTable *files;       /* the return that is checked */
} Fixture;

static GHashTable *
parts_of (const char *debts, const char *kept)
{
  GHashTable *parts = record_files ("debts", debts);
  if (kept != NULL)
    g_hash_table_insert (parts, g_strdup ("kept"), g_bytes_new (kept, strlen (kept)));
  return parts;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  filings_set_up (&fixture->filings, unused);
  filings_copy_data (&fixture->filings);
  for (guint i = 0; i < G_N_ELEMENTS (data); i++)
    {
      g_autofree char *name = g_strconcat ("submissions/loan/", data[i][0], NULL);
      datadir_edit (fixture->filings.datadir, name, NULL, data[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *name = g_strdup_printf ("submissions/loan/b/rules/%s.sql", rules[i][0]);
      datadir_edit (fixture->filings.datadir, name, NULL, rules[i][1]);
    }
  g_assert_true (period_parse ("2025-26", &fixture->period));
  fixture->files = parts_of ("name,rate,owed\nBank,5,100.00\nAunt,2,30.00\n", "name\nOne\nTwo\n");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_hash_table_unref (fixture->files);
  filings_tear_down (&fixture->filings, unused);
}

/* PARTS in force as the return of PERSON, which was filed under EDITION. */
static void
put_in_force (Fixture *fixture, const char *return_id, const char *period, const char *person,
              const char *edition, GHashTable *parts)
{
  const FilingKey key = { (char *) return_id, (char *) period, (char *) person };
  g_autoptr(Filing) filing = returns_filing (&key, parts);
  g_free (filing->edition);
  filing->edition = g_strdup (edition);
  g_autoptr(GHashTable) files = returns_files (filing, parts);
  g_free (record_append_files (fixture->filings.store, DAY, files));
}

static gboolean
check (Fixture *fixture, Rulebook *rulebook, const char *person, CheckResult **out, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  g_autofree char *record = g_build_filename (fixture->filings.folder, "record", NULL);
  g_autoptr(Store) store = store_open (record, &wrong);
  g_assert_no_error (wrong);
  g_autoptr(Snapshot) head = store_snapshot (store, NULL, &wrong);
  g_assert_no_error (wrong);
  const Definition *definition
    = definitions_for_period (rulebook_definitions (rulebook), "loan", "2025-26", &wrong);
  g_assert_no_error (wrong);
  const CheckContext context = { person, head };
  return check_return (rulebook, definition, fixture->period, fixture->files, &context, out, error);
}

/* "LOAN-1 100.00 80.00 -;" for each finding, and "(LOAN-3: why)" for what was not judged. */
static char *
describe (const CheckResult *result)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < findings_length (result->findings); i++)
    {
      const Finding *finding = findings_index (result->findings, i);
      g_string_append_printf (text, "%s %s %s;", finding->rule, finding->value, finding->expected);
    }
  for (guint i = 0; i < result->unjudged->len; i++)
    {
      const Unjudged *unjudged = g_ptr_array_index (result->unjudged, i);
      g_assert_true (unjudged->usual);
      g_string_append_printf (text, "(%s: %s)", unjudged->rules->str, unjudged->reason);
    }
  return g_string_free (text, FALSE);
}

static void
assert_check (Fixture *fixture, const char *person, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CheckResult) result = NULL;
  check (fixture, fixture->filings.rulebook, person, &result, &error);
  g_assert_no_error (error);
  g_autofree char *got = describe (result);
  g_assert_cmpstr (got, ==, expected);
}

static void
take_away_rule_4 (Fixture *fixture)
{
  g_autofree char *path
    = g_build_filename (fixture->filings.datadir, "submissions/loan/b/rules/LOAN-4.sql", NULL);
  g_assert_cmpint (g_remove (path), ==, 0);
  datadir_edit (fixture->filings.datadir, "submissions/loan/b/return.ini", "; LOAN-4", "");
}

/* P00001's earlier return is of a, which has neither rates nor the other part;
 * P00002's is of b. One rulebook reads both, in turn: 100 was 80, or 5 was 4. */
static void
test_editions (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  static const char a[] = "LOAN-1 100.00 80.00;(LOAN-3: edition a of the loan return has no part 'kept')";
  static const char b[] = "LOAN-2 5 4;LOAN-3 2 1;";
  static const char none[] = "(LOAN-1, LOAN-2, LOAN-3: no record was given)";
  g_autoptr(GHashTable) first = parts_of ("name,owed\nBank,80.00\nAunt,30.00\n", NULL);
  g_autoptr(GHashTable) second = parts_of ("name,rate,owed\nBank,4,100.00\n", "name\nOne\n");
  take_away_rule_4 (fixture);
  put_in_force (fixture, "loan", "2024-25", "P00001", "a", first);
  put_in_force (fixture, "loan", "2024-25", "P00002", "b", second);
  assert_check (fixture, "P00001", a);
  assert_check (fixture, "P00002", b);
  assert_check (fixture, "P00001", a);
  assert_check (fixture, NULL, none);
  assert_check (fixture, "P00003", "(LOAN-1, LOAN-2, LOAN-3: no loan return was filed for 2024-25)");
  filings_read_again (&fixture->filings);
  assert_check (fixture, NULL, none);
  assert_check (fixture, "P00002", b);
  assert_check (fixture, "P00001", a);
}

static char *
git_lines (Fixture *fixture)
{
  char *lines;
  g_autofree char *record = g_build_filename (fixture->filings.folder, "record", NULL);
  g_assert_cmpint (record_git (record, &lines, "ls-tree", "-r", "-t", "main", NULL), ==, 0);
  return lines;
}

/* Checks with the object of LINE (of ls-tree) gone, empty, or with the bytes of
 * ANOTHER in its place: each is a fault that names the file, for rule 4 makes the
 * check need every file of the record. */
static void
assert_needed (Fixture *fixture, const char *line, const char *how, const char *another)
{
  g_auto(GStrv) fields = g_strsplit_set (line, " \t", -1);
  const char *id = fields[2];
  g_autofree char *object = g_strdup_printf ("%s/record/objects/%.2s/%s", fixture->filings.folder, id, id + 2);
  g_autofree char *away = g_build_filename (fixture->filings.folder, "away", NULL);
  g_autofree char *record = g_build_filename (fixture->filings.folder, "record", NULL);
  record_loosen (record);
  g_autoptr(Rulebook) rulebook = rulebook_new (fixture->filings.datadir);
  g_autoptr(CheckResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_assert_cmpint (g_rename (object, away), ==, 0);
  if (strcmp (how, "gone") != 0)
    g_assert_true (g_file_set_contents (object, another, strcmp (how, "empty") == 0 ? 0 : -1, NULL));
  gboolean checked = check (fixture, rulebook, "P00001", &result, &error);
  if (checked)
    g_test_fail_printf ("without '%s' (%s) it found: %s", fields[3], how, describe (result));
  else
    {
      g_test_message ("%s %s: %s", fields[3], how, error->message);
      g_assert_null (result);
      g_assert_cmpint (error_kind (error), ==, ERROR_FAULT);
      g_assert_nonnull (strstr (error->message, fields[3]));
    }
  g_assert_cmpint (g_rename (away, object), ==, 0);
}

static void
test_failing_reads (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  static const char list[] = "urn,name,provision,status,registered,sector,organisation,authority,places,premises\n"
                             "9000001,Home One,Children's home,Active,2015-01-01,Private,Example Care Ltd,E08000025,6,\n";
  static const char *const hows[] = { "gone", "empty", "another" };
  g_autoptr(GHashTable) prior = parts_of ("name,rate,owed\nBank,5,100.00\n", "name\nOne\n");
  g_autoptr(Definition) annual = returns_define ("annual", "2025-26");
  g_autoptr(GHashTable) base = returns_base (annual);
  put_in_force (fixture, "loan", "2024-25", "P00001", "b", prior);
  put_in_force (fixture, "annual", "2025-26", "P00001", "2025-26", base);
  g_free (record_append (fixture->filings.store, DAY, "establishments/2026-03-31.csv", list));
  /* Two persons and one establishment; two of One and Two against One. */
  assert_check (fixture, "P00001", "LOAN-4 2 1;LOAN-3 2 1;");
  g_autofree char *text = git_lines (fixture);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;
  for (; lines[n] != NULL && *lines[n] != '\0'; n++)
    for (guint how = 0; how < G_N_ELEMENTS (hows); how++)
      assert_needed (fixture, lines[n], hows[how], "another");
  g_assert_cmpuint (n, >, 20);
  assert_check (fixture, "P00001", "LOAN-4 2 1;LOAN-3 2 1;");
}

/* A rule may name the date of the list alone. */
static void
test_list_alone (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  static const char list[] = "urn,name,provision,status,registered,sector,organisation,authority,places,premises\n"
                             "9000001,Home One,Children's home,Active,2015-01-01,Private,Example Care Ltd,E08000025,6,\n";
  datadir_edit (fixture->filings.datadir, "submissions/loan/b/return.ini", "LOAN-1; LOAN-2; LOAN-3; LOAN-4", "LOAN-4");
  datadir_edit (fixture->filings.datadir, "submissions/loan/b/rules/LOAN-4.sql", NULL,
                HEAD ("LOAN-4") "select as_at as value from register_list");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/submissions/loan/b/rules/%s.sql", fixture->filings.datadir, rules[i][0]);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  filings_read_again (&fixture->filings);
  g_free (record_append (fixture->filings.store, DAY, "establishments/2026-03-31.csv", list));
  assert_check (fixture, "P00001", "LOAN-4 2026-03-31 (null);");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/record-tables/editions-with-other-columns", Fixture, NULL, set_up, test_editions, tear_down);
  g_test_add ("/record-tables/a-read-that-fails-is-a-fault", Fixture, NULL, set_up, test_failing_reads, tear_down);
  g_test_add ("/record-tables/the-list-may-be-named-alone", Fixture, NULL, set_up, test_list_alone, tear_down);
  return g_test_run ();
}
