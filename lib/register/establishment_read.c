/* Reading a list into columns.
 *
 * A list that the record wrote is regular: every line ends in LF, quotation
 * marks stand where they must. Such a list is taken apart here, in two parts
 * by two threads when it is long, straight into the columns. The first thing
 * out of the ordinary ends that, and the list is read again by the reader of
 * csv.h, which says what is wrong and where; both put a field away with the
 * same function. */

#include <string.h>

#include "lib/base/name_table.h"
#include "lib/register/establishment.h"
#include "lib/sheet/csv.h"

#define LONG_LIST (4u * 1024 * 1024)    /* bytes from which a second thread pays */
#define SLICE (256u * 1024)             /* of text that the careful reader gets at once: fits a cache */
#define MAX_PLACES 99999u

typedef enum {
  COLUMN_URN, COLUMN_PLACES, COLUMN_ORGANISATION, COLUMN_AUTHORITY, COLUMN_PROVISION,
  COLUMN_STATUS, COLUMN_SECTOR, N_COLUMNS, COLUMN_IGNORED = N_COLUMNS,
} Column;

/* How each column is kept: the bytes of a number, and whether it numbers texts. */
static const struct {
  const char *name;
  gsize size;
  gboolean text;
  guint32 most;
  const char *rule, *message, *advice;
} specs[N_COLUMNS] = {
  [COLUMN_URN] = { "urn", 4, FALSE, G_MAXUINT32, "EST-URN", "is not a URN",
                   "Write SC and six digits, or seven digits." },
  [COLUMN_PLACES] = { "places", 4, FALSE, MAX_PLACES, "EST-PLACES", "is not a number of places",
                      "Write a whole number, or leave the cell blank." },
  [COLUMN_ORGANISATION] = { "organisation", 4, TRUE, G_MAXUINT32 - 1, "EST-NAMES", NULL, NULL },
  [COLUMN_AUTHORITY] = { "authority", 2, TRUE, G_MAXUINT16, "EST-AUTHORITY",
                         "is not the code of an authority", "Write a code like E08000025." },
  [COLUMN_PROVISION] = { "provision", 1, TRUE, G_MAXUINT8, "EST-NAMES", NULL, NULL },
  [COLUMN_STATUS] = { "status", 1, TRUE, G_MAXUINT8, "EST-NAMES", NULL, NULL },
  [COLUMN_SECTOR] = { "sector", 1, TRUE, G_MAXUINT8, "EST-NAMES", NULL, NULL },
};

/* Rows as they are read: columns that grow, and the texts they number. */
typedef struct {
  guint rows, capacity;
  gpointer columns[N_COLUMNS];
  NameTable *tables[N_COLUMNS];
  guint32 last[N_COLUMNS];       /* text of the row before: lists are sorted by something */
} Rows;

/* The list and the rows it borrows; it comes first, so that one is the other. */
typedef struct {
  Establishments list;
  Rows rows;
} OwnedList;

/* Where the columns stand in the file. */
typedef struct {
  guint width;
  Column columns[CSV_MAX_COLUMNS];
} Layout;

/* A stretch of the text, SIZE bytes at TEXT, that one thread reads. */
typedef struct {
  const Layout *layout;
  const char *text;
  gsize size;
  Rows rows;
  gboolean irregular;
} Part;

/* --- rows --- */

static void
rows_init (Rows *rows)
{
  *rows = (Rows) { 0 };
  for (Column column = 0; column < N_COLUMNS; column++)
    rows->tables[column] = specs[column].text ? name_table_new () : NULL;
}

static void
rows_clear (Rows *rows)
{
  for (Column column = 0; column < N_COLUMNS; column++)
    {
      g_clear_pointer (&rows->columns[column], g_free);
      g_clear_pointer (&rows->tables[column], name_table_free);
    }
}

