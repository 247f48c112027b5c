#include "lib/base/finding.h"

#include <string.h>

#define VALUE_SHOWN_MAX 80   /* characters */

struct _Findings {
  GPtrArray *kept;           /* Finding * */
  GHashTable *counts;        /* "rule\nfile" -> guint64 *, all of them */
  guint64 totals[3];
  Finding *scratch;          /* what one over the cap is written to */
};

static void
finding_clear (Finding *finding)
{
  g_free (finding->rule);
  g_free (finding->file);
  g_free (finding->field);
  g_free (finding->cell);
  g_free (finding->value);
  g_free (finding->expected);
  g_free (finding->difference);
  g_free (finding->message);
  g_free (finding->advice);
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

static guint64
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
  return *count;
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
  if (add_count (findings, rule, file, 1) <= FINDINGS_PER_RULE)
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
  finding->rule = g_strdup (rule);
  finding->file = g_strdup (file);
  finding->line = line;
  finding->column = column;
  finding->message = g_strdup (message);
  if (line > 0 && column > 0)
    finding->cell = spreadsheet_cell (line, column);
  return finding;
}

/* VALUE in at most VALUE_SHOWN_MAX characters, every one of them visible. */
static char *
shown (const char *value)
{
  GString *out = g_string_new (NULL);
  guint n = 0;
  for (const char *p = value; *p != '\0'; n++)
    {
      if (n == VALUE_SHOWN_MAX)
        {
          g_string_append_printf (out, "… (%" G_GSIZE_FORMAT " bytes)", strlen (value));
          break;
        }
      gunichar c = g_utf8_get_char_validated (p, -1);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_printf (out, "\\x%02X", (guint) (guchar) *p++);
          continue;
        }
      if (c == '\n' || c == '\t' || c == '\r')
        g_string_append (out, c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r");
      else if (!g_unichar_isprint (c))
        g_string_append_printf (out, "\\u%04X", c);
      else
        g_string_append_unichar (out, c);
      p = g_utf8_next_char (p);
    }
  return g_string_free (out, FALSE);
}

static void
replace (char **text, const char *new_text)
{
  char *copy = g_strdup (new_text);
  g_free (*text);
  *text = copy;
}

void
finding_describe (Finding *finding, const char *field, const char *value, const char *expected,
                  const char *advice)
{
  replace (&finding->field, field);
  replace (&finding->expected, expected);
  replace (&finding->advice, advice);
  g_free (finding->value);
  finding->value = value == NULL ? NULL : shown (value);
}

void
finding_set_byte (Finding *finding, guint64 byte)
{
  finding->byte = byte;
}

void
finding_set_difference (Finding *finding, const char *difference)
{
  replace (&finding->difference, difference);
}

guint
findings_length (const Findings *findings)
{
  return findings->kept->len;
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
