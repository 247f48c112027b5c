#include "lib/base/finding.h"

#include <string.h>

#include "lib/base/visible_text.h"

#define VALUE_SHOWN_MAX 80   /* characters */

struct _Findings {
  GPtrArray *kept;           /* Finding * */
  GHashTable *counts;        /* "rule\nfile" -> guint64 *, all of them */
  guint64 totals[3];
  Finding *scratch;          /* what one that is not kept is written to */
};

static gboolean
is_plain (const char *text)
{
  while (g_ascii_isprint (*text))
    text++;
  return *text == '\0';
}

/* Most findings of a rule say the same: such a text is kept once. A name of a
 * file or of a column is what its author made of it, and seen like a value. */
static void
share (char **text, const char *new_text)
{
  g_autofree char *seen = new_text == NULL || is_plain (new_text) ? NULL : visible_text_shown (new_text, G_MAXUINT);
  char *shared = new_text == NULL ? NULL : g_ref_string_new_intern (seen == NULL ? new_text : seen);
  g_clear_pointer (text, g_ref_string_release);
  *text = shared;
}

static void
finding_clear (Finding *finding)
{
  char **shared[] = { &finding->rule, &finding->file, &finding->field, &finding->expected,
                      &finding->message, &finding->advice };
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    share (shared[i], NULL);
  g_free (finding->cell);
  g_free (finding->value);
  g_free (finding->difference);
}

static void
finding_free (gpointer data)
{
  finding_clear (data);
  g_free (data);
}

Findings *
findings_new (void)
{
  Findings *findings = g_new0 (Findings, 1);
  findings->kept = g_ptr_array_new_with_free_func (finding_free);
  findings->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  findings->scratch = g_new0 (Finding, 1);
  return findings;
}

void
findings_free (Findings *findings)
{
  if (findings == NULL)
    return;
  g_ptr_array_unref (findings->kept);
  g_hash_table_unref (findings->counts);
  finding_free (findings->scratch);
  g_free (findings);
}

static void
add_count (Findings *findings, const char *rule, const char *file, guint64 n)
{
  g_autofree char *key = g_strconcat (rule, "\n", file, NULL);
  guint64 *count = g_hash_table_lookup (findings->counts, key);
  if (count == NULL)
    {
      count = g_new0 (guint64, 1);
      g_hash_table_insert (findings->counts, g_steal_pointer (&key), count);
    }
  *count += n;
}

/* "B12": letters for the column as a spreadsheet counts them. */
static char *
spreadsheet_cell (guint64 line, guint column)
{
  char letters[8];
  guint n = sizeof letters;
  letters[--n] = '\0';
  for (guint rest = column; rest > 0; rest = (rest - 1) / 26)
    letters[--n] = (char) ('A' + (int) ((rest - 1) % 26));
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT, letters + n, line);
}

Finding *
findings_add (Findings *findings, Severity severity, const char *rule, const char *file,
              guint64 line, guint column, const char *message)
{
  if (file == NULL)
    file = "";
  findings->totals[severity]++;
  Finding *finding = findings->scratch;
  if (findings->kept->len < FINDINGS_MAX)
    {
      finding = g_new0 (Finding, 1);
      g_ptr_array_add (findings->kept, finding);
    }
  else
    {
      finding_clear (finding);
      memset (finding, 0, sizeof *finding);
    }
  finding->severity = severity;
  share (&finding->rule, rule);
  share (&finding->file, file);
  add_count (findings, rule, finding->file, 1);
  finding->line = line;
  finding->column = column;
  share (&finding->message, message);
  if (line > 0 && column > 0)
    finding->cell = spreadsheet_cell (line, column);
  return finding;
}

void
finding_describe (Finding *finding, const char *field, const char *value, const char *expected,
                  const char *advice)
{
  share (&finding->field, field);
  share (&finding->expected, expected);
  share (&finding->advice, advice);
  g_free (finding->value);
  finding->value = value == NULL ? NULL : visible_text_shown (value, VALUE_SHOWN_MAX);
}

void
finding_set_byte (Finding *finding, guint64 byte)
{
  finding->byte = byte;
}

void
finding_set_difference (Finding *finding, const char *difference)
{
  g_free (finding->difference);
  finding->difference = g_strdup (difference);
}

void
finding_set_figures (Finding *finding, gboolean value, gboolean expected, gboolean difference)
{
  finding->value_is_figure = value;
  finding->expected_is_figure = expected;
  finding->difference_is_figure = difference;
}

guint
findings_length (const Findings *findings)
{
  return findings->kept->len;
}

guint64
findings_not_kept (const Findings *findings)
{
  guint64 all = 0;
  for (guint severity = 0; severity < G_N_ELEMENTS (findings->totals); severity++)
    all += findings->totals[severity];
  return all - findings->kept->len;
}

guint64
findings_count (const Findings *findings, Severity severity)
{
  return findings->totals[severity];
}

guint64
findings_count_rule (const Findings *findings, const char *rule, const char *file)
{
  g_autofree char *key = g_strconcat (rule, "\n", file, NULL);
  const guint64 *count = g_hash_table_lookup (findings->counts, key);
  return count == NULL ? 0 : *count;
}

const Finding *
findings_index (const Findings *findings, guint i)
{
  g_assert (i < findings->kept->len);
  return g_ptr_array_index (findings->kept, i);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Finding *left = *(const Finding *const *) a, *right = *(const Finding *const *) b;
  int order = (left->severity == SEVERITY_NOTE) - (right->severity == SEVERITY_NOTE);
  if (order == 0)
    order = strcmp (left->file, right->file);
  if (order == 0)
    order = (left->line > right->line) - (left->line < right->line);
  if (order == 0)
    order = (left->column > right->column) - (left->column < right->column);
  return order != 0 ? order : strcmp (left->rule, right->rule);
}

void
findings_sort (Findings *findings)
{
  g_ptr_array_sort (findings->kept, compare);
}

void
findings_append (Findings *into, Findings *from)
{
  for (guint severity = 0; severity < G_N_ELEMENTS (into->totals); severity++)
    {
      into->totals[severity] += from->totals[severity];
      from->totals[severity] = 0;
    }
  GHashTableIter iter;
  gpointer key, count;
  g_hash_table_iter_init (&iter, from->counts);
  while (g_hash_table_iter_next (&iter, &key, &count))
    {
      char *end = strchr (key, '\n');
      g_autofree char *rule = g_strndup (key, (gsize) (end - (char *) key));
      add_count (into, rule, end + 1, *(guint64 *) count);
    }
  g_hash_table_remove_all (from->counts);
  guint room = FINDINGS_MAX - into->kept->len;
  if (from->kept->len > room)
    g_ptr_array_set_size (from->kept, (int) room);
  g_ptr_array_extend_and_steal (into->kept, from->kept);
  from->kept = g_ptr_array_new_with_free_func (finding_free);
}

void
findings_clear (Findings *findings)
{
  memset (findings->totals, 0, sizeof findings->totals);
  g_hash_table_remove_all (findings->counts);
  g_ptr_array_set_size (findings->kept, 0);
}

const char *
severity_name (Severity severity)
{
  static const char *const names[] = { "hard", "soft", "note" };
  return names[severity];
}
