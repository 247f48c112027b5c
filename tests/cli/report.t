#!/usr/bin/env bash
# Reports from a record: what each folder holds, figures against a second
# working-out, the same bytes wherever they are made, and nothing restricted in
# what may be published.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/examples.sh"
store=$dir/store
time=2026-06-10T09:00:00Z

says () # NAME FILE TEXT
{
  if grep -qF -- "$3" "$2"; then
    point ok "$1"
  else
    point 'not ok' "$1"
    echo "# looked for: $3 in $2"
  fi
}

files_in () # FOLDER
{
  (cd "$1" && printf '%s\n' *) | LC_ALL=C sort | paste -sd' '
}

"$collector" init "$store" --practice --at "$time" >/dev/null
run "$analyser" report "$store" "$dir/nothing" --audience public
is 'a record without a list has no market to report' "$status" 1
contains 'and the message says what to do' "$err" 'import one first'

for kind in persons groups owners determinations rounds; do
  "$collector" import "$store" "$kind" "$examples/register/$kind.csv" --at "$time" >/dev/null
done
for date in 2024-03-31 2025-03-31 2026-03-31; do
  "$collector" import "$store" establishments --as-at "$date" --source 'Fictional list | *x*' \
    --at "$time" "$examples/ofsted/providers_$date.csv" >/dev/null
done
for person in P00107 P00108 P00109; do
  for period in 2023-24 2024-25 2025-26; do
    for return in capacity annual; do
      folder=$period
      [ "$return" = capacity ] && folder=$period-Q4
      [ -d "$examples/returns/$person/$return/$folder" ] || continue
      check "$return $folder of $person is filed" file_return "$return" "$folder" "$person"
    done
  done
done
commit=$(git -C "$store" rev-parse main)

# --- what is made ---

run "$analyser" report "$store" "$dir/all"
is 'all reports are made' "$status $out $err" "0 $dir/all/index.html "
is 'they are these files' "$(files_in "$dir/all")" \
  'assessment-P00107-activities.svg assessment-P00107-margin.svg assessment-P00107.html assessment-P00107.md assessment-P00108-activities.svg assessment-P00108-margin.svg assessment-P00108.html assessment-P00108.md assessment-P00109-activities.svg assessment-P00109-margin.svg assessment-P00109.html assessment-P00109.md index.html index.md market-authorities.csv market-england.csv market-owners.csv market-owners.svg market-regions.csv market-regions.svg market-time.svg market.html market.md styles.css'
is 'a folder of restricted reports is its owner'"'"'s alone' "$(stat -c %a "$dir/all")" 700
market=$dir/all/market.md
assessment=$dir/all/assessment-P00108.md
page=$dir/all/assessment-P00108.html

