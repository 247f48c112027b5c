#include "lib/tables/finding_print.h"

#include "lib/base/plural.h"
#include "lib/tables/table.h"

#include <string.h>

/* How many findings are made text at a time: there may be a million. */
#define SLICE 4096

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
print_location (const Finding *finding, FILE *out)
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
print_finding (const Finding *finding, FILE *out)
{
  fprintf (out, "%-5s %s", severity_name (finding->severity), finding->rule);
  print_location (finding, out);
  fprintf (out, "\n        %s\n", finding->message);
  print_detail (out, "value", finding->value);
  print_detail (out, "expected", finding->expected);
  print_detail (out, "difference", finding->difference);
  print_detail (out, "what to do", finding->advice);
}

/* How many of the rule and file of FINDING were met, with it. */
static guint
count_met (GHashTable *met, const Finding *finding)
{
  g_autofree char *key = g_strjoin ("\n", finding->rule, finding->file, NULL);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (met, key)) + 1;
  g_hash_table_insert (met, g_steal_pointer (&key), GUINT_TO_POINTER (n));
  return n;
}

/* Prints the first of each rule in each file; the number of the others. */
static guint64
print_first (const Findings *findings, FILE *out)
{
  guint64 others = 0;
  g_autoptr(GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *finding = findings_index (findings, i);
      guint n = count_met (met, finding);
      others += n > FINDINGS_SHOWN;
      if (n <= FINDINGS_SHOWN)
        print_finding (finding, out);
      else if (n == FINDINGS_SHOWN + 1)
        {
          guint64 all = findings_count_rule (findings, finding->rule, finding->file);
          fprintf (out, "%-5s %s %s: %" G_GUINT64_FORMAT " more like these\n", severity_name (finding->severity),
                   finding->rule, finding->file, all - FINDINGS_SHOWN);
        }
    }
  return others;
}

