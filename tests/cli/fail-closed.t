# Nothing that is missing, empty, unreadable or no file is ever taken for "nothing wrong": of each
# file that a command depends on, every such state is a fault that names it, or a finding of verify.

# Root reads every file, whatever its mode: as root all of this runs again as nobody, over a copy
# that nobody can read.
if [ "$(id -u)" = 0 ]; then
  place=$(mktemp -d)
  trap 'rm -rf "$place"' EXIT
  mkdir -p "$place/tests/cases/rules" "$place/tmp"
  cp -R "$top_srcdir/tests/cli" "$place/tests/cli"
  cp -R "$top_srcdir"/tests/cases/rules/base-* "$place/tests/cases/rules"
  tar -C "$CARE_OVERSIGHT_DATA" -c lib/register/reference collector/intake/words submissions templates \
    analyser/methods/editions | tar -C "$place" -x
  cp "$top_builddir/care-collector" "$top_builddir/care-analyser" "$place"
  chmod -R u+w "$place"
  chown -R 65534:65534 "$place"
  cd "$place" || exit 1
  HOME=$place TMPDIR=$place/tmp top_srcdir=$place top_builddir=$place CARE_OVERSIGHT_DATA=$place \
    setpriv --reuid=65534 --regid=65534 --clear-groups bash "$place/tests/cli/fail-closed.t"
  exit
fi

. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

# A copy of the data that programs read, and a record, ours to damage.
base=$top_srcdir/tests/cases/rules
cp -R "$base/base-annual" "$dir/annual"
cp -R "$base/base-capacity" "$dir/capacity"
mkdir "$dir/data"
tar -C "$CARE_OVERSIGHT_DATA" -c lib/register/reference collector/intake/words templates analyser/methods/editions \
  submissions/{annual,capacity,declarations.csv,explanation-codes.csv} | tar -C "$dir/data" -x
chmod -R u+w "$dir/data" "$dir/annual" "$dir/capacity"
export CARE_OVERSIGHT_DATA=$dir/data
record=$dir/record
make_record "$record"
file_return "$record" annual 2024-25 P00108 2026-04-02T09:00:00Z
file_return "$record" capacity 2024-25-Q4 P00108 2026-04-10T08:00:00Z
file_return "$record" capacity 2025-26-Q4 P00108 2026-04-10T09:00:00Z
draft "$record" annual 2025-26 P00108 2026-09-01T08:00:00Z
cp "$record/signing/allowed_signers" "$dir/signers"
must "$collector" receipt "$record" annual 2024-25 P00108 --receipt "$dir/receipt.txt"

# --- what depends on files ---

example=$examples/returns/P00108
clerk='Clerk <clerk@example.org>'
signer=$(signatory P00108)
hash=$(draft_hash "$record" annual 2025-26 P00108)
check_annual () { "$collector" check annual 2025-26 "$dir/annual"; }
check_capacity () { "$collector" check capacity 2025-26-Q1 "$dir/capacity"; }
judge_annual () { "$collector" check annual 2025-26 "$example/annual/2025-26" --person P00108 --store "$record"; }
judge_capacity () { "$collector" check capacity 2025-26-Q4 "$example/capacity/2025-26-Q4" --person P00108 --store "$record"; }
init () { rm -rf "$dir/new"; "$collector" init "$dir/new" --practice --at 2026-04-01T08:00:00Z; }
draft_again () { "$collector" draft "$record" annual 2025-26 P00108 "$example/annual/2025-26" --by "$clerk" --at 2026-09-02T08:00:00Z; }
explain () { "$collector" explain "$record" annual 2025-26 P00108 ANN-019 --code opening_or_closure --text 'We bought two homes.' \
  --by "$clerk" --at 2026-09-02T09:00:00Z; }
