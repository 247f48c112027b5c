#include "lib/returns/definition.h"
#include "lib/base/error.h"
#include "tests/scratch_folder.h"

#include <glib/gstdio.h>

/* A data folder of our own with one return, "sample", and its edition 2025-26. */
typedef struct {
  char *datadir;
} Fixture;

#define PART_HEAD "column,type,required,key,sign,choices,label,guidance\n"
#define LINES_HEAD \
  "part,line,section,label,type,activities,sign,required,choices,definition\n"

static void
put (const Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename ("submissions", "sample", name, NULL);
  scratch_folder_put (fixture->datadir, path, text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  (void) data;
  fixture->datadir = scratch_folder ();
  put (fixture, "2025-26/return.ini",
       "[return]\nid=sample\ntitle=Sample\nedition=2025-26\neach=year\n"
       "first-period=2024-25\nlast-period=2025-26\nparts=sheet; notes\n"
       "rules=SAM-001; SAM-002\n"
       "[part sheet]\ntitle=Sheet\nrows=lines\n"
       "[part notes]\ntitle=Notes\nrows=free\nmay-be-empty=yes\n");
  put (fixture, "2025-26/parts/sheet.csv",
       PART_HEAD "line,line,yes,yes,,,Line,Code\ntotal,by-line,yes,no,,,Total,All of it\n");
  put (fixture, "2025-26/parts/notes.csv",
       PART_HEAD "note,text,yes,yes,,,Note,Text\nkind,choice,no,no,,a|b,Kind,Which\n");
  put (fixture, "2025-26/lines.csv",
       LINES_HEAD "sheet,income,Income,Income,amount,no,not-negative,yes,,In\n"
       "sheet,costs,Costs,Costs,amount,no,any,yes,,Out\n");
  put (fixture, "2025-26/rules/SAM-001.sql", "select 1");
  put (fixture, "2025-26/rules/SAM-002.sql", "select 2");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  (void) data;
  scratch_folder_remove (fixture->datadir);
}

/* Loading fails with CODE and a message that ends in TEXT. */
static void
assert_refused (const Fixture *fixture, const char *id, const char *period, int code,
                const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Definition) definition = definition_load (fixture->datadir, id, period, &error);
  g_assert_null (definition);
  g_assert_error (error, CARE_ERROR, code);
  if (!g_str_has_suffix (error->message, text))
    g_error ("message: %s\nexpected at its end: %s", error->message, text);
}

