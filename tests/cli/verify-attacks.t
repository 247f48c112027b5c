# What somebody who holds the record's key, or only its files, can do to it, and
# what verify says of each: what and where, exit 1. A row is an attack.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

whole=$dir/whole
make_record "$whole"
file_return "$whole" annual 2024-25 P00101 2026-06-01T09:00:00Z
file_return "$whole" annual 2025-26 P00101 2026-06-01T09:00:10Z
file_return "$whole" annual 2025-26 P00102 2026-06-01T09:00:20Z
check 'the whole record verifies' "$collector" verify "$whole"
main=$(git -C "$whole" rev-parse main)
filed=returns/annual/2025-26/01/P00101
other=returns/annual/2025-26/02/P00102
D1=refs/drafts/annual/2025-26/P00101 D2=refs/drafts/annual/2025-26/P00102

# Commits the tree of INDEX on $parent as the record itself would, and moves $ref there.
event () # TRAILER...
{
  local id
  id=$(GIT_AUTHOR_DATE='2026-06-02T09:00:00Z' GIT_COMMITTER_DATE='2026-06-02T09:00:00Z' \
    git -C "$r" -c gpg.format=ssh -c user.signingkey="${signing:-$r/signing/key}" -c user.name='Ann Lee' \
    -c user.email=ann@example.org commit-tree -S "$(git -C "$r" write-tree)" \
    ${parent:+-p "$parent"} -m "PRACTICE: changed" -m "$(printf '%s\n' "$@" 'Record: PRACTICE')") || return
  git -C "$r" update-ref "$ref" "$id"
  rm -f "$r/index"
}

# Puts TEXT at PATH of the tree that is to be committed.
put () # PATH TEXT
{
  git -C "$r" update-index --add --cacheinfo \
    "100644,$(printf '%s\n' "$2" | git -C "$r" hash-object -w --stdin),$1"
}

append () { put "$1" "$(git -C "$r" cat-file blob "main:$1"; echo "$2")"; }
remove () { printf '0 %040d\t%s\n' 0 "$1" | git -C "$r" update-index --index-info; }

filed_by () # RETURN PERIOD PERSON VERSION
{
  event 'Event: filed' "Return: $1" "Period: $2" "Person: $3" "Version: $4"
}

imported () { event 'Event: imported' "Register: $1" 'Source-SHA256: 00'; }

move () { git -C "$r" update-ref "$1" "$2"; }

attack () # NAME RULE WHAT COMMANDS
{
  r=$dir/record
  rm -rf "$r"
  cp -a "$whole" "$r"
  ref=refs/heads/main parent=$main signing=
  git -C "$r" read-tree main
  (set -e; eval "$4") >"$dir/attack" 2>&1
  [ $? = 0 ] || { point 'not ok' "$1: it was made"; sed 's/^/# /' "$dir/attack"; return; }
  rm -f "$r/index"
  run "$collector" verify "$r" --format csv
  is "$1: exit 1" "$status" 1
  contains "$1: it says what and where" "$(printf '%s\n' "$out" | grep "^$2\|,$2,\|hard,$2")" "$3"
}

# References.
attack 'main moved to a draft' RECORD-REF "'refs/heads/main' leads to commit $(git -C "$whole" rev-parse $D1), which belongs to '$D1'" \
  'git -C "$r" rev-parse $D1 >"$r/refs/heads/main"'
attack 'a draft moved to another person' RECORD-REF "'$D1' leads to commit $(git -C "$whole" rev-parse $D2), which belongs to '$D2'" \
  'move $D1 $D2'
attack 'two drafts swapped' RECORD-REF "'$D2' leads to commit $(git -C "$whole" rev-parse $D1), which belongs to '$D1'" \
  'git -C "$r" rev-parse $D2 >"$dir/id"; move $D2 $D1; move $D1 "$(cat "$dir/id")"'
attack 'an invented draft' RECORD-REF "'refs/drafts/annual/2025-26/P00199' leads to commit" \
  'move refs/drafts/annual/2025-26/P00199 $D1'
attack 'a draft moved to main' RECORD-REF "'$D1' leads to commit $main, which belongs to 'refs/heads/main'" 'move $D1 main'
attack 'main deleted' RECORD-REF 'refs/heads/main,,,,,,,,,"is missing' 'rm "$r/refs/heads/main"'
attack 'main symbolic' RECORD-REF 'refs/heads/main' 'echo "ref: $D1" >"$r/refs/heads/main"'
attack 'main packed as a draft' RECORD-REF "packed-refs" \
  'printf "%s\n" "# pack-refs with: peeled fully-peeled sorted " "$(git -C "$r" rev-parse $D1) refs/heads/main" >"$r/packed-refs"'
attack 'a draft that stands on main' RECORD-REF "'$D1' leads to commit $main" \
  'ref=$D1; git -C "$r" read-tree $D1; event "Event: draft" "Return: annual" "Period: 2025-26" "Person: P00101"'
attack 'main that stands on a draft' RECORD-REF "'refs/heads/main' leads to commit" \
  'parent=$D1; filed_by annual 2025-26 P00101 1'

# Events that touch what is not theirs.
attack 'an import that rewrites a filed part' RECORD-EVENT "changes '$filed/statement.csv'" \
  'put $filed/statement.csv x; append register/groups.csv ""; imported groups'
attack 'an import that deletes a filing' RECORD-EVENT "removes '$filed/filing.json'" \
  'remove $filed/filing.json; imported groups'
attack 'a filing that deletes itself' RECORD-EVENT "removes '$filed/filing.json'" \
  'remove $filed/filing.json; filed_by annual 2025-26 P00101 2'
attack 'a filing that touches the files of another' RECORD-EVENT "changes '$other/statement.csv'" \
  'put $other/statement.csv x; filed_by annual 2025-26 P00101 2'
attack 'a filing that changes the register' RECORD-EVENT "changes 'register/persons.csv'" \
  'append register/persons.csv x; filed_by annual 2025-26 P00101 2'
attack 'an import of another register' RECORD-EVENT "changes 'register/rounds.csv'" \
  'append register/rounds.csv x; imported persons'
attack 'a register that shrinks' RECORD-EVENT "changes what 'register/persons.csv' held" \
  'put register/persons.csv "person,name"; imported persons'
attack 'a list of establishments deleted' RECORD-EVENT "removes 'establishments/2026-03-31.csv'" \
  'remove establishments/2026-03-31.csv; event "Event: imported" "Register: establishments" "As-At: 2026-03-31" "Source-SHA256: 0"'
attack 'a file of no kind' RECORD-EVENT "adds 'notes/a.txt'" 'put notes/a.txt x; filed_by annual 2025-26 P00101 2'
attack 'a draft with a file of no kind' RECORD-EVENT "adds 'run.sh'" \
  'ref=$D1 parent=$D1; git -C "$r" read-tree $D1; put run.sh x; event "Event: draft" "Return: annual" "Period: 2025-26" "Person: P00101"'
attack 'a kind that is unknown' RECORD-EVENT "no kind of event is called 'mended'" 'event "Event: mended"'
attack 'a trailer twice' RECORD-EVENT "has one trailer 'Person'" \
  'event "Event: filed" "Return: annual" "Period: 2025-26" "Person: P00101" "Person: P00102" "Version: 2"'
attack 'a beginning in the middle' RECORD-EVENT "an event 'init', which only begins a record" 'event "Event: init"'
attack 'another beginning' RECORD-EVENT "begins the record with an event 'filed'" 'parent=; filed_by annual 2025-26 P00101 1'
finish
