/* The files of the register, as a table: which columns they have, what a cell
 * may hold, and where it is kept. */

#include <string.h>

#include "lib/base/error.h"
#include "lib/register/register_private.h"
#include "lib/base/suggest.h"
#include "lib/sheet/spreadsheet.h"

typedef enum {
  FIELD_TEXT,      /* no control characters */
  FIELD_ACTOR,     /* no angle brackets either: part of 'Name <mail>' */
  FIELD_CODE,      /* letters, digits and '-' '_' */
  FIELD_PERSON,    /* P and five digits: part of a path of the record */
  FIELD_GSS,       /* a letter and eight digits */
  FIELD_DATE,
  FIELD_PERIOD,
  FIELD_CHOICE,
} FieldType;

typedef struct {
  const char *name;
  FieldType type;
  gsize offset;                /* in the struct of the kind */
  gboolean required;
  const char *const *choices;
  gboolean refers;             /* to a row of kind TO */
  RegisterKind to;
} Field;

static const char *const ownership_types[] = {
  "private_equity", "corporate", "family", "charity", "listed", "sovereign_fund", "other", NULL,
};
static const char *const area_kinds[] = { "rcc", NULL };

#define FIELD(row, member, column, kind, ...) \
  { .name = column, .type = kind, .offset = G_STRUCT_OFFSET (row, member), __VA_ARGS__ }
#define MUST .required = TRUE
#define REFERS(kind) .refers = TRUE, .to = kind
#define DATES(row) \
  FIELD (row, from, "from", FIELD_DATE, MUST), FIELD (row, to, "to", FIELD_DATE), { .name = NULL }

static const Field authority_fields[] = {
  FIELD (Authority, code, "code", FIELD_GSS, MUST),
  FIELD (Authority, la_code, "la_code", FIELD_CODE),
  FIELD (Authority, name, "name", FIELD_TEXT, MUST),
  FIELD (Authority, region, "region", FIELD_GSS, MUST),
  FIELD (Authority, region_name, "region_name", FIELD_TEXT, MUST),
  FIELD (Authority, former_code, "former_code", FIELD_TEXT),
  DATES (Authority),
};
static const Field area_fields[] = {
  FIELD (AreaMember, area, "area", FIELD_CODE, MUST),
  FIELD (AreaMember, name, "name", FIELD_TEXT, MUST),
  FIELD (AreaMember, kind, "kind", FIELD_CHOICE, MUST, .choices = area_kinds),
  FIELD (AreaMember, authority, "authority", FIELD_GSS, MUST, REFERS (KIND_AUTHORITIES)),
  DATES (AreaMember),
};
static const Field authority_name_fields[] = {
  FIELD (AuthorityName, name, "name", FIELD_TEXT, MUST),
  FIELD (AuthorityName, code, "code", FIELD_GSS, MUST, REFERS (KIND_AUTHORITIES)),
  { .name = NULL },
};
static const Field group_fields[] = {
  FIELD (Group, group, "group", FIELD_CODE, MUST),
  FIELD (Group, name, "name", FIELD_TEXT, MUST),
  FIELD (Group, ownership_type, "ownership_type", FIELD_CHOICE, .choices = ownership_types),
  DATES (Group),
};
static const Field person_fields[] = {
  FIELD (Person, person, "person", FIELD_PERSON, MUST),
  FIELD (Person, name, "name", FIELD_TEXT, MUST),
  FIELD (Person, company_number, "company_number", FIELD_CODE),
  FIELD (Person, named_individual, "named_individual", FIELD_ACTOR),
  FIELD (Person, role, "role", FIELD_TEXT),
  FIELD (Person, mail, "mail", FIELD_ACTOR),
  DATES (Person),
};
static const Field owner_fields[] = {
  FIELD (Owner, owner, "owner", FIELD_TEXT, MUST),
  FIELD (Owner, person, "person", FIELD_PERSON, REFERS (KIND_PERSONS)),
  FIELD (Owner, group, "group", FIELD_CODE, REFERS (KIND_GROUPS)),
  DATES (Owner),
};
static const Field determination_fields[] = {
  FIELD (Determination, person, "person", FIELD_PERSON, MUST, REFERS (KIND_PERSONS)),
  FIELD (Determination, condition, "condition", FIELD_CODE, MUST),
  FIELD (Determination, served, "served", FIELD_DATE, MUST),
  DATES (Determination),
};
static const Field round_fields[] = {
  FIELD (Round, return_id, "return", FIELD_CODE, MUST),
  FIELD (Round, period, "period", FIELD_PERIOD, MUST),
  FIELD (Round, opens, "opens", FIELD_DATE, MUST),
  FIELD (Round, due, "due", FIELD_DATE, MUST),
  FIELD (Round, freezes, "freezes", FIELD_DATE),
  DATES (Round),
};

