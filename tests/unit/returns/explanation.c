/* Explanations read back as they were given, or are not kept. */

#include "lib/returns/explanation.h"

#include "lib/base/error.h"

#include <string.h>

static void
add (GPtrArray *explanations, const char *value, const char *text)
{
  Explanation *explanation = g_new0 (Explanation, 1);
  explanation->rule = g_strdup ("ANN-014");
  explanation->location = g_strdup ("statement.csv:5:total");
  explanation->value = g_strdup (value);
  explanation->code = g_strdup ("price");
  explanation->text = g_strdup (text);
  explanation->by = g_strdup ("Zoë Lee <zoe@example.org>");
  explanation->at = g_strdup ("2026-06-30T09:15:00Z");
  g_ptr_array_add (explanations, explanation);
}

static void
test_round_trip (void)
{
  static const char *const texts[] = {
    "Bought six homes in May.\nSee note 4.", "a \"quoted\" word, and a comma", "=1+1", " blank around ",
    "- a list\n- of two", "'=", "Zoë \xe2\x80\xae U+202E",
  };
  g_autoptr(GPtrArray) given = explanations_new ();
  g_autoptr(GError) error = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add (given, i % 2 == 0 ? NULL : "-1234.50", texts[i]);
  g_autoptr(GBytes) bytes = explanations_write (given, &error);
  g_assert_no_error (error);
  g_autoptr(GPtrArray) read = explanations_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, given->len);
  for (guint i = 0; i < read->len; i++)
    {
      const Explanation *explanation = g_ptr_array_index (read, i);
      g_assert_cmpstr (explanation->text, ==, texts[i]);
      g_assert_cmpstr (explanation->value, ==, i % 2 == 0 ? NULL : "-1234.50");
      g_assert_cmpstr (explanation->by, ==, "Zoë Lee <zoe@example.org>");
    }
}

static void
test_refused (void)
{
  static const char *const texts[] = { "not UTF-8 \x82", "\xff" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GPtrArray) given = explanations_new ();
      g_autoptr(GError) error = NULL;
      add (given, NULL, texts[i]);
      g_assert_null (explanations_write (given, &error));
      g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
    }
}

static void
test_damage (void)
{
  static const char *const texts[] = {
    "", "rule,place\n", "rule,place,value,code,text,by,at\nANN-014,,,,,,\n",
    "rule,place,value,code,text,by,at\nANN-014,\"*,,,,,\n", "rule,place,value,code,text,by,at\nANN-014,*\n",
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr(GError) error = NULL;
      g_assert_null (explanations_read (bytes, &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
    }
  explanation_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explanation/survives-writing-and-reading", test_round_trip);
  g_test_add_func ("/explanation/what-would-not-read-back-is-refused", test_refused);
  g_test_add_func ("/explanation/a-damaged-file-is-a-fault", test_damage);
  return g_test_run ();
}
