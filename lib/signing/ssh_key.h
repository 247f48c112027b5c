/* ssh_key.h: Ed25519 keys in OpenSSH's formats.
 *
 * Source: OpenSSH PROTOCOL.key. */

#pragma once

#include <glib.h>

typedef struct _SshKey SshKey;

/* The principal that allowed_signers names. */
#define SSH_PRINCIPAL "record@care-oversight"

SshKey *ssh_key_generate (void);
/* An unencrypted OpenSSH private key file of kind ssh-ed25519, that nobody but
 * its owner may read or write. */
SshKey *ssh_key_load (const char *path, GError **error);
SshKey *ssh_key_parse (const char *text, GError **error);
/* The text of the private key file. A key has one text only, so a file can be
 * compared with it. ssh_key_text_free(). */
char *ssh_key_to_text (const SshKey *key);
/* Wipes TEXT, of a private key, and frees it. NULL is let through. */
void ssh_key_text_free (char *text);
/* Writes the private key, readable by its owner alone, never over an existing file. */
gboolean ssh_key_save (const SshKey *key, const char *path, GError **error);
void ssh_key_free (SshKey *key);     /* wipes it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SshKey, ssh_key_free)

/* The line of an allowed_signers file for this key, with LF. g_free(). */
char *ssh_key_allowed_signers (const SshKey *key);
