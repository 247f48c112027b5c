#!/usr/bin/env bash
# Rows of the register are added by importing a file; what is wrong with one is
# told with its place, and nothing is written.
. "$top_srcdir/tests/cli/tap.sh"
persons=person,name,company_number,named_individual,role,mail,from,to

import () # KIND LINES...
{
  printf '%s\n' "${@:2}" >"$dir/$1.csv"
  run "$collector" import "$dir/record" "$1" "$dir/$1.csv" --at 2026-01-02T03:04:05Z
}

stored ()
{
  git -C "$dir/record" show "main:register/$1.csv"
}

"$collector" init "$dir/record" --practice --at 2026-01-01T00:00:00Z >/dev/null
is 'a new record has the authorities that the project ships' \
  "$(stored authorities | sha256sum)" "$(sha256sum <"$top_srcdir/lib/register/reference/authorities.csv")"
is 'and files without rows for the rest' "$(stored persons)" "$persons"

import persons "$persons" 'P00001,"One, Ltd",01234567,Ann Lee,Director,ann@example.org,2024-01-01,'
is 'rows are added' "$status" 0
import persons "$persons" 'P00001,"One, Ltd",01234567,Ann Lee,Director,ann@example.org,2024-01-01,' \
  'P00002,Two Ltd,,,,,2024-01-01,'
is 'rows that are there already are passed over' "$(stored persons | tail -n 2)" \
'P00001,"One, Ltd",01234567,Ann Lee,Director,ann@example.org,2024-01-01,
P00002,Two Ltd,,,,,2024-01-01,'
before=$(git -C "$dir/record" rev-parse main)
import persons "$persons" 'P00002,Two Ltd,,,,,2024-01-01,'
is 'a file with nothing new is refused' "$status" 1
import owners owner,person,group,from,to 'Two Limited,P0002,,2024-01-01,' 'Two,P00003,,1 May,'
is 'rows with findings are refused' "$status" 1
contains 'a malformed id is named with its place' "$out" 'REG-CODE'
contains 'a person who is not in the register is named' "$out" 'REG-UNKNOWN'
contains 'and the nearest is offered' "$out" "Did you mean 'P00001'?"
contains 'a date of another form is named, in the same pass' "$out" 'REG-DATE'
is 'nothing was written' "$(git -C "$dir/record" rev-parse main)" "$before"
import owners owner,person,group,from,to 'Two Limited,P00002,,2024-01-01,'
is 'an owner of a person there is is added' "$status" 0
import rounds return,period,opens,due,freezes,from,to \
  'annual,2025-26,2026-04-01,2026-09-30,2026-12-31,2025-04-01,'
is 'a round is added' "$status" 0
for columns in "$persons" $'\xef\xbb\xbf'"$persons"$'\r'; do
  import rounds "$columns" 'P00003,Three Ltd,,,,,2024-01-01,'
  is 'a file of another kind is refused' "$status" 1
  contains 'for one reason' "$out" "these are the columns of 'persons', not of 'rounds'"
  contains 'with what to do' "$out" "Import it as 'persons'"
  is 'and no other' "$(tail -1 <<<"$out")" 'findings: 1 hard, 0 soft, 0 notes'
done

# What nobody could file, meet, write to or read is refused, all of it at once.
found () # of the findings: rule, line and column of those that stop
{
  printf '%s\n' "$out" | python3 -c '
import csv, sys
print(" ".join(":".join((row["rule"], row["line"], row["column"])) for row in csv.DictReader(sys.stdin) if row["severity"] == "hard"))'
}

refuse () # NAME EXPECTED KIND LINES...
{
  before=$(git -C "$dir/record" rev-parse main)
  printf '%s\n' "${@:4}" >"$dir/$3.csv"
  run "$collector" import "$dir/record" "$3" "$dir/$3.csv" --at 2026-01-02T03:04:05Z --format csv
  is "$1 is refused" "$status $(found)" "1 $2"
  is "$1: nothing was written" "$(git -C "$dir/record" rev-parse main)" "$before"
}

