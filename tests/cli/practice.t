#!/usr/bin/env bash
# A record for practice says so in all it makes; a real one takes no other time
# than now.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/examples.sh"
store=$dir/practice
real=$dir/real
time=2026-06-10T09:00:00Z
persons=$examples/register/persons.csv

# --- a real record ---

run "$collector" init "$real"
is 'a real record is made' "$status $err" '0 '
check 'and does not speak of practice' test "${out/PRACTICE/}" = "$out"
for at in 2062-12-01T10:00:00Z 2025-09-30T10:00:00Z; do
  run "$collector" import "$real" persons "$persons" --at $at
  is "$at is refused" $status 1
  contains 'because it is not now' "$err" "$at is not now"
done
is 'one line says so' "$(wc -l <<<"$err")" 1
run "$collector" import "$real" persons "$persons"
is 'now is taken' "$status $err" '0 '
run "$collector" import "$real" groups "$examples/register/groups.csv" --at "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
is 'and so is now, when it is said' $status 0
check 'the commits do not speak of practice' test -z "$(git -C "$real" log --format=%B | grep PRACTICE)"
run "$collector" init "$dir/other" --at 2025-01-01T00:00:00Z
is 'a real record is not begun at another time' $status 1
check 'and is not there' test ! -e "$dir/other"
"$collector" import "$real" establishments --as-at 2025-03-31 --source 'Fictional list' \
  "$examples/ofsted/providers_2025-03-31.csv" >"$dir/imported"
run "$analyser" report "$real" "$dir/real-reports" --audience public
is 'its reports are made' "$status $err" '0 '
for format in text csv json; do
  "$analyser" concentration "$real" --format $format
  "$collector" status "$real" --format $format
done >"$dir/real-printed" 2>&1
is 'and neither they nor what is printed speak of practice' \
  "$(grep -rlE 'PRACTICE|"record":|,record' "$dir/real-reports" "$dir/real-printed")" ''

# --- a record for practice ---

run "$collector" init "$store" --practice --at "$time"
contains 'making one says what it is' "$out" 'PRACTICE: nothing in this record is real'
for kind in persons groups owners determinations rounds; do
  "$collector" import "$store" $kind "$examples/register/$kind.csv" --at "$time" 2>/dev/null
done >"$dir/imported"
"$collector" import "$store" establishments --as-at 2025-03-31 --source 'Fictional list' --at "$time" \
  "$examples/ofsted/providers_2025-03-31.csv" 2>/dev/null >>"$dir/imported"
check 'a return is filed' file_return annual 2023-24 P00108
is 'every commit says so in its subject' \
  "$(git -C "$store" log --format=%s main | grep -vc '^PRACTICE: ')" 0
is 'and in its trailers' "$(git -C "$store" log --all --format='%(trailers:key=Record,valueonly)' | sort -u | tr -d '\n')" PRACTICE

# --- what is printed ---

# Whether all that FILE holds bears the mark, as a file of its FORM can.
marked () # FORM FILE
{
  python3 - "$@" <<'END'
import csv, json, re, sys
form, path = sys.argv[1:]
text = open(path, encoding="utf-8", newline="").read()
def bears(text):
    if form == "text":
        return text.startswith("PRACTICE: the record ")
    if form == "csv":
        header, *rows = csv.reader(text.splitlines(keepends=True))
        return header[-1] == "record" and all(len(row) == len(header) and row[-1] == "PRACTICE" for row in rows)
    if form == "json":
        data = json.loads(text)
        return all(entry["record"] == "PRACTICE" for entry in (data if isinstance(data, list) else [data])) and data
    if form == "svg":
        return re.search("<title[^>]*>PRACTICE: ", text) and ">PRACTICE</text>" in text
    if form == "html":
        drawn = re.findall("<svg.*?</svg>", text, re.S)
        return "<title>PRACTICE: " in text and text.count('">PRACTICE: nothing on this page is real</p>') == 2 \
            and all(">PRACTICE</text>" in chart for chart in drawn)
    if form == "md":
        return re.search(r"^(> )?\*\*PRACTICE: ", text, re.M)
    return form == "css"
print(f"{path}: no mark as {form} has it" if not bears(text) else "", end="")
END
}

