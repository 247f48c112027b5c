#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/signing/ssh_wire.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/signing/ssh_key_private.h"

#define MAGIC "openssh-key-v1"
#define ARMOUR "OPENSSH PRIVATE KEY"
#define KEY_MAX_BYTES (32 * 1024)

const guint8 *
ssh_key_public (const SshKey *key)
{
  return key->secret + crypto_sign_SEEDBYTES;
}

static void
byte_array_wipe (GByteArray *bytes)
{
  sodium_memzero (bytes->data, bytes->len);
  g_byte_array_unref (bytes);
}

void
ssh_key_text_free (char *text)
{
  if (text == NULL)
    return;
  sodium_memzero (text, strlen (text));
  g_free (text);
}

GByteArray *
ssh_key_blob (const guint8 *public)
{
  GByteArray *blob = g_byte_array_new ();
  wire_put_text (blob, SSH_KIND);
  wire_put_bytes (blob, public, SSH_PUBLIC);
  return blob;
}

SshKey *
ssh_key_generate (void)
{
  int ready = sodium_init ();
  g_assert (ready >= 0);
  SshKey *key = g_new0 (SshKey, 1);
  guint8 public[SSH_PUBLIC];
  crypto_sign_keypair (public, key->secret);
  return key;
}

void
ssh_key_free (SshKey *key)
{
  if (key == NULL)
    return;
  sodium_memzero (key, sizeof *key);
  g_free (key);
}

/* What a passphrase would encrypt. OpenSSH puts a random number in front, twice,
 * to see whether it decrypted; ours is of the public key, so that a key has one
 * text. */
static GByteArray *
private_section (const SshKey *key)
{
  GByteArray *out = g_byte_array_sized_new (512);
  g_byte_array_append (out, ssh_key_public (key), 4);
  g_byte_array_append (out, ssh_key_public (key), 4);
  wire_put_text (out, SSH_KIND);
  wire_put_bytes (out, ssh_key_public (key), SSH_PUBLIC);
  wire_put_bytes (out, key->secret, sizeof key->secret);
  wire_put_text (out, SSH_PRINCIPAL);
  for (guint8 pad = 1; out->len % 8 != 0; pad++)
    g_byte_array_append (out, &pad, 1);
  return out;
}

char *
ssh_key_to_text (const SshKey *key)
{
  GByteArray *private = private_section (key);
  g_autoptr(GByteArray) public = ssh_key_blob (ssh_key_public (key));
  GByteArray *out = g_byte_array_sized_new (1024);
  g_byte_array_append (out, (const guint8 *) MAGIC, sizeof MAGIC);
  wire_put_text (out, "none");
  wire_put_text (out, "none");
  wire_put_text (out, "");
  wire_put_number (out, 1);
  wire_put_bytes (out, public->data, public->len);
  wire_put_bytes (out, private->data, private->len);
  char *text = armour_make (ARMOUR, out->data, out->len);
  byte_array_wipe (private);
  byte_array_wipe (out);
  return text;
}

/* A number twice, the kind, the public key, the secret one, a comment, 1, 2, 3... */
static gboolean
read_private (Wire wire, SshKey *key)
{
  guint32 once, twice;
  const guint8 *public, *secret, *comment;
  gsize length;
  if (!wire_take_number (&wire, &once) || !wire_take_number (&wire, &twice) || once != twice
      || !wire_expect_text (&wire, SSH_KIND) || !wire_take_key (&wire, SSH_PUBLIC, &public)
      || !wire_take_key (&wire, sizeof key->secret, &secret)
      || !wire_take_bytes (&wire, &comment, &length) || wire.left > 255)
    return FALSE;
  for (guint8 pad = 1; wire.left > 0; pad++)
    if (!wire_expect_raw (&wire, &pad, 1))
      return FALSE;
  guint8 derived[SSH_PUBLIC];
  crypto_sign_seed_keypair (derived, key->secret, secret);
  return memcmp (key->secret, secret, sizeof key->secret) == 0
         && memcmp (derived, public, SSH_PUBLIC) == 0;
}

static gboolean
read_key (Wire wire, SshKey *key, const char **reason)
{
  const guint8 *blob, *private;
  gsize blob_length, private_length;
  *reason = "it is protected by a passphrase, or not of a kind that is read here";
  if (!wire_expect_raw (&wire, MAGIC, sizeof MAGIC) || !wire_expect_text (&wire, "none")
      || !wire_expect_text (&wire, "none") || !wire_expect_text (&wire, ""))
    return FALSE;
  *reason = "it does not hold one whole Ed25519 key";
  guint32 number;
  if (!wire_take_number (&wire, &number) || number != 1
      || !wire_take_bytes (&wire, &blob, &blob_length)
      || !wire_take_bytes (&wire, &private, &private_length) || wire.left > 0
      || !read_private ((Wire) { private, private_length }, key))
    return FALSE;
  g_autoptr(GByteArray) expected = ssh_key_blob (ssh_key_public (key));
  return expected->len == blob_length && memcmp (expected->data, blob, blob_length) == 0;
}

SshKey *
ssh_key_parse (const char *text, GError **error)
{
  int ready = sodium_init ();
  g_assert (ready >= 0);
  GByteArray *bytes = armour_open (ARMOUR, text);
  if (bytes == NULL)
    {
      error_fault (error, "not an OpenSSH private key");
      return NULL;
    }
  g_autoptr(SshKey) key = g_new0 (SshKey, 1);
  const char *reason;
  gboolean good = read_key ((Wire) { bytes->data, bytes->len }, key, &reason);
  byte_array_wipe (bytes);
  if (good)
    return g_steal_pointer (&key);
  error_fault (error, "not a usable private key: %s", reason);
  return NULL;
}

/* A secret that others can read is none, and one that they can write is
 * theirs. */
static gboolean
is_private (const char *path, GError **error)
{
  struct stat status;
  if (g_stat (path, &status) != 0)
    return error_file (error, errno, "read", path);
  g_autofree char *quoted = g_shell_quote (path);
  return (status.st_mode & 077) == 0
         || error_fault (error, "others than its owner can read or write it: run chmod 600 %s", quoted);
}

SshKey *
ssh_key_load (const char *path, GError **error)
{
  gsize length;
  char *text = file_read (path, KEY_MAX_BYTES, &length, error);
  if (text == NULL)
    return NULL;
  SshKey *key = is_private (path, error) ? ssh_key_parse (text, error) : NULL;
  if (key == NULL)
    g_prefix_error (error, "cannot use key '%s': ", path);
  sodium_memzero (text, length);
  g_free (text);
  return key;
}

gboolean
ssh_key_save (const SshKey *key, const char *path, GError **error)
{
  char *text = ssh_key_to_text (key);
  gboolean saved = file_create (path, text, strlen (text), 0600, error);
  ssh_key_text_free (text);
  return saved;
}
