#include "collector/intake/ofsted.h"

#include <string.h>

#include "collector/intake/list_doubt.h"
#include "collector/intake/repeated_finding.h"
#include "lib/register/area_name.h"
#include "lib/base/suggest.h"
#include "lib/base/urn.h"
#include "lib/sheet/spreadsheet.h"

#define BANNER_MAX 16384u    /* bytes of what stands above the header */

/* So many columns recognised make a row the header; banners have none. */
#define ENOUGH_COLUMNS 4u

typedef struct {
  const OfstedRequest *request;
  const ListWords *words;
  const Register *reg;
  Findings *findings;
  guint64 records;                     /* seen before the header was found */
  OfstedAbout about;
  guint positions[N_LIST_FIELDS];    /* from 1; 0: there is no such column */
  GString *csv;
  GHashTable *lines;                   /* URN -> line on which it stands */
  RepeatedFindings *repeated;
  guint64 short_rows;
  SpreadsheetTraps traps;
} Reading;

static const char *
cell (const Reading *reading, const CsvRow *row, ListField field)
{
  guint position = reading->positions[field];
  return position == 0 || position > row->n_fields ? "" : row->fields[position - 1];
}

static void
report (const Reading *reading, const CsvRow *row, ListField field, const char *rule,
        const char *message, const char *advice)
{
  Finding *finding =
    findings_add (reading->findings, SEVERITY_HARD, rule, reading->request->file, row->line,
                  reading->positions[field], message);
  finding_describe (finding, list_field_names[field], cell (reading, row, field), NULL, advice);
  finding_set_byte (finding, row->byte);
}

/* The same for a cell that cannot be read, unless it is one of many for a reason
 * that is told once. */
static void
report_cell (Reading *reading, const CsvRow *row, ListField field, const char *rule,
             const char *message, const char *advice)
{
  if (!spreadsheet_traps_take (&reading->traps, cell (reading, row, field), row->line,
                               reading->positions[field], row->byte, list_field_names[field]))
    report (reading, row, field, rule, message, advice);
}

/* Says what is wrong with the first row of several. Takes the texts over. */
static void
report_first (Reading *reading, const CsvRow *row, ListField field, Severity severity,
              const char *rule, const char *key, char *message, char *expected, char *advice)
{
  const RepeatedFinding first = {
    .severity = severity, .rule = rule, .field = list_field_names[field], .message = message,
    .value = g_strdup (cell (reading, row, field)), .expected = expected, .advice = advice,
    .line = row->line, .byte = row->byte, .column = reading->positions[field],
  };
  repeated_findings_add (reading->repeated, key, &first);
}

/* --- the header --- */

static gboolean
is_header (const char *const *names, guint n_names, gpointer data)
{
  const Reading *reading = data;
  gboolean has[N_LIST_FIELDS] = { FALSE };
  guint n = 0;
  for (guint i = 0; i < n_names; i++)
    {
      ListField field = list_words_column (reading->words, names[i]);
      if (field < N_LIST_FIELDS && list_words_requires (reading->words, field) && !has[field])
        {
          has[field] = TRUE;
          n++;
        }
    }
  return n >= ENOUGH_COLUMNS;
}

static void
report_unknown_column (const Reading *reading, const CsvRow *row, guint i)
{
  gboolean named = *row->fields[i] != '\0';
  Finding *finding =
    findings_add (reading->findings, SEVERITY_NOTE, "OFS-COLUMN-UNKNOWN", reading->request->file,
                  row->line, i + 1, named ? "the column is not known; it is left out"
                                          : "a column without a name is left out");
  finding_describe (finding, NULL, row->fields[i], NULL,
                    "If it is one that is kept, add its name to collector/intake/words/columns.csv.");
  finding_set_byte (finding, row->byte);
}

static void
report_missing_columns (const Reading *reading, const CsvRow *row)
{
  for (ListField field = 0; field < N_LIST_FIELDS; field++)
    {
      if (reading->positions[field] != 0 || !list_words_requires (reading->words, field))
        continue;
      g_autofree char *names = list_words_column_names (reading->words, field);
      g_autofree char *message = g_strdup_printf ("no column is called %s", names);
      Finding *finding =
        findings_add (reading->findings, SEVERITY_HARD, "OFS-COLUMN-MISSING",
                      reading->request->file, row->line, 0, message);
      g_autofree char *advice =
        g_strdup_printf ("A list without it cannot say %s; Ofsted's lists from 2018 on have it. If "
                         "this one calls it something else, add that name to "
                         "collector/intake/words/columns.csv.", list_words_lacks (reading->words, field));
      finding_describe (finding, list_field_names[field], NULL, names, advice);
      finding_set_byte (finding, row->byte);
    }
}

