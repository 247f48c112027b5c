#include "lib/base/error.h"

#include <errno.h>

static void
test_kinds (void)
{
  g_autoptr(GError) usage = NULL;
  g_autoptr(GError) refusal = NULL;
  g_autoptr(GError) fault = NULL;
  g_assert_false (error_usage (&usage, "%s: no such option", "--on"));
  g_assert_false (error_refuse (&refusal, "nothing was filed"));
  g_assert_false (error_fault (&fault, "line %u", 7u));
  g_assert_cmpstr (usage->message, ==, "--on: no such option");
  g_assert_cmpstr (fault->message, ==, "line 7");
  g_assert_cmpint (error_kind (usage), ==, ERROR_USAGE);
  g_assert_cmpint (error_kind (refusal), ==, ERROR_REFUSED);
  g_assert_cmpint (error_kind (fault), ==, ERROR_FAULT);
  g_assert_true (error_is_refusal (refusal));
  g_assert_false (error_is_refusal (fault));
  g_assert_false (error_is_refusal (NULL));
}

static void
test_other_domains (void)
{
  g_autoptr(GError) file = NULL;
  g_assert_false (error_file (&file, EACCES, "read", "a/b"));
  g_assert_error (file, G_FILE_ERROR, G_FILE_ERROR_ACCES);
  g_assert_cmpstr (file->message, ==, "cannot read 'a/b': Permission denied");
  g_assert_cmpint (error_kind (file), ==, ERROR_FAULT);
  g_autoptr(GError) option
    = g_error_new_literal (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "not a number");
  g_assert_cmpint (error_kind (option), ==, ERROR_USAGE);
}

static void
test_unknown_name (void)
{
  static const char *const known[] = { "annual", "capacity", NULL };
  g_autoptr(GError) error = NULL;
  g_assert_false (name_error (&error, ERROR_REFUSED, "return", "annaul", known));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==, "unknown return 'annaul'; did you mean 'annual'?");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/each-kind-says-which-exit", test_kinds);
  g_test_add_func ("/error/what-other-libraries-say-is-a-fault", test_other_domains);
  g_test_add_func ("/error/an-unknown-name-is-refused-with-the-nearest", test_unknown_name);
  return g_test_run ();
}
