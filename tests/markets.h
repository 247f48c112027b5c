/* markets.h: what tests of markets share: registers and lists of a few rows. */

#pragma once

#include "lib/register/establishment.h"
#include "lib/register/register.h"

/* Adds TEXT, a file of KIND without a finding. */
void markets_add (Register *reg, const char *kind, const char *text);
/* The list as at 31 March YEAR of ROWS: urn,name,provision,status,registered,sector,
 * organisation,authority,places,premises. */
Establishments *markets_list (guint year, const char *rows);
