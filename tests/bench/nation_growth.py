"""The bench `nation`: every command on a simulated nation and on one ten times as
large, of ten times the quarters or ten times the persons.

What is asked of one person has the same answer in all three, or one that grows with
its years alone: so a command that takes longer there pays for what nobody asked.
"""

import csv
import os
import shutil
import subprocess
import sys

from client import Client
from measuring import measure, middle, say, write

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "nation"))
from truth import Truth

PERIOD, QUARTERS = "2023-24", [f"2023-24-Q{i}" for i in range(1, 5)]
AFTER = "2040-01-01T09:00:00Z"      # all that happens


def number(name, default):
    """A size that the environment may set."""
    return int(os.environ.get(name, default))


class Made:
    """A nation as files and, from those, as a record."""

    def __init__(self, bench, persons, quarters):
        self.name = f"nation-{persons}-{quarters}"
        self.programs, self.folder, self.store = bench.build, bench.made(self.name), bench.made(self.name + "-record")
        self.env = {**os.environ, "CARE_OVERSIGHT_DATA": os.path.join(self.folder, "data"), "PYTHONDONTWRITEBYTECODE": "1"}
        shutil.rmtree(self.folder, ignore_errors=True)
        self.making = measure([bench.script("nation/make"), self.folder, str(persons), str(quarters)], env=self.env)

    def file(self, bench, until=None):
        shutil.rmtree(self.store, ignore_errors=True)
        self.run("care-collector", "init", self.store, "--practice", "--at", "2023-03-20T09:00:00Z")
        said = bench.made(self.name + ".txt")
        command = [bench.program("nation/file"), self.folder, self.store]
        self.filing = measure(command + ([until] if until else []), said, env=self.env)
        with open(said, encoding="utf-8") as file:
            self.filed = int(dict(line.split() for line in file)["filed"])

    def run(self, program, *words, output=None, expect=(0,)):
        return measure([os.path.join(self.programs, program), *words], output, expect, env=self.env)

    def events(self):
        """All that happens, in order."""
        folder = os.path.join(self.folder, "events")
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)

    def compare(self, bench):
        done = subprocess.run([bench.script("nation/compare"), self.folder, self.store, self.programs], env=self.env,
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"bench: nation: {self.name} is not as the second implementation has it:\n{done.stdout[-2000:]}")
        return done.stdout.strip()


def sent(truth, person):
    """{file: text} of what PERSON sent for the first year."""
    found = {}
    for (_, period, whose), events in truth.filed.items():
        if whose == person and period.startswith(PERIOD):
            for event in events:
                folder = os.path.join(truth.folder, event["path"])
                for name in os.listdir(folder):
                    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
                        found[event["path"], name] = file.read()
    return found


def somebody(nations):
    """A person that sent the same for the first year in all NATIONS, and who signs for it to their ends."""
    truths = [Truth(nation.folder) for nation in nations]
    named = [{row["person"]: f"{row['named_individual']} <{row['mail']}>"
              for row in truth.in_force("persons", ["person"], truth.last)} for truth in truths]
    for person, by in named[0].items():
        first, *others = [sent(truth, person) for truth in truths]
        files = [("annual", PERIOD, person), *(("capacity", quarter, person) for quarter in QUARTERS)]
        if (all(key in truths[0].filed for key in files) and all(other == first for other in others)
                and all(names.get(person) == by for names in named)):
            return person, by
    sys.exit("bench: nation: nobody is the same in nations of all sizes")


def questions(nation, person, work):
    """(title, program, words) of each command that reads; {} stands for the record."""
    folder = os.path.join(nation.folder, "returns")
    report = os.path.join(work, "report")
    one, all_of = "of one person", "of all"
    return [
        ("check", "annual, " + one, "care-collector",
         ["check", "annual", PERIOD, f"{folder}/annual/{PERIOD}/{person}/1", "--person", person, "--store", "{}"]),
        ("check", "capacity, " + one, "care-collector",
         ["check", "capacity", QUARTERS[3], f"{folder}/capacity/{QUARTERS[3]}/{person}/1", "--person", person, "--store", "{}"]),
        ("template", one, "care-collector", ["template", "annual", "2024-25", os.path.join(work, "template"),
                                             "--person", person, "--store", "{}"]),
        ("receipt", one, "care-collector", ["receipt", "{}", "annual", PERIOD, person]),
        ("history", one, "care-collector", ["history", "{}", "annual", PERIOD, person]),
        ("explain", one, "care-analyser", ["explain", "{}", person, PERIOD, "gearing"]),
        ("measures", one + " and year", "care-analyser", ["measures", "{}", "--person", person, "--period", PERIOD]),
        ("measures", one, "care-analyser", ["measures", "{}", "--person", person]),
        ("measures", one + ", as at 2024-12-31", "care-analyser", ["measures", "{}", "--person", person, "--as-at", "2024-12-31"]),
        ("report", one, "care-analyser", ["report", "{}", report, "--only", person]),
        ("status", "of one return and year", "care-collector", ["status", "{}", "annual", PERIOD]),
        ("status", "the same, as at 2024-12-31", "care-collector", ["status", "{}", "annual", PERIOD, "--as-at", "2024-12-31"]),
        ("concentration", "England", "care-analyser", ["concentration", "{}", "--on", "2024-03-31"]),
        ("concentration", "authorities, by group", "care-analyser",
         ["concentration", "{}", "--area", "authority", "--level", "group", "--on", "2024-03-31"]),
        ("concentration", "England, by income", "care-analyser", ["concentration", "{}", "--basis", "income", "--on", "2024-03-31"]),
        ("report", "public", "care-analyser", ["report", "{}", report, "--audience", "public"]),
        ("status", all_of, "care-collector", ["status", "{}"]),
        ("history", all_of, "care-collector", ["history", "{}"]),
        ("measures", all_of, "care-analyser", ["measures", "{}"]),
        ("verify", all_of, "care-collector", ["verify", "{}"]),
        ("report", all_of, "care-analyser", ["report", "{}", report]),
    ]


