#!/usr/bin/env bash
# An edition of the annual return whose lines and columns are renamed or removed, one
# at a time: what the analyser cannot read is a typed missing value or a fault, never
# a crash.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

make_record "$dir/record"
mkdir "$dir/work"
found=$(python3 "$top_srcdir/tests/cli/edition_changed.py" "$collector" "$analyser" "$CARE_OVERSIGHT_DATA" \
  "$dir/record" "$dir/work" "$(signatory P00101)" 2>&1)
is 'nothing ends but by an answer or one line of a fault' "$(sed '$d' <<<"$found")" ''
read -r tried filed answers faults <<<"$(tail -1 <<<"$found")"
lines=$(($(tail -q -n +2 "$CARE_OVERSIGHT_DATA"/submissions/annual/2025-26/{lines.csv,parts/*.csv} | wc -l)))
is 'every line and column was renamed and removed' "$tried" $((2 * lines))
check 'most returns can be filed all the same' test "$filed" -gt $((tried * 3 / 4))
check 'some are answered' test "$answers" -gt 0
check 'and some are faults' test "$faults" -gt 0
finish
