#include "lib/verify/verify_report.h"

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

GBytes *
verify_load (Verify *verify, const char *file)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (verify->path, file, NULL);
  char *text;
  gsize length;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_file_test (path, G_FILE_TEST_EXISTS))
    verify_report (verify, SEVERITY_HARD, "RECORD-FILE", file, "is not a regular file");
  else if (g_file_get_contents (path, &text, &length, &error))
    return g_bytes_new_take (text, length);
  else if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    verify_report (verify, SEVERITY_HARD, "RECORD-FILE", file, "%s", error->message);
  return NULL;
}

char *
verify_load_text (Verify *verify, const char *file)
{
  g_autoptr(GBytes) bytes = verify_load (verify, file);
  if (bytes == NULL)
    return NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  char *text = g_strndup (data, length);
  for (gsize i = 0; i < length; i++)
    text[i] = data[i] != '\0' ? data[i] : '\x01';
  return text;
}
