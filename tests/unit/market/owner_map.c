/* Which owner each row belongs to: names as they are compared, groups on a date,
 * and a row without a name for itself. */

#include "analyser/market/owner_map.h"

#include "tests/markets.h"

static const char list_rows[]
  = "SC000001,,Children's home,Active,,Private,Alpha & Sons Ltd.,E06000001,4,\n"
    "SC000002,,Children's home,Active,,Private,ALPHA AND SONS LIMITED,E06000001,4,\n"
    "SC000003,,Children's home,Active,,Private,,E06000001,4,\n"
    "SC000004,,Children's home,Active,,Private,Beta Ltd,E06000001,4,\n"
    "SC000005,,Children's home,Active,,Private,,E06000001,4,\n";

/* Both belong to the group to the end of 2024, Beta alone after it. */
static Register *
make_register (void)
{
  Register *reg = register_new ();
  markets_add (reg, "groups", "group,name,ownership_type,from,to\nG001,The Group,corporate,2020-01-01,\n");
  markets_add (reg, "owners", "owner,person,group,from,to\n"
                              "Alpha and Sons Ltd,,G001,2020-01-01,2024-12-31\n"
                              "Beta Ltd,,G001,2020-01-01,\n");
  return reg;
}

/* The owners by row: "0 0 2 1 3". */
static void
assert_owners (OwnerLevel level, OwnerNames names, Date on, const char *rows, const char *first)
{
  g_autoptr(Establishments) list = markets_list (2025, list_rows);
  g_autoptr(Register) reg = make_register ();
  g_autoptr(OwnerMap) map = owner_map_make (list, reg, level, names, on);
  g_autoptr(GString) text = g_string_new (NULL);
  for (guint row = 0; row < list->n; row++)
    g_string_append_printf (text, "%s%u", row > 0 ? " " : "", owner_map_row (map, list, row));
  g_assert_cmpstr (text->str, ==, rows);
  g_assert_cmpstr (map->owners[0].name, ==, first);
  /* A row without a name is told by its number, and shared with nobody. */
  g_assert_cmpuint (map->owners[owner_map_row (map, list, 2)].urn, !=, 0);
  g_assert_cmpuint (map->owners[owner_map_row (map, list, 2)].urn, !=,
                    map->owners[owner_map_row (map, list, 4)].urn);
}

static void
test_names (void)
{
  const Date on = date_from_ymd (2025, 3, 31);
  assert_owners (LEVEL_ORGANISATION, NAMES_NORMALISED, on, "0 0 2 1 3", "Alpha & Sons Ltd.");
  assert_owners (LEVEL_ORGANISATION, NAMES_TRIMMED, on, "0 1 3 2 4", "Alpha & Sons Ltd.");
}

static void
test_groups (void)
{
  assert_owners (LEVEL_GROUP, NAMES_NORMALISED, date_from_ymd (2024, 12, 31), "0 0 1 0 2", "The Group");
  assert_owners (LEVEL_GROUP, NAMES_NORMALISED, date_from_ymd (2025, 1, 1), "0 0 2 1 3",
                 "Alpha & Sons Ltd.");
}

static void
test_group_of_a_name (void)
{
  g_autoptr(Register) reg = make_register ();
  const Group *group = owner_group (reg, "BETA LIMITED", date_from_ymd (2025, 1, 1));
  g_assert_nonnull (group);
  g_assert_cmpstr (group->group, ==, "G001");
  g_assert_nonnull (owner_group (reg, "Alpha & Sons Ltd", date_from_ymd (2024, 12, 31)));
  g_assert_null (owner_group (reg, "Alpha & Sons Ltd", date_from_ymd (2025, 1, 1)));
  g_assert_null (owner_group (reg, "Gamma Ltd", date_from_ymd (2024, 12, 31)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/owner-map/names-as-they-are-compared", test_names);
  g_test_add_func ("/owner-map/groups-as-on-the-date", test_groups);
  g_test_add_func ("/owner-map/the-group-of-a-name", test_group_of_a_name);
  int result = g_test_run ();
  owner_map_free (NULL);
  return result;
}
