#include "lib/signature.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "lib/armour.h"

#define KIND "ssh-ed25519"
#define HASH "sha512"
#define MAGIC_KEY "openssh-key-v1"
#define MAGIC_SIGNATURE "SSHSIG"
#define ARMOUR_KEY "OPENSSH PRIVATE KEY"
#define ARMOUR_SIGNATURE "SSH SIGNATURE"
#define NAMESPACES SIGNATURE_NAMESPACE_COMMIT "," SIGNATURE_NAMESPACE_RECEIPT
#define PUBLIC crypto_sign_PUBLICKEYBYTES

struct _SigningKey {
  guint8 secret[crypto_sign_SECRETKEYBYTES];   /* seed, then public key */
};

typedef struct {
  guint8 public[PUBLIC];
  GStrv namespaces;                            /* NULL: any */
} Signer;

struct _Signers {
  GPtrArray *list;                             /* Signer * */
};

G_DEFINE_QUARK (signature-error-quark, signature_error)

static const guint8 *
public_key (const SigningKey *key)
{
  return key->secret + crypto_sign_SEEDBYTES;
}

static void
byte_array_wipe (GByteArray *bytes)
{
  sodium_memzero (bytes->data, bytes->len);
  g_byte_array_unref (bytes);
}

static void
text_wipe (char *text)
{
  sodium_memzero (text, strlen (text));
  g_free (text);
}

static GByteArray *
public_blob (const guint8 *public)
{
  GByteArray *blob = g_byte_array_new ();
  wire_put_text (blob, KIND);
  wire_put_bytes (blob, public, PUBLIC);
  return blob;
}

SigningKey *
signing_key_generate (void)
{
  g_assert (sodium_init () >= 0);
  SigningKey *key = g_new0 (SigningKey, 1);
  guint8 public[PUBLIC];
  crypto_sign_keypair (public, key->secret);
  return key;
}

SigningKey *
signing_key_copy (const SigningKey *key)
{
  return g_memdup2 (key, sizeof *key);
}

void
signing_key_free (SigningKey *key)
{
  if (key == NULL)
    return;
  sodium_memzero (key, sizeof *key);
  g_free (key);
}

/* The part that a passphrase would encrypt. OpenSSH puts a random number in
 * front, twice, to see whether it decrypted; ours is of the public key, so that
 * a key has one text. */
static GByteArray *
private_section (const SigningKey *key)
{
  GByteArray *out = g_byte_array_sized_new (512);
  g_byte_array_append (out, public_key (key), 4);
  g_byte_array_append (out, public_key (key), 4);
  wire_put_text (out, KIND);
  wire_put_bytes (out, public_key (key), PUBLIC);
  wire_put_bytes (out, key->secret, sizeof key->secret);
  wire_put_text (out, SIGNATURE_PRINCIPAL);
  for (guint8 pad = 1; out->len % 8 != 0; pad++)
    g_byte_array_append (out, &pad, 1);
  return out;
}

char *
signing_key_to_text (const SigningKey *key)
{
  GByteArray *private = private_section (key);
  g_autoptr (GByteArray) public = public_blob (public_key (key));
  GByteArray *out = g_byte_array_sized_new (1024);
  g_byte_array_append (out, (const guint8 *) MAGIC_KEY, sizeof MAGIC_KEY);
  wire_put_text (out, "none");
  wire_put_text (out, "none");
  wire_put_text (out, "");
  wire_put_number (out, 1);
  wire_put_bytes (out, public->data, public->len);
  wire_put_bytes (out, private->data, private->len);
  char *text = armour_make (ARMOUR_KEY, out->data, out->len);
  byte_array_wipe (private);
  byte_array_wipe (out);
  return text;
}

