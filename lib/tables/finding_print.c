#include "lib/tables/finding_print.h"

#include <json-glib/json-glib.h>

#include "lib/sheet/csv.h"

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

static const char *
or_blank (const char *text)
{
  return text == NULL ? "" : text;
}

static char *
place_number (guint64 number)
{
  return number == 0 ? g_strdup ("") : g_strdup_printf ("%" G_GUINT64_FORMAT, number);
}

static void
print_csv (const Findings *findings, FILE *out)
{
  g_autoptr(GString) text = g_string_new ("severity,rule,file,line,column,cell,byte,field,"
                                          "value,expected,difference,message,advice\n");
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *finding = findings_index (findings, i);
      g_autofree char *line = place_number (finding->line);
      g_autofree char *column = place_number (finding->column);
      g_autofree char *byte = place_number (finding->byte);
      const char *fields[] = {
        severity_name (finding->severity), finding->rule, finding->file, line, column,
        or_blank (finding->cell), byte, or_blank (finding->field), or_blank (finding->value),
        or_blank (finding->expected), or_blank (finding->difference), or_blank (finding->message),
        or_blank (finding->advice), NULL,
      };
      csv_write_row (text, fields);
    }
  fwrite (text->str, 1, text->len, out);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, text);
}

static void
add_number (JsonBuilder *builder, const char *name, guint64 number)
{
  json_builder_set_member_name (builder, name);
  if (number == 0)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, (gint64) number);
}

static void
print_json (const Findings *findings, FILE *out)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *finding = findings_index (findings, i);
      json_builder_begin_object (builder);
      add_text (builder, "severity", severity_name (finding->severity));
      add_text (builder, "rule", finding->rule);
      add_text (builder, "file", finding->file);
      add_number (builder, "line", finding->line);
      add_number (builder, "column", finding->column);
      add_text (builder, "cell", finding->cell);
      add_number (builder, "byte", finding->byte);
      add_text (builder, "field", finding->field);
      add_text (builder, "value", finding->value);
      add_text (builder, "expected", finding->expected);
      add_text (builder, "difference", finding->difference);
      add_text (builder, "message", finding->message);
      add_text (builder, "advice", finding->advice);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);
  fprintf (out, "%s\n", text);
}

void
findings_print (const Findings *findings, Format format, FILE *out)
{
  static void (*const printers[]) (const Findings *, FILE *) = {
    [FORMAT_TEXT] = print_text,
    [FORMAT_CSV] = print_csv,
    [FORMAT_JSON] = print_json,
  };
  printers[format] (findings, out);
}
