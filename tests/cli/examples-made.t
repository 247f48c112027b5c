# The worked examples: they come out of their tables byte for byte, they agree
# with each other, and the check of that can fail.
. "$top_srcdir/tests/cli/tap.sh"

examples=$top_srcdir/submissions/examples
authorities=$top_srcdir/lib/register/reference/authorities.csv
export PYTHONDONTWRITEBYTECODE=1

run env LC_ALL=C TZ=Asia/Tokyo HOME="$dir" python3 "$examples/make" "$dir/made"
is 'the examples can be made again' "$status $err" '0 '
for folder in returns register ofsted faulty; do
  check "$folder is what the tables make, to the byte" diff -r "$examples/$folder" "$dir/made/$folder"
done

check 'returns, register and lists agree with each other' \
  python3 "$top_srcdir/tests/examples/consistent.py" "$examples" "$authorities"

statement=$dir/made/returns/P00103/annual/2025-26/statement.csv
sed -i '/^cash,/s/[0-9]*$/1/' "$statement"
run python3 "$top_srcdir/tests/examples/consistent.py" "$dir/made" "$authorities"
is 'a balance sheet that does not balance is noticed' "$status" 1
contains 'and its place is named' "$out" 'P00103/annual/2025-26: total_assets, total'

finish
