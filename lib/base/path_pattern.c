#include "lib/base/path_pattern.h"

gboolean
path_pattern_matches (const char *pattern, const char *text)
{
  for (; *pattern != '\0'; pattern++, text++)
    {
      if (*pattern == '*')
        {
          for (; *text != '\0' && *text != '/'; text++)
            if (path_pattern_matches (pattern + 1, text))
              return TRUE;
          return path_pattern_matches (pattern + 1, text);
        }
      gboolean digit = g_ascii_isdigit (*text) || (*text >= 'a' && *text <= 'f');
      if (*pattern == '#' ? !digit : *pattern != *text)
        return FALSE;
    }
  return *text == '\0';
}
