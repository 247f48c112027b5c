/* One edition read from its folder: what tests/unit/returns/definition.c does not
 * see from outside. */

#include "lib/returns/edition.h"

#include "lib/base/error.h"
#include "tests/scratch_folder.h"

#define HEAD "column,type,required,key,sign,choices,label,guidance\n"
#define NOTES HEAD "note,text,yes,yes,,,Note,Text\n"
#define RETURN "[return]\nid=sample\ntitle=Sample\nedition=a\nfirst-period=2024-25\n"
#define FREE "[part notes]\nrows=free\n"

/* The folder of the return "sample". */
typedef struct {
  char *folder, *sample;
} Fixture;

static void
set_up (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  fixture->folder = scratch_folder ();
  fixture->sample = g_build_filename (fixture->folder, "sample", NULL);
  scratch_folder_put (fixture->sample, "a/parts/notes.csv", NOTES);
  scratch_folder_put (fixture->sample, "a/return.ini", RETURN "parts=notes\nrules=none\n" FREE);
}

static void
tear_down (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_free (fixture->sample);
  scratch_folder_remove (fixture->folder);
}

static Definition *
read_edition (Fixture *fixture, const char *name)
{
  g_autoptr(GError) error = NULL;
  Definition *definition = edition_read (fixture->sample, name, &error);
  g_assert_no_error (error);
  return definition;
}

