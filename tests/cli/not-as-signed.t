# A return that was filed and is no longer what was signed: status, history and receipt say so, each
# for that return alone, and never that it was not filed; no measure is worked out beside it. So of a
# draft that cannot be read.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"
. "$top_srcdir/tests/cli/attack.sh"

first=$(git -C "$whole" rev-parse main~1)
draft "$whole" annual 2025-26 P00103 2026-06-01T09:00:30Z
draft "$whole" annual 2025-26 P00104 2026-06-01T09:00:30Z

# "filed 1": state and version of PERSON's annual return for 2025-26, as CSV has them in $out.
state_of () # PERSON
{
  printf '%s\n' "$out" | python3 -c '
import csv, sys
for row in csv.DictReader(sys.stdin):
    if row["person"] == sys.argv[1] and row["period"] == "2025-26" and row["return"] == "annual":
        print(row["state"], row["version"], row["hash"][:1] and "hash")' "$1"
}

# What CSV says is the matter with PERSON's.
problem_of () # PERSON
{
  printf '%s\n' "$out" | python3 -c '
import csv, sys
for row in csv.DictReader(sys.stdin):
    if row["person"] == sys.argv[1] and row["period"] == "2025-26" and row["return"] == "annual":
        print(row["problem"])' "$1"
}

begin () { fresh && git -C "$r" read-tree main; }

# COMMANDS make the return of P00101 another than it was signed; WHAT is said of it.
damage () # NAME WHAT COMMANDS
{
  begin
  (set -e; eval "$3") >"$dir/attack" 2>&1
  [ $? = 0 ] || { point 'not ok' "$1: it was made"; sed 's/^/# /' "$dir/attack"; return; }
  run "$collector" receipt "$r" annual 2025-26 P00101
  is "$1: there is no receipt" "$status $out" '3 '
  contains "$1: it says what and where" "$err" "$2"
  contains "$1: and what to do" "$err" "run 'verify'"
  run "$collector" history "$r" annual 2025-26 P00101 --format csv
  is "$1: history has the filing, and fails" "$status $(printf '%s\n' "$out" | grep -c ",filed,.*$first")" '3 1'
  contains "$1: and says why" "$err" "$2"
  run "$collector" status "$r" annual 2025-26 --on 2026-10-05 --format csv
  is "$1: status goes on, and fails" "$status $(printf '%s\n' "$err" | wc -l)" '3 1'
  is "$1: it was filed, and is damaged" "$(state_of P00101)" "damaged 1 "
  contains "$1: its row says why" "$(problem_of P00101)" "$2"
  is "$1: others are as they were" "$(state_of P00102),$(state_of P00103),$(problem_of P00102)" 'filed 1 hash,ready  hash,'
  run "$collector" status "$r" annual 2025-26 --on 2026-10-05
  contains "$1: in words too" "$out" "P00101  Harrowmere Care Group Limited            version 1 filed; it is not as it was signed"
  run "$collector" draft "$r" annual 2025-26 P00101 "$examples/returns/P00101/annual/2025-26" \
    --by "$(signatory P00101)" --at 2026-10-05T09:00:00Z --reason Corrected
  is "$1: no draft is begun" "$status $(grep -v ^PRACTICE <<<"$out")" '3 '
  contains "$1: and it is said why" "$err" "$2"
  run "$collector" file "$r" annual 2025-26 P00101 --by "$(signatory P00101)" --at 2026-10-05T09:00:00Z --hash 00
  is "$1: nothing is filed on it" "$status $out" '3 '
  contains "$1: and why is said" "$err" "$2"
  run "$analyser" measures "$r"
  is "$1: nothing is worked out" "$status $(grep -v ^PRACTICE <<<"$out")" '3 '
  contains "$1: but what is wrong said" "$err" "$2"
}

begin
run "$collector" status "$r" annual 2025-26 --on 2026-10-05 --format csv
is 'where nothing is wrong' "$status $err $(state_of P00101),$(problem_of P00101)" '0  filed 1 hash,'

damage 'a part changed by an import' "$filed/statement.csv: not what was signed" \
  'put $filed/statement.csv x; append register/groups.csv ""; imported groups'
damage 'a part changed by a filing of the same version' "$filed/statement.csv: not what was signed" \
  'put $filed/statement.csv x; filed_by annual 2025-26 P00101 1'
damage 'a part removed' "$filed/borrowings.csv: not what was signed: found missing" \
  'remove $filed/borrowings.csv; imported groups'
damage 'a part added by the filing of another' "$filed/extra.csv: not what was signed" \
  'put $filed/extra.csv x; filed_by annual 2024-25 P00102 1'
damage 'another signatory' "$filed" \
  'put $filed/filing.json "$(show "$filed/filing.json" | sed "s/Marian Oyelaran/Eve/")"; imported groups'