next=$examples/returns/P00108/annual/2024-25
printf 'person,name,company_number,named_individual,role,mail,from,to\n,,,,,,,\n' >"$dir/wrong.csv"
by="${signatory[P00108]}"
"$collector" draft "$store" annual 2024-25 P00108 "$next" --by "$by" --at "$time" >"$dir/draft" 2>/dev/null
hash=$(sed -n 's/^hash //p' "$dir/draft")

# Commands with --format: PROGRAM|ARGUMENTS, of which STORE, NEXT, WRONG, HASH and BY stand for more.
cat >"$dir/formatted" <<'END'
analyser|concentration STORE --area region
analyser|measures STORE
analyser|explain STORE P00108 2023-24 operating_margin
collector|status STORE
collector|history STORE
collector|history STORE annual 2023-24 P00108
collector|check annual 2024-25 NEXT --person P00108 --store STORE
collector|draft STORE annual 2024-25 P00108 NEXT BY
collector|file STORE annual 2024-25 P00108 HASH BY
collector|import STORE persons WRONG
collector|verify STORE
END

print_as () # FORMAT PROGRAM ARGUMENT...
{
  local format=$1 program=$2 word words=()
  shift 2
  for word; do
    case $word in
      STORE) words+=("$store") ;;
      NEXT) words+=("$next") ;;
      WRONG) words+=("$dir/wrong.csv") ;;
      HASH) words+=(--hash "$hash") ;;
      BY) words+=(--by "$by" --at "$time") ;;
      *) words+=("$word") ;;
    esac
  done
  "${!program}" "${words[@]}" --format "$format" >"$dir/printed.$format" 2>"$dir/said"
}

while IFS='|' read -r program arguments; do
  for format in text csv json; do
    # shellcheck disable=SC2086
    print_as $format "$program" $arguments </dev/null
    is "$arguments: all of it says so, as $format" "$(marked $format "$dir/printed.$format" 2>&1)" ''
    [ $format = text ] || is "and standard error, once, beside $format" "$(grep -c "^PRACTICE: the record '$store' is" "$dir/said")" 1
  done
done <"$dir/formatted"

# What the others print is no more than what was done; what they leave bears the mark.
cat >"$dir/others" <<'END'
analyser report
collector explain
collector init
collector maintain
collector receipt
collector template
collector withdraw
collector verify-receipt
END
is 'no command is forgotten' "$(for program in analyser collector; do
  "${!program}" --help | sed -n "s/^  \([a-z-]*\) .*/$program \1/p"
done | sort)" "$(sed 's/|\([a-z]*\) .*/ \1/' "$dir/formatted" | sort -u - "$dir/others")"
"$collector" template annual 2024-25 "$dir/form" --person P00108 --store "$store" >/dev/null 2>"$dir/said"
contains 'other commands say so on standard error' "$(cat "$dir/said")" "PRACTICE: the record '$store' is for practice"
is 'the guide to a return that goes on from one says so' "$(marked md "$dir/form/guide.md")" ''

run "$collector" receipt "$store" annual 2023-24 P00108 --receipt "$dir/receipt.txt"
is 'the receipt says so above everything else' "$(sed -n 2p "$dir/receipt.txt")" \
  'record: PRACTICE: nothing in this receipt is real'
run "$collector" verify-receipt "$dir/receipt.txt" --signers "$store/signing/allowed_signers"
is 'such a receipt verifies' $status 0
contains 'as one that shows no filing' "$out" RCP-PRACTICE

run "$analyser" report "$store" "$dir/reports"
is 'reports are made' $status 0
is 'every file of them says so, as its form can' "$(for file in "$dir"/reports/*; do marked "${file##*.}" "$file"; done)" ''
is 'which are of these forms' "$(cd "$dir/reports" && printf '%s\n' * | sed 's/.*\.//' | sort -u | paste -sd' ')" 'css csv html md svg'
finish
