#include "collector/checking/verdict.h"

static void
add (CheckResult *result, Severity severity)
{
  findings_add (result->findings, severity, "ANN-019", "statement.csv", 2, 7, "it moved");
}

static CheckResult *
make_result (gboolean recorded, guint hard, guint soft)
{
  CheckResult *result = g_new0 (CheckResult, 1);
  result->findings = findings_new ();
  result->unjudged = g_ptr_array_new_with_free_func ((GDestroyNotify) unjudged_free);
  result->recorded = recorded;
  for (guint i = 0; i < hard; i++)
    add (result, SEVERITY_HARD);
  for (guint i = 0; i < soft; i++)
    add (result, SEVERITY_SOFT);
  return result;
}

/* What stands first in the way is named; "ready" is never said without a record. */
static void
test_verdicts (void)
{
  static const struct { gboolean recorded; guint hard, soft, unexplained; const char *name, *text; } verdicts[] = {
    { FALSE, 0, 0, 0, "unrecorded", "nothing found stands in the way, but not every rule was judged" },
    { TRUE, 0, 0, 0, "ready", "ready to be signed and filed" },
    { TRUE, 0, 8, 0, "ready", "ready to be signed and filed" },
    { TRUE, 0, 8, 8, "unexplained", "cannot be filed yet: 8 soft findings to be explained" },
    { FALSE, 0, 1, 1, "unexplained", "cannot be filed yet: 1 soft finding to be explained" },
    { FALSE, 1, 4, 4, "hard", "cannot be filed: 1 hard finding to be put right" },
    { TRUE, 330, 0, 0, "hard", "cannot be filed: 330 hard findings to be put right" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autoptr(CheckResult) result = make_result (verdicts[i].recorded, verdicts[i].hard, verdicts[i].soft);
      g_autofree char *text = verdict_sentence (result, verdicts[i].unexplained);
      g_assert_cmpstr (verdict_name (verdict_of (result, verdicts[i].unexplained)), ==, verdicts[i].name);
      g_assert_cmpstr (text, ==, verdicts[i].text);
    }
}

/* Only what no finding says already. */
static void
test_unjudged (void)
{
  static const struct { const char *reason; gboolean usual; const char *rules; } some[] = {
    { "no record was given", TRUE, "ANN-019, ANN-022" }, { "cells that they need cannot be read", FALSE, "ANN-004" },
  };
  g_autoptr(CheckResult) result = make_result (FALSE, 0, 0);
  g_autofree char *nothing = verdict_text (result, 1);
  g_assert_cmpstr (nothing, ==, "verdict: cannot be filed yet: 1 soft finding to be explained\n");
  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    {
      Unjudged *unjudged = g_new0 (Unjudged, 1);
      unjudged->reason = g_strdup (some[i].reason);
      unjudged->usual = some[i].usual;
      unjudged->rules = g_string_new (some[i].rules);
      g_ptr_array_add (result->unjudged, unjudged);
    }
  g_autofree char *text = verdict_text (result, 0);
  g_assert_cmpstr (text, ==, "not judged, because no record was given: ANN-019, ANN-022\n"
                             "verdict: nothing found stands in the way, but not every rule was judged\n");
  g_autoptr(JsonObject) json = verdict_json (result, 0);
  JsonArray *all = json_object_get_array_member (json, "not_judged");
  g_assert_cmpuint (json_array_get_length (all), ==, 2);
  JsonArray *rules = json_object_get_array_member (json_array_get_object_element (all, 0), "rules");
  g_assert_cmpstr (json_array_get_string_element (rules, 1), ==, "ANN-022");
  g_assert_cmpstr (json_object_get_string_member (json, "verdict"), ==, "unrecorded");
  result->recorded = TRUE;
  g_assert_cmpstr (verdict_name (verdict_of (result, 0)), ==, "unjudged");
  g_assert_cmpstr (verdict_name (verdict_of (result, 1)), ==, "unexplained");
  g_ptr_array_remove_index (result->unjudged, 1);
  g_assert_cmpstr (verdict_name (verdict_of (result, 0)), ==, "ready");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict/what-stands-in-the-way", test_verdicts);
  g_test_add_func ("/verdict/what-was-not-judged", test_unjudged);
  return g_test_run ();
}
