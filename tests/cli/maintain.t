# `maintain` makes a record smaller and loses nothing: killed at any call that changes
# a file, or with that call failing, every object and reference is there and the record
# verifies. A sample of the calls, unless CARE_OVERSIGHT_FAULTS=all.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

whole=$dir/whole
make_record "$whole"
for person in P00101 P00102 P00107; do file_return "$whole" annual 2023-24 $person 2026-06-01T09:00:00Z; done
library=$(realpath "$top_builddir/tests/faults/failing_calls.so")
all_of () { git -C "$1" cat-file --batch-all-objects --batch-check && git -C "$1" for-each-ref; }
before=$(all_of "$whole")

r=$dir/record
cp -a "$whole" "$r"
run "$collector" maintain "$r"
is 'it is packed' "$status $err" '0 '
contains 'and that is said' "$out" 'are one pack of'
is 'into one pack' "$(ls "$r"/objects/pack/*.pack | wc -l)" 1
is 'with all that there was' "$(all_of "$r")" "$before"
run "$collector" verify "$r"
is 'and it verifies' "$status" 0
run "$collector" maintain "$r"
is 'then there is nothing to do' "$out" 'nothing to do: what is new is packed already'
run "$collector" maintain "$dir/none"
is 'of no record it is a fault' "$status" 3
rm -r "$r/signing/key"
run "$collector" maintain "$r"
is 'nor does it pack what it may not write' "$status" 3

rm -rf "$r"
cp -a "$whole" "$r"
FAULT_LOG=$dir/calls LD_PRELOAD=$library ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 \
  "$collector" maintain "$r" >/dev/null 2>&1
wrong=
tried=0
each=7
[ "${CARE_OVERSIGHT_FAULTS:-}" != all ] || each=1
while IFS=: read -r number _; do
  for mode in once kill; do
    rm -rf "$r"
    cp -a "$whole" "$r"
    FAULT_AT=$number FAULT_MODE=$mode LD_PRELOAD=$library ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 \
      "$collector" maintain "$r" >/dev/null 2>&1
    [ "$(all_of "$r")" = "$before" ] && "$collector" verify "$r" >"$dir/said" 2>&1 ||
      wrong="$wrong $number:$mode"
    tried=$((tried + 1))
  done
done < <(grep -nE '^(create|write|flush|flush all|rename|link|unlink|mkdir|lock)	' "$dir/calls" | awk -v each="$each" 'NR % each == 0')
check 'calls were made to fail' test "$tried" -gt 10
is 'whatever failed, or where it was killed, nothing is lost' "$wrong" ''
finish
