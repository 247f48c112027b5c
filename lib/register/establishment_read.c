/* A list as the record has it, read into the columns that are asked for. */

#include "lib/base/urn.h"
#include "lib/register/establishment.h"
#include "lib/sheet/csv_columns.h"

#define MAX_PLACES 99999u

enum {
  COLUMN_URN, COLUMN_PLACES, COLUMN_ORGANISATION, COLUMN_AUTHORITY, COLUMN_PROVISION,
  COLUMN_STATUS, COLUMN_SECTOR, N_COLUMNS,
};

static gboolean
read_urn (const CsvColumn *column, const char *text, gsize n, guint64 *value)
{
  guint32 urn;
  (void) column;
  (void) n;
  if (!urn_parse (text, &urn))
    return FALSE;
  *value = urn;
  return TRUE;
}

static gboolean
read_places (const CsvColumn *column, const char *text, gsize n, guint64 *value)
{
  guint64 places = 0;
  for (gsize i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]) || places > MAX_PLACES)
        return FALSE;
      places = places * 10 + (guint64) (text[i] - '0');
    }
  (void) column;
  *value = n == 0 ? PLACES_BLANK : places;
  return places <= MAX_PLACES;
}

/* A code of the register: E08000025. */
static gboolean
read_authority (const CsvColumn *column, const char *text, gsize n, guint64 *value)
{
  (void) column;
  *value = 0;
  return n == 9 && g_ascii_isupper (*text);
}

static const CsvColumn columns[N_COLUMNS] = {
  [COLUMN_URN] = { "urn", 4, FALSE, G_MAXUINT32, read_urn, NULL, "EST-URN", "is not a URN",
                   "Write SC and six digits, or seven digits." },
  [COLUMN_PLACES] = { "places", 4, FALSE, G_MAXUINT32, read_places, NULL, "EST-PLACES",
                      "is not a number of places", "Write a whole number, or leave the cell blank." },
  [COLUMN_ORGANISATION] = { "organisation", 4, TRUE, G_MAXUINT32 - 1, .rule = "EST-NAMES" },
  [COLUMN_AUTHORITY] = { "authority", 2, TRUE, G_MAXUINT16, read_authority, NULL, "EST-AUTHORITY",
                         "is not the code of an authority", "Write a code like E08000025." },
  [COLUMN_PROVISION] = { "provision", 1, TRUE, G_MAXUINT8, .rule = "EST-NAMES" },
  [COLUMN_STATUS] = { "status", 1, TRUE, G_MAXUINT8, .rule = "EST-NAMES" },
  [COLUMN_SECTOR] = { "sector", 1, TRUE, G_MAXUINT8, .rule = "EST-NAMES" },
};

/* The list and the columns it borrows; it comes first, so that one is the other. */
typedef struct {
  Establishments list;
  CsvColumns *columns;
} OwnedList;

static Names
names_of (const CsvColumns *read, guint column)
{
  Names names;
  names.text = csv_columns_names (read, column, &names.n);
  return names;
}

/* Takes READ over. */
static Establishments *
list_new (CsvColumns *read, Date as_at)
{
  OwnedList *owned = g_new0 (OwnedList, 1);
  owned->columns = read;
  owned->list = (Establishments) {
    .as_at = as_at, .n = csv_columns_rows (read),
    .urn = csv_columns_values (read, COLUMN_URN),
    .places = csv_columns_values (read, COLUMN_PLACES),
    .organisation = csv_columns_values (read, COLUMN_ORGANISATION),
    .authority = csv_columns_values (read, COLUMN_AUTHORITY),
    .provision = csv_columns_values (read, COLUMN_PROVISION),
    .status = csv_columns_values (read, COLUMN_STATUS),
    .sector = csv_columns_values (read, COLUMN_SECTOR),
    .organisations = names_of (read, COLUMN_ORGANISATION),
    .authorities = names_of (read, COLUMN_AUTHORITY),
    .provisions = names_of (read, COLUMN_PROVISION),
    .statuses = names_of (read, COLUMN_STATUS),
    .sectors = names_of (read, COLUMN_SECTOR),
  };
  return &owned->list;
}

void
establishments_free (Establishments *establishments)
{
  if (establishments == NULL)
    return;
  OwnedList *owned = (OwnedList *) establishments;
  csv_columns_free (owned->columns);
  g_free (owned);
}

static Establishments *
read_source (const CsvSource *source, const char *file, Date as_at, Findings *findings, GError **error)
{
  static const CsvReading reading = { .others = TRUE };
  CsvColumns *read = csv_columns_read (source, file, columns, N_COLUMNS, &reading, findings, error);
  return read == NULL ? NULL : list_new (read, as_at);
}

Establishments *
establishments_read (GBytes *bytes, const char *file, Date as_at, Findings *findings)
{
  CsvSource source = csv_source_of_bytes (bytes);
  return read_source (&source, file, as_at, findings, NULL);
}

Establishments *
establishments_read_file (const char *path, Date as_at, Findings *findings, GError **error)
{
  CsvSource source;
  if (!csv_source_open (path, &source, findings, error))
    return NULL;
  Establishments *list = read_source (&source, path, as_at, findings, error);
  csv_source_close (&source);
  return list;
}
