#include "lib/base/figure.h"

#include <math.h>
#include <string.h>

typedef unsigned __int128 UWide;

static const char *const symbols[] = {
  [FIGURE_VALUE] = "",
  [FIGURE_NOT_APPLICABLE] = "z",
  [FIGURE_NOT_SUPPLIED] = "x",
  [FIGURE_SUPPRESSED] = "c",
  [FIGURE_LOW] = "low",
  [FIGURE_UNRELIABLE] = "u",
};

static UWide
magnitude (Wide value)
{
  return value < 0 ? (UWide) 0 - (UWide) value : (UWide) value;
}

static UWide
greatest_common_divisor (UWide a, UWide b)
{
  while (b != 0)
    {
      UWide rest = a % b;
      a = b;
      b = rest;
    }
  return a;
}

static Figure
out_of_range (void)
{
  return figure_missing (FIGURE_UNRELIABLE, "out of range");
}

Figure
figure_missing (FigureKind kind, const char *reason)
{
  g_assert (kind != FIGURE_VALUE);
  return (Figure) { .kind = kind, .num = 0, .den = 1, .reason = reason };
}

Figure
figure_ratio (Wide num, Wide den)
{
  if (den == 0)
    return figure_missing (FIGURE_NOT_APPLICABLE, "the denominator is zero");
  UWide above = magnitude (num), below = magnitude (den);
  UWide divisor = greatest_common_divisor (above, below);
  above /= divisor;
  below /= divisor;
  /* Only the most negative integer has a magnitude that does not fit back. */
  if (above >> 127 != 0 || below >> 127 != 0)
    return out_of_range ();
  gboolean negative = (num < 0) != (den < 0);
  return (Figure) {
    .kind = FIGURE_VALUE,
    .num = negative ? -(Wide) above : (Wide) above,
    .den = (Wide) below,
  };
}

Figure
figure_integer (Wide value)
{
  return figure_ratio (value, 1);
}

gboolean
figure_is_value (const Figure *figure)
{
  return figure->kind == FIGURE_VALUE;
}

/* A/B + SIGN C/D over the least common denominator, so that sums of many
 * amounts with one denominator do not grow. */
static Figure
sum (Figure a, Figure b, int sign)
{
  if (a.kind != FIGURE_VALUE)
    return a;
  if (b.kind != FIGURE_VALUE)
    return b;
  Wide divisor = (Wide) greatest_common_divisor ((UWide) a.den, (UWide) b.den);
  Wide left, right, den, num;
  if (__builtin_mul_overflow (a.num, b.den / divisor, &left)
      || __builtin_mul_overflow (b.num, a.den / divisor, &right)
      || __builtin_mul_overflow (a.den, b.den / divisor, &den)
      || (sign > 0 ? __builtin_add_overflow (left, right, &num)
                   : __builtin_sub_overflow (left, right, &num)))
    return out_of_range ();
  return figure_ratio (num, den);
}

Figure
figure_add (Figure a, Figure b)
{
  return sum (a, b, 1);
}

Figure
figure_sub (Figure a, Figure b)
{
  return sum (a, b, -1);
}

Figure
figure_mul (Figure a, Figure b)
{
  if (a.kind != FIGURE_VALUE)
    return a;
  if (b.kind != FIGURE_VALUE)
    return b;
  /* Reduced crosswise first, so that only a true result can overflow. */
  Figure left = figure_ratio (a.num, b.den);
  Figure right = figure_ratio (b.num, a.den);
  Wide num, den;
  if (__builtin_mul_overflow (left.num, right.num, &num)
      || __builtin_mul_overflow (left.den, right.den, &den))
    return out_of_range ();
  return figure_ratio (num, den);
}

Figure
figure_div (Figure a, Figure b)
{
  if (a.kind != FIGURE_VALUE)
    return a;
  if (b.kind != FIGURE_VALUE)
    return b;
  if (b.num == 0)
    return figure_missing (FIGURE_NOT_APPLICABLE, "the denominator is zero");
  Figure inverse = { .kind = FIGURE_VALUE, .num = b.den, .den = b.num };
  if (inverse.den < 0)
    {
      inverse.num = -inverse.num;
      inverse.den = -inverse.den;
    }
  return figure_mul (a, inverse);
}

/* Compares the positive fractions A/B and C/D by their continued fractions:
 * no product, so no overflow. */
