#include "lib/events/ledger_base.h"

#include <string.h>
#include <unistd.h>

#define MAGIC "careledg"
#define HEADER 64
#define AT_HEAD 8
#define AT_LENGTH 28
#define AT_SIZE 32

/* The orders, after that by commit. */
static const LedgerField orders[][LEDGER_KEYS] = {
  { LEDGER_PERSON, LEDGER_RETURN, LEDGER_PERIOD },
  { LEDGER_RETURN, LEDGER_PERIOD, LEDGER_PERSON },
};
#define BY_COMMIT 0
#define ORDERS (1 + G_N_ELEMENTS (orders))

struct _LedgerBase {
  LedgerPages *pages;
  LedgerSeal seal;
  guint length;
  guint64 size;            /* of the rows */
  gboolean broken;         /* it says what cannot be, though its pages hold */
};

/* --- numbers and rows --- */

static void
put32 (guint8 *to, guint32 number)
{
  number = GUINT32_TO_LE (number);
  memcpy (to, &number, sizeof number);
}

static void
put64 (guint8 *to, guint64 number)
{
  number = GUINT64_TO_LE (number);
  memcpy (to, &number, sizeof number);
}

static guint32
get32 (const guint8 *from)
{
  guint32 number;
  memcpy (&number, from, sizeof number);
  return GUINT32_FROM_LE (number);
}

static guint64
get64 (const guint8 *from)
{
  guint64 number;
  memcpy (&number, from, sizeof number);
  return GUINT64_FROM_LE (number);
}

void
ledger_row_head (const LedgerRow *row, guint8 head[LEDGER_ROW_HEAD])
{
  memcpy (head, row->commit.bytes, OBJECT_ID_SIZE);
  put64 (head + OBJECT_ID_SIZE, (guint64) row->time);
  put64 (head + OBJECT_ID_SIZE + 8, (guint64) row->authored);
}

LedgerRow *
ledger_row_of_head (const guint8 head[LEDGER_ROW_HEAD], gsize length)
{
  LedgerRow *row = g_malloc (sizeof *row + length + 1);
  *row = (LedgerRow) { .time = (gint64) get64 (head + OBJECT_ID_SIZE),
                       .authored = (gint64) get64 (head + OBJECT_ID_SIZE + 8), .length = length };
  memcpy (row->commit.bytes, head, OBJECT_ID_SIZE);
  row->trailers[length] = '\0';
  return row;
}

/* --- the orders --- */

typedef struct {
  const char *text;
  gsize length;
} Field;

static int
compare_fields (const Field *a, const Field *b)
{
  int order = memcmp (a->text, b->text, MIN (a->length, b->length));
  return order != 0 ? order : a->length < b->length ? -1 : a->length > b->length;
}

typedef struct {
  const GPtrArray *rows;
  Field (*fields)[LEDGER_KEYS];      /* of each row */
  guint order;
} Sorting;

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const Sorting *sorting = data;
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;
  int order = 0;
  if (sorting->order == BY_COMMIT)
    return memcmp (((const LedgerRow *) sorting->rows->pdata[left])->commit.bytes,
                   ((const LedgerRow *) sorting->rows->pdata[right])->commit.bytes, OBJECT_ID_SIZE);
  for (guint i = 0; order == 0 && i < LEDGER_KEYS; i++)
    {
      LedgerField field = orders[sorting->order - 1][i];
      order = compare_fields (&sorting->fields[left][field], &sorting->fields[right][field]);
    }
  return order != 0 ? order : left < right ? -1 : left > right;
}

static void
write_order (LedgerWriter *writer, const Sorting *sorting)
{
  guint n = sorting->rows->len;
  g_autofree guint32 *places = g_new (guint32, n);
  for (guint i = 0; i < n; i++)
    places[i] = i;
  g_qsort_with_data (places, (int) n, sizeof *places, compare_places, (gpointer) sorting);
  for (guint i = 0; i < n; i++)
    put32 ((guint8 *) &places[i], places[i]);
  ledger_write (writer, places, n * sizeof *places);
}

static void
write_orders (LedgerWriter *writer, const GPtrArray *rows)
{
  Sorting sorting = { rows, g_malloc_n (rows->len, sizeof *sorting.fields), BY_COMMIT };
  for (guint i = 0; i < rows->len; i++)
    for (guint field = 0; field < LEDGER_KEYS; field++)
      sorting.fields[i][field].text
        = ledger_row_field (rows->pdata[i], field, &sorting.fields[i][field].length);
  for (; sorting.order < ORDERS; sorting.order++)
    write_order (writer, &sorting);
  g_free (sorting.fields);
}

