#!/usr/bin/env bash
# Measures of returns in force, against a second implementation, and each figure
# walked back to the cell and the commit it came from.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

store=$dir/record
make_record "$store"
# A family with a ledger of adjustments, a group that fails, one with a part year.
persons=(P00103 P00108 P00109)
for person in "${persons[@]}"; do
  for period in 2023-24 2024-25 2025-26; do
    file_return "$store" annual "$period" "$person" 2026-06-10T09:00:00Z
  done
done

run "$analyser" measures "$store" --format csv
is 'measures are listed' "$status $err" '0 '
compared=$(printf '%s\n' "$out" | python3 "$top_srcdir/tests/cli/measures.py" "$examples/returns")
is 'a second implementation finds the same figures' "${compared//[0-9]/}" 'compared '
check 'and it compared more than a hundred' test "${compared#compared }" -gt 100
contains 'a part year is flagged' "$out" 'P00109,2024-25,ebitda_margin,total,'
is 'with its days' "$(printf '%s\n' "$out" | grep -c 'P00109,2024-25,.*,212 days,')" \
  "$(printf '%s\n' "$out" | grep -c 'P00109,2024-25,')"
is 'one person and period can be asked for' \
  "$("$analyser" measures "$store" --person P00108 --period 2024-25 --format csv | tail -n +2 | cut -d, -f1,2 | sort -u)" \
  P00108,2024-25

# Each cell that explain names holds the value it prints, and git agrees on the commit.
run "$analyser" explain "$store" P00108 2025-26 net_debt_ebitda_all --format csv
is 'a figure is explained' "$status $err" '0 '
terms=0
wrong=
while IFS=, read -r name value file line column commit _; do
  cell=$(git -C "$store" show "main:$file" | sed -n "${line}p" | cut -d, -f"$column")
  last=$(git -C "$store" log -1 --format=%H main -- "$file")
  [ "$(git -C "$store" show "main:$file" | sed -n "${line}p" | cut -d, -f1)" = "${name#prior.}" ] || wrong+=" $name: line"
  [ "${cell%.00}" = "$value" ] || wrong+=" $name: $cell is not $value"
  [ "$last" = "$commit" ] || wrong+=" $name: commit"
  terms=$((terms + 1))
done < <(printf '%s\n' "$out" | tail -n +2)
is 'every cell it names holds that value, from that commit' "$wrong" ''
is 'and it names every line of the formula' "$terms" 7

run "$analyser" explain "$store" P00103 2025-26 roce
contains 'the return before is named by its own file' "$out" 'returns/annual/2024-25/03/P00103/statement.csv'
contains 'the formula is shown' "$out" 'formula:   operating_profit_before_exceptional / average('
run "$analyser" explain "$store" P00103 2023-24 roce
contains 'what is missing says why' "$out" 'there is no return for the period before'
run "$analyser" explain "$store" P00103 2025-26 economic_profit
contains 'a parameter is named' "$out" 'Weighted average cost of capital'
run "$analyser" explain "$store" P00103 2025-26 adjusted_operating_margin --activity childrens_homes
contains 'a sum of the ledger names its file' "$out" 'returns/annual/2025-26/03/P00103/adjustments.csv'

before=$(git -C "$store" rev-parse main)
ran=$("$analyser" measures "$store" --format csv --as-at "$before")
file_return "$store" annual 2025-26 P00112 2026-06-11T09:00:00Z
is 'the record as it was gives what it gave' \
  "$("$analyser" measures "$store" --format csv --as-at "$before")" "$ran"
is 'and now there is a person more' \
  "$("$analyser" measures "$store" --format csv | grep -c '^P00112,2025-26,ebitda_margin,total')" 1

# Fees by establishment make a market too: the homes of two groups that returned them.
for person in P00103 P00108; do
  file_return "$store" capacity 2025-26-Q4 "$person" 2026-06-12T09:00:00Z
done
expected=$(python3 - "$examples" P00103 P00108 <<'END'
import csv, sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction

examples, *persons = sys.argv[1:]
with open(f"{examples}/ofsted/providers_2026-03-31.csv", encoding="utf-8", newline="") as file:
    lines = list(csv.reader(file))
head = next(i for i, line in enumerate(lines) if "URN" in line)
homes = {}
for line in lines[head + 1:]:
    row = dict(zip(lines[head], line))
    if row["Provision type"].lower() == "children's home" and row["Sector"] in ("Private", "Voluntary"):
        homes[row["URN"]] = row["Organisation name"]
held, known = Counter(), 0
for person in persons:
    with open(f"{examples}/returns/{person}/capacity/2025-26-Q4/establishments.csv", newline="") as file:
        for row in csv.DictReader(file):
            if row["urn"] in homes and row["fee_income"] not in ("", "z"):
                held[homes[row["urn"]]] += Decimal(row["fee_income"])
                known += 1
total = sum(held.values())
index = sum(Fraction(value) ** 2 for value in held.values()) * 10000 / Fraction(total) ** 2
print(len(homes), f"{total:.2f}", f"{round(index * 1000) / 1000:.3f}",
      f"no income returned for {len(homes) - known} of {len(homes)}")
END
)
is 'concentration by income is of the fees returned' \
  "$("$analyser" concentration "$store" --basis income --names trimmed --on 2026-03-31 --format csv |
     python3 -c '
import csv, sys
for row in csv.DictReader(sys.stdin):
    print(row["units"], row["total"], row["hhi"], row["note"].split("; ")[-1])')" "$expected"

refused () # NAME PART ARGUMENTS...
{
  run "$analyser" "${@:3}"
  is "$1 is refused" "$status" 1
  contains "$1: the nearest is offered" "$err" "$2"
}

refused 'an unknown person' "unknown person 'P0108'; did you mean 'P00108'?" measures "$store" --person P0108
refused 'an unknown period' "did you mean '2025-26'?" measures "$store" --period 2025-27
refused 'an unknown measure' "did you mean 'roce'?" explain "$store" P00108 2025-26 rose
refused 'a person without a return' "did you mean 'P00108'?" explain "$store" P0108 2025-26 roce
refused 'a period without a return' "unknown period of P00108 '2022-23'; known: " explain "$store" P00108 2022-23 roce
refused 'a period that is none' "unknown period '2025'" explain "$store" P00108 2025 roce
refused 'an unknown activity' "did you mean 'fostering'?" explain "$store" P00108 2025-26 roce --activity foster
run "$analyser" measures "$dir/nowhere"
is 'a record that is not there is a fault' "$status" 3
finish
