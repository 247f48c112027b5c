#include "lib/verify/verify_entry.h"

#include <string.h>

#include "lib/record/store.h"

#define FILE_MODE "100644 "
#define FOLDER_MODE "40000 "

gboolean
entry_read (const guint8 *at, gsize left, Entry *entry)
{
  const guint8 *end = memchr (at, '\0', left);
  if (end == NULL || left - (gsize) (end - at) <= OBJECT_ID_SIZE)
    return FALSE;
  const char *text = (const char *) at;
  gboolean is_folder = g_str_has_prefix (text, FOLDER_MODE);
  if (!is_folder && !g_str_has_prefix (text, FILE_MODE))
    return FALSE;
  *entry = (Entry) {
    .at = at,
    .length = (gsize) (end - at) + 1 + OBJECT_ID_SIZE,
    .name = text + strlen (is_folder ? FOLDER_MODE : FILE_MODE),
    .id = end + 1,
    .is_folder = is_folder,
  };
  return TRUE;
}

/* The byte of a name at I, a slash behind that of a folder. */
static guint8
byte_at (const Entry *entry, gsize i)
{
  guint8 byte = (guint8) entry->name[i];
  return byte == '\0' && entry->is_folder ? '/' : byte;
}

int
entry_compare (const Entry *a, const Entry *b)
{
  gsize i = 0;
  while (a->name[i] == b->name[i] && a->name[i] != '\0')
    i++;
  guint8 in_a = byte_at (a, i), in_b = byte_at (b, i);
  return in_a < in_b ? -1 : in_a > in_b ? 1 : 0;
}

/* Whether the last of ENTRIES is a folder of the name of a file among them. What stands
 * between them in order begins with their name. */
static gboolean
is_file_too (const GArray *entries)
{
  const Entry *folder = &g_array_index (entries, Entry, entries->len - 1);
  gsize length = strlen (folder->name);
  for (guint i = entries->len - 1; folder->is_folder && i-- > 0;)
    {
      const Entry *other = &g_array_index (entries, Entry, i);
      if (strncmp (other->name, folder->name, length) != 0)
        return FALSE;
      if (other->name[length] == '\0' && !other->is_folder)
        return TRUE;
    }
  return FALSE;
}

gboolean
entries_are_of_record (const guint8 *bytes, gsize length)
{
  g_autoptr(GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  for (gsize used = 0; used < length;)
    {
      Entry entry;
      if (!entry_read (bytes + used, length - used, &entry) || strchr (entry.name, '/') != NULL
          || !record_path_check (entry.name, NULL))
        return FALSE;
      if (entries->len > 0
          && entry_compare (&g_array_index (entries, Entry, entries->len - 1), &entry) >= 0)
        return FALSE;
      g_array_append_val (entries, entry);
      if (is_file_too (entries))
        return FALSE;
      used += entry.length;
    }
  return TRUE;
}
