# The check of a return: everything that is wrong with it, in one pass.
. "$top_srcdir/tests/cli/tap.sh"
base=$top_srcdir/tests/cases/rules

# A clean return, and the hash that the folder's own files give.
cp -R "$base/base-annual" "$dir/clean"
chmod -R u+w "$dir/clean"
run "$collector" check annual 2025-26 "$dir/clean"
is 'a clean return has no findings' "$status" 0
hash=$(cd "$dir/clean" && LC_ALL=C sha256sum -- *.csv | sha256sum | cut -d' ' -f1)
contains 'the content hash is the one sha256sum gives' "$out" "content hash $hash"
contains 'what was not judged is said' "$out" 'not judged, because no record was given: ANN-019, ANN-022'
contains 'nothing more is promised than was judged' "$out" \
  'verdict: nothing found stands in the way, but not every rule was judged'
is 'it has no note that nobody can act on' "$(printf '%s\n' "$out" | grep -c RULE-SKIPPED)" 0

# Names that are not known.
run "$collector" check anual 2025-26 "$dir/clean"
is 'an unknown return exits 1' "$status" 1
contains 'an unknown return offers the nearest' "$err" "unknown return 'anual'; did you mean 'annual'?"
run "$collector" check annual 2052-26 "$dir/clean"
contains 'an unknown period offers the nearest' "$err" "unknown period '2052-26'; did you mean '2025-26'?"
run "$collector" check annual 2025-26-Q1 "$dir/clean"
is 'a quarter of a yearly return exits 1' "$status" 1

# One cause is told once.
cp -R "$dir/clean" "$dir/capital"
sed -i '1s/^line,/Line,/' "$dir/capital/statement.csv"
run "$collector" check annual 2025-26 "$dir/capital"
is 'a misspelt column of codes is not told again of every row' "$(grep ^hard <<<"$out" | cut -d' ' -f3)" \
  "$(printf 'CSV-COLUMN-MISSING\nCSV-COLUMN-UNKNOWN')"
mkdir "$dir/empty"
run "$collector" check annual 2025-26 "$dir/empty"
is 'a folder without any part has no content, and no hash' "$status $(grep -c 'content hash' <<<"$out")" '1 0'

# Usage and faults.
run "$collector" check annual 2025-26
is 'too few arguments exit 2' "$status" 2
run "$collector" check annual 2025-26 "$dir/clean" --person P00001
is 'a person without a record exits 2' "$status" 2
run "$collector" check annual 2025-26 "$dir/clean" --format xml
is 'an unknown format exits 2' "$status" 2
run "$collector" check annual 2025-26 "$dir/clean/statement.csv"
is 'a file in place of a folder exits 2' "$status" 2
run "$collector" check annual 2025-26 "$dir/nothing"
is 'a missing folder exits 3' "$status" 3
is 'a fault is one line' "$(printf '%s\n' "$err" | wc -l)" 1
contains 'a fault says what and where' "$err" "cannot open folder '$dir/nothing': No such file or directory"

# Many findings: a person sees the first, files have all of them, and say so in numbers.
cp -R "$dir/clean" "$dir/many"
{
  cat "$dir/clean/adjustments.csv"
  for i in $(seq 101 430); do printf '%s,management_and_monitoring_charges,other,-%s.50,Why,Ann\n' "$i" "$i"; done
} >"$dir/many/adjustments.csv"
run "$collector" check annual 2025-26 "$dir/many" --format csv
is 'CSV has each of 330 findings' "$(printf '%s\n' "$out" | grep -c '^hard,VAL-NEGATIVE,adjustments.csv')" 330
run "$collector" check annual 2025-26 "$dir/many"
is 'a person sees 50 of them' "$(printf '%s\n' "$out" | grep -c '^hard  VAL-NEGATIVE .* line ')" 50
contains 'and how many more there are' "$out" 'hard  VAL-NEGATIVE adjustments.csv: 280 more like these'
contains 'and how to see them' "$out" '--format csv lists them all'
run "$collector" check annual 2025-26 "$dir/many" --format json
is 'JSON has each of them, the counts, the verdict and what was not judged' \
  "$(printf '%s' "$out" | python3 -c '
import json, sys
all = json.load(sys.stdin)
print(sum(f["rule"] == "VAL-NEGATIVE" for f in all["findings"]), all["counts"]["hard"], all["verdict"],
      [n["rules"][0] for n in all["not_judged"] if n["reason"] == "no record was given"])')" "330 330 hard ['ANN-019']"

# One unreadable cell, and a total that does not add up elsewhere.
cp -R "$dir/clean" "$dir/two"
sed 's/^fee_income,4000000.00/fee_income,4O00000.00/; s/^provisions,,,,,,100000.00/provisions,,,,,,90000.00/' \
  "$dir/clean/statement.csv" >"$dir/two/statement.csv"
