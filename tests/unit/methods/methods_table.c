/* The tables of an edition, row by row: each column in its place, what may be left
 * out, and a broken cell refused with its line. */

#include "analyser/methods/methods_table.h"

#include <glib/gstdio.h>
#include <string.h>

#include "lib/base/error.h"

typedef GPtrArray *(*ReadFunc) (const char *folder, GError **error);

static const struct { const char *name, *header; ReadFunc read; } tables[] = {
  { "measures.csv", "measure,domain,title,formula,applies_when,otherwise,unit,dp,shift,scope,annualise,direction,"
                    "source,note\n", measures_read },
  { "bands.csv", "measure,conditions,level,from,to,standing,words,source\n", measure_bands_read },
  { "parameters.csv", "parameter,value,from,to,standing,title,source\n", parameters_read },
  { "prompts.csv", "kind,key,words\n", prompts_read },
};
enum { MEASURES, BANDS, PARAMETERS, PROMPTS };

/* What TABLE of TEXT below its header is read as, or NULL with ERROR. */
static GPtrArray *
read_rows (guint table, const char *text, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autofree char *folder = g_dir_make_tmp ("methods-table-XXXXXX", &local);
  g_assert_no_error (local);
  g_autofree char *path = g_build_filename (folder, tables[table].name, NULL);
  g_autofree char *whole = g_strconcat (tables[table].header, text, NULL);
  g_file_set_contents (path, whole, -1, &local);
  g_assert_no_error (local);
  GPtrArray *rows = tables[table].read (folder, error);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_remove (folder), ==, 0);
  return rows;
}

static GPtrArray *
read_good (guint table, const char *text)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *rows = read_rows (table, text, &error);
  g_assert_no_error (error);
  return rows;
}

static void
test_measure (void)
{
  g_autoptr(GPtrArray) rows
    = read_good (MEASURES, "margin,profit,Margin,a / b,b > 0,no b,%,1,2,activities,multiply,higher is better,S,N\n"
                           "days,liquidity,Days,a,,,,9,0,total,,describes,S,\n"
                           "debt,liquidity,Debt,a,,,times,2,0,total,divide,lower is better,S,\n");
  const MeasureDefinition *margin = rows->pdata[0], *days = rows->pdata[1], *debt = rows->pdata[2];
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (margin->id, ==, "margin");
  g_assert_cmpstr (margin->domain, ==, "profit");
  g_assert_cmpstr (margin->title, ==, "Margin");
  g_assert_cmpstr (formula_text (margin->formula), ==, "a / b");
  g_assert_cmpstr (conditions_text (margin->applies_when), ==, "b > 0");
  g_assert_cmpstr (margin->otherwise, ==, "no b");
  g_assert_cmpstr (margin->unit, ==, "%");
  g_assert_cmpuint (margin->dp, ==, 1);
  g_assert_cmpint (margin->shift, ==, 2);
  g_assert_true (margin->activities);
  g_assert_cmpint (margin->annualise, ==, ANNUALISE_MULTIPLY);
  g_assert_cmpstr (margin->direction, ==, "higher is better");
  g_assert_cmpstr (margin->source, ==, "S");
  g_assert_cmpstr (margin->note, ==, "N");
  g_assert_cmpuint (margin->line, ==, 2);
  g_assert_cmpstr (conditions_text (days->applies_when), ==, "");
  g_assert_cmpstr (days->unit, ==, "");
  g_assert_cmpuint (days->dp, ==, 9);
  g_assert_false (days->activities);
  g_assert_cmpint (days->annualise, ==, ANNUALISE_NOT);
  g_assert_cmpint (debt->annualise, ==, ANNUALISE_DIVIDE);
  g_assert_cmpuint (debt->line, ==, 4);
}

static void
test_band (void)
{
  g_autoptr(GPtrArray) rows = read_good (BANDS, "margin,value < 0,4,2020-01-01,2024-12-31,law,below zero,Act\n"
                                                "margin,,1,2025-01-01,,convention,any,S\n");
  const MeasureBand *law = rows->pdata[0], *any = rows->pdata[1];
  g_assert_cmpstr (law->measure, ==, "margin");
  g_assert_cmpstr (conditions_text (law->conditions), ==, "value < 0");
  g_assert_cmpuint (law->level, ==, 4);
  g_assert_cmpint (law->from, ==, date_from_ymd (2020, 1, 1));
  g_assert_cmpint (law->to, ==, date_from_ymd (2024, 12, 31));
  g_assert_cmpstr (law->standing, ==, "law");
  g_assert_cmpstr (law->words, ==, "below zero");
  g_assert_cmpstr (law->source, ==, "Act");
  g_assert_cmpuint (law->line, ==, 2);
  g_assert_cmpstr (conditions_text (any->conditions), ==, "");
  g_assert_cmpint (any->to, ==, 0);
}

