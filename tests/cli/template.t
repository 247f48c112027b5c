# The parts of a return to fill in.
. "$top_srcdir/tests/cli/tap.sh"

for return in annual:2025-26 capacity:2025-26-Q3; do
  id=${return%:*} period=${return#*:}
  run "$collector" template "$id" "$period" "$dir/$id"
  is "the $id form is written" "$status" 0
  check "the $id form has a guide" test -s "$dir/$id/guide.md"
  run "$collector" check "$id" "$period" "$dir/$id" --format csv
  is "the $id form is found unfinished" "$status" 1
  is "the $id form lacks answers and nothing else" \
    "$(printf '%s\n' "$out" | grep '^hard' | cut -d, -f2 | sort -u)" \
    "$([ "$id" = annual ] && echo VAL-REQUIRED || echo CSV-NO-ROWS)"
done

echo mine >"$dir/annual/statement.csv"
run "$collector" template annual 2025-26 "$dir/annual"
is 'a folder that is not empty is left alone' "$status" 2
is 'nothing is written over' "$(cat "$dir/annual/statement.csv")" mine
run "$collector" template annual 1999-00 "$dir/other"
is 'an unknown period exits 1' "$status" 1
check 'and makes no folder' test ! -e "$dir/other"
run "$collector" template annual 2025-26 "$dir/annual/statement.csv/x"
is 'a folder that cannot be made exits 3' "$status" 3
contains 'and says why' "$err" "cannot make folder '$dir/annual/statement.csv/x'"

run bash -c "ulimit -f 1; exec '$collector' template annual 2025-26 '$dir/full'"
is 'a form that does not fit on the disk exits 3' "$status" 3
check 'and leaves no part of it' test ! -e "$dir/full"
mkdir -p "$dir/killed/.unfinished"
echo half >"$dir/killed/.unfinished/guide.md"
run "$collector" template annual 2025-26 "$dir/killed"
is 'what a killed program left is in nobody'"'"'s way' "$status $(ls -A "$dir/killed" | grep -c unfinished)" '0 0'
(umask 0; "$collector" template annual 2025-26 "$dir/open" >/dev/null)
is 'a blank form is open to all, and others may not write' "$(stat -c %a "$dir/open" "$dir/open/statement.csv" | tr '\n' ' ')" '755 644 '

finish
