#include "lib/verify/verify_own.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/record/store_config.h"
#include "lib/record/store_layout.h"

#define KEY_MAX ((gsize) 32 << 10)

/* FILE says TEXT and nothing else. */
static void
check_text (Verify *verify, const char *file, const char *rule, const char *text)
{
  g_autofree char *got = verify_load_text (verify, file);
  if (got == NULL || strcmp (got, text) == 0)
    return;
  gsize at = 0;
  while (got[at] == text[at])
    at++;
  Finding *finding = verify_report (verify, SEVERITY_HARD, rule, file,
                                    "is not as it was written");
  finding_set_byte (finding, at + 1);
}

void
verify_head (Verify *verify, const char *file)
{
  check_text (verify, file, "RECORD-HEAD", STORE_HEAD_TEXT);
}

void
verify_config (Verify *verify, const char *file)
{
  if (!verify->is_mirror)
    {
      check_text (verify, file, "RECORD-CONFIG", STORE_CONFIG_TEXT);
      return;
    }
  g_autofree char *text = verify_load_text (verify, file);
  if (text != NULL && !config_is_of_mirror (text) && !config_is_of_record (text))
    verify_report (verify, SEVERITY_HARD, "RECORD-CONFIG", file,
                   "says more than git writes into that of a mirror");
}

void
verify_signers (Verify *verify, const char *file)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = verify_load_text (verify, file);
  if (text == NULL)
    return;
  verify->own = signers_parse (text, &error);
  if (verify->own == NULL)
    {
      verify_report (verify, SEVERITY_HARD, "RECORD-SIGNERS", file, "%s", error->message);
      return;
    }
  g_autofree char *again = signers_to_text (verify->own);
  check_text (verify, file, "RECORD-SIGNERS", again);
}

static void
check_key (Verify *verify, const char *file, const char *text, gsize length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SshKey) key = ssh_key_parse (text, &error);
  char *again = key == NULL ? NULL : ssh_key_to_text (key);
  if (again == NULL)
    verify_report (verify, SEVERITY_HARD, "RECORD-KEY", file, "%s", error->message);
  else if (strlen (again) != length || memcmp (again, text, length) != 0)
    verify_report (verify, SEVERITY_HARD, "RECORD-KEY", file, "is not as it was written");
  else if (verify->own != NULL && !signers_include (verify->own, key))
    verify_report (verify, SEVERITY_HARD, "RECORD-SIGNERS", STORE_SIGNERS_PATH,
                   "does not name the key in '%s'", file);
  ssh_key_text_free (again);
}

static void
check_key_mode (Verify *verify, const char *file, const char *path)
{
  struct stat status;
  if (g_stat (path, &status) != 0 || (status.st_mode & 077) == 0)
    return;
  g_autofree char *quoted = g_shell_quote (path);
  verify_advise (verify_report (verify, SEVERITY_HARD, "RECORD-KEY", file,
                                "can be read or written by others than its owner"),
                 "Run: chmod 600 %s; and see who has read it.", quoted);
}

/* The text is not loaded as those of other files are: it is a secret, and wiped. */
void
verify_key (Verify *verify, const char *file)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (verify->path, file, NULL);
  if (g_access (path, R_OK) != 0)
    {
      verify_report (verify, SEVERITY_NOTE, "RECORD-KEY", file,
                     "cannot be read by you, so it was not checked");
      return;
    }
  gsize length;
  char *text = file_read (path, KEY_MAX, &length, &error);
  if (text == NULL)
    {
      verify_trouble (verify, file, &error);
      return;
    }
  check_key (verify, file, text, length);
  check_key_mode (verify, file, path);
  ssh_key_text_free (text);
}

/* The lines of INNER that are not in OUTER. g_free(). */
static char *
lines_beyond (const Signers *inner, const Signers *outer)
{
  g_autofree char *inner_text = signers_to_text (inner), *outer_text = signers_to_text (outer);
  g_auto(GStrv) lines = g_strsplit (inner_text, "\n", -1), known = g_strsplit (outer_text, "\n", -1);
  GString *beyond = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && !g_strv_contains ((const char *const *) known, lines[i]))
      g_string_append_printf (beyond, "%s%s", beyond->len > 0 ? "; " : "", lines[i]);
  return g_string_free (beyond, FALSE);
}

static void
compare_signers (Verify *verify)
{
  g_autofree char *strangers = lines_beyond (verify->own, verify->trusted);
  g_autofree char *unknown = lines_beyond (verify->trusted, verify->own);
  if (*strangers != '\0')
    verify_advise (verify_report (verify, SEVERITY_HARD, "RECORD-SIGNERS", STORE_SIGNERS_PATH,
                                  "names signers that are not among those you trust: %s", strangers),
                   "Find out who put them there before you trust anything that they signed.");
  if (*unknown != '\0')
    verify_report (verify, SEVERITY_NOTE, "RECORD-SIGNERS", STORE_SIGNERS_PATH,
                   "does not name all signers that you trust: not %s", unknown);
}

void
verify_trust (Verify *verify)
{
  verify->signers = verify->trusted != NULL ? verify->trusted : verify->own;
  if (verify->trusted == NULL)
    verify_advise (verify_report (verify, SEVERITY_NOTE, "RECORD-SIGNERS", STORE_SIGNERS_PATH,
                                  "came with the record, and signatures were held against it: "
                                  "who replaces the record can replace it too"),
                   "Give the signers that you trust, kept apart from the record, with --signers.");
  else if (verify->own != NULL)
    compare_signers (verify);
}