/* A number twice, the kind, the public key, the secret one, a comment, 1, 2, 3... */
static gboolean
read_private (Wire wire, SigningKey *key)
{
  guint32 once, twice;
  const guint8 *public, *secret, *comment;
  gsize length;
  if (!wire_take_number (&wire, &once) || !wire_take_number (&wire, &twice) || once != twice
      || !wire_expect_text (&wire, KIND) || !wire_take_key (&wire, PUBLIC, &public)
      || !wire_take_key (&wire, sizeof key->secret, &secret)
      || !wire_take_bytes (&wire, &comment, &length) || wire.left > 255)
    return FALSE;
  for (guint8 pad = 1; wire.left > 0; pad++)
    if (!wire_expect_raw (&wire, &pad, 1))
      return FALSE;
  guint8 derived[PUBLIC];
  crypto_sign_seed_keypair (derived, key->secret, secret);
  return memcmp (key->secret, secret, sizeof key->secret) == 0
         && memcmp (derived, public, PUBLIC) == 0;
}

static gboolean
read_key (Wire wire, SigningKey *key, const char **reason)
{
  const guint8 *blob, *private;
  gsize blob_length, private_length;
  *reason = "it is protected by a passphrase, or not of a kind that is read here";
  if (!wire_expect_raw (&wire, MAGIC_KEY, sizeof MAGIC_KEY) || !wire_expect_text (&wire, "none")
      || !wire_expect_text (&wire, "none") || !wire_expect_text (&wire, ""))
    return FALSE;
  *reason = "it does not hold one whole Ed25519 key";
  guint32 number;
  if (!wire_take_number (&wire, &number) || number != 1
      || !wire_take_bytes (&wire, &blob, &blob_length)
      || !wire_take_bytes (&wire, &private, &private_length) || wire.left > 0
      || !read_private ((Wire) { private, private_length }, key))
    return FALSE;
  g_autoptr (GByteArray) expected = public_blob (public_key (key));
  return expected->len == blob_length && memcmp (expected->data, blob, blob_length) == 0;
}

SigningKey *
signing_key_parse (const char *text, GError **error)
{
  g_assert (sodium_init () >= 0);
  GByteArray *bytes = armour_open (ARMOUR_KEY, text);
  if (bytes == NULL)
    {
      g_set_error_literal (error, SIGNATURE_ERROR, SIGNATURE_ERROR_MALFORMED,
                           "not an OpenSSH private key");
      return NULL;
    }
  g_autoptr (SigningKey) key = g_new0 (SigningKey, 1);
  const char *reason;
  gboolean good = read_key ((Wire) { bytes->data, bytes->len }, key, &reason);
  byte_array_wipe (bytes);
  if (good)
    return g_steal_pointer (&key);
  g_set_error (error, SIGNATURE_ERROR, SIGNATURE_ERROR_MALFORMED,
               "not a usable private key: %s", reason);
  return NULL;
}

SigningKey *
signing_key_load (const char *path, GError **error)
{
  char *text = NULL;
  gsize length;
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  SigningKey *key = signing_key_parse (text, error);
  if (key == NULL)
    g_prefix_error (error, "cannot read key '%s': ", path);
  sodium_memzero (text, length);
  g_free (text);
  return key;
}

static gboolean
write_all (int fd, const char *text)
{
  for (gsize left = strlen (text); left > 0;)
    {
      gssize n = write (fd, text, left);
      if (n < 0 && errno != EINTR)
        return FALSE;
      if (n > 0)
        {
          text += n;
          left -= (gsize) n;
        }
    }
  return fsync (fd) == 0;
}

gboolean
signing_key_save (const SigningKey *key, const char *path, GError **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
                   "cannot write key '%s': %s", path, g_strerror (errno));
      return FALSE;
    }
  char *text = signing_key_to_text (key);
  gboolean written = write_all (fd, text);
  int saved = errno;
  text_wipe (text);
  if (close (fd) != 0 && written)
    {
      saved = errno;
      written = FALSE;
    }
  if (written)
    return TRUE;
  g_unlink (path);
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (saved),
               "cannot write key '%s': %s", path, g_strerror (saved));
  return FALSE;
}

static char *
allowed_line (const guint8 *public)
{
  g_autoptr (GByteArray) blob = public_blob (public);
  g_autofree char *base64 = g_base64_encode (blob->data, blob->len);
  return g_strdup_printf ("%s namespaces=\"%s\" %s %s\n", SIGNATURE_PRINCIPAL, NAMESPACES, KIND,
                          base64);
}