static void
rows_resize (Rows *rows, guint capacity)
{
  rows->capacity = capacity;
  for (Column column = 0; column < N_COLUMNS; column++)
    rows->columns[column] = g_realloc_n (rows->columns[column], capacity, specs[column].size);
}

/* Makes room for one row more. */
static void
rows_reserve (Rows *rows)
{
  g_assert (rows->capacity < G_MAXUINT / 2);
  if (rows->rows == rows->capacity)
    rows_resize (rows, MAX (rows->capacity * 2, 1024));
}

/* --- one field --- */

static gboolean
parse_number (const char *text, gsize n, guint32 most, guint32 *out)
{
  guint32 value = 0;
  for (gsize i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]) || value > most / 10)
        return FALSE;
      value = value * 10 + (guint32) (text[i] - '0');
    }
  *out = value;
  return n > 0 && value <= most;
}

/* As urn_parse(), for text that has no end. */
static gboolean
parse_urn (const char *text, gsize n, guint32 *out)
{
  gboolean sc = n == 8 && text[0] == 'S' && text[1] == 'C';
  if (sc)
    return parse_number (text + 2, 6, G_MAXUINT32 / 2, out);
  return n == 7 && *text != '0' && parse_number (text, n, G_MAXUINT32 / 2, out);
}

/* The number of a text of COLUMN; FALSE when it cannot be kept: there are too many,
 * or it is not UTF-8, which is looked at when it is new. */
static gboolean
number_text (Rows *rows, Column column, const char *text, gsize n, guint32 *out)
{
  NameTable *table = rows->tables[column];
  guint32 before = name_table_length (table);
  guint32 number = name_table_add (table, text, n);
  *out = number;
  return number <= specs[column].most && (number < before || g_utf8_validate_len (text, n, NULL));
}

static gboolean
parse_field (Rows *rows, Column column, const char *text, gsize n, guint32 *out)
{
  if (column == COLUMN_URN)
    return parse_urn (text, n, out);
  if (column == COLUMN_PLACES)
    {
      *out = PLACES_BLANK;
      return n == 0 || parse_number (text, n, MAX_PLACES, out);
    }
  const char *last = name_table_texts (rows->tables[column])[rows->last[column]];
  if (strncmp (last, text, n) == 0 && last[n] == '\0')
    *out = rows->last[column];
  else if (!number_text (rows, column, text, n, out))
    return FALSE;
  rows->last[column] = *out;
  return column != COLUMN_AUTHORITY || (n == 9 && g_ascii_isupper (*text));
}

static void
set_number (gpointer column, gsize size, guint row, guint32 number)
{
  if (size == 4)
    ((guint32 *) column)[row] = number;
  else if (size == 2)
    ((guint16 *) column)[row] = (guint16) number;
  else
    ((guint8 *) column)[row] = (guint8) number;
}

static guint32
get_number (gconstpointer column, gsize size, guint row)
{
  if (size == 4)
    return ((const guint32 *) column)[row];
  return size == 2 ? ((const guint16 *) column)[row] : ((const guint8 *) column)[row];
}

/* Puts a field of the row under way into its column. */
static gboolean
put_field (Rows *rows, Column column, const char *text, gsize n)
{
  guint32 number;
  if (!parse_field (rows, column, text, n, &number))
    return FALSE;
  set_number (rows->columns[column], specs[column].size, rows->rows, number);
  return TRUE;
}

/* --- the header --- */

static Column
find_column (const char *name, gsize n)
{
  Column column = 0;
  while (column < N_COLUMNS &&
         (strlen (specs[column].name) != n || memcmp (specs[column].name, name, n) != 0))
    column++;
  return column;
}

/* The first column that LAYOUT does not have; N_COLUMNS when it has all. */
static Column
missing_column (const Layout *layout)
{
  gboolean has[N_COLUMNS + 1] = { FALSE };
  for (guint i = 0; i < layout->width; i++)
    has[layout->columns[i]] = TRUE;
  Column column = 0;
  while (column < N_COLUMNS && has[column])
    column++;
  return column;
}

