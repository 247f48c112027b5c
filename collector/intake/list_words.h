/* list_words.h: what Ofsted's lists call their columns and values: the files of
 * collector/intake/words. */

#pragma once

#include <glib.h>

/* The columns of a list that the record keeps, or checks another with. */
typedef enum {
  LIST_URN, LIST_PROVISION, LIST_REGISTERED, LIST_STATUS, LIST_NAME, LIST_REGION,
  LIST_AUTHORITY, LIST_SECTOR, LIST_PLACES, LIST_PREMISES, LIST_ORGANISATION, LIST_INSPECTED,
  N_LIST_FIELDS, LIST_LEFT_OUT = N_LIST_FIELDS, LIST_UNKNOWN,
} ListField;

extern const char *const list_field_names[];   /* NULL-terminated */

/* A value that a field may have. */
typedef struct {
  char *value;          /* in the spelling that the record keeps */
  char *service;        /* of a provision type: "childrens-homes" and the like, or "" */
  gboolean mainstream;
} ListValue;

typedef enum {
  MARK_BANNER,          /* TEXT stands above the header */
  MARK_INSPECTIONS,     /* there is a column of last inspections, blank for hardly any home */
} ListMark;

/* What marks a list of some establishments only. */
typedef struct {
  ListMark mark;
  char *text;           /* as list_words_fold() has it, or "" */
  guint homes;          /* the mark is one in a list of so many homes */
  guint share;          /* MARK_INSPECTIONS: so many of each 100 homes were inspected */
  char *lacks;          /* what such a list lacks, */
  char *instead;        /* and where a whole one is */
} ListPartial;

/* The rows of limits.csv, which says what each is. */
typedef enum {
  LIMIT_WHOLE, LIMIT_GAP, LIMIT_LATELY, LIMIT_FEWEST, LIMIT_GROWTH, LIMIT_KIND, N_LIST_LIMITS,
} ListLimit;

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
/* What a list without FIELD's column cannot tell. Borrowed. */
const char *list_words_lacks (const ListWords *words, ListField field);
/* ListPartial *, in file order. */
const GPtrArray *list_words_partials (const ListWords *words);
guint list_words_limit (const ListWords *words, ListLimit limit);
/* The value of FIELD meant by TEXT; NULL when it is not known. Borrowed. */
const ListValue *list_words_value (const ListWords *words, ListField field, const char *text);
/* All values of FIELD, in file order: NULL-terminated, g_free() the array alone. */
const char **list_words_values (const ListWords *words, ListField field);

/* TEXT as it is compared: small letters, line breaks and blanks one blank, no
 * blank at the ends, straight apostrophes. g_free(). */
char *list_words_fold (const char *text);
