# What somebody who holds the record's key, or only its files, can do to it, and
# what verify says of each: what and where, exit 1. A row is an attack. What only the
# form of an event gives away is in verify-forgeries.t.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"
. "$top_srcdir/tests/cli/attack.sh"

check 'the whole record verifies' "$collector" verify "$whole" --signers "$dir/trusted" --receipt "$dir/receipt"

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

# Where main was moved to a draft there are no rounds, no register and no filings: no command takes
# that for a record without any, and none writes on top of it.
moved_to=$(git -C "$whole" rev-parse $D1)
for content in "$moved_to" "ref: $D1"; do
  fresh
  echo "$content" >"$r/refs/heads/main"
  for command in "$collector status" "$collector history" "$analyser measures" "$analyser concentration"; do
    run $command "$r"
    is "main is '$content': ${command##* } fails" "$status" 3
    contains 'and says where it leads' "$err" "leads to commit $moved_to, which is of a draft"
  done
  run "$collector" import "$r" groups "$examples/register/groups.csv" --at 2026-06-03T09:00:00Z
  is "main is '$content': import fails" "$status" 3
  is 'and main is where it was' "$(git -C "$r" rev-parse main)" "$moved_to"
done

# Nor is an event of main a record that has no register.
fresh
git -C "$r" read-tree --empty
filed_by annual 2025-26 P00101 2
for command in "$collector status" "$analyser concentration"; do
  run $command "$r"
  is "a record without a register: ${command##* } fails" "$status" 3
  contains 'and says so' "$err" "commit $(git -C "$r" rev-parse main) has no register"
done

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

# What only a reader of returns can tell.
attack 'a part changed under its filing' AUD-PART "$filed/statement.csv" 'put $filed/statement.csv x; filed_by annual 2025-26 P00101 2'
attack 'a part taken away from its filing' AUD-PART "$filed/borrowings.csv" 'remove $filed/borrowings.csv; filed_by annual 2025-26 P00101 2'
attack 'a part beside its filing' AUD-PART "$filed/extra.csv" 'put $filed/extra.csv x; filed_by annual 2025-26 P00101 2'
attack 'a version repeated' AUD-VERSION 'annual/2025-26/P00101' 'filed_by annual 2025-26 P00101 1'
attack 'a version skipped' AUD-VERSION 'name different versions' 'filed_by annual 2025-26 P00101 3'
attack 'a first version that is the second' AUD-VERSION 'annual/2024-25/P00102,,,,,,version 2' \
  'for part in $(git -C "$r" ls-tree --name-only main $other/); do
     to=returns/annual/2024-25/02/P00102/${part##*/}
     put "$to" "$(git -C "$r" cat-file blob "main:$part" | sed "s/\"version\" : 1/\"version\" : 2/; s/\"period\" : \"2025-26\"/\"period\" : \"2024-25\"/")"
   done; filed_by annual 2024-25 P00102 2'
attack 'a filing without filing.json' AUD-EVENT 'filed nothing as annual 2023-24 of P00102' \
  'put returns/annual/2023-24/02/P00102/statement.csv x; filed_by annual 2023-24 P00102 1'
attack 'a filing.json that is no filing' AUD-EVENT 'filing.json' 'put $filed/filing.json "{}"; filed_by annual 2025-26 P00101 2'
attack 'rows that are no rows' AUD-REGISTER 'register' 'append register/groups.csv "a,b,c,d,e,f,g"; imported groups'
attack 'a list of establishments that is none' AUD-REGISTER 'establishments/2026-03-31.csv' \
  'put establishments/2026-03-31.csv x; event "Event: imported" "Register: establishments" "As-At: 2026-03-31" "Source-SHA256: 0"'
attack 'a list of establishments without its source' AUD-REGISTER 'establishments/2026-02-28.json' \
  'put establishments/2026-02-28.csv x; event "Event: imported" "Register: establishments" "As-At: 2026-02-28" "Source-SHA256: 0"'

# What only those can tell who kept something: a receipt, or the signers of an earlier day.
attack 'rolled back, with a receipt' RCP-COMMIT 'rolled back' 'move refs/heads/main main~1' --receipt "$dir/receipt"
attack 'written anew by the same key, with a receipt' RCP-COMMIT 'written anew' \
  'signing=$r/signing/key mark=again; again' --receipt "$dir/receipt"