static void
print_text (const Findings *findings, FILE *out)
{
  guint64 others = print_first (findings, out);
  if (others > 0)
    fprintf (out, "%" G_GUINT64_FORMAT " of them are not shown, for of one rule in one file at most %d are: "
             "--format csv lists them all\n", others, FINDINGS_SHOWN);
  if (findings_not_kept (findings) > 0)
    fprintf (out, "%" G_GUINT64_FORMAT " more were found and not kept: put right what is shown, and check again\n",
             findings_not_kept (findings));
  g_autofree char *notes = plural (findings_count (findings, SEVERITY_NOTE), "note", "notes");
  fprintf (out, "findings: %" G_GUINT64_FORMAT " hard, %" G_GUINT64_FORMAT " soft, %s\n",
           findings_count (findings, SEVERITY_HARD), findings_count (findings, SEVERITY_SOFT), notes);
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

/* A figure keeps the decimals it was given with; any other text is itself. */
static void
add_figure (Table *table, const char *text, gboolean is_figure)
{
  Figure figure;
  if (!is_figure || text == NULL || !figure_parse (text, &figure))
    {
      table_add_text (table, text);
      return;
    }
  const char *point = strchr (text, '.');
  table_add_styled (table, figure, 0, point == NULL ? 0 : (guint) strlen (point + 1));
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
  add_figure (table, finding->value, finding->value_is_figure);
  add_figure (table, finding->expected, finding->expected_is_figure);
  add_figure (table, finding->difference, finding->difference_is_figure);
  table_add_text (table, finding->message);
  table_add_text (table, finding->advice);
}

static const TableColumn columns[] = {
  { "severity", "Severity", .kind = COLUMN_TEXT, .json = JSON_NULLABLE },
  { "rule", "Rule", .kind = COLUMN_TEXT, .json = JSON_NULLABLE },
  { "file", "File", .kind = COLUMN_TEXT, .json = JSON_NULLABLE },
  { "line", "Line", .kind = COLUMN_COUNT, .json = JSON_NULLABLE },
  { "column", "Column", .kind = COLUMN_COUNT, .json = JSON_NULLABLE },
  { "cell", "Cell", .kind = COLUMN_TEXT, .json = JSON_NULLABLE },
  { "byte", "Byte", .kind = COLUMN_COUNT, .json = JSON_NULLABLE },
  { "field", "Field", .kind = COLUMN_TEXT, .json = JSON_NULLABLE },
  { "value", "Value", .kind = COLUMN_ANY, .json = JSON_NULLABLE, .sensitivity = SENSITIVITY_RESTRICTED },
  { "expected", "Expected", .kind = COLUMN_ANY, .json = JSON_NULLABLE, .sensitivity = SENSITIVITY_RESTRICTED },
  { "difference", "Difference", .kind = COLUMN_ANY, .json = JSON_NULLABLE, .sensitivity = SENSITIVITY_RESTRICTED },
  { "message", "Message", .kind = COLUMN_TEXT, .json = JSON_NULLABLE, .sensitivity = SENSITIVITY_RESTRICTED },
  { "advice", "Advice", .kind = COLUMN_TEXT, .json = JSON_NULLABLE, .sensitivity = SENSITIVITY_RESTRICTED },
};

/* The findings from FIRST on, as many as a slice has. */
static Table *
slice_table (const Findings *findings, guint first)
{
  Table *table = table_new (columns, G_N_ELEMENTS (columns));
  for (guint i = first; i < MIN (first + SLICE, findings_length (findings)); i++)
    add_finding (table, findings_index (findings, i));
  return table;
}

static void
print_csv (const Findings *findings, const char *mark, FILE *out)
{
  g_autoptr(GString) text = g_string_new (NULL);
  for (guint first = 0; first == 0 || first < findings_length (findings); first += SLICE)
    {
      g_autoptr(Table) table = slice_table (findings, first);
      table_mark (table, mark);
      g_string_truncate (text, 0);
      if (first == 0)
        table_csv (table, text);
      else
        table_csv_rows (table, text);
      fwrite (text->str, 1, text->len, out);
    }
  if (findings_not_kept (findings) > 0)
    fprintf (out, "hard,FINDINGS-NOT-KEPT,,,,,,,,,,%" G_GUINT64_FORMAT " more were found and not kept,"
             "Put right what is shown and check again.%s%s\n", findings_not_kept (findings),
             mark != NULL ? "," : "", mark != NULL ? mark : "");
}

static void
print_members (JsonObject *more, FILE *out)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  json_object_iter_init_ordered (&iter, more);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_autofree char *text = json_to_string (value, FALSE);
      fprintf (out, ",\n\"%s\": %s", name, text);
    }
}

void
findings_print_json (const Findings *findings, const char *mark, JsonObject *more, FILE *out)
{
  g_autoptr(GString) text = g_string_new (NULL);
  fprintf (out, "{\"counts\": {\"hard\": %" G_GUINT64_FORMAT ", \"soft\": %" G_GUINT64_FORMAT
           ", \"note\": %" G_GUINT64_FORMAT ", \"not_kept\": %" G_GUINT64_FORMAT "},\n\"findings\": [",
           findings_count (findings, SEVERITY_HARD), findings_count (findings, SEVERITY_SOFT),
           findings_count (findings, SEVERITY_NOTE), findings_not_kept (findings));
  for (guint first = 0; first < findings_length (findings); first += SLICE)
    {
      g_autoptr(Table) table = slice_table (findings, first);
      g_string_truncate (text, 0);
      table_json_rows (table, first == 0 ? "" : ",", text);
      fwrite (text->str, 1, text->len, out);
    }
  fputs (findings_length (findings) == 0 ? "]" : "\n]", out);
  if (more != NULL)
    print_members (more, out);
  if (mark != NULL)
    fprintf (out, ",\n\"record\": \"%s\"", mark);
  fputs ("}\n", out);
}

void
findings_print (const Findings *findings, Format format, const char *mark, FILE *out)
{
  if (format == FORMAT_TEXT)
    print_text (findings, out);
  else if (format == FORMAT_CSV)
    print_csv (findings, mark, out);
  else
    findings_print_json (findings, mark, NULL, out);
}
