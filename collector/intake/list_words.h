/* intake.h: what Ofsted's lists call their columns and values: the files of
 * collector/intake. */

#pragma once

#include "lib/sheet/csv.h"

/* The columns of a list that the record keeps, or checks another with. */
typedef enum {
  INTAKE_URN, INTAKE_PROVISION, INTAKE_REGISTERED, INTAKE_STATUS, INTAKE_NAME, INTAKE_REGION,
  INTAKE_AUTHORITY, INTAKE_SECTOR, INTAKE_PLACES, INTAKE_PREMISES, INTAKE_ORGANISATION,
  N_INTAKE_FIELDS, INTAKE_LEFT_OUT = N_INTAKE_FIELDS, INTAKE_UNKNOWN,
} IntakeField;

extern const char *const intake_field_names[];   /* NULL-terminated */

/* A value that a field may have. */
typedef struct {
  char *value;          /* in the spelling that the record keeps */
  char *service;        /* of a provision type: "childrens-homes" and the like, or "" */
  gboolean mainstream;
} IntakeValue;

typedef struct _Intake Intake;

/* Reads the files of collector/intake/words below DATADIR. NULL with ERROR is a fault. */
Intake *intake_load (const char *datadir, GError **error);
void intake_free (Intake *intake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Intake, intake_free)

/* The field a column called NAME fills. */
IntakeField intake_column (const Intake *intake, const char *name);
gboolean intake_requires (const Intake *intake, IntakeField field);
/* The published names of FIELD's column, for a message. g_free(). */
char *intake_column_names (const Intake *intake, IntakeField field);
/* The value of FIELD meant by TEXT; NULL when it is not known. Borrowed. */
const IntakeValue *intake_value (const Intake *intake, IntakeField field, const char *text);
/* All values of FIELD, in file order: NULL-terminated, g_free() the array alone. */
const char **intake_values (const Intake *intake, IntakeField field);

/* TEXT as it is compared: small letters, line breaks and blanks one blank, no
 * blank at the ends, straight apostrophes. g_free(). */
char *intake_fold (const char *text);
