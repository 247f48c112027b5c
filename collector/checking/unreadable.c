#include "collector/checking/unreadable.h"

#include <string.h>

#define COLUMN_BITS 16
#define ROW_BITS 32
#define COLUMN_MASK ((G_GINT64_CONSTANT (1) << COLUMN_BITS) - 1)
#define ROW_MASK (((G_GINT64_CONSTANT (1) << ROW_BITS) - 1) << COLUMN_BITS)

static const struct {
  const char *head;
  gint64 ignored;            /* of a cell's number, in telling two groups apart */
} eaches[] = {
  [EACH_NONE] = { "", 0 },
  [EACH_ROW] = { "row of ", COLUMN_MASK },
  [EACH_LINE] = { "line of ", COLUMN_MASK },
  [EACH_COLUMN] = { "column of ", ROW_MASK },
};

gboolean
each_parse (const char *text, Each *out, char **part)
{
  for (guint i = EACH_NONE + 1; i < G_N_ELEMENTS (eaches); i++)
    if (g_str_has_prefix (text, eaches[i].head) && text[strlen (eaches[i].head)] != '\0')
      {
        *out = (Each) i;
        *part = g_strdup (text + strlen (eaches[i].head));
        return TRUE;
      }
  return *text == '\0';
}

gint64
unreadable_cell (guint part, guint row, guint column)
{
  g_assert (part < 1 << 15 && column < 1 << COLUMN_BITS);
  return (gint64) part << (COLUMN_BITS + ROW_BITS) | (gint64) row << COLUMN_BITS | column;
}

guint
unreadable_part (gint64 cell)
{
  return (guint) (cell >> (COLUMN_BITS + ROW_BITS));
}

gint64
unreadable_group (Each each, gint64 cell)
{
  return cell & ~eaches[each].ignored;
}
