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
check 'every commit is good to git' git -C "$dir/record" fsck --strict

# Somebody with access to the folder puts garbage on main with stock git.
damaged=$(export GIT_INDEX_FILE="$dir/index" && cd "$dir/record" && git read-tree main &&
  git update-index --cacheinfo "100644,$(printf 'a,"b' | git hash-object -w --stdin),register/owners.csv" &&
  git -c user.name=x -c user.email=x@example.org commit-tree -m x -p main "$(git write-tree)")
git -C "$dir/record" update-ref refs/heads/main "$damaged"
for command in "status" "history annual 2025-26 P00001" "receipt annual 2025-26 P00001"; do
  read -r name rest <<<"$command"
  run "$collector" "$name" "$dir/record" $rest
  is "$name of a record with a damaged register is a fault of one line" "$status $(wc -l <"$dir/.err")" '3 1'
  contains 'which names the file' "$err" 'register/owners.csv, line 1'
done
finish
