/* ssh_key_private.h: what keys and signatures share. */

#pragma once

#include <sodium.h>

#include "lib/signing/ssh_key.h"

#define SSH_KIND "ssh-ed25519"
#define SSH_PUBLIC crypto_sign_PUBLICKEYBYTES

struct _SshKey {
  guint8 secret[crypto_sign_SECRETKEYBYTES];   /* seed, then public key */
};

const guint8 *ssh_key_public (const SshKey *key);
/* A public key as OpenSSH has it: its kind and its bytes. */
GByteArray *ssh_key_blob (const guint8 *public);
