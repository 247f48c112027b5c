#include "lib/returns/cell.h"

#include "lib/base/period.h"

static const char *const colours[] = { "red", "green", NULL };

#define AMOUNT { .type = CELL_AMOUNT, .asked = TRUE }
#define COST { .type = CELL_AMOUNT, .sign = SIGN_NOT_NEGATIVE, .asked = TRUE }
#define WEEKS { .type = CELL_NUMBER, .decimals = 1, .asked = TRUE }
#define WHOLE { .type = CELL_INTEGER, .asked = TRUE }
#define DATE { .type = CELL_DATE, .asked = TRUE }
#define CHOICE { .type = CELL_CHOICE, .choices = colours, .asked = TRUE }
#define YESNO { .type = CELL_YESNO, .asked = TRUE }
#define AUTHORITY { .type = CELL_AUTHORITY, .asked = TRUE }
#define URN { .type = CELL_URN, .asked = TRUE }
#define TEXT { .type = CELL_TEXT, .asked = TRUE }
#define REQUIRED { .type = CELL_TEXT, .required = TRUE, .asked = TRUE }
#define KEY { .type = CELL_TEXT, .key = TRUE, .asked = TRUE }
#define EVERYONE { .type = CELL_AMOUNT, .required = TRUE, .applicable = TRUE, .asked = TRUE }
#define NOT_ASKED { .type = CELL_AMOUNT }

