/* What the record keeps beside the rows of a list. */

#include "collector/intake/ofsted_about.h"

#include <string.h>

#include "lib/base/json_text.h"
#include "tests/lists.h"
#include "tests/registers.h"

#define TEXT LIST_HEADER \
  "1000001,Children's home,2020-05-06,Active,Kent,Private,4,A\n" \
  "1000002,Children's home,2021-05-06,Suspended,Hull,Private,3,\n" \
  "1000003,Independent Fostering Agency,,Active,Kent,Voluntary,,B\n"

static JsonObject *
describe (const char *reason, const char *const *doubts, JsonParser *parser)
{
  g_autoptr(ListWords) words = list_test_words ();
  g_autoptr(Register) reg = register_reference ();
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = NULL;
  OfstedRequest request = list_request ("2025-03-31", TEXT, &bytes);
  g_autoptr(OfstedList) list = ofsted_read (&request, words, reg, findings);
  g_assert_nonnull (list);
  g_autofree char *json = ofsted_about_json (&list->about, &request, list->sha256, words, reason, doubts);
  g_assert_true (g_str_has_suffix (json, "}\n"));
  g_assert_true (json_text_load (parser, json, strlen (json), NULL));
  return json_node_get_object (json_parser_get_root (parser));
}

static void
test_counts (void)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *about = describe (NULL, NULL, parser);
  g_assert_cmpstr (json_text_string (about, "as_at"), ==, "2025-03-31");
  g_assert_cmpstr (json_text_string (about, "source"), ==, "Invented");
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, TEXT, -1);
  g_assert_cmpstr (json_text_string (about, "sha256"), ==, hash);
  static const struct { const char *name; gint64 number; } numbers[] = {
    { "bytes", sizeof TEXT - 1 }, { "header_line", 1 }, { "establishments", 3 }, { "places", 7 },
    { "homes", 2 }, { "home_places", 7 }, { "without_organisation", 1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_cmpint (json_text_int (about, numbers[i].name, -1), ==, numbers[i].number);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (about, "columns")), ==, 8);
  JsonArray *statuses = json_object_get_array_member (about, "status");
  g_assert_cmpuint (json_array_get_length (statuses), ==, 2);
  JsonObject *suspended = json_array_get_object_element (statuses, 1);
  g_assert_cmpstr (json_text_string (suspended, "value"), ==, "Suspended");
  g_assert_cmpint (json_text_int (suspended, "places", -1), ==, 3);
  g_assert_false (json_object_has_member (about, "reason"));
}

static void
test_reason (void)
{
  static const char *const doubts[] = { "it is cut", "it is old", NULL };
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *about = describe ("nothing else", doubts, parser);
  g_assert_cmpstr (json_text_string (about, "reason"), ==, "nothing else");
  JsonArray *said = json_object_get_array_member (about, "doubts");
  g_assert_cmpuint (json_array_get_length (said), ==, 2);
  g_assert_cmpstr (json_array_get_string_element (said, 1), ==, "it is old");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ofsted-about/source-layout-and-counts", test_counts);
  g_test_add_func ("/ofsted-about/a-reason-with-what-was-doubtful", test_reason);
  return g_test_run ();
}
