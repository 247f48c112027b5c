#include "lib/verify/verify_graph.h"

#include <string.h>

#include "lib/git/number.h"
#include "lib/verify/verify_list.h"

/* Source: git's gitformat-commit-graph, version 1. */
#define FILE_NAME "objects/info/commit-graph"
#define MAGIC "CGPH\1\1"             /* of SHA-1 */
#define HEADER 8u
#define CHUNK_ROW 12u
#define COMMIT_ROW 36u               /* tree, two parents, level and time */
#define FANOUT 1024u
#define NO_PARENT 0x70000000u
#define TIME_BITS 34

/* What it holds of N commits, pointing into its bytes. */
typedef struct {
  const guint8 *fanout, *ids, *commits;
  const guint8 *dates;               /* NULL: older gits wrote none */
  gsize n_fanout, n_ids, n_commits, n_dates;
} Graph;

typedef struct {
  char name[5];
  gsize size;                        /* of one row */
  gsize rows, count;                 /* in a Graph: where the rows are, and how many */
} Chunk;

static const Chunk kinds[] = {
  { "OIDF", FANOUT, G_STRUCT_OFFSET (Graph, fanout), G_STRUCT_OFFSET (Graph, n_fanout) },
  { "OIDL", OBJECT_ID_SIZE, G_STRUCT_OFFSET (Graph, ids), G_STRUCT_OFFSET (Graph, n_ids) },
  { "CDAT", COMMIT_ROW, G_STRUCT_OFFSET (Graph, commits), G_STRUCT_OFFSET (Graph, n_commits) },
  { "GDA2", 4, G_STRUCT_OFFSET (Graph, dates), G_STRUCT_OFFSET (Graph, n_dates) },
};

static gboolean
take_chunk (Graph *graph, const guint8 *name, const guint8 *rows, gsize size)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (memcmp (kinds[i].name, name, 4) == 0)
      {
        G_STRUCT_MEMBER (const guint8 *, graph, kinds[i].rows) = rows;
        G_STRUCT_MEMBER (gsize, graph, kinds[i].count) = size / kinds[i].size;
        return size % kinds[i].size == 0;
      }
  return TRUE;                       /* of no concern: it says nothing of what a commit says */
}

/* FALSE when it is not of the one form that git writes into one file. */
static gboolean
read_graph (const guint8 *bytes, gsize length, Graph *graph)
{
  gsize table = length < HEADER ? 0 : CHUNK_ROW * (bytes[6] + 1u);
  if (length < HEADER + table + OBJECT_ID_SIZE || table == 0 || memcmp (bytes, MAGIC, 6) != 0
      || bytes[7] != 0)
    return FALSE;
  for (const guint8 *row = bytes + HEADER; row + CHUNK_ROW < bytes + HEADER + table; row += CHUNK_ROW)
    {
      guint64 start = number_64_at (row + 4), end = number_64_at (row + CHUNK_ROW + 4);
      if (start > end || end > length - OBJECT_ID_SIZE
          || !take_chunk (graph, row, bytes + start, (gsize) (end - start)))
        return FALSE;
    }
  return graph->n_fanout == 1 && graph->ids != NULL && graph->commits != NULL
         && graph->n_ids == graph->n_commits && number_32_at (graph->fanout + FANOUT - 4) == graph->n_ids
         && (graph->dates == NULL || graph->n_dates == graph->n_ids);
}

static const guint8 *
row_of (const Graph *graph, gsize i)
{
  return graph->commits + COMMIT_ROW * i;
}

static guint64
level_of (const Graph *graph, gsize i)
{
  return number_64_at (row_of (graph, i) + OBJECT_ID_SIZE + 8) >> TIME_BITS;
}

static guint64
time_of (const Graph *graph, gsize i)
{
  return number_64_at (row_of (graph, i) + OBJECT_ID_SIZE + 8) & ((G_GUINT64_CONSTANT (1) << TIME_BITS) - 1);
}

/* A time that is later than all before it, as git counts. */
static guint64
later_time_of (const Graph *graph, gsize i)
{
  return time_of (graph, i) + number_32_at (graph->dates + 4 * i);
}

/* Whether commit I is as STEP is. What is counted up from commit to commit is right
 * everywhere when it is right beside each parent. */
static gboolean
is_as (const Graph *graph, gsize i, const Step *step)
{
  const guint8 *row = row_of (graph, i);
  guint32 parent = number_32_at (row + OBJECT_ID_SIZE);
  gboolean has_parent = parent < graph->n_ids;
  if (memcmp (row, step->tree.bytes, OBJECT_ID_SIZE) != 0 || has_parent != step->has_parent
      || (!has_parent && parent != NO_PARENT) || number_32_at (row + OBJECT_ID_SIZE + 4) != NO_PARENT
      || time_of (graph, i) != (guint64) step->time)
    return FALSE;
  if (has_parent
      && memcmp (graph->ids + OBJECT_ID_SIZE * (gsize) parent, step->parent.bytes, OBJECT_ID_SIZE) != 0)
    return FALSE;
  if (level_of (graph, i) != (has_parent ? level_of (graph, parent) + 1 : 1))
    return FALSE;
  guint64 after = has_parent && graph->dates != NULL ? later_time_of (graph, parent) + 1 : 0;
  return graph->dates == NULL || later_time_of (graph, i) == MAX (time_of (graph, i), after);
}

static void
report_graph (Verify *verify, const char *says, const char *hex)
{
  g_autofree char *record = g_shell_quote (verify->path);
  verify_advise (verify_report (verify, SEVERITY_HARD, "RECORD-GRAPH", FILE_NAME, "%s%s", says, hex),
                 "Nothing is lost with it. Delete it, and run: git -C %s commit-graph write --reachable",
                 record);
}

void
verify_graph (Verify *verify)
{
  g_autoptr(GBytes) bytes = verify_has (verify, FILE_NAME) ? verify_load (verify, FILE_NAME) : NULL;
  Graph graph = { 0 };
  gsize length;
  const guint8 *data = bytes == NULL ? NULL : g_bytes_get_data (bytes, &length);
  if (data == NULL)
    return;
  if (!read_graph (data, length, &graph))
    {
      report_graph (verify, "is not as git writes it", "");
      return;
    }
  for (gsize i = 0; i < graph.n_ids; i++)
    {
      ObjectId id;
      memcpy (id.bytes, graph.ids + OBJECT_ID_SIZE * i, OBJECT_ID_SIZE);
      const Step *step = g_hash_table_lookup (verify->steps, &id);
      if (step == NULL || is_as (&graph, i, step))
        continue;
      report_graph (verify, "says what the commit does not say, and git believes it, of ", step->hex);
      return;
    }
}
