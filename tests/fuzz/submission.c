/* Any bytes as a part of a return: the first byte chooses the part. */

#include "lib/returns/submission.h"
#include "tests/fuzz/fuzz.h"
#include "tests/registers.h"

static const struct {
  const char *return_id, *period, *part;
} parts[] = {
  { "annual", "2025-26", "statement" },
  { "annual", "2025-26", "adjustments" },
  { "annual", "2025-26", "borrowings" },
  { "annual", "2025-26", "ownership" },
  { "capacity", "2025-26-Q1", "establishments" },
  { "capacity", "2025-26-Q1", "placements" },
};

/* Read once: a fuzzer calls the target a million times. */
static const Definition *
definition_of (guint part)
{
  static Definition *definitions[G_N_ELEMENTS (parts)];
  if (definitions[part] == NULL)
    definitions[part] = definition_load (g_getenv ("CARE_OVERSIGHT_DATA"), parts[part].return_id,
                                         parts[part].period, NULL);
  g_assert_nonnull (definitions[part]);
  return definitions[part];
}

/* Every cell is a value, a typed missing one, or has a finding. */
static void
check_cells (const SubmissionPart *part, const Findings *findings)
{
  gboolean unreadable = FALSE;
  for (guint row = 0; row < submission_part_rows (part); row++)
    for (guint column = 0; column < submission_part_definition (part)->columns->len; column++)
      {
        Cell cell = submission_part_cell (part, row, column);
        g_free (submission_part_label (part, row, column));
        unreadable |= cell.state == CELL_UNREADABLE;
        if (cell.state == CELL_VALUE && cell.text != NULL)
          g_assert_true (g_utf8_validate (cell.text, -1, NULL));
      }
  if (unreadable)
    {
      g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), >, 0);
      g_assert_false (submission_part_is_sound (part));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static Authorities *authorities;
  if (size == 0)
    return 0;
  if (authorities == NULL)
    authorities = register_reference_authorities ();
  guint i = data[0] % G_N_ELEMENTS (parts);
  g_autoptr(GBytes) bytes = g_bytes_new_static (data + 1, size - 1);
  g_autoptr(GHashTable) files = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(Findings) findings = findings_new ();
  g_hash_table_insert (files, (gpointer) parts[i].part, bytes);
  g_autoptr(Submission) submission
    = submission_read (definition_of (i), files, NULL, authorities, findings);
  check_cells (submission_part (submission, parts[i].part), findings);
  return 0;
}

GPtrArray *
fuzz_seeds (void)
{
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/tests/cases/rules/base-%s/%s.csv", g_getenv ("top_srcdir"),
                                               parts[i].return_id, parts[i].part);
      g_autofree char *text = NULL;
      gsize length;
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      g_autoptr(GByteArray) seed = g_byte_array_new ();
      const guint8 chosen = (guint8) i;
      g_byte_array_append (seed, &chosen, 1);
      g_byte_array_append (seed, (const guint8 *) text, (guint) length);
      g_ptr_array_add (seeds, g_byte_array_free_to_bytes (g_steal_pointer (&seed)));
    }
  return seeds;
}
