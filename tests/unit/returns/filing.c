/* A filing's description survives being written and read; a damaged one is
 * refused; the hash signed is what sha256sum says. */

#include "lib/base/error.h"
#include "lib/returns/filing.h"

#include <string.h>

#define EMPTY_SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static Filing *
example (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("", 0);
  Filing *filing = filing_new ();
  filing->key.return_id = g_strdup ("annual");
  filing->key.period = g_strdup ("2025-26");
  filing->key.person = g_strdup ("P00412");
  filing->edition = g_strdup ("2025-26");
  filing->version = 2;
  filing->hash = g_strdup (EMPTY_SHA256);
  filing->signatory = g_strdup ("Zoë \"Z\" Lee");
  filing->mail = g_strdup ("zoe@example.org");
  filing->role = g_strdup ("Finance director");
  filing->declaration = g_strdup ("2026-1");
  filing->filed_at = g_strdup ("2026-06-30T09:15:00Z");
  filing_add_part (filing, "statement", bytes);
  return filing;
}

static void
test_round_trip (void)
{
  g_autoptr(Filing) filing = example ();
  g_autofree char *text = filing_to_json (filing, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Filing) read = filing_from_json (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->signatory, ==, "Zoë \"Z\" Lee");
  g_assert_cmpuint (read->version, ==, 2);
  g_assert_null (read->reason);
  const FilingPart *part = g_ptr_array_index (read->parts, 0);
  g_assert_cmpstr (part->sha256, ==, EMPTY_SHA256);
  g_autofree char *again = filing_to_json (read, NULL);
  g_assert_cmpstr (again, ==, text);
}

/* As they were filed before explanations were a file: read, and never written. */
static void
test_old_explanations (void)
{
  g_autoptr(Filing) filing = example ();
  g_autofree char *now = filing_to_json (filing, NULL);
  g_auto(GStrv) halves = g_strsplit (now, "\n  \"parts\" :", 2);
  g_assert_cmpuint (g_strv_length (halves), ==, 2);
  g_autofree char *text = g_strconcat (halves[0],
    "\n  \"explanations\" : [ { \"rule\" : \"ANN-014\", \"place\" : \"statement.csv:5:total\", \"value\" : null, "
    "\"text\" : \"Bought six homes in May.\\nSee note 4.\" } ],\n  \"parts\" :", halves[1], NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Filing) read = filing_from_json (text, strlen (text), &error);
  g_assert_no_error (error);
  const Explanation *explanation = g_ptr_array_index (read->explanations, 0);
  g_assert_cmpstr (explanation->text, ==, "Bought six homes in May.\nSee note 4.");
  g_assert_null (explanation->value);
  g_assert_false (filing_has_explanations_file (read));
  g_autofree char *hash = filing_return_hash (read);
  /* printf '%s  statement.csv\n' $(printf '' | sha256sum | cut -d' ' -f1) | sha256sum */
  g_assert_cmpstr (hash, ==, "a8233b5280bf4b71221ef76c8d47a7860f4bde3e88e802972108e61e2628805d");
}

/* A name that json-glib writes with an escape it cannot read ("\202"), or that
 * is cut at a NUL, makes no filing that nobody can read again. */
static void
test_reads_back (void)
{
  static const char *const names[] = { "Ann\xc2\x82Lee", "Ann\x7fLee", "Ann\x01Lee", "Ann \xff" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(Filing) filing = example ();
      g_autoptr(GError) error = NULL;
      g_free (filing->signatory);
      filing->signatory = g_strdup (names[i]);
      g_autofree char *text = filing_to_json (filing, &error);
      g_autoptr(Filing) read = text == NULL ? NULL : filing_from_json (text, strlen (text), NULL);
      if (text != NULL)
        g_assert_cmpstr (read->signatory, ==, names[i]);
      else
        g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
      g_test_message ("%s", text != NULL ? "kept" : error->message);
    }
}

