#include "lib/verify/verify_report.h"

#include "lib/base/file.h"

/* Of a pack or object, and of a file that is text. */
#define FILE_MAX ((gsize) 2 << 30)
#define TEXT_MAX ((gsize) 64 << 20)

Finding *
verify_report (Verify *verify, Severity severity, const char *rule, const char *file,
               const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  Finding *finding = findings_add (verify->findings, severity, rule, file, 0, 0, message);
  if (severity == SEVERITY_HARD)
    finding_describe (finding, NULL, NULL, NULL,
                      "Write nothing more to the record. Bring this back from a copy of it, then "
                      "verify again.");
  return finding;
}

void
verify_advise (Finding *finding, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *advice = g_strdup_vprintf (format, args);
  va_end (args);
  finding_describe (finding, NULL, NULL, NULL, advice);
}

/* What says nothing about the record: another user, or another moment, may read it. */
static gboolean
is_fault (const GError *error)
{
  static const GFileError codes[] = { G_FILE_ERROR_ACCES, G_FILE_ERROR_PERM, G_FILE_ERROR_MFILE,
                                      G_FILE_ERROR_NFILE, G_FILE_ERROR_NOMEM };
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, G_FILE_ERROR, (int) codes[i]))
      return TRUE;
  return FALSE;
}

void
verify_trouble (Verify *verify, const char *file, GError **error)
{
  g_autoptr(GError) wrong = g_steal_pointer (error);
  if (g_error_matches (wrong, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    verify->vanished = TRUE;
  else if (!is_fault (wrong))
    verify_report (verify, SEVERITY_HARD, "RECORD-FILE", file, "%s", wrong->message);
  else if (verify->fault == NULL)
    verify->fault = g_steal_pointer (&wrong);
}

static GBytes *
load (Verify *verify, const char *file, gsize most)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (verify->path, file, NULL);
  gsize length;
  char *text = verify->fault != NULL ? NULL : file_read (path, most, &length, &error);
  if (text != NULL)
    return g_bytes_new_take (text, length);
  if (error != NULL)
    verify_trouble (verify, file, &error);
  return NULL;
}

GBytes *
verify_load (Verify *verify, const char *file)
{
  return load (verify, file, FILE_MAX);
}

char *
verify_load_text (Verify *verify, const char *file)
{
  g_autoptr(GBytes) bytes = load (verify, file, TEXT_MAX);
  if (bytes == NULL)
    return NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  char *text = g_strndup (data, length);
  for (gsize i = 0; i < length; i++)
    text[i] = data[i] != '\0' ? data[i] : '\x01';
  return text;
}
