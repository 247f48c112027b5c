/* Definitions are read once for all who ask, by period or by name. */

#include "lib/returns/definitions.h"

#include "lib/base/error.h"

#include <string.h>

static void
test_once (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Definitions) definitions = definitions_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  const Definition *by_period = definitions_for_period (definitions, "capacity", "2025-26-Q3", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (by_period->edition, ==, "2025-26");
  g_assert_true (definitions_edition (definitions, "capacity", "2025-26", &error) == by_period);
  const char *const *returns = definitions_returns (definitions, &error);
  g_assert_true (g_strv_contains (returns, "annual") && g_strv_contains (returns, "capacity"));
  g_assert_true (definitions_returns (definitions, &error) == returns);
}

static void
test_unknown (void)
{
  g_autoptr(Definitions) definitions = definitions_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  g_autoptr(GError) error = NULL;
  g_assert_null (definitions_edition (definitions, "annual", "2025-27", &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "unknown edition '2025-27'; did you mean '2025-26'?"));
  g_clear_error (&error);
  g_assert_null (definitions_for_period (definitions, "annaul", "2025-26", &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_clear_error (&error);
  g_autoptr(Definitions) none = definitions_new ("/nonexistent");
  g_assert_null (definitions_returns (none, &error));
  g_assert_nonnull (error);
  definitions_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/definitions/are-read-once", test_once);
  g_test_add_func ("/definitions/an-unknown-name-is-refused", test_unknown);
  return g_test_run ();
}
