#!/usr/bin/env bash
# Concentration from the record: the published list gives the known figures, and
# each option changes what it says and nothing else.
. "$top_srcdir/tests/cli/tap.sh"
list=$CARE_OVERSIGHT_SHARED/data/ofsted/providers_2025-03-31.csv
store=$dir/record

figure () # COLUMN OPTIONS...: of the one row that is printed
{
  local column=$1
  shift
  "$analyser" concentration "$store" --format csv "$@" | python3 -c '
import csv, sys
rows = list(csv.DictReader(sys.stdin))
print(rows[0][sys.argv[1]] if len(rows) == 1 else "%d rows" % len(rows))' "$column"
}

published ()
{
  "$collector" init "$store" --practice --at 2026-01-01T00:00:00Z >/dev/null
  "$collector" import "$store" establishments --as-at 2025-03-31 --source Ofsted \
    --at 2026-01-02T03:04:05Z "$list" >/dev/null
  local all=(--service childrens-homes --sectors all --level organisation --basis places)
  local trimmed=("${all[@]}" --names trimmed)
  is 'there are 3,946 homes' "$(figure units "${all[@]}")" 3946
  is 'they have 14,275 places' "$(figure total "${all[@]}")" 14275
  is 'the index of England is 41.288 with names trimmed' "$(figure hhi "${trimmed[@]}")" 41.288
  is 'and 41.414 with names normalised, the default' "$(figure hhi "${all[@]}")" 41.414
  is 'the ten largest hold 14.200%' "$(figure cr10 "${all[@]}")" 14.200
  is 'the largest holds 562 of 14,275 places' "$(figure cr1 "${all[@]}")" 3.937
  is 'the index of Birmingham is 490.837' \
    "$(figure hhi "${trimmed[@]}" --area authority --in Birmingham)" 490.837
  is 'and by its code' "$(figure hhi "${trimmed[@]}" --area authority --in E08000025)" 490.837
  is 'the index of Stoke-on-Trent is 943.073' \
    "$(figure hhi "${trimmed[@]}" --area authority --in Stoke-on-Trent)" 943.073
  is 'the index of private homes in Hartlepool is 1925.078' \
    "$(figure hhi --sectors private --area authority --in Hartlepool)" 1925.078
  is 'there are nine regions' \
    "$("$analyser" concentration "$store" --area region --format csv | grep -c '^E12')" 9
  is 'every authority of England is listed, also one without a home' \
    "$("$analyser" concentration "$store" --area authority --format csv | grep -c '^E')" 153
}

if [ -r "$list" ]; then
  published
else
  skip 'the published list gives the known figures' "there is no $list"
fi

store=$dir/small
"$collector" init "$store" --practice --at 2026-01-01T00:00:00Z >/dev/null
cat >"$dir/groups.csv" <<'END'
group,name,ownership_type,from,to
G001,Alpha Group,corporate,2020-01-01,
END
cat >"$dir/owners.csv" <<'END'
owner,person,group,from,to
Alpha Ltd,,G001,2020-01-01,
Beta Ltd,,G001,2025-06-01,
END
cat >"$dir/list.csv" <<'END'
URN,Provision type,Registration date,Registration status,Local authority,Sector,Places,Organisation name
SC000001,Children's home,2019-04-01,Active,Hartlepool,Private,4,Alpha Ltd
SC000002,Children's home,2019-04-01,Active,Hartlepool,Private,3,Beta Ltd
SC000003,Children's home,2019-04-01,Active,Hartlepool,Private,3,Gamma Ltd
END
"$collector" import "$store" groups "$dir/groups.csv" --at 2026-01-01T00:00:00Z >/dev/null
"$collector" import "$store" owners "$dir/owners.csv" --at 2026-01-01T00:00:00Z >/dev/null
"$collector" import "$store" establishments --as-at 2025-03-31 --source Test \
  --at 2026-01-01T00:00:00Z "$dir/list.csv" >/dev/null

