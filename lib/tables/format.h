/* format.h: how a command prints data: for a reader, a spreadsheet, a program. */

#pragma once

typedef enum { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON } Format;
