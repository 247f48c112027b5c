#include "collector/filing/receipt.h"

#include <glib/gstdio.h>
#include <string.h>

#include "lib/sheet/csv.h"
#include "lib/base/file.h"
#include "lib/base/replacement.h"

#define RECEIPT_MAX_BYTES (1024 * 1024)
#define PRACTICE_LINE "record: " STORE_PRACTICE ": nothing in this receipt is real"

/* A value on one line, whatever its text holds. */
static void
append_line (GString *out, const char *name, const char *value)
{
  g_autofree char *line = g_strdup (value == NULL ? "" : value);
  g_strdelimit (line, "\r\n", ' ');
  g_string_append_printf (out, "%s: %s\n", name, line);
}

char *
receipt_text (RecordKind kind, const Filing *filing, const char *person_name, const char *commit)
{
  GString *out = g_string_new (RECEIPT_TITLE "\n");
  g_autofree char *person = g_strdup_printf ("%s %s", filing->key.person, person_name);
  g_autofree char *version = g_strdup_printf ("%u", filing->version);
  g_autofree char *signatory = g_strdup_printf ("%s <%s>", filing->signatory, filing->mail);
  const struct { const char *name, *value; } lines[] = {
    { "return", filing->key.return_id }, { "period", filing->key.period }, { "person", person },
    { "edition", filing->edition }, { "version", version }, { "hash", filing->hash },
    { "signatory", signatory }, { "role", filing->role }, { "declaration", filing->declaration },
    { "filed", filing->filed_at }, { "commit", commit },
  };
  if (kind == RECORD_PRACTICE)
    g_string_append (out, PRACTICE_LINE "\n");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    append_line (out, lines[i].name, lines[i].value);
  if (filing->edition_sha256 != NULL)
    append_line (out, "edition_sha256", filing->edition_sha256);
  for (guint i = 0; i < filing->parts->len; i++)
    {
      const FilingPart *part = g_ptr_array_index (filing->parts, i);
      g_string_append_printf (out, "part: %s  %s.csv\n", part->sha256, part->part);
    }
  return g_string_free (out, FALSE);
}

/* What the signature was goes back to PATH, when the text could not follow. */
static void
put_back (const char *path, const char *old)
{
  g_autoptr(Replacement) replacement = old == NULL ? NULL : replacement_prepare (path, old, NULL);
  if (old == NULL)
    g_unlink (path);
  else if (replacement != NULL)
    replacement_place (replacement, NULL);
}

/* The signature is taken first and placed first, by whoever writes them, so that
 * no two programs mix a text and a signature. */
gboolean
receipt_write (const SshKey *key, const char *text, const char *path, GError **error)
{
  g_autofree char *armour = ssh_signature_make (key, SSH_NAMESPACE_RECEIPT, text, strlen (text));
  g_autofree char *beside = g_strconcat (path, ".sig", NULL);
  g_autoptr(Replacement) signature = replacement_prepare (beside, armour, error);
  g_autoptr(Replacement) receipt = signature == NULL ? NULL : replacement_prepare (path, text, error);
  if (receipt == NULL)
    return FALSE;
  g_autofree char *old = file_read (beside, RECEIPT_MAX_BYTES, NULL, NULL);
  if (!replacement_place (signature, error))
    return FALSE;
  if (replacement_place (receipt, error))
    return replacement_flush (receipt, error);
  put_back (beside, old);
  return FALSE;
}

/* "part: ", a hash, and two blanks: then the name of the file. */
#define PART_MARK "part: "
#define PART_NAME_AT (strlen (PART_MARK) + 64 + 2)

/* The file that LINE is about, in it; NULL where it is about none. */
static const char *
part_name (const char *line)
{
  return g_str_has_prefix (line, PART_MARK) && strlen (line) > PART_NAME_AT ? line + PART_NAME_AT : NULL;
}

