/* ssh_signature.h: SSH signatures, and who may make them.
 *
 * What is made here verifies with stock `ssh-keygen -Y verify` and
 * `git verify-commit`. Source: OpenSSH PROTOCOL.sshsig. */

#pragma once

#include "lib/signing/ssh_key.h"

#define SSH_NAMESPACE_COMMIT "git"
#define SSH_NAMESPACE_RECEIPT "care-oversight-receipt"

/* An armoured SSHSIG over BYTES, ending in LF. g_free(). */
char *ssh_signature_make (const SshKey *key, const char *namespace_, const void *bytes, gsize length);

/* The public keys an allowed_signers file trusts: lines of a principal, perhaps
 * namespaces="...", and an ssh-ed25519 key; other options are refused. */
typedef struct _Signers Signers;
Signers *signers_parse (const char *text, GError **error);
/* Those of the file PATH; an error names it. */
Signers *signers_load (const char *path, GError **error);
void signers_free (Signers *signers);
/* The same list as this program writes it. g_free(). */
char *signers_to_text (const Signers *signers);
gboolean signers_include (const Signers *signers, const SshKey *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Signers, signers_free)

/* TRUE when ARMOUR is a good signature over BYTES, in NAMESPACE_, by one of SIGNERS;
 * FALSE with the reason otherwise. */
gboolean ssh_signature_verify (const Signers *signers, const char *namespace_, const char *armour,
                           const void *bytes, gsize length, GError **error);