/* The same parameter with another value from another day is another row. */
static void
test_parameter (void)
{
  g_autoptr(GPtrArray) rows = read_good (PARAMETERS, "wacc,7.25,2020-01-01,2024-12-31,convention,Cost of capital,S\n"
                                                     "wacc,-8,2025-01-01,,convention,Cost of capital,S\n");
  const Parameter *then = rows->pdata[0], *now = rows->pdata[1];
  g_assert_cmpstr (then->id, ==, "wacc");
  g_assert_cmpint (figure_compare (then->value, figure_ratio (29, 4)), ==, 0);
  g_assert_cmpint (then->from, ==, date_from_ymd (2020, 1, 1));
  g_assert_cmpint (then->to, ==, date_from_ymd (2024, 12, 31));
  g_assert_cmpstr (then->standing, ==, "convention");
  g_assert_cmpstr (then->title, ==, "Cost of capital");
  g_assert_cmpstr (then->source, ==, "S");
  g_assert_cmpint (figure_compare (now->value, figure_integer (-8)), ==, 0);
  g_assert_cmpint (now->to, ==, 0);
}

/* A prompt's key is a condition; that of a level or domain is a name. */
static void
test_prompt (void)
{
  g_autoptr(GPtrArray) rows = read_good (PROMPTS, "level,4,high\ndomain,at_4 >= 2,Odd name\nprompt,at_4 >= 2,Look\n");
  const Prompt *level = rows->pdata[0], *domain = rows->pdata[1], *prompt = rows->pdata[2];
  g_assert_cmpstr (level->kind, ==, "level");
  g_assert_cmpstr (level->key, ==, "4");
  g_assert_cmpstr (level->words, ==, "high");
  g_assert_null (level->conditions);
  g_assert_null (domain->conditions);
  g_assert_cmpstr (conditions_text (prompt->conditions), ==, "at_4 >= 2");
  g_assert_cmpstr (prompt->words, ==, "Look");
  g_assert_cmpuint (prompt->line, ==, 4);
}

static void
test_faults (void)
{
  static const struct { guint table; const char *rows, *place; } rows[] = {
    { MEASURES, "m,d,T,a / ,,,%,1,2,total,,describes,S,\n", "/measures.csv:2: character 5 of 'a / '" },
    { MEASURES, "m,d,T,a,a >> 1,,%,1,2,total,,describes,S,\n", "/measures.csv:2: " },
    { MEASURES, "m,d,T,a,,,%,10,2,total,,describes,S,\n", "/measures.csv:2: dp '10'" },
    { MEASURES, "m,d,T,a,,,%,1,7,total,,describes,S,\n", "/measures.csv:2: shift '7'" },
    { MEASURES, "m,d,T,a,,,%,1,2,totals,,describes,S,\n", "/measures.csv:2: unknown scope 'totals'" },
    { MEASURES, "m,d,T,a,,,%,1,2,total,divided,describes,S,\n", "/measures.csv:2: unknown annualise 'divided'" },
    { MEASURES, "m,d,T,a,,,%,1,2,total,,describes,S,\nm,d,U,a,,,%,1,2,total,,describes,S,\n", "/measures.csv:3: " },
    { BANDS, "m,value < 0,0,2020-01-01,,S,w,s\n", "/bands.csv:2: level '0'" },
    { BANDS, "m,value < 0,5,2020-01-01,,S,w,s\n", "/bands.csv:2: level '5'" },
    { BANDS, "m,value <,4,2020-01-01,,S,w,s\n", "/bands.csv:2: " },
    { BANDS, "m,value < 0,4,,,S,w,s\n", "/bands.csv:2: " },
    { PARAMETERS, "p,7%,2020-01-01,,S,T,s\n", "/parameters.csv:2: value '7%'" },
    { PARAMETERS, "p,7,2020-01-01,,S,T,s\np,8,2020-01-01,,S,T,s\n", "/parameters.csv:3: " },
    { PROMPTS, "prompts,worst > 1,w\n", "/prompts.csv:2: unknown kind 'prompts'" },
    { PROMPTS, "prompt,worst >,w\n", "/prompts.csv:2: " },
    { PROMPTS, "level,4,w\nlevel,4,v\n", "/prompts.csv:3: " },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_test_message ("%s", rows[i].rows);
      g_assert_null (read_rows (rows[i].table, rows[i].rows, &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, rows[i].place));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/methods-table/a-measure", test_measure);
  g_test_add_func ("/methods-table/a-band", test_band);
  g_test_add_func ("/methods-table/a-parameter-and-its-dates", test_parameter);
  g_test_add_func ("/methods-table/a-prompt-has-a-condition", test_prompt);
  g_test_add_func ("/methods-table/a-broken-cell-has-its-place", test_faults);
  return g_test_run ();
}
