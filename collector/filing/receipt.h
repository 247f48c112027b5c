/* receipt.h: what a provider keeps to show that it filed: a text with the
 * hash of every part, and a signature of it by the record's key.
 *
 * The text is lines of "name: value" under the title RECEIPT_TITLE; the
 * signature verifies with `ssh-keygen -Y verify -n care-oversight-receipt`. */

#pragma once

#include "lib/returns/filing.h"
#include "lib/register/register.h"

#define RECEIPT_TITLE "care-oversight receipt 1"

/* The text for FILING as COMMIT of a record of KIND recorded it. g_free(). */
char *receipt_text (RecordKind kind, const Filing *filing, const char *person_name,
                    const char *commit);

/* Writes TEXT to PATH and its signature to PATH.sig, both or neither: what was
 * there stays when one cannot be written. Both are whole on disk before either
 * is put in place; a process killed between the two leaves the old text with
 * the new signature, which receipt_verify() says are not of each other, and
 * writing it again mends. */
gboolean receipt_write (const SshKey *key, const char *text, const char *path, GError **error);

/* The value of the line NAME of TEXT, or NULL. g_free(). */
char *receipt_value (const char *text, const char *name);

/* Checks the receipt at PATH (its signature in PATH.sig) by the keys of
 * SIGNERS, and each of FILES (NULL-terminated) against the part of its name.
 * What does not hold becomes a hard finding; that it is for practice, or for
 * files that FILES lacks, a note. FILES NULL: the files are no matter. *OUT, if
 * not NULL, gets the receipt that was checked (g_free()). FALSE with ERROR is a
 * fault. */
gboolean receipt_verify (const char *path, const char *const *files, const Signers *signers,
                         Findings *findings, char **out, GError **error);