/* RULE is NULL where the cell can be read. */
static const struct {
  CellDefinition definition;
  const char *text;
  CellState state;
  gint64 number;
  const char *rule, *near;
} rows[] = {
  { AMOUNT, "1234567.89", CELL_VALUE, 123456789, NULL, NULL },
  { AMOUNT, "-5", CELL_VALUE, -500, NULL, NULL },
  { AMOUNT, "", CELL_BLANK, 0, NULL, NULL },
  { AMOUNT, " \t", CELL_BLANK, 0, NULL, NULL },
  { AMOUNT, "z", CELL_NOT_APPLICABLE, 0, NULL, NULL },
  { AMOUNT, "Z", CELL_UNREADABLE, 0, "VAL-NOT-A-NUMBER", NULL },
  { AMOUNT, "x", CELL_UNREADABLE, 0, "VAL-NOT-A-NUMBER", NULL },
  { AMOUNT, "£5", CELL_UNREADABLE, 0, "VAL-SYMBOL", NULL },
  { AMOUNT, "1,000", CELL_UNREADABLE, 0, "VAL-SEPARATOR", NULL },
  { AMOUNT, "1e5", CELL_UNREADABLE, 0, "VAL-EXPONENT", NULL },
  { AMOUNT, "1.234", CELL_UNREADABLE, 0, "VAL-DECIMALS", NULL },
  { AMOUNT, "1000000000000", CELL_UNREADABLE, 0, "VAL-TOO-LARGE", NULL },
  { AMOUNT, "999999999999.99", CELL_VALUE, 99999999999999, NULL, NULL },
  { AMOUNT, "NaN", CELL_UNREADABLE, 0, "VAL-NOT-A-NUMBER", NULL },
  { AMOUNT, " 5", CELL_UNREADABLE, 0, "VAL-BLANKS", NULL },
  { AMOUNT, "5\n", CELL_UNREADABLE, 0, "VAL-BLANKS", NULL },
  { COST, "-0.01", CELL_UNREADABLE, 0, "VAL-NEGATIVE", NULL },
  { COST, "-0", CELL_VALUE, 0, NULL, NULL },
  { WEEKS, "65.5", CELL_VALUE, 655, NULL, NULL },
  { WEEKS, "65.55", CELL_UNREADABLE, 0, "VAL-DECIMALS", NULL },
  { WHOLE, "12", CELL_VALUE, 12, NULL, NULL },
  { WHOLE, "12.0", CELL_UNREADABLE, 0, "VAL-DECIMALS", NULL },
  { DATE, "31/03/2026", CELL_UNREADABLE, 0, "VAL-DATE", "2026-03-31" },
  { DATE, "04/01/2025", CELL_UNREADABLE, 0, "VAL-DATE", NULL },    /* 4 January or April 1 */
  { DATE, "04/04/2025", CELL_UNREADABLE, 0, "VAL-DATE", "2025-04-04" },
  { DATE, "13/01/2025", CELL_UNREADABLE, 0, "VAL-DATE", "2025-01-13" },
  { DATE, "2026-02-30", CELL_UNREADABLE, 0, "VAL-DATE", NULL },
  { CHOICE, "red", CELL_VALUE, 0, NULL, NULL },
  { CHOICE, "gren", CELL_UNREADABLE, 0, "VAL-CHOICE", "green" },
  { YESNO, "yes", CELL_VALUE, 0, NULL, NULL },
  { YESNO, "Yes", CELL_UNREADABLE, 0, "VAL-CHOICE", "yes" },
  { AUTHORITY, "E08000025", CELL_VALUE, 0, NULL, NULL },
  { AUTHORITY, "E08000026", CELL_UNREADABLE, 0, "VAL-AUTHORITY", NULL },
  { AUTHORITY, "birmingham", CELL_UNREADABLE, 0, "VAL-AUTHORITY", "E08000025, Birmingham" },
  { AUTHORITY, "Brimingham", CELL_UNREADABLE, 0, "VAL-AUTHORITY", "E08000025, Birmingham" },
  { URN, "SC012345", CELL_VALUE, 0, NULL, NULL },
  { URN, "1234567", CELL_VALUE, 0, NULL, NULL },
  { URN, "123456", CELL_UNREADABLE, 0, "VAL-URN", NULL },
  { URN, "sc012345", CELL_UNREADABLE, 0, "VAL-URN", NULL },
  { TEXT, "Larch House\nSecond line", CELL_VALUE, 0, NULL, NULL },
  { TEXT, "=cmd|' /C calc'!A0", CELL_VALUE, 0, NULL, NULL },
  { TEXT, "a\x1b[2J", CELL_UNREADABLE, 0, "VAL-CONTROL", NULL },
  { TEXT, "a\xe2\x80\xae", CELL_UNREADABLE, 0, "VAL-CONTROL", NULL },
  { TEXT, "\u00a0", CELL_UNREADABLE, 0, "VAL-CONTROL", NULL },
  { TEXT, "\u200d\u2003", CELL_UNREADABLE, 0, "VAL-CONTROL", NULL },
  { TEXT, "a\u3164", CELL_UNREADABLE, 0, "VAL-CONTROL", NULL },
  { REQUIRED, " ", CELL_UNREADABLE, 0, "VAL-REQUIRED", NULL },
  { REQUIRED, "z", CELL_NOT_APPLICABLE, 0, NULL, NULL },
  { KEY, "z", CELL_UNREADABLE, 0, "VAL-KEY", NULL },
  { KEY, "", CELL_UNREADABLE, 0, "VAL-REQUIRED", NULL },
  { EVERYONE, "z", CELL_UNREADABLE, 0, "VAL-NOT-APPLICABLE", NULL },
  { NOT_ASKED, "5", CELL_UNREADABLE, 0, "VAL-NOT-ASKED", NULL },
  { NOT_ASKED, "z", CELL_NOT_APPLICABLE, 0, NULL, NULL },
  { NOT_ASKED, "", CELL_BLANK, 0, NULL, NULL },
};

