# A return from draft to receipt, as a provider's finance director does it.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

store=$dir/record
person=P00101
folder=$examples/returns/$person/annual/2025-26
unexplained=$(folder_hash "$folder")
by=$(signatory $person)
at=2026-06-01T09:00:00Z
make_record "$store"
hash=$unexplained

run "$collector" file "$store" annual 2025-26 $person --by "$by" --at $at --hash "$hash"
is 'without a draft there is nothing to sign' $status 1
contains 'and it says so' "$err" 'has no draft'

must "$collector" draft "$store" annual 2025-26 $person "$folder" --by "$by" --at $at
run "$collector" status "$store" annual 2025-26 --on 2026-06-01 --format csv
is 'a draft without explanations has the hash of its folder' "$(echo "$out" | grep ",$person," | cut -d, -f14)" "$unexplained"
must "$collector" explain "$store" annual 2025-26 $person ANN-021:46 --code correct --text 'Checked with the auditor.' \
  --by "$by" --at $at
hash=$(draft_hash "$store" annual 2025-26 $person)
run "$collector" status "$store" annual 2025-26 --on 2026-06-01 --format csv
is 'an explained draft is ready to be signed, under the hash sha256sum gives of its files and explanations' \
  "$(echo "$out" | grep ",$person," | cut -d, -f5,14)" "ready,$hash"

run "$collector" file "$store" annual 2025-26 $person --by "$by" --at $at --hash "${hash%?}0x"
is 'another hash is not signed' $status 1
contains 'and both hashes are shown' "$err" "$hash"
run "$collector" file "$store" annual 2025-26 $person --by "$by" --at $at --hash "$unexplained"
is 'the hash from before it was explained is not signed' $status 1
contains 'and it says why' "$err" 'its files or explanations are others'
run "$collector" explain "$store" annual 2025-26 $person ANN-021:46 --code correct --text 'Other words.' \
  --by 'Eve <eve@example.org>' --at $at
is 'explain prints the hash that is to be approved' "$(echo "$out" | sed -n 's/^hash //p')" \
  "$(draft_hash "$store" annual 2025-26 $person)"
run "$collector" file "$store" annual 2025-26 $person --by "$by" --at $at --hash "$hash"
is 'words that were added after approval are not signed' $status 1
must "$collector" explain "$store" annual 2025-26 $person ANN-021:46 --code correct --text 'Checked with the auditor.' \
  --by "$by" --at $at
hash=$(draft_hash "$store" annual 2025-26 $person)
run "$collector" file "$store" annual 2025-26 $person --by 'Eve <eve@example.org>' --at $at --hash "$hash"
is 'only the named individual may sign' $status 1
contains 'and it says who that is' "$err" "$by"

approved=$(git -C "$store" rev-parse refs/drafts/annual/2025-26/$person)
other=$(export GIT_INDEX_FILE="$dir/index" && cd "$store" && git read-tree "$approved" &&
  git update-index --cacheinfo "100644,$(printf 'line,value\n' | git hash-object -w --stdin),ownership.csv" &&
  git -c user.name=x -c user.email=x@example.org commit-tree -m x -p "$approved" "$(git write-tree)")
git -C "$store" update-ref refs/drafts/annual/2025-26/$person "$other"
run "$collector" file "$store" annual 2025-26 $person --by "$by" --at $at --hash "$hash"
is 'a draft whose files were changed behind its hash is not signed' $status 3
contains 'and the file is named' "$err" "draft annual/2025-26/$person: 'ownership.csv' of the draft is not the file"

unsigned=$(git -C "$store" -c user.name=x -c user.email=x@example.org commit-tree -p "$approved" "$approved^{tree}" \
  -m "$(git -C "$store" log -1 --format=%B "$approved")")
git -C "$store" update-ref refs/drafts/annual/2025-26/$person "$unsigned"
run "$collector" file "$store" annual 2025-26 $person --by "$by" --at $at --hash "$hash"
is 'a draft that this record did not write is not signed' $status 3
contains 'and its commit is named' "$err" "commit $unsigned is not signed by the record's key"
run "$collector" explain "$store" annual 2025-26 $person ANN-021:46 --code correct --text x --by "$by" --at $at
is 'nor built upon' $status 3

other=P00108
draft "$store" annual 2025-26 $other $at
git -C "$store" update-ref refs/drafts/annual/2025-26/$person refs/drafts/annual/2025-26/$other
run "$collector" file "$store" annual 2025-26 $person --by "$(signatory $other)" --at $at \
  --hash "$(draft_hash "$store" annual 2025-26 $other)"
is 'the individual of one person does not sign the return of another' $status 3
contains 'and it says that the draft was moved' "$err" "its reference leads to the draft of annual/2025-26/$other"
is 'nothing was filed' "$(git -C "$store" log --format=%s main | grep -c ^filed)" 0
git -C "$store" update-ref refs/drafts/annual/2025-26/$person "$approved"

