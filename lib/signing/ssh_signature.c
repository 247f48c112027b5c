#include "lib/signing/ssh_signature.h"

#include <string.h>

#include "lib/signing/ssh_wire.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/signing/ssh_key_private.h"

#define SIGNERS_MAX_BYTES (1024 * 1024)
#define HASH "sha512"
#define MAGIC "SSHSIG"
#define ARMOUR "SSH SIGNATURE"
#define NAMESPACES SSH_NAMESPACE_COMMIT "," SSH_NAMESPACE_RECEIPT

typedef struct {
  guint8 public[SSH_PUBLIC];
  GStrv namespaces;                            /* NULL: any */
} Signer;

struct _Signers {
  GPtrArray *list;                             /* Signer * */
};

/* What is signed is not the bytes but their hash, in a frame that names the use. */
static GByteArray *
signed_frame (const char *namespace_, const void *bytes, gsize length)
{
  guint8 hash[crypto_hash_sha512_BYTES];
  crypto_hash_sha512 (hash, bytes, length);
  GByteArray *frame = g_byte_array_new ();
  g_byte_array_append (frame, (const guint8 *) MAGIC, strlen (MAGIC));
  wire_put_text (frame, namespace_);
  wire_put_text (frame, "");
  wire_put_text (frame, HASH);
  wire_put_bytes (frame, hash, sizeof hash);
  return frame;
}

char *
ssh_signature_make (const SshKey *key, const char *namespace_, const void *bytes, gsize length)
{
  g_autoptr(GByteArray) frame = signed_frame (namespace_, bytes, length);
  guint8 raw[crypto_sign_BYTES];
  crypto_sign_detached (raw, NULL, frame->data, frame->len, key->secret);

  g_autoptr(GByteArray) blob = ssh_key_blob (ssh_key_public (key));
  g_autoptr(GByteArray) signature = g_byte_array_new ();
  wire_put_text (signature, SSH_KIND);
  wire_put_bytes (signature, raw, sizeof raw);

  g_autoptr(GByteArray) out = g_byte_array_new ();
  g_byte_array_append (out, (const guint8 *) MAGIC, strlen (MAGIC));
  wire_put_number (out, 1);
  wire_put_bytes (out, blob->data, blob->len);
  wire_put_text (out, namespace_);
  wire_put_text (out, "");
  wire_put_text (out, HASH);
  wire_put_bytes (out, signature->data, signature->len);
  return armour_make (ARMOUR, out->data, out->len);
}

static char *
allowed_line (const guint8 *public)
{
  g_autoptr(GByteArray) blob = ssh_key_blob (public);
  g_autofree char *base64 = g_base64_encode (blob->data, blob->len);
  return g_strdup_printf ("%s namespaces=\"%s\" %s %s\n", SSH_PRINCIPAL, NAMESPACES, SSH_KIND,
                          base64);
}

char *
ssh_key_allowed_signers (const SshKey *key)
{
  return allowed_line (ssh_key_public (key));
}

static void
signer_free (Signer *signer)
{
  g_strfreev (signer->namespaces);
  g_free (signer);
}

Signers *
signers_load (const char *path, GError **error)
{
  g_autofree char *text = file_read (path, SIGNERS_MAX_BYTES, NULL, error);
  Signers *signers = text == NULL ? NULL : signers_parse (text, error);
  if (text != NULL && signers == NULL)
    g_prefix_error (error, "%s: ", path);
  return signers;
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
  if (strcmp (again, base64) != 0 || !wire_expect_text (&wire, SSH_KIND)
      || !wire_take_key (&wire, SSH_PUBLIC, &bytes) || wire.left > 0)
    return FALSE;
  memcpy (public, bytes, SSH_PUBLIC);
  return TRUE;
}

/* PRINCIPAL [namespaces="..."] ssh-ed25519 KEY [COMMENT] */
static Signer *
read_signer (const char *line)
{
  g_auto(GStrv) words = g_strsplit (line, " ", -1);
  guint n = g_strv_length (words);
  guint kind = n > 2 && strcmp (words[1], SSH_KIND) != 0 ? 2 : 1;
  if (n < kind + 2 || strcmp (words[0], SSH_PRINCIPAL) != 0
      || strcmp (words[kind], SSH_KIND) != 0)
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
  g_autoptr(Signers) signers = g_new0 (Signers, 1);
  signers->list = g_ptr_array_new_with_free_func ((GDestroyNotify) signer_free);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      Signer *signer = read_signer (lines[i]);
      if (signer == NULL)
        {
          error_fault (error, "line %u of the allowed signers is not '%s' with an %s key", i + 1,
                       SSH_PRINCIPAL, SSH_KIND);
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
      if (memcmp (signer->public, public, SSH_PUBLIC) == 0)
        return signer;
    }
  return NULL;
}

gboolean
signers_include (const Signers *signers, const SshKey *key)
{
  return signers_find (signers, ssh_key_public (key)) != NULL;
}

/* What an SSHSIG holds, pointing into its bytes. */
typedef struct {
  const guint8 *public, *raw, *namespace_;
  gsize namespace_length;
} Fields;

static gboolean
read_signature (Wire wire, Fields *fields)
{
  const guint8 *blob, *signature;
  gsize blob_length, length;
  guint32 version;
  if (!wire_expect_raw (&wire, MAGIC, strlen (MAGIC))
      || !wire_take_number (&wire, &version) || version != 1
      || !wire_take_bytes (&wire, &blob, &blob_length)
      || !wire_take_bytes (&wire, &fields->namespace_, &fields->namespace_length)
      || !wire_expect_text (&wire, "") || !wire_expect_text (&wire, HASH)
      || !wire_take_bytes (&wire, &signature, &length) || wire.left > 0)
    return FALSE;
  Wire key = { blob, blob_length }, made = { signature, length };
  return wire_expect_text (&key, SSH_KIND) && wire_take_key (&key, SSH_PUBLIC, &fields->public)
         && key.left == 0 && wire_expect_text (&made, SSH_KIND)
         && wire_take_key (&made, crypto_sign_BYTES, &fields->raw) && made.left == 0;
}

static gboolean
is_for (const Fields *fields, const Signer *signer, const char *namespace_)
{
  if (fields->namespace_length != strlen (namespace_)
      || memcmp (fields->namespace_, namespace_, fields->namespace_length) != 0)
    return FALSE;
  return signer->namespaces == NULL
         || g_strv_contains ((const char *const *) signer->namespaces, namespace_);
}

gboolean
ssh_signature_verify (const Signers *signers, const char *namespace_, const char *armour,
                  const void *bytes, gsize length, GError **error)
{
  int ready = sodium_init ();
  g_assert (ready >= 0);
  g_autoptr(GByteArray) binary = armour_open (ARMOUR, armour);
  Fields fields;
  if (binary == NULL || !read_signature ((Wire) { binary->data, binary->len }, &fields))
    return error_fault (error, "not an Ed25519 SSH signature");
  const Signer *signer = signers_find (signers, fields.public);
  if (signer == NULL)
    return error_fault (error, "signed with a key that is not among the signers");
  if (!is_for (&fields, signer, namespace_))
    return error_fault (error, "signed for another use");
  g_autoptr(GByteArray) frame = signed_frame (namespace_, bytes, length);
  if (crypto_sign_verify_detached (fields.raw, frame->data, frame->len, fields.public) != 0)
    return error_fault (error, "the signature is of something else");
  return TRUE;
}
