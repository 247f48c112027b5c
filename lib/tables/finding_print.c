#include "lib/tables/finding_print.h"

static gboolean
is_said (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
print_detail (FILE *out, const char *label, const char *text)
{
  if (is_said (text))
    fprintf (out, "        %-11s%s\n", label, text);
}

static void
print_place (const Finding *finding, FILE *out)
{
  if (is_said (finding->file))
    fprintf (out, " %s", finding->file);
  if (finding->line > 0)
    fprintf (out, " line %" G_GUINT64_FORMAT, finding->line);
  if (finding->column > 0)
    fprintf (out, ", column %u", finding->column);
  if (is_said (finding->cell))
    fprintf (out, " (cell %s)", finding->cell);
  if (finding->byte > 0)
    fprintf (out, ", byte %" G_GUINT64_FORMAT, finding->byte);
  if (is_said (finding->field))
    fprintf (out, ", %s", finding->field);
}

static void
print_text (const Findings *findings, FILE *out)
{
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *finding = findings_index (findings, i);
      fprintf (out, "%-5s %s", severity_name (finding->severity), finding->rule);
      print_place (finding, out);
      fprintf (out, "\n        %s\n", finding->message);
      print_detail (out, "value", finding->value);
      print_detail (out, "expected", finding->expected);
      print_detail (out, "difference", finding->difference);
      print_detail (out, "what to do", finding->advice);
    }
  guint64 total = 0;
  for (Severity severity = SEVERITY_HARD; severity <= SEVERITY_NOTE; severity++)
    total += findings_count (findings, severity);
  if (total > findings_length (findings))
    fprintf (out, "%" G_GUINT64_FORMAT " more findings are not shown: at most %d of one rule in one file are\n",
             total - findings_length (findings), FINDINGS_PER_RULE);
  fprintf (out, "findings: %" G_GUINT64_FORMAT " hard, %" G_GUINT64_FORMAT " soft, %" G_GUINT64_FORMAT " %s\n",
           findings_count (findings, SEVERITY_HARD), findings_count (findings, SEVERITY_SOFT),
           findings_count (findings, SEVERITY_NOTE),
           findings_count (findings, SEVERITY_NOTE) == 1 ? "note" : "notes");
}

/* Line 0, column 0 and byte 0 are none. */
static void
add_number (Table *table, guint64 number)
{
  if (number == 0)
    table_add_nothing (table);
  else
    table_add_count (table, (gint64) number);
}

static void
add_finding (Table *table, const Finding *finding)
{
  table_add_text (table, severity_name (finding->severity));
  table_add_text (table, finding->rule);
  table_add_text (table, finding->file);
  add_number (table, finding->line);
  add_number (table, finding->column);
  table_add_text (table, finding->cell);
  add_number (table, finding->byte);
  table_add_text (table, finding->field);
  table_add_text (table, finding->value);
  table_add_text (table, finding->expected);
  table_add_text (table, finding->difference);
  table_add_text (table, finding->message);
  table_add_text (table, finding->advice);
}

Table *
findings_table (const Findings *findings)
{
  static const TableColumn columns[] = {
    { "severity", "Severity", .kind = COLUMN_TEXT, .json = JSON_NULLABLE },
    { "rule", "Rule", .kind = COLUMN_TEXT, .json = JSON_NULLABLE },
    { "file", "File", .kind = COLUMN_TEXT, .json = JSON_NULLABLE },
    { "line", "Line", .kind = COLUMN_COUNT, .json = JSON_NULLABLE },
    { "column", "Column", .kind = COLUMN_COUNT, .json = JSON_NULLABLE },
    { "cell", "Cell", .kind = COLUMN_TEXT, .json = JSON_NULLABLE },
    { "byte", "Byte", .kind = COLUMN_COUNT, .json = JSON_NULLABLE },
    { "field", "Field", .kind = COLUMN_TEXT, .json = JSON_NULLABLE },
    { "value", "Value", .kind = COLUMN_TEXT, .json = JSON_NULLABLE, .sensitivity = SENSITIVITY_RESTRICTED },
    { "expected", "Expected", .kind = COLUMN_TEXT, .json = JSON_NULLABLE, .sensitivity = SENSITIVITY_RESTRICTED },
    { "difference", "Difference", .kind = COLUMN_TEXT, .json = JSON_NULLABLE, .sensitivity = SENSITIVITY_RESTRICTED },
    { "message", "Message", .kind = COLUMN_TEXT, .json = JSON_NULLABLE, .sensitivity = SENSITIVITY_RESTRICTED },
    { "advice", "Advice", .kind = COLUMN_TEXT, .json = JSON_NULLABLE, .sensitivity = SENSITIVITY_RESTRICTED },
  };
  Table *table = table_new (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < findings_length (findings); i++)
    add_finding (table, findings_index (findings, i));
  return table;
}

void
findings_print (const Findings *findings, Format format, FILE *out)
{
  if (format == FORMAT_TEXT)
    {
      print_text (findings, out);
      return;
    }
  g_autoptr(Table) table = findings_table (findings);
  table_print (table, format, out);
}
