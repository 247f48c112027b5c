#include "analyser/methods/methods.h"

#include <string.h>

#include "analyser/methods/methods_table.h"
#include "lib/base/content_hash.h"
#include "lib/base/folder.h"
#include "lib/base/error.h"
#include "lib/base/ini_file.h"
#include "lib/base/suggest.h"

#define EDITION_FILE "edition.ini"
static const char *const edition_keys[] = { "id", "title", "first-period", "last-period", NULL };
static const IniGroup edition_groups[] = { { "edition", edition_keys }, { NULL, NULL } };

/* What conditions of prompts may name: how many domains have no level and have
 * each level, by level, then the worst of them. */
static const char *const prompt_names[]
  = { "unknown", "at_1", "at_2", "at_3", "at_4", "worst", NULL };

/* With more domains than this there would be too many levels of them to go through. */
#define DOMAINS_MAX 20

void
methods_free (Methods *methods)
{
  if (methods == NULL)
    return;
  GPtrArray *tables[] = { methods->measures, methods->bands, methods->parameters,
                          methods->prompts, methods->populations, methods->concentration_bands };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (tables[i] != NULL)
      g_ptr_array_unref (tables[i]);
  g_free (methods->id);
  g_free (methods->title);
  g_free (methods->folder);
  g_free (methods->sha256);
  g_free (methods);
}

static gboolean
broken (GError **error, const char *file, const char *message)
{
  return error_fault (error, "%s: %s", file, message);
}

/* A period of the key file, or none where the key is absent. */
static gboolean
read_period (GKeyFile *keys, const char *key, const char *file, Period *out, GError **error)
{
  g_autofree char *text = g_key_file_get_string (keys, "edition", key, NULL);
  if (text == NULL || period_parse (text, out))
    return TRUE;
  g_autofree char *message = g_strdup_printf ("%s '%s' is not a period", key, text);
  return broken (error, file, message);
}

/* What FOLDER/edition.ini says of the edition. */
static Methods *
read_head (const char *folder, GError **error)
{
  g_autoptr(Methods) methods = g_new0 (Methods, 1);
  g_autofree char *file = g_build_filename (folder, EDITION_FILE, NULL);
  g_autoptr(GKeyFile) keys = ini_file_read (file, edition_groups, error);
  if (keys == NULL)
    return NULL;
  methods->id = g_key_file_get_string (keys, "edition", "id", NULL);
  methods->title = g_key_file_get_string (keys, "edition", "title", NULL);
  if (!read_period (keys, "first-period", file, &methods->first, error)
      || !read_period (keys, "last-period", file, &methods->last, error))
    return NULL;
  if (methods->id == NULL || methods->title == NULL || methods->first.year == 0)
    {
      broken (error, file, "an edition has an id, a title and a first-period");
      return NULL;
    }
  return g_steal_pointer (&methods);
}

gboolean
methods_fault (const Methods *methods, const char *file, guint64 line, const char *what,
               GError **error)
{
  return error_fault (error, "%s/%s:%" G_GUINT64_FORMAT ": %s", methods->folder, file, line, what);
}

static gboolean
holds_on (const Methods *methods, Date on)
{
  return period_start (methods->first) <= on
         && (methods->last.year == 0 || on <= period_end (methods->last));
}

const Methods *
methods_find (const GPtrArray *editions, Date on)
{
  for (guint i = 0; i < editions->len; i++)
    if (holds_on (editions->pdata[i], on))
      return editions->pdata[i];
  return NULL;
}

/* The folder below FOLDER whose edition holds on ON, with its head in *OUT. Each
 * folder there is an edition: one without its head is a fault, not left out. */
static char *
find_edition (const char *folder, Date on, Methods **out, GError **error)
{
  g_auto(GStrv) names = folder_list_with (folder, ".", error);
  if (names == NULL)
    return NULL;
  g_autofree char *known = g_strjoinv (", ", names);
  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *path = g_build_filename (folder, *name, NULL);
      g_autoptr(Methods) methods = read_head (path, error);
      if (methods == NULL)
        return NULL;
      if (holds_on (methods, on))
        {
          *out = g_steal_pointer (&methods);
          return g_steal_pointer (&path);
        }
    }
  g_autofree char *date = date_to_string (on);
  error_refuse (error, "no edition of the methods holds on %s; known: %s", date, known);
  return NULL;
}

