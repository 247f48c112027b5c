#!/usr/bin/env bash
# What spreadsheets do to lists and returns is told once, with its cause, and not
# once a cell.
. "$top_srcdir/tests/cli/tap.sh"
base=$top_srcdir/tests/cases/rules/base-capacity

rules () # of the findings in $out, with how many there are of each
{
  printf '%s\n' "$out" | python3 -c '
import collections, csv, sys
counts = collections.Counter(row["rule"] for row in csv.DictReader(sys.stdin) if row["severity"] == "hard")
print(" ".join("%s:%d" % item for item in sorted(counts.items())))'
}

"$collector" init "$dir/record" --practice --at 2026-01-01T00:00:00Z >/dev/null
python3 "$top_srcdir/tests/cli/fictional_list.py" "$top_srcdir/lib/register/reference/authorities.csv" \
  2025 2025-03-31 20 >"$dir/good.csv"
tr , ';' <"$dir/good.csv" >"$dir/semicolons.csv"
tr , '\t' <"$dir/good.csv" >"$dir/tabs.csv"
python3 - "$dir" <<'END'
import csv, sys
folder = sys.argv[1]
rows = list(csv.reader(open(folder + "/good.csv", newline="")))
def write(name, change):
    with open(folder + "/" + name, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        for number, row in enumerate(rows):
            out.writerow(change(row) if number > 3 else row)
def month_first(row):
    year, month, day = row[3].split("-")
    return row[:3] + ["/".join((month, day, year))] + row[4:]
write("month.csv", month_first)
write("no-break.csv", lambda row: row[:1] + ["\u00a0" + row[1]] + row[2:])
END
while read -r file found; do
  run "$collector" import "$dir/record" establishments --as-at 2025-03-31 --source x --format csv \
    --at 2026-01-02T00:00:00Z "$dir/$file.csv"
  is "a list with $file has one finding" "$status $(rules)" "1 $found"
done <<'END'
semicolons CSV-SEPARATOR:1
tabs CSV-SEPARATOR:1
no-break CSV-NO-BREAK:1
month CSV-MONTH-FIRST:1
END

mkdir "$dir/semicolons" "$dir/no-break" "$dir/workbook"
for part in establishments placements; do
  tr , ';' <"$base/$part.csv" >"$dir/semicolons/$part.csv"
  sed '2,$s/,6,5,/,6,\xc2\xa05,/; 2,$s/,4,4,/,4\xc2\xa0,4,/' "$base/$part.csv" >"$dir/no-break/$part.csv"
done
: >"$dir/workbook/Return Q1.XLSX"
while read -r folder found; do
  run "$collector" check capacity 2025-26-Q1 "$dir/$folder" --format csv
  is "a return with $folder has one finding a file" "$status $(rules)" "1 $found"
done <<'END'
semicolons CSV-SEPARATOR:2
no-break CSV-NO-BREAK:1
workbook FILE-WORKBOOK:1
END
run "$collector" check capacity 2025-26-Q1 "$dir/workbook"
contains 'where to click is said' "$out" 'File, Save As'

printf '%s\n' 'person;name;company_number;named_individual;role;mail;from;to' 'P00001;One;;;;;2024-01-01;' \
  >"$dir/persons.csv"
run "$collector" import "$dir/record" persons "$dir/persons.csv" --at 2026-01-02T00:00:00Z --format csv
is 'so it is with rows of the register' "$(rules)" CSV-SEPARATOR:1
printf '%s\n' 'person,name,company_number,named_individual,role,mail,from,to' 'P00001,One,,,,,01/31/2024,' \
  'P00002,Two,,,,,01/31/2024,' >"$dir/persons.csv"
run "$collector" import "$dir/record" persons "$dir/persons.csv" --at 2026-01-02T00:00:00Z --format csv
is 'and with dates that have the month first' "$(rules)" CSV-MONTH-FIRST:1
finish
