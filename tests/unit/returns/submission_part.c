/* What is kept of a part that was read: the names of its cells, and how far its rows
 * can be relied on. */

#include "lib/returns/submission.h"
#include "tests/registers.h"
#include "tests/returns.h"

/* The parts of the annual base, of which PART has NEW_TEXT for OLD. */
typedef struct {
  Definition *definition;
  Findings *findings;
  Submission *submission;
} Read;

static void
read_clear (Read *read)
{
  submission_free (read->submission);
  findings_free (read->findings);
  definition_free (read->definition);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Read, read_clear)

static Read
read_changed (const char *part, const char *old, const char *new_text)
{
  Read read = { returns_define ("annual", "2025-26"), findings_new (), NULL };
  g_autoptr(GHashTable) files = returns_base (read.definition);
  g_autoptr(Authorities) authorities = register_reference_authorities ();
  returns_change (files, part, old, new_text);
  read.submission = submission_read (read.definition, files, NULL, authorities, read.findings);
  return read;
}

/* Labels are those of lines.csv and parts/<part>.csv of the edition. */
static void
test_names (void)
{
  static const struct { const char *part, *line, *column, *field, *label; guint row; } cells[] = {
    { "statement", "fee_income", "total", "fee_income:total", "Fee income, Total", 0 },
    { "statement", "fee_income", "line", "fee_income:line", "Line", 0 },
    { "ownership", "ultimate_parent", "value", "ultimate_parent:value", "Ultimate parent", 0 },
    { "borrowings", NULL, "lender", "lender", "Lender", 2 },
  };
  g_auto(Read) read = read_changed ("ownership", "family", "family");
  g_assert_cmpuint (findings_length (read.findings), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      const SubmissionPart *part = submission_part (read.submission, cells[i].part);
      guint row = cells[i].line == NULL ? cells[i].row : (guint) submission_part_row_of (part, cells[i].line);
      guint column = (guint) part_column (submission_part_definition (part), cells[i].column);
      g_autofree char *field = submission_part_field (part, row, column);
      g_autofree char *label = submission_part_label (part, row, column);
      const LineDefinition *line = submission_part_line_of (part, row);
      g_assert_cmpstr (field, ==, cells[i].field);
      g_assert_cmpstr (label, ==, cells[i].label);
      g_assert_cmpstr (line == NULL ? NULL : line->line, ==, cells[i].line);
    }
}

/* "Vehicles" is called as the first facility is: neither of the two counts. */
static void
test_twice (void)
{
  static const gboolean twice[] = { TRUE, FALSE, TRUE, FALSE };
  g_auto(Read) read = read_changed ("borrowings", "Vehicles,", "Term loan,");
  const SubmissionPart *part = submission_part (read.submission, "borrowings");
  g_assert_cmpuint (submission_part_rows (part), ==, G_N_ELEMENTS (twice));
  for (guint row = 0; row < G_N_ELEMENTS (twice); row++)
    g_assert_cmpint (submission_part_is_twice (part, row), ==, twice[row]);
  g_assert_false (submission_part_lost_rows (part));
}

/* A part whose every cell can be read is sound; one whose rows are there can be used,
 * whatever its cells are; rows are lost with their bytes, fields or codes. */
static void
test_how_far_it_can_be_relied_on (void)
{
  static const struct {
    const char *part, *old, *new_text;
    gboolean sound, usable, lost;
  } rows[] = {
    { "borrowings", "Vehicles,", "Vans,", TRUE, TRUE, FALSE },
    { "borrowings", "6.25", "six", FALSE, TRUE, FALSE },
    { "borrowings", "Vehicles,", "Vehicles,,", FALSE, TRUE, TRUE },
    { "borrowings", "facility,lender,", "facility,facility,", FALSE, FALSE, TRUE },
    { "borrowings", "facility,lender,", "facility,lendr,", FALSE, TRUE, FALSE },
    { "statement", "\nstaff_costs,", "\nstaf_costs,", FALSE, TRUE, TRUE },
    { "statement", "line,childrens_homes", "a,childrens_homes", FALSE, TRUE, TRUE },
    { "borrowings", "facility,lender,kind,rate_percent,drawn,undrawn_committed,due_within_one_year,matures,secured\n",
      "", FALSE, FALSE, TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Read) read = read_changed (rows[i].part, rows[i].old, rows[i].new_text);
      const SubmissionPart *part = submission_part (read.submission, rows[i].part);
      g_test_message ("row %u", i);
      g_assert_cmpint (submission_part_is_sound (part), ==, rows[i].sound);
      g_assert_cmpint (submission_part_is_usable (part), ==, rows[i].usable);
      g_assert_cmpint (submission_part_lost_rows (part), ==, rows[i].lost);
    }
}

/* The row of a code that no line has is there, and is of no line. */
static void
test_row_of_no_line (void)
{
  g_auto(Read) read = read_changed ("statement", "\nother_income,", "\nothers_income,");
  const SubmissionPart *part = submission_part (read.submission, "statement");
  g_assert_cmpuint (submission_part_rows (part), ==, 50);
  g_assert_null (submission_part_line_of (part, 1));
  g_assert_cmpint (submission_part_row_of (part, "other_income"), ==, -1);
  g_assert_cmpint (submission_part_cell (part, 1, 1).state, ==, CELL_UNREADABLE);
  g_assert_cmpuint (submission_part_line (part, 1), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/submission-part/names-its-cells", test_names);
  g_test_add_func ("/submission-part/rows-that-say-the-same-are-known", test_twice);
  g_test_add_func ("/submission-part/how-far-it-can-be-relied-on", test_how_far_it_can_be_relied_on);
  g_test_add_func ("/submission-part/a-row-of-no-line-is-there", test_row_of_no_line);
  return g_test_run ();
}