static gboolean
read_tables (Methods *methods, const char *folder, GError **error)
{
  const struct {
    GPtrArray **out;
    GPtrArray *(*read) (const char *folder, GError **error);
  } tables[] = {
    { &methods->measures, measures_read },
    { &methods->bands, measure_bands_read },
    { &methods->parameters, parameters_read },
    { &methods->prompts, prompts_read },
    { &methods->populations, populations_read },
    { &methods->concentration_bands, concentration_bands_read },
  };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      *tables[i].out = tables[i].read (folder, error);
      if (*tables[i].out == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Bands are of measures that there are. */
static gboolean
check_bands (const Methods *methods, GError **error)
{
  for (guint i = 0; i < methods->bands->len; i++)
    {
      const MeasureBand *band = methods->bands->pdata[i];
      g_autoptr(GError) wrong = NULL;
      if (methods_measure (methods, band->measure, &wrong) == NULL)
        return methods_fault (methods, "bands.csv", band->line, wrong->message, error);
    }
  return TRUE;
}

/* The keys of prompts of KIND. g_free() the array alone. */
static const char **
prompt_keys (const Methods *methods, const char *kind)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();
  for (guint i = 0; i < methods->prompts->len; i++)
    {
      const Prompt *prompt = methods->prompts->pdata[i];
      if (strcmp (prompt->kind, kind) == 0)
        g_ptr_array_add (keys, prompt->key);
    }
  g_ptr_array_add (keys, NULL);
  return (const char **) g_ptr_array_free (g_steal_pointer (&keys), FALSE);
}

/* A measure of a domain that has no words would be judged by nobody. */
static gboolean
check_domains (const Methods *methods, GError **error)
{
  g_autofree const char **domains = prompt_keys (methods, "domain");
  for (guint i = 0; i < methods->measures->len; i++)
    {
      const MeasureDefinition *measure = methods->measures->pdata[i];
      if (g_strv_contains (domains, measure->domain))
        continue;
      g_autofree char *what = suggest_message ("domain", measure->domain, domains);
      return methods_fault (methods, "measures.csv", measure->line, what, error);
    }
  return TRUE;
}

/* Each level has words, and prompts name what can be counted. */
static gboolean
check_prompts (const Methods *methods, GError **error)
{
  static const char *const levels[] = { "0", "1", "2", "3", "4", NULL };
  g_autofree const char **known = prompt_keys (methods, "level");
  for (guint i = 0; levels[i] != NULL; i++)
    if (!g_strv_contains (known, levels[i]))
      return error_fault (error, "%s/prompts.csv: there are no words for level %s", methods->folder,
                          levels[i]);
  for (guint i = 0; i < methods->prompts->len; i++)
    {
      const Prompt *prompt = methods->prompts->pdata[i];
      g_autofree const char **names
        = prompt->conditions == NULL ? NULL : conditions_names (prompt->conditions);
      for (guint k = 0; names != NULL && names[k] != NULL; k++)
        if (!g_strv_contains (prompt_names, names[k]))
          {
            g_autofree char *what = suggest_message ("name", names[k], prompt_names);
            return methods_fault (methods, "prompts.csv", prompt->line, what, error);
          }
    }
  return TRUE;
}

static Figure
find_count (const char *name, gpointer data)
{
  const guint *at = data;
  guint worst = 0;
  for (guint level = 0; level < DOMAIN_LEVELS; level++)
    {
      if (strcmp (prompt_names[level], name) == 0)
        return figure_integer (at[level]);
      if (at[level] > 0)
        worst = level;
    }
  return figure_integer (worst);    /* prompts were checked for other names */
}

/* NULL when none holds. */
static const Prompt *
find_prompt (const Methods *methods, const guint at[DOMAIN_LEVELS])
{
  for (guint i = 0; i < methods->prompts->len; i++)
    {
      const Prompt *prompt = methods->prompts->pdata[i];
      if (prompt->conditions != NULL
          && conditions_hold (prompt->conditions, find_count, (gpointer) at))
        return prompt;
    }
  return NULL;
}

/* Whether a prompt holds for each way in which LEFT more domains can have LEVEL and
 * those above it; AT has how many are at each below. */
static gboolean
check_levels (const Methods *methods, guint at[DOMAIN_LEVELS], guint level, guint left, GError **error)
{
  if (level + 1 < DOMAIN_LEVELS)
    {
      for (at[level] = 0; at[level] <= left; at[level]++)
        if (!check_levels (methods, at, level + 1, left - at[level], error))
          return FALSE;
      return TRUE;
    }
  at[level] = left;
  return find_prompt (methods, at) != NULL
         || error_fault (error, "%s/prompts.csv: no prompt holds when %u domains are at level 4, %u at 3, "
                                "%u at 2, %u at 1 and %u cannot be told", methods->folder,
                         at[4], at[3], at[2], at[1], at[0]);
}

/* Whatever is found of a person, a prompt says what to make of it. */
static gboolean
check_prompts_hold (const Methods *methods, GError **error)
{
  g_autofree const char **domains = prompt_keys (methods, "domain");
  guint n = g_strv_length ((char **) domains), at[DOMAIN_LEVELS] = { 0 };
  if (n > DOMAINS_MAX)
    return error_fault (error, "%s/prompts.csv: there are %u domains; at most %u can be judged",
                        methods->folder, n, DOMAINS_MAX);
  return check_levels (methods, at, 0, n, error);
}

Methods *
methods_load (const char *datadir, Date on, GError **error)
{
  g_autofree char *folder = g_build_filename (datadir, "analyser", "methods", "editions", NULL);
  g_autoptr(Methods) methods = NULL;
  g_autofree char *path = find_edition (folder, on, &methods, error);
  if (path == NULL)
    return NULL;
  methods->folder = g_steal_pointer (&path);
  if (!read_tables (methods, methods->folder, error) || !check_bands (methods, error)
      || !check_domains (methods, error) || !check_prompts (methods, error)
      || !check_prompts_hold (methods, error))
    return NULL;
  g_autofree char *name = g_path_get_basename (methods->folder);
  g_autofree char *edition = g_build_filename ("analyser", "methods", "editions", name, NULL);
  const char *const folders[] = { edition, NULL };
  methods->sha256 = content_hash_folders (datadir, folders, error);
  return methods->sha256 == NULL ? NULL : g_steal_pointer (&methods);
}

const MeasureDefinition *
methods_measure (const Methods *methods, const char *id, GError **error)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new ();
  for (guint i = 0; i < methods->measures->len; i++)
    {
      const MeasureDefinition *measure = methods->measures->pdata[i];
      if (strcmp (measure->id, id) == 0)
        return measure;
      g_ptr_array_add (known, measure->id);
    }
  g_ptr_array_add (known, NULL);
  name_error (error, ERROR_REFUSED, "measure", id, (const char *const *) known->pdata);
  return NULL;
}

const Parameter *
methods_parameter (const Methods *methods, const char *id, Date on)
{
  for (guint i = 0; i < methods->parameters->len; i++)
    {
      const Parameter *parameter = methods->parameters->pdata[i];
      if (strcmp (parameter->id, id) == 0 && parameter->from <= on
          && (parameter->to == 0 || on <= parameter->to))
        return parameter;
    }
  return NULL;
}

const Prompt *
methods_prompt (const Methods *methods, const guint at[DOMAIN_LEVELS])
{
  const Prompt *prompt = find_prompt (methods, at);
  g_assert (prompt != NULL);    /* check_prompts_hold() went through them all */
  return prompt;
}

const char *
methods_words (const Methods *methods, const char *kind, const char *key)
{
  for (guint i = 0; i < methods->prompts->len; i++)
    {
      const Prompt *prompt = methods->prompts->pdata[i];
      if (strcmp (prompt->kind, kind) == 0 && strcmp (prompt->key, key) == 0)
        return prompt->words;
    }
  return key;
}