/* Every text cut short, and each member lost or of another kind, is an error. */
static void
test_damage (void)
{
  g_autoptr(Filing) filing = example ();
  g_autofree char *text = filing_to_json (filing, NULL);
  for (gsize length = 0; length + 2 < strlen (text); length += 7)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(Filing) read = filing_from_json (text, length, &error);
      g_assert_null (read);
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
    }
  static const char *const members[] = { "person", "hash", "version", "parts", "sha256" };
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_auto(GStrv) halves = NULL;
      g_autofree char *name = g_strdup_printf ("\"%s\" :", members[i]);
      halves = g_strsplit (text, name, 2);
      g_assert_cmpuint (g_strv_length (halves), ==, 2);
      g_autofree char *damaged = g_strconcat (halves[0], "\"other\" :", halves[1], NULL);
      g_autoptr(GError) error = NULL;
      g_test_message ("without %s", members[i]);
      g_autoptr(Filing) read = filing_from_json (damaged, strlen (damaged), &error);
      g_assert_null (read);
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
    }
}

/* printf a > a.csv; printf b > b.csv; sha256sum a.csv b.csv | sha256sum */
static void
test_content_hash (void)
{
  g_autoptr(GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                       (GDestroyNotify) g_bytes_unref);
  g_hash_table_insert (files, (gpointer) "b", g_bytes_new_static ("b", 1));
  g_hash_table_insert (files, (gpointer) "a", g_bytes_new_static ("a", 1));
  g_autofree char *hash = content_hash (files);
  g_assert_cmpstr (hash, ==, "fe2993ffa8e5dfe0ab0d2d9ee1bf30add6ae9e9b7b5a494945b4f95bb11f50ec");
}

static void
test_places (void)
{
  FilingKey key = { (char *) "annual", (char *) "2025-26", (char *) "P00412" };
  g_autofree char *folder = filing_folder (&key), *draft = filing_draft_name (&key);
  g_assert_cmpstr (folder, ==, "returns/annual/2025-26/12/P00412");
  g_assert_cmpstr (draft, ==, "annual/2025-26/P00412");
  g_assert_true (person_id_is_valid ("P00412"));
  const char *wrong[] = { "", "P", "P0041", "P004123", "p00412", "P0041x", "../../x" };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (person_id_is_valid (wrong[i]));
}

/* Deep nesting would end json-glib on the stack; comments and marks that only it takes could hide it. */
static void
test_hostile_json (void)
{
  g_autoptr(GString) deep = g_string_new (NULL), hidden = g_string_new ("/*\"*/");
  for (guint i = 0; i < 200000; i++)
    {
      g_string_append_c (deep, '[');
      g_string_append (hidden, "{\"a\":");
    }
  const struct { const char *text, *reason; } rows[] = {
    { "", "it is empty" }, { "\xff", "not text in UTF-8" }, { "null", "not an object" }, { "[]", "not an object" },
    { deep->str, "nested too deep" }, { hidden->str, "not JSON" }, { "{'a':1}", "not JSON" },
    { "{\"reason\":\"\\202\"}", "an escape that is not JSON" }, { "{\"reason\":\"\\", "an escape that is not JSON" },
    { "{\"version\":1e300}", "not a version" }, { "{\"version\":4294967297}", "not a version" },
    { "{\"version\":[1]}", "not a version" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(Filing) read = filing_from_json (*rows[i].text == '\0' ? NULL : rows[i].text,
                                                 strlen (rows[i].text), &error);
      g_assert_null (read);
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_assert_nonnull (strstr (error->message, rows[i].reason));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filing/survives-writing-and-reading", test_round_trip);
  g_test_add_func ("/filing/explanations-in-an-old-description-are-read", test_old_explanations);
  g_test_add_func ("/filing/what-is-kept-reads-back", test_reads_back);
  g_test_add_func ("/filing/a-damaged-description-is-refused", test_damage);
  g_test_add_func ("/filing/a-hostile-description-is-refused", test_hostile_json);
  g_test_add_func ("/filing/its-hash-is-what-sha256sum-says", test_content_hash);
  g_test_add_func ("/filing/lies-where-the-record-says", test_places);
  return g_test_run ();
}
