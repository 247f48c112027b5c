/* What is read once for all the returns of a sitting, and read again when it is
 * another. */

#include "collector/checking/rulebook.h"

#include "lib/base/error.h"
#include "tests/filings.h"
#include "tests/record.h"

static Snapshot *
head_of (Filings *filings)
{
  g_autoptr(GError) error = NULL;
  Snapshot *head = store_snapshot (filings->store, NULL, &error);
  g_assert_no_error (error);
  return head;
}

static Register *
register_at (Filings *filings, Snapshot *snapshot)
{
  g_autoptr(GError) error = NULL;
  Register *reg = rulebook_register (filings->rulebook, snapshot, &error);
  g_assert_no_error (error);
  return reg;
}

static Period
period_of (const char *text)
{
  Period period;
  g_assert_true (period_parse (text, &period));
  return period;
}

/* Another list leaves the register as it is; other persons do not. */
static void
test_register (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(Snapshot) first = head_of (filings);
  Register *before = register_at (filings, first);
  g_assert_true (register_at (filings, first) == before);
  g_free (
      record_append (filings->store, filings_time (1), "establishments/2026-03-31.csv", "urn\n"));
  g_autoptr(Snapshot) second = head_of (filings);
  g_assert_true (register_at (filings, second) == before);
  const Date day = period_end (period_of ("2025-26"));
  g_assert_nonnull (register_person (before, "P00001", day));
  g_assert_null (register_person (before, "P00003", day));
  g_free (record_append (
      filings->store, filings_time (2), "register/persons.csv",
      "person,name,company_number,named_individual,role,mail,from,to\n"
      "P00001,Renamed Care Ltd,01234567,Ann Example,Finance director,ann@example.org,2023-04-01,\n"
      "P00002,Other Care Ltd,07654321,Bob Example,Finance director,bob@example.org,2023-04-01,\n"
      "P00003,Third Care Ltd,01234568,Cat Example,Director,cat@example.org,2023-04-01,\n"));
  g_autoptr(Snapshot) third = head_of (filings);
  Register *after = register_at (filings, third);
  g_assert_nonnull (register_person (after, "P00003", day));
  g_assert_cmpstr (register_person (after, "P00001", day)->name, ==, "Renamed Care Ltd");
}

static void
test_shipped_register (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(Snapshot) head = head_of (filings);
  Register *shipped = register_at (filings, NULL);
  Register *recorded = register_at (filings, head);
  g_assert_true (shipped != recorded);
  g_assert_true (register_at (filings, NULL) == shipped);
  g_assert_null (register_person (shipped, "P00001", period_end (period_of ("2025-26"))));
}

/* Kept by period. The two councils of Northamptonshire began on 2021-04-01. */
static void
test_authorities (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  Authorities *now = rulebook_authorities (filings->rulebook, NULL, period_of ("2025-26"), &error);
  Authorities *then = rulebook_authorities (filings->rulebook, NULL, period_of ("2019-20"), &error);
  g_assert_no_error (error);
  g_assert_true (now != then);
  g_assert_true (rulebook_authorities (filings->rulebook, NULL, period_of ("2025-26"), &error) == now);
  g_assert_true (authorities_has (now, "E06000061"));
  g_assert_false (authorities_has (then, "E06000061"));
}

static RuleSet *
rule_set_of (Filings *filings, const char *period)
{
  g_autoptr(GError) error = NULL;
  const Definition *definition
    = definitions_edition (rulebook_definitions (filings->rulebook), "annual", "2025-26", &error);
  g_assert_no_error (error);
  RuleSet *rule_set = rulebook_rule_set (filings->rulebook, definition, period_of (period), &error);
  g_assert_no_error (error);
  g_assert_nonnull (rule_set);
  return rule_set;
}

static void
test_rule_sets (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  RuleSet *plain = rule_set_of (filings, "2025-26");
  plain->source = g_strdup ("marked");
  g_assert_true (rule_set_of (filings, "2024-25") != plain);
  g_assert_true (rule_set_of (filings, "2025-26") == plain);
  rulebook_forget_rules (filings->rulebook);
  g_assert_null (rule_set_of (filings, "2025-26")->source);
}

/* Sixteen are kept; the seventeenth begins anew, so that memory has a bound. */
static void
test_rule_sets_are_bounded (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  rule_set_of (filings, "2025-26")->source = g_strdup ("marked");
  for (guint year = 2001; year <= 2015; year++)
    {
      g_autofree char *period = g_strdup_printf ("%u-%02u", year, (year + 1) % 100);
      rule_set_of (filings, period);
    }
  g_assert_cmpstr (rule_set_of (filings, "2025-26")->source, ==, "marked");
  rule_set_of (filings, "2016-17");
  g_assert_null (rule_set_of (filings, "2025-26")->source);
}

static void
test_no_data (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Rulebook) rulebook = rulebook_new ("/nonexistent");
  g_assert_null (rulebook_register (rulebook, NULL, &error));
  g_assert_cmpint (error_kind (error), ==, ERROR_FAULT);
  g_clear_error (&error);
  g_assert_null (rulebook_authorities (rulebook, NULL, period_of ("2025-26"), &error));
  g_assert_cmpint (error_kind (error), ==, ERROR_FAULT);
  rulebook_free (NULL);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (Filings *filings, gconstpointer unused);
  } tests[] = {
    { "/rulebook/register-is-read-again-when-it-is-another", test_register },
    { "/rulebook/register-that-is-shipped", test_shipped_register },
    { "/rulebook/authorities-of-a-period", test_authorities },
    { "/rulebook/rule-sets-are-kept", test_rule_sets },
    { "/rulebook/rule-sets-are-bounded", test_rule_sets_are_bounded },
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Filings, NULL, filings_set_up, tests[i].run, filings_tear_down);
  g_test_add_func ("/rulebook/no-data", test_no_data);
  return g_test_run ();
}