refuse 'a return that there is not, or not for the period' 'REG-RETURN:2:1 REG-RETURN:3:1' rounds \
  return,period,opens,due,freezes,from,to \
  'annaul,2026-27,2027-04-01,2027-09-30,,2026-04-01,' 'annual,2026-27-Q1,2027-04-01,2027-09-30,,2026-04-01,' \
  'annual,2026-27,2027-04-01,2027-09-30,,2026-04-01,'
contains 'and the nearest is offered' "$out" "did you mean 'annual'?"
import rounds return,period,opens,due,freezes,from,to 'annual,2026-27,2027-04-01,2027-09-30,,2026-04-01,'
is 'a round may be set before there is an edition' "$status" 0
contains 'and it is said that there is none' "$out" 'no edition of the return holds for the period yet'
refuse 'a condition that is none' 'REG-CONDITION:2:2' determinations person,condition,served,from,to \
  'P00001,banana,2026-01-01,2026-01-01,' 'P00002,size,2026-01-01,2026-01-01,'
contains 'and those there are are named' "$out" 'number, size, geography, market-share'
refuse 'what is not what it looks like' \
  'REG-MAIL:2:6 REG-INVISIBLE:3:2 REG-INVISIBLE:3:4 REG-INVISIBLE:4:2 REG-INVISIBLE:5:2' persons "$persons" \
  'P00011,A Ltd,,Ann Lee,Director,not-a-mail,2024-01-01,' \
  $'P00012,B \u202edtL,,\u2066Ann Lee,Director,ann@example.org,2024-01-01,' \
  $'P00013,\u00a0,,,,,2024-01-01,' $'P00014,C\ufeff Ltd,,,,,2024-01-01,'
contains 'and the character is named' "$out" 'U+202E'
import owners owner,person,group,from,to 'Nobody Ltd,P00002,,2024-02-01,'
is 'without a list nothing is said of owners' "$status $(grep -c REG-OWNER <<<"$out")" '0 0'
printf '%s\n' 'URN,Provision type,Registration status,Local authority,Sector,Places,Organisation name' \
  "1000001,Children's home,Active,Kent,Private,4,Listed Limited" >"$dir/list.csv"
"$collector" import "$dir/record" establishments --as-at 2025-03-31 --source x --at 2026-01-02T03:04:05Z \
  "$dir/list.csv" >/dev/null
import owners owner,person,group,from,to 'LISTED LTD,P00002,,2024-02-01,' 'Lsited Ltd,P00002,,2024-02-01,' \
  'Other Ltd,P00002,,2024-02-01,'
is 'owners that no list has are added' "$status" 0
contains 'but not unnoticed' "$out" '2 of 3 owners stand on no list'
check 'every commit is good to git' git -C "$dir/record" fsck --strict

# Somebody with access to the folder puts garbage on main with stock git.
damaged=$(export GIT_INDEX_FILE="$dir/index" && cd "$dir/record" && git read-tree main &&
  git update-index --cacheinfo "100644,$(printf 'a,"b' | git hash-object -w --stdin),register/owners.csv" &&
  git -c user.name=x -c user.email=x@example.org commit-tree -p main -m "PRACTICE: imported" \
    -m $'Event: imported\nRegister: owners\nSource-SHA256: 0\nRecord: PRACTICE' "$(git write-tree)")
git -C "$dir/record" update-ref refs/heads/main "$damaged"
for command in "status" "history annual 2025-26 P00001" "receipt annual 2025-26 P00001"; do
  read -r name rest <<<"$command"
  run "$collector" "$name" "$dir/record" $rest
  is "$name of a record with a damaged register is a fault of one line" "$status $(wc -l <<<"$err")" '3 1'
  contains 'which names the file' "$err" 'register/owners.csv, line 1'
done
finish