/* Reads the header, the first line of the N bytes at TEXT. How many bytes it
 * has; 0 when it is not a regular one. */
static gsize
read_header (Layout *layout, const char *text, gsize n)
{
  const char *lf = memchr (text, '\n', n);
  if (lf == NULL || memchr (text, '"', (gsize) (lf - text)) != NULL)
    return 0;
  for (const char *p = text; p <= lf;)
    {
      const char *comma = memchr (p, ',', (gsize) (lf - p));
      const char *stop = comma == NULL ? lf : comma;
      if (layout->width == CSV_MAX_COLUMNS)
        return 0;
      layout->columns[layout->width++] = find_column (p, (gsize) (stop - p));
      p = stop + 1;
    }
  return missing_column (layout) == N_COLUMNS ? (gsize) (lf + 1 - text) : 0;
}

/* --- the regular text --- */

/* Bytes that end a plain field, or make the text irregular. */
static const guint8 special[256] = {
  ['\0'] = 1, ['\n'] = 1, ['\r'] = 1, ['"'] = 1, [','] = 1,
};

/* Takes the quoted field at P apart, with its doubled quotation marks made
 * single in SCRATCH. The byte after it, or NULL when it holds a NUL, which would
 * end it for all that look at it later, or does not end before END, where a line
 * ends. */
static const char *
unquote (const char *p, const char *end, GString *scratch)
{
  g_string_truncate (scratch, 0);
  for (p++;; p++)
    {
      const char *quote = memchr (p, '"', (gsize) (end - p));
      if (quote == NULL || memchr (p, '\0', (gsize) (quote - p)) != NULL)
        return NULL;
      g_string_append_len (scratch, p, quote - p);
      if (quote[1] != '"')
        return quote + 1;
      g_string_append_c (scratch, '"');
      p = quote + 1;
    }
}

/* The byte after the row at P; NULL when it is irregular, or goes on after END. */
static const char *
scan_row (const Layout *layout, Rows *rows, const char *p, const char *end, GString *scratch)
{
  rows_reserve (rows);
  for (guint i = 0; i < layout->width; i++, p++)
    {
      const char *text = p;
      gsize n;
      if (*p == '"')
        {
          p = unquote (p, end, scratch);
          if (p == NULL)
            return NULL;
          text = scratch->str;
          n = scratch->len;
        }
      else
        {
          while (special[(guchar) *p] == 0)
            p++;
          n = (gsize) (p - text);
        }
      if (*p != (i + 1 < layout->width ? ',' : '\n'))
        return NULL;
      if (layout->columns[i] != COLUMN_IGNORED && !put_field (rows, layout->columns[i], text, n))
        return NULL;
    }
  rows->rows++;
  return p;
}

static gpointer
scan_part (gpointer data)
{
  Part *part = data;
  g_autoptr(GString) scratch = g_string_new (NULL);
  const char *p = part->text, *end = p + part->size;
  part->irregular = part->size > 0 && end[-1] != '\n';
  while (p < end && !part->irregular)
    {
      p = scan_row (part->layout, &part->rows, p, end, scratch);
      part->irregular = p == NULL;
    }
  return NULL;
}

static guint64
count_quotes (const char *text, gsize n)
{
  guint64 quotes = 0;
  const char *end = text + n;
  for (const char *p = text; (p = memchr (p, '"', (gsize) (end - p))) != NULL; p++)
    quotes++;
  return quotes;
}

/* The start of the first record after the middle of the SIZE bytes of TEXT from
 * START on: a line ends inside a field where an odd number of quotation marks stand
 * before it. SIZE when there is none. */
