/* Regular CSV: what is taken, where a scan stops, and that neither the size of a
 * block nor the way bytes are compared makes a difference. */

#include "lib/sheet/csv_scan.h"

#include <string.h>

static gboolean
take (const CsvRow *row, gpointer data)
{
  GString *out = data;
  g_string_append_printf (out, "%u/%u%s", (guint) row->line, (guint) row->byte, row->blank ? "-" : "");
  for (guint i = 0; i < row->n_fields; i++)
    {
      g_assert_cmpuint (strlen (row->fields[i]), ==, row->lengths[i]);
      g_string_append_printf (out, "[%s]", row->fields[i]);
    }
  return strstr (out->str, "[no]") == NULL;
}

/* Rows whose fields are looked at when they are about to move, and not before. */
typedef struct {
  GString *out;
  GPtrArray *fields;       /* NULL: the row has ended */
} Waiting;

static gboolean
wait_for_more (const CsvRow *row, gpointer data)
{
  Waiting *waiting = data;
  for (guint i = 0; i < row->n_fields; i++)
    g_ptr_array_add (waiting->fields, (gpointer) row->fields[i]);
  g_ptr_array_add (waiting->fields, NULL);
  return TRUE;
}

static gboolean
take_waiting (gpointer data)
{
  Waiting *waiting = data;
  for (guint i = 0; i < waiting->fields->len; i++)
    if (waiting->fields->pdata[i] == NULL)
      g_string_append_c (waiting->out, '\n');
    else
      g_string_append_printf (waiting->out, "[%s]", (const char *) waiting->fields->pdata[i]);
  g_ptr_array_set_size (waiting->fields, 0);
  return strstr (waiting->out->str, "[no]") == NULL;
}

/* ROWS: line/byte and fields of those that are taken; END: where the scan stands after. */
static const struct {
  const char *name, *text, *rows;
  gboolean all;
  guint end;
} cases[] = {
  { "plain", "a,b\n1,2\n", "1/1[a][b]2/5[1][2]", TRUE, 8 },
  { "no-end-of-line", "a,b\n1,2", "1/1[a][b]2/5[1][2]", TRUE, 7 },
  { "crlf", "a,b\r\n1,\r\n", "1/1[a][b]2/6[1][]", TRUE, 9 },
  { "mark", "\xef\xbb\xbf" "a\n", "1/4[a]", TRUE, 5 },
  { "quoted", "\"a, \"\"b\"\"\",\"\"\n\"x\r\ny\",z\n9,9\n", "1/1[a, \"b\"][]2/15[x\r\ny][z]4/24[9][9]", TRUE, 27 },
  { "utf-8", "\xc3\xa9,b\n", "1/1[\xc3\xa9][b]", TRUE, 5 },
  { "blank-rows", "a\n\n \t\n,\n", "1/1[a]2/3-[]3/4-[ \t]4/7-[][]", TRUE, 8 },
  { "empty", "", "", TRUE, 0 },
  { "bad-utf-8", "a\n\xff\nb\n", "1/1[a]", FALSE, 2 },
  { "cut-utf-8", "a\n\xc3", "1/1[a]", FALSE, 2 },
  { "quote-inside", "a\n5\" pipe\nb\n", "1/1[a]", FALSE, 2 },
  { "text-after-a-quote", "a\n\"x\"y\n", "1/1[a]", FALSE, 2 },
  { "quote-left-open", "a\n\"x\nb\n", "1/1[a]", FALSE, 2 },
  { "lone-cr", "a\nx\ry\nb\n", "1/1[a]", FALSE, 2 },
  { "lone-cr-at-the-end", "x\r", "", FALSE, 0 },
  { "cr-before-a-comma", "a\nx\r,y\n", "1/1[a]", FALSE, 2 },
  { "pdf", "%PDF\n", "", FALSE, 0 },
  { "not-taken", "a\nno\nb\n", "1/1[a]2/3[no]", FALSE, 2 },
};

static void
assert_scan (const CsvSource *source, const char *rows, gboolean all, guint64 end)
{
  static const gsize blocks[] = { 1, 2, 5, 64, CSV_SCAN_BLOCK };
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    for (CsvScanKind kind = CSV_SCAN_BEST; kind <= CSV_SCAN_PLAIN; kind++)
      {
        g_autoptr(GString) out = g_string_new (NULL);
        CsvScan scan = csv_scan_start (source);
        scan.block = blocks[i];
        scan.kind = kind;
        g_assert_cmpint (csv_scan_rows (&scan, take, out), ==, all);
        g_assert_cmpstr (out->str, ==, rows);
        g_assert_cmpuint (scan.offset, ==, end);
      }
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  CsvSource source = { .bytes = cases[i].text, .size = strlen (cases[i].text) };
  assert_scan (&source, cases[i].rows, cases[i].all, cases[i].end);
}

