/* The columns and lines of a part, as its files say. */

#include "lib/returns/part.h"

#include "lib/base/error.h"
#include "tests/scratch_folder.h"

#include <string.h>

#define COLUMNS "column,type,required,key,sign,choices,label,guidance,decimals,z,carry\n"
#define LINES "part,line,section,label,type,activities,sign,required,choices,definition\n"

typedef struct {
  char *folder;
  GPtrArray *parts;       /* "sheet", of lines, and "notes", of free rows */
} Fixture;

static void
set_up (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  fixture->folder = scratch_folder ();
  fixture->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  g_ptr_array_add (fixture->parts, part_new ("sheet"));
  g_ptr_array_add (fixture->parts, part_new ("notes"));
  part_set_lines (fixture->parts->pdata[0], TRUE);
}

static void
tear_down (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_ptr_array_unref (fixture->parts);
  scratch_folder_remove (fixture->folder);
  part_free (NULL);
}

static void
read_columns (Fixture *fixture, const char *rows)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_strconcat (COLUMNS, rows, NULL);
  scratch_folder_put (fixture->folder, "parts/notes.csv", text);
  part_read_columns (fixture->parts->pdata[1], fixture->folder, &error);
  g_assert_no_error (error);
}

static const ColumnDefinition *
column (Fixture *fixture, const char *name)
{
  const PartDefinition *part = fixture->parts->pdata[1];
  int position = part_column (part, name);
  g_assert_cmpint (position, >=, 0);
  return part->columns->pdata[position];
}

static void
test_columns (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  read_columns (fixture, "name,text,yes,yes,,,Name,Who,,,\n"
                         "rate,number,no,no,not-negative,,Rate,,3,no,yes\n"
                         "kind,choice,no,no,,a|b c|d,Kind,Which,,yes,no\n");
  const ColumnDefinition *name = column (fixture, "name"), *rate = column (fixture, "rate"),
                         *kind = column (fixture, "kind");
  g_assert_true (name->required && name->key && !name->applicable && !name->carry);
  g_assert_cmpint (name->type, ==, CELL_TEXT);
  g_assert_cmpint (name->sign, ==, SIGN_ANY);
  g_assert_cmpuint (name->decimals, ==, 1);
  g_assert_null (name->choices);
  g_assert_true (!rate->required && !rate->key && rate->applicable && rate->carry);
  g_assert_cmpint (rate->sign, ==, SIGN_NOT_NEGATIVE);
  g_assert_cmpuint (rate->decimals, ==, 3);
  g_assert_cmpstrv (kind->choices, ((const char *const[]) { "a", "b c", "d", NULL }));
  g_assert_false (kind->applicable);
  /* Read again, they are other columns, and not more. */
  read_columns (fixture, "who,text,yes,yes,,,Who,,,,\n");
  g_assert_cmpuint (((const PartDefinition *) fixture->parts->pdata[1])->columns->len, ==, 1);
  g_assert_cmpint (part_column (fixture->parts->pdata[1], "name"), ==, -1);
}

static void
test_broken_columns (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  static const char *const cases[] = {
    "name,text,yes,yes,,,Name,,7,,\n",          /* more decimals than six */
    "name,text,yes,yes,,a|b,Name,,,,\n",        /* choices of a text */
    "name,choice,yes,yes,,,Name,,,,\n",         /* a choice of none */
    "name,text,yes,yes,,,Name,,,never,\n",      /* z is yes or no */
    "Name,text,yes,yes,,,Name,,,,\n",           /* no code */
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = g_strconcat (COLUMNS, cases[i], NULL);
      scratch_folder_put (fixture->folder, "parts/notes.csv", text);
      g_test_message ("%u", i);
      g_assert_false (part_read_columns (fixture->parts->pdata[1], fixture->folder, &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_assert_nonnull (strstr (error->message, "parts/notes.csv:2: "));
    }
}

static void
assert_lines (Fixture *fixture, const char *rows, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_strconcat (LINES, rows, NULL);
  scratch_folder_put (fixture->folder, "lines.csv", text);
  part_read_lines (fixture->parts, fixture->folder, &error);
  g_assert_no_error (error);
  const PartDefinition *sheet = fixture->parts->pdata[0];
  g_autoptr(GString) got = g_string_new (NULL);
  for (guint i = 0; i < sheet->lines->len; i++)
    {
      const LineDefinition *line = sheet->lines->pdata[i];
      g_string_append_printf (got, "%s=%s ", line->line, line->label);
    }
  g_assert_cmpstr (got->str, ==, expected);
}

/* A line of a known code takes the place of the old; another goes to the end of its
 * section, and one of a new section to the end of all. */
static void
test_lines (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  assert_lines (fixture, "sheet,fees,In,Fees,amount,yes,any,yes,,\nsheet,pay,Out,Pay,amount,no,any,yes,,\n",
                "fees=Fees pay=Pay ");
  assert_lines (fixture, "sheet,tax,Tax,Tax,amount,no,any,no,,\nsheet,gifts,In,Gifts,amount,no,any,no,,\n"
                         "sheet,fees,In,All fees,amount,no,any,no,,\n",
                "fees=All fees gifts=Gifts pay=Pay tax=Tax ");
  const LineDefinition *fees = part_line (fixture->parts->pdata[0], "fees");
  g_assert_false (fees->activities || fees->required);
  g_assert_null (part_line (fixture->parts->pdata[0], "fee"));
  g_assert_null (part_line (fixture->parts->pdata[1], "fees"));
  /* Told again what it is, a part keeps its lines; of free rows it has none. */
  part_set_lines (fixture->parts->pdata[0], TRUE);
  g_assert_nonnull (part_line (fixture->parts->pdata[0], "fees"));
  part_set_lines (fixture->parts->pdata[0], FALSE);
  g_assert_null (part_line (fixture->parts->pdata[0], "fees"));
}

/* No lines.csv is no fault: a return may have free rows alone. */
static void
test_no_lines (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_assert_true (part_read_lines (fixture->parts, fixture->folder, &error));
  g_assert_no_error (error);
  g_assert_false (part_check (fixture->parts->pdata[0], "return.ini", &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
}

static void
test_names (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_auto(GStrv) names = part_names (fixture->parts);
  g_assert_cmpstrv (names, ((const char *const[]) { "sheet", "notes", NULL }));
  g_assert_true (part_find (fixture->parts, "notes") == fixture->parts->pdata[1]);
  g_assert_null (part_find (fixture->parts, "note"));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer unused);
  } tests[] = {
    { "/part/columns", test_columns },
    { "/part/broken-columns-are-faults", test_broken_columns },
    { "/part/lines-by-code-and-section", test_lines },
    { "/part/no-lines", test_no_lines },
    { "/part/names", test_names },
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
