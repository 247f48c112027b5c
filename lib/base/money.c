#include "lib/base/money.h"

#include <string.h>

static const struct {
  MoneyError error;
  const char *text;
} error_texts[] = {
  { MONEY_OK, "is an amount" },
  { MONEY_BLANK, "is blank" },
  { MONEY_SYMBOL, "has a letter or a symbol in it" },
  { MONEY_SEPARATOR, "has a thousands separator in it" },
  { MONEY_EXPONENT, "is written with an exponent" },
  { MONEY_DECIMALS, "has too many decimals" },
  { MONEY_TOO_LARGE, "is too large" },
  { MONEY_NOT_A_NUMBER, "is not a number" },
};

const char *
money_error_text (MoneyError error)
{
  for (guint i = 0; i < G_N_ELEMENTS (error_texts); i++)
    if (error_texts[i].error == error)
      return error_texts[i].text;
  g_assert_not_reached ();
}

/* A number with comma or blank between groups of three digits. */
static gboolean
is_grouped (const char *text)
{
  gboolean separated = FALSE;
  if (*text == '-')
    text++;
  if (!g_ascii_isdigit (*text))
    return FALSE;
  for (; *text != '\0' && *text != '.'; text++)
    {
      if (*text == ',' || *text == ' ')
        separated = TRUE;
      else if (!g_ascii_isdigit (*text))
        return FALSE;
    }
  return separated;
}

static gboolean
has_exponent (const char *text)
{
  gsize mantissa = strspn (text, "+-0123456789.");
  if (mantissa == 0 || strpbrk (text, "0123456789") >= text + mantissa)
    return FALSE;
  if (text[mantissa] != 'e' && text[mantissa] != 'E')
    return FALSE;
  const char *exponent = text + mantissa + 1;
  if (*exponent == '+' || *exponent == '-')
    exponent++;
  return *exponent != '\0' && exponent[strspn (exponent, "0123456789")] == '\0';
}

/* Why TEXT, which is not digits with an optional sign and point, is wrong. */
static MoneyError
classify (const char *text)
{
  if (has_exponent (text))
    return MONEY_EXPONENT;
  if (is_grouped (text))
    return MONEY_SEPARATOR;
  gboolean digit = FALSE, other = FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      digit |= g_ascii_isdigit (*p);
      other |= strchr ("+-.(), 0123456789", *p) == NULL;
    }
  return digit && other ? MONEY_SYMBOL : MONEY_NOT_A_NUMBER;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

/* *VALUE = *VALUE * 10 + DIGIT, up to a bound that cannot overflow. */
static gboolean
push_digit (gint64 *value, int digit)
{
  if (*value > (G_MAXINT64 - digit) / 10)
    return FALSE;
  *value = *value * 10 + digit;
  return TRUE;
}

MoneyError
money_parse_scaled (const char *text, guint decimals, gint64 *out)
{
  if (is_blank (text))
    return MONEY_BLANK;
  const char *p = text + (*text == '-');
  gsize whole = strspn (p, "0123456789");
  gsize fraction = p[whole] == '.' ? strspn (p + whole + 1, "0123456789") : 0;
  gsize used = whole + (p[whole] == '.' ? fraction + 1 : 0);
  if (whole == 0 || p[used] != '\0' || (p[whole] == '.' && fraction == 0))
    return classify (text);
  if (fraction > decimals)
    return MONEY_DECIMALS;

  gint64 value = 0;
  for (gsize i = 0; i < whole; i++)
    if (!push_digit (&value, p[i] - '0'))
      return MONEY_TOO_LARGE;
  for (gsize i = 0; i < decimals; i++)
    if (!push_digit (&value, i < fraction ? p[whole + 1 + i] - '0' : 0))
      return MONEY_TOO_LARGE;
  if (value > MONEY_MAX)
    return MONEY_TOO_LARGE;
  *out = *text == '-' ? -value : value;
  return MONEY_OK;
}

static guint64
magnitude (Money amount)
{
  return amount < 0 ? (guint64) 0 - (guint64) amount : (guint64) amount;
}

static char *
display_pounds (guint64 pounds, gboolean negative)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, pounds);
  GString *out = g_string_new (negative ? "-£" : "£");
  gsize length = strlen (digits);
  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, digits[i]);
    }
  return g_string_free (out, FALSE);
}

char *
money_to_display_exact (Money amount)
{
  guint64 pence = magnitude (amount);
  g_autofree char *pounds = display_pounds (pence / 100, amount < 0);
  if (pence % 100 == 0)
    return g_steal_pointer (&pounds);
  return g_strdup_printf ("%s.%02u", pounds, (guint) (pence % 100));
}
