#!/usr/bin/env bash
# A record for practice says so in all it makes; a real one takes no other time
# than now.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/examples.sh"
store=$dir/practice
real=$dir/real
time=2026-06-10T09:00:00Z
persons=$examples/register/persons.csv

# --- a real record ---

run "$collector" init "$real"
is 'a real record is made' "$status $err" '0 '
check 'and does not speak of practice' test "${out/PRACTICE/}" = "$out"
for at in 2062-12-01T10:00:00Z 2025-09-30T10:00:00Z; do
  run "$collector" import "$real" persons "$persons" --at $at
  is "$at is refused" $status 1
  contains 'because it is not now' "$err" "$at is not now"
done
is 'one line says so' "$(wc -l <<<"$err")" 1
run "$collector" import "$real" persons "$persons"
is 'now is taken' "$status $err" '0 '
run "$collector" import "$real" groups "$examples/register/groups.csv" --at "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
is 'and so is now, when it is said' $status 0
check 'the commits do not speak of practice' test -z "$(git -C "$real" log --format=%B | grep PRACTICE)"
run "$collector" init "$dir/other" --at 2025-01-01T00:00:00Z
is 'a real record is not begun at another time' $status 1
check 'and is not there' test ! -e "$dir/other"

# --- a record for practice ---

run "$collector" init "$store" --practice --at "$time"
contains 'making one says what it is' "$out" 'PRACTICE: nothing in this record is real'
for kind in persons groups owners determinations rounds; do
  "$collector" import "$store" $kind "$examples/register/$kind.csv" --at "$time" 2>/dev/null
done >"$dir/imported"
"$collector" import "$store" establishments --as-at 2025-03-31 --source 'Fictional list' --at "$time" \
  "$examples/ofsted/providers_2025-03-31.csv" 2>/dev/null >>"$dir/imported"
check 'a return is filed' file_return annual 2023-24 P00108
is 'every commit says so in its subject' \
  "$(git -C "$store" log --format=%s main | grep -vc '^PRACTICE: ')" 0
is 'and in its trailers' "$(git -C "$store" log --all --format='%(trailers:key=Record,valueonly)' | sort -u | tr -d '\n')" PRACTICE
"$collector" status "$store" 2>"$dir/said" >"$dir/status"
is 'every command that opens it says so, once' "$(cat "$dir/said")" \
  "PRACTICE: the record '$store' is for practice; nothing in it is real"
"$analyser" measures "$store" 2>"$dir/said" >/dev/null
contains 'the analyser too' "$(cat "$dir/said")" 'is for practice'

run "$collector" receipt "$store" annual 2023-24 P00108 --receipt "$dir/receipt.txt"
is 'the receipt says so above everything else' "$(sed -n 2p "$dir/receipt.txt")" \
  'record: PRACTICE: nothing in this receipt is real'
run "$collector" verify-receipt "$dir/receipt.txt" --signers "$store/signing/allowed_signers"
is 'such a receipt verifies' $status 0
contains 'as one that shows no filing' "$out" RCP-PRACTICE

run "$analyser" report "$store" "$dir/reports"
is 'reports are made' $status 0
is 'every one says so' "$(grep -L 'PRACTICE: this is made from a record for practice' "$dir"/reports/*.md)" ''
is 'in its title, as a page' "$(grep -L '<title>PRACTICE: ' "$dir"/reports/*.html)" ''
finish
