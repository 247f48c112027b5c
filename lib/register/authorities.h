/* authorities.h: the authorities that a return of a period may name. */

#pragma once

#include "lib/register/register.h"

typedef struct _Authorities Authorities;

/* Those there were on FIRST or on LAST. REG gets one more reference. */
Authorities *authorities_new (Register *reg, Date first, Date last);
/* NULL is let through. */
void authorities_free (Authorities *authorities);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Authorities, authorities_free)

gboolean authorities_has (const Authorities *authorities, const char *code);
/* What somebody meant who wrote TEXT where a code should be: "E08000025,
 * Birmingham" of a name; "E08000039, Sheffield, since 1 April 2025" of a code
 * that was replaced. NULL when it cannot be said. g_free(). */
char *authorities_suggest (const Authorities *authorities, const char *text);