# Nothing is written over the record itself, by whatever name: not its key, not its HEAD.
ln -s "$store/signing" "$dir/link"
git -C "$store" for-each-ref >"$dir/refs"
for place in "$store/signing/key" "$store/HEAD" "$dir/link/new" "$store/none/../HEAD" "$store"; do
  run "$collector" file "$store" annual 2025-26 $person --by "$by" --at $at --hash "$hash" --receipt "$place"
  is "a receipt at ${place#"$dir/"} is wrong usage" $status 2
  contains 'and it says why' "$err" "'$place' is in record '$store'"
done
run "$analyser" report "$store" "$store/reports"
is 'nor are reports written there' $status 2
run "$collector" template annual 2025-26 "$store/my-return" --person $person --store "$store"
is 'nor templates' $status 2
is 'and nothing was filed' "$(git -C "$store" for-each-ref)" "$(cat "$dir/refs")"
check 'nor is the record other than it was' sh -c '! ls "$1" "$1/signing" | grep -E "sig$|new|reports|my-return"' - "$store"

run "$collector" file "$store" annual 2025-26 $person --by "$by" --at $at --hash "$hash" --receipt "$dir/receipt"
is 'the named individual signs the hash shown' "$status $err" '0 '
check 'the record verifies' "$collector" verify "$store"
check 'git finds nothing wrong with it' git -C "$store" fsck --strict --no-progress
check 'git verifies the signature of the commit' git -C "$store" \
  -c gpg.ssh.allowedSignersFile="$store/signing/allowed_signers" verify-commit main
check 'ssh-keygen verifies the receipt' sh -c 'ssh-keygen -Y verify -f "$1" \
  -I record@care-oversight -n care-oversight-receipt -s "$2.sig" <"$2"' - "$store/signing/allowed_signers" "$dir/receipt"
