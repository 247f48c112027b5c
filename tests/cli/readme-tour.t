# The tour of README.md, line by line, as a reader would copy it, on the record
# that ./quickstart makes. A line exits with 0 unless its comment names another.
. "$top_srcdir/tests/cli/tap.sh"

ln -s "$collector" "$analyser" "$top_srcdir/submissions" "$dir"
mkdir "$dir/demo"
run python3 "$top_srcdir/submissions/examples/record" "$dir/demo/record" "$collector"
is 'the demonstration record is made' "$status $err" '0 '

cd "$dir" || exit 1
lines=0
while IFS= read -r line; do
  lines=$((lines + 1))
  expected=$(sed -n 's/.*# .*exit \([0-9]\)$/\1/p' <<<"$line")
  run bash -c "$line"
  is "${line%%  *}" "$status $err" "${expected:-0} "
  check "$lines: it prints something" test -n "$out"
done < <(sed -n '/^## A tour/,/^## /{/^\.\//p}' "$top_srcdir/README.md")
is 'the tour has twelve lines' "$lines" 12
check 'there is a receipt' test -s demo/receipt.txt
check 'there are reports' test -s demo/reports/index.html
finish
