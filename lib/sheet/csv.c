/* The strict reader, of what is not regular (csv_scan.h). libcsv takes the fields
 * apart; this file knows where they stand. It feeds libcsv one physical line at a time, so that the line and
 * byte of each record are known without looking at every byte again, and it
 * stops before any byte libcsv should not see, so that the position is exact. */

#include "lib/sheet/csv.h"

#include <csv.h>
#include <string.h>

#include "lib/sheet/csv_encoding.h"
#include "lib/sheet/csv_scan.h"

#define SLICE (256u * 1024)         /* what is looked at in one go: fits a cache */
#define SLICE_AGAIN 256u            /* where the next line may send us back too */

struct _CsvReader {
  struct csv_parser parser;
  int idle;                 /* libcsv's state between two records */
  char *file;
  CsvRowFunc func;
  gpointer data;
  Findings *findings;
  guint64 max_rows;         /* 0: any number */
  gboolean windows_1252;
  gboolean stopped;         /* nothing after this can be read */

  GBytes *whole;            /* when all of the file is in memory: then a stray
                             * quote costs one line, not the rest of the file */
  guint64 reread;           /* bytes that may still be read a second time */
  gboolean rewound;         /* OFFSET went back: feed from there */

  guint64 line;             /* physical line, from 1 */
  guint64 offset;           /* bytes of the file before the next one to feed */
  gboolean plain;           /* this slice is all valid UTF-8 without NUL */
  gboolean skipping;        /* the rest of this line is past reading */
  GByteArray *held;         /* the end of a slice that the next one completes */
  guint64 lone_cr, lone_cr_line, lone_cr_byte;
  guint64 hard_before;      /* hard findings there were at the start */
  gboolean wide;            /* CSV-COLUMNS was said */

  /* The record under way. */
  guint64 record, record_line, record_byte;
  guint n_fields;
  GString *text;
  gsize starts[CSV_MAX_COLUMNS], lengths[CSV_MAX_COLUMNS];
  const char *fields[CSV_MAX_COLUMNS];
};

static Finding *
add (CsvReader *reader, Severity severity, const char *rule, guint64 line, guint column,
     guint64 byte, const char *message)
{
  Finding *finding = findings_add (reader->findings, severity, rule, reader->file, line,
                                   column, message);
  finding_set_byte (finding, byte);
  return finding;
}

static void
stop (CsvReader *reader, const char *rule, guint64 line, guint64 byte, const char *message,
      const char *expected, const char *advice)
{
  Finding *finding = add (reader, SEVERITY_HARD, rule, line, 0, byte, message);
  finding_describe (finding, NULL, NULL, expected, advice);
  reader->stopped = TRUE;
}

/* --- what libcsv hands over --- */

/* The longest start of a text that fits LIMIT and does not cut a character. */
static gsize
cut_utf8 (const char *text, gsize limit)
{
  while (limit > 0 && ((guchar) text[limit] & 0xc0) == 0x80)
    limit--;
  return limit;
}

static gsize
shorten_field (CsvReader *reader, guint column, const char *text, gsize n)
{
  g_autofree char *message =
    g_strdup_printf ("the field has %" G_GSIZE_FORMAT " bytes; at most %u can be read", n,
                     CSV_MAX_FIELD);
  g_autofree char *start = g_strndup (text, cut_utf8 (text, 80));
  Finding *finding = add (reader, SEVERITY_HARD, "CSV-FIELD", reader->record_line, column,
                          reader->record_byte, message);
  finding_describe (finding, NULL, start, NULL,
                    "Shorten the text, or look for a quotation mark that is not closed.");
  return cut_utf8 (text, CSV_MAX_FIELD);
}