run "$collector" check annual 2025-26 "$dir/two" --format json
is 'both are found in one pass, the figures as numbers' \
  "$(printf '%s' "$out" | python3 -c '
import json, sys
print([(f["rule"], f["value"], f["difference"]) for f in json.load(sys.stdin)["findings"] if f["severity"] == "hard"])')" \
  "[('VAL-SYMBOL', '4O00000.00', None), ('ANN-010', 3200000.0, 10000.0)]"

# What is advised can be followed: z only where z is taken, a minus only where a figure may be negative.
cp -R "$dir/clean" "$dir/words"
sed 's/^total_income,.*/total_income,4050000.00,1000000.00,,,,/; s/^other_income,.*/other_income,50000.00,0.00,,,,/
     s/^staff_costs,2000000.00/staff_costs,n\/a/; s/^ebitda,800000.00/ebitda,n\/a/' "$dir/clean/statement.csv" >"$dir/words/statement.csv"
sed '2{p;}' "$dir/clean/adjustments.csv" >"$dir/words/adjustments.csv"
run "$collector" check annual 2025-26 "$dir/words" --format csv
advice () { printf '%s\n' "$out" | python3 -c '
import csv, sys
print([row["advice"] for row in csv.DictReader(sys.stdin) if row["field"] == sys.argv[1] and row["rule"].startswith("VAL")][0])' "$1"; }
is 'a total that everybody has cannot be z' "$(advice total_income:total)" 'Enter an amount in pounds, like 1234567.89.'
is 'another may be' "$(advice other_income:total)" 'Enter an amount in pounds, like 1234567.89; or z where it does not apply.'
is 'a cost has no minus sign' "$(advice staff_costs:childrens_homes)" \
  'Enter an amount in pounds, like 1234567.89; or z where it does not apply.'
is 'a result may have one' "$(advice ebitda:childrens_homes)" \
  'Enter an amount in pounds, like 1234567.89, with a minus sign before a negative number; or z where it does not apply.'
contains 'a row that is there twice names its key' "$out" 'another row has the same Entry: line 2'
run "$collector" check annual 2026-27 "$dir/clean"
is 'a period without an edition says which there are' "$err" \
  "care-collector: unknown period '2026-27': the annual return is for years, and its editions are for 2023-24 to 2025-26; the newest is '2025-26'"
is 'and is an answer, no fault' "$status" 1

# A record without a list of establishments is not one in which nothing is wrong.
. "$top_srcdir/tests/cli/record.sh"
must "$collector" init "$dir/no-list" --practice --key "$key" --at 2026-04-01T08:00:00Z
for kind in persons groups owners determinations rounds; do
  must "$collector" import "$dir/no-list" $kind "$examples/register/$kind.csv" --at 2026-04-01T08:05:00Z
done
run "$collector" check capacity 2025-26-Q4 "$examples/returns/P00108/capacity/2025-26-Q4" --person P00108 --store "$dir/no-list"
is 'rules that the record has nothing for are no findings' "$status" 0
contains 'they are named' "$out" 'the record has no list of establishments of that time: CAP-007, CAP-008, CAP-009'
contains 'and the verdict is not "ready"' "$out" \
  'verdict: nothing found stands in the way, but the record lacks what some rules are judged by'

# The hostile list, all of it in one folder of a return made for it.
data=$dir/data
mkdir -p "$data/lib/register" "$data/submissions/hostile/1"
cp -R "$CARE_OVERSIGHT_DATA/lib/register/reference" "$data/lib/register/reference"
edition=$data/submissions/hostile/1
mkdir "$edition/parts"
parts='amounts quote nul field header empty columns folder link pipe text'
{
  printf '[return]\nid = hostile\ntitle = Hostile\nedition = 1\neach = year\nfirst-period = 2025-26\nrules = none\nparts ='
  printf ' %s;' $parts
  printf '\n'
  for part in $parts; do printf '[part %s]\nrows = free\n' "$part"; done
} | sed 's/;$//' >"$edition/return.ini"
for part in $parts; do
  printf '%s\n' column,type,required,key,sign,choices,label,guidance \
    id,text,yes,yes,,,Id,Id fee,amount,yes,no,not-negative,,Fee,Fee >"$edition/parts/$part.csv"
done
sent=$dir/sent
mkdir "$sent" "$sent/folder.csv"
printf '%s\n' id,fee a,-1 b,1e5 c,£5 'd,"1,000"' e, f,NaN g,1000000000000000000000000000000 \
  h,1.234 'i," 5"' 'j,(500)' k,0x10 a,5 z,5 >"$sent/amounts.csv"
printf '%s\n' id,fee a,1 'b"c,2' d,3 >"$sent/quote.csv"
printf 'id,fee\na\0b,1\n' >"$sent/nul.csv"
{ printf 'id,fee\n'; head -c 2097152 /dev/zero | tr '\0' x; printf ',1\n'; } >"$sent/field.csv"
printf 'id,fee\n' >"$sent/header.csv"
: >"$sent/empty.csv"
printf 'id,fee,fee,fees\na,1,2,3\n' >"$sent/columns.csv"
ln -s amounts.csv "$sent/link.csv"
mkfifo "$sent/pipe.csv"
printf 'id,fee\na\342\200\256b,1\nc,1,2\n' >"$sent/text.csv"
cp "$sent/header.csv" "$sent/ammounts.csv"
echo hello >"$sent/letter.txt"
echo rule,place >"$sent/explanations.csv"
(cd "$sent" && find . -type f -exec sha256sum {} +) >"$dir/before"
export CARE_OVERSIGHT_DATA=$data
run "$collector" check hostile 2025-26 "$sent" --format csv
is 'the hostile list exits 1' "$status" 1
is 'nothing is printed as a fault' "$err" ''
printf '%s\n' "$out" >"$dir/findings.csv"

# Rule, file, line and column of each.
while IFS=' ' read -r rule file line column name; do
  name=${name:-$rule}
  if grep -Eq "^(hard|note),$rule,$file,$line,$column," "$dir/findings.csv"; then
    point ok "$name: $rule at $file:$line"
  else
    point 'not ok' "$name: $rule at $file:$line"
    grep ",$file," "$dir/findings.csv" | sed 's/^/# /'
  fi
done <<'END'
VAL-NEGATIVE amounts.csv 2 2 minus one
VAL-EXPONENT amounts.csv 3 2 an exponent
VAL-SYMBOL amounts.csv 4 2 a pound sign
VAL-SEPARATOR amounts.csv 5 2 a thousands separator
VAL-REQUIRED amounts.csv 6 2 a blank
VAL-NOT-A-NUMBER amounts.csv 7 2 NaN
VAL-TOO-LARGE amounts.csv 8 2 ten to the thirtieth
VAL-DECIMALS amounts.csv 9 2 three decimals
VAL-BLANKS amounts.csv 10 2 a blank before the number
VAL-NOT-A-NUMBER amounts.csv 11 2 brackets
VAL-SYMBOL amounts.csv 12 2 hexadecimal
KEY-TWICE amounts.csv 13 1 a key twice
VAL-KEY amounts.csv 14 1 a key that does not apply
CSV-QUOTE quote.csv 3 [0-9]* a lone quote
CSV-NUL nul.csv 2 [0-9]* a NUL byte
CSV-FIELD field.csv 2 [0-9]* a field of 2 MB
CSV-NO-ROWS header.csv [0-9]* [0-9]* a header only
CSV-(EMPTY|NO-HEADER) empty.csv [0-9]* [0-9]* no header
CSV-COLUMN-TWICE columns.csv 1 3 a column twice
CSV-COLUMN-UNKNOWN columns.csv 1 4 an unknown column
FILE-KIND folder.csv [0-9]* [0-9]* a folder
FILE-KIND pipe.csv [0-9]* [0-9]* a pipe that nobody writes to
FILE-KIND link.csv [0-9]* [0-9]* a link
VAL-CONTROL text.csv 2 1 an invisible character
CSV-WIDTH text.csv 3 [0-9]* a row too wide
FILE-UNKNOWN ammounts.csv [0-9]* [0-9]* a misspelt part
FILE-IGNORED letter.txt [0-9]* [0-9]* another file
FILE-EXPLANATIONS explanations.csv [0-9]* [0-9]* explanations of a record
END
is 'every finding says what to do' "$(python3 - "$dir/findings.csv" <<'END'
import csv, sys
print([row['rule'] for row in csv.DictReader(open(sys.argv[1])) if not row['advice']])
END
)" '[]'
is 'the files are as they were, and no others' \
  "$(cd "$sent" && find . -type f -exec sha256sum {} +)" "$(cat "$dir/before")"

# The same findings in the other formats.
n=$(($(python3 -c 'import csv,sys; print(sum(1 for row in csv.reader(open(sys.argv[1]))))' "$dir/findings.csv") - 1))
run "$collector" check hostile 2025-26 "$sent" --format json
is 'JSON holds as many findings' \
  "$(printf '%s' "$out" | python3 -c 'import json,sys; print(len(json.load(sys.stdin)["findings"]))')" "$n"
run "$collector" check hostile 2025-26 "$sent"
contains 'the text ends with what to do next' "$out" 'next: put the hard findings right and check again'

finish
