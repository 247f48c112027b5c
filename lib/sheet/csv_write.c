#include "lib/sheet/csv.h"

#include <string.h>

static void
write_quoted (GString *out, const char *field)
{
  g_string_append_c (out, '"');
  for (const char *p = field; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
write_exact (GString *out, const char *field)
{
  if (strpbrk (field, ",\"\r\n") != NULL)
    write_quoted (out, field);
  else
    g_string_append (out, field);
}

static gboolean
is_plain_number (const char *text)
{
  const char *p = text + (*text == '-');
  gsize whole = strspn (p, "0123456789");
  p += whole;
  if (whole == 0 || *p == '\0')
    return whole > 0;
  gsize decimals = *p == '.' ? strspn (p + 1, "0123456789") : 0;
  return decimals > 0 && p[1 + decimals] == '\0';
}

void
csv_write_field (GString *out, const char *field)
{
  if (*field == '\0' || strchr ("=+-@\t\r\n", *field) == NULL || is_plain_number (field))
    {
      write_exact (out, field);
      return;
    }
  g_autofree char *inert = g_strconcat ("'", field, NULL);
  write_exact (out, inert);
}

static void
write_row (GString *out, const char *const *fields, void (*write) (GString *, const char *))
{
  /* A row of one empty field would be a blank line, which is no row. */
  if (fields[0] != NULL && fields[1] == NULL && *fields[0] == '\0')
    g_string_append (out, "\"\"");
  for (guint i = 0; fields[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write (out, fields[i]);
    }
  g_string_append_c (out, '\n');
}

void
csv_write_row (GString *out, const char *const *fields)
{
  write_row (out, fields, csv_write_field);
}

void
csv_write_row_exact (GString *out, const char *const *fields)
{
  write_row (out, fields, write_exact);
}