file () { "$collector" file "$record" annual 2025-26 P00108 --by "$signer" --at 2026-09-03T09:00:00Z --hash "$hash"; }
status () { "$collector" status "$record"; }
history () { "$collector" history "$record"; }
receipt () { "$collector" receipt "$record" annual 2024-25 P00108; }
verify_receipt () { "$collector" verify-receipt "$dir/receipt.txt" "$example/annual/2024-25"/*.csv --signers "$dir/signers"; }
verify () { "$collector" verify "$record" --signers "$dir/signers" --receipt "$dir/receipt.txt"; }
verify_alone () { "$collector" verify "$record"; }
measures () { "$analyser" measures "$record"; }
concentration () { "$analyser" concentration "$record"; }
report () { rm -rf "$dir/out"; "$analyser" report "$record" "$dir/out"; }

# --- states ---

loosen "$record"

other=$record/objects/$(git -C "$record" rev-parse main:returns/annual/2024-25/08/P00108/ownership.csv | sed 's,^..,&/,')
damage () # HOW FILE
{
  case $1 in
    gone | folder) mv "$2" "$dir/kept" ;;
    *) cp -p "$2" "$dir/kept" && chmod u+w "$2" ;;
  esac
  case $1 in
    empty) : >"$2" ;;
    folder) mkdir "$2" ;;
    unreadable) chmod 000 "$2" ;;
    another) cat "$other" >"$2" ;;
  esac
}

restore () # FILE
{
  chmod u+w "$1" 2>/dev/null
  rm -rf "$1"
  mv "$dir/kept" "$1"
}

# COMMAND, whose answer depends on FILE, says so in each of the states HOW: exit STATUS, one line
# where that is a fault, and the name of FILE or of what is kept in it.
try () # COMMAND FILE STATUS NAME HOW...
{
  local command=$1 file=$2 wanted=$3 name=$4 how lines
  shift 4
  for how; do
    damage "$how" "$file"
    run "$command"
    restore "$file"
    lines=$(printf '%s\n' "$err" | wc -l)
    if [ "$status" = "$wanted" ] && [[ $out$err == *"$name"* ]] && { [ "$wanted" != 3 ] || [ "$lines" = 1 ]; }; then
      point ok "$command: $name $how"
    else
      point 'not ok' "$command: $name $how"
      printf '%s\n' "exit $status, expected $wanted" "$out" "$err" | sed 's/^/# /'
    fi
  done
}

all_well () # COMMAND...
{
  local command
  for command; do
    run "$command"
    is "$command: nothing is wrong" "$status" 0
  done
}
judging='check_annual check_capacity judge_annual judge_capacity init status history receipt verify_receipt
  verify verify_alone measures concentration report'
all_well $judging

# --- files: those that programs read, and those of a record that are no objects ---

submission='check_annual judge_annual draft_again explain file status'
any_read='judge_annual file status history receipt measures concentration report'
while IFS='|' read -r commands wanted files; do
  for command in $commands; do
    for file in $files; do
      try "$command" "$dir/$file" $wanted "$(basename "$file")" gone empty folder unreadable
    done
  done
done <<END
$submission receipt measures report|3|data/submissions/annual/2025-26/return.ini
$submission measures report|3|data/submissions/annual/2025-26/lines.csv
$submission|3|data/submissions/annual/2025-26/parameters.csv
$submission|3|data/submissions/annual/2025-26/parts/statement.csv
check_annual|3|$(cd "$dir" && echo data/submissions/annual/2025-26/parts/*.csv data/submissions/annual/2025-26/rules/*.sql)
check_capacity|3|$(cd "$dir" && echo data/submissions/capacity/2025-26/{parts/*.csv,rules/*.sql,parameters.csv,return.ini})
verify|3|data/submissions/annual/2025-26/lines.csv data/submissions/annual/2025-26/rules/ANN-001.sql
check_annual status|3|data/submissions/capacity/2025-26/return.ini
check_annual check_capacity init|3|$(cd "$dir" && echo data/lib/register/reference/*.csv)
draft_again file|3|data/submissions/declarations.csv
explain|3|data/submissions/explanation-codes.csv
measures concentration report|3|$(cd "$dir" && echo data/analyser/methods/editions/2025-26/*.{ini,csv})
report|3|data/templates/page.html.mustache $(cd "$dir" && echo data/templates/reports/*.{mustache,ini})
$any_read|3|record/config record/HEAD record/refs/heads/main
draft_again explain file|3|record/signing/key record/signing/allowed_signers
END
# A partial is named as templates name it.
for partial in "$dir"/data/templates/reports/partials/*; do
  try report "$partial" 3 "$(basename "$partial" .mustache)" gone empty folder unreadable
done
# A draft that is there and cannot be read is not "no draft".
draft=refs/drafts/annual/2025-26/P00108
for command in draft_again explain file status; do
  try $command "$record/$draft" 3 "$draft" empty unreadable
done
# What verify looks at is a finding where it is wrong, and a fault where it cannot be read.
for file in config HEAD refs/heads/main signing/allowed_signers; do
  try verify_alone "$record/$file" 1 "$file" gone empty folder
  try verify_alone "$record/$file" 3 "$file" unreadable
done
for file in signers receipt.txt receipt.txt.sig; do
  try verify "$dir/$file" 3 "$file" gone folder unreadable
  try verify_receipt "$dir/$file" 3 "$file" gone folder unreadable
done
try verify "$dir/signers" 1 'not among the signers' empty
try verify_receipt "$dir/signers" 1 'not among the signers' empty
for file in receipt.txt receipt.txt.sig; do
  try verify "$dir/$file" 1 RCP-SIGNATURE empty
  try verify_receipt "$dir/$file" 1 RCP- empty
done
# Parts of a return are what is judged: a finding where one is wrong, a fault where it cannot be read.
for part in "$dir"/annual/*.csv; do
  try check_annual "$part" 1 "$(basename "$part")" gone empty folder
  try check_annual "$part" 3 "$(basename "$part")" unreadable
done

# --- the rules' folder as a whole ---

rules=$dir/data/submissions/annual/2025-26/rules
try check_annual "$rules" 3 rules gone
try check_annual "$rules" 3 ANN-001.sql folder
for mode in 000 311; do
  chmod $mode "$rules"
  run check_annual
  is "the rules' folder with mode $mode" "$status $(printf '%s' "$err" | grep -c rules)" '3 1'
  chmod 755 "$rules"
done
cp "$rules/ANN-001.sql" "$rules/ANN-999.sql"
run check_annual
is 'a rule that is not listed judges nothing in silence' "$status $(printf '%s' "$err" | grep -o ANN-999.sql)" '3 ANN-999.sql'
rm "$rules/ANN-999.sql"

# --- objects of the record, or another object's bytes in their place ---

while IFS='|' read -r commands commit names; do
  for name in $names; do
    id=$(git -C "$record" rev-parse "$commit:$name")
    file=$record/objects/${id:0:2}/${id:2}
    [ -f "$file" ] || { point 'not ok' "$name stands in a file of its own"; continue; }
    for command in $commands; do
      try "$command" "$file" 3 "$name" gone empty folder unreadable another
    done
    try verify "$file" 1 "${id:2}" gone empty folder another
  done
done <<'END'
judge_annual judge_capacity draft_again explain file status receipt concentration report|main|register/persons.csv
judge_annual concentration|main|register/areas.csv register/authorities.csv register/authority-names.csv register/groups.csv register/owners.csv register/determinations.csv register/rounds.csv
judge_annual draft_again explain file measures report|main|returns/annual/2024-25/08/P00108/statement.csv
judge_annual file status receipt measures report|main|returns/annual/2024-25/08/P00108/filing.json
judge_annual file|main|returns/capacity/2025-26-Q4/08/P00108/establishments.csv returns/capacity/2025-26-Q4/08/P00108/filing.json
report|main|returns/capacity/2024-25-Q4/08/P00108/establishments.csv returns/capacity/2024-25-Q4/08/P00108/filing.json
judge_capacity concentration report|main|establishments/2026-03-31.csv
concentration report|main|establishments/2026-03-31.json
draft_again explain file status|refs/drafts/annual/2025-26/P00108|statement.csv explanations.csv draft.json
END

all_well $judging file
finish