static const struct {
  const Field *fields;
  gsize size;
} files[N_KINDS] = {
  [KIND_AUTHORITIES] = { authority_fields, sizeof (Authority) },
  [KIND_AREAS] = { area_fields, sizeof (AreaMember) },
  [KIND_AUTHORITY_NAMES] = { authority_name_fields, sizeof (AuthorityName) },
  [KIND_GROUPS] = { group_fields, sizeof (Group) },
  [KIND_PERSONS] = { person_fields, sizeof (Person) },
  [KIND_OWNERS] = { owner_fields, sizeof (Owner) },
  [KIND_DETERMINATIONS] = { determination_fields, sizeof (Determination) },
  [KIND_ROUNDS] = { round_fields, sizeof (Round) },
};

static const char *const kind_names[] = {
  "authorities", "areas", "authority-names", "groups", "persons", "owners", "determinations",
  "rounds", NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == N_KINDS + 1);

static RegisterKind
find_kind (const char *name)
{
  RegisterKind kind = 0;
  while (kind < N_KINDS && strcmp (kind_names[kind], name) != 0)
    kind++;
  return kind;
}

const char *const *
register_kinds (void)
{
  return kind_names;
}

gboolean
register_kind_is_shipped (const char *kind)
{
  return find_kind (kind) < N_SHIPPED;
}

const char **
register_columns (const char *kind)
{
  RegisterKind k = find_kind (kind);
  if (k == N_KINDS)
    return NULL;
  GPtrArray *columns = g_ptr_array_new ();
  for (const Field *field = files[k].fields; field->name != NULL; field++)
    g_ptr_array_add (columns, (gpointer) field->name);
  g_ptr_array_add (columns, NULL);
  return (const char **) g_ptr_array_free (columns, FALSE);
}

char *
register_header (const char *kind)
{
  g_autofree const char **columns = register_columns (kind);
  GString *out = g_string_new (NULL);
  csv_write_row (out, columns);
  return g_string_free (out, FALSE);
}

/* --- one cell --- */

typedef struct {
  Register *reg;
  RegisterKind kind;
  const CsvTable *table;
  const char *file;
  Findings *findings;
  SpreadsheetTraps *traps;
  guint row;
} RowReader;

static void
report (const RowReader *reader, guint column, const char *rule, const char *message,
        const char *expected, const char *advice)
{
  const Field *field = &files[reader->kind].fields[column];
  Finding *finding =
    findings_add (reader->findings, SEVERITY_HARD, rule, reader->file,
                  csv_table_line (reader->table, reader->row),
                  csv_table_position (reader->table, column), message);
  finding_describe (finding, field->name, csv_table_get (reader->table, reader->row, column),
                    expected, advice);
  finding_set_byte (finding, csv_table_byte (reader->table, reader->row));
}

/* No control characters, no blank at either end. Names of companies may hold
 * anything else: what writes a report makes them inert. */
