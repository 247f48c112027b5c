/* Masks of 64 bytes say where commas, line ends and quotation marks are. A row
 * is handed over at its line end; until then only the ends of its fields are
 * kept. What costs more (a quotation mark, a byte that is not plain ASCII text) is looked at
 * for the rows alone that are near one. */

#include "lib/sheet/csv_scan.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "lib/sheet/csv_encoding.h"

#define STEP 64u           /* bytes, a bit each */
#define MARK "\xef\xbb\xbf"

/* Which of 64 bytes are what. */
typedef struct {
  guint64 comma, lf, quote;
  guint64 odd;             /* below 14 (so LF, too) or not ASCII */
} Masks;

/* What is read of the source: whole rows, and the start of the next. */
typedef struct {
  char *text;
  gsize n;
  gboolean last;           /* the source ends here */
} Block;

/* The row under way. */
typedef struct {
  guint32 start;
  guint n;                 /* fields that have ended */
  guint32 ends[CSV_MAX_COLUMNS];
  guint32 quotes, odds;    /* bytes up to which there may be some */
  char *fields[CSV_MAX_COLUMNS];
  gsize lengths[CSV_MAX_COLUMNS];
} Row;

/* --- masks --- */

static inline Masks
masks_plain (const char *p)
{
  Masks masks = { 0 };
  for (guint i = 0; i < STEP; i++)
    {
      guchar c = (guchar) p[i];
      masks.comma |= (guint64) (c == ',') << i;
      masks.lf |= (guint64) (c == '\n') << i;
      masks.quote |= (guint64) (c == '"') << i;
      masks.odd |= (guint64) (c < 14 || c >= 0x80) << i;
    }
  return masks;
}

#ifdef __SSE2__
static inline Masks
masks_best (const char *p)
{
  Masks masks = { 0 };
  for (guint i = 0; i < STEP; i += 16)
    {
      __m128i bytes = _mm_loadu_si128 ((const __m128i *) (gconstpointer) (p + i));
      __m128i comma = _mm_cmpeq_epi8 (bytes, _mm_set1_epi8 (','));
      __m128i lf = _mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('\n'));
      __m128i quote = _mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('"'));
      __m128i odd = _mm_cmplt_epi8 (bytes, _mm_set1_epi8 (14));   /* signed: from 0x80 on, too */
      masks.comma |= (guint64) (guint) _mm_movemask_epi8 (comma) << i;
      masks.lf |= (guint64) (guint) _mm_movemask_epi8 (lf) << i;
      masks.quote |= (guint64) (guint) _mm_movemask_epi8 (quote) << i;
      masks.odd |= (guint64) (guint) _mm_movemask_epi8 (odd) << i;
    }
  return masks;
}
#else
#define masks_best masks_plain
#endif

/* Each bit becomes whether an odd number of bits is set up to it. */
static inline guint64
parity_up_to (guint64 bits)
{
  for (guint shift = 1; shift < STEP; shift *= 2)
    bits ^= bits << shift;
  return bits;
}

/* --- one row --- */

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

/* Only what begins so can be blank. */
static gboolean
may_be_blank (char first)
{
  return first == '\0' || first == ' ' || first == '\t' || first == '\r' || first == '\n';
}

/* Whether the bytes of the row from TEXT to its LF are UTF-8 without NUL, and each CR is
 * before an LF. */
static gboolean
is_sound_text (const char *text, const char *lf)
{
  for (const char *p = text; (p = memchr (p, '\r', (gsize) (lf - p))) != NULL; p++)
    if (p[1] != '\n')
      return FALSE;
  return g_utf8_validate_len (text, (gsize) (lf - text), NULL);
}

/* Takes the quotation marks off the field of *N bytes at *FIELD, which is no longer
 * there after. */
static gboolean
unquote (char **field, gsize *n)
{
  char *from = *field, *end = from + *n;
  if (*n == 0 || *from != '"')
    return memchr (from, '"', *n) == NULL;
  if (*n < 2 || end[-1] != '"')
    return FALSE;
  char *to = ++from;
  *field = to;
  for (end--; from < end; from++)
    {
      if (*from == '"' && (++from == end || *from != '"'))
        return FALSE;
      *to++ = *from;
    }
  *to = '\0';
  *n = (gsize) (to - *field);
  return TRUE;
}

