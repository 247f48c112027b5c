#!/usr/bin/env bash
# A list that is partial, cut short, misdated or wrong is noticed; it is taken
# only with a reason, which reports print; and it can be taken back.
. "$top_srcdir/tests/cli/tap.sh"
reference=$top_srcdir/lib/register/reference/authorities.csv
store=$dir/record

fresh () # a record without lists
{
  rm -rf "$store"
  "$collector" init "$store" --practice --at 2026-01-01T00:00:00Z >/dev/null
}

list () # FILE LAYOUT DATE HOMES OPTIONS...
{
  python3 "$top_srcdir/tests/cli/fictional_list.py" "$reference" "${@:2}" >"$dir/$1"
}

import () # DATE FILE OPTIONS...
{
  run "$collector" import "$store" establishments --as-at "$1" --source 'Invented' \
    --at 2026-01-02T03:04:05Z "${@:3}" "$dir/$2"
}

rules () # DATE FILE OPTIONS...: $found are the rules of findings that are not notes
{
  import "${@}" --format csv
  found=$(printf '%s\n' "$out" | python3 -c '
import csv, sys
print(" ".join(sorted({row["rule"] for row in csv.DictReader(sys.stdin) if row["severity"] != "note"})))')
}

of_record () # PATH
{
  git -C "$store" show "main:$1" 2>/dev/null
}

concentration () # COLUMN OPTIONS...
{
  "$analyser" concentration "$store" --format csv "${@:2}" | python3 -c '
import csv, sys
print(next(csv.DictReader(sys.stdin))[sys.argv[1]])' "$1"
}

# --- the layouts of each year ---

while read -r layout date; do
  fresh
  list whole.csv "$layout" "$date" 1200
  rules "$date" whole.csv
  is "a whole list of $date raises no doubt" "$found" ''
  is "and goes in" "$status $(of_record "establishments/$date.csv" | wc -l)" '0 1501'
  is "concentration can use it" "$(concentration units)" 1200
done <<'END'
2018 2018-03-31
2022 2022-03-31
2025 2025-03-31
END
list old.csv 2018 2017-03-31 20 'without=Organisation which owns the provider'
rules 2017-03-31 old.csv
is 'a list that lacks a column is told which' "$found" OFS-COLUMN-MISSING
contains 'and what it cannot say without' "$out" 'cannot say who owns what'

# --- inspected providers alone ---

fresh
list level.csv 2022 2023-03-31 300 inspected=all
rules 2023-03-31 level.csv
is 'a list without a home that was not inspected is doubtful' "$found" OFS-PARTIAL
is 'and refused' "$status" 1
contains 'what to fetch instead is said' "$out" 'Providers and places'
list banner.csv 2022 2023-03-31 30 'banner=Outcomes of providers inspected by March 2023'
rules 2023-03-31 banner.csv
is 'so is one whose banner says so' "$found" OFS-PARTIAL
is 'nothing was written' "$(of_record establishments/2023-03-31.csv)" ''
import 2023-03-31 level.csv --reason 'Nothing else was published | *yet*'
is 'with a reason it is taken' "$status" 0
contains 'and the last line says that it is doubtful, for a reason may be meant for something else' "$out" \
  'though doubtful: 1 soft finding'
is 'the record keeps the reason and the doubt' "$(of_record establishments/2023-03-31.json | python3 -c '
import json, sys
about = json.load(sys.stdin)
print(about["reason"], len(about["doubts"]))')" 'Nothing else was published | *yet* 1'
run "$analyser" concentration "$store"
contains 'concentration prints the reason' "$out" 'Nothing else was published'
run "$analyser" concentration "$store" --format csv
contains 'beside the columns for programs as well' "$err" 'Nothing else was published'
run "$analyser" report "$store" "$dir/report" --audience public
contains 'so does the report, as inert text' "$(cat "$dir/report/market.md")" \
  'the reason given is: Nothing else was published \| \*yet\*'

# --- one that takes the place of another ---

fresh
list first.csv 2025 2025-03-31 1200
list better.csv 2025 2025-03-31 1201
import 2025-03-31 first.csv
run "$analyser" report "$store" "$dir/first-report" --audience public
is 'a list taken as it came has no caution' "$(grep -c Caution "$dir/first-report/market.md")" 0
import 2025-03-31 better.csv --reason 'Ofsted published it <again>'
is 'another list of that date goes in with a reason' "$status" 0
run "$analyser" concentration "$store"
contains 'concentration prints it' "$out" 'taken for this reason: Ofsted published it <again>'
run "$analyser" report "$store" "$dir/better-report" --audience public
is 'and the report says that it took the place of another' "$(grep Caution "$dir/better-report/market.md")" \
  '**Caution.** Ofsted’s list as at 31 March 2025 took the place of another of that date; the reason given is: Ofsted published it \<again\>.'
contains 'on its page too' "$(cat "$dir/better-report/market.html")" 'Ofsted published it &lt;again&gt;.'

# --- dates ---

fresh
list whole.csv 2025 2025-03-31 1200
import 2052-03-31 whole.csv
is 'a day that has not come is wrong usage' "$status" 2
rules 2024-03-31 whole.csv
is 'a date other than that of the banner' "$found" 'OFS-DATE-BANNER OFS-DATE-LATER'
contains 'and it is said which date that is' "$out" ',31 march 2025,31 March 2024,'
list gap.csv 2025 2025-03-31 1200 'banner=A list' newest=2024-12-31
rules 2025-03-31 gap.csv
is 'a list in which nobody was registered lately' "$found" OFS-DATE-GAP
import 2025-03-31 whole.csv
is 'its own date raises no doubt' "$status" 0
list again.csv 2025 2025-03-31 1200 'banner=A list'
rules 2025-04-30 again.csv
is 'the same list for another date' "$found" OFS-SAME

# --- not all of it ---

list next.csv 2025 2025-09-30 1210
head -n 700 "$dir/next.csv" >"$dir/half.csv"
rules 2025-09-30 half.csv
is 'half a list beside the one before' "$found" 'OFS-FEWER OFS-KIND-GONE'
contains 'and the figures are said' "$out" 'the list of 31 March 2025 has 1200 children'
head -c -5 "$dir/next.csv" >"$dir/cut.csv"
rules 2025-09-30 cut.csv
is 'a last line without an end' "$found" OFS-CUT
head -n 4 "$dir/next.csv" >"$dir/header.csv"
rules 2025-09-30 header.csv --reason 'it is all there is'
is 'a header alone is no list' "$found" OFS-NO-ROWS
is 'whatever the reason' "$status" 1
grep -v London "$dir/next.csv" >"$dir/region.csv"
rules 2025-09-30 region.csv
is 'a region that is gone' "$found" 'OFS-FEWER OFS-KIND-GONE OFS-REGION-NONE'
rules 2025-09-30 next.csv
is 'the whole list raises no doubt' "$found" ''
list grown.csv 2025 2025-10-31 3000
rules 2025-10-31 grown.csv
is 'a list that has more than doubled' "$found" OFS-MORE

# --- taken back ---

import 2025-10-31 grown.csv --reason 'A mistake'
is 'a wrong list is in the record' "$(concentration on)" 2025-10-31
run "$collector" withdraw "$store" establishments 2025-10-31 --by 'Ann Lee <ann@example.org>'
is 'without a reason it stays' "$status" 2
run "$collector" withdraw "$store" establishments 2025-10-31 --reason 'Homes twice in it'
is 'and without a name' "$status" 2
run "$collector" withdraw "$store" establishments 2025-10-31 --reason 'Homes twice in it' \
  --by 'Ann Lee <ann@example.org>' --at 2026-01-03T00:00:00Z
is 'with both it is withdrawn' "$status $out" '0 withdrawn: the establishments as at 2025-10-31'
is 'nothing reads it any more' "$(concentration on)" 2025-09-30
is 'the record says when, by whom and why' "$(of_record establishments/2025-10-31.json | python3 -c '
import json, sys
print(*json.load(sys.stdin)["withdrawn"].values(), sep="; ")')" '2026-01-03; Ann Lee <ann@example.org>; Homes twice in it'
contains 'the event is of a kind of its own' "$(git -C "$store" log -1 --format=%B main)" 'Event: withdrawn'
run "$collector" history "$store"
is 'history gives the reason' "$(sed -n 3p <<<"$out")" '                      reason: Homes twice in it'
run "$collector" history "$store" --format csv
contains 'to programs as well' "$(sed -n 2p <<<"$out")" ',Homes twice in it'
is 'the record as it was has it still' "$(concentration on --as-at 2026-01-02)" 2025-10-31
run "$collector" withdraw "$store" establishments 2025-10-31 --reason x --by 'Ann Lee <ann@example.org>' \
  --at 2026-01-03T00:00:00Z
is 'twice is refused' "$status" 1
contains 'and told apart' "$err" 'was withdrawn on 2026-01-03 already'
run "$collector" withdraw "$store" establishments 2019-03-31 --reason x --by 'Ann Lee <ann@example.org>' \
  --at 2026-01-03T00:00:00Z
is 'what never was cannot be withdrawn' "$status" 1
list right.csv 2025 2025-10-31 1220
run "$collector" import "$store" establishments --as-at 2025-10-31 --source Invented --at 2026-01-04T00:00:00Z \
  "$dir/right.csv"
is 'the date can be imported anew' "$status" 0
is 'and is read' "$(concentration on) $(concentration units)" '2025-10-31 1220'
run "$collector" verify "$store"
is 'the record verifies' "$status" 0

# --- what a reason answers ---

again () # DATE FILE REASON
{
  run "$collector" import "$store" establishments --as-at "$1" --source Invented --at 2026-01-05T00:00:00Z \
    --reason "$3" "$dir/$2"
}

before=$(git -C "$store" rev-parse main)
again 2025-10-31 grown.csv 'Published anew'
is 'a reason to replace a list takes no doubtful one' "$status $(git -C "$store" rev-parse main)" "1 $before"
contains 'and it says what does' "$err" 'withdraw that one, then import this with the reason'
list plain.csv 2025 2025-11-30 1225
again 2025-11-30 plain.csv 'It came by post'
is 'a reason that nothing asks for is no fault' "$status" 0
run "$collector" history "$store"
is 'and is kept' "$(sed -n 3p <<<"$out")" '                      reason: It came by post'
is 'but no report has to print it' "$(of_record establishments/2025-11-30.json | python3 -c '
import json, sys
print(json.load(sys.stdin).get("reason"))')" None
finish