static gsize
find_middle (const char *text, gsize start, gsize size)
{
  gsize middle = start + (size - start) / 2;
  gboolean quoted = count_quotes (text + start, middle - start) % 2 == 1;
  for (gsize at = middle; at < size; at++)
    {
      quoted ^= text[at] == '"';
      if (text[at] == '\n' && !quoted)
        return at + 1;
    }
  return size;
}

/* --- the irregular text, with findings --- */

typedef struct {
  Rows rows;
  Layout layout;
  const char *file;
  Findings *findings;
  gboolean has_header;
} Careful;

static void
report_field (Careful *careful, const CsvRow *row, guint i, Column column)
{
  const char *message = specs[column].message;
  Finding *finding =
    findings_add (careful->findings, SEVERITY_HARD, specs[column].rule, careful->file, row->line,
                  i + 1, message == NULL ? "the column has too many different texts" : message);
  finding_describe (finding, specs[column].name, row->fields[i], NULL, specs[column].advice);
  finding_set_byte (finding, row->byte);
}

static void
careful_header (Careful *careful, const CsvRow *row)
{
  careful->has_header = TRUE;
  careful->layout.width = row->n_fields;
  for (guint i = 0; i < row->n_fields; i++)
    careful->layout.columns[i] = find_column (row->fields[i], row->lengths[i]);
  Column missing = missing_column (&careful->layout);
  if (missing == N_COLUMNS)
    return;
  g_autofree char *message = g_strdup_printf ("the column '%s' is missing", specs[missing].name);
  findings_add (careful->findings, SEVERITY_HARD, "CSV-COLUMN-MISSING", careful->file, row->line,
                0, message);
}

static void
careful_row (const CsvRow *row, gpointer data)
{
  Careful *careful = data;
  if (row->blank)
    return;
  if (!careful->has_header)
    {
      careful_header (careful, row);
      return;
    }
  if (row->n_fields != careful->layout.width)
    {
      g_autofree char *message = g_strdup_printf ("the row has %u fields and the header has %u",
                                                  row->n_fields, careful->layout.width);
      findings_add (careful->findings, SEVERITY_HARD, "CSV-WIDTH", careful->file, row->line, 0,
                    message);
      return;
    }
  rows_reserve (&careful->rows);
  for (guint i = 0; i < row->n_fields; i++)
    {
      Column column = careful->layout.columns[i];
      if (column != COLUMN_IGNORED &&
          !put_field (&careful->rows, column, row->fields[i], row->lengths[i]))
        report_field (careful, row, i, column);
    }
  careful->rows.rows++;
}

/* FALSE when a finding was hard. */
static gboolean
read_carefully (Careful *careful, const char *text, gsize size)
{
  g_autoptr(CsvReader) reader =
    csv_reader_new (careful->file, careful_row, careful, careful->findings);
  guint64 hard = findings_count (careful->findings, SEVERITY_HARD);
  for (gsize at = 0; at < size; at += SLICE)
    csv_reader_feed (reader, text + at, MIN (SLICE, size - at));
  csv_reader_end (reader);
  return findings_count (careful->findings, SEVERITY_HARD) == hard;
}

/* --- the list --- */

static Names
names_of (const Rows *rows, Column column)
{
  return (Names) { name_table_length (rows->tables[column]),
                   name_table_texts (rows->tables[column]) };
}

/* Takes ROWS over. */
static Establishments *
list_new (Rows *rows, Date as_at)
{
  rows_resize (rows, MAX (rows->rows, 1));
  OwnedList *owned = g_new0 (OwnedList, 1);
  owned->rows = *rows;
  owned->list = (Establishments) {
    .as_at = as_at, .n = rows->rows,
    .urn = rows->columns[COLUMN_URN], .places = rows->columns[COLUMN_PLACES],
    .organisation = rows->columns[COLUMN_ORGANISATION],
    .authority = rows->columns[COLUMN_AUTHORITY], .provision = rows->columns[COLUMN_PROVISION],
    .status = rows->columns[COLUMN_STATUS], .sector = rows->columns[COLUMN_SECTOR],
    .organisations = names_of (rows, COLUMN_ORGANISATION),
    .authorities = names_of (rows, COLUMN_AUTHORITY),
    .provisions = names_of (rows, COLUMN_PROVISION),
    .statuses = names_of (rows, COLUMN_STATUS), .sectors = names_of (rows, COLUMN_SECTOR),
  };
  return &owned->list;
}