static void
test_cells (void)
{
  static const char text[] = "code,la_code,name,region,region_name,former_code,from,to\n"
                             "E08000025,330,Birmingham,E12000005,West Midlands,,2009-01-01,\n";
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(Register) reg = register_new ();
  register_read (reg, "authorities", bytes, "authorities.csv", findings);
  Date day = date_from_ymd (2026, 3, 31);
  g_autoptr(Authorities) authorities = authorities_new (reg, day, day);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 number = 0;
      CellProblem problem;
      CellState state = cell_read (&rows[i].definition, authorities, rows[i].text, TRUE, &number, &problem);
      g_test_message ("row %u: '%s'", i, rows[i].text);
      g_assert_cmpint (state, ==, rows[i].state);
      g_assert_cmpstr (problem.rule, ==, rows[i].rule);
      g_assert_cmpstr (problem.near, ==, rows[i].near);
      if (state == CELL_VALUE && cell_type_is_number (rows[i].definition.type))
        g_assert_cmpint (number, ==, rows[i].number);
      cell_problem_clear (&problem);
    }
}

static void
test_dates_are_days (void)
{
  const CellDefinition definition = DATE;
  gint64 number;
  CellProblem problem;
  g_assert_cmpint (cell_read (&definition, NULL, "2026-03-31", TRUE, &number, &problem), ==, CELL_VALUE);
  g_assert_cmpint (number, ==, date_from_ymd (2026, 3, 31));
}

static void
test_expected (void)
{
  static const struct {
    CellDefinition definition;
    const char *text;
  } expected[] = {
    { AMOUNT, "an amount in pounds, like 1234567.89" },
    { WEEKS, "a number with at most 1 decimal, like 1234.5" },
    { { .type = CELL_NUMBER, .decimals = 2 }, "a number with at most 2 decimals, like 1234.56" },
    { CHOICE, "one of: red, green" },
    { TEXT, "a text" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *text = cell_expected (&expected[i].definition);
      g_assert_cmpstr (text, ==, expected[i].text);
    }
}

/* As a file has it, read back. */
static const struct {
  Cell cell;
  const char *text;
} shown[] = {
  { { CELL_VALUE, CELL_AMOUNT, 2, 123450, NULL }, "1234.50" },
  { { CELL_VALUE, CELL_AMOUNT, 2, -5, NULL }, "-0.05" },
  { { CELL_VALUE, CELL_NUMBER, 1, 655, NULL }, "65.5" },
  { { CELL_VALUE, CELL_NUMBER, 0, 7, NULL }, "7" },
  { { CELL_VALUE, CELL_NUMBER, 0, 0, NULL }, "0" },
  { { CELL_VALUE, CELL_NUMBER, 6, 5, NULL }, "0.000005" },
  { { CELL_VALUE, CELL_AMOUNT, 2, 0, NULL }, "0.00" },
  { { CELL_VALUE, CELL_AMOUNT, 2, 100, NULL }, "1.00" },
  { { CELL_VALUE, CELL_INTEGER, 0, G_MININT64, NULL }, "-9223372036854775808" },
  { { CELL_VALUE, CELL_AMOUNT, 2, G_MININT64, NULL }, "-92233720368547758.08" },
  { { CELL_VALUE, CELL_DATE, 0, 739706, NULL }, "2026-03-31" },    /* 719163 days to 1970, 20543 more */
  { { CELL_VALUE, CELL_TEXT, 0, 0, "Ünited" }, "Ünited" },
  { { CELL_NOT_APPLICABLE, CELL_AMOUNT, 2, 0, NULL }, "z" },
  { { CELL_BLANK, CELL_AMOUNT, 2, 0, NULL }, "" },
  { { CELL_UNREADABLE, CELL_AMOUNT, 2, 0, NULL }, "" },
};

static void
test_as_a_file_has_it (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *text = cell_to_string (&shown[i].cell);
      g_assert_cmpstr (text, ==, shown[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cell/is-a-value-or-a-typed-missing-one", test_cells);
  g_test_add_func ("/cell/dates-are-days", test_dates_are_days);
  g_test_add_func ("/cell/says-what-it-expects", test_expected);
  g_test_add_func ("/cell/is-printed-as-a-file-has-it", test_as_a_file_has_it);
  return g_test_run ();
}