static void
test_nul (void)
{
  CsvSource source = { .bytes = "a\nx\0y\n", .size = 6 };
  assert_scan (&source, "1/1[a]", FALSE, 2);
}

static gboolean
count (const CsvRow *row, gpointer data)
{
  *(guint *) data += row->n_fields;
  return TRUE;
}

/* As long or wide as can be, and by one too long or wide. */
static void
test_limits (void)
{
  static const struct { guint commas, letters; gboolean regular; } rows[] = {
    { CSV_MAX_COLUMNS - 1, 1, TRUE }, { CSV_MAX_COLUMNS, 1, FALSE },
    { 1, CSV_MAX_FIELD, TRUE }, { 1, CSV_MAX_FIELD + 1, FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *commas = g_strnfill (rows[i].commas, ',');
      g_autofree char *letters = g_strnfill (rows[i].letters, 'x');
      g_autofree char *text = g_strconcat ("a\n", commas, letters, "\n", NULL);
      CsvSource source = { .bytes = text, .size = strlen (text) };
      CsvScan scan = csv_scan_start (&source);
      guint fields = 0;
      g_assert_cmpint (csv_scan_rows (&scan, count, &fields), ==, rows[i].regular);
      g_assert_cmpuint (fields, ==, rows[i].regular ? rows[i].commas + 2 : 1);
    }
}

/* Fields are where they were until they are about to move: with blocks of which rows are cut by each boundary,
 * the last row without an end, and marks taken off. FALSE there ends the scan. */
static void
test_moves (void)
{
  static const struct { const char *text, *rows; gboolean all; } files[] = {
    { "a,bc\n\"d \"\"e\"\"\",f\r\n\nghi,\"j\nk\"\nlast,", "[a][bc]\n[d \"e\"][f]\n[]\n[ghi][j\nk]\n[last][]\n", TRUE },
    { "a\nno\n", "[a]\n[no]\n", FALSE },
    { "", "", TRUE },
  };
  static const gsize blocks[] = { 1, 2, 5, 64, CSV_SCAN_BLOCK };
  for (guint i = 0; i < G_N_ELEMENTS (files) * G_N_ELEMENTS (blocks); i++)
    {
      const guint k = i / G_N_ELEMENTS (blocks);
      g_autoptr(GString) out = g_string_new (NULL);
      g_autoptr(GPtrArray) fields = g_ptr_array_new ();
      Waiting waiting = { out, fields };
      CsvSource source = { .bytes = files[k].text, .size = strlen (files[k].text) };
      CsvScan scan = csv_scan_start (&source);
      scan.block = blocks[i % G_N_ELEMENTS (blocks)];
      scan.moves = take_waiting;
      g_assert_cmpint (csv_scan_rows (&scan, wait_for_more, &waiting), ==, files[k].all);
      g_assert_cmpstr (out->str, ==, files[k].rows);
      g_assert_cmpuint (fields->len, ==, 0);
    }
}

/* Two scans of one text: the first stops where the second starts. */
static void
test_halves (void)
{
  g_autoptr(GString) text = g_string_new (NULL), whole = g_string_new (NULL), halves = g_string_new (NULL);
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%u,x\n", i);
  CsvSource source = { .bytes = text->str, .size = text->len };
  CsvScan all = csv_scan_start (&source), first = all, second = all;
  g_assert_true (csv_scan_rows (&all, take, whole));
  g_assert_true (csv_scan_seek (&second, text->len / 2));
  first.stop = second.offset;
  g_assert_true (csv_scan_rows (&first, take, halves));
  g_assert_cmpuint (first.offset, ==, second.offset);
  second.line = first.line;
  g_assert_true (csv_scan_rows (&second, take, halves));
  g_assert_cmpstr (halves->str, ==, whole->str);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/csv-scan/", cases[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/csv-scan/nul", test_nul);
  g_test_add_func ("/csv-scan/limits", test_limits);
  g_test_add_func ("/csv-scan/fields-live-until-they-move", test_moves);
  g_test_add_func ("/csv-scan/halves", test_halves);
  return g_test_run ();
}
