#include "lib/register/authorities.h"

#include "lib/register/area_name.h"

struct _Authorities {
  Register *reg;
  Date last;
  GHashTable *codes;     /* set, borrowed of the register */
  GArray *names;         /* AreaName */
};

static void
add_in_force (Authorities *authorities, Date on)
{
  g_autoptr(GPtrArray) rows = register_authorities (authorities->reg, on);
  for (guint i = 0; i < rows->len; i++)
    {
      const Authority *row = rows->pdata[i];
      AreaName name = { row->code, row->name };
      if (g_hash_table_add (authorities->codes, (gpointer) row->code))
        g_array_append_val (authorities->names, name);
    }
}

Authorities *
authorities_new (Register *reg, Date first, Date last)
{
  Authorities *authorities = g_new0 (Authorities, 1);
  authorities->reg = register_ref (reg);
  authorities->last = last;
  authorities->codes = g_hash_table_new (g_str_hash, g_str_equal);
  authorities->names = g_array_new (FALSE, FALSE, sizeof (AreaName));
  add_in_force (authorities, first);
  add_in_force (authorities, last);
  return authorities;
}

void
authorities_free (Authorities *authorities)
{
  if (authorities == NULL)
    return;
  g_hash_table_unref (authorities->codes);
  g_array_unref (authorities->names);
  register_free (authorities->reg);
  g_free (authorities);
}

gboolean
authorities_has (const Authorities *authorities, const char *code)
{
  return g_hash_table_contains (authorities->codes, code);
}

char *
authorities_suggest (const Authorities *authorities, const char *text)
{
  g_auto(AreaMatch) match
    = area_name_match ((const AreaName *) (gconstpointer) authorities->names->data,
                       authorities->names->len, authorities->reg, authorities->last, text);
  if (match.found->len == 0)
    return NULL;
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < match.found->len; i++)
    {
      const AreaName *area = match.found->pdata[i];
      g_string_append_printf (out, "%s%s, %s", i == 0 ? "" : " or ", area->code, area->name);
    }
  g_autofree char *since = date_to_display (match.since);
  if (match.kind == AREA_REPLACED)
    g_string_append_printf (out, ", since %s", since);
  return g_string_free (out, FALSE);
}