static gboolean
is_text (const char *value)
{
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return *value != ' ' && !g_str_has_suffix (value, " ");
}

/* Angle brackets end a name in an event. */
static gboolean
is_actor (const char *value)
{
  return is_text (value) && strpbrk (value, "<>") == NULL;
}

static gboolean
is_code (const char *value)
{
  return value[strspn (value, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_")] == '\0';
}

/* A letter and N digits. */
static gboolean
is_letter_and_digits (const char *value, gsize n)
{
  return g_ascii_isupper (*value) && strlen (value) == n + 1 &&
         strspn (value + 1, G_CSET_DIGITS) == n;
}

static gboolean
parse_date (const char *value, gpointer at)
{
  return date_parse (value, at);
}

static gboolean
parse_period (const char *value, gpointer at)
{
  return period_parse (value, at);
}

static gboolean
is_person (const char *value)
{
  return *value == 'P' && is_letter_and_digits (value, 5);
}

static gboolean
is_gss (const char *value)
{
  return is_letter_and_digits (value, 8);
}

static gboolean
is_any (const char *value)
{
  (void) value;
  return TRUE;
}

/* What each type of field takes: a test of texts that are kept as they are, or
 * a parser. */
static const struct {
  gboolean (*test) (const char *value);
  gboolean (*parse) (const char *value, gpointer at);
  const char *rule, *message, *expected;
} types[] = {
  [FIELD_TEXT] = { is_text, NULL, "REG-TEXT",
                   "the text has a control character or a blank at an end", "plain text" },
  [FIELD_ACTOR] = { is_actor, NULL, "REG-TEXT",
                    "the text has a control character, an angle bracket or a blank at an end",
                    "plain text" },
  [FIELD_CODE] = { is_code, NULL, "REG-CODE", "the code has a character that codes do not have",
                   "letters, digits, - and _" },
  [FIELD_PERSON] = { is_person, NULL, "REG-CODE", "is not the id of a person",
                     "P and five digits, like P00412" },
  [FIELD_GSS] = { is_gss, NULL, "REG-CODE", "is not a code of the Office for National Statistics",
                  "a letter and eight digits, like E08000025" },
  [FIELD_DATE] = { NULL, parse_date, "REG-DATE", "is not a date", "YYYY-MM-DD" },
  [FIELD_PERIOD] = { NULL, parse_period, "REG-PERIOD", "is not a period",
                     "a financial year like 2025-26, or a quarter like 2025-26-Q3" },
  [FIELD_CHOICE] = { is_any, NULL, "REG-CHOICE", "is not one of the choices", NULL },
};

static gboolean
check_choice (const RowReader *reader, guint column, const char *value)
{
  const char *const *choices = files[reader->kind].fields[column].choices;
  if (choices == NULL || g_strv_contains (choices, value))
    return TRUE;
  g_autofree char *all = g_strjoinv (", ", (GStrv) choices);
  g_autofree char *advice = suggest_message ("choice", value, choices);
  report (reader, column, "REG-CHOICE", "is not one of the choices", all, advice);
  return FALSE;
}

static int
compare_keys (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* What to do about VALUE, a key that no row of KIND has. The code of another
 * authority differs in a digit and is none the nearer for that; other keys are
 * sorted, so that it is always the same one that is offered. */
static char *
suggest_key (const RowReader *reader, RegisterKind kind, const char *value)
{
  guint n;
  g_autofree const char **keys =
    (const char **) g_hash_table_get_keys_as_array (reader->reg->tables[kind].chains, &n);
  qsort (keys, n, sizeof *keys, compare_keys);
  const char *nearest = kind == KIND_AUTHORITIES ? NULL : suggest_nearest (value, keys);
  return nearest == NULL
           ? g_strdup_printf ("Add it to %s.csv first.", kind_names[kind])
           : g_strdup_printf ("Did you mean '%s'? If not, add it to %s.csv first.", nearest,
                              kind_names[kind]);
}

static gboolean
check_reference (const RowReader *reader, guint column, const char *value)
{
  const Field *field = &files[reader->kind].fields[column];
  if (!field->refers || register_has (reader->reg, field->to, value))
    return TRUE;
  g_autofree char *message = g_strdup_printf ("is not in the register's %s", kind_names[field->to]);
  g_autofree char *advice = suggest_key (reader, field->to, value);
  report (reader, column, "REG-UNKNOWN", message, NULL, advice);
  return FALSE;
}

/* Puts the cell of COLUMN into ROW; FALSE when it, or its whole column, had a finding. */
static gboolean
read_cell (const RowReader *reader, guint column, gpointer row)
{
  const Field *field = &files[reader->kind].fields[column];
  const char *value = csv_table_get (reader->table, reader->row, column);
  gpointer at = G_STRUCT_MEMBER_P (row, field->offset);
  gboolean kept = types[field->type].test != NULL;
  if (kept)
    *(const char **) at = g_string_chunk_insert_const (reader->reg->text, value);
  if (*value == '\0')
    {
      if (field->required && csv_table_position (reader->table, column) > 0)
        report (reader, column, "REG-BLANK", "is blank", types[field->type].expected,
                "Give a value.");
      return !field->required;
    }
  if (kept ? !types[field->type].test (value) : !types[field->type].parse (value, at))
    {
      if (!kept && spreadsheet_traps_take (reader->traps, value, csv_table_line (reader->table, reader->row),
                                           csv_table_position (reader->table, column),
                                           csv_table_byte (reader->table, reader->row), field->name))
        return FALSE;
      report (reader, column, types[field->type].rule, types[field->type].message,
              types[field->type].expected, "Write it in that form.");
      return FALSE;
    }
  return check_choice (reader, column, value) && check_reference (reader, column, value);
}

/* --- one row --- */

/* Dates that must not come before another: both columns, by name. */
static const struct { const char *first, *then; } date_orders[] = {
  { "from", "to" }, { "opens", "due" }, { "due", "freezes" },
};

static int
column_of (RegisterKind kind, const char *name)
{
  for (int i = 0; files[kind].fields[i].name != NULL; i++)
    if (strcmp (files[kind].fields[i].name, name) == 0)
      return i;
  return -1;
}

static gboolean
check_orders (const RowReader *reader, gconstpointer row)
{
  const Field *fields = files[reader->kind].fields;
  gboolean good = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (date_orders); i++)
    {
      int first = column_of (reader->kind, date_orders[i].first);
      int then = column_of (reader->kind, date_orders[i].then);
      if (first < 0 || then < 0)
        continue;
      Date a = G_STRUCT_MEMBER (const Date, row, fields[first].offset);
      Date b = G_STRUCT_MEMBER (const Date, row, fields[then].offset);
      if (b == 0 || a <= b)
        continue;
      g_autofree char *message = g_strdup_printf ("is before the date in '%s'", fields[first].name);
      report (reader, (guint) then, "REG-ORDER", message, NULL, "Correct one of the two dates.");
      good = FALSE;
    }
  return good;
}

/* An owner belongs to a person or to a group, else the row says nothing. */
static gboolean
check_owner (const RowReader *reader, const Owner *owner)
{
  if (*owner->person != '\0' || *owner->group != '\0')
    return TRUE;
  report (reader, 1, "REG-BLANK", "neither a person nor a group is given", NULL,
          "Name the person, the group or both.");
  return FALSE;
}

static void
read_row (const RowReader *reader)
{
  g_autofree gpointer row = g_malloc0 (files[reader->kind].size);
  gboolean good = TRUE;
  for (guint column = 0; files[reader->kind].fields[column].name != NULL; column++)
    good &= read_cell (reader, column, row);
  if (!good || !check_orders (reader, row))
    return;
  if (reader->kind == KIND_OWNERS && !check_owner (reader, row))
    return;
  register_add (reader->reg, reader->kind, g_steal_pointer (&row));
}

void
register_read (Register *reg, const char *kind, GBytes *bytes, const char *file,
               Findings *findings)
{
  RegisterKind k = find_kind (kind);
  g_assert (k < N_KINDS);
  g_autofree const char **columns = register_columns (kind);
  g_autoptr(CsvTable) table = csv_table_read_any (bytes, file, columns, findings);
  g_auto(SpreadsheetTraps) traps = { 0 };
  RowReader reader = { reg, k, table, file, findings, &traps, 0 };
  for (; reader.row < csv_table_rows (table); reader.row++)
    read_row (&reader);
  spreadsheet_traps_report (&traps, file, findings);
}

/* --- all of it --- */

/* The record's own files have no findings, unless someone wrote past the programs:
 * FALSE with ERROR for the first hard one. */
static gboolean
check_findings (const Findings *findings, GError **error)
{
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *finding = findings_index (findings, i);
      if (finding->severity != SEVERITY_HARD)
        continue;
      return error_fault (
          error, "cannot read the register: %s, line %" G_GUINT64_FORMAT ": %s %s (%s)",
          finding->file, finding->line, finding->field == NULL ? "" : finding->field,
          finding->message, finding->rule);
    }
  return TRUE;
}

Register *
register_load (Snapshot *snapshot, GError **error)
{
  return register_load_after (NULL, snapshot, error);
}

/* Adds to REG the file of KIND at SNAPSHOT. FALSE is a fault. */
static gboolean
read_from_record (Register *reg, RegisterKind kind, Snapshot *snapshot, GError **error)
{
  g_autofree char *path = g_strconcat ("register/", kind_names[kind], ".csv", NULL);
  g_autoptr(GBytes) bytes = NULL;
  if (!snapshot_read (snapshot, path, &bytes, error))
    return FALSE;
  if (bytes == NULL)
    return error_fault (error, "cannot read the register: commit %s has no '%s', as every record has; run 'verify'",
                        snapshot_commit (snapshot), path);
  g_autoptr(Findings) findings = findings_new ();
  register_read (reg, kind_names[kind], bytes, path, findings);
  return check_findings (findings, error);
}

Register *
register_load_after (Register *known, Snapshot *snapshot, GError **error)
{
  g_autofree char *content_id = NULL;
  if (!snapshot_content_id (snapshot, "register", &content_id, error))
    return NULL;
  if (content_id == NULL)
    {
      error_fault (error, "commit %s has no register: it is no event of a record; run 'verify'",
                   snapshot_commit (snapshot));
      return NULL;
    }
  if (known != NULL && known->content_id != NULL && strcmp (known->content_id, content_id) == 0)
    return register_ref (known);
  g_autoptr(Register) reg = register_new ();
  reg->content_id = g_steal_pointer (&content_id);
  for (RegisterKind kind = 0; kind < N_KINDS; kind++)
    if (!read_from_record (reg, kind, snapshot, error))
      return NULL;
  return g_steal_pointer (&reg);
}

Register *
register_load_folder (const char *folder, GError **error)
{
  g_autoptr(Register) reg = register_new ();
  for (RegisterKind kind = 0; kind < N_SHIPPED; kind++)
    {
      g_autofree char *name = g_strconcat (kind_names[kind], ".csv", NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(Findings) findings = findings_new ();
      g_autoptr(GBytes) bytes = NULL;
      if (!csv_load (path, findings, &bytes, error))
        return NULL;
      if (bytes != NULL)
        register_read (reg, kind_names[kind], bytes, path, findings);
      if (!check_findings (findings, error))
        return NULL;
      if (reg->tables[kind].rows->len == 0)
        {
          error_fault (error, "cannot read the register: %s has no rows", path);
          return NULL;
        }
    }
  return g_steal_pointer (&reg);
}
