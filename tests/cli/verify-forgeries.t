# Events that somebody signs with the record's key, which say what no event of the
# record would: in their text, their times, their folders. A row is an attack.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"
. "$top_srcdir/tests/cli/attack.sh"

# What a second version says of itself.
sold='s/"reason" : null/"reason" : "sold"/'
fresh
git -C "$r" read-tree main
refile "$sold"
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
run "$collector" history "$r"
contains 'which history only shows' "$out" 'PRACTICE: \u001B[2Jx'
attack 'practice that does not say so first' RECORD-EVENT 'not of one mind whether it is for practice' \
  'append register/groups.csv $group; subject=real; imported groups'
attack 'a kind of record that there is not' RECORD-EVENT 'not of one mind whether it is for practice' \
  "append register/groups.csv $group; commit 'PRACTICE: x

$(printf %s "$trailers" | sed s/PRACTICE/TRUE/)
'"

# Times.
attack 'an author who was there long before' RECORD-COMMIT 'does not have the form' \
  'committed=$at at=2026-05-02T09:00:00Z; refile "$sold"'
attack 'an author who was there before, though nobody overtook' RECORD-TIME 'has two times' \
  'committed=$at at=2026-06-02T08:58:00Z; refile "$sold"'
attack 'a time of two forms' RECORD-COMMIT 'does not have the form' \
  'at="@01780000000 +0000"; refile "$sold"; git -C "$r" cat-file commit main |
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

# Of a filing that is right in all that is said above: what only its content gives away.
instead () { printf '%s; s/"%s" : [^,]*/"%s" : %s/' "$sold" "$1" "$1" "$2"; } # NAME JSON
attack 'a filing of another day than its event' AUD-TIME "$filed" \
  'refile "$(instead filed_at "\"2026-04-02T09:00:00Z\"")"'
attack 'a signatory with a role of their own' AUD-SIGNATORY "$filed" 'refile "$(instead role "\"Chair\"")"'
attack 'other words than those of the day' AUD-SIGNATORY 'The words that were signed are not those of the day' \
  'refile "$(instead declaration "\"2019-1\"")"'
attack 'a second version for no reason' AUD-VERSION 'does not say why' 'refile ""'
attack 'a filing that no longer says what judged it' AUD-HASH 'which text of its edition judged it' \
  'refile "$(instead edition_sha256 null)"'
attack 'a filing of two signatories' AUD-EVENT 'it holds one name twice' \
  'refile "$sold; s/\"signatory\" :/\"signatory\" : \"Someone Else\", \"signatory\" :/"'
attack 'a filing for a period that was never opened' AUD-EVENT "unknown period '2021-22'" \
  'by=$(signatory P00101); for path in $(git -C "$r" ls-tree --name-only main $filed/); do
     put returns/annual/2021-22/01/P00101/${path##*/} "$(show $path | sed "s/2025-26/2021-22/")"
   done; filed_by annual 2021-22 P00101 1'
attack 'a filing of somebody who is not on the register' AUD-EVENT "unknown person 'P00199'" \
  'by=$(signatory P00101); for path in $(git -C "$r" ls-tree --name-only main $filed/); do
     put returns/annual/2025-26/99/P00199/${path##*/} "$(show $path | sed "s/P00101/P00199/")"
   done; filed_by annual 2025-26 P00199 1'

# What an event says of the register and of the lists, and does not do.
list=establishments/2026-03-31.csv about=establishments/2026-03-31.json
hash=$(git -C "$whole" log -1 --format=%B -- $list | sed -n 's/^Source-SHA256: //p')
came () { event 'Event: imported' 'Register: establishments' 'As-At: 2026-03-31' "Source-SHA256: $1"; }
went () { event 'Event: withdrawn' 'Register: establishments' 'As-At: 2026-03-31' "Reason: $1"; }
attack 'an import that brought nothing' AUD-REGISTER 'the event did not change it' 'imported groups'
attack 'an import of a register that there is not' AUD-REGISTER "'foo.csv' is no file of the register" \
  'put register/foo.csv x; imported foo'
attack 'a list beside the lists' AUD-REGISTER 'establishments/.csv' 'put register/establishments.csv x; imported establishments'
attack 'an import of groups that rewrites a list' AUD-REGISTER 'not as at a date' \
  'put $list "$(show $list | head -3)"; event "Event: imported" "Register: groups" "As-At: 2026-03-31" "Source-SHA256: 00"'
attack 'a list cut short, what is said of it left' AUD-REGISTER 'the event did not change it' \
  'put $list "$(show $list | head -3)"; came $hash'
attack 'a list of other bytes than are said' AUD-REGISTER "it is of the bytes ${hash%????????}" \
  'put $list "$(show $list | head -3)"; put $about "$(show $about; echo)"; came 0000'
attack 'a withdrawal that rewrites the list' AUD-REGISTER 'it is still there' 'put $list "$(show $list | head -3)"; went x'
attack 'a withdrawal that does nothing' AUD-REGISTER 'it is still there' 'went x'
attack 'a withdrawal that nothing is said of' AUD-REGISTER 'does not say what the event says' 'remove $list; went x'
attack 'a withdrawal of groups' AUD-REGISTER "no event 'withdrawn'" \
  'remove $list; event "Event: withdrawn" "Register: groups" "As-At: 2026-03-31" "Reason: x"'

# Drafts, which stand beside main.
drafted () { event 'Event: draft' "Return: $1" 'Period: 2025-26' "Person: $2"; } # RETURN PERSON
draft_of () # FROM TO: that of P00101, with TO for FROM in what describes it
{
  git -C "$r" read-tree $D1
  put draft.json "$(git -C "$r" cat-file blob $D1:draft.json | sed "s/$1/$2/")"
}
attack 'a draft with other files than it says' AUD-DRAFT "'statement.csv' of the draft is not the file that was saved" \
  'ref=$D1 parent=$D1; draft_of x x; put statement.csv x; drafted annual P00101'
attack 'a draft of another' AUD-DRAFT "refs/drafts/annual/2025-26/P00103" \
  'ref=refs/drafts/annual/2025-26/P00103 parent=; draft_of x x; drafted annual P00103'
attack 'a draft of nobody' AUD-DRAFT "unknown person 'P00199'" \
  'ref=refs/drafts/annual/2025-26/P00199 parent=; draft_of P00101 P00199; drafted annual P00199'
attack 'a draft of no return' AUD-DRAFT "annaul" \
  'ref=refs/drafts/annaul/2025-26/P00101 parent=; draft_of annual annaul; drafted annaul P00101'
finish
