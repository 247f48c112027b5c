#define _GNU_SOURCE

#include "lib/events/ledger_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"

/* A tail is some thousands of rows; one that is longer is nobody's. */
#define TAIL_MAX (64 << 20)

/* A row of the tail: the length of its trailers, its head, them, the check. */
#define LENGTH_SIZE 4
#define FRAME (LENGTH_SIZE + LEDGER_ROW_HEAD)

/* The check of the LENGTH bytes ROW, which stand on the event BEFORE. */
static void
row_check (const LedgerSeal *seal, const ObjectId *before, const guint8 *row, gsize length, guint8 *check)
{
  g_autofree guint8 *text = g_malloc (sizeof before->bytes + length);
  memcpy (text, before->bytes, sizeof before->bytes);
  memcpy (text + sizeof before->bytes, row, length);
  crypto_shorthash (check, text, sizeof before->bytes + length, seal->bytes);
}

static void
put_row (GByteArray *bytes, const LedgerSeal *seal, const ObjectId *before, const LedgerRow *row)
{
  guint start = bytes->len;
  guint32 length = GUINT32_TO_LE ((guint32) row->length);
  guint8 head[LEDGER_ROW_HEAD], check[LEDGER_CHECK];
  ledger_row_head (row, head);
  g_byte_array_append (bytes, (const guint8 *) &length, sizeof length);
  g_byte_array_append (bytes, head, sizeof head);
  g_byte_array_append (bytes, (const guint8 *) row->trailers, (guint) row->length);
  row_check (seal, before, bytes->data + start, bytes->len - start, check);
  g_byte_array_append (bytes, check, sizeof check);
}

/* The row at *AT of the N bytes of DATA, behind which *AT then is; NULL when none
 * that holds is there. */
static LedgerRow *
take_row (const guint8 *data, gsize n, gsize *at, const LedgerSeal *seal, const ObjectId *before)
{
  guint32 length;
  guint8 check[LEDGER_CHECK];
  if (n - *at < FRAME + LEDGER_CHECK)
    return NULL;
  const guint8 *row = data + *at;
  memcpy (&length, row, sizeof length);
  length = GUINT32_FROM_LE (length);
  if (length > n - *at - FRAME - LEDGER_CHECK)
    return NULL;
  row_check (seal, before, row, FRAME + length, check);
  if (memcmp (check, row + FRAME + length, sizeof check) != 0)
    return NULL;
  LedgerRow *taken = ledger_row_of_head (row + LENGTH_SIZE, length);
  memcpy (taken->trailers, row + FRAME, length);
  *at += FRAME + length + LEDGER_CHECK;
  return taken;
}

static ObjectId
newest_of (LedgerBase *base)
{
  g_autofree LedgerRow *row = ledger_base_row (base, ledger_base_length (base) - 1);
  return row->commit;
}

/* The rows behind BASE in FD, whose size is SIZE. */
static GPtrArray *
read_tail (int fd, guint64 size, LedgerBase *base)
{
  GPtrArray *tail = g_ptr_array_new_with_free_func (g_free);
  guint64 from = ledger_base_size (base);
  gsize n = size - from, at = 0;
  g_autofree guint8 *data = n <= TAIL_MAX ? g_malloc (n + 1) : NULL;
  if (data == NULL || pread (fd, data, n, (off_t) from) != (gssize) n)
    return tail;
  ObjectId before = newest_of (base);
  for (LedgerRow *row; (row = take_row (data, n, &at, ledger_base_seal (base), &before)) != NULL;)
    {
      before = row->commit;
      g_ptr_array_add (tail, row);
    }
  return tail;
}

/* Whether FD is a file of the owner of RECORD that nobody else may write; *SIZE is
 * its. */
static gboolean
is_of_owner (int fd, const char *record, guint64 *size)
{
  struct stat place, file;
  if (g_stat (record, &place) != 0 || fstat (fd, &file) != 0)
    return FALSE;
  *size = (guint64) file.st_size;
  return S_ISREG (file.st_mode) && file.st_uid == place.st_uid && (file.st_mode & 022) == 0;
}

/* What is open as FD, which is stolen. */
static gboolean
read_open (int fd, const char *record, LedgerBase **base, GPtrArray **tail)
{
  guint64 size;
  int again = is_of_owner (fd, record, &size) ? fcntl (fd, F_DUPFD_CLOEXEC, 0) : -1;
  g_autoptr(LedgerBase) found = again < 0 ? NULL : ledger_base_of_file (again, size);
  g_autoptr(GPtrArray) rows = found == NULL ? NULL : read_tail (fd, size, found);
  close (fd);
  if (rows == NULL || ledger_base_is_broken (found))
    return FALSE;
  *base = g_steal_pointer (&found);
  *tail = g_steal_pointer (&rows);
  return TRUE;
}

static char *
path_of (const char *record)
{
  return g_build_filename (record, LEDGER_FILE, NULL);
}

