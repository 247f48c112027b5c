#include "collector/intake/list_doubt.h"

#include <string.h>

typedef struct {
  const OfstedRequest *request;
  const OfstedAbout *about;
  const ListWords *words;
  const Register *reg;
  Findings *findings;
} Alone;

/* Takes MESSAGE. */
static void
doubt (Findings *findings, const char *rule, const char *file, guint64 line, char *message,
       const char *value, const char *expected, const char *advice)
{
  Finding *finding = findings_add (findings, SEVERITY_SOFT, rule, file, line, 0, message);
  finding_describe (finding, NULL, value, expected, advice);
  g_free (message);
}

/* --- its date --- */

static const char *const months[] = {
  "january", "february", "march", "april", "may", "june", "july", "august", "september",
  "october", "november", "december",
};

static guint
month_of (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (strcmp (months[i], word) == 0)
      return i + 1;
  return 0;
}

/* The number that WORD is, to four digits; 0 when it is none. */
static guint
number_of (const char *word)
{
  gsize n = strspn (word, G_CSET_DIGITS);
  return n > 0 && n <= 4 && word[n] == '\0' ? (guint) g_ascii_strtoull (word, NULL, 10) : 0;
}

/* Whether WORD is a date in digits, which is then *OUT. */
static gboolean
is_date (const char *word, Date *out)
{
  return date_parse (word, out) || date_parse_british (word, out);
}

/* Whether BANNER says "31 March 2025", "March 2025" or the like of DATE; *NAMED is
 * the first date that it names, NULL for none. g_free(). */
static gboolean
banner_has_date (const char *banner, Date date, char **named)
{
  g_autofree char *wanted = date_to_string (date);
  g_auto(GStrv) words = g_strsplit_set (banner, " ,;:.()\n", -1);
  gboolean found = FALSE;
  *named = NULL;
  for (guint i = 0; words[i] != NULL; i++)
    {
      Date in_digits = 0;
      guint month = month_of (words[i]), day = i > 0 ? number_of (words[i - 1]) : 0;
      guint year = month > 0 && words[i + 1] != NULL ? number_of (words[i + 1]) : 0;
      if (is_date (words[i], &in_digits) && *named == NULL)
        *named = g_strdup (words[i]);
      found |= in_digits == date;
      if (year < 1000)
        continue;
      g_autofree char *prefix = g_strdup_printf ("%u-%02u", year, month);
      if (*named == NULL)
        *named = g_strjoin (" ", day > 0 ? words[i - 1] : words[i], day > 0 ? words[i] : words[i + 1],
                            day > 0 ? words[i + 1] : NULL, NULL);
      found |= g_str_has_prefix (wanted, prefix) && (day == 0 || day == number_of (wanted + 8));
    }
  return found;
}

static void
check_banner (const Alone *alone)
{
  g_autofree char *named = NULL;
  if (banner_has_date (alone->about->banner->str, alone->request->as_at, &named) || named == NULL)
    return;
  g_autofree char *date = date_to_display (alone->request->as_at);
  doubt (alone->findings, "OFS-DATE-BANNER", alone->request->file, 1,
         g_strdup_printf ("the lines above the header name a date, and not %s", date),
         named, date, "Give the date of the list itself as --as-at.");
}

static void
check_registered (const Alone *alone)
{
  const OfstedAbout *about = alone->about;
  Date as_at = alone->request->as_at;
  g_autofree char *date = date_to_display (as_at);
  g_autofree char *newest = date_to_display (about->newest);
  if (about->newest > as_at)
    doubt (alone->findings, "OFS-DATE-LATER", alone->request->file, about->newest_line,
           g_strdup_printf ("it is said to be of %s, and has an establishment registered on %s",
                            date, newest),
           NULL, NULL, "Give the date of the list itself as --as-at.");
  else if (about->newest > 0 && about->rows >= list_words_limit (alone->words, LIMIT_WHOLE)
           && as_at - about->newest > list_words_limit (alone->words, LIMIT_GAP))
    doubt (alone->findings, "OFS-DATE-GAP", alone->request->file, about->newest_line,
           g_strdup_printf ("it is said to be of %s, and the newest registration in it is of %s",
                            date, newest),
           NULL, NULL, "Give the date of the list itself as --as-at.");
}

/* --- whether it is whole --- */

/* Lists are mostly sorted by URN, so that the newest stand last: of one that was cut
 * short at the end of a line, and is the first in its record, nothing else tells. */
