# Names that would be markup, a link or a formula are inert text in every
# report and data file.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

markup='<script>x</script> | *E* [a](javascript:1)'
formula="=cmd|' /C calc'!A0"
# Unicode says these are no characters, and XML does not allow them.
none=$'Elm \xef\xbf\xbe\xef\xbf\xbf House'
mkdir "$dir/examples"
cp -r "$examples/register" "$examples/ofsted" "$examples/returns" "$dir/examples"
chmod -R u+w "$dir/examples"
python3 - "$dir/examples" "$markup" "$formula" "$none" <<'EOF'
import csv, sys
folder, markup, formula, none = sys.argv[1:]

def change(path, change_row):
    rows = list(csv.reader(open(path, encoding="utf-8-sig", newline="")))
    for row in rows:
        change_row(row)
    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)

def person(row):
    if row[0] == "P00101":
        row[1] = markup

def group(row):
    row[1] = formula if row[0] != "group" and row[0].endswith("1") else row[1]

owners = {}
def owner(row):
    if len(row) > 20 and row[17].isdigit() and row[20 + 1] not in ("", "Organisation name"):
        name = row[21]
        owners.setdefault(name, [markup, formula, none][len(owners) % 3] + " " + str(len(owners)))
        row[21] = owners[name]

change(folder + "/register/persons.csv", person)
change(folder + "/register/groups.csv", group)
change(folder + "/ofsted/providers_2026-03-31.csv", owner)
EOF
examples=$dir/examples
store=$dir/record
make_record "$store"
for period in 2023-24 2024-25 2025-26; do
  file_return "$store" annual $period P00101 2026-06-01T09:00:00Z
done
must "$analyser" report "$store" "$dir/restricted" --audience restricted
must "$analyser" report "$store" "$dir/public" --audience public

python3 - "$dir/restricted" "$dir/public" >"$dir/inspection" 2>&1 <<'EOF'
import csv, html.parser, pathlib, re, sys
import xml.etree.ElementTree as xml

class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.bad, self.text = [], ""
    def handle_starttag(self, tag, attrs):
        if tag == "script" or any("javascript:" in (value or "") for name, value in attrs):
            self.bad.append((tag, attrs))
    def handle_data(self, data):
        self.text += data

pages = named = cells = charts = told = 0
for folder in map(pathlib.Path, sys.argv[1:]):
    for path in folder.rglob("*"):
        if path.suffix in (".html", ".svg"):
            page = Page()
            text = path.read_text(encoding="utf-8")
            page.feed(text)
            assert not page.bad, (path, page.bad)
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff]", text), path
            for chart in [text] if path.suffix == ".svg" else re.findall("<svg.*?</svg>", text, re.S):
                drawn = "".join(xml.fromstring(chart).itertext())
                charts += 1
                told += "Elm [U+FFFE][U+FFFF] House" in drawn
            pages += 1
            named += "<script>x</script> | *E* [a](javascript:1)" in page.text
        elif path.suffix == ".csv":
            for row in csv.reader(path.open(encoding="utf-8", newline="")):
                for cell in row:
                    cells += 1
                    assert cell[:1] not in ("=", "@", "+", "\t", "\r"), (path, cell)
        elif path.suffix == ".md":
            assert "<script>" not in path.read_text(encoding="utf-8"), path
print(pages, named, cells, charts, told)
assert pages > 0 and named > 0 and charts > 0 and told > 0
EOF
is 'pages show names as text, with no script, link or formula anywhere, and every chart is well-formed XML' $? 0
sed 's/^/# /' "$dir/inspection"
run "$analyser" concentration "$store" --service childrens-homes --sectors all --level organisation --format csv
is 'concentration is worked out with such owners' $status 0
finish