char *
signing_key_allowed_signers (const SigningKey *key)
{
  return allowed_line (public_key (key));
}

/* What is signed is not the bytes but their hash, in a frame that names the use. */
static GByteArray *
signed_frame (const char *namespace_, const void *bytes, gsize length)
{
  guint8 hash[crypto_hash_sha512_BYTES];
  crypto_hash_sha512 (hash, bytes, length);
  GByteArray *frame = g_byte_array_new ();
  g_byte_array_append (frame, (const guint8 *) MAGIC_SIGNATURE, strlen (MAGIC_SIGNATURE));
  wire_put_text (frame, namespace_);
  wire_put_text (frame, "");
  wire_put_text (frame, HASH);
  wire_put_bytes (frame, hash, sizeof hash);
  return frame;
}

char *
signature_make (const SigningKey *key, const char *namespace_, const void *bytes, gsize length)
{
  g_autoptr (GByteArray) frame = signed_frame (namespace_, bytes, length);
  guint8 raw[crypto_sign_BYTES];
  crypto_sign_detached (raw, NULL, frame->data, frame->len, key->secret);

  g_autoptr (GByteArray) blob = public_blob (public_key (key));
  g_autoptr (GByteArray) signature = g_byte_array_new ();
  wire_put_text (signature, KIND);
  wire_put_bytes (signature, raw, sizeof raw);

  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_byte_array_append (out, (const guint8 *) MAGIC_SIGNATURE, strlen (MAGIC_SIGNATURE));
  wire_put_number (out, 1);
  wire_put_bytes (out, blob->data, blob->len);
  wire_put_text (out, namespace_);
  wire_put_text (out, "");
  wire_put_text (out, HASH);
  wire_put_bytes (out, signature->data, signature->len);
  return armour_make (ARMOUR_SIGNATURE, out->data, out->len);
}

static void
signer_free (Signer *signer)
{
  g_strfreev (signer->namespaces);
  g_free (signer);
}

void
signers_free (Signers *signers)
{
  if (signers == NULL)
    return;
  g_ptr_array_unref (signers->list);
  g_free (signers);
}

static gboolean
read_namespaces (const char *option, GStrv *out)
{
  g_autofree char *text = g_strdup (option);
  if (!g_str_has_prefix (text, "namespaces=\"") || !g_str_has_suffix (text, "\""))
    return FALSE;
  text[strlen (text) - 1] = '\0';
  const char *list = text + strlen ("namespaces=\"");
  if (strchr (list, '"') != NULL)
    return FALSE;
  *out = g_strsplit (list, ",", -1);
  return TRUE;
}

static gboolean
read_public (const char *base64, guint8 *public)
{
  gsize length;
  g_autofree guint8 *blob = g_base64_decode (base64, &length);
  g_autofree char *again = g_base64_encode (blob, length);
  Wire wire = { blob, length };
  const guint8 *bytes;
  if (strcmp (again, base64) != 0 || !wire_expect_text (&wire, KIND)
      || !wire_take_key (&wire, PUBLIC, &bytes) || wire.left > 0)
    return FALSE;
  memcpy (public, bytes, PUBLIC);
  return TRUE;
}

/* PRINCIPAL [namespaces="..."] ssh-ed25519 KEY [COMMENT] */
static Signer *
read_signer (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint n = g_strv_length (words);
  guint kind = n > 2 && strcmp (words[1], KIND) != 0 ? 2 : 1;
  if (n < kind + 2 || strcmp (words[0], SIGNATURE_PRINCIPAL) != 0
      || strcmp (words[kind], KIND) != 0)
    return NULL;
  Signer *signer = g_new0 (Signer, 1);
  if (read_public (words[kind + 1], signer->public)
      && (kind == 1 || read_namespaces (words[1], &signer->namespaces)))
    return signer;
  signer_free (signer);
  return NULL;
}