/* --- making one --- */

static guint64
write_beginnings (LedgerWriter *writer, const GPtrArray *rows)
{
  guint64 at = 0;
  guint8 bytes[8];
  for (guint i = 0; i <= rows->len; i++)
    {
      put64 (bytes, at);
      if (writer != NULL)
        ledger_write (writer, bytes, sizeof bytes);
      if (i < rows->len)
        at += LEDGER_ROW_HEAD + ((const LedgerRow *) rows->pdata[i])->length;
    }
  return at;
}

GBytes *
ledger_base_make (const GPtrArray *rows)
{
  const LedgerRow *newest = g_ptr_array_index (rows, rows->len - 1);
  LedgerWriter writer = { ledger_seal (&newest->commit), g_byte_array_new () };
  guint8 header[HEADER] = MAGIC, head[LEDGER_ROW_HEAD];
  memcpy (header + AT_HEAD, newest->commit.bytes, OBJECT_ID_SIZE);
  put32 (header + AT_LENGTH, rows->len);
  put64 (header + AT_SIZE, write_beginnings (NULL, rows));
  ledger_write (&writer, header, sizeof header);
  write_beginnings (&writer, rows);
  write_orders (&writer, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      const LedgerRow *row = g_ptr_array_index (rows, i);
      ledger_row_head (row, head);
      ledger_write (&writer, head, sizeof head);
      ledger_write (&writer, row->trailers, row->length);
    }
  return ledger_write_end (&writer);
}

/* --- reading one --- */

static guint64
at_orders (const LedgerBase *base)
{
  return HEADER + ((guint64) base->length + 1) * 8;
}

static guint64
at_rows (const LedgerBase *base)
{
  return at_orders (base) + (guint64) base->length * 4 * ORDERS;
}

guint64
ledger_base_size (const LedgerBase *base)
{
  guint64 payload = at_rows (base) + base->size;
  return (payload + LEDGER_PAYLOAD - 1) / LEDGER_PAYLOAD * LEDGER_PAGE;
}

/* What HEADER says, which is not checked yet; FALSE when it cannot be that of a
 * file of SIZE bytes. */
static gboolean
read_header (LedgerBase *base, const guint8 *header, guint64 size)
{
  ObjectId head;
  memcpy (head.bytes, header + AT_HEAD, OBJECT_ID_SIZE);
  base->seal = ledger_seal (&head);
  base->length = get32 (header + AT_LENGTH);
  base->size = get64 (header + AT_SIZE);
  return memcmp (header, MAGIC, strlen (MAGIC)) == 0 && base->length > 0 && base->length < G_MAXINT
         && base->size <= size && ledger_base_size (base) <= size;
}

