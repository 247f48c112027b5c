# Where returns stand on a day, what happened to them, and receipts long after.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

store=$dir/record
make_record "$store"
folder=$examples/returns/P00101/annual/2025-26
by=$(signatory P00101)

row () # PERSON OPTION...: its columns state, days and late
{
  local person=$1
  shift
  "$collector" status "$store" annual 2025-26 --format csv "$@" | grep "^annual,2025-26,$person," |
    python3 -c 'import csv, sys
for row in csv.reader(sys.stdin): print(row[4], row[7], row[8])'
}

# The round opens on 1 June 2026 and is due on 30 September, 121 days later.
run "$collector" status "$store" annual 2025-26 --on 2026-06-01 --format csv
is 'the columns of status are a contract' "$(echo "$out" | head -1)" \
  'return,period,person,name,state,opens,due,days,late,version,filed_at,hard,unexplained,hash,problem,record'
is 'before it opens a return is not due' "$(row P00101 --on 2026-05-31)" 'not due 122 no'
is 'on the day it opens it is due' "$(row P00101 --on 2026-06-01)" 'due 121 no'
is 'on the last day it is not late' "$(row P00101 --on 2026-09-30)" 'due 0 no'
is 'on the day after it is' "$(row P00101 --on 2026-10-01)" 'due -1 yes'

# Filed 44 days before it is due; corrected below.
file_return "$store" annual 2025-26 P00103 2026-08-17T09:00:00Z

must "$collector" draft "$store" annual 2025-26 P00101 "$folder" --by "$by" --at 2026-10-02T09:00:00Z
is 'a draft that wants explanations is a draft' "$(row P00101 --on 2026-10-02)" 'draft -2 yes'
explain_all "$store" annual 2025-26 P00101 2026-10-02T09:10:00Z
is 'an explained one is ready' "$(row P00101 --on 2026-10-02)" 'ready -2 yes'
is 'the record as it was has no draft of today' "$(row P00101 --as-at 2026-09-29)" 'due 1 no'
must "$collector" file "$store" annual 2025-26 P00101 --by "$by" --at 2026-10-03T09:00:00Z \
  --hash "$(draft_hash "$store" annual 2025-26 P00101)" \
  --receipt "$dir/receipt"
is 'a late filing stays late for ever' "$(row P00101 --on 2027-01-01)" 'filed -3 yes'
run "$collector" status "$store" annual 2025-26 --on 2026-10-04
contains 'in words too' "$out" 'filed, 3 days late'
run "$collector" status "$store" annual 2025-26 --on 2026-09-29
contains 'one day is a day' "$out" ', 1 day to go (due 2026-09-30)'
run "$collector" status "$store" annual 2025-26 --on 2026-10-04 --format json
is 'and as JSON, with the same names' "$(echo "$out" | python3 -c '
import json, sys
print([row["state"] + row["days"] for row in json.load(sys.stdin) if row["person"] == "P00101"])')" "['filed-3']"
run "$collector" status "$store" --person P00101 --on 2026-10-04 --format csv
is 'of one person come no others' "$(echo "$out" | cut -d, -f3 | sort -u | xargs)" 'P00101 person'
run "$collector" status "$store" --person P00199 --on 2026-10-04
is 'of a person nobody knows it is refused' $status 1
contains 'with the nearest' "$err" "did you mean 'P0"
run "$collector" status "$store" --on 31/08/2026
is 'a day in another form is refused' $status 2

# A correction whose figures do not add up is kept, but cannot be signed.
cp -r "$folder" "$dir/wrong"
chmod -R u+w "$dir/wrong"
sed -i "s|^total_assets,.*|total_assets,,,,,,1|" "$dir/wrong/statement.csv"
run "$collector" draft "$store" annual 2025-26 P00101 "$dir/wrong" --by "$by" --at 2026-10-04T09:00:00Z --reason wrong
is 'a draft with hard findings is kept, and exits 1' $status 1
is 'and is invalid' "$(row P00101 --on 2026-10-04)" 'invalid -3 yes'

run "$collector" history "$store" annual 2025-26 P00101 --format csv
is 'history has its columns, and the filing' "$(echo "$out" | grep -v ',draft,')" "at,event,by,subject,commit,reason,record
2026-10-03T09:00:00Z,filed,$by,\"PRACTICE: filed: annual 2025-26 of P00101 (Harrowmere Care Group Limited), version 1\",$(git -C "$store" rev-parse main),,PRACTICE"
is 'before it, when it was drafted and explained, and after it a draft with its reason' \
  "$(echo "$out" | cut -d, -f1,2,4,6 | tail -n +2 | grep ,draft,)" \
  '2026-10-04T09:00:00Z,draft,PRACTICE: drafted: annual 2025-26 of P00101,wrong
2026-10-02T09:10:00Z,draft,PRACTICE: explained: annual 2025-26 of P00101,
2026-10-02T09:00:00Z,draft,PRACTICE: drafted: annual 2025-26 of P00101,'
run "$collector" history "$store" annual 2025-26 P00101 --format json
is 'the same as JSON' "$(echo "$out" | python3 -c '
import json, sys
print([(row["event"], row["at"]) for row in json.load(sys.stdin) if row["event"] != "draft"])')" "[('filed', '2026-10-03T09:00:00Z')]"
run "$collector" history "$store" annual 2025-26
is 'history of half a return is wrong usage' $status 2
is 'history of everything has every event' "$("$collector" history "$store" --format csv | tail -n +2 | wc -l)" \
  "$(git -C "$store" rev-list --count main)"

run "$collector" receipt "$store" annual 2025-26 P00104
is 'what was not filed has no receipt' $status 1
contains 'and it says so' "$err" 'has not been filed'

# Filed in time, and corrected after the last day.
cp -r "$examples/returns/P00103/annual/2025-26" "$dir/corrected"
chmod -R u+w "$dir/corrected"
sed -i 's|^ultimate_parent,.*|ultimate_parent,Another Parent Ltd|' "$dir/corrected/ownership.csv"
must "$collector" draft "$store" annual 2025-26 P00103 "$dir/corrected" --by "$(signatory P00103)" \
  --at 2026-10-05T10:00:00Z --reason 'the parent has another name'
run "$collector" status "$store" annual 2025-26 --on 2026-10-05
contains 'what is in force is told beside a draft' "$(echo "$out" | grep P00103)" 'version 1 filed; version 2 ready'
must "$collector" file "$store" annual 2025-26 P00103 --by "$(signatory P00103)" --at 2026-10-05T11:00:00Z \
  --hash "$(draft_hash "$store" annual 2025-26 P00103)"
is 'a correction does not make a return late' "$(row P00103 --on 2026-10-06)" 'filed 44 no'

# The person is renamed from its first day, and then leaves the register.
cat >"$dir/persons.csv" <<EOF
person,name,company_number,named_individual,role,mail,from,to
P00101,Another Name Limited,99000101,Marian Oyelaran,Chief financial officer,marian.oyelaran@harrowmere.example.org,2023-04-01,2026-10-31
EOF
must "$collector" import "$store" persons "$dir/persons.csv" --at 2026-11-02T09:00:00Z
run "$collector" receipt "$store" annual 2025-26 P00101
is 'the receipt is the same, byte for byte' "$out" "$(cat "$dir/receipt")"
run "$collector" history "$store" annual 2025-26 P00101 --format csv
is 'and so is the history' "$(echo "$out" | grep -c ,filed,)" 1
finish
