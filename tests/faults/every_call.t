# Each call of init, import, draft, explain and file fails in turn, once and for
# good, or the program is killed, there and at any moment: every_call.py says
# what must hold.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

at=2026-06-01T09:00:00Z
person=P00101
folder=$examples/returns/$person/annual/2025-26
# One word for every_call.py, which puts the blanks back.
by=$(signatory $person | tr ' ' _)

make_record "$dir/whole"
draft=$dir/draft
mkdir -p "$dir"/{init,import,draft,explain,file}
must "$collector" init "$dir/import/record" --practice --key "$key" --at $at
cp -r "$dir/whole" "$dir/draft/record"
must "$collector" draft "$dir/whole" annual 2025-26 $person "$folder" --by "$(signatory $person)" --at $at
cp -r "$dir/whole" "$dir/explain/record"
explain_all "$dir/whole" annual 2025-26 $person $at
cp -r "$dir/whole" "$dir/file/record"
cp "$key" "$dir/init/key"
rule=$("$collector" check annual 2025-26 "$folder" --person $person --store "$dir/explain/record" --format csv |
  python3 -c 'import csv, sys; print(next(row["rule"] for row in csv.DictReader(sys.stdin) if row["severity"] == "soft"))')

next="import record groups $examples/register/groups.csv --at 2026-06-01T09:05:00Z"
another="import record owners $dir/another.csv --at 2026-06-01T09:05:00Z"
(head -n 1 "$examples/register/owners.csv"
 sed -n 2p "$examples/register/owners.csv" | sed 's/^[^,]*/Another Home Limited/') >"$dir/another.csv"
printf '%s\t%s\t%s\n' \
  init "init record --practice --key key --at $at" "$next" \
  import "import record persons $examples/register/persons.csv --at $at" "$next" \
  draft "draft record annual 2025-26 $person $folder --by $by --at $at" "$another" \
  explain "explain record annual 2025-26 $person $rule --code correct --text Checked. --by $by --at $at" "$another" \
  file "file record annual 2025-26 $person --by $by --at $at --hash $(draft_hash "$dir/whole" annual 2025-26 $person) --receipt receipt.txt" \
  "$another ; receipt record annual 2025-26 $person --receipt receipt.txt" \
  >"$dir/scenarios.txt"
python3 "$top_srcdir/tests/faults/every_call.py" "$(realpath "$top_builddir/tests/faults/failing_calls.so")" \
  "$(realpath "$collector")" "$dir"
