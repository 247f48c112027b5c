/* generate.c: large inputs for the benches, the same ones on every machine.
 *
 * generate establishments ROWS   a snapshot of establishments, as the record keeps it
 *
 * Owners follow a long tail: a few hold hundreds of homes and most hold one.
 * Some rows have no owner, no places, another case of letters or a comma in a
 * name, because real lists have. */

#include <glib.h>
#include <stdio.h>
#include <string.h>

/* Knuth's MMIX generator: the numbers must not depend on a library. */
static guint64 state = 20260429;

static guint
below (guint limit)
{
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (guint) ((state >> 33) % limit);
}

/* Chance PERCENT of a hundred. */
static gboolean
chance (guint percent)
{
  return below (100) < percent;
}

/* A number below LIMIT, small ones far more often. */
static guint
long_tail (guint limit)
{
  return below (limit) >> below (16);
}

static const char *
pick (const char *const *from, guint n)
{
  return from[below (n)];
}

static void
print_organisation (guint owner)
{
  static const char *const words[] = {
    "Harbour", "Meadow", "Oak Tree", "Northern", "Bright Start", "Willow", "Compass", "St Anne's",
  };
  static const char *const endings[] = { "Care Limited", "Homes Ltd", "& Partners Limited", "Trust" };
  const char *word = words[owner % G_N_ELEMENTS (words)];
  const char *ending = endings[owner / 7 % G_N_ELEMENTS (endings)];

  if (owner % 50 == 0)
    printf ("\"%s, %u %s\"", word, owner, ending);
  else if (chance (3))
    {
      g_autofree char *upper = g_ascii_strup (word, -1);
      printf ("%s %u %s ", upper, owner, ending);
    }
  else
    printf ("%s %u %s", word, owner, ending);
}

static void
generate_establishments (guint rows)
{
  static const char *const provisions[] = {
    "Children's home", "Children's home", "Children's home", "Children's Home",
    "Independent fostering agency", "Residential special school", "Supported accommodation",
  };
  static const char *const statuses[] = { "Active", "Active", "Active", "Active", "Active", "Suspended" };
  static const char *const sectors[] = { "Private", "Private", "Private", "Voluntary", "Local Authority" };
  guint owners = MAX (rows / 10, 1);

  puts ("urn,name,provision,status,registered,sector,organisation,authority,places,premises");
  for (guint i = 0; i < rows; i++)
    {
      printf ("%u,Home %u,%s,%s,20%02u-%02u-%02u,%s,", 1000000 + i, i,
              pick (provisions, G_N_ELEMENTS (provisions)), pick (statuses, G_N_ELEMENTS (statuses)),
              10 + below (15), 1 + below (12), 1 + below (28), pick (sectors, G_N_ELEMENTS (sectors)));
      if (!chance (1))
        print_organisation (long_tail (owners));
      printf (",E06%06u,", 1 + below (153));
      if (!chance (2))
        printf ("%u", 1 + below (12));
      puts (",");
    }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (guint rows);
  } kinds[] = {
    { "establishments", generate_establishments },
  };
  guint64 rows;

  if (argc == 3 && g_ascii_string_to_unsigned (argv[2], 10, 1, 100000000, &rows, NULL))
    for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
      if (strcmp (argv[1], kinds[i].name) == 0)
        {
          kinds[i].run ((guint) rows);
          return fflush (stdout) == 0 ? 0 : 3;
        }
  fputs ("usage: generate establishments ROWS\n", stderr);
  return 2;
}
