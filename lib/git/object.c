#include "lib/git/object.h"

#include <string.h>
#include <zlib.h>

/* A loose file that differs in this many bits or fewer from what deflate makes
 * of its content is damaged; in more, it is another compressor's work. */
#define BITS_OF_DAMAGE 8

/* The kind and length in front of a loose object are shorter. */
#define HEADER_MAX 32

static const char *const type_names[] = { "none", "commit", "tree", "blob", "tag" };

guint
object_id_hash (gconstpointer id)
{
  guint hash;
  memcpy (&hash, id, sizeof hash);
  return hash;
}

gboolean
object_id_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, OBJECT_ID_SIZE) == 0;
}

gboolean
object_id_parse (const char *text, ObjectId *out)
{
  if (strspn (text, "0123456789abcdef") < OBJECT_HEX_SIZE)
    return FALSE;
  for (guint i = 0; i < OBJECT_ID_SIZE; i++)
    out->bytes[i] = (guint8) (g_ascii_xdigit_value (text[2 * i]) * 16
                              + g_ascii_xdigit_value (text[2 * i + 1]));
  return TRUE;
}

char *
object_id_to_hex (const ObjectId *id)
{
  GString *hex = g_string_sized_new (OBJECT_HEX_SIZE + 1);
  for (guint i = 0; i < OBJECT_ID_SIZE; i++)
    g_string_append_printf (hex, "%02x", id->bytes[i]);
  return g_string_free (hex, FALSE);
}

const char *
object_type_name (ObjectType type)
{
  return type_names[type];
}

ObjectId
object_hash (ObjectType type, const guint8 *bytes, gsize length)
{
  ObjectId id;
  gsize size = sizeof id.bytes;
  g_autofree char *header = g_strdup_printf ("%s %" G_GSIZE_FORMAT, type_names[type], length);
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_checksum_update (sum, (const guint8 *) header, (gssize) strlen (header) + 1);
  g_checksum_update (sum, bytes, (gssize) length);
  g_checksum_get_digest (sum, id.bytes, &size);
  return id;
}

/* Whether a bit that carries nothing is set, at a point where inflate stopped
 * between two blocks: after the last block up to the end of its byte, and
 * before the length of a stored block. */
static gboolean
has_stray_bits (const z_stream *z, const guint8 *in, gsize length)
{
  gsize at = (gsize) (z->next_in - in);
  guint unused = (guint) z->data_type & 7;
  guint bits = unused > 0 ? (guint) in[at - 1] >> (8 - unused) : 0;
  if ((z->data_type & 64) != 0)
    return bits != 0;
  guint have = unused;
  if (have < 3)
    {
      if (at == length)
        return FALSE;
      bits |= (guint) in[at] << have;
      have += 8;
    }
  gboolean stored = ((bits >> 1) & 3) == 0;
  return stored && (bits >> 3 & ((1u << (have - 3)) - 1)) != 0;
}

GByteArray *
object_inflate (const guint8 *in, gsize length, gsize limit, gsize *used, const char **fault)
{
  guint8 buffer[16384];
  gboolean stray = FALSE;
  z_stream z = { .next_in = (guint8 *) in, .avail_in = (uInt) MIN (length, OBJECT_SIZE_MAX) };
  int begun = inflateInit (&z);
  g_assert (begun == Z_OK);
  g_autoptr(GByteArray) out = g_byte_array_new ();
  int code = Z_OK;
  while (code == Z_OK && out->len <= limit)
    {
      z.next_out = buffer;
      z.avail_out = sizeof buffer;
      code = inflate (&z, Z_BLOCK);
      g_byte_array_append (out, buffer, (guint) sizeof buffer - z.avail_out);
      if (code == Z_OK && (z.data_type & 128) != 0 && has_stray_bits (&z, in, length))
        stray = TRUE;
    }
  *used = (gsize) (z.next_in - in);
  inflateEnd (&z);
  if (code == Z_OK)
    *fault = "it holds more than it says";
  else if (code == Z_BUF_ERROR)
    *fault = "it is cut short";
  else if (code != Z_STREAM_END)
    *fault = "its compressed data is damaged";
  else
    {
      *fault = stray ? "a bit between its blocks is set" : NULL;
      return g_steal_pointer (&out);
    }
  return NULL;
}

/* "blob 12" and NUL in front of the content: its length, or 0. */
static gsize
read_header (const guint8 *bytes, gsize length, ObjectType *type, gsize *size)
{
  const guint8 *end = memchr (bytes, 0, MIN (length, HEADER_MAX));
  if (end == NULL)
    return 0;
  const char *text = (const char *) bytes, *space = strchr (text, ' ');
  guint64 number;
  if (space == NULL || !g_ascii_string_to_unsigned (space + 1, 10, 0, OBJECT_SIZE_MAX, &number,
                                                    NULL))
    return 0;
  *size = (gsize) number;
  for (guint i = OBJECT_COMMIT; i < G_N_ELEMENTS (type_names); i++)
    if (strlen (type_names[i]) == (gsize) (space - text)
        && g_str_has_prefix (text, type_names[i]))
      {
        *type = (ObjectType) i;
        return (gsize) (end - bytes) + 1;
      }
  return 0;
}