static void
read_header (Reading *reading, const CsvRow *row)
{
  reading->about.header_line = row->line;
  reading->about.width = row->n_fields;
  for (guint i = 0; i < row->n_fields; i++)
    {
      ListField field = list_words_column (reading->words, row->fields[i]);
      g_ptr_array_add (reading->about.names, g_strdup (row->fields[i]));
      g_array_append_val (reading->about.fields, field);
      if (field == LIST_UNKNOWN)
        report_unknown_column (reading, row, i);
      if (field >= N_LIST_FIELDS)
        continue;
      guint before = reading->positions[field];
      reading->positions[field] = i + 1;
      if (before == 0 || field == LIST_INSPECTED)
        continue;
      g_autofree char *message =
        g_strdup_printf ("column %u, '%s', would fill the same field", before,
                         row->fields[before - 1]);
      report (reading, row, field, "OFS-COLUMN-TWICE", message, "Keep one of the two columns.");
    }
  reading->about.has_inspections = reading->positions[LIST_INSPECTED] > 0;
  report_missing_columns (reading, row);
}

/* What stands above the header says what the list is of. */
static void
read_banner (Reading *reading, const CsvRow *row)
{
  for (guint i = 0; i < row->n_fields; i++)
    {
      g_autofree char *text = list_words_fold (row->fields[i]);
      if (*text != '\0' && reading->about.banner->len < BANNER_MAX)
        g_string_append_printf (reading->about.banner, "%s\n", text);
    }
  reading->records++;
}

/* --- cells --- */

static gboolean
read_urn (Reading *reading, const CsvRow *row)
{
  guint32 urn;
  if (!urn_parse (cell (reading, row, LIST_URN), &urn))
    {
      report_cell (reading, row, LIST_URN, "OFS-URN", "is not a URN",
              "Write SC and six digits, or seven digits.");
      return FALSE;
    }
  guint line = GPOINTER_TO_UINT (g_hash_table_lookup (reading->lines, GUINT_TO_POINTER (urn + 1)));
  if (line != 0)
    {
      g_autofree char *message = g_strdup_printf ("stands on line %u already", line);
      report (reading, row, LIST_URN, "OFS-URN-TWICE", message, "Remove one of the two rows.");
      return FALSE;
    }
  g_hash_table_insert (reading->lines, GUINT_TO_POINTER (urn + 1),
                       GUINT_TO_POINTER ((guint) row->line));
  return TRUE;
}

static gboolean
read_date (Reading *reading, const CsvRow *row, Date *out)
{
  const char *text = cell (reading, row, LIST_REGISTERED);
  *out = 0;
  if (*text != '\0' && !date_parse (text, out) && !date_parse_british (text, out))
    {
      report_cell (reading, row, LIST_REGISTERED, "OFS-DATE", "is not a date",
              "Write it as YYYY-MM-DD or DD/MM/YYYY.");
      return FALSE;
    }
  return TRUE;
}

/* A whole number, or blank; *OUT is 0 when blank. */
static gboolean
read_count (Reading *reading, const CsvRow *row, ListField field, guint *out)
{
  const char *text = cell (reading, row, field);
  gsize n = strspn (text, "0123456789");
  *out = n > 0 && n <= 5 ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
  if (text[n] == '\0' && n <= 5)
    return TRUE;
  report_cell (reading, row, field, "OFS-PLACES", "is not a whole number of at most five digits",
          "Write a number like 6, or leave the cell blank.");
  return FALSE;
}

#define BLANK_ADVICE "See that the row is whole: a list that was cut short ends like this. Else ask Ofsted."

/* The value of FIELD; NULL when it is not known. */
static const ListValue *
read_value (Reading *reading, const CsvRow *row, ListField field)
{
  const char *text = cell (reading, row, field);
  const ListValue *value = list_words_value (reading->words, field, text);
  g_autofree char *key = g_strconcat (list_field_names[field], "\n", text, NULL);
  if (value != NULL || repeated_findings_count (reading->repeated, "OFS-VALUE", key))
    return value;
  g_autofree const char **known = list_words_values (reading->words, field);
  const char *nearest = suggest_nearest (text, known);
  char *advice = *text == '\0' ? g_strdup (BLANK_ADVICE)
    : g_strdup_printf ("%s%s%sIf it is a new one, add it to collector/intake/words/values.csv.",
                                  nearest == NULL ? "" : "Did you mean '",
                                  nearest == NULL ? "" : nearest, nearest == NULL ? "" : "'? ");
  report_first (reading, row, field, SEVERITY_HARD, "OFS-VALUE", key,
                g_strdup_printf ("the %s is %s", list_field_names[field],
                                 *text == '\0' ? "blank" : "not known"),
                g_strjoinv (", ", (GStrv) known), advice);
  return NULL;
}

