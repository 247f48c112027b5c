# Opening and reading each file, of commands that judge a return or say what is in the record, fails
# in turn: a fault in one line, never an answer made of what was left.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"
library=$(realpath "$top_builddir/tests/faults/failing_calls.so")
example=$examples/returns/P00108
record=$dir/record
make_record "$record"
file_return "$record" annual 2024-25 P00108 2026-04-02T09:00:00Z
file_return "$record" capacity 2025-26-Q4 P00108 2026-04-10T09:00:00Z
draft "$record" annual 2025-26 P00108 2026-09-01T08:00:00Z

# What libgit2 and the C library read beside us, and the answer can do without: config and the folders
# of drafts are read by us as well, and what is in a pack that was not found is an object that is not there.
harmless='^(/proc|/sys|/usr|/etc|/dev)/|^'$record'/(config|ledger(.made)?|objects/pack(/multi-pack-index)?|refs/drafts(/.*)?)$'

with_fault () # N COMMAND...: exit status in $status, output in $dir/out and $dir/err
{
  local n=$1
  shift
  FAULT_AT=$n FAULT_MODE=once LD_PRELOAD=$library ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 \
    "$@" >"$dir/out" 2>"$dir/err"
  status=$?
}

# What is wrong with the answer when the call N of COMMAND failed, on PATH.
judge () # PATH N COMMAND...
{
  local path=$1
  shift
  with_fault "$@"
  if [ $status = 3 ]; then
    [ "$(grep -vc '^PRACTICE' "$dir/err")" = 1 ] || echo "call $1 on $path: not one line of fault"
    # status names what cannot be read in its row, and goes on with the others.
    grep -v '^PRACTICE' "$dir/out" | grep -q . && ! grep -q 'not as it was signed\|draft cannot be read' "$dir/out" &&
      echo "call $1 on $path: an answer beside the fault"
  elif ! cmp -s "$dir/out" "$dir/whole"; then
    echo "call $1 on $path: exit $status and another answer"
  elif ! [[ $path =~ $harmless ]]; then
    echo "call $1 on $path: nothing was said"
  fi
}

try () # NAME COMMAND...
{
  local name=$1 n path
  shift
  FAULT_LOG=$dir/log with_fault 0 "$@"
  is "$name: nothing fails" $status 0
  cp "$dir/out" "$dir/whole"
  awk -F'\t' '!seen[$1, $2]++ { print NR "\t" $2 }' "$dir/log" >"$dir/calls"
  check "$name: there are many calls" test "$(wc -l <"$dir/calls")" -gt 50
  while IFS=$'\t' read -r n path; do
    judge "$path" "$n" "$@"
  done <"$dir/calls" >"$dir/wrong"
  is "$name: each of them failed" "$(cat "$dir/wrong")" ''
  rm "$dir/log"
}

try 'check of an annual return' "$collector" check annual 2025-26 "$example/annual/2025-26" --person P00108 --store "$record"
try 'check of a capacity return' "$collector" check capacity 2025-26-Q4 "$example/capacity/2025-26-Q4" --person P00108 --store "$record"
try 'check without a record' "$collector" check annual 2024-25 "$example/annual/2024-25"
try status "$collector" status "$record"
try receipt "$collector" receipt "$record" annual 2024-25 P00108
try measures "$analyser" measures "$record"
try concentration "$analyser" concentration "$record"
finish
