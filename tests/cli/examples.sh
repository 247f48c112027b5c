# Sourced, after tap.sh, by tests that file the worked examples: who signs for
# each person, and `file_return RETURN PERIOD PERSON`, which drafts a return of
# submissions/examples in $store at $time, explains its soft findings as
# explanations.csv has it, and signs it.

examples=$top_srcdir/submissions/examples

# The individuals who sign: their rows in the register are the last of each person.
declare -A signatory
while IFS=, read -r person _ _ name _ mail _; do
  signatory[$person]="$name <$mail>"
done < <(tail -n +2 "$examples/register/persons.csv")

file_return () # RETURN PERIOD PERSON
{
  local key=("$1" "$2" "$3") by=(--by "${signatory[$3]}" --at "$time") hash
  "$collector" draft "$store" "${key[@]}" "$examples/returns/$3/$1/$2" "${by[@]}" >"$dir/draft" || [ $? = 1 ] || return
  while IFS=$'\t' read -r rule row code text; do
    "$collector" explain "$store" "${key[@]}" "$rule:$row" --code "$code" --text "$text" "${by[@]}" >>"$dir/draft" || return
  done < <(explanations_of "${key[@]}")
  hash=$(sed -n 's/^hash //p' "$dir/draft" | tail -n 1)
  "$collector" file "$store" "${key[@]}" --hash "$hash" "${by[@]}"
}

explanations_of () # RETURN PERIOD PERSON
{
  python3 - "$examples/explanations.csv" "$@" <<'END'
import csv, sys
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")):
    if [row["return"], row["period"], row["person"]] == sys.argv[2:]:
        print(row["rule"], row["row"], row["code"], row["text"], sep="\t")
END
}
