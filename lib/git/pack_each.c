#include "lib/git/pack_private.h"

#include <stdlib.h>

#include "lib/base/parallel.h"
#include "lib/git/delta.h"

#define NONE G_MAXUINT

/* An object of the pack among those that are changes of it, and of each other. */
typedef struct {
  PackLink link;
  guint place;                    /* as pack_id() counts */
  guint below, beside;            /* the first change of it, and the next of what it is a change of */
  gsize end;                      /* of what is compressed; 0: not known */
  const char *fault;              /* why nothing leads to it, or NULL */
  gboolean seen;
} Node;

typedef struct {
  Pack *pack;
  guint n;
  Node *nodes;                    /* by where they begin */
  GArray *roots;                  /* guint: places in NODES */
  GMutex alone;                   /* who reads by pack_read(), which has one cache */
  PackContentFunc func;
  gpointer data;
} Tour;

/* A node whose changes are being visited, and what it holds. */
typedef struct {
  guint next;                     /* the change that is next */
  guint depth;                    /* changes between it and what is stored whole */
  ObjectType type;
  GBytes *content;                /* NULL with a fault, or when it is too much to hold */
  const char *fault;
} Frame;

typedef struct {
  Tour *tour;
  GArray *frames;                 /* Frame, from a root on */
  gsize held;                     /* bytes of their contents */
} Way;

static int
compare_nodes (const void *a, const void *b)
{
  const Node *one = a, *other = b;
  if (one->link.offset != other->link.offset)
    return one->link.offset < other->link.offset ? -1 : 1;
  return one->place < other->place ? -1 : 1;
}

/* The first node that begins at OFFSET, or NONE. */
static guint
find_node (const Tour *tour, guint64 offset)
{
  guint from = 0, to = tour->n;
  while (from < to)
    {
      guint middle = from + (to - from) / 2;
      if (tour->nodes[middle].link.offset < offset)
        from = middle + 1;
      else
        to = middle;
    }
  return from < tour->n && tour->nodes[from].link.offset == offset ? from : NONE;
}

/* From the last to the first, so that changes of one object stand in order. */
static void
connect (Tour *tour)
{
  for (guint i = tour->n; i-- > 0;)
    {
      Node *node = &tour->nodes[i];
      guint base = node->fault != NULL || node->link.base == 0 ? NONE : find_node (tour, node->link.base);
      if (node->fault == NULL && node->link.base != 0 && base == NONE)
        node->fault = "the object it is a change of is not there";
      if (base == NONE)
        {
          g_array_append_val (tour->roots, i);
          continue;
        }
      node->beside = tour->nodes[base].below;
      tour->nodes[base].below = i;
    }
}

static void
find_nodes (Tour *tour)
{
  for (guint i = 0; i < tour->n; i++)
    {
      Node *node = &tour->nodes[i];
      *node = (Node) { .place = i, .below = NONE, .beside = NONE };
      node->link.offset = pack_offset (tour->pack, i);
    }
  if (tour->n > 0)
    qsort (tour->nodes, tour->n, sizeof *tour->nodes, compare_nodes);
  for (guint i = 0; i < tour->n; i++)
    {
      Node *node = &tour->nodes[i];
      const char *fault;
      if (!pack_read_link (tour->pack, node->link.offset, &node->link, &fault))
        node->fault = fault;
    }
  connect (tour);
}

/* The content of NODE, a change of BASE, when that is at hand; else as any reader finds
 * it, from its end on. */
static GBytes *
change (Tour *tour, const Node *node, const Frame *base, const GByteArray *raw, ObjectType *type,
        const char **fault)
{
  if (base->content != NULL)
    {
      GBytes *content = delta_apply (base->content, raw);
      *fault = content == NULL ? "the change it is stored as is damaged" : NULL;
      return content;
    }
  g_mutex_lock (&tour->alone);
  GBytes *content = pack_read (tour->pack, node->place, type, fault);
  g_mutex_unlock (&tour->alone);
  if (content != NULL)
    *fault = NULL;
  return content;
}

