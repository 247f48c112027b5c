#include "lib/git/object.h"

#include <string.h>
#include <zlib.h>

/* A loose file that differs in this many bits or fewer from what deflate makes
 * of its content is damaged; in more, it is another compressor's work. */
#define BITS_OF_DAMAGE 8

/* The kind and length in front of a loose object are shorter. */
#define HEADER_MAX 32

#define ROOM_AT_FIRST 4096u

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
  static const char digits[] = "0123456789abcdef";
  char *hex = g_malloc (OBJECT_HEX_SIZE + 1);
  for (guint i = 0; i < OBJECT_ID_SIZE; i++)
    {
      hex[2 * i] = digits[id->bytes[i] >> 4];
      hex[2 * i + 1] = digits[id->bytes[i] & 15];
    }
  hex[OBJECT_HEX_SIZE] = '\0';
  return hex;
}

ObjectId
object_id_start (const ObjectId *id, guint digits)
{
  ObjectId start = { { 0 } };
  memcpy (start.bytes, id->bytes, digits / 2);
  if (digits % 2 != 0)
    start.bytes[digits / 2] = id->bytes[digits / 2] & 0xf0;
  return start;
}

ObjectId
object_checksum (const guint8 *bytes, gsize length)
{
  ObjectId id;
  gsize size = sizeof id.bytes;
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_checksum_update (sum, bytes, (gssize) length);
  g_checksum_get_digest (sum, id.bytes, &size);
  return id;
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

static void
begin_inflate (z_stream *z, const guint8 *in, gsize length)
{
  *z = (z_stream) { .next_in = (guint8 *) in, .avail_in = (uInt) MIN (length, G_MAXUINT) };
  int begun = inflateInit (z);
  g_assert (begun == Z_OK);
}

/* Goes on with Z until its end, or until OUT holds more than LIMIT bytes; zlib's
 * code. Room for what comes out grows with it, whatever the stream may say that
 * it holds. */
static int
inflate_to (z_stream *z, GByteArray *out, gsize limit)
{
  int code = Z_OK;
  while (code == Z_OK && out->len <= limit)
    {
      guint had = out->len;
      g_byte_array_set_size (out, (guint) MIN (limit + 1, MAX ((gsize) had * 2, ROOM_AT_FIRST)));
      z->next_out = out->data + had;
      z->avail_out = out->len - had;
      code = inflate (z, Z_NO_FLUSH);
      g_byte_array_set_size (out, out->len - z->avail_out);
    }
  return code;
}

static const char *
inflate_fault (int code, gboolean holds_more)
{
  if (holds_more)
    return "it holds more than it may";
  if (code == Z_BUF_ERROR)
    return "it is cut short";
  return code == Z_STREAM_END ? NULL : "its compressed data is damaged";
}

GByteArray *
object_inflate (const guint8 *in, gsize length, gsize limit, gsize *used, const char **fault)
{
  z_stream z;
  g_autoptr(GByteArray) out = g_byte_array_new ();
  begin_inflate (&z, in, length);
  int code = inflate_to (&z, out, limit);
  *used = (gsize) (z.next_in - in);
  inflateEnd (&z);
  const char *wrong = inflate_fault (code, out->len > limit);
  if (wrong == NULL)
    return g_steal_pointer (&out);
  *fault = wrong;
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
  if (space == NULL || (space[1] == '0' && space[2] != '\0')
      || !g_ascii_string_to_unsigned (space + 1, 10, 0, OBJECT_SIZE_MAX, &number, NULL))
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

/* Appends BYTES, compressed at LEVEL, to OUT. */
static void
deflate_to (GByteArray *out, const guint8 *bytes, gsize length, int level)
{
  guint had = out->len;
  uLongf size = compressBound (length);
  g_byte_array_set_size (out, had + (guint) size);
  int code = compress2 (out->data + had, &size, bytes, length, level);
  g_assert (code == Z_OK);
  g_byte_array_set_size (out, had + (guint) size);
}

static GByteArray *
deflate_at (const GByteArray *content, int level)
{
  GByteArray *out = g_byte_array_new ();
  deflate_to (out, content->data, content->len, level);
  return out;
}

void
object_deflate_to (GByteArray *out, const guint8 *bytes, gsize length)
{
  g_assert (length <= OBJECT_SIZE_MAX);
  deflate_to (out, bytes, length, Z_BEST_SPEED);
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
 * that of the compressed data. No more comes out than the head says. */
static GByteArray *
inflate_loose (const guint8 *in, gsize length, ObjectType *type, gsize *header, gsize *used,
               const char **fault)
{
  z_stream z;
  gsize size = 0, most = HEADER_MAX - 1;
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  begin_inflate (&z, in, length);
  int code = inflate_to (&z, bytes, most);
  *header = read_header (bytes->data, bytes->len, type, &size);
  if (*header > 0)
    most = *header + size;
  if (*header > 0 && code == Z_OK)
    code = inflate_to (&z, bytes, most);
  *used = (gsize) (z.next_in - in);
  inflateEnd (&z);
  const char *wrong = inflate_fault (code, bytes->len > most);
  if (wrong == NULL && *header > 0 && bytes->len == most)
    return g_steal_pointer (&bytes);
  *fault = wrong != NULL ? wrong : "it does not start with its kind and length";
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
  *fault = NULL;
  if (used != length)
    *fault = "something follows its end";
  else if (is_damaged (in, length, bytes))
    *fault = "a bit of its compressed data is not as it was written";
  return g_byte_array_remove_range (bytes, 0, (guint) header);
}
