#include "lib/base/error.h"

#include "lib/base/suggest.h"

G_DEFINE_QUARK (care-oversight-error, care_error)

ErrorKind
error_kind (const GError *error)
{
  if (error->domain == CARE_ERROR)
    return (ErrorKind) error->code;
  return error->domain == G_OPTION_ERROR ? ERROR_USAGE : ERROR_FAULT;
}

gboolean
error_is_refusal (const GError *error)
{
  return error != NULL && error_kind (error) == ERROR_REFUSED;
}

static void G_GNUC_PRINTF (3, 0)
set (GError **error, ErrorKind kind, const char *format, va_list args)
{
  g_propagate_error (error, g_error_new_valist (CARE_ERROR, (int) kind, format, args));
}

gboolean
error_usage (GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  set (error, ERROR_USAGE, format, args);
  va_end (args);
  return FALSE;
}

gboolean
error_refuse (GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  set (error, ERROR_REFUSED, format, args);
  va_end (args);
  return FALSE;
}

gboolean
error_fault (GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  set (error, ERROR_FAULT, format, args);
  va_end (args);
  return FALSE;
}

gboolean
error_file (GError **error, int number, const char *doing, const char *path)
{
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (number), "cannot %s '%s': %s",
               doing, path, g_strerror (number));
  return FALSE;
}

gboolean
name_error (GError **error, ErrorKind kind, const char *what, const char *name,
            const char *const *known)
{
  g_autofree char *message = suggest_message (what, name, known);
  g_set_error_literal (error, CARE_ERROR, (int) kind, message);
  return FALSE;
}