/* What is stored as NODE, a change of BASE (NULL: stored whole). */
static void
visit (Tour *tour, Node *node, const Frame *base, Frame *frame)
{
  *frame = (Frame) {
    .next = node->below,
    .depth = base == NULL ? 0 : base->depth + 1,
    .type = base == NULL ? (ObjectType) node->link.kind : base->type,
    .fault = base == NULL ? node->fault : base->fault,
  };
  if (frame->fault == NULL && frame->depth > PACK_CHAIN_MAX)
    frame->fault = PACK_CHAIN_FAULT;
  const char *fault = NULL;
  g_autoptr(GByteArray) raw
    = node->fault != NULL ? NULL : pack_inflate (tour->pack, &node->link, &node->end, &fault);
  if (frame->fault == NULL)
    frame->fault = fault;
  if (frame->fault == NULL && base == NULL)
    frame->content = g_byte_array_free_to_bytes (g_steal_pointer (&raw));
  else if (frame->fault == NULL)
    frame->content = change (tour, node, base, raw, &frame->type, &frame->fault);
  node->seen = TRUE;
  tour->func (node->place, frame->type, frame->content, frame->fault, tour->data);
}

/* Holds what FRAME has for the changes of it: one object is always held, and more as far
 * as there is room. */
static void
push (Way *way, Frame *frame)
{
  gsize size = frame->content == NULL ? 0 : g_bytes_get_size (frame->content);
  if (frame->next == NONE || (way->held > 0 && way->held + size > PACK_HELD_MAX))
    {
      g_clear_pointer (&frame->content, g_bytes_unref);
      size = 0;
    }
  way->held += size;
  if (frame->next != NONE)
    g_array_append_val (way->frames, *frame);
}

/* What is held last, and no longer needed. */
static Frame
pop (Way *way)
{
  Frame frame = g_array_index (way->frames, Frame, way->frames->len - 1);
  g_array_set_size (way->frames, way->frames->len - 1);
  way->held -= frame.content == NULL ? 0 : g_bytes_get_size (frame.content);
  return frame;
}

/* One that is stored whole, and all changes of it: each right after what it is a change
 * of, which goes when its last change is made. */
static void
visit_from (guint i, gpointer data)
{
  Tour *tour = data;
  g_autoptr(GArray) frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  Way way = { tour, frames, 0 };
  Frame frame;
  visit (tour, &tour->nodes[g_array_index (tour->roots, guint, i)], NULL, &frame);
  push (&way, &frame);
  while (frames->len > 0)
    {
      Frame *top = &g_array_index (frames, Frame, frames->len - 1);
      Node *node = &tour->nodes[top->next];
      Frame base = *top, made;
      top->next = node->beside;
      gboolean last = top->next == NONE;
      if (last)
        base = pop (&way);
      visit (tour, node, &base, &made);
      if (last)
        g_clear_pointer (&base.content, g_bytes_unref);
      push (&way, &made);
    }
}

/* What no root leads to, is a change of itself. */
static void
tell_circles (Tour *tour)
{
  for (guint i = 0; i < tour->n; i++)
    if (!tour->nodes[i].seen)
      tour->func (tour->nodes[i].place, OBJECT_NONE, NULL, PACK_CHAIN_FAULT, tour->data);
}

/* Where an object ends the next begins, and at last the checksum. */
static void
tell_gap (const Tour *tour)
{
  const Pack *pack = tour->pack;
  guint64 expected = PACK_HEADER;
  for (guint i = 0; i <= tour->n; i++)
    {
      guint64 next = i < tour->n ? tour->nodes[i].link.offset : pack->size;
      if (expected != 0 && expected != next)
        {
          pack->fault (".pack", MIN (expected, next) + 1, "what is here belongs to no object, or to two",
                       pack->fault_data);
          return;
        }
      expected = i < tour->n ? tour->nodes[i].end : 0;
    }
}

void
pack_each (Pack *pack, guint threads, PackContentFunc func, gpointer data)
{
  guint n = pack_length (pack);
  g_autofree Node *nodes = g_new (Node, n);
  g_autoptr(GArray) roots = g_array_new (FALSE, FALSE, sizeof (guint));
  Tour tour = { .pack = pack, .n = n, .nodes = nodes, .roots = roots, .func = func, .data = data };
  g_mutex_init (&tour.alone);
  find_nodes (&tour);
  parallel_each (roots->len, threads, visit_from, &tour);
  tell_circles (&tour);
  if (pack->index != NULL)
    tell_gap (&tour);
  g_mutex_clear (&tour.alone);
}
