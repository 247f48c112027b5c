# Nothing that is missing, empty, unreadable or no file is ever taken for "nothing wrong": of each
# file that a check depends on, every such state is a fault that names it.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"
base=$top_srcdir/tests/cases/rules
chmod 755 "$dir"

# A copy of the data that programs read, ours to damage.
data=$dir/data
mkdir -p "$data/lib/register" "$data/submissions" "$data/collector/intake"
cp -R "$CARE_OVERSIGHT_DATA/lib/register/reference" "$data/lib/register/reference"
cp -R "$CARE_OVERSIGHT_DATA/collector/intake/words" "$data/collector/intake/words"
cp -R "$CARE_OVERSIGHT_DATA/templates" "$data/templates"
cp -R "$CARE_OVERSIGHT_DATA"/submissions/{annual,capacity,declarations.csv,explanation-codes.csv} "$data/submissions"
cp -R "$base/base-annual" "$dir/annual"
cp -R "$base/base-capacity" "$dir/capacity"
make_record "$dir/record"
chmod -R u+w,a+rX "$dir/data" "$dir/annual" "$dir/capacity"
export CARE_OVERSIGHT_DATA=$data

# Root reads everything: as root the programs run as nobody.
as_user=()
can_deny=yes
if [ "$(id -u)" = 0 ]; then
  as_user=(setpriv --reuid nobody --regid nogroup --clear-groups)
  "${as_user[@]}" test -x "$collector" 2>/dev/null || { as_user=(); can_deny=no; }
fi

check_annual () { "${as_user[@]}" "$collector" check annual 2025-26 "$dir/annual"; }
check_capacity () { "${as_user[@]}" "$collector" check capacity 2025-26-Q1 "$dir/capacity"; }
keep_draft () { # kept as the files are, for an explanation to find
  "$collector" draft "$dir/record" annual 2025-26 P00108 "$examples/returns/P00108/annual/2025-26" \
    --by 'Clerk <clerk@example.org>' --at 2026-09-01T08:00:00Z; }
explain_draft () {
  "$collector" explain "$dir/record" annual 2025-26 P00108 ANN-019 --code growth --text 'We bought two homes.' \
    --by 'Clerk <clerk@example.org>' --at 2026-09-01T09:00:00Z; }

init () { rm -rf "$dir/new"; "$collector" init "$dir/new" --practice --at 2026-04-01T08:00:00Z; }

damage () # HOW FILE
{
  case $1 in
    gone) mv "$2" "$dir/kept" ;;
    empty) cp -p "$2" "$dir/kept"; : >"$2" ;;
    folder) mv "$2" "$dir/kept"; mkdir "$2" ;;
    unreadable) cp -p "$2" "$dir/kept"; chmod 000 "$2" ;;
  esac
}

restore () # FILE
{
  chmod u+w "$1" 2>/dev/null
  rm -rf "$1"
  mv "$dir/kept" "$1"
}

# FILE below the data, and the command whose answer depends on it, which is a fault in each state.
# A rule that is empty has no head; of an empty folder everything is gone.
try () # COMMAND FILE
{
  local how
  for how in gone empty folder unreadable; do
    if [ $how = unreadable ] && { [ $can_deny = no ] || { [ "$(id -u)" = 0 ] && [ "${1#check_}" = "$1" ]; }; }; then
      skip "$2 $how" 'root reads every file, and nobody may not write the record'
      continue
    fi
    damage $how "$data/$2"
    run "$1"
    if [ "$status" = 3 ] && [[ $err == *"${2##*/}"* ]] && [ "$(printf '%s\n' "$err" | wc -l)" = 1 ]; then
      point ok "$2 $how: a fault that names it"
    else
      point 'not ok' "$2 $how: a fault that names it"
      printf '%s\n' "exit $status" "$err" | sed 's/^/# /'
    fi
    restore "$data/$2"
  done
}

run check_annual
is 'an annual return with nothing wrong passes' "$status" 0
run check_capacity
is 'so does a capacity return' "$status" 0
run keep_draft
is 'a draft is kept' "$status" 0

while IFS=' ' read -r command file; do
  try "$command" "$file"