def size_of(output, work):
    """Lines of an answer, in what was printed and in the files that were made."""
    lines = 0
    for base in (output, os.path.join(work, "report"), os.path.join(work, "template")):
        paths = [base] if os.path.isfile(base) else [os.path.join(at, name) for at, _, names in os.walk(base) for name in names]
        for path in paths:
            with open(path, "rb") as file:
                lines += file.read().count(b"\n")
    return lines


def ask(bench, nation, person, repeats):
    """[(title, usage, lines)] of each question."""
    answers = []
    work = bench.made("nation-work")
    output = bench.made("nation-answer.txt")
    for command, what, program, words in questions(nation, person, work):
        usages = []
        # What takes long is not noise.
        while len(usages) < repeats and sum(usage.seconds for usage in usages) < 20:
            shutil.rmtree(work, ignore_errors=True)
            os.makedirs(work)
            usages.append(nation.run(program, *(nation.store if word == "{}" else word for word in words), output=output))
        answers.append((f"{command}, {what}", middle(usages), size_of(output, work)))
    return answers


def correct(nation, person, by, work):
    """The same of what writes: PERSON corrects each quarter of the first year."""
    took = {}
    for i, quarter in enumerate(QUARTERS):
        folder = os.path.join(work, quarter)
        shutil.copytree(os.path.join(nation.folder, "returns", "capacity", quarter, person, "1"), folder)
        path = os.path.join(folder, "establishments.csv")
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
        # The last cell is the posts that are vacant.
        lines[1] = lines[1].rpartition(",")[0] + f",0.{9 - i}"
        write(path, *lines)
        client = Client(nation, "capacity", quarter, person, by, AFTER)
        for command, usage in client.file(folder, "--reason", "A figure was typed wrongly"):
            took.setdefault(command, []).append(usage)
    return [(f"{command}, a correction of one person", middle(took[command]), 1) for command in ("draft", "file")]


def table(title, small, large):
    say("", title)
    print(f"{'':<46}{'answer, lines':>18} {'processor, ms':>20} {'':>6} {'wall, ms':>16} {'memory, MB':>13}")
    for (name, a, lines_a), (_, b, lines_b) in zip(small, large):
        print(f"{name:<46}{lines_a:>9}{lines_b:>9} {1000 * a.processor:>10.0f}{1000 * b.processor:>10.0f}"
              f" {b.processor / max(a.processor, 0.001):>5.1f}x {1000 * a.seconds:>8.0f}{1000 * b.seconds:>8.0f}"
              f" {a.megabytes:>6.0f}{b.megabytes:>7.0f}", flush=True)


def folder_size(path):
    size = files = 0
    for base, _, names in os.walk(path):
        for name in names:
            files += 1
            size += os.lstat(os.path.join(base, name)).st_blocks * 512
    return size / 1e6, files


def tell_size(bench, nation):
    size, files = folder_size(nation.store)
    packed = bench.made("nation-packed")
    shutil.rmtree(packed, ignore_errors=True)
    shutil.copytree(nation.store, packed)
    subprocess.run(["git", "-C", packed, "gc", "--quiet"], check=True)
    small, _ = folder_size(packed)
    shutil.rmtree(packed)
    text = sum(os.path.getsize(os.path.join(base, name))
               for base, _, names in os.walk(os.path.join(nation.folder, "returns")) for name in names) / 1e6
    say("nation", f"{nation.name}: {nation.filed:,} filings in {nation.filing.seconds:.1f} s, "
        f"{1000 * nation.filing.processor / nation.filed:.2f} ms of a processor each; memory {nation.filing.megabytes:.0f} MB")
    say("", f"made in {nation.making.seconds:.1f} s; {text:.0f} MB of returns; the record takes {size:.0f} MB in {files:,} "
        f"files, after git gc {small:.0f} MB")


def nation(bench):
    persons, quarters, repeats = number("NATION_PERSONS", 20), number("NATION_QUARTERS", 4), number("NATION_REPEATS", 5)
    nations = [Made(bench, persons, quarters), Made(bench, persons, 10 * quarters), Made(bench, 10 * persons, quarters)]
    for each in nations:
        each.file(bench)
        tell_size(bench, each)
        say("", "against the second implementation: " + each.compare(bench))
    person, by = somebody(nations)
    answers = [ask(bench, each, person, repeats) + correct(each, person, by, bench.made("nation-work")) for each in nations]
    table(f"{persons} persons and {quarters} quarters, and ten times the quarters", answers[0], answers[1])
    table(f"{persons} persons and {quarters} quarters, and ten times the persons", answers[0], answers[2])
