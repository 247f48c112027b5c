# A limit on the size of files (ulimit -f, in KiB) kills no program: what could not be written is said.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

limited () { (ulimit -f 1; "$@"); }
facts () { echo "$status $(printf '%s\n' "$err" | wc -l) $err"; }

run limited "$collector" init "$dir/record" --practice --key "$key" --at 2026-04-01T08:00:00Z
is 'a record that cannot be written is a fault' "$(facts | cut -c 1-19)" '3 1 care-collector:'
contains 'which says why' "$err" 'File too large'
is 'and no record' "$(ls -d "$dir/record" 2>/dev/null)" ''

for program in "$collector" "$analyser"; do
  run limited "$program" --manual
  name=$(basename "$program")
  contains "output of $name that is cut off is a fault" "$(facts)" "3 1 $name: cannot write to standard output: "
done

make_record "$dir/record"
before=$(git -C "$dir/record" rev-parse refs/heads/main)
run limited "$collector" import "$dir/record" establishments "$examples/ofsted/providers_2025-03-31.csv" \
  --as-at 2025-03-31 --source 'an older list' --at 2026-04-01T08:20:00Z
is 'an event that cannot be written is a fault' "$(facts | cut -c 1-19)" '3 1 care-collector:'
contains 'which says why too' "$err" 'File too large'
is 'and the record is as before' "$(git -C "$dir/record" rev-parse refs/heads/main)" "$before"
run "$collector" verify "$dir/record"
is 'and the record is whole' "$status" 0

finish
