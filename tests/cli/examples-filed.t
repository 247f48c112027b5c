# The worked examples through the programs: every clean return can be filed,
# with an explanation for each soft finding and none to spare, and every faulty
# one is found out by the rules that its index names.
. "$top_srcdir/tests/cli/tap.sh"

examples=$top_srcdir/submissions/examples
store=$dir/store

run python3 "$examples/record" "$store" "$collector"
is 'every return is filed, by the individual named, with its explanations' \
  "$status $out $err" '0 72 returns filed '
run "$collector" verify "$store"
is 'the record holds' "$status $err" '0 '

while IFS=, read -r folder return period person rules; do
  run "$collector" check "$return" "$period" "$examples/faulty/$folder" --format csv
  is "$folder: the mistakes are found" "$status" 1
  is "$folder: by these rules" "$(sed -n 's/^hard,\([A-Z0-9-]*\),.*/\1/p' <<<"$out" | sort -u | paste -sd' ')" "$rules"
done < <(tail -n +2 "$examples/faulty/index.csv")

finish