attack 'signed anew, with the signers of before' RECORD-SIGNATURE 'not among the signers' 'resign' --signers "$dir/trusted"
attack 'signed anew, and where the strangers stand' RECORD-SIGNERS 'signing/allowed_signers' 'resign' --signers "$dir/trusted"
attack 'signed anew, with a receipt alone' RCP-SIGNATURE 'not among the signers' 'resign' --receipt "$dir/receipt"
attack 'signers replaced' RECORD-SIGNERS 'not among those you trust' \
  'cp "$dir/stranger.allowed" "$r/signing/allowed_signers"' \
  --signers "$dir/trusted"
attack 'a receipt that was changed' RCP-SIGNATURE "$dir/forged" \
  'sed s/P00102/P00101/ "$dir/receipt" >"$dir/forged"; cp "$dir/receipt.sig" "$dir/forged.sig"' --receipt "$dir/forged"

# Without what was kept, these two are whole: it is said what was trusted.
for change in 'signing=$r/signing/key mark=again; again' resign; do
  fresh
  (set -e; eval "$change") >"$dir/attack" 2>&1
  run "$collector" verify "$r"
  is "$change: whole by its own signers" "$status" 0
  contains "$change: and that they came along is said" "$out" 'came with the record'
done

# Nor are they trusted more for being named, by whatever name.
ln -s "$whole/signing/allowed_signers" "$dir/named"
ln "$whole/signing/allowed_signers" "$dir/hard"
for signers in "$whole/signing/allowed_signers" "$whole/./signing/allowed_signers" "$dir/named" "$dir/hard"; do
  run "$collector" verify "$whole" --signers "$signers"
  contains "${signers##*/} of the record came with it" "$out" 'came with the record'
done
rm "$dir/hard"
run "$collector" verify "$whole" --signers "$dir/trusted"
is 'those kept apart did not' "$(printf '%s\n' "$out" | grep -c 'came with the record')" 0

