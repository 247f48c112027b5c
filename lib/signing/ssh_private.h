/* signature_private.h: what keys and signatures share. */

#pragma once

#include <sodium.h>

#include "lib/signing/ssh_signature.h"

#define SSH_KIND "ssh-ed25519"
#define SSH_PUBLIC crypto_sign_PUBLICKEYBYTES

struct _SigningKey {
  guint8 secret[crypto_sign_SECRETKEYBYTES];   /* seed, then public key */
};

const guint8 *signing_key_public (const SigningKey *key);
/* A public key as OpenSSH has it: its kind and its bytes. */
GByteArray *signing_key_blob (const guint8 *public);
