#include "tests/registers.h"

Date
register_day (const char *text)
{
  Date date = 0;
  g_assert_true (date_parse (text, &date));
  return date;
}

Register *
register_reference (void)
{
  g_autofree char *folder =
    g_build_filename (g_getenv ("CARE_OVERSIGHT_DATA"), "lib", "register", "reference", NULL);
  g_autoptr(GError) error = NULL;
  Register *reg = register_load_folder (folder, &error);
  g_assert_no_error (error);
  return reg;
}

Authorities *
register_reference_authorities (void)
{
  g_autoptr(Register) reg = register_reference ();
  return authorities_new (reg, register_day ("2025-04-01"), register_day ("2025-06-30"));
}
