/* Lists in columns: the fast reading and the careful one agree, and what
 * cannot be kept is a finding. */

#include "lib/register/establishment.h"

#include <string.h>

#include "tests/scratch_folder.h"

#define HEADER "urn,name,provision,status,registered,sector,organisation,authority,places,premises\n"

static Establishments *
read_text (const char *text, Findings *findings)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  return establishments_read (bytes, "f.csv", 1, findings);
}

static void
test_columns (void)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(Establishments) list = read_text (
    HEADER
    "SC392492,x,Children's home,Active,2009-04-24,Private,\"A, B & \"\"C\"\" Ltd\",E08000025,4,\n"
    "1027077,x,Independent Fostering Agency,Active,,Voluntary,,E06000042,,\n"
    "SC000001,x,Children's home,Suspended,,Private,Ünited,E08000025,0,\n",
    findings);
  g_assert_cmpuint (findings_length (findings), ==, 0);
  g_assert_cmpuint (list->n, ==, 3);
  g_assert_cmpuint (list->urn[0], ==, 392492);
  g_assert_cmpuint (list->urn[1], ==, 1027077);
  g_assert_cmpuint (list->places[0], ==, 4);
  g_assert_cmpuint (list->places[1], ==, PLACES_BLANK);
  g_assert_cmpuint (list->places[2], ==, 0);
  g_assert_cmpstr (list->organisations.text[0], ==, "");
  g_assert_cmpstr (list->organisations.text[list->organisation[0]], ==, "A, B & \"C\" Ltd");
  g_assert_cmpuint (list->organisation[1], ==, 0);
  g_assert_cmpstr (list->organisations.text[list->organisation[2]], ==, "Ünited");
  g_assert_cmpuint (list->organisations.n, ==, 3);
  g_assert_cmpuint (list->authority[0], ==, list->authority[2]);
  g_assert_cmpstr (list->authorities.text[list->authority[1]], ==, "E06000042");
  g_assert_cmpstr (list->statuses.text[list->status[2]], ==, "Suspended");
  g_assert_cmpstr (list->sectors.text[list->sector[1]], ==, "Voluntary");
  g_assert_cmpstr (list->provisions.text[list->provision[2]], ==, "Children's home");
}

static void
test_findings (void)
{
  static const struct { const char *text, *rule; guint64 line; } cases[] = {
    { HEADER "392492,x,h,s,,p,o,E08000025,4,\n", "EST-URN", 2 },
    { HEADER "SC39249,x,h,s,,p,o,E08000025,4,\n", "EST-URN", 2 },
    { HEADER "0027077,x,h,s,,p,o,E08000025,4,\n", "EST-URN", 2 },
    { HEADER "1027077,x,h,s,,p,o,E08000025,4.5,\n", "EST-PLACES", 2 },
    { HEADER "1027077,x,h,s,,p,o,E08000025,-4,\n", "EST-PLACES", 2 },
    { HEADER "1027077,x,h,s,,p,o,E08000025,100000,\n", "EST-PLACES", 2 },
    { HEADER "1027077,x,h,s,,p,o,,4,\n", "EST-AUTHORITY", 2 },
    { HEADER "1027077,x,h,s,,p,o,Kent,4,\n", "EST-AUTHORITY", 2 },
    { HEADER "1027077,x,h,s,,p,o,E08000025,4\n", "CSV-WIDTH", 2 },
    { HEADER "1027077,x,h,s,,p,5\" o,E08000025,4,\n", "CSV-QUOTE", 2 },
    { HEADER "1027077,x,h,s,,p,\xff,E08000025,4,\n", "CSV-ENCODING", 2 },
    { "urn,places\n", "CSV-COLUMN-MISSING", 1 },
    { "urn,urn," HEADER, "CSV-COLUMN-TWICE", 1 },
    { HEADER "1027077,\xff,h,s,,p,o,E08000025,4,\n", "CSV-ENCODING", 2 },
    { "\n,\n", "CSV-NO-HEADER", 0 },
    { "", "CSV-EMPTY", 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Findings) findings = findings_new ();
      Establishments *list = read_text (cases[i].text, findings);
      g_test_message ("%u", i);
      g_assert_null (list);
      g_assert_cmpstr (findings_index (findings, 0)->rule, ==, cases[i].rule);
      g_assert_cmpuint (findings_index (findings, 0)->line, ==, cases[i].line);
    }
}

/* The text before it is blank, and a comparison that goes on behind the NUL meets
 * the end of another: "ab", which stands behind the blank. */
