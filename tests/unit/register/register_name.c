/* Names as they are compared: of owners, and of authorities. */

#include "lib/register/register_private.h"

static void
test_normalise (void)
{
  static const struct { const char *name, *normal; } cases[] = {
    { "Cambian Childcare Limited", "CAMBIAN CHILDCARE LTD" },
    { "  CAMBIAN  CHILDCARE LTD. ", "CAMBIAN CHILDCARE LTD" },
    { "Father Hudson's Society", "FATHER HUDSONS SOCIETY" },
    { "Father Hudson’s Society", "FATHER HUDSONS SOCIETY" },
    { "A & B Care (UK) Ltd", "A AND B CARE UK LTD" },
    { "A&B Care", "A AND B CARE" },
    { "Unlimited Care", "UNLIMITED CARE" },
    { "Limited-Care", "LTD CARE" },
    { "Café Società", "CAFÉ SOCIETÀ" },
    { "...", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *normal = owner_name_normalise (cases[i].name);
      g_assert_cmpstr (normal, ==, cases[i].normal);
    }
  g_autofree char *trimmed = owner_name_trim ("  Over The Wall \t");
  g_assert_cmpstr (trimmed, ==, "Over The Wall");
}

static void
test_authorities (void)
{
  static const struct { const char *name, *folded; } cases[] = {
    { "Kingston upon Hull, City of", "KINGSTON UPON HULL" },
    { "Herefordshire, County of", "HEREFORDSHIRE" },
    { "City of London", "CITY OF LONDON" },
    { "The Vale of Glamorgan", "VALE OF GLAMORGAN" },
    { "Yorkshire and the Humber", "YORKSHIRE AND HUMBER" },
    { "Bath & North East Somerset", "BATH AND NORTH EAST SOMERSET" },
    { "Southend-on-Sea", "SOUTHEND ON SEA" },
    { "Theale", "THEALE" },
    { "the", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = authority_name_fold (cases[i].name);
      g_assert_cmpstr (folded, ==, cases[i].folded);
    }
  g_assert_cmpstr (authority_name_without_style ("CITY OF BRISTOL"), ==, "BRISTOL");
  g_assert_cmpstr (authority_name_without_style ("COUNTY OF HEREFORDSHIRE"), ==, "HEREFORDSHIRE");
  g_assert_null (authority_name_without_style ("COUNTY DURHAM"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/register-name/owners-are-normalised", test_normalise);
  g_test_add_func ("/register-name/authorities-are-folded", test_authorities);
  return g_test_run ();
}