static void
check_lately (const Alone *alone)
{
  const OfstedAbout *about = alone->about;
  Date as_at = alone->request->as_at;
  if (about->newest == 0 || about->rows < list_words_limit (alone->words, LIMIT_WHOLE)
      || as_at > about->newest + list_words_limit (alone->words, LIMIT_GAP)
      || (guint64) about->registered_lately * 100
           >= (guint64) about->rows * list_words_limit (alone->words, LIMIT_LATELY))
    return;
  g_autofree char *date = date_to_display (as_at);
  doubt (alone->findings, "OFS-FEW-NEW", alone->request->file, about->last_line,
         g_strdup_printf ("registered in the year before %s: %u of %u establishments", date,
                          about->registered_lately, about->rows),
         NULL, "some of each 100, which mostly stand at the end",
         "The file may have been cut short: fetch it again, and compare its size with that of the original.");
}

static gboolean
has_mark (const Alone *alone, const ListPartial *partial)
{
  const OfstedAbout *about = alone->about;
  if (about->homes < partial->homes)
    return FALSE;
  if (partial->mark == MARK_BANNER)
    return strstr (about->banner->str, partial->text) != NULL;
  return about->has_inspections
         && (guint64) about->homes_inspected * 100 >= (guint64) about->homes * partial->share;
}

/* The first mark that it has: one reason not to take it is enough. */
static void
check_partial (const Alone *alone)
{
  const GPtrArray *partials = list_words_partials (alone->words);
  for (guint i = 0; i < partials->len; i++)
    {
      const ListPartial *partial = partials->pdata[i];
      if (!has_mark (alone, partial))
        continue;
      doubt (alone->findings, "OFS-PARTIAL", alone->request->file, 0,
             g_strconcat ("the list is not of every establishment: it lacks ", partial->lacks, NULL),
             NULL, "every registered establishment", partial->instead);
      return;
    }
}

static void
check_end (const Alone *alone)
{
  gsize size;
  const char *text = g_bytes_get_data (alone->request->bytes, &size);
  if (size > 0 && text[size - 1] != '\n')
    doubt (alone->findings, "OFS-CUT", alone->request->file, alone->about->last_line,
           g_strdup ("the last line has no end: the file may have been cut short"), NULL,
           "a line that ends", "Fetch the file again, and compare its size with that of the original.");
}

static void
check_regions (const Alone *alone)
{
  if (alone->about->rows < list_words_limit (alone->words, LIMIT_WHOLE))
    return;
  g_autoptr(GPtrArray) rows = register_authorities (alone->reg, alone->request->as_at);
  g_autoptr(GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < rows->len; i++)
    {
      const Authority *row = rows->pdata[i];
      if (!g_str_has_prefix (row->region, "E")
          || g_hash_table_contains (alone->about->regions, row->region)
          || !g_hash_table_add (told, (gpointer) row->region))
        continue;
      doubt (alone->findings, "OFS-REGION-NONE", alone->request->file, 0,
             g_strdup_printf ("the list has nothing in %s", row->region_name), NULL,
             "rows of every region of England", "See that the file is whole.");
    }
}

void
list_doubt_alone (const OfstedRequest *request, const OfstedAbout *about, const ListWords *words,
                  const Register *reg, Findings *findings)
{
  static void (*const checks[]) (const Alone *alone) = {
    check_banner, check_registered, check_lately, check_partial, check_end, check_regions,
  };
  const Alone alone = { request, about, words, reg, findings };
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    checks[i] (&alone);
}

/* --- beside another --- */

/* What a list has, counted: rows by provision type and by region. */
typedef struct {
  GHashTable *kinds;       /* name, owned -> rows */
  guint homes;             /* of mainstream provision types */
} Tally;

static void
tally_clear (Tally *tally)
{
  g_hash_table_unref (tally->kinds);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tally, tally_clear)

static void
count (Tally *tally, const char *name)
{
  guint rows = GPOINTER_TO_UINT (g_hash_table_lookup (tally->kinds, name));
  g_hash_table_replace (tally->kinds, g_strdup (name), GUINT_TO_POINTER (rows + 1));
}

static Tally
tally_list (const Establishments *list, const ListWords *words, const Register *reg)
{
  Tally tally = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), 0 };
  for (guint row = 0; row < list->n; row++)
    {
      const char *type = list->provisions.text[list->provision[row]];
      const ListValue *provision = list_words_value (words, LIST_PROVISION, type);
      const char *code = list->authorities.text[list->authority[row]];
      const Authority *authority = register_authority (reg, code, list->as_at);
      tally.homes += provision != NULL && provision->mainstream;
      count (&tally, type);
      if (authority != NULL)
        count (&tally, authority->region_name);
    }
  return tally;
}