damage 'filing.json removed' "$filed/filing.json: missing" 'remove $filed/filing.json; imported groups'
damage 'filing.json replaced' "$filed/filing.json" 'put $filed/filing.json "{}"; imported groups'
damage 'the folder removed' "$filed/filing.json: missing" \
  'git -C "$r" rm -rq --cached "$filed"; imported groups'
damage 'all returns removed' '/01/P00101/filing.json: missing' \
  'for name in $(git -C "$r" ls-files returns | grep -v P00102); do remove "$name"; done; imported groups'

# What is damaged of one keeps nobody from another's.
begin
(set -e; put "$filed/statement.csv" x; append register/groups.csv ''; imported groups) >"$dir/attack" 2>&1
run "$analyser" measures "$r" --person P00101
is 'of that person nothing is worked out' "$status $(grep -v ^PRACTICE <<<"$out")" '3 '
run "$analyser" measures "$r" --person P00102 --format csv
is 'of another everything' "$status $(grep -c ^P00102, <<<"$out")" "0 $("$analyser" measures "$whole" --person P00102 --format csv 2>/dev/null | grep -c ^P00102,)"

# The first version put back in the place of the second, as it was.
begin
cp -r "$examples/returns/P00101/annual/2025-26" "$dir/corrected"
chmod -R u+w "$dir/corrected"
sed -i 's|^ultimate_parent,.*|ultimate_parent,Another Parent Ltd|' "$dir/corrected/ownership.csv"
must "$collector" draft "$r" annual 2025-26 P00101 "$dir/corrected" --by "$(signatory P00101)" \
  --at 2026-06-01T10:00:00Z --reason 'the parent has another name'
explain_all "$r" annual 2025-26 P00101 2026-06-01T10:00:00Z
must "$collector" file "$r" annual 2025-26 P00101 --by "$(signatory P00101)" --at 2026-06-01T10:00:00Z \
  --hash "$(draft_hash "$r" annual 2025-26 P00101)"
parent=$(git -C "$r" rev-parse main)
git -C "$r" read-tree main
for name in $(git -C "$r" ls-tree --name-only "$first" "$filed/"); do
  put "$name" "$(git -C "$r" cat-file blob "$first:$name")"
done
(set -e; imported groups) >"$dir/attack" 2>&1
run "$collector" receipt "$r" annual 2025-26 P00101
is 'an older version put back has no receipt' "$status $out" '3 '
run "$collector" status "$r" annual 2025-26 --on 2026-10-05 --format csv
is 'and status says so' "$status $(state_of P00101)" '3 damaged 2 '
contains 'with the event that filed the newer one' "$(problem_of P00101)" "$parent"

# What nobody filed is no filing.
begin
for name in $(git -C "$r" ls-tree --name-only main "$filed/"); do
  put "returns/annual/2025-26/06/P00106/${name##*/}" \
    "$(show "$name" | sed 's/P00101/P00106/')"
done
(set -e; imported groups) >"$dir/attack" 2>&1
run "$collector" receipt "$r" annual 2025-26 P00106
is 'files that no event filed have no receipt' "$status $out" '3 '
contains 'and it says so' "$err" 'no event of the record filed it'
run "$collector" status "$r" annual 2025-26 --on 2026-10-05 --format csv
is 'nor does status take them for a filing' "$status $(state_of P00106)" '3 damaged  '
for who in '' '--person P00106'; do
  run "$analyser" measures "$r" $who
  is "nor does the analyser: measures $who" "$status $(grep -v ^PRACTICE <<<"$out")" '3 '
  contains 'and it says why' "$err" 'no event of the record filed it'
done

# A draft that cannot be read is one person's trouble.
spoil () # NAME WHAT COMMANDS
{
  begin
  (set -e; eval "$3") >"$dir/attack" 2>&1
  run "$collector" status "$r" annual 2025-26 --on 2026-10-05 --format csv
  is "$1: status goes on, and fails" "$status $(printf '%s\n' "$err" | wc -l)" '3 1'
  is "$1: its row says that" "$(state_of P00103)" 'unreadable  '
  contains "$1: and why" "$(problem_of P00103)" "$2"
  is "$1: others are as they were" "$(state_of P00102),$(state_of P00104),$(problem_of P00104)" 'filed 1 hash,ready  hash,'
  run "$collector" status "$r" annual 2025-26 --on 2026-10-05
  contains "$1: in words too" "$out" 'its draft cannot be read'
}

D3=refs/drafts/annual/2025-26/P00103
spoil 'a draft of another person' 'its reference leads to the draft of annual/2025-26/P00104' \
  'git -C "$r" update-ref $D3 refs/drafts/annual/2025-26/P00104'
spoil 'a draft without its description' "'draft.json' of the draft is missing" \
  'ref=$D3 parent=$D3; git -C "$r" read-tree $D3; remove draft.json; event "Event: draft" "Return: annual" "Period: 2025-26" "Person: P00103"'
spoil 'a draft whose commit is lost' 'cannot read commit 0000000000000000000000000000000000000007' 'printf "%040d\n" 7 >"$r/$D3"'
finish
