#include "collector/checking/verdict.h"

#include "lib/base/plural.h"

static const struct {
  const char *name, *text, *next;
} verdicts[] = {
  [VERDICT_HARD] = { "hard", "cannot be filed",
    "put the hard findings right and check again" },
  [VERDICT_UNEXPLAINED] = { "unexplained", "cannot be filed yet",
    "put right what is wrong, save a draft, and explain there what is right as it stands" },
  [VERDICT_UNRECORDED] = { "unrecorded", "nothing found stands in the way, but not every rule was judged",
    "check with the record (--person ID --store STORE), or save a draft: then the other rules are judged" },
  [VERDICT_UNJUDGED] = { "unjudged", "nothing found stands in the way, but the record lacks what some rules are judged by",
    "RULE-SKIPPED says what is lacking, which the regulator adds; a draft can be saved and signed meanwhile" },
  [VERDICT_READY] = { "ready", "ready to be signed and filed",
    "save a draft: it says who signs, and which hash" },
};

/* Whether a rule was not judged for a reason that a whole record would not give. */
static gboolean
lacks_something (const CheckResult *result)
{
  for (guint i = 0; i < result->unjudged->len; i++)
    if (!((const Unjudged *) result->unjudged->pdata[i])->usual)
      return TRUE;
  return FALSE;
}

Verdict
verdict_of (const CheckResult *result, guint64 unexplained)
{
  if (findings_count (result->findings, SEVERITY_HARD) > 0)
    return VERDICT_HARD;
  if (unexplained > 0)
    return VERDICT_UNEXPLAINED;
  if (!result->recorded)
    return VERDICT_UNRECORDED;
  return lacks_something (result) ? VERDICT_UNJUDGED : VERDICT_READY;
}

const char *
verdict_name (Verdict verdict)
{
  return verdicts[verdict].name;
}

const char *
verdict_next (Verdict verdict)
{
  return verdicts[verdict].next;
}

char *
verdict_sentence (const CheckResult *result, guint64 unexplained)
{
  Verdict verdict = verdict_of (result, unexplained);
  guint64 hard = findings_count (result->findings, SEVERITY_HARD);
  g_autofree char *in_the_way = verdict == VERDICT_HARD ? plural (hard, "hard finding", "hard findings")
    : verdict == VERDICT_UNEXPLAINED ? plural (unexplained, "soft finding", "soft findings") : NULL;
  return in_the_way == NULL ? g_strdup (verdicts[verdict].text)
                            : g_strdup_printf ("%s: %s to be %s", verdicts[verdict].text, in_the_way,
                                               verdict == VERDICT_HARD ? "put right" : "explained");
}

char *
verdict_text (const CheckResult *result, guint64 unexplained)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < result->unjudged->len; i++)
    {
      const Unjudged *some = g_ptr_array_index (result->unjudged, i);
      if (some->usual)
        g_string_append_printf (out, "not judged, because %s: %s\n", some->reason, some->rules->str);
    }
  g_autofree char *sentence = verdict_sentence (result, unexplained);
  g_string_append_printf (out, "verdict: %s\n", sentence);
  return g_string_free (out, FALSE);
}

static JsonArray *
unjudged_json (const CheckResult *result)
{
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < result->unjudged->len; i++)
    {
      const Unjudged *some = g_ptr_array_index (result->unjudged, i);
      JsonObject *object = json_object_new ();
      JsonArray *rules = json_array_new ();
      g_auto(GStrv) ids = g_strsplit (some->rules->str, ", ", -1);
      for (guint k = 0; ids[k] != NULL; k++)
        json_array_add_string_element (rules, ids[k]);
      json_object_set_string_member (object, "reason", some->reason);
      json_object_set_boolean_member (object, "partly", some->partly);
      json_object_set_array_member (object, "rules", rules);
      json_array_add_object_element (array, object);
    }
  return array;
}

JsonObject *
verdict_json (const CheckResult *result, guint64 unexplained)
{
  JsonObject *object = json_object_new ();
  g_autofree char *text = verdict_sentence (result, unexplained);
  json_object_set_string_member (object, "hash", result->hash);
  json_object_set_string_member (object, "verdict", verdict_name (verdict_of (result, unexplained)));
  json_object_set_string_member (object, "verdict_text", text);
  json_object_set_array_member (object, "not_judged", unjudged_json (result));
  return object;
}