git -C "$store" cat-file blob main:returns/annual/2025-26/01/$person/explanations.csv >"$dir/explanations.csv"
check 'the receipt and the files agree, explanations too' "$collector" verify-receipt "$dir/receipt" \
  "$folder"/*.csv "$dir/explanations.csv" \
  --signers "$store/signing/allowed_signers"
run "$collector" verify-receipt "$dir/receipt" "$folder"/*.csv --signers "$store/signing/allowed_signers"
contains 'files that were not given do not pass for compared' "$out" RCP-MISSING
contains 'they are named' "$out" 'value      explanations.csv'
run "$collector" verify-receipt "$dir/receipt" --signers "$store/signing/allowed_signers"
contains 'nor is a receipt alone good for any file' "$out" "good: signed by the record's key; no file was compared"
cp "$folder/statement.csv" "$dir/statement.csv"
echo >>"$dir/statement.csv"
run "$collector" verify-receipt "$dir/receipt" "$dir/statement.csv" --signers "$store/signing/allowed_signers"
is 'a file with one more line end is not the one that was filed' $status 1
run "$collector" verify-receipt "$dir/receipt"
is 'without the regulator'"'"'s signers nothing is verified' $status 3
contains 'and it says how to give them' "$err" '--signers FILE'
run "$collector" receipt "$store" annual 2025-26 $person
is 'the receipt can be had again, byte for byte' "$out" "$(cat "$dir/receipt")"
mkfifo "$dir/pipe"
run "$collector" receipt "$store" annual 2025-26 $person --receipt "$dir/pipe"
is 'a receipt takes the place of no pipe or device' "$status $(stat -c %F "$dir/pipe")" '3 fifo'
run timeout 60 "$collector" verify-receipt "$dir/pipe" --signers "$store/signing/allowed_signers"
is 'a pipe is no receipt, and is not waited for' "$status ${err#*: }" "3 cannot read '$dir/pipe': it is not a regular file"
run "$collector" status "$store" --as-at 2026-02-30
is 'a date that is not in the calendar is refused' $status 1

for part in "$folder"/*.csv; do
  check "the record holds the bytes of $(basename "$part")" sh -c \
    'git -C "$1" cat-file blob "main:returns/annual/2025-26/01/P00101/$(basename "$2")" | cmp - "$2"' - "$store" "$part"
done

run "$collector" file "$store" annual 2025-26 $person --by "$by" --at $at --hash "$hash"
is 'the same content is not filed twice' $status 1
contains 'and it says which version is in force' "$err" 'version 1'
run "$collector" draft "$store" annual 2025-26 $person "$folder" --by "$by" --at $at --reason again
is 'a correction with the same content is refused' $status 1

cp -r "$folder" "$dir/corrected"
chmod -R u+w "$dir/corrected"
python3 - "$dir/corrected/ownership.csv" <<'EOF'
import sys
path = sys.argv[1]
text = open(path, newline="").read()
old = next(line for line in text.splitlines() if line.startswith("ultimate_parent,"))
open(path, "w", newline="").write(text.replace(old, "ultimate_parent,Another Parent Ltd"))
EOF
run "$collector" draft "$store" annual 2025-26 $person "$dir/corrected" --by "$by" --at $at
is 'a correction needs a reason' $status 2
must "$collector" draft "$store" annual 2025-26 $person "$dir/corrected" --by "$by" --at $at --reason 'new parent'
python3 - "$collector" "$store" "$dir/corrected" "$by" $at <<'EOF'
import os, subprocess, sys
collector, store, folder, by, at = sys.argv[1:]
reading, writing = os.pipe()
os.close(reading)
words = [collector, "draft", store, "annual", "2025-26", "P00101", folder, "--by", by, "--at", at, "--reason", "new parent"]
done = subprocess.run(words, stdout=writing, stderr=subprocess.PIPE, text=True, restore_signals=True)
print(done.stderr, end="")
sys.exit(done.returncode != 3 or "the draft is kept, with hash " not in done.stderr)
EOF
is 'a reader that goes away is no end, and it is told that the draft is kept' $? 0
run "$collector" receipt "$store" annual 2025-26 $person
is 'until it is signed version 1 stays in force' "$out" "$(cat "$dir/receipt")"
examples_explained=$("$collector" status "$store" annual 2025-26 --on 2026-06-01 --format csv | grep ",$person," | cut -d, -f5)
is 'explanations of unchanged figures are kept' "$examples_explained" ready
run "$collector" draft "$store" annual 2025-26 $person "$folder" --by "$by" --at $at
is 'a correction begun by mistake is withdrawn by the content in force' $status 0
is 'and it says so, and nothing of findings to explain, for what is in force was signed' "$out" \
  'the correction is withdrawn: what is in force has this content, and there is nothing to sign'
is 'then there is nothing to sign' \
  "$("$collector" status "$store" annual 2025-26 --on 2026-06-01 --format csv | grep ",$person," | cut -d, -f5,10)" filed,1
run "$collector" draft "$store" annual 2025-26 $person "$folder" --by "$by" --at $at
is 'nor to withdraw' $status 1
must "$collector" draft "$store" annual 2025-26 $person "$dir/corrected" --by "$by" --at $at --reason 'new parent'
must "$collector" explain "$store" annual 2025-26 $person ANN-021:46 --code correct --text 'Once more.' --by "$by" --at $at
"$collector" explain "$store" annual 2025-26 $person ANN-021:46 --code correct --text 'As before.' --by "$by" --at $at \
  >/dev/full 2>"$dir/err"
is 'an explanation that cannot be told of is a fault' $? 3
contains 'and it says that it is kept, and the hash' "$(cat "$dir/err")" \
  "the explanation is kept, and the hash is $(draft_hash "$store" annual 2025-26 $person) now"
hash=$(draft_hash "$store" annual 2025-26 $person)
run "$collector" file "$store" annual 2025-26 $person --by "$by" --at $at --hash "$unexplained"
contains 'what is refused was not filed, and it says so' "$err" 'care-collector: nothing was filed: '
"$collector" file "$store" annual 2025-26 $person --by "$by" --at $at --hash "$hash" >&- 2>"$dir/err"
is 'a receipt that nobody can read is a fault' $? 3
contains 'and it says that the return is filed' "$(cat "$dir/err")" \
  "filed: version 2, commit $(git -C "$store" rev-parse main); 'care-collector receipt $store annual 2025-26 $person'"
is 'once' "$(grep -c 'care-collector: filed' "$dir/err")" 1
run "$collector" receipt "$store" annual 2025-26 $person
contains 'which gives it, as version 2' "$out" 'version: 2'
run "$collector" history "$store" annual 2025-26 $person --format csv
is 'history has both filings' "$(echo "$out" | grep -c ',filed,')" 2
is 'what was drafted and explained on the way, and why there is a second' "$(echo "$out" | python3 -c '
import csv, sys
rows = list(csv.DictReader(sys.stdin))
events = [(row["subject"].split(": ")[1], row["reason"]) for row in rows]
print(events[0], sum(kind == "drafted" for kind, _ in events), sum(kind == "explained" for kind, _ in events))')" \
  "('filed', 'new parent') 4 5"
run "$collector" history "$store" annual 2025-26 $person --as-at "$(git -C "$store" rev-parse main~1)" --format csv
is 'the record as it was has no draft of today' "$(echo "$out" | grep -c ',draft,')" 0
check 'the record still verifies' "$collector" verify "$store"
finish