is 'and so is each of them' "$(stat -c %a "$dir"/all/* | sort -u)" 600
cp -R "$dir/all" "$dir/opened"
chmod 755 "$dir/opened"
chmod 644 "$dir"/opened/*
(umask 0; run "$analyser" report "$store" "$dir/opened")
is 'also where files that others could read were, in a folder that they could' \
  "$(stat -c %a "$dir/opened" "$dir"/opened/* | sort -u | paste -sd' ')" '600 700'

run "$analyser" report "$store" "$dir/public" --audience public
is 'public reports are made' "$status $err" '0 '
is 'they are only these files' "$(files_in "$dir/public")" \
  'index.html index.md market-authorities.csv market-england.csv market-owners.csv market-owners.svg market-regions.csv market-regions.svg market-time.svg market.html market.md styles.css'
is 'and anyone may read them' "$(stat -c %a "$dir/public" "$dir"/public/* | sort -u | paste -sd' ')" '644 755'
is 'no page of them is marked' "$(grep -l OFFICIAL-SENSITIVE "$dir"/public/*)" ''
is 'no page of them names a person with a return' \
  "$(grep -lE 'P00107|P00108|P00109|Wilhelmina' "$dir"/public/*)" ''
is 'an assessment is marked at its head and foot' "$(grep -c '<p class="marking">OFFICIAL-SENSITIVE</p>' "$page")" 2

# --- figures ---

says 'guidelines that hold on the date say since when' "$market" \
  '| US Merger Guidelines 2023 | yes: since 18 December 2023 | '
says 'those that were replaced say until when' "$market" \
  '| US Horizontal Merger Guidelines 2010 (replaced in 2023) | no: from 19 August 2010 to 17 December 2023 | '
says 'and so do those that were withdrawn' "$market" \
  '| UK merger assessment guidelines 2010 (withdrawn in 2021) | no: from 16 September 2010 to 17 March 2021 | '

hhi=$("$analyser" concentration "$store" --format csv | python3 -c '
import csv, decimal, sys
row = next(csv.DictReader(sys.stdin))
print("{:,}".format(decimal.Decimal(row["hhi"]).quantize(decimal.Decimal("0.1"), decimal.ROUND_HALF_UP)))')
says 'the headline names the sector it counts' "$market" 'Independent sector (private and voluntary): '
says 'the index is that of the command' "$market" "national market is **$hhi** by places"
is 'the file of regions has the nine at each level' \
  "$(cut -d, -f1,3 "$dir/public/market-regions.csv" | grep '^E12' | cut -d, -f2 | LC_ALL=C sort | uniq -c | paste -sd' ' | tr -s ' ')" \
  ' 9 group 9 organisation'
is 'figures by group are those of a second working-out' "$(python3 - "$examples" "$dir/public/market-england.csv" <<'END'
import csv, decimal, io, pathlib, re, sys
examples = pathlib.Path(sys.argv[1])
day = "2026-03-31"
def normal(name):
    words = re.sub(r"[^A-Z0-9]+", " ", name.upper().replace("&", " AND ").replace("'", "").replace("\u2019", ""))
    return " ".join("LTD" if word == "LIMITED" else word for word in words.split())
group_of = {normal(row["owner"]): row["group"]
            for row in csv.DictReader(open(examples / "register/owners.csv", encoding="utf-8"))
            if row["from"] <= day and (row["to"] == "" or day <= row["to"])}
text = (examples / f"ofsted/providers_{day}.csv").read_bytes()
try:
    text = text.decode("utf-8-sig")
except UnicodeDecodeError:
    text = text.decode("cp1252")
rows = list(csv.reader(io.StringIO(text)))
start = next(i for i, row in enumerate(rows) if "URN" in row)
held = {}
for row in rows[start + 1:]:
    home = dict(zip(rows[start], row))
    if home["Provision type"].strip().lower() != "children's home" \
            or home["Sector"].strip().lower() not in ("private", "voluntary"):
        continue
    name = normal(home["Organisation name"])
    owner = ("group " + group_of[name] if group_of.get(name) else name) or "URN " + home["URN"]
    held[owner] = held.get(owner, 0) + int(home["Places"] or 0)
held = {owner: places for owner, places in held.items() if places > 0}
total = sum(held.values())
hhi = decimal.Decimal(10000 * sum(n * n for n in held.values())) / (total * total)
hhi = hhi.quantize(decimal.Decimal("0.001"), decimal.ROUND_HALF_UP)
found = next(row for row in csv.DictReader(open(sys.argv[2], encoding="utf-8"))
             if [row["sectors"], row["level"], row["basis"]] == ["independent", "group", "places"])
mine = [str(total), str(len(held)), str(hhi)]
theirs = [found["total"], found["owners"], found["hhi"]]
print("the same" if mine == theirs else f"{mine} {theirs}")
END
)" 'the same'
says 'how many organisations belong to groups is told' "$market" \
  '18 of the 151 organisations of this market belong to 11 groups on 31 March 2026'
says 'the largest groups have a table' "$market" 'The ten largest groups by places'
is 'every column of the data files is explained on the page' "$(python3 - "$dir/public" <<'END'
import csv, pathlib, re, sys
folder = pathlib.Path(sys.argv[1])
table = (folder / "market.md").read_text(encoding="utf-8").split("**Columns of the data files**")[1]
explained = set(re.findall(r"`(\w+)`", table))
symbols = {"z", "x", "c", "low"}
for path in sorted(folder.glob("market-*.csv")):
    rows = list(csv.reader(path.open(encoding="utf-8", newline="")))
    for name in rows[0]:
        if name not in explained or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            print(path.name, name)
    for row in rows[1:]:
        if len(row) != len(rows[0]):
            print(path.name, row)
        for name, cell in zip(rows[0], row):
            if name not in ("name", "owner", "note", "code", "sectors", "level", "basis", "record") \
                    and cell not in symbols and not re.fullmatch(r"-?\d+(\.\d+)?", cell):
                print(path.name, name, cell)
print("looked at", len(list(folder.glob("market-*.csv"))), "files")
END
)" 'looked at 4 files'
margin=$(python3 - "$examples/returns/P00108/annual/2025-26/statement.csv" <<'END'
import csv, decimal, sys
lines = {row["line"]: row for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline=""))}
pounds = lambda line: decimal.Decimal(lines[line]["total"])
share = pounds("operating_profit_before_exceptional") / pounds("total_income") * 100
print(share.quantize(decimal.Decimal("0.1"), decimal.ROUND_HALF_UP))
END
)
says 'the operating margin is that of the statement' "$assessment" "### Operating margin: $margin%"
says 'a figure names its file, line, period and commit' "$assessment" \
  "| statement.csv | 4 | 2025-26 | $(git -C "$store" log --format=%h --abbrev=12 -1 -- returns/annual/2025-26/08/P00108/statement.csv) |"
says 'the prompt says that it decides nothing' "$assessment" 'decides nothing'
says 'and where the finding was' "$assessment" '| statement.csv, line 6: agency\_staff\_costs, total |'
says 'what the provider explained is told' "$assessment" 'Three posts in ten are vacant'
is 'the index has the riskiest first' \
  "$(grep -o '](assessment-P[0-9]*' "$dir/all/index.md" | cut -d- -f2 | paste -sd' ')" 'P00108 P00109 P00107'
says 'with what prompts a look in words' "$dir/all/index.md" 'Two or more domains are at level 4'
is 'a part year is compared with nothing' \
  "$(grep -cE '^\| (Operating margin|Current ratio|Solvency) .*not compared' "$dir/all/assessment-P00109.md")" 4
says 'and a measure that it lacks says why' "$dir/all/assessment-P00109.md" '| Return on capital employed | 2023-24 | \[x\] |'
says 'a part year says so' "$dir/all/assessment-P00109.md" '| 2024-25 (part year, 212 days) |'
says 'the source of the list is inert text' "$market" 'Fictional list \| \*x\*'
says 'a report names its commit' "$market" "$commit"
says 'and the content of its methods, as sha256sum has it' "$market" "$(cd "$CARE_OVERSIGHT_DATA" &&
  LC_ALL=C sha256sum analyser/methods/editions/2025-26/* | sha256sum | cut -d' ' -f1)"
says 'and of its templates' "$market" "$(cd "$CARE_OVERSIGHT_DATA" &&
  find templates/page.html.mustache templates/reports templates/styles -type f ! -name '.*' | LC_ALL=C sort |
  xargs sha256sum | sha256sum | cut -d' ' -f1)"

# --- a register that knows no groups ---

plain=$dir/plain
"$collector" init "$plain" --practice --at "$time" >/dev/null
"$collector" import "$plain" establishments --as-at 2026-03-31 --source 'Fictional list' --at "$time" \
  "$examples/ofsted/providers_2026-03-31.csv" >/dev/null
run "$analyser" report "$plain" "$dir/plain-public" --audience public
says 'without groups the report says so in words' "$dir/plain-public/market.md" \
  'No organisation of this market is known to belong to a group on 31 March 2026'
is 'and has no columns, tables or rows of groups' \
  "$(grep -hE ', groups|largest groups|^[^|]*\bgroup,' "$dir/plain-public/market.md" "$dir"/plain-public/market-*.csv)" ''

run "$analyser" report "$plain" "$dir/fostering" --audience public --service fostering
is 'a service without places is reported by homes' "$status" 0
is 'and its places are not supplied, not zero' \
  "$(python3 -c '
import csv, sys
print(*sorted({row["places"] for name in sys.argv[1:] for row in csv.DictReader(open(name, encoding="utf-8"))}))' \
    "$dir"/fostering/market-{regions,authorities,owners}.csv)" x
says 'nor on the page' "$dir/fostering/market.html" '>[x]</td>'

# --- numbers of tables and figures ---

run "$analyser" report "$plain" "$dir/sectors" --audience public --sectors all
is 'tables and figures count from 1 whatever is left out, and no reference is without its number' "$(python3 - "$dir" <<'END'
import pathlib, re, sys
counts = []
for name in "all", "plain-public", "fostering", "sectors":
    for path in sorted((pathlib.Path(sys.argv[1]) / name).glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for kind in "Table", "Figure":
            numbers = [int(n) for n in re.findall(rf"^\*\*{kind} (\d+): ", text, re.M)]
            assert numbers == list(range(1, len(numbers) + 1)), (path, kind, numbers)
            counts.append(len(numbers))
        assert "{#" not in text and not re.search(r"^\*\*(Table|Figure)\b(?! \d+: )", text, re.M), path
print(*counts)
END
)" '5 2 6 2 6 2 0 0 10 3 0 0 7 2 0 0 7 2 0 0 6 2'
says 'a reference has the number of its table' "$dir/sectors/market.md" \
  "fewer than three owners ($(grep -o 'Table [0-9]*: Local authority areas too thin' "$dir/sectors/market.md" | cut -d: -f1))"

# --- the same bytes ---

mkdir -p "$dir/home/deep"
run env HOME="$dir/home" TZ=Pacific/Auckland LC_ALL=C.UTF-8 LANG=tr_TR.UTF-8 \
  "$analyser" report "$store" "$dir/home/deep/again"
check 'other folder, home, time zone and locale: the same bytes' diff -r "$dir/all" "$dir/home/deep/again"
check 'the public market report is the same file' cmp "$dir/all/market.html" "$dir/public/market.html"
command=$(sed -n 's/^    care-analyser //p' "$dir/all/assessment-P00108.md" | sed "s|STORE|$store|; s|DIR|$dir/one|")
run "$analyser" $command
is 'the command that a report names makes it again' "$status" 0
check 'byte for byte' cmp "$dir/all/assessment-P00108.html" "$dir/one/assessment-P00108.html"
"$collector" import "$store" persons <(printf '%s\n' 'person,name,company_number,named_individual,role,mail,from,to' \
  'P00108,Renamed Limited,99000108,A B,Director,a@example.org,2023-04-01,') --at 2026-07-01T00:00:00Z >/dev/null
run "$analyser" report "$store" "$dir/then" --as-at "$commit"
check 'as at an earlier commit: the same bytes' diff -r "$dir/all" "$dir/then"

# --- for those who cannot see the page ---

is 'every table has a caption, every head of a cell its scope, and no id is used twice' "$(python3 - "$dir/all" <<'END'
import pathlib, re, sys
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.html")):
    page = path.read_text(encoding="utf-8")
    ids = re.findall(r'\bid="([^"]+)"', page)
    outside = re.sub(r"<(header|main|footer)\b.*?</\1>|<a href=\"#main_content\".*?</a>", "",
                     page[page.index("<body"):], flags=re.S)
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", page)]
    faults = [name for name, wrong in (
        ("captions", page.count("<table") != page.count("<caption")),
        ("scope", re.search(r"<th(?![^>]*\bscope=)[ >]", page)),
        ("ids", len(ids) != len(set(ids))),
        ("headings", levels[0] != 1 or levels.count(1) != 1
         or any(b > a + 1 for a, b in zip(levels, levels[1:]))),
        ("charts", page.count("<svg") != page.count("<desc")),
        ("landmarks", re.sub(r"<[^>]*>", "", outside).strip()),
        ("language", '<html lang="en-GB"' not in page),
        ("skip link", 'href="#main_content"' not in page or 'id="main_content"' not in page),
    ) if wrong]
    print(path.name if not faults else f"{path.name} {faults}")
END
)" 'assessment-P00107.html
assessment-P00108.html
assessment-P00109.html
index.html
market.html'

is 'every chart is well-formed XML, alone and in its page' "$(python3 - "$dir/all" <<'END'
import pathlib, re, sys
import xml.etree.ElementTree as xml
read = {".svg": 0, ".html": 0}
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    if path.suffix in read:
        text = path.read_text(encoding="utf-8")
        for chart in [text] if path.suffix == ".svg" else re.findall("<svg.*?</svg>", text, re.S):
            assert xml.fromstring(chart).tag == "{http://www.w3.org/2000/svg}svg", path
            read[path.suffix] += 1
print(*read.values())
END
)" '9 18'

# --- what is refused ---

run "$analyser" report "$store" "$dir/none" --only markte
is 'an unknown report is refused' "$status" 1
contains 'and the nearest offered' "$err" "did you mean 'market'?"
run "$analyser" report "$store" "$dir/none" --audience public --only P00108
is 'an assessment is no public report' "$status" 1
contains 'and the message says so' "$err" "unknown public report 'P00108'"
check 'nothing was written' test ! -e "$dir/none"
cp -R "$dir/all" "$dir/mixed"
run "$analyser" report "$store" "$dir/mixed" --audience public
is 'public reports do not go among restricted ones' "$status" 2
contains 'and the message says why' "$err" "folder '$dir/mixed' holds restricted reports"
check 'nothing there was changed' diff -r "$dir/all" "$dir/mixed"
cp -R "$store" "$dir/other"
run "$analyser" report "$store" "$dir/other"
is 'no report goes into another record' "$status" 2
contains 'and the message says where else' "$err" "'$dir/other' is a record: give the reports a folder of their own"
check 'that record has no file more' diff -r "$store" "$dir/other"
run "$analyser" report "$store" "$dir/none" --audience everyone
is 'an unknown audience is wrong usage' "$status" 2
run "$analyser" report "$store"
is 'a folder is needed' "$status" 2
touch "$dir/file"
run "$analyser" report "$store" "$dir/file/below"
is 'a folder that cannot be made is a fault' "$status" 3
is 'told in one line' "$(wc -l <<<"$err")" 1

# --- what templates use is there, and documented ---

mkdir "$dir/data"
ln -s "$CARE_OVERSIGHT_DATA"/* "$dir/data"
rm "$dir/data/templates"
cp -RL "$CARE_OVERSIGHT_DATA/templates" "$dir/data"
chmod -R u+w "$dir/data/templates"
sed -i '1s/{{date}}/{{day}}/' "$dir/data/templates/reports/market.md.mustache"
run env CARE_OVERSIGHT_DATA="$dir/data" "$analyser" report "$store" "$dir/none" --audience public
is 'a key of a template that nothing fills is a fault' "$status" 3
is 'that names the template and the key' "$err" \
  "care-analyser: $dir/data/templates/reports/market.md.mustache: template line 1: nothing is called 'day'"
check 'and nothing is written' test ! -e "$dir/none"

is 'every key of a report is in the README of templates' "$(python3 - "$top_srcdir/templates" <<'END'
import pathlib, re, sys
folder = pathlib.Path(sys.argv[1])
known = set(re.findall(r"\w+", (folder / "README.md").read_text(encoding="utf-8")))
for path in sorted(folder.glob("reports/**/*")):
    if path.is_file():
        for key in re.findall(r"\{\{[{#^/]?\s*([\w.]+)", path.read_text(encoding="utf-8")):
            for part in key.split("."):
                if part and part not in known:
                    print(path.name, key)
END
)" ''
finish
