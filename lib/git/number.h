/* number.h: numbers as git's files hold them: the highest byte first, at any
 * address. */

#pragma once

#include <glib.h>
#include <string.h>

static inline guint32
number_32_at (const guint8 *at)
{
  guint32 big;
  memcpy (&big, at, sizeof big);
  return GUINT32_FROM_BE (big);
}

static inline guint64
number_64_at (const guint8 *at)
{
  guint64 big;
  memcpy (&big, at, sizeof big);
  return GUINT64_FROM_BE (big);
}