# Fail closed: what a check depends on, taken away, emptied, made a folder, a pipe.
git -C "$whole" gc --quiet
pack=$(cd "$whole" && ls objects/pack/*.pack)
for file in signing/allowed_signers config HEAD packed-refs "$pack" "${pack%.pack}.idx"; do
  case $file in packed-refs) rule= ;; *) rule=RECORD- ;; esac
  attack "$file: away" "$rule.*" '' 'rm -f "$r/$file"'
  attack "$file: empty" "$rule.*" '' 'chmod u+w "$r/$file"; : >"$r/$file"'
  attack "$file: a folder" "$rule.*" "$file" 'rm -f "$r/$file"; mkdir "$r/$file"'
  attack "$file: a pipe" "$rule.*" "$file" 'rm -f "$r/$file"; mkfifo "$r/$file"'
  attack "$file: a link" "$rule.*" "$file" 'mv "$r/$file" "$dir/elsewhere"; ln -s "$dir/elsewhere" "$r/$file"'
done
attack 'a forged filing, and a folder for signers' RECORD-FILE 'signing/allowed_signers' \
  'rm "$r/signing/allowed_signers"; mkdir "$r/signing/allowed_signers"; git -C "$r" -c user.name=A -c user.email=a@b.c commit-tree main^{tree} -p main -m x >"$dir/id"; move refs/heads/main "$(cat "$dir/id")"'

# Who may change it.
attack 'signers that anyone can change' RECORD-MODE 'signing/allowed_signers' 'chmod 666 "$r/signing/allowed_signers"'
attack 'a folder that anyone can change' RECORD-MODE 'chmod -R go-w' 'chmod 777 "$r/signing"'
attack 'a key that others can read' RECORD-KEY 'chmod 600' 'chmod 644 "$r/signing/key"'
# Advice can be pasted as it stands.
mv "$whole" "$dir/Ann's record"
chmod 666 "$dir/Ann's record/signing/allowed_signers"
chmod 644 "$dir/Ann's record/signing/key"
run "$collector" verify "$dir/Ann's record" --format csv
contains 'a path of blanks and quotes is quoted' "$out" "Run: chmod -R go-w '$dir/Ann'\\''s record'"
contains 'and that of the key' "$out" "Run: chmod 600 '$dir/Ann'\\''s record/signing/key'"
chmod 644 "$dir/Ann's record/signing/allowed_signers"
chmod 600 "$dir/Ann's record/signing/key"
mv "$dir/Ann's record" "$whole"
attack 'a hook' RECORD-FILE 'hooks/post-receive' 'mkdir "$r/hooks"; echo "#!/bin/sh" >"$r/hooks/post-receive"; chmod +x "$r/hooks/post-receive"'

# A mirror made by stock git has no signers of its own.
must git clone --quiet --mirror "$whole" "$dir/mirror"
run "$collector" verify "$dir/mirror"
is 'a mirror without signers: exit 2' "$status" 2
contains 'and what it lacks is said' "$err" 'name those you trust with --signers'
run "$collector" verify "$dir/mirror" --signers "$dir/trusted" --receipt "$dir/receipt"
is 'a mirror verifies with signers' "$status" 0
contains 'and it is said that it is one' "$out" 'RECORD-MIRROR'
must git -C "$dir/mirror" remote update
check 'and once it was brought up to date' "$collector" verify "$dir/mirror" --signers "$dir/trusted"
record=$whole whole=$dir/mirror
attack 'a mirror rolled back' RCP-COMMIT 'rolled back' 'move refs/heads/main main~1; git -C "$r" pack-refs --all' \
  --signers "$dir/trusted" --receipt "$dir/receipt"
attack 'a mirror rolled back, its packed reference left' RECORD-REF 'no commit of its line' 'move refs/heads/main main~1' \
  --signers "$dir/trusted"
attack 'a mirror whose config includes another' RECORD-CONFIG config \
  'printf "[include]\n\tpath = /etc/hostname\n" >>"$r/config"' --signers "$dir/trusted"
attack 'a mirror whose config names a program for git to run' RECORD-CONFIG config \
  'sed -i "s|^.remote .origin.]|[remote \"origin\"] uploadpack = \"touch $dir/ran #\"]|" "$r/config"
   git -C "$r" remote update || true; test -e "$dir/ran"' --signers "$dir/trusted"
attack 'a mirror with a hook' RECORD-FILE 'hooks/post-update' \
  'mkdir -p "$r/hooks"; echo "#!/bin/sh" >"$r/hooks/post-update"; chmod +x "$r/hooks/post-update"' --signers "$dir/trusted"
attack 'a mirror of another record' RECORD-SIGNATURE 'not among the signers' : --signers "$dir/stranger.allowed"
run "$collector" verify "$r" --signers "$dir/stranger.allowed"
contains 'signers of another record are what to look at first' "$out" 'look first whether they are of this record.'
run "$collector" verify "$r" --signers "$dir/trusted"
is 'and are not where they are its own' "$(grep -c 'look first' <<<"$out")" 0
whole=$record

# What an interrupted git leaves is no damage: a list of packs that are gone or
# were half made, their indexes, temporary files.
fresh
gone=objects/pack/pack-0123456789012345678901234567890123456789
printf 'P .tmp-77-pack-0123.pack\nP %s\n\n' "${gone##*/}.pack" >"$r/objects/info/packs"
cp "$r/${pack%.pack}.idx" "$r/$gone.idx"
cp "$r/$pack" "$r/objects/pack/.tmp-77-pack-0123.pack"
touch "$r/objects/pack/tmp_pack_x" "$r/gc.pid" "$r/packed-refs.lock" "$r/refs/heads/main.lock"
run "$collector" verify "$r" --signers "$dir/trusted" --format csv
is 'what an interrupted git left is no damage' "$status" 0
is 'and each of it is said' "$(printf '%s\n' "$out" | grep -c '^soft,RECORD-LEFTOVER,')" 7
rm "$r/${pack%.pack}.idx"
run "$collector" verify "$r" --signers "$dir/trusted"
is 'a pack that lost its index and is needed: exit 1' "$status" 1
contains 'and the command that cures is given' "$out" 'index-pack'

# The world's trouble is no damage: exit 3, one line.
if [ "$(id -u)" = 0 ]; then
  chmod 755 "$dir"
  for file in config objects/pack "$pack" refs; do
    cp -a "$whole" "$dir/closed"
    chown -R 12345:12345 "$dir/closed"
    chown 0:0 "$dir/closed/$file"
    chmod 600 "$dir/closed/$file"
    run setpriv --reuid=12345 --regid=12345 --clear-groups "$collector" verify "$dir/closed"
    is "$file that may not be read: exit 3" "$status" 3
    contains 'and it is said' "$err" 'ermission denied'
    rm -rf "$dir/closed"
  done
  attack 'a file of another user' RECORD-MODE 'chown -R 0' 'chown 12345 "$r/objects"'
fi
finish
