#!/usr/bin/env bash
# A small simulated nation of two years is filed and verified, and every measure,
# standing and concentration is held against a second implementation.
. "$top_srcdir/tests/cli/tap.sh"
nation=$top_srcdir/tests/bench/nation
export PYTHONDONTWRITEBYTECODE=1

run "$nation/make" "$dir/files" 12 8
is 'a nation is made' "$status $err" '0 '
run "$nation/make" "$dir/again" 12 8
is 'and the same words make the same bytes' "$(diff -r "$dir/files" "$dir/again" 2>&1 | head -3)" ''
run "$nation/make" "$dir/other" 12 8 2
differ=$(diff -rq "$dir/files" "$dir/other" | wc -l)
check 'another seed is another nation' test "$differ" -gt 100

"$collector" init "$dir/record" --practice --at 2023-03-20T09:00:00Z >/dev/null
run "$top_builddir/tests/bench/nation/file" "$dir/files" "$dir/record"
is 'all of it happens in a record' "$status $err" '0 '
events=$(cat "$dir"/files/events/*.csv | grep -vc '^at,')
is 'an event each, and the first' "$(git -C "$dir/record" rev-list --count main)" $((events + 1))
contains 'some is explained' "$out" explained
late=$("$collector" status "$dir/record" --on 2026-01-01 --format csv | grep -c ',filed,.*,yes,')
check 'some is late' test "$late" -gt 0
corrected=$("$collector" history "$dir/record" --format csv | grep -c 'version [2-9]')
check 'some is corrected' test "$corrected" -gt 0
is 'and who never files is due' \
  "$("$collector" status "$dir/record" --on 2026-01-01 --format csv | grep ',P00005,' | cut -d, -f5 | sort -u)" due
run "$collector" verify "$dir/record"
is 'the record verifies' "$status $err" '0 '
contains 'and so does every filing' "$out" 'every filing follows its rules'

run "$nation/compare" "$dir/files" "$dir/record" "$top_builddir" 2024-10-15
is 'a second implementation finds the same figures' "${out//[0-9]/} $err" 'compared , different  '
is 'and says so' "$status" 0
check 'of thousands' test "$(echo "$out" | grep -o 'compared [0-9]*' | cut -d' ' -f2)" -gt 3000
finish
