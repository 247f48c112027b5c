#include "lib/signing/ssh_wire.h"

#include <sodium.h>
#include <string.h>

#define LINE 70

void
wire_put_number (GByteArray *out, guint32 number)
{
  guint32 big = GUINT32_TO_BE (number);
  g_byte_array_append (out, (const guint8 *) &big, sizeof big);
}

void
wire_put_bytes (GByteArray *out, const void *bytes, gsize length)
{
  g_assert (length <= G_MAXINT32);
  wire_put_number (out, (guint32) length);
  g_byte_array_append (out, bytes, (guint) length);
}

void
wire_put_text (GByteArray *out, const char *text)
{
  wire_put_bytes (out, text, strlen (text));
}

gboolean
wire_expect_raw (Wire *wire, const void *bytes, gsize length)
{
  if (wire->left < length || memcmp (wire->at, bytes, length) != 0)
    return FALSE;
  wire->at += length;
  wire->left -= length;
  return TRUE;
}

gboolean
wire_take_number (Wire *wire, guint32 *number)
{
  if (wire->left < sizeof *number)
    return FALSE;
  guint32 big;
  memcpy (&big, wire->at, sizeof big);
  *number = GUINT32_FROM_BE (big);
  wire->at += sizeof big;
  wire->left -= sizeof big;
  return TRUE;
}

gboolean
wire_take_bytes (Wire *wire, const guint8 **bytes, gsize *length)
{
  guint32 number;
  if (!wire_take_number (wire, &number) || number > wire->left)
    return FALSE;
  *bytes = wire->at;
  *length = number;
  wire->at += number;
  wire->left -= number;
  return TRUE;
}

gboolean
wire_take_key (Wire *wire, gsize length, const guint8 **bytes)
{
  gsize got;
  return wire_take_bytes (wire, bytes, &got) && got == length;
}

static gboolean
expect_bytes (Wire *wire, const void *bytes, gsize length)
{
  const guint8 *got;
  return wire_take_key (wire, length, &got) && memcmp (got, bytes, length) == 0;
}

gboolean
wire_expect_text (Wire *wire, const char *text)
{
  return expect_bytes (wire, text, strlen (text));
}

char *
armour_make (const char *kind, const guint8 *bytes, gsize length)
{
  gsize size = sodium_base64_encoded_len (length, sodium_base64_VARIANT_ORIGINAL);
  g_autofree char *base64 = g_malloc (size);
  sodium_bin2base64 (base64, size, bytes, length, sodium_base64_VARIANT_ORIGINAL);
  /* Room for all of it at once, so that no copy of a key is left behind by growing. */
  GString *text = g_string_sized_new (size + size / LINE + 2 * strlen (kind) + 64);
  g_string_append_printf (text, "-----BEGIN %s-----\n", kind);
  for (gsize at = 0; at + 1 < size; at += LINE)
    g_string_append_printf (text, "%.*s\n", LINE, base64 + at);
  g_string_append_printf (text, "-----END %s-----\n", kind);
  sodium_memzero (base64, size);
  return g_string_free (text, FALSE);
}

/* The characters between the BEGIN and the END line, without their line ends. */
static char *
armour_body (const char *kind, const char *text)
{
  g_autofree char *begin = g_strdup_printf ("-----BEGIN %s-----\n", kind);
  g_autofree char *end = g_strdup_printf ("-----END %s-----", kind);
  if (!g_str_has_prefix (text, begin))
    return NULL;
  text += strlen (begin);
  const char *stop = strstr (text, end);
  if (stop == NULL)
    return NULL;
  char *body = g_malloc ((gsize) (stop - text) + 1), *to = body;
  for (; text < stop; text++)
    if (*text != '\n')
      *to++ = *text;
  *to = '\0';
  return body;
}

GByteArray *
armour_open (const char *kind, const char *text)
{
  g_autofree char *body = armour_body (kind, text);
  if (body == NULL)
    return NULL;
  gsize length = strlen (body);
  g_autoptr(GByteArray) bytes = g_byte_array_sized_new ((guint) length + 1);
  g_byte_array_set_size (bytes, (guint) length + 1);
  gsize used = 0;
  int bad = sodium_base642bin (bytes->data, length + 1, body, length, NULL, &used, NULL,
                               sodium_base64_VARIANT_ORIGINAL);
  sodium_memzero (body, length);
  if (bad != 0)
    return NULL;
  g_byte_array_set_size (bytes, (guint) used);
  g_autofree char *again = armour_make (kind, bytes->data, used);
  gsize size = strlen (again);
  gboolean same = strcmp (again, text) == 0
                  || (strlen (text) == size - 1 && strncmp (again, text, size - 1) == 0);
  sodium_memzero (again, size);
  return same ? g_steal_pointer (&bytes) : NULL;
}