static void
test_nul_in_quotes (void)
{
  static const char text[] = HEADER "1027077,x,h,s,,p,ab,E08000025,4,\n"
                             "1027078,x,h,s,,p,,E08000025,4,\n"
                             "1027079,x,h,s,,p,\"\0zz\",E08000025,4,\n";
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_assert_null (establishments_read (bytes, "f.csv", 1, findings));
  g_assert_cmpstr (findings_index (findings, 0)->rule, ==, "CSV-NUL");
  g_assert_cmpuint (findings_index (findings, 0)->line, ==, 4);
}

static void
test_too_many_texts (void)
{
  g_autoptr(GString) text = g_string_new (HEADER);
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "1027077,x,home %u,s,,p,o,E08000025,4,\n", i);
  g_autoptr(Findings) findings = findings_new ();
  g_assert_null (read_text (text->str, findings));
  g_assert_cmpstr (findings_index (findings, 0)->rule, ==, "EST-NAMES");
  g_assert_cmpuint (findings_index (findings, 0)->line, ==, 257);
}

/* A list long enough for two threads, with names that hold line breaks and
 * quotation marks; EOL makes the text regular (LF) or not (CRLF). */
static GString *
long_list (const char *eol)
{
  GString *text = g_string_new ("urn,organisation,authority,provision,status,sector,places");
  g_string_append (text, eol);
  for (guint i = 0; i < 120000; i++)
    {
      g_string_append_printf (text, "%u,", 1000000 + i);
      if (i % 3 == 0)
        g_string_append_printf (text, "\"Owner %u\n, \"\"x\"\"\"", (i * 7919) % 5003);
      else
        g_string_append_printf (text, "Owner %u", (i * 104729) % 70001);
      g_string_append_printf (text, ",E0600%04u,Type %u,Active,Sector %u,", (i / 7) % 60, i % 9,
                              i / 60000);
      if (i % 5 != 0)
        g_string_append_printf (text, "%u", i % 13);
      g_string_append (text, eol);
    }
  return text;
}

static void
assert_same (const Establishments *a, const Establishments *b)
{
  g_assert_cmpuint (a->n, ==, b->n);
  g_assert_cmpuint (a->organisations.n, ==, b->organisations.n);
  for (guint i = 0; i < a->n; i++)
    {
      g_assert_cmpuint (a->urn[i], ==, b->urn[i]);
      g_assert_cmpuint (a->places[i], ==, b->places[i]);
      g_assert_cmpuint (a->organisation[i], ==, b->organisation[i]);
      g_assert_cmpuint (a->authority[i], ==, b->authority[i]);
      g_assert_cmpuint (a->provision[i], ==, b->provision[i]);
      g_assert_cmpuint (a->sector[i], ==, b->sector[i]);
    }
  for (guint i = 0; i < a->organisations.n; i++)
    g_assert_cmpstr (a->organisations.text[i], ==, b->organisations.text[i]);
}

static void
test_long_list (void)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GString) regular = long_list ("\n");
  g_autoptr(GString) irregular = long_list ("\r\n");
  g_assert_cmpuint (regular->len, >, 4u * 1024 * 1024);
  g_autoptr(Establishments) fast = read_text (regular->str, findings);
  g_autoptr(Establishments) careful = read_text (irregular->str, findings);
  g_assert_cmpuint (findings_length (findings), ==, 0);
  g_assert_cmpuint (fast->n, ==, 120000);
  g_assert_cmpuint (fast->urn[119999], ==, 1119999);
  assert_same (fast, careful);
}

static void
test_file (void)
{
  char *folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "list.csv", NULL);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GError) error = NULL;
  g_assert_null (establishments_read_file (path, 1, findings, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_autoptr(GString) text = long_list ("\n");
  scratch_folder_put (folder, "list.csv", text->str);
  g_autoptr(Establishments) of_file = establishments_read_file (path, 1, findings, NULL);
  g_autoptr(Establishments) of_bytes = read_text (text->str, findings);
  g_assert_cmpuint (findings_length (findings), ==, 0);
  assert_same (of_file, of_bytes);
  scratch_folder_put (folder, "list.csv", HEADER "x\n");
  g_assert_null (establishments_read_file (path, 1, findings, NULL));
  g_assert_cmpstr (findings_index (findings, 0)->rule, ==, "CSV-WIDTH");
  g_assert_cmpstr (findings_index (findings, 0)->file, ==, path);
  scratch_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/establishment-read/columns-hold-what-the-list-says", test_columns);
  g_test_add_func ("/establishment-read/what-cannot-be-kept-is-a-finding", test_findings);
  g_test_add_func ("/establishment-read/a-nul-in-quotes-is-a-finding", test_nul_in_quotes);
  g_test_add_func ("/establishment-read/a-column-numbers-so-many-texts", test_too_many_texts);
  g_test_add_func ("/establishment-read/fast-and-careful-reading-agree", test_long_list);
  g_test_add_func ("/establishment-read/a-file-as-its-bytes", test_file);
  return g_test_run ();
}
