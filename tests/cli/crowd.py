"""Many programs write to one record at once.

crowd.py COLLECTOR DATA FOLDER PROCESSES PERSONS prints TAP. Each of PERSONS persons drafts,
explains and files a return, PROCESSES of them at a time, one in eight of them filing twice at
once; then as many programs as PROCESSES file the return of one more person. Nothing may be
lost or done twice, nobody be told what is not so, and nothing be left that nothing uses.
"""

import csv
import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

COLLECTOR, DATA, FOLDER = sys.argv[1:4]
PROCESSES, PERSONS = int(sys.argv[4]), int(sys.argv[5])
RECORD = os.path.join(FOLDER, "crowd")
EXAMPLE = os.path.join(DATA, "submissions/examples/returns/P00101/annual/2025-26")
BY = "Ann Lee <ann@example.org>"
AT = ("--at", "2026-06-01T09:00:00Z")
IN_FORCE = "is already in force: version 1, signed by Ann Lee"
points = 0


def run(*words):
    done = subprocess.run([COLLECTOR, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def must(*words):
    status, out, err = run(*words)
    assert status == 0, (words, status, out, err)
    return out


def git(*words):
    return subprocess.run(["git", "-C", RECORD, *words], check=True, capture_output=True, text=True).stdout


def point(name, good, why=""):
    global points
    points += 1
    print(f"{'ok' if good else 'not ok'} {points} - {name}")
    if not good:
        print(f"# {str(why)[:2000]}")


def write(name, *rows):
    path = os.path.join(FOLDER, f"{name}.csv")
    with open(path, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return path


def make_record(persons):
    must("init", RECORD, "--practice", *AT)
    tables = {
        "persons": (("person", "name", "company_number", "named_individual", "role", "mail", "from", "to"),
                    *((p, f"{p} Homes Limited", p[1:].zfill(8), "Ann Lee", "Finance director", "ann@example.org",
                       "2023-04-01", "") for p in persons)),
        "determinations": (("person", "condition", "served", "from", "to"),
                           *((p, "number", "2026-05-20", "2023-04-01", "") for p in persons)),
    }
    for name, rows in tables.items():
        must("import", RECORD, name, write(name, *rows), *AT)
    must("import", RECORD, "rounds", os.path.join(DATA, "submissions/examples/register/rounds.csv"), *AT)


def soft_rules(person):
    _, out, _ = run("check", "annual", "2025-26", EXAMPLE, "--person", person, "--store", RECORD, "--format", "csv")
    return sorted({row["rule"] for row in csv.DictReader(out.splitlines()) if row["severity"] == "soft"})


def prepare(person, rules):
    """Drafts and explains; the hash that is approved, as `sha256sum *.csv | sha256sum` prints it."""
    place = (RECORD, "annual", "2025-26", person)
    must("draft", *place, EXAMPLE, "--by", BY, *AT)
    for rule in rules:
        must("explain", *place, rule, "--code", "correct", "--text", "Checked.", "--by", BY, *AT)
    draft = f"refs/drafts/annual/2025-26/{person}"
    lines = []
    for name in sorted(git("ls-tree", "--name-only", draft).split()):
        if name.endswith(".csv"):
            content = subprocess.run(["git", "-C", RECORD, "cat-file", "blob", f"{draft}:{name}"],
                                     check=True, capture_output=True).stdout
            lines.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def file_return(person, approved):
    return run("file", RECORD, "annual", "2025-26", person, "--by", BY, *AT, "--hash", approved)


def commit_of(answer):
    return next(line[8:] for line in answer[1].splitlines() if line.startswith("commit: "))


def refused_wrongly(answers):
    return [answer for answer in answers if answer[0] != 0 and not (answer[0] == 1 and IN_FORCE in answer[2])]


def main():
    persons = [f"P{10001 + i}" for i in range(PERSONS)]
    shared = f"P{10001 + PERSONS}"
    make_record([*persons, shared])
    rules = soft_rules(shared)
    before = int(git("rev-list", "--count", "main"))

    with ThreadPoolExecutor(PROCESSES) as pool:
        approved = dict(zip([*persons, shared], pool.map(lambda p: prepare(p, rules), [*persons, shared])))
        twice = [p for i, person in enumerate(persons) for p in [person] * (2 if i % 8 == 0 else 1)]
        answers = list(pool.map(lambda p: (p, *file_return(p, approved[p])), twice))
        same = list(pool.map(lambda _: file_return(shared, approved[shared]), range(PROCESSES)))

    filed = {person: commit_of(answer) for person, *answer in answers if answer[0] == 0}
    wrong = refused_wrongly([answer for _, *answer in answers])
    point("every return is filed by one of those who filed it", sorted(filed) == persons
          and sum(1 for _, status, *_ in answers if status == 0) == PERSONS, set(persons) - set(filed))
    point("the others are told that it is in force", wrong == [], wrong)
    point(f"of {PROCESSES} filing the same return one succeeds", sum(1 for a in same if a[0] == 0) == 1, same)
    point("and the others are told", refused_wrongly(same) == [], refused_wrongly(same))

    there = git("log", "--format=%H %(trailers:key=Person,valueonly,separator=,)", f"-{PERSONS + 1}", "main").split()
    told = {**filed, shared: commit_of(next(a for a in same if a[0] == 0))}
    point("the record has these events and no other",
          int(git("rev-list", "--count", "main")) - before == PERSONS + 1
          and dict(zip(there[1::2], there[::2])) == told, told)
    status, out, err = run("verify", RECORD)
    point("the record verifies", status == 0, (status, out, err))
    unused = git("fsck", "--strict", "--no-progress", "--unreachable", "--no-reflogs")
    point("nobody left an object that nothing uses", unused == "", unused)
    left = [name for _, _, names in os.walk(RECORD) for name in names if name.endswith(".lock") or "tmp_" in name]
    point("nobody left a lock or a temporary file", left == [], left)
    print(f"1..{points}")


main()
