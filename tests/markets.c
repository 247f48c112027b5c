#include "tests/markets.h"

#include <string.h>

#include "lib/tables/finding_print.h"

static const char header[]
  = "urn,name,provision,status,registered,sector,organisation,authority,places,premises\n";

static void
assert_none (const Findings *findings)
{
  if (findings_length (findings) > 0)
    findings_print (findings, FORMAT_TEXT, NULL, stderr);
  g_assert_cmpuint (findings_length (findings), ==, 0);
}

void
markets_add (Register *reg, const char *kind, const char *text)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  register_read (reg, kind, bytes, kind, findings);
  assert_none (findings);
}

Establishments *
markets_list (guint year, const char *rows)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autofree char *text = g_strconcat (header, rows, NULL);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  Establishments *list = establishments_read (bytes, "list.csv", date_from_ymd (year, 3, 31), findings);
  assert_none (findings);
  g_assert_nonnull (list);
  return list;
}
