# Eight programs filing at once: for eight persons nothing is lost; of the same
# return one is in force and seven are told.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

store=$dir/record
at=2026-06-01T09:00:00Z
make_record "$store"
persons='P00101 P00102 P00103 P00104 P00105 P00106 P00107 P00108'
for person in $persons; do
  draft "$store" annual 2025-26 $person $at
done
before=$(git -C "$store" rev-list --count main)
for person in $persons; do
  "$collector" file "$store" annual 2025-26 $person --by "$(signatory $person)" --at $at \
    --hash "$(draft_hash "$store" annual 2025-26 $person)" >"$dir/$person.out" 2>&1 &
  eval "pid_$person=$!"
done
for person in $persons; do
  eval "wait \$pid_$person"
  is "$person is filed" $? 0
done
is 'there are eight more events' $(($(git -C "$store" rev-list --count main) - before)) 8
run "$collector" status "$store" annual 2025-26 --format csv
is 'all eight are in force' "$(echo "$out" | cut -d, -f5 | grep -c '^filed$')" 8

person=P00109
draft "$store" annual 2025-26 $person $at
hash=$(draft_hash "$store" annual 2025-26 $person)
by=$(signatory $person)
for i in 1 2 3 4 5 6 7 8; do
  ("$collector" file "$store" annual 2025-26 $person --by "$by" --at $at --hash "$hash" >/dev/null 2>"$dir/same.$i"
   echo $? >"$dir/same.$i.status") &
done
wait
is 'of eight filing the same return one succeeds' "$(cat "$dir"/same.*.status | grep -c '^0$')" 1
is 'and seven are refused' "$(cat "$dir"/same.*.status | grep -c '^1$')" 7
is 'in plain words' "$(cat "$dir"/same.? | grep -c 'is already in force: version 1, signed by')" 7
check 'the record verifies' "$collector" verify "$store"
check 'git finds nothing wrong with it' git -C "$store" fsck --strict --no-progress
finish
