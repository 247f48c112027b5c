#!/usr/bin/env bash
# Every figure is worked out and judged by the edition of the methods that holds for
# its own period, also where a newer year or list stands beside it.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

store=$dir/record
make_record "$store"
must "$collector" import "$store" establishments "$examples/ofsted/providers_2025-03-31.csv" \
  --as-at 2025-03-31 --source 'fictional list of the examples' --at 2026-04-01T08:20:00Z
file_return "$store" annual 2024-25 P00108 2026-06-01T09:00:00Z
file_return "$store" annual 2025-26 P00108 2026-06-01T09:10:00Z

# Data in which an older edition holds to 2024-25. By it a loss is of some concern alone,
# the share of staff is that of employees, nobody measures occupancy, and the
# independent sector is private homes.
data=$dir/data
mkdir -p "$data/analyser/methods"
ln -s "$CARE_OVERSIGHT_DATA"/{lib,collector,submissions,templates,site} "$data"
cp -R "$CARE_OVERSIGHT_DATA/analyser/methods/editions" "$data/analyser/methods"
editions=$data/analyser/methods/editions
chmod -R u+w "$editions"
cp -R "$editions/2025-26" "$editions/older"
sed -i 's/^first-period.*/first-period = 2025-26/' "$editions/2025-26/edition.ini"
sed -i 's/^id = .*/id = older/; s/^first-period.*/&\nlast-period = 2024-25/' "$editions/older/edition.ini"
sed -i 's/^operating_margin,value < 0,4/operating_margin,value < 0,2/; /^occupancy,/d' "$editions/older/bands.csv"
sed -i '/^occupancy,/d; s|(staff_costs + agency_staff_costs) / total_income|staff_costs / total_income|' \
  "$editions/older/measures.csv"
sed -i 's/,Private; Voluntary,/,Private,/' "$editions/older/markets.csv"

report () # FOLDER DATA
{
  CARE_OVERSIGHT_DATA=$2 "$analyser" report "$store" "$1" >/dev/null 2>&1
}
levels () # FOLDER TITLE: level and the level before
{
  grep "^| $2 " "$1/assessment-P00108.md" | head -1 | cut -d'|' -f3,4 | tr -d ' '
}
measured () # FOLDER TITLE: the row of the table of profit
{
  grep "^| $2 " "$1/assessment-P00108.md" | head -1
}
homes () # FOLDER DATE
{
  grep "^| $2 " "$1/market.md" | head -1 | cut -d'|' -f3 | tr -d ' ,'
}
counted () # DATA DATE: by the command
{
  CARE_OVERSIGHT_DATA=$1 "$analyser" concentration "$store" --basis homes --on "$2" --format csv 2>/dev/null |
    python3 -c 'import csv, sys; print(next(csv.DictReader(sys.stdin))["units"])'
}

check 'reports by one edition are made' report "$dir/one" "$CARE_OVERSIGHT_DATA"
check 'reports by two editions are made' report "$dir/two" "$data"
# -17% after -5%: both a loss.
is 'by one edition both years are at level 4' "$(levels "$dir/one" Profitability)" '4|4'
is 'the year before has the level of its own edition' "$(levels "$dir/two" Profitability)" '4|2'
is 'a measure that its edition lacks is no level' "$(levels "$dir/two" Activity)" '3|'
level=$(CARE_OVERSIGHT_DATA=$data "$analyser" measures "$store" --period 2024-25 --format csv 2>/dev/null |
  python3 -c '
import csv, sys
for row in csv.DictReader(sys.stdin):
    if (row["measure"], row["activity"]) == ("operating_margin", "total"):
        print(row["level"], row["edition"])')
is 'as the command says of that year' "$level" '2 older'
is 'the newest year is as it was' "$(measured "$dir/two" 'Operating margin' | cut -d'|' -f4)" \
  "$(measured "$dir/one" 'Operating margin' | cut -d'|' -f4)"
is 'figures by two formulas have no change' \
  "$(measured "$dir/two" 'Staff costs as a share of income' | cut -d'|' -f5 | tr -d ' ')" '\[z\]'
is 'and it is said why, of them alone' "$(grep 'has no change' "$dir/two/assessment-P00108.md")" \
  'Staff costs as a share of income has no change (\[z\]): the methods of the period before have another formula.'
contains 'and those by one have' "$(measured "$dir/one" 'Staff costs as a share of income' | cut -d'|' -f5)" 'pp'

before=$(homes "$dir/one" '31 March 2025')
check 'the older edition counts fewer homes' test "$(homes "$dir/two" '31 March 2025')" -lt "$before"
is 'the market of each list is as the command has it' \
  "$(homes "$dir/two" '31 March 2025') $(homes "$dir/two" '31 March 2026')" \
  "$(counted "$data" 2025-03-31) $(counted "$data" 2026-03-31)"
is 'and the newest list is as it was' "$(homes "$dir/two" '31 March 2026')" "$(homes "$dir/one" '31 March 2026')"
finish