Signers *
signers_parse (const char *text, GError **error)
{
  g_autoptr (Signers) signers = g_new0 (Signers, 1);
  signers->list = g_ptr_array_new_with_free_func ((GDestroyNotify) signer_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      Signer *signer = read_signer (lines[i]);
      if (signer == NULL)
        {
          g_set_error (error, SIGNATURE_ERROR, SIGNATURE_ERROR_MALFORMED,
                       "line %u of the allowed signers is not '%s' with an %s key", i + 1,
                       SIGNATURE_PRINCIPAL, KIND);
          return NULL;
        }
      g_ptr_array_add (signers->list, signer);
    }
  return g_steal_pointer (&signers);
}

char *
signers_to_text (const Signers *signers)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < signers->list->len; i++)
    {
      const Signer *signer = g_ptr_array_index (signers->list, i);
      g_autofree char *line = allowed_line (signer->public);
      g_string_append (text, line);
    }
  return g_string_free (text, FALSE);
}

static const Signer *
signers_find (const Signers *signers, const guint8 *public)
{
  for (guint i = 0; i < signers->list->len; i++)
    {
      const Signer *signer = g_ptr_array_index (signers->list, i);
      if (memcmp (signer->public, public, PUBLIC) == 0)
        return signer;
    }
  return NULL;
}

gboolean
signers_include (const Signers *signers, const SigningKey *key)
{
  return signers_find (signers, public_key (key)) != NULL;
}

/* What an SSHSIG holds, pointing into its bytes. */
typedef struct {
  const guint8 *public, *raw, *namespace_;
  gsize namespace_length;
} Parts;

static gboolean
read_signature (Wire wire, Parts *parts)
{
  const guint8 *blob, *signature;
  gsize blob_length, length;
  guint32 version;
  if (!wire_expect_raw (&wire, MAGIC_SIGNATURE, strlen (MAGIC_SIGNATURE))
      || !wire_take_number (&wire, &version) || version != 1
      || !wire_take_bytes (&wire, &blob, &blob_length)
      || !wire_take_bytes (&wire, &parts->namespace_, &parts->namespace_length)
      || !wire_expect_text (&wire, "") || !wire_expect_text (&wire, HASH)
      || !wire_take_bytes (&wire, &signature, &length) || wire.left > 0)
    return FALSE;
  Wire key = { blob, blob_length }, made = { signature, length };
  return wire_expect_text (&key, KIND) && wire_take_key (&key, PUBLIC, &parts->public)
         && key.left == 0 && wire_expect_text (&made, KIND)
         && wire_take_key (&made, crypto_sign_BYTES, &parts->raw) && made.left == 0;
}

static gboolean
is_for (const Parts *parts, const Signer *signer, const char *namespace_)
{
  if (parts->namespace_length != strlen (namespace_)
      || memcmp (parts->namespace_, namespace_, parts->namespace_length) != 0)
    return FALSE;
  return signer->namespaces == NULL
         || g_strv_contains ((const char *const *) signer->namespaces, namespace_);
}

static gboolean
bad (GError **error, SignatureError code, const char *message)
{
  g_set_error_literal (error, SIGNATURE_ERROR, (int) code, message);
  return FALSE;
}

gboolean
signature_verify (const Signers *signers, const char *namespace_, const char *armour,
                  const void *bytes, gsize length, GError **error)
{
  g_assert (sodium_init () >= 0);
  g_autoptr (GByteArray) binary = armour_open (ARMOUR_SIGNATURE, armour);
  Parts parts;
  if (binary == NULL || !read_signature ((Wire) { binary->data, binary->len }, &parts))
    return bad (error, SIGNATURE_ERROR_MALFORMED, "not an Ed25519 SSH signature");
  const Signer *signer = signers_find (signers, parts.public);
  if (signer == NULL)
    return bad (error, SIGNATURE_ERROR_BAD, "signed with a key that is not among the signers");
  if (!is_for (&parts, signer, namespace_))
    return bad (error, SIGNATURE_ERROR_BAD, "signed for another use");
  g_autoptr (GByteArray) frame = signed_frame (namespace_, bytes, length);
  if (crypto_sign_verify_detached (parts.raw, frame->data, frame->len, parts.public) != 0)
    return bad (error, SIGNATURE_ERROR_BAD, "the signature is of something else");
  return TRUE;
}