static void
assert_fault (Fixture *fixture, const char *name, const char *end)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (edition_read (fixture->sample, name, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  if (!g_str_has_suffix (error->message, end))
    g_error ("message: %s\nexpected at its end: %s", error->message, end);
}

static void
test_broken (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  static const struct { const char *ini, *message; } cases[] = {
    { "[return]\nid=sample\nedition=a\nfirst-period=2024-25\nparts=notes\nrules=none\n" FREE, "no title" },
    { RETURN "each=month\nparts=notes\nrules=none\n" FREE, "each must be year or quarter" },
    { RETURN "last-period=2025-26-Q1\nparts=notes\nrules=none\n" FREE,
      "first-period and last-period must be as each says" },
    { RETURN "each=quarter\nparts=notes\nrules=none\n" FREE, "first-period and last-period must be as each says" },
    { RETURN "rules=none\n", "no parts" },
    { RETURN "parts=notes\nrules=none\n", "a part needs rows = lines or rows = free" },
    { RETURN "parts=notes\nrules=none\n[part notes]\nrows=loose\n", "rows must be lines or free" },
    { RETURN "parts=notes\nrules=none\n[part notes]\nrows=free\nmay-be-empty=maybe\n", "may-be-empty must be yes or no" },
    { RETURN "parts=notes\nrules=none\n[part notes]\nrows=free\nremove-lines=x\n",
      "remove-lines: no line 'x' in part 'notes'" },
    { RETURN "parts=notes; notes\nrules=none\n" FREE, "parts must be different codes, none of them 'explanations'" },
    { RETURN "parts=explanations\nrules=none\n[part explanations]\nrows=free\n",
      "parts must be different codes, none of them 'explanations'" },
    { RETURN "parts=../notes\nrules=none\n", "parts must be different codes, none of them 'explanations'" },
    { RETURN "parts=notes\nremove-rules=X-1\nrules=none\n" FREE, "remove-rules: no rule 'X-1'" },
    { RETURN "parts=notes\n" FREE, "say 'rules = none'" },
    { RETURN "parts=notes\nrules=none\n[notes]\nrows=free\n", "unknown group 'notes'; known: return, part *" },
    { RETURN "parts=notes\nrules=none\n[part notes]\nrow=free\n", "unknown key 'row'; did you mean 'rows'?" },
    { "id=sample\n", "return.ini: Key file does not start with a group" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      scratch_folder_put (fixture->sample, "a/return.ini", cases[i].ini);
      g_test_message ("%u", i);
      assert_fault (fixture, "a", cases[i].message);
    }
}

/* The periods of an edition are its own: what it inherits would hold twice. */
static void
test_periods (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  scratch_folder_put (fixture->sample, "a/return.ini", RETURN "last-period=2025-26\nparts=notes\nrules=none\n" FREE);
  scratch_folder_put (fixture->sample, "b/return.ini",
                     "[return]\nid=sample\nedition=b\ninherits=a\nfirst-period=2026-27\nrules=none\n");
  g_autoptr(Definition) a = read_edition (fixture, "a");
  g_autoptr(Definition) b = read_edition (fixture, "b");
  g_assert_cmpuint (a->last.year, ==, 2025);
  g_assert_cmpuint (b->first.year, ==, 2026);
  g_assert_cmpuint (b->last.year, ==, 0);
  g_assert_cmpstr (b->title, ==, "Sample");
  scratch_folder_put (fixture->sample, "b/return.ini", "[return]\nid=sample\nedition=b\ninherits=a\nrules=none\n");
  assert_fault (fixture, "b", "first-period and last-period must be as each says");
}

/* Nine editions in a line are read, its own folder first; ten are too many. */
static void
test_depth (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  for (int name = 'b'; name <= 'j'; name++)
    {
      g_autofree char *file = g_strdup_printf ("%c/return.ini", name);
      g_autofree char *text = g_strdup_printf ("[return]\nid=sample\nedition=%c\ninherits=%c\nfirst-period=2024-25\n"
                                               "rules=none\n", name, name - 1);
      scratch_folder_put (fixture->sample, file, text);
    }
  g_autoptr(Definition) ninth = read_edition (fixture, "i");
  g_assert_cmpuint (ninth->folders->len, ==, 9);
  g_assert_true (g_str_has_suffix (ninth->folders->pdata[0], "/i"));
  g_assert_true (g_str_has_suffix (ninth->folders->pdata[8], "/a"));
  assert_fault (fixture, "j", "editions inherit in a circle, or too deeply");
}

/* Only files that end in .sql are rules, however short the others' names. */
static void
test_other_files_among_rules (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  scratch_folder_put (fixture->sample, "a/return.ini", RETURN "parts=notes\nrules=B-1; A-1\n" FREE);
  static const char *const names[] = { "A-1.sql", "B-1.sql", "x", "README", ".A-2.sql" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file = g_build_filename ("a/rules", names[i], NULL);
      scratch_folder_put (fixture->sample, file, "select 1");
    }
  g_autoptr(Definition) definition = read_edition (fixture, "a");
  g_assert_cmpuint (definition->rules->len, ==, 2);
  g_assert_true (g_str_has_suffix (definition->rules->pdata[0], "/A-1.sql"));
  g_assert_true (g_str_has_suffix (definition->rules->pdata[1], "/B-1.sql"));
}

static void
test_list (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  scratch_folder_put (fixture->sample, "c/return.ini", "");
  scratch_folder_put (fixture->sample, "b/return.ini", "");
  scratch_folder_put (fixture->sample, "drafts/notes.txt", "");
  g_auto(GStrv) names = edition_list (fixture->sample, &error);
  g_assert_no_error (error);
  g_assert_cmpstrv (names, ((const char *const[]) { "a", "b", "c", NULL }));
  scratch_folder_put (fixture->sample, "lost/parts/notes.csv", NOTES);
  g_assert_null (edition_list (fixture->sample, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_true (g_str_has_suffix (error->message, "lost' has parts and no return.ini"));
  g_clear_error (&error);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", NULL);
  g_assert_null (edition_list (nowhere, &error));
  g_assert_cmpint (error_kind (error), ==, ERROR_FAULT);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer unused);
  } tests[] = {
    { "/edition/broken-ones-are-faults", test_broken },
    { "/edition/periods-are-not-inherited", test_periods },
    { "/edition/inherits-so-deep", test_depth },
    { "/edition/other-files-among-its-rules", test_other_files_among_rules },
    { "/edition/list", test_list },
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
