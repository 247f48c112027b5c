#include "analyser/person/income.h"

#include <string.h>

#include "analyser/market/market.h"
#include "lib/base/urn.h"

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

guint64 *
income_by_establishment (const Dataset *dataset, const Establishments *list, Date on,
                         Period *first, Period *last)
{
  g_autoptr(GHashTable) rows = index_rows (list);
  guint64 *income = g_new (guint64, list->n + 1);
  for (guint row = 0; row < list->n; row++)
    income[row] = INCOME_UNKNOWN;
  *first = *last = last_quarter (on);
  for (guint i = 1; i < INCOME_QUARTERS; i++)
    *first = period_prior (*first);
  for (guint i = 0; i < dataset_length (dataset); i++)
    {
      const Return *ret = dataset_index (dataset, i);
      if (strcmp (return_id (ret), "capacity") == 0
          && period_compare (return_period (ret), *first) >= 0
          && period_compare (return_period (ret), *last) <= 0)
        add_return (ret, rows, income);
    }
  return income;
}
