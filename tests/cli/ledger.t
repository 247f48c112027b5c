# The ledger beside the objects changes no answer, whatever became of it: each state of it, and the
# same commands give the same bytes and the same exit status as without one.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"
whole=$dir/whole
record=$dir/record
make_record "$whole"
file_return "$whole" annual 2024-25 P00108 2026-04-02T09:00:00Z
file_return "$whole" capacity 2025-26-Q4 P00108 2026-04-10T09:00:00Z
cp -a "$whole" "$dir/older"
file_return "$whole" annual 2025-26 P00101 2026-06-01T09:00:00Z
file_return "$whole" annual 2024-25 P00101 2026-06-01T09:00:00Z
middle=$(git -C "$whole" rev-parse main~2)

# Each line is a command: the first word its program, R the record.
cat >"$dir/questions" <<END
collector history R
collector history R annual 2025-26 P00101
collector history R annual 2024-25 P00108 --as-at 2026-04-05
collector status R --on 2026-06-02
collector status R annual 2025-26 --on 2026-06-02 --format csv
collector status R --as-at $middle
collector status R --as-at 2026-04-02
collector status R --as-at 2026-03-02
collector receipt R annual 2024-25 P00108
collector receipt R annual 2025-26 P00108
collector receipt R annual 2025-26 P00101 --as-at ${middle:0:12}
collector history R --as-at 0123456
analyser measures R --person P00108 --as-at 2026-04-30
END
grep -e 'status R annual' -e "--as-at ${middle:0:12}" -e 'P00108 --as-at 2026-04-05' "$dir/questions" >"$dir/few"

# What the commands in FILE say of $record, and how they end. The words before each are $as.
as=()
answers () # FILE
{
  local program words
  while read -r program words; do
    # shellcheck disable=SC2086
    "${as[@]}" "${!program}" ${words/R/"$record"} 2>&1 </dev/null
    echo "exit $?: $program $words"
  done <"$1"
}

fresh () # makes $record what it was
{
  rm -rf "$record"
  cp -a "${1:-$whole}" "$record"
}

# TRY NAME COMMAND...: after COMMAND, run in the record, all is answered as without a ledger.
try ()
{
  local name=$1
  shift
  (cd "$record" && "$@") >/dev/null || echo "Bail out! $name"
  answers "${questions:-$dir/questions}" >"$dir/got"
  check "$name" cmp "$dir/got" "$dir/expected"
}

fresh
rm "$record/ledger"
answers "$dir/questions" >"$dir/expected"
is 'most of the questions are answered' "$(grep -c '^exit 0' "$dir/expected")" 9
check 'it was made for the next program' test -s "$record/ledger"
check 'and the record verifies' "$collector" verify "$record"
cp "$record/ledger" "$dir/made"
try 'with the one that was made' true
check 'which stays as it is' cmp "$record/ledger" "$dir/made"

fresh
try 'with the one that the writers kept' true
fresh
try 'an empty one' truncate -s 0 ledger
check 'is made anew' test -s "$record/ledger"
fresh
try 'one of an older state, as a writer leaves it that was killed when main had moved' cp "$dir/older/ledger" ledger
check 'is brought up to date' "$collector" verify "$record"
make_record "$dir/other"
fresh
try 'one of another record' cp "$dir/other/ledger" ledger
fresh
try 'one that is full of zeros' sh -c 'size=$(stat -c %s ledger) && rm ledger && truncate -s $size ledger'
fresh
try 'one with something after it' sh -c 'head -c 5000 /dev/urandom >>ledger'
check 'which is cut off or found' sh -c '"$1" verify "$2"; test $? -le 1' - "$collector" "$record"
fresh
try 'one that its group may write' chmod 664 ledger
for kind in 'mkdir ledger' 'mkfifo ledger' 'ln -s /etc/passwd ledger' 'ln -s /dev/zero ledger' \
  'ln -s ledger ledger' 'mkdir ledger.made' 'mkfifo ledger.made'; do
  fresh
  try "in its place: $kind" sh -c "rm ledger; $kind"
done

# --- damage, with a few of the questions ---

questions=$dir/few
fresh
answers "$dir/few" >"$dir/expected"
size=$(stat -c %s "$whole/ledger")
damaged () # COMMAND...: nothing when the answers are the expected ones
{
  fresh
  (cd "$record" && "$@")
  answers "$dir/few" | cmp -s - "$dir/expected" || echo "$*"
}
is 'cut short anywhere' "$(for ((n = 1; n < size; n += 331)); do damaged truncate -s $n ledger; done)" ''
flip () # BIT
{
  python3 -c '
import sys
bit = int(sys.argv[1])
with open("ledger", "r+b") as file:
    file.seek(bit // 8)
    byte = file.read(1)[0] ^ 1 << bit % 8
    file.seek(bit // 8)
    file.write(bytes([byte]))' "$1"
}
is 'a flipped bit anywhere' "$(for ((n = 3; n < size * 8; n += 1511)); do damaged flip $n; done)" ''

# --- main is moved ---

without () # the answers with no ledger
{
  cp -a "$record" "$dir/kept"
  rm "$record/ledger"
  answers "$dir/questions" >"$dir/expected"
  rm -rf "$record"
  mv "$dir/kept" "$record"
}
questions=$dir/questions
fresh
must git -C "$record" update-ref refs/heads/main main~3
without
try 'main was moved back' true
for name in Another Third; do
  head -n 1 "$examples/register/owners.csv" >"$dir/more.csv"
  sed -n 2p "$examples/register/owners.csv" | sed "s/^[^,]*/$name Home Limited/" >>"$dir/more.csv"
  must "$collector" import "$record" owners "$dir/more.csv" --at 2026-06-05T09:05:00Z
done
without
try 'and went on another way' true
check 'which then verifies' "$collector" verify "$record"

# --- a reader who is not the owner ---

questions=$dir/questions
fresh
answers "$dir/questions" >"$dir/expected"
if [ "$(id -u)" = 0 ]; then
  chmod 755 "$dir"
  chmod -R a+rX "$record"
  chmod 600 "$record/signing/key"
  mkdir "$dir/bin"
  for program in collector analyser; do
    cp "${!program}" "$dir/bin/$program"
    declare "$program=$dir/bin/$program"
  done
  mkdir "$dir/data"
  tar -C "$CARE_OVERSIGHT_DATA" -c lib/register/reference collector/intake/words submissions templates \
    analyser/methods/editions | tar -C "$dir/data" -x
  chmod -R a+rX "$dir/data" "$dir/bin"
  export CARE_OVERSIGHT_DATA=$dir/data
  as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  try 'another user reads it' true
  try 'another user finds none' rm ledger
  check 'and leaves none' test ! -e "$record/ledger"
  try 'another user finds one that only its owner may read' sh -c 'cp "$1" ledger && chmod 600 ledger' - "$whole/ledger"
  try 'another user finds one that is his' chown 65534 ledger
  as=()
  try 'the owner finds one that is of another' true
else
  skip 'another user' 'only root becomes one'
fi
finish