static guint64
count_lines (const char *text, gsize n)
{
  guint64 lines = 0;
  for (const char *p = text; (p = memchr (p, '\n', n - (gsize) (p - text))) != NULL; p++)
    lines++;
  return lines;
}

/* Ends the fields of ROW in TEXT where they end. FALSE when one is not regular. */
static gboolean
split_row (Row *row, char *text)
{
  gboolean sound = TRUE, quoted = row->start < row->quotes;
  guint32 start = row->start;
  for (guint i = 0; i < row->n; i++)
    {
      row->fields[i] = text + start;
      row->lengths[i] = row->ends[i] - start;
      text[row->ends[i]] = '\0';
      start = row->ends[i] + 1;
      sound &= row->lengths[i] <= CSV_MAX_FIELD;
      if (quoted)
        sound &= unquote (&row->fields[i], &row->lengths[i]);
    }
  return sound;
}

/* Hands over the row that ends at the LF at END. FALSE when it is not regular, or not taken. */
static gboolean
take_row (CsvScan *scan, Row *row, char *text, guint32 end, CsvScanFunc func, gpointer data)
{
  gsize size = end - row->start;
  guint64 lines = 1;
  row->ends[row->n++] = end;
  if (row->start < row->odds)
    {
      if (!is_sound_text (text + row->start, text + end))
        return FALSE;
      if (size > 0 && text[end - 1] == '\r')
        row->ends[row->n - 1]--;
    }
  if (row->start < row->quotes)
    lines += count_lines (text + row->start, size);
  if (!split_row (row, text))
    return FALSE;
  CsvRow taken = { .line = scan->line, .byte = scan->offset + 1, .record = scan->record + 1,
                   .n_fields = row->n, .fields = (const char *const *) row->fields,
                   .lengths = row->lengths, .blank = may_be_blank (*row->fields[0]) };
  for (guint i = 0; taken.blank && i < row->n; i++)
    taken.blank = is_blank (row->fields[i]);
  if (!func (&taken, data))
    return FALSE;
  scan->offset += size + 1;
  scan->line += lines;
  scan->record++;
  row->start = end + 1;
  row->n = 0;
  return TRUE;
}