/* What the name of an authority may mean; NULL when that cannot be said. */
static char *
authority_advice (const Reading *reading, const char *name)
{
  Date on = reading->request->as_at;
  g_autoptr(GPtrArray) rows = register_authorities (reading->reg, on);
  g_autofree AreaName *areas = g_new (AreaName, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const Authority *row = rows->pdata[i];
      areas[i] = (AreaName) { row->code, row->name };
    }
  g_auto(AreaMatch) match = area_name_match (areas, rows->len, reading->reg, on, name);
  return area_match_advice (&match);
}

static const Authority *
read_authority (Reading *reading, const CsvRow *row)
{
  const char *name = cell (reading, row, LIST_AUTHORITY);
  const Authority *found =
    register_authority_named (reading->reg, name, reading->request->as_at);
  if (found != NULL || repeated_findings_count (reading->repeated, "OFS-AUTHORITY", name))
    return found;
  g_autofree char *date = date_to_display (reading->request->as_at);
  g_autofree char *meant = authority_advice (reading, name);
  report_first (reading, row, LIST_AUTHORITY, SEVERITY_HARD, "OFS-AUTHORITY", name,
                *name == '\0' ? g_strdup ("the local authority is blank")
                              : g_strdup_printf ("there is no authority of this name on %s", date),
                NULL,
                *name == '\0' ? g_strdup (BLANK_ADVICE) : g_strconcat (meant == NULL ? "" : meant, meant == NULL ? "" : " ",
                             "See that the date of the list is right, or add the spelling to the "
                             "register's authority-names.", NULL));
  return NULL;
}

/* The list's region of the authority's row is only looked at: the register decides. */
static void
check_region (Reading *reading, const CsvRow *row, const Authority *authority)
{
  const char *region = cell (reading, row, LIST_REGION);
  g_autofree char *published = list_words_fold (region);
  g_autofree char *known = list_words_fold (authority->region_name);
  if (*published == '\0' || strcmp (published, known) == 0)
    return;
  g_autofree char *key = g_strconcat (published, "\n", authority->code, NULL);
  if (!repeated_findings_count (reading->repeated, "OFS-REGION", key))
    report_first (reading, row, LIST_REGION, SEVERITY_NOTE, "OFS-REGION", key,
                  g_strdup_printf ("%s is not in the region that the list gives", authority->name),
                  g_strdup (authority->region_name),
                  g_strdup ("The region of the authority is the one that counts; tell Ofsted."));
}

/* --- rows --- */

static gboolean
check_width (Reading *reading, const CsvRow *row)
{
  if (row->n_fields < reading->about.width)
    reading->short_rows++;
  for (guint i = reading->about.width; i < row->n_fields; i++)
    if (*row->fields[i] != '\0')
      {
        g_autofree char *message = g_strdup_printf ("the row has %u cells and the header has %u",
                                                    row->n_fields, reading->about.width);
        Finding *finding =
          findings_add (reading->findings, SEVERITY_HARD, "OFS-LONG", reading->request->file,
                        row->line, i + 1, message);
        finding_describe (finding, NULL, row->fields[i], NULL,
                          "Put a text that has a comma in it in quotation marks.");
        finding_set_byte (finding, row->byte);
        return FALSE;
      }
  return TRUE;
}

/* Puts the row into our columns. */
static void
keep_row (Reading *reading, const CsvRow *row, const OfstedRow *read)
{
  g_autofree char *registered = date_to_string (read->registered);
  const char *const fields[] = {
    cell (reading, row, LIST_URN), cell (reading, row, LIST_NAME), read->provision->value,
    read->status->value, registered, read->sector->value, cell (reading, row, LIST_ORGANISATION),
    read->authority->code, cell (reading, row, LIST_PLACES), cell (reading, row, LIST_PREMISES), NULL,
  };
  csv_write_row_exact (reading->csv, fields);
  ofsted_about_count (&reading->about, read, reading->request->as_at);
}

