/* What new rows of the register are held against. */

#include "collector/intake/register_check.h"

#include <string.h>

#include "tests/lists.h"
#include "tests/record.h"
#include "tests/registers.h"
#include "tests/scratch_folder.h"

static void
test_mail (void)
{
  static const struct { const char *text; gboolean is; } cases[] = {
    { "ann.lee@example.org", TRUE }, { "a+b@mail.example-1.co.uk", TRUE }, { "o'neill@example.org", TRUE },
    { "not-a-mail", FALSE }, { "@example.org", FALSE }, { "ann@", FALSE }, { "ann@example", FALSE },
    { "ann@example..org", FALSE }, { "ann@.org", FALSE }, { "ann lee@example.org", FALSE },
    { "ann@exam ple.org", FALSE }, { "ann@b@example.org", FALSE }, { ".ann@example.org", FALSE },
    { "ann.@example.org", FALSE }, { "ann@example.org.", FALSE }, { "ann@-example.org", FALSE },
    { "<ann@example.org>", FALSE }, { "", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("'%s'", cases[i].text);
      g_assert_cmpint (register_is_mail (cases[i].text), ==, cases[i].is);
    }
}

#define PERSONS "person,name,company_number,named_individual,role,mail,from,to\n"
#define ROUNDS "return,period,opens,due,freezes,from,to\n"
#define LIST "urn,organisation,authority,provision,status,sector,places\n" \
             "1000001,Listed Limited,E10000016,Children's home,Active,Private,4\n"

static void
test_rows (void)
{
  static const struct { const char *kind, *text, *hard, *soft; } cases[] = {
    { "rounds", ROUNDS "annual,2025-26,2026-04-01,2026-09-30,,2025-04-01,\n", "", "" },
    { "rounds", ROUNDS "annaul,2025-26,2026-04-01,2026-09-30,,2025-04-01,\n"
      "annual,2025-26-Q1,2026-04-01,2026-09-30,,2025-04-01,\n"
      "capacity,2025-26,2026-04-01,2026-09-30,,2025-04-01,\n"
      "../annual,2025-26,2026-04-01,2026-09-30,,2025-04-01,\n",
      "REG-RETURN:2:1;REG-RETURN:3:1;REG-RETURN:4:1;REG-RETURN:5:1;", "" },
    { "rounds", ROUNDS "annual,2090-91,2091-04-01,2091-09-30,,2090-04-01,\n", "", "REG-RETURN:2:1;" },
    { "determinations", "person,condition,served,from,to\nP00001,geography,2026-01-01,2026-01-01,\n"
      "P00001,banana,2026-01-01,2026-01-01,\n", "REG-CONDITION:3:2;", "" },
    { "persons", PERSONS "P00001,A,,,,ann@,2020-01-01,\nP00002,\xc2\xa0,,,,,2020-01-01,\n"
      "P00003,B\xe2\x80\xae,,,,,2020-01-01,\nP00004,C,,\xe2\x81\xa6" "D,\xef\xbb\xbf" "E,,2020-01-01,\n",
      "REG-MAIL:2:6;REG-INVISIBLE:3:2;REG-INVISIBLE:4:2;REG-INVISIBLE:5:4;REG-INVISIBLE:5:5;", "" },
    { "persons", PERSONS "P00001,,,,,,2020-01-01,\n", "", "" },
    { "groups", "group,name,ownership_type,from,to\nG1,A\xe2\x80\x8b,,2020-01-01,\n", "REG-INVISIBLE:2:2;", "" },
    { "owners", "owner,person,group,from,to\nLISTED LTD.,P00001,,2020-01-01,\nOther,P00001,,2020-01-01,\n"
      "Third,P00001,,2020-01-01,\n", "", "REG-OWNER:3:1;" },
  };
  g_autofree char *folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "record", NULL);
  g_autoptr(GError) error = NULL;
  {
    g_autoptr(Store) store = register_record (path);
    g_free (record_append (store, RECORD_TIME + 1, "establishments/2025-03-31.csv", LIST));
    g_autoptr(Snapshot) head = store_snapshot (store, NULL, &error);
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autoptr(Findings) findings = findings_new ();
        g_autoptr(GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
        g_test_message ("case %u", i);
        g_assert_true (register_check (head, g_getenv ("CARE_OVERSIGHT_DATA"), cases[i].kind, bytes, "f.csv",
                                       findings, &error));
        g_autofree char *hard = list_rules (findings, SEVERITY_HARD);
        g_autofree char *soft = list_rules (findings, SEVERITY_SOFT);
        g_assert_cmpstr (hard, ==, cases[i].hard);
        g_assert_cmpstr (soft, ==, cases[i].soft);
      }
    g_autoptr(Findings) findings = findings_new ();
    g_autoptr(GBytes) bytes = g_bytes_new_static (PERSONS, strlen (PERSONS));
    g_assert_false (register_check (head, folder, "persons", bytes, "f.csv", findings, &error));
    g_assert_nonnull (strstr (error->message, "conditions.csv"));
  }
  scratch_folder_remove (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/register-check/mail", test_mail);
  g_test_add_func ("/register-check/rows", test_rows);
  return g_test_run ();
}