/* Takes all rows that end in BLOCK, and ROW goes on behind them. */
static inline __attribute__ ((always_inline)) gboolean
take_rows (CsvScan *scan, const Block *block, Row *row, Masks (*masks_of) (const char *),
           CsvScanFunc func, gpointer data)
{
  guint64 inside = 0;      /* all bits: within quotation marks */
  for (guint32 at = 0; at < block->n; at += STEP)
    {
      Masks masks = masks_of (block->text + at);
      guint64 quoted = 0;
      if ((masks.quote | inside) != 0)
        {
          quoted = parity_up_to (masks.quote) ^ inside;
          inside = 0 - (quoted >> (STEP - 1));
          row->quotes = at + STEP;
        }
      if (masks.odd != masks.lf)
        row->odds = at + STEP;
      for (guint64 ends = (masks.comma | masks.lf) & ~quoted; ends != 0; ends &= ends - 1)
        {
          guint bit = (guint) __builtin_ctzll (ends);
          if ((masks.lf >> bit & 1) == 0)
            {
              if (row->n == CSV_MAX_COLUMNS - 1)
                return FALSE;
              row->ends[row->n++] = at + bit;
            }
          else if (scan->offset >= scan->stop)
            return TRUE;
          else if (!take_row (scan, row, block->text, at + bit, func, data))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
take_rows_best (CsvScan *scan, const Block *block, Row *row, CsvScanFunc func, gpointer data)
{
  return take_rows (scan, block, row, masks_best, func, data);
}

static gboolean
take_rows_plain (CsvScan *scan, const Block *block, Row *row, CsvScanFunc func, gpointer data)
{
  return take_rows (scan, block, row, masks_plain, func, data);
}

/* By CsvScanKind. */
static gboolean (*const take_rows_by_kind[]) (CsvScan *, const Block *, Row *, CsvScanFunc, gpointer) = {
  [CSV_SCAN_BEST] = take_rows_best,
  [CSV_SCAN_PLAIN] = take_rows_plain,
};

/* --- blocks --- */

CsvSource
csv_source_of_bytes (GBytes *bytes)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  return (CsvSource) { .bytes = size == 0 ? "" : text, .size = size };
}

gsize
csv_source_read (const CsvSource *source, guint64 offset, char *into, gsize n)
{
  n = (gsize) MIN (n, source->size - offset);
  if (source->bytes != NULL)
    {
      memcpy (into, source->bytes + offset, n);
      return n;
    }
  gsize done = 0;
  while (done < n)
    {
      ssize_t more = pread (source->fd, into + done, n - done, (off_t) (offset + done));
      if (more == 0 || (more < 0 && errno != EINTR))
        break;
      done += more > 0 ? (gsize) more : 0;
    }
  return done;
}

/* Reads on behind the bytes that BLOCK has from OFFSET on. FALSE when the row there is too
 * long, or the disk fails. */
static gboolean
block_fill (Block *block, const CsvScan *scan)
{
  guint64 offset = scan->offset + block->n;
  gsize wanted = (gsize) MIN (scan->block, scan->source.size - offset);
  if (block->n > CSV_SCAN_ROW_MAX || csv_source_read (&scan->source, offset, block->text + block->n, wanted) < wanted)
    return FALSE;
  block->n += wanted;
  block->last = offset + wanted == scan->source.size;
  char before = block->n > 0 ? block->text[block->n - 1] : '\n';
  /* A CR alone at the end is not made the end of a line. */
  if (block->last && before == '\r')
    return FALSE;
  if (block->last && before != '\n')
    block->text[block->n++] = '\n';
  memset (block->text + block->n, ' ', STEP);
  return TRUE;
}

/* At the start of a file: past the byte-order mark. FALSE when it is no CSV. */
static gboolean
skip_mark (CsvScan *scan)
{
  char first[4];
  gsize n = csv_source_read (&scan->source, 0, first, sizeof first);
  if (encoding_other_file (first, n) != NULL)
    return FALSE;
  if (n >= strlen (MARK) && memcmp (first, MARK, strlen (MARK)) == 0)
    scan->offset = strlen (MARK);
  return TRUE;
}

gboolean
csv_scan_seek (CsvScan *scan, guint64 offset)
{
  char text[4096];
  gsize n = csv_source_read (&scan->source, offset, text, sizeof text);
  const char *lf = memchr (text, '\n', n);
  if (lf == NULL)
    return FALSE;
  scan->offset = offset + (guint64) (lf + 1 - text);
  return TRUE;
}

CsvScan
csv_scan_start (const CsvSource *source)
{
  return (CsvScan) { .source = *source, .block = CSV_SCAN_BLOCK, .stop = source->size, .line = 1 };
}

gboolean
csv_scan_rows (CsvScan *scan, CsvScanFunc func, gpointer data)
{
  g_assert (scan->block > 0 && scan->block <= CSV_SCAN_BLOCK);
  if (scan->offset == 0 && !skip_mark (scan))
    return FALSE;
  g_autofree char *text = g_malloc (CSV_SCAN_ROW_MAX + CSV_SCAN_BLOCK + 1 + STEP);
  g_autofree Row *row = g_new (Row, 1);
  Block block = { .text = text };
  gboolean regular = TRUE;
  while (regular && scan->offset < scan->stop)
    {
      if (!block_fill (&block, scan))
        return FALSE;
      row->start = row->n = row->quotes = row->odds = 0;
      regular = take_rows_by_kind[scan->kind] (scan, &block, row, func, data)
                && (scan->moves == NULL || scan->moves (data));
      block.n -= row->start;
      memmove (text, text + row->start, block.n);
      regular = regular && (!block.last || scan->offset >= scan->stop);
    }
  scan->offset = MIN (scan->offset, scan->source.size);
  return regular;
}
