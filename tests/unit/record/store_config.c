#include "lib/record/store_config.h"

#include "lib/record/store_layout.h"

#define CORE "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n"
#define REMOTE \
  "[remote \"origin\"]\n\turl = /srv/it's a record\n\tfetch = +refs/*:refs/*\n\tmirror = true\n"

static void
test_of_record (void)
{
  g_assert_true (config_is_of_record (STORE_CONFIG_TEXT));
  g_assert_false (config_is_of_record (""));
  g_assert_false (config_is_of_record (STORE_CONFIG_TEXT "\n"));
  g_assert_false (config_is_of_record (STORE_CONFIG_TEXT "[include]\n\tpath = /x\n"));
}

static void
test_of_mirror (void)
{
  static const struct {
    const char *text;
    gboolean is_mirror;
  } rows[] = {
    { CORE REMOTE, TRUE }, { CORE, TRUE }, { "", FALSE }, { REMOTE, FALSE },
    { CORE REMOTE "[include]\n\tpath = /x\n", FALSE },
    { CORE REMOTE "\tuploadpack = /x\n", FALSE },
    { CORE "\thooksPath = /x\n" REMOTE, FALSE },
    { CORE "\tbare = true x\n", FALSE }, { "[core] path = /x\n\tbare = true\n", FALSE },
    { CORE "[remote \"x\"] proxy = y\n", FALSE },
    { CORE "[remote \"x\"] uploadpack = \"touch y #\"]\n", FALSE },
    { CORE "[remote \"x\\\"]\n", FALSE }, { CORE "[remote \"x y\"]\n", TRUE },
    { CORE "[remote \"x\"]\n\turl = /srv/y\\\n\tmirror = true\n", FALSE },
    { "[core]\n\tbare = true", FALSE }, { "[core]\n\tbare = false\n", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (config_is_of_mirror (rows[i].text), ==, rows[i].is_mirror);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-config/a-record-has-one", test_of_record);
  g_test_add_func ("/store-config/a-mirror-says-where-it-is-from-and-nothing-more", test_of_mirror);
  return g_test_run ();
}