/* The hash that TEXT gives for the file NAME, or NULL. g_free(). */
static char *
hash_of_part (const char *text, const char *name)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_strcmp0 (part_name (lines[i]), name) == 0)
      return g_strndup (lines[i] + strlen (PART_MARK), 64);
  return NULL;
}

static gboolean
verify_file (const char *text, const char *path, Findings *findings, GError **error)
{
  gsize length;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *bytes = file_read (path, CSV_MAX_BYTES, &length, error);
  if (bytes == NULL)
    return FALSE;
  g_autofree char *expected = hash_of_part (text, name);
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
  if (expected == NULL)
    finding_describe (findings_add (findings, SEVERITY_HARD, "RCP-PART", path, 0, 0,
                                    "The receipt names no part of this name."),
                      NULL, name, NULL, "Compare the files of this filing, under the names they were filed with.");
  else if (strcmp (expected, hash) != 0)
    finding_describe (findings_add (findings, SEVERITY_HARD, "RCP-HASH", path, 0, 0,
                                    "This is not the file that was filed: its SHA-256 is another."),
                      NULL, hash, expected, "Find the file as it was sent, or ask for the filed one.");
  return TRUE;
}

char *
receipt_value (const char *text, const char *name)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  gsize length = strlen (name);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], name) && g_str_has_prefix (lines[i] + length, ": "))
      return g_strdup (lines[i] + length + 2);
  return NULL;
}

static gboolean
is_given (const char *name, const char *const *files)
{
  for (; *files != NULL; files++)
    {
      g_autofree char *given = g_path_get_basename (*files);
      if (strcmp (given, name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Files that nobody compared must not pass for files that agree. */
static void
note_left_out (const char *text, const char *path, const char *const *files, Findings *findings)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr(GString) names = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *name = part_name (lines[i]);
      if (name != NULL && !is_given (name, files))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  if (names->len > 0)
    finding_describe (findings_add (findings, SEVERITY_NOTE, "RCP-MISSING", path, 0, 0,
                                    "The receipt is for files that were not given, so they were not compared."),
                      NULL, names->str, NULL, "Give them as well, under these names.");
}

gboolean
receipt_verify (const char *path, const char *const *files, const Signers *signers,
                Findings *findings, char **out, GError **error)
{
  gsize length;
  g_autofree char *beside = g_strconcat (path, ".sig", NULL);
  g_autofree char *text = file_read (path, RECEIPT_MAX_BYTES, &length, error);
  if (text == NULL)
    return FALSE;
  g_autofree char *armour = file_read (beside, RECEIPT_MAX_BYTES, NULL, error);
  if (armour == NULL)
    return FALSE;
  g_autoptr(GError) wrong = NULL;
  if (!g_str_has_prefix (text, RECEIPT_TITLE "\n"))
    finding_describe (findings_add (findings, SEVERITY_HARD, "RCP-TITLE", path, 1, 0,
                                    "This is not a receipt."),
                      NULL, NULL, RECEIPT_TITLE, "Give the file that was written when the return was filed.");
  if (!ssh_signature_verify (signers, SSH_NAMESPACE_RECEIPT, armour, text, length, &wrong))
    finding_describe (findings_add (findings, SEVERITY_HARD, "RCP-SIGNATURE", path, 0, 0, wrong->message),
                      NULL, NULL, "a signature of the record's key over exactly this text",
                      "Do not rely on this receipt; ask the regulator for it again.");
  if (g_str_has_prefix (text, RECEIPT_TITLE "\n" PRACTICE_LINE "\n"))
    finding_describe (findings_add (findings, SEVERITY_NOTE, "RCP-PRACTICE", path, 2, 0,
                                    "This receipt is of a record for practice: it shows no filing."),
                      NULL, STORE_PRACTICE, NULL, "Do not take it for the receipt of a return.");
  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    if (!verify_file (text, files[i], findings, error))
      return FALSE;
  if (files != NULL)
    note_left_out (text, path, files, findings);
  if (out != NULL)
    *out = g_steal_pointer (&text);
  return TRUE;
}