/* A file is not there. */
static void
assert_lost (const Fixture *fixture, const char *period)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (definition_load (fixture->datadir, "sample", period, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_shipped_annual (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Definition) definition
    = definition_load (g_getenv ("CARE_OVERSIGHT_DATA"), "annual", "2024-25", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (definition->edition, ==, "2025-26");
  g_assert_cmpuint (definition->parts->len, ==, 4);
  const PartDefinition *statement = definition_part (definition, "statement");
  g_assert_cmpuint (statement->lines->len, ==, 50);
  g_assert_cmpint (part_column (statement, "total"), ==, 6);
  g_assert_cmpint (part_column (statement, "sum"), ==, -1);
  const LineDefinition *weeks = part_line (statement, "occupied_child_weeks");
  g_assert_cmpint (weeks->type, ==, CELL_NUMBER);
  g_assert_cmpuint (weeks->decimals, ==, 1);
  g_assert_true (weeks->activities);
  const PartDefinition *borrowings = definition_part (definition, "borrowings");
  g_assert_null (borrowings->lines);
  g_assert_true (borrowings->optional_rows);
  const ColumnDefinition *rate
    = g_ptr_array_index (borrowings->columns, (guint) part_column (borrowings, "rate_percent"));
  g_assert_cmpuint (rate->decimals, ==, 2);
  g_assert_null (definition_part (definition, "nothing"));
}

static void
test_shipped_capacity (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Definition) definition
    = definition_load (g_getenv ("CARE_OVERSIGHT_DATA"), "capacity", "2025-26-Q3", &error);
  g_assert_no_error (error);
  g_assert_true (definition->quarterly);
  const PartDefinition *placements = definition_part (definition, "placements");
  const ColumnDefinition *service = g_ptr_array_index (placements->columns, 1);
  g_assert_true (service->key);
  g_assert_cmpstr (service->choices[2], ==, "supported_accommodation");
}

static void
test_csv_columns_take_a_label_beside_lines_only (Fixture *fixture, gconstpointer data)
{
  (void) data;
  g_autoptr(Definition) definition = definition_load (fixture->datadir, "sample", "2025-26", NULL);
  g_auto(GStrv) sheet = part_csv_columns (definition_part (definition, "sheet"));
  g_auto(GStrv) notes = part_csv_columns (definition_part (definition, "notes"));
  g_assert_cmpstrv (sheet, ((const char *const[]) { "line", "total", "?label", NULL }));
  g_assert_cmpstrv (notes, ((const char *const[]) { "note", "kind", NULL }));
}

static void
test_unknown_names (Fixture *fixture, gconstpointer data)
{
  (void) data;
  int unknown = ERROR_REFUSED;
  assert_refused (fixture, "sampel", "2025-26", unknown,
                  "unknown return 'sampel'; did you mean 'sample'?");
  assert_refused (fixture, "../sample", "2025-26", unknown,
                  "unknown return '../sample'; did you mean 'sample'?");
  assert_refused (fixture, "sample", "2026-26", unknown,
                  "unknown period '2026-26'; did you mean '2025-26'?");
  assert_refused (fixture, "sample", "2025-26-Q1", unknown,
                  "unknown period '2025-26-Q1': the sample return is for years, and its editions are for "
                  "2024-25 to 2025-26; write one like '2025-26'");
  assert_refused (fixture, "sample", "2026-27", unknown,
                  "unknown period '2026-27': the sample return is for years, and its editions are for "
                  "2024-25 to 2025-26; the newest is '2025-26'");
  assert_refused (fixture, "sample", "never", unknown,
                  "unknown period 'never'; known: 2024-25, 2025-26");
}

static void
test_heir_changes_what_it_says (Fixture *fixture, gconstpointer data)
{
  (void) data;
  put (fixture, "2026-27/return.ini",
       "[return]\nid=sample\nedition=2026-27\ninherits=2025-26\nfirst-period=2026-27\n"
       "parts=sheet; extra\nremove-rules=SAM-001\nrules=SAM-002; SAM-003\nchanges=lines.csv; parts/extra.csv\n"
       "[part sheet]\nremove-lines=costs\n[part extra]\ntitle=Extra\nrows=free\n");
  put (fixture, "2026-27/parts/extra.csv", PART_HEAD "name,text,yes,yes,,,Name,Who\n");
  put (fixture, "2026-27/lines.csv",
       LINES_HEAD "sheet,grants,Income,Grants,amount,no,not-negative,yes,,Free\n"
       "sheet,tax,Tax,Tax,amount,no,any,yes,,Tax\n"
       "sheet,income,Income,All income,amount,no,any,yes,,In\n");
  put (fixture, "2026-27/rules/SAM-002.sql", "select 22");
  put (fixture, "2026-27/rules/SAM-003.sql", "select 3");

  g_autoptr(GError) error = NULL;
  g_autoptr(Definition) heir = definition_load (fixture->datadir, "sample", "2031-32", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (heir->title, ==, "Sample");
  g_assert_cmpuint (heir->parts->len, ==, 2);
  g_assert_null (definition_part (heir, "notes"));
  const PartDefinition *sheet = definition_part (heir, "sheet");
  const char *const lines[] = { "income", "grants", "tax" };
  g_assert_cmpuint (sheet->lines->len, ==, G_N_ELEMENTS (lines));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_cmpstr (((const LineDefinition *) sheet->lines->pdata[i])->line, ==, lines[i]);
  g_assert_cmpstr (part_line (sheet, "income")->label, ==, "All income");
  g_assert_cmpuint (heir->rules->len, ==, 2);
  g_assert_true (g_str_has_suffix (heir->rules->pdata[0], "2026-27/rules/SAM-002.sql"));
  g_assert_true (g_str_has_suffix (heir->rules->pdata[1], "2026-27/rules/SAM-003.sql"));
  g_assert_cmpuint (heir->folders->len, ==, 2);

  g_autoptr(Definition) base = definition_load (fixture->datadir, "sample", "2025-26", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (base->edition, ==, "2025-26");
  g_assert_nonnull (part_line (definition_part (base, "sheet"), "costs"));
}

static void
test_circle_and_overlap (Fixture *fixture, gconstpointer data)
{
  (void) data;
  put (fixture, "2026-27/return.ini",
       "[return]\nid=sample\nedition=2026-27\ninherits=2026-27\nfirst-period=2026-27\n");
  assert_refused (fixture, "sample", "2026-27", ERROR_FAULT,
                  "2026-27/return.ini: editions inherit in a circle, or too deeply");
  put (fixture, "2026-27/return.ini",
       "[return]\nid=sample\nedition=2026-27\ninherits=2025-62\nfirst-period=2026-27\n");
  assert_refused (fixture, "sample", "2026-27", ERROR_FAULT,
                  "unknown inherited edition '2025-62'; did you mean '2025-26'?");
  put (fixture, "2026-27/return.ini",
       "[return]\nid=sample\nedition=2026-27\ninherits=2025-26\nfirst-period=2025-26\n");
  assert_refused (fixture, "sample", "2025-26", ERROR_FAULT,
                  "editions '2025-26' and '2026-27' of return 'sample' both hold for 2025-26");
}

/* A change to one file of the edition, and what is said of it. */
static const struct {
  const char *file, *text, *message;
} faults[] = {
  { "lines.csv", LINES_HEAD "sheet,a,A,A,amonut,no,any,yes,,x\n",
    "lines.csv:2: unknown type 'amonut'; did you mean 'amount'?" },
  { "lines.csv", LINES_HEAD "sheet,a,A,A,amount,no,any,yes,,x\nshet,b,A,B,amount,no,any,yes,,x\n",
    "lines.csv:3: unknown part 'shet'; did you mean 'sheet'?" },
  { "lines.csv", LINES_HEAD "sheet,a,A,A,amount,no,any,yes,,x\nsheet,a,A,A,amount,no,any,yes,,x\n",
    "lines.csv:3: 'sheet', 'a' is there twice, first on line 2" },
  { "lines.csv", LINES_HEAD "notes,a,A,A,amount,no,any,yes,,x\n",
    "lines.csv:2: a line for a part whose rows are free" },
  { "lines.csv", LINES_HEAD "sheet,a,A,A,choice,no,any,yes,,x\n",
    "lines.csv:2: a choice needs its choices" },
  { "lines.csv", LINES_HEAD "sheet,A b,A,A,amount,no,any,yes,,x\n",
    "lines.csv:2: line 'A b': a code is lower-case letters, digits and '_'" },
  { "lines.csv", LINES_HEAD "sheet,a,A,A,amount,maybe,any,yes,,x\n",
    "lines.csv:2: unknown activities 'maybe'; known: yes, no" },
  { "lines.csv", LINES_HEAD "sheet,a,A,A,amount,no,positive,yes,,x\n",
    "lines.csv:2: unknown sign 'positive'; known: any, not-negative" },
  { "parts/notes.csv", PART_HEAD "note,text,yes,yes,,,N,T\nnote,text,yes,no,,,N,T\n",
    "parts/notes.csv:3: 'note' is there twice, first on line 2" },
  { "parts/notes.csv", PART_HEAD "note,text,yes,no,,,N,T\n",
    "return.ini: part 'notes' has no key column" },
  { "parts/notes.csv", PART_HEAD "note,by-line,yes,yes,,,N,T\n",
    "return.ini: part 'notes' has free rows but columns by line" },
  { "parts/sheet.csv", PART_HEAD "line,line,yes,yes,,,L,C\n",
    "return.ini: part 'sheet' needs lines in lines.csv, one column of type line and some of type by-line" },
  { "return.ini", "[return]\nid=other\nedition=2025-26\ntitle=T\nfirst-period=2025-26\nparts=sheet\n",
    "return.ini: id and edition must be the names of the folders" },
  { "return.ini", "[return]\nid=sample\nedition=2025-26\ntitle=T\nfirst-period=2025-26-Q1\nparts=sheet\n",
    "return.ini: first-period and last-period must be as each says" },
  { "return.ini", "[return]\nid=sample\nedition=2025-26\ntitle=T\nfirst-period=soon\nparts=sheet\n",
    "return.ini: first-period 'soon' is no period" },
  { "return.ini", "[return]\nid=sample\nedition=2025-26\ntittle=T\n",
    "return.ini: unknown key 'tittle'; did you mean 'title'?" },
  { "return.ini", "[return]\nid=sample\nedition=2025-26\ntitle=T\nfirst-period=2025-26\nparts=sheet\n"
    "[part shete]\nrows=lines\n",
    "return.ini: unknown part 'shete'; known: sheet" },
};

static void
test_broken_definitions_name_their_place (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *name = g_build_filename ("2025-26", faults[i].file, NULL);
      put (fixture, name, faults[i].text);
      assert_refused (fixture, "sample", "2025-26", ERROR_FAULT, faults[i].message);
      tear_down (fixture, data);
      set_up (fixture, data);
    }
}

static void
test_unreadable_parts_file_is_a_fault (Fixture *fixture, gconstpointer data)
{
  (void) data;
  put (fixture, "2025-26/parts/notes.csv", "column,type\n\"a\n");
  g_autoptr(GError) error = NULL;
  g_assert_null (definition_load (fixture->datadir, "sample", "2025-26", &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, "parts/notes.csv:"));
  g_clear_error (&error);
  g_autofree char *path = g_build_filename (fixture->datadir, "submissions/sample/2025-26/parts/notes.csv", NULL);
  g_remove (path);
  g_assert_null (definition_load (fixture->datadir, "sample", "2025-26", &error));
  g_assert_nonnull (strstr (error->message, "parts/notes.csv"));
}

static void
test_no_data_at_all (void)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (definition_load ("/nonexistent", "annual", "2025-26", &error));
  g_assert_cmpint (error_kind (error), ==, ERROR_FAULT);
}

/* What an heir changes is listed, so that it is missed when it is lost. */
static void
test_lost_changes (Fixture *fixture, gconstpointer data)
{
  static const char head[] = "[return]\nid=sample\nedition=2026-27\ninherits=2025-26\nfirst-period=2026-27\n";
  (void) data;
  put (fixture, "2026-27/return.ini", head);
  put (fixture, "2026-27/lines.csv", LINES_HEAD "sheet,tax,Tax,Tax,amount,no,any,yes,,Tax\n");
  assert_refused (fixture, "sample", "2026-27", ERROR_FAULT,
                  "lines.csv: it is not among the changes that return.ini lists");
  g_autofree char *listed = g_strconcat (head, "changes=lines.csv; parts/notes.csv\n", NULL);
  put (fixture, "2026-27/return.ini", listed);
  assert_lost (fixture, "2026-27");
  g_autofree char *path = g_build_filename (fixture->datadir, "submissions/sample/2026-27/return.ini", NULL);
  put (fixture, "2026-27/parts/notes.csv", PART_HEAD "note,text,yes,yes,,,Note,Text\n");
  g_autoptr(GError) error = NULL;
  g_autoptr(Definition) heir = definition_load (fixture->datadir, "sample", "2026-27", &error);
  (void) heir;
  g_assert_no_error (error);
  g_assert_cmpint (g_remove (path), ==, 0);
  assert_refused (fixture, "sample", "2026-27", ERROR_FAULT, "2026-27' has parts and no return.ini");
}

/* Rules that are listed and not there, or there and not listed. */
static void
test_lost_rules (Fixture *fixture, gconstpointer data)
{
  (void) data;
  g_autofree char *rules = g_build_filename (fixture->datadir, "submissions/sample/2025-26/rules", NULL);
  g_autofree char *second = g_build_filename (rules, "SAM-002.sql", NULL);
  put (fixture, "2025-26/rules/SAM-003.sql", "select 3");
  assert_refused (fixture, "sample", "2025-26", ERROR_FAULT, "rules/SAM-003.sql: no rule of return.ini, where 'rules' lists them");
  g_autofree char *third = g_build_filename (rules, "SAM-003.sql", NULL);
  g_assert_cmpint (g_remove (third), ==, 0);
  g_assert_cmpint (g_remove (second), ==, 0);
  assert_lost (fixture, "2025-26");
  g_autofree char *remove = g_strdup_printf ("rm -r '%s'", rules);
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
  assert_lost (fixture, "2025-26");
  g_assert_true (g_file_set_contents (rules, "", 0, NULL));
  g_autoptr(GError) error = NULL;
  g_assert_null (definition_load (fixture->datadir, "sample", "2025-26", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/definition/lost-rules-do-not-pass-for-none", test_lost_rules },
    { "/definition/lost-changes-do-not-leave-the-old-in-force", test_lost_changes },
    { "/definition/csv-columns-take-a-label-beside-lines-only", test_csv_columns_take_a_label_beside_lines_only },
    { "/definition/unknown-names-are-refused-with-the-nearest", test_unknown_names },
    { "/definition/heir-changes-what-it-says-and-nothing-else", test_heir_changes_what_it_says },
    { "/definition/circle-and-overlap-are-refused", test_circle_and_overlap },
    { "/definition/broken-definitions-name-their-place", test_broken_definitions_name_their_place },
    { "/definition/unreadable-file-is-a-fault", test_unreadable_parts_file_is_a_fault },
  };
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/definition/shipped-annual", test_shipped_annual);
  g_test_add_func ("/definition/shipped-capacity", test_shipped_capacity);
  g_test_add_func ("/definition/no-data-at-all", test_no_data_at_all);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