LedgerBase *
ledger_base_of_bytes (GBytes *bytes)
{
  LedgerBase *base = g_new0 (LedgerBase, 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gboolean good = read_header (base, data, size);
  g_assert (good);
  base->pages = ledger_pages_of_bytes (bytes, &base->seal);
  return base;
}

LedgerBase *
ledger_base_of_file (int fd, guint64 size)
{
  g_autoptr(LedgerBase) base = g_new0 (LedgerBase, 1);
  guint8 header[HEADER];
  if (pread (fd, header, sizeof header, 0) != (gssize) sizeof header || !read_header (base, header, size))
    {
      close (fd);
      return NULL;
    }
  base->pages = ledger_pages_of_file (fd, ledger_base_size (base) / LEDGER_PAGE, &base->seal);
  ledger_pages_read (base->pages, 0, header, sizeof header);
  return ledger_base_is_broken (base) ? NULL : g_steal_pointer (&base);
}

guint
ledger_base_peek_length (const guint8 *data, gsize size)
{
  LedgerBase base = { 0 };
  return size >= HEADER && read_header (&base, data, size) ? base.length : 0;
}

void
ledger_base_free (LedgerBase *base)
{
  if (base == NULL)
    return;
  ledger_pages_free (base->pages);
  g_free (base);
}

guint
ledger_base_length (const LedgerBase *base)
{
  return base->length;
}

const LedgerSeal *
ledger_base_seal (const LedgerBase *base)
{
  return &base->seal;
}

gboolean
ledger_base_is_broken (const LedgerBase *base)
{
  return base->broken || ledger_pages_are_broken (base->pages);
}

/* Where the row I begins and ends among the rows; FALSE, and broken, when that is
 * no place for one. */
static gboolean
find_row (LedgerBase *base, guint i, guint64 *from, gsize *length)
{
  guint8 places[16];
  if (i < base->length)
    {
      ledger_pages_read (base->pages, HEADER + (guint64) i * 8, places, sizeof places);
      guint64 begin = get64 (places), end = get64 (places + 8);
      if (begin <= end && end <= base->size && end - begin >= LEDGER_ROW_HEAD)
        {
          *from = at_rows (base) + begin;
          *length = end - begin;
          return TRUE;
        }
    }
  base->broken = TRUE;
  return FALSE;
}

LedgerRow *
ledger_base_row (LedgerBase *base, guint i)
{
  guint8 head[LEDGER_ROW_HEAD] = { 0 };
  guint64 from = 0;
  gsize length = 0;
  if (!find_row (base, i, &from, &length))
    return ledger_row_of_head (head, 0);
  ledger_pages_read (base->pages, from, head, sizeof head);
  LedgerRow *row = ledger_row_of_head (head, length - sizeof head);
  ledger_pages_read (base->pages, from + sizeof head, row->trailers, row->length);
  return row;
}

/* --- looking up --- */

/* Which row is the AT-th in ORDER. */
static guint
place_in (LedgerBase *base, guint order, guint at)
{
  guint8 bytes[4];
  ledger_pages_read (base->pages, at_orders (base) + ((guint64) order * base->length + at) * 4, bytes, sizeof bytes);
  return get32 (bytes);
}

/* What is looked for in an order: the first N of its fields, or a commit. */
typedef struct {
  guint order, n;
  const ObjectId *commit;
  const LedgerKey *key;
} Wanted;

static int
compare_row (const Wanted *wanted, const LedgerRow *row)
{
  if (wanted->order == BY_COMMIT)
    return memcmp (row->commit.bytes, wanted->commit->bytes, OBJECT_ID_SIZE);
  int order = 0;
  for (guint i = 0; order == 0 && i < wanted->n; i++)
    {
      LedgerField field = orders[wanted->order - 1][i];
      Field mine, theirs = { wanted->key->text[field], strlen (wanted->key->text[field]) };
      mine.text = ledger_row_field (row, field, &mine.length);
      order = compare_fields (&mine, &theirs);
    }
  return order;
}

/* How many stand before WANTED, or, when AFTER, before what comes after it. */
static guint
bound (LedgerBase *base, const Wanted *wanted, gboolean after)
{
  guint from = 0, to = base->length;
  while (from < to)
    {
      guint middle = from + (to - from) / 2;
      g_autofree LedgerRow *row = ledger_base_row (base, place_in (base, wanted->order, middle));
      int order = compare_row (wanted, row);
      if (order < 0 || (after && order == 0))
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

gboolean
ledger_base_place (LedgerBase *base, const ObjectId *commit, guint *i)
{
  const Wanted wanted = { .order = BY_COMMIT, .commit = commit };
  guint at = bound (base, &wanted, FALSE);
  if (at == base->length)
    return FALSE;
  guint place = place_in (base, BY_COMMIT, at);
  g_autofree LedgerRow *row = ledger_base_row (base, place);
  *i = place;
  return object_id_equal (&row->commit, commit);
}

/* The order whose first fields are asked for; of two the one with more of them. */
static Wanted
choose (const LedgerKey *key)
{
  Wanted best = { .key = key };
  for (guint order = 1; order < ORDERS; order++)
    {
      guint n = 0;
      while (n < LEDGER_KEYS && key->text[orders[order - 1][n]] != NULL)
        n++;
      if (n > best.n)
        best = (Wanted) { .order = order, .n = n, .key = key };
    }
  return best;
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  guint left = *(const guint *) a, right = *(const guint *) b;
  return left > right ? -1 : left < right;
}

void
ledger_base_find (LedgerBase *base, const LedgerKey *key, guint limit, GPtrArray *found)
{
  const Wanted wanted = choose (key);
  guint from = wanted.n == 0 ? 0 : bound (base, &wanted, FALSE);
  guint to = wanted.n == 0 ? base->length : bound (base, &wanted, TRUE);
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint at = from; at < to; at++)
    {
      guint place = wanted.n == 0 ? at : place_in (base, wanted.order, at);
      if (place < limit)
        g_array_append_val (places, place);
    }
  g_array_sort (places, newest_first);
  for (guint i = 0; i < places->len && !ledger_base_is_broken (base); i++)
    {
      g_autofree LedgerRow *row = ledger_base_row (base, g_array_index (places, guint, i));
      if (ledger_row_matches (row, key))
        g_ptr_array_add (found, g_steal_pointer (&row));
    }
}
