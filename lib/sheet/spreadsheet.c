#include "lib/sheet/spreadsheet.h"

#include <string.h>

/* The header is among so many lines, and bytes. */
#define LINES_MAX 50u
#define BYTES_MAX ((gsize) 64 * 1024)

static const struct { const char *text, *name; } separators[] = {
  { ";", "semicolons" }, { "\t", "tabs" }, { "|", "bars" },
};

/* LINE at each SEPARATOR, without the blanks and quotation marks around. */
static gboolean
is_header_with (char *line, const char *separator, SpreadsheetHeaderFunc is_header, gpointer data)
{
  if (strstr (line, separator) == NULL)
    return FALSE;
  g_auto(GStrv) fields = g_strsplit (line, separator, -1);
  guint n = g_strv_length (fields);
  for (guint i = 0; i < n; i++)
    {
      char *field = g_strstrip (fields[i]);
      gsize length = strlen (field);
      if (length >= 2 && field[0] == '"' && field[length - 1] == '"')
        {
          memmove (field, field + 1, length - 2);
          field[length - 2] = '\0';
        }
    }
  return is_header ((const char *const *) fields, n, data);
}

static void
report_separator (guint64 line, const char *name, const char *file, Findings *findings)
{
  g_autofree char *message
    = g_strdup_printf ("%s stand between the cells, where commas should", name);
  Finding *finding = findings_add (findings, SEVERITY_HARD, "CSV-SEPARATOR", file, line, 0, message);
  finding_describe (finding, NULL, NULL, "commas",
                    "In Excel: File, Save As, type \"CSV UTF-8 (Comma delimited)\". Where Excel writes "
                    "semicolons all the same, open the file in LibreOffice: File, Save As, tick \"Edit "
                    "filter settings\", and give a comma as field delimiter.");
}

gboolean
spreadsheet_report_separator (GBytes *bytes, const char *file, SpreadsheetHeaderFunc is_header,
                              gpointer data, Findings *findings)
{
  gsize size;
  const char *start = g_bytes_get_data (bytes, &size);
  g_autofree char *copied = g_strndup (size == 0 ? "" : start, MIN (size, BYTES_MAX));
  g_autofree char *text = g_utf8_make_valid (copied, -1);
  char *from = g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text;
  g_auto(GStrv) lines = g_strsplit (from, "\n", LINES_MAX + 1);
  for (guint i = 0; lines[i] != NULL && i < LINES_MAX; i++)
    {
      if (is_header_with (lines[i], ",", is_header, data))
        return FALSE;
      for (guint k = 0; k < G_N_ELEMENTS (separators); k++)
        if (is_header_with (lines[i], separators[k].text, is_header, data))
          {
            report_separator (i + 1, separators[k].name, file, findings);
            return TRUE;
          }
    }
  return FALSE;
}

/* --- cells --- */

/* One or two digits at P; past them in *END, 0 when there are none. */
static guint
two_digits (const char *p, const char **end)
{
  gsize n = strspn (p, G_CSET_DIGITS);
  *end = p + n;
  return n == 1 || n == 2 ? (guint) g_ascii_strtoull (p, NULL, 10) : 0;
}

static gboolean
is_month_first (const char *text)
{
  const char *p;
  guint month = two_digits (text, &p);
  if (month == 0 || month > 12 || *p != '/')
    return FALSE;
  guint day = two_digits (p + 1, &p);
  return day > 12 && day <= 31 && *p == '/' && strspn (p + 1, G_CSET_DIGITS) >= 2;
}

static gboolean
has_no_break (const char *text)
{
  return strstr (text, "\xc2\xa0") != NULL || strstr (text, "\xe2\x80\x87") != NULL
         || strstr (text, "\xe2\x80\xaf") != NULL;
}

static const struct {
  gboolean (*is) (const char *text);
  const char *rule, *message, *expected, *advice;
} traps_known[N_SPREADSHEET_TRAPS] = {
  [TRAP_MONTH_FIRST] = { is_month_first, "CSV-MONTH-FIRST",
    "dates have the month first, as a spreadsheet set to the United States writes them",
    "YYYY-MM-DD",
    "Mark the columns of dates, choose Format Cells, Custom (in LibreOffice: Format, Cells, Date) and "
    "enter yyyy-mm-dd; then save as CSV again. Do not change the days by hand: 04/03/2025 is wrong as well." },
  [TRAP_NO_BREAK] = { has_no_break, "CSV-NO-BREAK",
    "cells hold no-break spaces, which look like blanks and come from a web page or a text",
    "no blank, or an ordinary one",
    "Copy one of them out of a cell (it is in front, behind or between digits), choose Find and Replace "
    "(Ctrl+H), paste it under Find, leave Replace blank, choose Replace All, and save as CSV again." },
};

void
spreadsheet_traps_clear (SpreadsheetTraps *traps)
{
  for (guint i = 0; i < N_SPREADSHEET_TRAPS; i++)
    {
      g_free (traps->first[i].field);
      g_free (traps->first[i].value);
    }
}

gboolean
spreadsheet_traps_take (SpreadsheetTraps *traps, const char *text, guint64 line, guint column,
                        guint64 byte, const char *field)
{
  for (guint i = 0; i < N_SPREADSHEET_TRAPS; i++)
    {
      if (!traps_known[i].is (text))
        continue;
      if (traps->first[i].cells++ > 0)
        return TRUE;
      traps->first[i].line = line;
      traps->first[i].column = column;
      traps->first[i].byte = byte;
      traps->first[i].field = g_strdup (field);
      traps->first[i].value = g_strdup (text);
      return TRUE;
    }
  return FALSE;
}

void
spreadsheet_traps_report (const SpreadsheetTraps *traps, const char *file, Findings *findings)
{
  for (guint i = 0; i < N_SPREADSHEET_TRAPS; i++)
    {
      guint64 cells = traps->first[i].cells;
      if (cells == 0)
        continue;
      g_autofree char *message = g_strdup_printf ("%s (%" G_GUINT64_FORMAT " cell%s)",
                                                  traps_known[i].message, cells, cells == 1 ? "" : "s");
      Finding *finding = findings_add (findings, SEVERITY_HARD, traps_known[i].rule, file,
                                       traps->first[i].line, traps->first[i].column, message);
      finding_describe (finding, traps->first[i].field, traps->first[i].value, traps_known[i].expected,
                        traps_known[i].advice);
      finding_set_byte (finding, traps->first[i].byte);
    }
}
