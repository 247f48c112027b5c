#include "lib/returns/definition.h"

#include "lib/returns/edition.h"
#include "lib/base/error.h"
#include "lib/base/folder.h"

#include <string.h>

/* How many years of an edition without an end are offered as known periods. */
#define OPEN_YEARS 10

/* Returns are the folders of submissions/ that hold an edition. */
GStrv
definition_list_returns (const char *datadir, GError **error)
{
  g_autofree char *path = g_build_filename (datadir, "submissions", NULL);
  g_auto(GStrv) folders = folder_list_with (path, ".", error);
  if (folders == NULL)
    return NULL;
  g_autoptr(GStrvBuilder) returns = g_strv_builder_new ();
  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *inside = g_build_filename (path, folders[i], NULL);
      g_auto(GStrv) editions = edition_list (inside, error);
      if (editions == NULL)
        return NULL;
      if (editions[0] != NULL)
        g_strv_builder_add (returns, folders[i]);
    }
  return g_strv_builder_end (returns);
}

/* The names of the editions of a return, sorted; NULL with ERROR when there is no
 * such return. */
static GStrv
list_editions (const char *datadir, const char *return_id, GError **error)
{
  g_auto(GStrv) returns = definition_list_returns (datadir, error);
  if (returns == NULL)
    return NULL;
  if (returns[0] == NULL)
    {
      error_fault (error, "no returns are defined in '%s/submissions'", datadir);
      return NULL;
    }
  if (!g_strv_contains ((const char *const *) returns, return_id))
    {
      name_error (error, ERROR_REFUSED, "return", return_id, (const char *const *) returns);
      return NULL;
    }
  g_autofree char *path = g_build_filename (datadir, "submissions", return_id, NULL);
  return edition_list (path, error);
}

gboolean
definition_holds_for (const Definition *definition, Period period)
{
  return (period.quarter != 0) == definition->quarterly
         && period_compare (definition->first, period) <= 0
         && (definition->last.year == 0 || period_compare (period, definition->last) <= 0);
}

static void
list_periods (const Definition *definition, GStrvBuilder *periods)
{
  Period period = definition->first;
  for (guint n = 0; definition_holds_for (definition, period) && n < 4 * OPEN_YEARS; n++)
    {
      g_autofree char *text = period_to_string (period);
      g_strv_builder_add (periods, text);
      gboolean next_year = period.quarter == 0 || period.quarter == 4;
      period.year = (guint16) (period.year + next_year);
      if (period.quarter != 0)
        period.quarter = (guint8) (next_year ? 1 : period.quarter + 1);
    }
}

GPtrArray *
definition_load_editions (const char *datadir, const char *return_id, GError **error)
{
  g_auto(GStrv) names = list_editions (datadir, return_id, error);
  if (names == NULL)
    return NULL;
  g_autofree char *folder = g_build_filename (datadir, "submissions", return_id, NULL);
  g_autoptr(GPtrArray) editions
    = g_ptr_array_new_with_free_func ((GDestroyNotify) definition_free);
  for (guint i = 0; names[i] != NULL; i++)
    {
      Definition *definition = edition_read (folder, names[i], error);
      if (definition == NULL)
        return NULL;
      g_ptr_array_add (editions, definition);
    }
  return g_steal_pointer (&editions);
}

/* Says for which periods the return is known, that PERIOD is none of: a year where
 * quarters are asked for, or the other way round, is told by an example. */
static gboolean
refuse_period (GPtrArray *editions, const char *text, Period period, GError **error)
{
  const Definition *newest = g_ptr_array_index (editions, 0);
  Period first = newest->first;
  for (guint i = 1; i < editions->len; i++)
    {
      const Definition *edition = g_ptr_array_index (editions, i);
      if (period_compare (edition->first, first) < 0)
        first = edition->first;
      if (period_compare (edition->first, newest->first) > 0)
        newest = edition;
    }
  gboolean other_length = (period.quarter != 0) != newest->quarterly;
  g_autofree char *from = period_to_string (first);
  g_autofree char *to = newest->last.year == 0 ? NULL : period_to_string (newest->last);
  return error_refuse (error, "unknown period '%s': the %s return is for %s, and its editions are for %s %s%s; "
                       "%s '%s'", text, newest->id, newest->quarterly ? "quarters" : "years", from,
                       to == NULL ? "and after" : "to ", to == NULL ? "" : to,
                       other_length ? "write one like" : "the newest is",
                       !other_length ? newest->edition : to != NULL ? to : from);
}

static gboolean
set_unknown_period (GPtrArray *editions, const char *text, GError **error)
{
  Period period;
  if (period_parse (text, &period))
    return refuse_period (editions, text, period, error);
  g_autoptr(GStrvBuilder) periods = g_strv_builder_new ();
  for (guint i = 0; i < editions->len; i++)
    list_periods (g_ptr_array_index (editions, i), periods);
  g_auto(GStrv) known = g_strv_builder_end (periods);
  return name_error (error, ERROR_REFUSED, "period", text, (const char *const *) known);
}

gboolean
definition_find (GPtrArray *editions, const char *text, guint *position, GError **error)
{
  const Definition *found = NULL;
  Period period;
  gboolean parsed = period_parse (text, &period);
  for (guint i = 0; parsed && i < editions->len; i++)
    {
      const Definition *definition = g_ptr_array_index (editions, i);
      if (!definition_holds_for (definition, period))
        continue;
      if (found != NULL)
        return error_fault (error, "editions '%s' and '%s' of return '%s' both hold for %s",
                            found->edition, definition->edition, definition->id, text);
      found = definition;
      *position = i;
    }
  return found != NULL || set_unknown_period (editions, text, error);
}

Definition *
definition_load (const char *datadir, const char *return_id, const char *period, GError **error)
{
  guint position;
  g_autoptr(GPtrArray) editions = definition_load_editions (datadir, return_id, error);
  if (editions == NULL || !definition_find (editions, period, &position, error))
    return NULL;
  return g_ptr_array_steal_index (editions, position);
}

gboolean
definition_is_known (const char *datadir, const char *return_id, const char *period, GError **error)
{
  if (period == NULL)
    {
      g_auto(GStrv) editions = list_editions (datadir, return_id, error);
      return editions != NULL;
    }
  g_autoptr(Definition) definition = definition_load (datadir, return_id, period, error);
  return definition != NULL;
}

const PartDefinition *
definition_part (const Definition *definition, const char *name)
{
  for (guint i = 0; i < definition->parts->len; i++)
    {
      const PartDefinition *part = g_ptr_array_index (definition->parts, i);
      if (strcmp (part->name, name) == 0)
        return part;
    }
  return NULL;
}
