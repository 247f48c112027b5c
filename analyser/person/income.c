#include "analyser/person/income.h"

#include <string.h>

#include "analyser/market/market.h"
#include "lib/base/urn.h"
#include "lib/returns/filed_list.h"

/* The last quarter that ends on or before ON. */
static Period
last_quarter (Date on)
{
  Period period = { .year = 2200, .quarter = 4 };
  g_assert (on > 0);
  while (period_end (period) > on)
    period = period_prior (period);
  return period;
}

/* Row number + 1 by URN. */
static GHashTable *
index_rows (const Establishments *list)
{
  GHashTable *rows = g_hash_table_new (NULL, NULL);
  for (guint row = 0; row < list->n; row++)
    g_hash_table_insert (rows, GUINT_TO_POINTER (list->urn[row]), GUINT_TO_POINTER (row + 1));
  return rows;
}

static void
add_income (guint64 *income, Figure pounds)
{
  Figure pence = figure_mul (pounds, figure_integer (100));
  if (!figure_is_value (&pence) || pence.num < 0)
    return;
  Wide sum = pence.num + (*income == INCOME_UNKNOWN ? 0 : *income);
  *income = sum < INCOME_OUT_OF_RANGE ? (guint64) sum : INCOME_OUT_OF_RANGE;
}

static void
add_return (const Return *ret, GHashTable *rows, guint64 *income)
{
  static const char part[] = "establishments";
  for (guint i = 0; i < return_rows (ret, part); i++)
    {
      guint32 urn = 0;
      ReturnCell cell = return_cell (ret, part, i, "urn");
      if (cell.text == NULL || !urn_parse (cell.text, &urn))
        continue;
      guint row = GPOINTER_TO_UINT (g_hash_table_lookup (rows, GUINT_TO_POINTER (urn)));
      if (row > 0)
        add_income (&income[row - 1], return_cell (ret, part, i, "fee_income").value);
    }
}

/* Adds every return of QUARTER. */
static gboolean
add_quarter (Snapshot *snapshot, Definitions *definitions, Period quarter, GHashTable *rows, guint64 *income,
             GError **error)
{
  g_autofree char *period = period_to_string (quarter);
  const FilingKey wanted = { .return_id = (char *) "capacity", .period = period };
  g_autoptr(GPtrArray) filed = filed_list (snapshot, &wanted, error);
  for (guint i = 0; filed != NULL && i < filed->len; i++)
    {
      g_autoptr(Return) ret = return_read (snapshot, definitions, filed->pdata[i], error);
      if (ret == NULL)
        return FALSE;
      add_return (ret, rows, income);
    }
  return filed != NULL;
}

guint64 *
income_by_establishment (Snapshot *snapshot, Definitions *definitions, const Establishments *list, Date on,
                         Period *first, Period *last, GError **error)
{
  g_autoptr(GHashTable) rows = index_rows (list);
  g_autofree guint64 *income = g_new (guint64, list->n + 1);
  for (guint row = 0; row < list->n; row++)
    income[row] = INCOME_UNKNOWN;
  *last = last_quarter (on);
  Period quarter = *last;
  for (guint i = 0; i < INCOME_QUARTERS; i++, quarter = period_prior (quarter))
    {
      *first = quarter;
      if (!add_quarter (snapshot, definitions, quarter, rows, income, error))
        return NULL;
    }
  return g_steal_pointer (&income);
}
