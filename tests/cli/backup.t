# Copies of a record as README.md makes them, and the record made again of them.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"
store=$dir/store
make_record "$store"
file_return "$store" annual 2023-24 P00101 2026-06-01T09:00:00Z
head=$(git -C "$store" rev-parse main)

cp -a "$store" "$dir/copy"
rm "$dir/copy/signing/key"
run "$collector" verify "$dir/copy"
is 'a copy without the key is good' "$status $err" '0 '
contains 'and the missing key is noted' "$out" 'note  RECORD-FILE signing/key'

run "$collector" import "$dir/copy" persons "$examples/register/persons.csv" --at 2026-06-01T10:00:00Z
is 'nothing can be written to it' "$status" 3
contains 'and it says why, and where to write' "$err" "has no 'signing/key', as a backup or a mirror has none"

run git clone --quiet --mirror "$store" "$dir/mirror"
is 'a mirror is made' "$status" 0
draft "$store" annual 2024-25 P00101 2026-06-01T10:00:00Z
run git -C "$dir/mirror" remote update
is 'it is brought up to date' "$status" 0

run "$collector" init "$dir/restored" --key "$store/signing/key"
is 'a record is made with the key that was kept' "$status $err" '0 '
run git -C "$dir/restored" fetch --quiet --no-write-fetch-head "$dir/mirror" '+refs/*:refs/*'
is 'the mirror is fetched into it' "$status $err" '0 '
is 'main is where it was' "$(git -C "$dir/restored" rev-parse main)" "$head"
is 'and so are the drafts' "$(git -C "$dir/restored" for-each-ref)" "$(git -C "$store" for-each-ref)"
run "$collector" verify "$dir/restored"
is 'the restored record is good' "$status $err" '0 '
run "$collector" file "$dir/restored" annual 2024-25 P00101 --by "$(signatory P00101)" \
  --at 2026-06-01T11:00:00Z --hash "$(draft_hash "$dir/restored" annual 2024-25 P00101)"
is 'and filing goes on in it' "$status $err" '0 '

run git -C "$dir/restored" gc --quiet
is 'git packs it' "$status" 0
run "$collector" verify "$dir/restored"
is 'and it is good, packed' "$status $err" '0 '
finish
