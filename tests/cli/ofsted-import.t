#!/usr/bin/env bash
# Ofsted's lists go into the record as they are published, whatever the year.
. "$top_srcdir/tests/cli/tap.sh"
lists=$CARE_OVERSIGHT_SHARED/data/ofsted

import () # DATE FILE MORE...
{
  run "$collector" import "$record" establishments --as-at "$1" --source 'Ofsted, a test' \
    --at 2026-01-02T03:04:05Z "${@:3}" "$2"
}

list () # ROWS...: a list of our own, below a banner, with a line break in its header
{
  printf '%s\n' 'A banner,,' \
    'URN,Provision type,Registration date,Registration status,"Local' \
    ' authority",SECTOR,Places,Organisation  which owns the provider,Colour' \
    "$@"
}

record=$dir/record
for name in record own; do
  "$collector" init "$dir/$name" --practice --at 2026-01-01T00:00:00Z >/dev/null
done

import 2025-04-31 list.csv
is 'a day that no month has is wrong usage' $status 2
contains 'and is named' "$err" "--as-at: '2025-04-31' is not a date"

# The published counts of homes and places of the provision type "Children's home".
while read -r date rows homes places; do
  file=$lists/providers_$date.csv
  if [ ! -r "$file" ]; then
    skip "the list of $date is imported" "there is no $file"
    continue
  fi
  import "$date" "$file"
  is "the list of $date is imported" "$status" 0
  is "the list of $date has its homes and places" "$(printf '%s\n' "$out" | tail -n 1)" \
    "imported: $rows establishments as at $date; $homes children's homes with $places places"
  is "every row of $date is in the record" \
    "$(git -C "$record" show "main:establishments/$date.csv" | python3 -c '
import csv, sys
print("{:,}".format(len(list(csv.DictReader(sys.stdin)))))')" "$rows"
  is "the record of $date names the bytes received" \
    "$(git -C "$record" show "main:establishments/$date.json" |
       python3 -c 'import json, sys; print(json.load(sys.stdin)["sha256"])')" \
    "$(sha256sum <"$file" | cut -d' ' -f1)"
done <<'EOF'
2021-03-31 3,402 2,624 10,708
2022-03-31 3,576 2,798 11,095
2025-03-31 5,600 3,946 14,275
EOF

# A record without the published lists, beside which ours would be doubtful.
record=$dir/own
list 'SC100001,Children’s HOME,01/04/2019,Active,City of Bristol,private,4, Some Owner ,red' \
  '1000002,Independent  Fostering agency,2020-05-06,suspended,Durham,Voluntary' >"$dir/good.csv"
import 2024-03-31 "$dir/good.csv"
is 'a list of another layout is imported' "$status" 0
is 'values are kept in one spelling, owners as published' \
  "$(git -C "$record" show main:establishments/2024-03-31.csv)" \
"urn,name,provision,status,registered,sector,organisation,authority,places,premises
SC100001,,Children's home,Active,2019-04-01,Private, Some Owner ,E06000023,4,
1000002,,Independent Fostering Agency,Suspended,2020-05-06,Voluntary,,E06000047,,"
contains 'a column that is not known is said to be left out' "$out" 'OFS-COLUMN-UNKNOWN'
contains 'a short row is said to be one' "$out" 'OFS-SHORT'

before=$(git -C "$record" rev-parse main)
import 2024-03-31 "$dir/good.csv"
is 'the same bytes again are refused' "$status" 1
contains 'and it says why' "$err" 'the bytes are the same'
{ cat "$dir/good.csv"; echo '1000003,Boarding School,,Active,Kent,Academy,10,,'; } >"$dir/more.csv"
import 2024-03-31 "$dir/more.csv"
is 'another list of the same date is refused without a reason' "$status" 1
contains 'and it names the option' "$err" '--reason'
is 'nothing was written' "$(git -C "$record" rev-parse main)" "$before"
import 2024-03-31 "$dir/more.csv" --reason 'Ofsted published it again'
is 'with a reason it replaces the first' "$status" 0
contains 'and the event keeps the reason' "$(git -C "$record" log -1 main)" \
  'Reason: Ofsted published it again'

before=$(git -C "$record" rev-parse main)
list '1000001,Childrens home,2020-01-01,Active,Cumbria,Private,4,,' \
  '1000001,Childrens home,2020-01-01,Closed,Cumbria,Private,4,,' \
  'SC12,Boarding School,31/31/2020,Active,Kent,Private,four,,,extra' \
  'SC12,Boarding School,31/31/2020,Active,Kent,Private,four,,' >"$dir/bad.csv"
import 2023-04-01 "$dir/bad.csv" --format csv
is 'a list with findings is refused' "$status" 1
is 'all of them are found in one pass, repeated ones once' \
  "$(printf '%s\n' "$out" | python3 -c '
import csv, sys
for row in csv.DictReader(sys.stdin):
    if row["severity"] == "hard":
        print(row["rule"], row["line"], row["column"])' | LC_ALL=C sort)" \
"OFS-AUTHORITY 4 5
OFS-DATE 7 3
OFS-LONG 6 10
OFS-PLACES 7 7
OFS-URN 7 1
OFS-URN-TWICE 5 1
OFS-VALUE 4 2
OFS-VALUE 5 4"
contains 'the nearest known value is offered' "$out" "Did you mean 'Children's home'?"
contains 'rows with the same problem are counted' "$out" '(2 rows)'

import 2023-04-01 "$dir"
is 'a folder where a file should be is a finding' "$status" 1
contains 'and says so' "$out" 'FILE-KIND'
import 2023-04-01 "$dir/none.csv"
is 'a missing file is a fault' "$status" 3
printf 'a,b\n1,2\n' >"$dir/other.csv"
import 2023-04-01 "$dir/other.csv"
is 'a file that is no list is a finding' "$status" 1
contains 'and says what was looked for' "$out" 'OFS-NO-HEADER'
is 'nothing was written by any of them' "$(git -C "$record" rev-parse main)" "$before"

run "$collector" import "$record" establishments --source x "$dir/good.csv"
is 'a list without its date is wrong usage' "$status" 2
run "$collector" import "$record" establishment "$dir/good.csv"
is 'an unknown kind is wrong usage' "$status" 2
contains 'and the nearest is offered' "$err" "'establishments'"
run "$collector" import "$record" persons --reason x "$dir/good.csv"
is 'options of lists are not for the register' "$status" 2
finish
