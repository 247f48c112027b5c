/* The files of the register: what is wrong with a row, and where. */

#include "lib/register/register.h"

#include <string.h>

#include "tests/registers.h"

#define PERSONS "person,name,company_number,named_individual,role,mail,from,to\n"

static void
test_findings (void)
{
  static const struct { const char *kind, *text, *found; } cases[] = {
    { "persons", PERSONS "12,A,,,,,2020-01-01,\n", "REG-CODE:2:1;" },
    { "persons", PERSONS "P00001,,,,,,2020-01-01,\n", "REG-BLANK:2:2;" },
    { "persons", PERSONS "P00001,A,,Ann <x>,,,2020-01-01,\n", "REG-TEXT:2:4;" },
    { "persons", PERSONS "P00001, A,,,,,01/04/2020,\n", "REG-TEXT:2:2;REG-DATE:2:7;" },
    { "persons", PERSONS "P00001,A,,,,,2020-01-02,2020-01-01\n", "REG-ORDER:2:8;" },
    { "persons", PERSONS "P00001,A,,,,,2020-01-01,2020-01-01\n", "" },
    { "groups", "group,name,ownership_type,from,to\nG1,A,private equity,2020-01-01,\n",
      "REG-CHOICE:2:3;" },
    { "owners", "owner,person,group,from,to\nA,P00009,G9,2020-01-01,\n",
      "REG-UNKNOWN:2:2;REG-UNKNOWN:2:3;" },
    { "owners", "owner,person,group,from,to\nA,,,2020-01-01,\n", "REG-BLANK:2:2;" },
    { "rounds", "return,period,opens,due,freezes,from,to\n"
                "annual,2025,2026-04-01,2026-03-31,,2025-04-01,\n", "REG-PERIOD:2:2;" },
    { "rounds", "return,period,opens,due,freezes,from,to\n"
                "annual,2025-26,2026-04-01,2026-03-31,2026-03-30,2025-04-01,\n",
      "REG-ORDER:2:4;REG-ORDER:2:5;" },
    { "authorities", "code,la_code,name,region,region_name,former_code,from,to\n"
                     "08000025,330,Birmingham,E1200005,West Midlands,,2009-01-01,\n",
      "REG-CODE:2:1;REG-CODE:2:4;" },
    { "areas", "area,name,kind,authority,from,to\nx,X,rcc,E08000099,2024-04-01,\n",
      "REG-UNKNOWN:2:4;" },
    { "persons", "person,name\nP00001,A\n",
      "CSV-COLUMN-MISSING:1:0;CSV-COLUMN-MISSING:1:0;CSV-COLUMN-MISSING:1:0;"
      "CSV-COLUMN-MISSING:1:0;CSV-COLUMN-MISSING:1:0;CSV-COLUMN-MISSING:1:0;" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Register) reg = register_new ();
      g_autofree char *found = register_findings (reg, cases[i].kind, cases[i].text);
      g_test_message ("%u", i);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
test_codes_are_not_guessed (void)
{
  g_autoptr(Register) reg = register_reference ();
  g_autoptr(Findings) findings = findings_new ();
  const char *text = "area,name,kind,authority,from,to\nx,X,rcc,E0800002S,2024-04-01,\n"
                     "x,X,rcc,E08000052,2024-04-01,\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  register_read (reg, "areas", bytes, "f.csv", findings);
  g_assert_cmpuint (findings_length (findings), ==, 2);
  g_assert_nonnull (strstr (findings_index (findings, 1)->advice, "Add it to authorities.csv first"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/register-read/rows-have-findings", test_findings);
  g_test_add_func ("/register-read/no-code-is-taken-for-one-that-looks-like-it", test_codes_are_not_guessed);
  return g_test_run ();
}