done <<'END'
check_annual submissions/annual/2025-26/return.ini
check_annual submissions/annual/2025-26/lines.csv
check_annual submissions/annual/2025-26/parameters.csv
check_annual submissions/annual/2025-26/parts/statement.csv
check_annual submissions/annual/2025-26/parts/adjustments.csv
check_annual submissions/annual/2025-26/parts/borrowings.csv
check_annual submissions/annual/2025-26/parts/ownership.csv
check_annual submissions/annual/2025-26/rules/ANN-001.sql
check_annual submissions/annual/2025-26/rules/ANN-013.sql
check_annual submissions/annual/2025-26/rules/ANN-022.sql
check_annual submissions/capacity/2025-26/return.ini
check_capacity submissions/capacity/2025-26/parameters.csv
check_capacity submissions/capacity/2025-26/parts/placements.csv
check_capacity submissions/capacity/2025-26/rules/CAP-005.sql
check_capacity lib/register/reference/authorities.csv
check_capacity lib/register/reference/areas.csv
check_capacity lib/register/reference/authority-names.csv
init lib/register/reference/authorities.csv
init lib/register/reference/areas.csv
keep_draft submissions/declarations.csv
explain_draft submissions/explanation-codes.csv
END

# The folder of the rules as a whole.
rules=$data/submissions/annual/2025-26/rules
for how in gone folder; do
  mv "$rules" "$dir/kept"
  [ $how = folder ] && mkdir "$rules"
  run check_annual
  is "the rules' folder $([ $how = gone ] && echo gone || echo empty)" "$status $(printf '%s' "$err" | grep -o 'ANN-001.sql\|rules' | head -1)" \
    "3 rules"
  rm -rf "$rules"
  mv "$dir/kept" "$rules"
done
if [ $can_deny = yes ]; then
  for mode in 000 711; do
    chmod $mode "$rules"
    run check_annual
    is "the rules' folder with mode $mode" "$status $(printf '%s' "$err" | grep -c rules)" '3 1'
    chmod 755 "$rules"
  done
else
  skip "the rules' folder with mode 000" 'root reads every folder'
  skip "the rules' folder with mode 711" 'root reads every folder'
fi
cp "$rules/ANN-001.sql" "$rules/ANN-999.sql"
run check_annual
is 'a rule that is not listed judges nothing in silence' "$status $(printf '%s' "$err" | grep -o ANN-999.sql)" '3 ANN-999.sql'
rm "$rules/ANN-999.sql"

# What a check reads of a record: the object gone, empty, a folder, or closed to the reader.
file_return "$dir/record" annual 2024-25 P00108 2026-04-02T09:00:00Z
chmod -R a+rX "$dir/record"
with_record () {
  local return=${1:-annual} period=${2:-2025-26}
  "$collector" check "$return" "$period" "$examples/returns/P00108/$return/$period" --person P00108 --store "$dir/record"; }
run with_record
is 'with the record the annual return is judged' "$status" 0
run with_record capacity 2025-26-Q4
is 'and the capacity return' "$status" 0
while IFS=' ' read -r return period name; do
  id=$(git -C "$dir/record" rev-parse "main:$name")
  object=$dir/record/objects/${id:0:2}/${id:2}
  [ -e "$object" ] || { point 'not ok' "$name stands in a file of its own"; continue; }
  for how in gone empty folder; do
    damage $how "$object"
    run with_record "$return" "$period"
    is "$name of the record $how: a fault" "$status $(printf '%s\n' "$err" | wc -l)" '3 1'
    restore "$object"
  done
done <<'END'
annual 2025-26 register/persons.csv
annual 2025-26 register/owners.csv
annual 2025-26 register/authorities.csv
annual 2025-26 register/rounds.csv
annual 2025-26 register/determinations.csv
annual 2025-26 returns/annual/2024-25/08/P00108/statement.csv
annual 2025-26 returns/annual/2024-25/08/P00108/filing.json
capacity 2025-26-Q4 establishments/2026-03-31.csv
capacity 2025-26-Q4 register/owners.csv
END
run with_record
is 'restored, all is well again' "$status" 0

finish
