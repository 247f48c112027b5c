/* Settings that are shipped: what nobody reads is a fault, not left out. */

#include "lib/base/ini_file.h"

#include "lib/base/error.h"
#include "tests/scratch_folder.h"

static const char *const return_keys[] = { "id", "title", NULL }, *const part_keys[] = { "rows", NULL };
static const IniGroup groups[] = { { "return", return_keys }, { "part *", part_keys }, { NULL, NULL } };

/* TEXT as the file "a.ini"; its path in *PATH. */
static GKeyFile *
read_text (const char *text, const IniGroup *allowed, char **path, GError **error)
{
  char *folder = scratch_folder ();
  *path = g_build_filename (folder, "a.ini", NULL);
  scratch_folder_put (folder, "a.ini", text);
  GKeyFile *ini = ini_file_read (*path, allowed, error);
  scratch_folder_remove (folder);
  return ini;
}

static void
test_good (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr(GKeyFile) ini = read_text ("# words\n[return]\nid = x\n[part one two]\nrows=free\n", groups, &first, &error);
  g_assert_no_error (error);
  g_autofree char *id = g_key_file_get_string (ini, "return", "id", NULL);
  g_assert_cmpstr (id, ==, "x");
  g_autoptr(GKeyFile) any = read_text ("[owners]\ntitle=T\n", NULL, &second, &error);
  g_assert_no_error (error);
  g_assert_true (g_key_file_has_group (any, "owners"));
}

static void
test_broken (void)
{
  static const struct { const char *text, *message; } cases[] = {
    { "[return]\ntittle = x\n", ": unknown key 'tittle'; did you mean 'title'?" },
    { "[part a]\nid = x\n", ": unknown key 'id'; known: rows" },
    { "[retrn]\nid = x\n", ": unknown group 'retrn'; did you mean 'return'?" },
    { "[annex]\n", ": unknown group 'annex'; known: return, part *" },
    { "id = x\n", ": Key file does not start with a group" },
    { "", ": the file is empty" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *path = NULL;
      g_assert_null (read_text (cases[i].text, groups, &path, &error));
      g_assert_cmpint (error_kind (error), ==, ERROR_FAULT);
      g_autofree char *expected = g_strconcat (path, cases[i].message, NULL);
      if (g_strstr_len (error->message, -1, expected) == NULL)
        g_error ("%s\nexpected: %s", error->message, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ini-file/is-read", test_good);
  g_test_add_func ("/ini-file/what-nobody-reads-is-a-fault", test_broken);
  return g_test_run ();
}