static void
read_row (Reading *reading, const CsvRow *row)
{
  OfstedRow read = {
    .line = row->line,
    .inspected = *cell (reading, row, LIST_INSPECTED) != '\0',
    .without_organisation = *cell (reading, row, LIST_ORGANISATION) == '\0',
  };
  gboolean good = check_width (reading, row);
  if (!good)
    return;
  good &= read_urn (reading, row);
  good &= read_date (reading, row, &read.registered);
  good &= read_count (reading, row, LIST_PLACES, &read.places);
  good &= read_count (reading, row, LIST_PREMISES, &read.premises);
  read.provision = read_value (reading, row, LIST_PROVISION);
  read.status = read_value (reading, row, LIST_STATUS);
  read.sector = read_value (reading, row, LIST_SECTOR);
  read.authority = read_authority (reading, row);
  if (read.authority != NULL)
    check_region (reading, row, read.authority);
  if (good && read.provision != NULL && read.status != NULL && read.sector != NULL
      && read.authority != NULL)
    keep_row (reading, row, &read);
}

static void
take_row (const CsvRow *row, gpointer data)
{
  Reading *reading = data;
  const OfstedRequest *request = reading->request;
  if (request->progress != NULL)
    request->progress (row->byte, request->progress_data);
  if (row->blank || reading->records > OFSTED_HEADER_WITHIN)
    return;
  if (reading->about.header_line > 0)
    read_row (reading, row);
  else if (is_header (row->fields, row->n_fields, reading))
    read_header (reading, row);
  else
    read_banner (reading, row);
}

static void
report_short_rows (const Reading *reading)
{
  if (reading->short_rows == 0)
    return;
  g_autofree char *message =
    g_strdup_printf ("%" G_GUINT64_FORMAT " rows have fewer cells than the header; the cells "
                     "left off were read as blank", reading->short_rows);
  findings_add (reading->findings, SEVERITY_NOTE, "OFS-SHORT", reading->request->file, 0, 0,
                message);
}

static void
report_no_header (const Reading *reading)
{
  g_autofree char *message =
    g_strdup_printf ("none of the first %u rows names enough of the columns", OFSTED_HEADER_WITHIN);
  Finding *finding = findings_add (reading->findings, SEVERITY_HARD, "OFS-NO-HEADER",
                                   reading->request->file, 1, 0, message);
  finding_describe (finding, NULL, NULL, "URN, Provision type, Local authority, Places, ...",
                    "Give the list of providers as Ofsted publishes it, saved as CSV.");
}

static void
report_no_rows (const Reading *reading)
{
  Finding *finding = findings_add (reading->findings, SEVERITY_HARD, "OFS-NO-ROWS",
                                   reading->request->file, reading->about.header_line, 0,
                                   "the list has a header and no establishment");
  finding_describe (finding, NULL, NULL, "a row for each establishment",
                    "Fetch the file again, and compare its size with that of the original.");
}

static void
reading_clear (Reading *reading)
{
  ofsted_about_clear (&reading->about);
  g_string_free (reading->csv, TRUE);
  g_hash_table_unref (reading->lines);
  repeated_findings_free (reading->repeated);
  spreadsheet_traps_clear (&reading->traps);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static OfstedList *
finish (Reading *reading)
{
  OfstedList *list = g_new0 (OfstedList, 1);
  list->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, reading->request->bytes);
  list->csv = g_strdup (reading->csv->str);
  list->about = reading->about;
  ofsted_about_init (&reading->about);
  return list;
}

OfstedList *
ofsted_read (const OfstedRequest *request, const ListWords *words, const Register *reg,
             Findings *findings)
{
  guint64 before = findings_count (findings, SEVERITY_HARD);
  g_auto(Reading) reading = {
    .request = request, .words = words, .reg = reg, .findings = findings,
    .csv = g_string_new ("urn,name,provision,status,registered,sector,organisation,authority,"
                         "places,premises\n"),
    .lines = g_hash_table_new (NULL, NULL),
    .repeated = repeated_findings_new (),
  };
  ofsted_about_init (&reading.about);
  if (spreadsheet_report_separator (request->bytes, request->file, is_header, &reading, findings))
    return NULL;
  gboolean clean = csv_read (request->bytes, request->file, CSV_UTF8_OR_WINDOWS_1252, take_row,
                             &reading, findings);
  if (reading.about.header_line == 0 && (clean || reading.records > 0))
    report_no_header (&reading);
  report_short_rows (&reading);
  spreadsheet_traps_report (&reading.traps, request->file, findings);
  repeated_findings_report (reading.repeated, request->file, findings);
  gboolean good = findings_count (findings, SEVERITY_HARD) == before;
  if (good && reading.about.rows == 0)
    report_no_rows (&reading);
  else if (good)
    list_doubt_alone (request, &reading.about, words, reg, findings);
  return findings_count (findings, SEVERITY_HARD) > before ? NULL : finish (&reading);
}

void
ofsted_list_free (OfstedList *list)
{
  if (list == NULL)
    return;
  g_free (list->csv);
  g_free (list->sha256);
  ofsted_about_clear (&list->about);
  g_free (list);
}