gboolean
ledger_file_read (const char *record, LedgerBase **base, GPtrArray **tail)
{
  g_autofree char *path = path_of (record);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  return fd >= 0 && read_open (fd, record, base, tail);
}

gboolean
ledger_file_is_ours (const char *record)
{
  struct stat place;
  return g_stat (record, &place) == 0 && place.st_uid == geteuid () && g_access (record, W_OK) == 0;
}

/* PATH, open and locked; -1 when that cannot be, or another has it. */
static int
lock_file (const char *path, int flags)
{
  int fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | flags, 0644);
  if (fd < 0 || (flock (fd, LOCK_EX | LOCK_NB) == 0 && file_is_at (fd, path)))
    return fd;
  close (fd);
  return -1;
}

static gboolean
fill (int fd, const void *data, gsize length, guint64 at)
{
  while (length > 0)
    {
      gssize n = pwrite (fd, data, length, (off_t) at);
      if (n <= 0)
        return FALSE;
      data = (const guint8 *) data + n;
      at += (guint64) n;
      length -= (gsize) n;
    }
  return TRUE;
}

gboolean
ledger_file_replace (const char *record, GBytes *base)
{
  g_autofree char *path = path_of (record), *made = g_strconcat (path, LEDGER_FILE_MADE, NULL);
  int fd = lock_file (made, O_CREAT);
  if (fd < 0)
    return FALSE;
  gsize size;
  const void *data = g_bytes_get_data (base, &size);
  guint64 found;
  gboolean written = is_of_owner (fd, record, &found) && ftruncate (fd, 0) == 0 && fill (fd, data, size, 0)
                     && g_rename (made, path) == 0;
  if (!written)
    g_unlink (made);
  close (fd);
  return written;
}

/* How many rows the two begin with. */
static guint
count_same (const GPtrArray *a, const GPtrArray *b)
{
  guint n = 0;
  while (n < a->len && n < b->len
         && object_id_equal (&((const LedgerRow *) a->pdata[n])->commit, &((const LedgerRow *) b->pdata[n])->commit))
    n++;
  return n;
}

/* TAIL from the row FROM on; *START is where that begins behind the base. */
static GByteArray *
make_tail (LedgerBase *base, const GPtrArray *tail, guint from, gsize *start)
{
  GByteArray *bytes = g_byte_array_new ();
  ObjectId before = newest_of (base);
  *start = 0;
  for (guint i = 0; i < tail->len; i++)
    {
      const LedgerRow *row = g_ptr_array_index (tail, i);
      if (i < from)
        *start += FRAME + row->length + LEDGER_CHECK;
      else
        put_row (bytes, ledger_base_seal (base), &before, row);
      before = row->commit;
    }
  return bytes;
}

static void
append_locked (int fd, const char *record, LedgerBase *base, const GPtrArray *tail)
{
  g_autoptr(LedgerBase) there = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  int again = fcntl (fd, F_DUPFD_CLOEXEC, 0);
  if (again < 0 || !read_open (again, record, &there, &rows)
      || memcmp (ledger_base_seal (there), ledger_base_seal (base), sizeof (LedgerSeal)) != 0)
    return;
  gsize start;
  guint same = count_same (rows, tail);
  g_autoptr(GByteArray) bytes = make_tail (base, tail, same, &start);
  guint64 at = ledger_base_size (base) + start;
  if (same < tail->len && ftruncate (fd, (off_t) at) == 0 && !fill (fd, bytes->data, bytes->len, at))
    g_debug ("the ledger of '%s' was not written to its end", record);
}

void
ledger_file_append (const char *record, LedgerBase *base, const GPtrArray *tail)
{
  g_autofree char *path = path_of (record);
  int fd = lock_file (path, 0);
  if (fd < 0)
    return;
  append_locked (fd, record, base, tail);
  close (fd);
}

const char *
ledger_file_fault (GBytes *file, const GPtrArray *rows)
{
  gsize size, made_size, start;
  const guint8 *data = g_bytes_get_data (file, &size);
  guint n = ledger_base_peek_length (data, size);
  if (n == 0 || n > rows->len)
    return "holds no events of this record, or more than main has";
  g_autoptr(GPtrArray) first = g_ptr_array_new (), after = g_ptr_array_new ();
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (i < n ? first : after, rows->pdata[i]);
  g_autoptr(GBytes) made = ledger_base_make (first);
  const guint8 *should = g_bytes_get_data (made, &made_size);
  if (size < made_size || memcmp (data, should, made_size) != 0)
    return "does not hold what main's events say";
  g_autoptr(LedgerBase) base = ledger_base_of_bytes (made);
  g_autoptr(GByteArray) tail = make_tail (base, after, 0, &start);
  gsize more = size - made_size;
  return more == 0 || (more <= tail->len && memcmp (data + made_size, tail->data, more) == 0)
           ? NULL : "does not end with what main's events say";
}