void
establishments_free (Establishments *establishments)
{
  if (establishments == NULL)
    return;
  OwnedList *owned = (OwnedList *) establishments;
  rows_clear (&owned->rows);
  g_free (owned);
}

/* Puts the texts of SECOND, which numbered them for itself, under numbers of FIRST. */
static gboolean
renumber (Rows *first, const Rows *second, Column column)
{
  guint32 n = name_table_length (second->tables[column]);
  const char *const *texts = name_table_texts (second->tables[column]);
  g_autofree guint32 *numbers = g_new (guint32, n);
  for (guint32 i = 0; i < n; i++)
    numbers[i] = name_table_add (first->tables[column], texts[i], strlen (texts[i]));
  gsize size = specs[column].size;
  for (guint i = 0; i < second->rows; i++)
    set_number (first->columns[column], size, first->rows + i,
                numbers[get_number (second->columns[column], size, i)]);
  return name_table_length (first->tables[column]) - 1 <= specs[column].most;
}

/* Adds the rows of SECOND to FIRST. FALSE when a column cannot number that many texts. */
static gboolean
rows_join (Rows *first, Rows *second)
{
  gboolean numbered = TRUE;
  rows_resize (first, first->rows + second->rows);
  for (Column column = 0; column < N_COLUMNS; column++)
    {
      gsize size = specs[column].size;
      if (second->rows > 0 && second->tables[column] == NULL)
        memcpy ((char *) first->columns[column] + first->rows * size, second->columns[column],
                second->rows * size);
      else if (second->tables[column] != NULL)
        numbered &= renumber (first, second, column);
      g_clear_pointer (&second->columns[column], g_free);
    }
  first->rows += second->rows;
  return numbered;
}

/* Reads FIRST and SECOND at once, and joins them in FIRST. FALSE when one is irregular. */
static gboolean
scan_parts (Part *first, Part *second)
{
  GThread *thread = g_thread_new ("establishments", scan_part, second);
  scan_part (first);
  g_thread_join (thread);
  return !first->irregular && !second->irregular && rows_join (&first->rows, &second->rows);
}

/* FALSE when the text is not regular. */
static gboolean
read_regular (const char *text, gsize size, Rows *rows)
{
  Layout layout = { 0 };
  gsize header = read_header (&layout, text, size);
  if (header == 0)
    return FALSE;
  gsize middle = size < LONG_LIST ? size : find_middle (text, header, size);
  Part first = { &layout, text + header, middle - header, *rows, FALSE };
  Part second = { &layout, text + middle, size - middle, { 0 }, FALSE };
  rows_init (&second.rows);
  gboolean regular;
  if (middle < size)
    regular = scan_parts (&first, &second);
  else
    {
      scan_part (&first);
      regular = !first.irregular;
    }
  rows_clear (&second.rows);
  *rows = first.rows;
  return regular;
}

Establishments *
establishments_read (GBytes *bytes, const char *file, Date as_at, Findings *findings)
{
  Rows rows;
  gsize size;
  const char *held = g_bytes_get_data (bytes, &size), *text = size == 0 ? "" : held;
  rows_init (&rows);
  if (read_regular (text, size, &rows))
    return list_new (&rows, as_at);
  rows_clear (&rows);
  Careful careful = { .file = file, .findings = findings };
  rows_init (&careful.rows);
  if (read_carefully (&careful, text, size))
    return list_new (&careful.rows, as_at);
  rows_clear (&careful.rows);
  return NULL;
}
