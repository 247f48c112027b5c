/* lists.h: what tests of Ofsted's lists share. */

#pragma once

#include "collector/intake/ofsted.h"

#define LIST_HEADER "URN,Provision type,Registration date,Registration status,Local authority,Sector," \
                    "Places,Organisation name\n"

/* TEXT as a list of DATE that is called f.csv; it lives as long as BYTES. */
OfstedRequest list_request (const char *date, const char *text, GBytes **bytes);
/* The words that the project ships. */
ListWords *list_test_words (void);
/* The rules of FINDINGS that are SEVERITY, in order, as "OFS-URN:3:1;": rule, line and column. */
char *list_rules (Findings *findings, Severity severity);