static void
on_field (void *bytes, size_t n, void *data)
{
  CsvReader *reader = data;
  guint i = reader->n_fields++;
  if (i >= CSV_MAX_COLUMNS)
    return;
  if (n > CSV_MAX_FIELD)
    n = shorten_field (reader, i + 1, bytes, n);
  reader->starts[i] = reader->text->len;
  reader->lengths[i] = n;
  g_string_append_len (reader->text, bytes, (gssize) n);
  g_string_append_c (reader->text, '\0');
}

static void
too_many_columns (CsvReader *reader)
{
  g_autofree char *message =
    g_strdup_printf ("the row has %u columns; at most %u can be read", reader->n_fields,
                     CSV_MAX_COLUMNS);
  Finding *finding = add (reader, SEVERITY_HARD, "CSV-COLUMNS", reader->record_line,
                          CSV_MAX_COLUMNS + 1, reader->record_byte, message);
  finding_describe (finding, NULL, NULL, NULL,
                    "Remove the columns that are not asked for; the rest of the row is not read.");
  reader->wide = TRUE;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

static void
on_row (int terminator, void *data)
{
  CsvReader *reader = data;
  (void) terminator;
  if (reader->n_fields > CSV_MAX_COLUMNS && !reader->wide)
    too_many_columns (reader);
  guint n = MIN (reader->n_fields, CSV_MAX_COLUMNS);
  gboolean blank = TRUE;
  for (guint i = 0; i < n; i++)
    {
      reader->fields[i] = reader->text->str + reader->starts[i];
      blank = blank && is_blank (reader->fields[i]);
    }
  CsvRow row = { .line = reader->record_line, .byte = reader->record_byte,
                 .record = ++reader->record, .n_fields = n, .fields = reader->fields,
                 .lengths = reader->lengths, .blank = blank };
  reader->n_fields = 0;
  if (reader->max_rows != 0 && row.record > reader->max_rows)
    {
      g_autofree char *message =
        g_strdup_printf ("the file has more than %" G_GUINT64_FORMAT " rows", reader->max_rows);
      stop (reader, "CSV-ROWS", row.line, row.byte, message, NULL,
            "Remove what is not asked for, such as rows or columns that only look empty.");
    }
  else if (!reader->stopped)
    reader->func (&row, reader->data);
  g_string_truncate (reader->text, 0);
}

static void
parser_start (CsvReader *reader)
{
  csv_init (&reader->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
  csv_set_realloc_func (&reader->parser, g_realloc);
  csv_set_free_func (&reader->parser, g_free);
  csv_set_blk_size (&reader->parser, 4096);
  reader->idle = reader->parser.pstate;
  reader->n_fields = 0;
  g_string_truncate (reader->text, 0);
}

/* libcsv drops blanks around fields unless it is told that nothing is a blank. */
static int
is_never_blank (unsigned char c)
{
  (void) c;
  return 0;
}

static void
parser_restart (CsvReader *reader)
{
  csv_free (&reader->parser);
  parser_start (reader);
  csv_set_space_func (&reader->parser, is_never_blank);
}

CsvReader *
csv_reader_new (const char *file, CsvRowFunc func, gpointer data, Findings *findings)
{
  CsvReader *reader = g_new0 (CsvReader, 1);
  reader->file = g_strdup (file);
  reader->func = func;
  reader->data = data;
  reader->findings = findings;
  reader->hard_before = findings_count (findings, SEVERITY_HARD);
  reader->line = 1;
  reader->text = g_string_sized_new (1024);
  reader->held = g_byte_array_new ();
  parser_restart (reader);
  return reader;
}

void
csv_reader_free (CsvReader *reader)
{
  if (reader == NULL)
    return;
  csv_free (&reader->parser);
  g_free (reader->file);
  g_string_free (reader->text, TRUE);
  g_byte_array_unref (reader->held);
  g_free (reader);
}

/* --- quotation marks --- */

typedef struct { guint64 line, offset; } Position;

/* Where the field under way opens, found by walking the record again. */
static Position
open_quote (const CsvReader *reader)
{
  Position position = { reader->record_line, reader->record_byte - 1 };
  gsize size;
  const char *bytes = g_bytes_get_data (reader->whole, &size);
  guint left = reader->n_fields;
  gboolean quoted = FALSE, may_open = TRUE;
  for (; left > 0 && position.offset < size; position.offset++)
    {
      char c = bytes[position.offset];
      gboolean turns = c == '"' && (quoted || may_open);
      left -= c == ',' && !quoted;
      position.line += c == '\n' ? 1 : 0;
      may_open = turns ? quoted : c == ',';
      quoted ^= turns;
    }
  return position;
}

/* Goes back to the line after the one on which a quote was left open. */
static void
rewind_after (CsvReader *reader, Position position)
{
  gsize size;
  const char *bytes = g_bytes_get_data (reader->whole, &size);
  const char *end = memchr (bytes + position.offset, '\n', size - position.offset);
  guint64 next = end == NULL ? size : (guint64) (end + 1 - bytes);
  guint64 reread = reader->offset > next ? reader->offset - next : 0;
  if (reread > reader->reread)
    {
      stop (reader, "CSV-QUOTE", reader->line, reader->offset + 1,
            "too many quotation marks are not closed to read further", NULL,
            "Close or double the quotation marks named above, then check again.");
      return;
    }
  reader->reread -= reread;
  reader->offset = next;
  reader->line = position.line + 1;
  reader->rewound = TRUE;
  g_byte_array_set_size (reader->held, 0);
  parser_restart (reader);
}

static void
report_open_quote (CsvReader *reader, Position position)
{
  Finding *finding = add (reader, SEVERITY_HARD, "CSV-QUOTE", position.line, reader->n_fields + 1,
                          position.offset + 1, "a quotation mark opens a field and is never closed");
  finding_describe (finding, NULL, NULL, NULL,
                    "Close the quotation mark at the end of the field, or remove it; "
                    "this row was not read.");
}

static void
report_stray_quote (CsvReader *reader)
{
  gboolean quoted = reader->parser.quoted != 0;
  Finding *finding =
    add (reader, SEVERITY_HARD, "CSV-QUOTE", reader->line, reader->n_fields + 1,
         reader->offset + 1,
         quoted ? "a quotation mark closes the field before its end"
                : "a quotation mark stands in the middle of a field");
  finding_describe (finding, NULL, NULL, NULL,
                    "Put the whole field in quotation marks and write each one inside it "
                    "twice, like \"5\"\" pipe\".");
}

/* libcsv refuses the byte at OFFSET because of a quotation mark. TRUE when the
 * rest of the line can still be read. */
static gboolean
quote_error (CsvReader *reader)
{
  if (!reader->parser.quoted)
    {
      report_stray_quote (reader);
      return TRUE;
    }
  if (reader->whole != NULL)
    {
      Position position = open_quote (reader);
      if (position.line < reader->line)
        {
          report_open_quote (reader, position);
          rewind_after (reader, position);
          return FALSE;
        }
    }
  report_stray_quote (reader);
  parser_restart (reader);
  reader->skipping = TRUE;
  return FALSE;
}

/* --- feeding libcsv --- */

/* FALSE when the rest of the line must not be fed. */
static gboolean
feed_plain (CsvReader *reader, const char *p, gsize n)
{
  while (n > 0)
    {
      gsize used = csv_parse (&reader->parser, p, n, on_field, on_row, reader);
      reader->offset += used;
      if (reader->stopped)
        return FALSE;
      if (used == n)
        return TRUE;
      g_assert (csv_error (&reader->parser) == CSV_EPARSE);
      if (!quote_error (reader))
        return FALSE;
      csv_set_opts (&reader->parser, CSV_APPEND_NULL);
      csv_parse (&reader->parser, p + used, 1, on_field, on_row, reader);
      csv_set_opts (&reader->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
      reader->offset++;
      p += used + 1;
      n -= used + 1;
    }
  return TRUE;
}

/* How many bytes at P libcsv may have as they are. */
static gsize
plain_length (const CsvReader *reader, const char *p, gsize n)
{
  if (reader->plain)
    return n;
  gsize i = 0;
  if (reader->windows_1252)
    {
      while (i < n && p[i] != '\0' && (guchar) p[i] < 0x80)
        i++;
      return i;
    }
  const char *end;
  g_utf8_validate_len (p, n, &end);
  return (gsize) (end - p);
}

static void
report_byte (CsvReader *reader, guchar byte)
{
  g_autofree char *value = g_strdup_printf ("byte 0x%02X", byte);
  gboolean nul = byte == 0;
  const char *message = nul ? "a NUL byte stands in the field"
                        : reader->windows_1252 ? "a byte is no character of Windows-1252"
                                               : "a character is not in UTF-8";
  const char *advice = nul ? "Remove it: save the table again as \"CSV UTF-8\" from the program that made it."
                           : "Save the file again as \"CSV UTF-8\".";
  Finding *finding = add (reader, SEVERITY_HARD, nul ? "CSV-NUL" : "CSV-ENCODING", reader->line,
                          reader->n_fields + 1, reader->offset + 1, message);
  finding_describe (finding, NULL, value, NULL, advice);
}

/* Feeds a replacement of the byte at P. */
static void
feed_special (CsvReader *reader, const char *p)
{
  guchar byte = (guchar) *p;
  char utf8[6];
  gsize n = 0;
  if (reader->windows_1252 && byte >= 0x80 && encoding_windows_1252_char (byte) != 0)
    n = (gsize) g_unichar_to_utf8 (encoding_windows_1252_char (byte), utf8);
  else
    report_byte (reader, byte);
  guint64 offset = reader->offset;
  feed_plain (reader, n > 0 ? utf8 : CSV_REPLACEMENT, n > 0 ? n : 3);
  if (!reader->rewound)
    reader->offset = offset + 1;
}

static void
note_lone_cr (CsvReader *reader, guint64 end)
{
  if (reader->lone_cr++ > 0)
    return;
  reader->lone_cr_line = reader->line;
  reader->lone_cr_byte = end;
}

/* A record that libcsv would pass over. */
static void
blank_line (CsvReader *reader)
{
  char empty[1] = "";
  on_field (empty, 0, reader);
  on_row ('\n', reader);
}

/* Feeds the N bytes at P, all on one line and, when ENDED, up to its end. */
static void
feed_line (CsvReader *reader, const char *p, gsize n, gboolean ended)
{
  guint64 end = reader->offset + n;
  gboolean lone_cr = ended && p[n - 1] == '\r';
  if (reader->parser.pstate == reader->idle && !reader->skipping)
    {
      reader->record_line = reader->line;
      reader->record_byte = reader->offset + 1;
      if (ended && (n == 1 || (n == 2 && *p == '\r')))
        blank_line (reader);
    }
  while (reader->offset < end && !reader->skipping && !reader->rewound && !reader->stopped)
    {
      gsize plain = plain_length (reader, p, (gsize) (end - reader->offset));
      const char *special = p + plain;
      if (!feed_plain (reader, p, plain) || reader->offset == end)
        break;
      feed_special (reader, special);
      p = special + 1;
    }
  if (reader->rewound || reader->stopped)
    return;
  if (lone_cr && reader->parser.pstate == reader->idle)
    note_lone_cr (reader, end);
  reader->offset = end;
  reader->line += ended ? 1 : 0;
  if (ended)
    reader->skipping = FALSE;
}

/* The bytes of the first line of P; *ENDED: its end is among them. */
static gsize
line_length (const char *p, gsize n, gboolean has_cr, gboolean *ended)
{
  const char *lf = memchr (p, '\n', n);
  gsize length = lf == NULL ? n : (gsize) (lf + 1 - p);
  *ended = lf != NULL;
  if (!has_cr)
    return length;
  const char *cr = memchr (p, '\r', length);
  if (cr == NULL || cr + 1 == lf)
    return length;
  *ended = TRUE;
  return (gsize) (cr + 1 - p);
}

/* How many bytes at the end of a slice need the next one to be understood. */
static gsize
incomplete_tail (const CsvReader *reader, const char *p, gsize n)
{
  if (n > 0 && p[n - 1] == '\r')
    return 1;
  for (gsize back = 1; back <= 3 && back <= n && !reader->windows_1252; back++)
    if (((guchar) p[n - back] & 0xc0) == 0xc0)
      return g_utf8_get_char_validated (p + n - back, (gssize) back) == (gunichar) -2 ? back : 0;
  return 0;
}

static gboolean
is_ascii_text (const char *p, gsize n)
{
  guchar high = 0;
  for (gsize i = 0; i < n; i++)
    high |= (guchar) p[i];
  return high < 0x80 && memchr (p, '\0', n) == NULL;
}

static void
feed_slice (CsvReader *reader, const char *p, gsize n, gboolean last)
{
  if (reader->offset == 0)
    {
      const OtherFile *other = encoding_other_file (p, n);
      if (other != NULL)
        {
          stop (reader, other->rule, 1, 1, other->message, "CSV in UTF-8", other->advice);
          return;
        }
      gsize mark = n >= 3 && memcmp (p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
      reader->offset = mark;
      p += mark;
      n -= mark;
    }
  gsize tail = last ? 0 : incomplete_tail (reader, p, n);
  const char *end = p + n - tail;
  reader->plain = is_ascii_text (p, n) ||
                  (!reader->windows_1252 && g_utf8_validate_len (p, (gsize) (end - p), NULL));
  gboolean has_cr = memchr (p, '\r', n) != NULL;
  while (p < end && !reader->stopped)
    {
      gboolean ended;
      gsize length = line_length (p, (gsize) (end - p), has_cr, &ended);
      feed_line (reader, p, length, ended);
      if (reader->rewound)
        return;
      p += length;
    }
  g_byte_array_append (reader->held, (const guint8 *) end, (guint) tail);
}

void
csv_reader_feed (CsvReader *reader, const char *bytes, gsize n)
{
  if (reader->stopped || n == 0)
    return;
  /* The first four bytes are looked at together. */
  if (reader->held->len == 0 && (reader->offset > 0 || n >= 4))
    {
      feed_slice (reader, bytes, n, FALSE);
      return;
    }
  g_byte_array_append (reader->held, (const guint8 *) bytes, (guint) n);
  if (reader->offset == 0 && reader->held->len < 4)
    return;
  g_autoptr(GByteArray) joined = g_steal_pointer (&reader->held);
  reader->held = g_byte_array_new ();
  feed_slice (reader, (const char *) joined->data, joined->len, FALSE);
}

/* Feeds what was held and ends the last record, which has no line end. */
static void
end_record (CsvReader *reader)
{
  if (reader->held->len > 0 && !reader->stopped)
    {
      g_autoptr(GByteArray) held = g_steal_pointer (&reader->held);
      reader->held = g_byte_array_new ();
      feed_slice (reader, (const char *) held->data, held->len, TRUE);
    }
  if (reader->stopped || reader->rewound ||
      csv_fini (&reader->parser, on_field, on_row, reader) == 0)
    return;
  Position position = { reader->record_line, reader->record_byte - 1 };
  if (reader->whole != NULL)
    position = open_quote (reader);
  report_open_quote (reader, position);
  if (reader->whole != NULL)
    rewind_after (reader, position);
}

static void
report_lone_cr (CsvReader *reader)
{
  g_autofree char *message =
    g_strdup_printf ("%" G_GUINT64_FORMAT " line%s in a carriage return alone",
                     reader->lone_cr, reader->lone_cr == 1 ? " ends" : "s end");
  Finding *finding = add (reader, SEVERITY_HARD, "CSV-LINE-END", reader->lone_cr_line, 0,
                          reader->lone_cr_byte, message);
  finding_describe (finding, NULL, "CR", "LF or CRLF",
                    "Save the file again as \"CSV UTF-8\", not \"CSV (Macintosh)\".");
}

static gboolean
is_clean (const CsvReader *reader)
{
  return findings_count (reader->findings, SEVERITY_HARD) == reader->hard_before;
}

gboolean
csv_reader_end (CsvReader *reader)
{
  end_record (reader);
  if (reader->lone_cr > 0)
    report_lone_cr (reader);
  if (reader->record == 0 && is_clean (reader))
    stop (reader, "CSV-EMPTY", 0, 0, "the file is empty", "a header row and rows of data",
          "Send the file with its header row.");
  return is_clean (reader);
}

/* --- a file in memory --- */

static void
read_as_windows_1252 (CsvReader *reader)
{
  reader->windows_1252 = TRUE;
  Finding *finding = add (reader, SEVERITY_NOTE, "CSV-ENCODING", 0, 0, 0,
                          "the file is not UTF-8; it was read as Windows-1252");
  finding_describe (finding, NULL, NULL, "UTF-8", "Look at names with accents or dashes.");
}

void
csv_report_size (const char *file, guint64 size, Findings *findings)
{
  g_autofree char *message =
    g_strdup_printf ("the file has %" G_GUINT64_FORMAT " bytes; at most %u can be read", size,
                     CSV_MAX_BYTES);
  Finding *finding = findings_add (findings, SEVERITY_HARD, "CSV-BYTES", file, 0, 0, message);
  finding_describe (finding, NULL, NULL, NULL,
                    "Remove what is not asked for, such as rows or columns that only look empty.");
}

void
csv_reader_skip (CsvReader *reader, const CsvScan *scan)
{
  /* What the first bytes say of the file is yet to be said. */
  if (scan->record == 0)
    return;
  reader->offset = scan->offset;
  reader->line = scan->line;
  reader->record = scan->record;
}

static gboolean
deliver (const CsvRow *row, gpointer data)
{
  CsvReader *reader = data;
  if (row->record > reader->max_rows)
    return FALSE;
  reader->func (row, reader->data);
  return TRUE;
}

static void
read_regular_rows (CsvReader *reader, const char *bytes, gsize size)
{
  const CsvSource source = { .bytes = bytes, .size = size };
  CsvScan scan = csv_scan_start (&source);
  csv_scan_rows (&scan, deliver, reader);
  csv_reader_skip (reader, &scan);
}

gboolean
csv_read (GBytes *bytes, const char *file, CsvEncoding encoding, CsvRowFunc func, gpointer data,
          Findings *findings)
{
  gsize size;
  const char *start = g_bytes_get_data (bytes, &size);
  start = size == 0 ? "" : start;
  g_autoptr(CsvReader) reader = csv_reader_new (file, func, data, findings);
  reader->max_rows = CSV_MAX_ROWS;
  reader->whole = bytes;
  reader->reread = size;
  if (size > CSV_MAX_BYTES)
    csv_report_size (file, size, findings);
  if (size > CSV_MAX_BYTES)
    return FALSE;
  if (encoding == CSV_UTF8_OR_WINDOWS_1252 && encoding_is_windows_1252 (start, size))
    read_as_windows_1252 (reader);
  else
    read_regular_rows (reader, start, size);
  do
    {
      gsize from = (gsize) reader->offset;
      gsize slice = reader->rewound ? SLICE_AGAIN : SLICE;
      reader->rewound = FALSE;
      for (gsize n; from < size && !reader->rewound; from += n, slice = MIN (2 * slice, SLICE))
        {
          n = MIN (slice, size - from);
          csv_reader_feed (reader, start + from, n);
        }
      if (!reader->rewound)
        end_record (reader);
    }
  while (reader->rewound);
  return csv_reader_end (reader);
}
