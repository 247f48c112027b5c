/* signature.h: Ed25519 keys in OpenSSH's format, and SSH signatures.
 *
 * What is made here verifies with stock `ssh-keygen -Y verify` and
 * `git verify-commit`. Source: OpenSSH PROTOCOL.sshsig and PROTOCOL.key. */

#pragma once

#include <glib.h>

typedef struct _SigningKey SigningKey;

/* The principal that allowed_signers names. */
#define SIGNATURE_PRINCIPAL "record@care-oversight"
#define SIGNATURE_NAMESPACE_COMMIT "git"
#define SIGNATURE_NAMESPACE_RECEIPT "care-oversight-receipt"

SigningKey *signing_key_generate (void);
/* An unencrypted OpenSSH private key file of kind ssh-ed25519. */
SigningKey *signing_key_load (const char *path, GError **error);
SigningKey *signing_key_parse (const char *text, GError **error);
/* The text of the private key file. A key has one text only, so a file can be
 * compared with it. The caller wipes it. g_free(). */
char *signing_key_to_text (const SigningKey *key);
/* Writes the private key, readable by its owner alone, never over an existing file. */
gboolean signing_key_save (const SigningKey *key, const char *path, GError **error);
SigningKey *signing_key_copy (const SigningKey *key);
void signing_key_free (SigningKey *key);     /* wipes it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SigningKey, signing_key_free)

/* The line of an allowed_signers file for this key, with LF. g_free(). */
char *signing_key_allowed_signers (const SigningKey *key);

/* An armoured SSHSIG over BYTES, ending in LF. g_free(). */
char *signature_make (const SigningKey *key, const char *namespace_, const void *bytes, gsize length);

/* The public keys an allowed_signers file trusts: lines of a principal, perhaps
 * namespaces="...", and an ssh-ed25519 key; other options are refused. */
typedef struct _Signers Signers;
Signers *signers_parse (const char *text, GError **error);
void signers_free (Signers *signers);
/* The same list as this program writes it. g_free(). */
char *signers_to_text (const Signers *signers);
gboolean signers_include (const Signers *signers, const SigningKey *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Signers, signers_free)

/* TRUE when ARMOUR is a good signature over BYTES, in NAMESPACE_, by one of SIGNERS;
 * FALSE with the reason otherwise. */
gboolean signature_verify (const Signers *signers, const char *namespace_, const char *armour,
                           const void *bytes, gsize length, GError **error);
