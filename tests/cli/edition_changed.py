#!/usr/bin/env python3
"""Each line and each column of an annual return's edition renamed and removed in
turn, with a return that was filed under it so: the analyser says a typed missing
value or a fault of one line, and never ends by a signal or takes long.

edition_changed.py COLLECTOR ANALYSER DATA RECORD DIR BY: RECORD has the register and
no return; prints what is wrong, then how many variants were tried and how many of
them the return could be filed under, with how often the analyser ended with 0 and 3."""

import csv, hashlib, os, shutil, subprocess, sys

collector, analyser, data, record, work, by = sys.argv[1:]
PERSON, PERIOD, EDITION = "P00101", "2025-26", "submissions/annual/2025-26"
SHEETS = os.path.join(data, "submissions/examples/returns", PERSON, "annual", PERIOD)
SECONDS = 20
AT = "2026-06-01T09:00:00Z"


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def make_data(folder):
    """Data with an edition of its own to change, without rules: they name lines."""
    os.makedirs(folder + "/submissions")
    for name in ("lib", "collector", "analyser", "templates", "site"):
        os.symlink(os.path.join(data, name), os.path.join(folder, name))
    for name in os.listdir(data + "/submissions"):
        if name != "annual":
            os.symlink(f"{data}/submissions/{name}", f"{folder}/submissions/{name}")
    shutil.copytree(f"{data}/submissions/annual", f"{folder}/submissions/annual")
    for base, _, names in os.walk(folder + "/submissions/annual"):
        os.chmod(base, 0o755)
        for name in names:
            os.chmod(os.path.join(base, name), 0o644)
    edition = os.path.join(folder, EDITION)
    for name in os.listdir(edition + "/rules"):
        os.remove(f"{edition}/rules/{name}")
    with open(edition + "/return.ini", encoding="utf-8") as file:
        text = [("rules =\n" if line.startswith("rules =") else line) for line in file]
    with open(edition + "/return.ini", "w", encoding="utf-8") as file:
        file.writelines(text)


def change(rows, at, name, new):
    """ROWS with the cell NAME of column AT renamed to NEW, or its row gone where NEW is None."""
    return [row[:at] + [new] + row[at + 1:] if row[at] == name else row
            for row in rows if row[at] != name or new is not None]


def change_column(rows, name, new):
    if name not in rows[0]:
        return rows
    at = rows[0].index(name)
    if new is None:
        return [row[:at] + row[at + 1:] for row in rows]
    return [[new if cell == name else cell for cell in rows[0]]] + rows[1:]


def variants(edition):
    """(what, file of the edition, its rows, part, change of the sheet)"""
    lines = read(edition + "/lines.csv")
    for row in lines[1:]:
        for new in (None, row[1] + "_x"):
            yield (f"line {row[1]} {'gone' if new is None else 'renamed'}", "lines.csv",
                   change(lines, 1, row[1], new), row[0],
                   lambda sheet, name=row[1], new=new: change(sheet, 0, name, new))
    for part in sorted(os.listdir(edition + "/parts")):
        columns = read(f"{edition}/parts/{part}")
        for row in columns[1:]:
            for new in (None, row[0] + "_x"):
                yield (f"column {part[:-4]}.{row[0]} {'gone' if new is None else 'renamed'}",
                       "parts/" + part, change(columns, 0, row[0], new), part[:-4],
                       lambda sheet, name=row[0], new=new: change_column(sheet, name, new))


def unmarked(text):
    """The lines of TEXT but the one that says that the record is for practice."""
    return [line for line in text.splitlines() if not line.startswith("PRACTICE:")]


def run(folder, *words):
    done = subprocess.run(words, env={**os.environ, "CARE_OVERSIGHT_DATA": folder}, timeout=SECONDS,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return done.returncode, unmarked(done.stdout), unmarked(done.stderr)


def sign(folder, store, sheets):
    """Whether the return in SHEETS could be filed under the edition of FOLDER."""
    listing = "".join(f"{hashlib.sha256(open(f'{sheets}/{name}', 'rb').read()).hexdigest()}  {name}\n"
                      for name in sorted(os.listdir(sheets)))
    run(folder, collector, "draft", store, "annual", PERIOD, PERSON, sheets, "--by", by, "--at", AT)
    code, _, _ = run(folder, collector, "file", store, "annual", PERIOD, PERSON, "--by", by, "--at", AT,
                     "--hash", hashlib.sha256(listing.encode()).hexdigest())
    return code == 0


def ask(folder, store, what, *words):
    """What is wrong with what the analyser says."""
    code, out, errors = run(folder, analyser, words[0], store, *words[1:])
    ends[code] = ends.get(code, 0) + 1
    if code == 0 or (code == 3 and len(errors) == 1 and not out):
        return []
    return [f"{what}: {words[0]} ends {code}: {' / '.join(errors)[:200]}"]


def try_variant(number, what, file, rows, part, change_sheet):
    """Whether the return could be filed, and what is wrong."""
    folder, store, sheets = (os.path.join(work, name) for name in ("data", "store", "sheets"))
    shutil.copytree(SHEETS, sheets)
    shutil.copytree(record, store)
    edition_file = os.path.join(folder, EDITION, file)
    kept = read(edition_file)
    write(edition_file, rows)
    sheet = f"{sheets}/{part}.csv"
    os.chmod(sheet, 0o644)
    write(sheet, change_sheet(read(sheet)))
    filed = sign(folder, store, sheets)
    wrong = ask(folder, before, what, "measures")
    if filed:
        for words in (("measures", "--format", "csv"),
                      ("explain", PERSON, PERIOD, "adjusted_operating_margin"),
                      ("report", f"{work}/report-{number}", "--only", PERSON)):
            wrong += ask(folder, store, what, *words)
    write(edition_file, kept)
    shutil.rmtree(sheets)
    shutil.rmtree(store)
    return filed, wrong


make_data(work + "/data")
before = work + "/before"    # a record with the return as it was filed under the edition as it is
shutil.copytree(record, before)
assert sign(work + "/data", before, SHEETS)
tried = could_be_filed = 0
ends = {}
for variant in list(variants(os.path.join(work, "data", EDITION))):
    filed, wrong = try_variant(tried, *variant)
    tried += 1
    could_be_filed += filed
    for line in wrong:
        print(line)
print(f"{tried} {could_be_filed} {ends.get(0, 0)} {ends.get(3, 0)}")
