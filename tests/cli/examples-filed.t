# The worked examples through the programs: every clean return can be filed,
# with an explanation for each soft finding and none to spare, and every faulty
# one is found out by the rules that its index names.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/examples.sh"
store=$dir/store
time=2026-06-10T09:00:00Z

run "$collector" init "$store" --at "$time"
is 'a record is made' "$status $err" '0 '
for kind in persons groups owners determinations rounds; do
  run "$collector" import "$store" "$kind" "$examples/register/$kind.csv" --at "$time"
  is "the register's $kind are imported" "$status $err" '0 '
done

for day in 2024-03-31 2025-03-31 2026-03-31; do
  run "$collector" import "$store" establishments --as-at "$day" --source 'Fictional' --at "$time" \
    "$examples/ofsted/providers_$day.csv"
  is "the list of $day is imported" "$status $err" '0 '
done

# Capacity returns first: annual ones are compared with them.
for return in capacity annual; do
  filed=0
  for folder in "$examples"/returns/*/"$return"/*; do
    IFS=/ read -r person _ period <<<"${folder#"$examples/returns/"}"
    run file_return "$return" "$period" "$person"
    [ "$status" = 0 ] || { check "$return $period of $person is filed" false; printf '%s\n' "$out" "$err" | sed 's/^/# /'; }
    filed=$((filed + (status == 0)))
  done
  is "every $return return is filed" "$filed" 36
done

while IFS=, read -r folder return period person rules; do
  run "$collector" check "$return" "$period" "$examples/faulty/$folder" --format csv
  is "$folder: the mistakes are found" "$status" 1
  is "$folder: by these rules" "$(sed -n 's/^hard,\([A-Z0-9-]*\),.*/\1/p' <<<"$out" | sort -u | paste -sd' ')" "$rules"
done < <(tail -n +2 "$examples/faulty/index.csv")

finish
