# Events that somebody signs with the record's key, which say what no event of the
# record would: in their text, their times, their folders. A row is an attack.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"
. "$top_srcdir/tests/cli/attack.sh"

fresh
git -C "$r" read-tree main
refile ''
check 'a version made by hand, right in everything, passes' "$collector" verify "$r" --signers "$dir/trusted"

# The text of an event: a subject, a blank line, trailers.
group='G00099,X,family,2026-01-01,'
trailers='Event: imported
Register: groups
Source-SHA256: 00
Record: PRACTICE'
form="its message is not a subject, a blank line and trailers"
attack 'trailers before the trailers' RECORD-EVENT "$form" "append register/groups.csv $group; commit 'PRACTICE: x

Event: imported
Register: rounds

$trailers
'"
attack 'a subject of two lines' RECORD-EVENT "$form" "append register/groups.csv $group; commit 'PRACTICE: x
y

$trailers
'"
attack 'no subject' RECORD-EVENT "$form" "append register/groups.csv $group; commit '

$trailers
'"
attack 'a last line that is open' RECORD-EVENT "$form" "append register/groups.csv $group; commit 'PRACTICE: x

$trailers'"
attack 'blank lines at the end' RECORD-EVENT "event is called ''" "append register/groups.csv $group; commit 'PRACTICE: x

$trailers

'"
attack 'a subject that moves the cursor' RECORD-EVENT "$form" \
  'append register/groups.csv $group; subject=$(printf "PRACTICE: \033[2Jx"); imported groups'
attack 'practice that does not say so first' RECORD-EVENT 'not of one mind whether it is for practice' \
  'append register/groups.csv $group; subject=real; imported groups'
attack 'a kind of record that there is not' RECORD-EVENT 'not of one mind whether it is for practice' \
  "append register/groups.csv $group; commit 'PRACTICE: x

$(printf %s "$trailers" | sed s/PRACTICE/TRUE/)
'"

# Times.
attack 'an author who was there long before' RECORD-COMMIT 'does not have the form' \
  'committed=$at at=2026-05-02T09:00:00Z; refile ""'
attack 'an author who was there before, though nobody overtook' RECORD-TIME 'has two times' \
  'committed=$at at=2026-06-02T08:58:00Z; refile ""'
attack 'a time of two forms' RECORD-COMMIT 'does not have the form' \
  'at="@01780000000 +0000"; refile ""; git -C "$r" cat-file commit main |
   sed "s/ 1780000000 / 01780000000 /" | git -C "$r" hash-object -t commit -w --stdin >"$dir/id"; move refs/heads/main "$(cat "$dir/id")"'

# Folders.
# A real record takes events of now; the clock of whoever verifies knows what has not come.
real=$dir/real
must "$collector" init "$real" --key "$key"
real_event () # REF PARENT AT TRAILER...
{
  fresh
  r=$real ref=$1 parent=$2 at=$3 subject=changed
  shift 3
  put a.csv x
  commit "$subject

$(printf '%s\n' "$@")
"
}
begun=$(git -C "$real" rev-parse main)
real_event refs/drafts/annual/2025-26/P00101 '' 2026-03-31T09:00:00Z 'Event: draft' 'Return: annual' 'Period: 2025-26' 'Person: P00101'
run "$collector" verify "$real" --format csv
is 'a draft from before the record: exit 1' "$status" 1
contains 'and it is said' "$out" 'earlier than the first event of the record'
git -C "$real" update-ref -d refs/drafts/annual/2025-26/P00101
real_event refs/heads/main "$begun" 2062-06-01T09:00:00Z 'Event: imported' 'Register: groups' 'Source-SHA256: 00'
run "$collector" verify "$real" --format csv
is 'an event of a year to come: exit 1' "$status" 1
contains 'and it is said' "$out" "commit $(git -C "$real" rev-parse main) is of a time that has not come"

# That no index can hold: given to commit as they are.
empty_folder () { git -C "$r" hash-object -t tree -w --stdin </dev/null; }
with () # PATH NAME: main's tree with an empty folder NAME in its folder PATH
{
  local folder
  folder=$( (git -C "$r" ls-tree "main:$1"; printf '040000 tree %s\t%s\n' "$(empty_folder)" "$2") | git -C "$r" mktree)
  [ -n "$1" ] || { echo "$folder"; return; }
  (git -C "$r" ls-tree main | grep -v "	$1\$"; printf '040000 tree %s\t%s\n' "$folder" "$1") | git -C "$r" mktree
}
form='is not a folder as records have them'
attack 'a folder of nothing' RECORD-TREE "$form" 'tree=$(with "" casework); imported groups'
attack 'a folder with the name of a file' RECORD-TREE "$form" 'tree=$(with register persons.csv); imported persons'

finish