static int
compare_magnitudes (UWide a, UWide b, UWide c, UWide d)
{
  int sign = 1;
  for (;;)
    {
      UWide left = a / b, right = c / d;
      if (left != right)
        return left < right ? -sign : sign;
      a %= b;
      c %= d;
      if (a == 0 || c == 0)
        return a == c ? 0 : (a == 0 ? -sign : sign);
      /* a/b < c/d exactly when d/c < b/a. */
      UWide swap = a;
      a = b;
      b = swap;
      swap = c;
      c = d;
      d = swap;
      sign = -sign;
    }
}

int
figure_compare (Figure a, Figure b)
{
  g_assert (a.kind == FIGURE_VALUE && b.kind == FIGURE_VALUE);
  if ((a.num < 0) != (b.num < 0))
    return a.num < 0 ? -1 : 1;
  int order = compare_magnitudes (magnitude (a.num), (UWide) a.den,
                                  magnitude (b.num), (UWide) b.den);
  return a.num < 0 ? -order : order;
}

gboolean
figure_parse (const char *text, Figure *out)
{
  const char *p = text + (*text == '-');
  gsize whole = strspn (p, "0123456789");
  gboolean point = p[whole] == '.';
  gsize fraction = point ? strspn (p + whole + 1, "0123456789") : 0;
  gsize length = whole + (point ? 1 : 0) + fraction;
  if (whole == 0 || p[length] != '\0' || (point && fraction == 0) || whole + fraction > 36)
    return FALSE;
  Wide num = 0, den = 1;
  for (gsize i = 0; i < length; i++)
    if (p[i] != '.')
      {
        num = num * 10 + (p[i] - '0');
        den *= i > whole ? 10 : 1;
      }
  *out = figure_ratio (*text == '-' ? -num : num, den);
  return TRUE;
}

/* The digits of ABOVE/BELOW with DP decimals, by long division: the remainder
 * is always below BELOW, so each step can only need four bits more than it. */
static GString *
divide_out (UWide above, UWide below, guint dp)
{
  GString *digits = g_string_new (NULL);
  UWide whole = above / below, rest = above % below;
  do
    {
      g_string_prepend_c (digits, (char) ('0' + (int) (whole % 10)));
      whole /= 10;
    }
  while (whole != 0);
  for (guint i = 0; i < dp; i++)
    {
      int digit = 0;
      /* rest * 10 by ten additions modulo BELOW: exact for any denominator. */
      UWide sum_ = 0;
      for (int k = 0; k < 10; k++)
        {
          if (sum_ >= below - rest)
            {
              sum_ -= below - rest;
              digit++;
            }
          else
            sum_ += rest;
        }
      rest = sum_;
      g_string_append_c (digits, (char) ('0' + digit));
    }
  gboolean up = rest >= below - rest;   /* half away from zero */
  for (gsize i = digits->len; up && i > 0; i--)
    {
      up = digits->str[i - 1] == '9';
      digits->str[i - 1] = up ? '0' : (char) (digits->str[i - 1] + 1);
    }
  if (up)
    g_string_prepend_c (digits, '1');
  return digits;
}

static char *
print (Figure figure, int shift, guint dp, gboolean grouped)
{
  g_assert (dp <= 9);
  Wide power = 1;
  for (int i = 0; i < ABS (shift); i++)
    power *= 10;
  figure = shift >= 0 ? figure_mul (figure, figure_integer (power))
                      : figure_div (figure, figure_integer (power));
  if (figure.kind != FIGURE_VALUE)
    return g_strdup_printf (grouped ? "[%s]" : "%s", symbols[figure.kind]);

  g_autoptr(GString) digits = divide_out (magnitude (figure.num), (UWide) figure.den, dp);
  gboolean zero = strspn (digits->str, "0") == digits->len;
  GString *out = g_string_new (figure.num < 0 && !zero ? "-" : "");
  gsize whole = digits->len - dp;
  for (gsize i = 0; i < digits->len; i++)
    {
      if (i == whole)
        g_string_append_c (out, '.');
      else if (grouped && i > 0 && i < whole && (whole - i) % 3 == 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, digits->str[i]);
    }
  return g_string_free (out, FALSE);
}

char *
figure_to_string (Figure figure, int shift, guint dp)
{
  return print (figure, shift, dp, FALSE);
}

char *
figure_to_display (Figure figure, int shift, guint dp)
{
  return print (figure, shift, dp, TRUE);
}

double
figure_to_double (Figure figure)
{
  if (figure.kind != FIGURE_VALUE)
    return (double) NAN;
  return (double) figure.num / (double) figure.den;
}
