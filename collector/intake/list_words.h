/* list_words.h: what Ofsted's lists call their columns and values: the files of
 * collector/intake/words. */

#pragma once

#include <glib.h>

/* The columns of a list that the record keeps, or checks another with. */
typedef enum {
  LIST_URN, LIST_PROVISION, LIST_REGISTERED, LIST_STATUS, LIST_NAME, LIST_REGION,
  LIST_AUTHORITY, LIST_SECTOR, LIST_PLACES, LIST_PREMISES, LIST_ORGANISATION,
  N_LIST_FIELDS, LIST_LEFT_OUT = N_LIST_FIELDS, LIST_UNKNOWN,
} ListField;

extern const char *const list_field_names[];   /* NULL-terminated */

/* A value that a field may have. */
typedef struct {
  char *value;          /* in the spelling that the record keeps */
  char *service;        /* of a provision type: "childrens-homes" and the like, or "" */
  gboolean mainstream;
} ListValue;

typedef struct _ListWords ListWords;

/* Reads the files of collector/intake/words below DATADIR. NULL with ERROR is a fault. */
ListWords *list_words_load (const char *datadir, GError **error);
void list_words_free (ListWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ListWords, list_words_free)

/* The field a column called NAME fills. */
ListField list_words_column (const ListWords *words, const char *name);
gboolean list_words_requires (const ListWords *words, ListField field);
/* The published names of FIELD's column, for a message. g_free(). */
char *list_words_column_names (const ListWords *words, ListField field);
/* The value of FIELD meant by TEXT; NULL when it is not known. Borrowed. */
const ListValue *list_words_value (const ListWords *words, ListField field, const char *text);
/* All values of FIELD, in file order: NULL-terminated, g_free() the array alone. */
const char **list_words_values (const ListWords *words, ListField field);

/* TEXT as it is compared: small letters, line breaks and blanks one blank, no
 * blank at the ends, straight apostrophes. g_free(). */
char *list_words_fold (const char *text);