static gboolean
same_row (const Establishments *a, guint i, const Establishments *b, guint k)
{
  return a->places[i] == b->places[k]
         && strcmp (a->organisations.text[a->organisation[i]], b->organisations.text[b->organisation[k]]) == 0
         && strcmp (a->statuses.text[a->status[i]], b->statuses.text[b->status[k]]) == 0;
}

/* In whatever order they stand. */
static gboolean
same_rows (const Establishments *a, const Establishments *b)
{
  if (a->n != b->n)
    return FALSE;
  g_autoptr(GHashTable) rows = g_hash_table_new (NULL, NULL);
  for (guint row = 0; row < b->n; row++)
    g_hash_table_insert (rows, GUINT_TO_POINTER (b->urn[row]), GUINT_TO_POINTER (row + 1));
  for (guint row = 0; row < a->n; row++)
    {
      guint other = GPOINTER_TO_UINT (g_hash_table_lookup (rows, GUINT_TO_POINTER (a->urn[row])));
      if (other == 0 || !same_row (a, row, b, other - 1))
        return FALSE;
    }
  return TRUE;
}

/* The two lists in the order of their dates, and what is said of them. */
typedef struct {
  const Establishments *older, *younger;
  Tally before, after;
  char *older_date, *younger_date;
  const ListWords *words;
  const char *file;
  Findings *findings;
} Beside;

static void
check_number (const Beside *beside)
{
  guint64 before = beside->before.homes, after = beside->after.homes;
  guint64 years = (beside->younger->as_at - beside->older->as_at) / 365 + 1;
  guint64 fewest = list_words_limit (beside->words, LIMIT_FEWEST);
  guint64 growth = list_words_limit (beside->words, LIMIT_GROWTH);
  gboolean fewer = after * 100 < before * fewest;
  gboolean more = after * 100 > before * (100 + growth * years);
  if (before < list_words_limit (beside->words, LIMIT_KIND) || (!fewer && !more))
    return;
  doubt (beside->findings, fewer ? "OFS-FEWER" : "OFS-MORE", beside->file, 0,
         g_strdup_printf ("the list of %s has %" G_GUINT64_FORMAT " children's homes and that of "
                          "%s has %" G_GUINT64_FORMAT, beside->older_date, before,
                          beside->younger_date, after),
         NULL, NULL, "See that both lists are whole and of the date that is said.");
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static void
check_kinds (const Beside *beside)
{
  g_autoptr(GList) kinds = g_list_sort (g_hash_table_get_keys (beside->before.kinds), compare_names);
  for (GList *kind = kinds; kind != NULL; kind = kind->next)
    {
      guint rows = GPOINTER_TO_UINT (g_hash_table_lookup (beside->before.kinds, kind->data));
      if (rows < list_words_limit (beside->words, LIMIT_KIND)
          || g_hash_table_contains (beside->after.kinds, kind->data))
        continue;
      doubt (beside->findings, "OFS-KIND-GONE", beside->file, 0,
             g_strdup_printf ("the list of %s has %u rows of '%s' and that of %s has none",
                              beside->older_date, rows, (const char *) kind->data,
                              beside->younger_date),
             NULL, NULL, "See that the file is whole.");
    }
}

void
list_doubt_beside (const Establishments *list, const Establishments *neighbour,
                   const ListWords *words, const Register *reg, const char *file,
                   Findings *findings)
{
  gboolean first = list->as_at < neighbour->as_at;
  const Establishments *older = first ? list : neighbour, *younger = first ? neighbour : list;
  g_autofree char *older_date = date_to_display (older->as_at);
  g_autofree char *younger_date = date_to_display (younger->as_at);
  if (same_rows (list, neighbour))
    {
      doubt (findings, "OFS-SAME", file, 0,
             g_strdup_printf ("the list has the same rows as the list of %s in the record",
                              first ? younger_date : older_date),
             NULL, NULL, "See whether the file is really the list of the date given, and not of the other.");
      return;
    }
  g_auto(Tally) before = tally_list (older, words, reg);
  g_auto(Tally) after = tally_list (younger, words, reg);
  const Beside beside = { older, younger, before, after, older_date, younger_date, words, file, findings };
  check_number (&beside);
  check_kinds (&beside);
}