# 16 + 9 + 9 = 34 of 100; with Alpha and Beta as one, 49 + 9 = 58.
is 'organisations stand for themselves' "$(figure hhi)" 3400.000
is 'a group is not what it will be' "$(figure hhi --level group)" 3400.000
is 'on a later date it is' "$(figure hhi --level group --on 2025-06-01)" 5800.000
is 'the row says when owners were mapped' "$(figure mapped_on --level group --on 2025-06-01)" 2025-06-01
is 'and of which day the list is' "$(figure on --level group --on 2025-06-01)" 2025-03-31
is 'two owners are too thin to index' "$(figure note --level group --on 2025-06-01)" 'too thin to index'
is 'homes are another basis' "$(figure hhi --basis homes)" 3333.333
is 'no agency has places' "$(figure hhi --service fostering)" z
is 'income that nobody returned is not zero' \
  "$(figure note --basis income): $(figure total --basis income) $(figure hhi --basis income)" \
  'no income returned for 3 of 3: x x'

run "$analyser" concentration "$store" --format csv
is 'the header is as it is written down' "$(printf '%s\n' "$out" | head -n 1)" \
  area,name,service,sectors,level,names,basis,on,mapped_on,units,total,owners,hhi,effective_number,cr1,cr3,cr5,cr10,owners_to_25,gini,note,record
run "$analyser" concentration "$store" --format json
is 'JSON is read by another program' \
  "$(printf '%s\n' "$out" | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["hhi"])')" 3400.0
run "$analyser" concentration "$store"
contains 'text names the list it rests on' "$out" "Ofsted's list as at 31 March 2025"

refused () # NAME STATUS PART OPTIONS...
{
  run "$analyser" concentration "$store" "${@:4}"
  is "$1 is refused" "$status" "$2"
  contains "$1: and it says what there is" "$err" "$3"
}

refused 'an unknown service' 1 "unknown service 'foster'; did you mean 'fostering'?" --service foster
refused 'unknown sectors' 1 "did you mean 'independent'?" --sectors independant
refused 'an unknown level' 2 "did you mean 'organisation'?" --level organization
refused 'an unknown basis' 2 "did you mean 'places'?" --basis place
for name in 'Herefordshire E06000019' 'Bristol E06000023' 'Stoke E06000021' 'Hull E06000010' \
  'Kingston%upon%Hull E06000010' 'e06000001 E06000001'; do
  read -r given code <<<"$name"
  is "${given//%/ } is the name of an authority" "$(figure area --area authority --in "${given//%/ }")" "$code"
done
is 'a region is found as it is spelt elsewhere' "$(figure area --area region --in 'Yorkshire & Humber')" E12000003
refused 'a beginning that two names have' 1 \
  "may be 'Kingston upon Hull, City of' (E06000010) or 'Kingston upon Thames' (E09000021)" \
  --area authority --in Kingston
refused 'an authority that was replaced by then' 1 \
  "'Cumbria' was replaced on 1 April 2023 by 'Cumberland' (E06000063) and 'Westmorland and Furness'" \
  --area authority --in Cumbria
refused 'a region that is no area of care' 1 "unknown region 'Kent'; there are: 'North East'" --area region --in Kent
refused 'an unknown kind of area' 2 "did you mean 'region'?" --area regions
refused 'an unknown authority' 1 "unknown authority 'Hartlepol'; did you mean 'Hartlepool' (E06000001)?" \
  --area authority --in Hartlepol
refused 'a date before the first list' 1 2025-03-31 --on 2024-01-01
refused 'a commit that is not there' 1 'has no commit 0123456' --as-at 0123456
refused 'a day before the record' 1 'begins after 1999-01-01' --as-at 1999-01-01
refused 'what is no date' 2 "is not a date: write it like 2026-04-30" --on 31/03/2025
refused 'an unknown format' 2 csv --format tsv
finish
