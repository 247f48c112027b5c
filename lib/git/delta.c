#include "lib/git/delta.h"

#include "lib/git/object.h"

/* Made at once, whatever a change says that it makes. */
#define ROOM_AT_FIRST (1u << 20)

/* A number of 7 bits a byte, the lowest first. */
static gboolean
take_size (const guint8 **at, const guint8 *end, guint64 *size)
{
  *size = 0;
  for (guint shift = 0; *at < end && shift < 56; shift += 7)
    {
      guint8 byte = *(*at)++;
      *size |= (guint64) (byte & 127) << shift;
      if ((byte & 128) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A copy instruction says which bytes of its offset and size are there. */
static gboolean
take_copy (const guint8 **at, const guint8 *end, guint8 which, guint64 *offset, guint64 *size)
{
  guint64 numbers[2] = { 0, 0 };
  for (guint i = 0; i < 7; i++)
    {
      if ((which & (1u << i)) == 0)
        continue;
      if (*at == end)
        return FALSE;
      numbers[i >= 4] |= (guint64) *(*at)++ << (i >= 4 ? 8 * (i - 4) : 8 * i);
    }
  *offset = numbers[0];
  *size = numbers[1] != 0 ? numbers[1] : 0x10000;
  return TRUE;
}

GBytes *
delta_apply (GBytes *base_bytes, const GByteArray *delta)
{
  gsize base_size;
  const guint8 *base = g_bytes_get_data (base_bytes, &base_size);
  const guint8 *at = delta->data, *end = at + delta->len;
  guint64 from_size, to_size;
  if (!take_size (&at, end, &from_size) || !take_size (&at, end, &to_size)
      || from_size != base_size || to_size > OBJECT_SIZE_MAX)
    return NULL;
  g_autoptr(GByteArray) out = g_byte_array_sized_new ((guint) MIN (to_size, ROOM_AT_FIRST));
  while (at < end && out->len <= to_size)
    {
      guint8 op = *at++;
      guint64 offset = 0, size = op;
      const guint8 *source = at;
      if ((op & 128) != 0)
        {
          if (!take_copy (&at, end, op, &offset, &size) || offset > base_size
              || size > base_size - offset)
            return NULL;
          source = base + offset;
        }
      else if (op == 0 || size > (guint64) (end - at))
        return NULL;
      else
        at += size;
      g_byte_array_append (out, source, (guint) size);
    }
  if (at < end || out->len != to_size)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