gboolean
object_read_loose_head (const guint8 *in, gsize length, ObjectType *type, gsize *size)
{
  guint8 head[HEADER_MAX] = { 0 };
  z_stream z = { .next_in = (guint8 *) in, .avail_in = (uInt) MIN (length, OBJECT_SIZE_MAX),
                 .next_out = head, .avail_out = sizeof head };
  int begun = inflateInit (&z);
  g_assert (begun == Z_OK);
  inflate (&z, Z_SYNC_FLUSH);
  inflateEnd (&z);
  return read_header (head, sizeof head - z.avail_out, type, size) > 0;
}

static GByteArray *
deflate_at (const GByteArray *content, int level)
{
  uLongf size = compressBound (content->len);
  GByteArray *out = g_byte_array_sized_new ((guint) size);
  g_byte_array_set_size (out, (guint) size);
  int code = compress2 (out->data, &size, content->data, content->len, level);
  g_assert (code == Z_OK);
  return g_byte_array_set_size (out, (guint) size);
}

GByteArray *
object_deflate_loose (ObjectType type, const guint8 *bytes, gsize length)
{
  g_assert (length <= OBJECT_SIZE_MAX);
  g_autofree char *header = g_strdup_printf ("%s %" G_GSIZE_FORMAT, type_names[type], length);
  g_autoptr(GByteArray) content = g_byte_array_sized_new ((guint) length + HEADER_MAX);
  g_byte_array_append (content, (const guint8 *) header, (guint) strlen (header) + 1);
  g_byte_array_append (content, bytes, (guint) length);
  return deflate_at (content, Z_BEST_SPEED);
}

/* The number of bits in which IN differs from CONTENT compressed at LEVEL;
 * G_MAXUINT when it is not even of the same length. */
static guint
differing_bits (const guint8 *in, gsize length, const GByteArray *content, int level)
{
  g_autoptr(GByteArray) again = deflate_at (content, level);
  if (again->len != length)
    return G_MAXUINT;
  guint bits = 0;
  for (gsize i = 0; i < length; i++)
    bits += (guint) __builtin_popcount ((guint) (in[i] ^ again->data[i]));
  return bits;
}

/* A match of another distance, say, may give the same content. So the content
 * is compressed again as git and libgit2 do it, and compared bit for bit; if it
 * is nearly the same, it has to be what some other level makes. */
static gboolean
is_damaged (const guint8 *in, gsize length, const GByteArray *content)
{
  guint bits = differing_bits (in, length, content, Z_BEST_SPEED);
  if (bits == 0 || bits > BITS_OF_DAMAGE)
    return FALSE;
  for (int level = Z_NO_COMPRESSION; level <= Z_BEST_COMPRESSION; level++)
    if (differing_bits (in, length, content, level) == 0)
      return FALSE;
  return TRUE;
}

/* Head and content of a loose object; *HEADER is the length of the head, *USED
 * that of the compressed data. */
static GByteArray *
inflate_loose (const guint8 *in, gsize length, ObjectType *type, gsize *header, gsize *used,
               const char **fault)
{
  gsize size;
  g_autoptr(GByteArray) bytes = object_inflate (in, length, OBJECT_SIZE_MAX, used, fault);
  if (bytes == NULL)
    return NULL;
  *header = read_header (bytes->data, bytes->len, type, &size);
  if (*header > 0 && bytes->len - *header == size)
    return g_steal_pointer (&bytes);
  *fault = "it does not start with its kind and length";
  return NULL;
}

GByteArray *
object_inflate_loose (const guint8 *in, gsize length, ObjectType *type, const char **fault)
{
  gsize used, header;
  GByteArray *bytes = inflate_loose (in, length, type, &header, &used, fault);
  return bytes == NULL ? NULL : g_byte_array_remove_range (bytes, 0, (guint) header);
}

GByteArray *
object_read_loose (const guint8 *in, gsize length, ObjectType *type, const char **fault)
{
  gsize used, header;
  GByteArray *bytes = inflate_loose (in, length, type, &header, &used, fault);
  if (bytes == NULL)
    return NULL;
  if (used != length)
    *fault = "something follows its end";
  else if (*fault == NULL && is_damaged (in, length, bytes))
    *fault = "a bit of its compressed data is not as it was written";
  return g_byte_array_remove_range (bytes, 0, (guint) header);
}
