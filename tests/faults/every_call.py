"""Makes each call of a command that changes a record fail in turn, or kills it there or at any moment.

every_call.py LIBRARY COLLECTOR FOLDER prints TAP. FOLDER holds a folder for each row of
scenarios.txt (tab-separated: name, command, next commands with ' ; ' between), in which the
commands are run on copies. A run is judged by what it must hold whatever fails:

- exit 3 and one line, or exit 0 and all that the command does when nothing fails; killed: silence;
- the references are as before or as after, never anything else, and the message says which;
- the record verifies (what a killed writer left is no damage);
- the next command works at once, and leaves nothing that would have to be cleaned by hand.

And of the calls when nothing fails: each file, and each folder that names one or another folder,
was flushed, all before the reference moved that needs them, but for the reference's own folder.

A sample unless CARE_OVERSIGHT_FAULTS=all: of each kind of call on each kind of file one chosen by
chance, another for each way to fail; those that only read, in the first scenario that has them.
CARE_OVERSIGHT_KILLS says how many runs are killed by SIGKILL, SIGTERM or SIGINT at moments chosen by
chance. Chance is the same each time.
"""

import csv
import hashlib
import io
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

LIBRARY, COLLECTOR, FOLDER = sys.argv[1:4]
FULL = os.environ.get("CARE_OVERSIGHT_FAULTS") == "all"
KILLS = int(os.environ.get("CARE_OVERSIGHT_KILLS", "20"))
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
MODES = ("once", "good", "kill")
KILLED = tuple(-number for number in SIGNALS)
# Where a flush costs nothing: what is flushed is asked of the calls, not of a disk.
SCRATCH = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
AT_ONCE = 5  # seconds, for a machine that is busy with other tests
LEFT = re.compile(r"\.lock$|/tmp_|\.making/|\.writing$")
READING = ("open", "read")
FILED = re.compile(r"in record '|: filed: version|is kept, |was made, but")


def run(command, folder, kill=None, **faults):
    """The command in FOLDER: exit status, output, its own lines of errors. KILL: a signal, and after how long."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("FAULT_")}
    if faults:
        environment |= {"LD_PRELOAD": LIBRARY, "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0"}
        environment |= {f"FAULT_{name.upper()}": str(value) for name, value in faults.items()}
    with subprocess.Popen([COLLECTOR, *command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        if kill:
            time.sleep(kill[1])
            child.send_signal(kill[0])
        out, err = child.communicate(timeout=60)
    return child.returncode, out, [line for line in err.splitlines() if not line.startswith("PRACTICE")]


def files_below(folder):
    return sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)


def references(folder):
    """What main and each draft name, and whether there is a record at all."""
    found = {}
    for path in files_below(os.path.join(folder, "record", "refs")):
        if not path.endswith(".lock"):
            found[os.path.relpath(path, folder)] = open(path).read()
    return found


def digest(folder):
    whole = hashlib.sha256()
    for path in files_below(folder):
        whole.update(path[len(folder):].encode() + b"\0" + open(path, "rb").read() + b"\0")
    return whole.hexdigest()


def shape(line):
    """The kind of call and of file, without ids; a file of data is one like another."""
    kind, path = line.split("\t")[:2]
    at = re.search(r"(^|/)(\.record\.making/)?record(/|$).*", path)
    return kind, re.sub(r"[0-9a-f]{38,40}|(?<=objects/)[0-9a-f]{2}\b|^/", "#", at[0] if at else "")


def unflushed(calls, folder):
    """What a power cut could take away though it was needed: names of files and folders."""
    names, wrong = {}, []

    def gone(path):
        names.get(os.path.dirname(path), set()).discard(path)

    for line in calls:
        kind, *paths = line.split("\t")
        path, other = (os.path.normpath(os.path.join(folder, text)) for text in paths)
        new = path if kind in ("create", "mkdir") else other
        if kind in ("create", "mkdir", "rename", "link"):
            names.setdefault(os.path.dirname(new), set()).add(new)
        if kind == "create":
            names[path] = {path}
        if kind in ("unlink", "rmdir", "rename"):
            gone(path)
        if kind == "flush":
            names.pop(path, None)
        if kind == "flush all":
            names.clear()
        if kind == "rename":
            if path in names:
                wrong.append(f"{new}, when it got its name")
            if "/refs/" in new and ".making/" not in new:
                wrong += [f"{needed}, when {new} moved" for at, some in names.items()
                          for needed in some if at != os.path.dirname(new)]
    wrong += [needed for some in names.values() for needed in some]
    # Nothing needs what a writer locks, or the ledger: a cache, whose checks find what is torn.
    return [needed for needed in wrong if "/record/writing" not in needed and "/record/ledger" not in needed]


def words(command):
    """A person is one word of it, with '_' for blanks."""
    return [word.replace("_", " ") if "<" in word else word for word in command.split(" ")]


class Scenario:
    def __init__(self, name, command, following):
        self.name, self.command = name, words(command)
        self.following = [words(part) for part in following.split(" ; ")]
        self.base = os.path.join(FOLDER, name)
        self.before = references(self.base)
        self.judged, self.lock = {}, threading.Lock()
        self.wrong, self.outcomes = [], Counter()
        with tempfile.TemporaryDirectory(dir=SCRATCH) as work:
            at = self.copy(work)
            log = os.path.join(work, "log")
            started = time.monotonic()
            self.expected = run(self.command, at, log=log)
            self.seconds = time.monotonic() - started
            self.calls = open(log).read().splitlines()
            self.after = references(at)
            self.unflushed = unflushed(self.calls, at)
        assert self.expected[0] == 0 and self.after != self.before, (name, self.expected)

    def copy(self, work):
        return shutil.copytree(self.base, os.path.join(work, "at"))

    def points(self, chance, read):
        """Which call, from 1, in which mode: all, or one of each shape; not of those in READ, to which it adds."""
        if FULL:
            return [(number, mode) for number in range(1, len(self.calls) + 1) for mode in MODES]
        numbers = {}
        for number, line in enumerate(self.calls, 1):
            numbers.setdefault(shape(line), []).append(number)
        reading = {known for known in numbers if known[0] in READING}
        tried = [(chance.choice(some), mode) for known, some in numbers.items() if known not in read
                 for mode in (MODES[:1] if known in reading else MODES)]
        read |= reading
        return tried

    def judge_answer(self, answer, changed):
        status, out, said = answer
        text = " ".join(said)
        if status in KILLED:
            return None
        if status == 0:
            done = changed and out == self.expected[1] and not said
            return None if done else f"exit 0, but not done as it is without a fault: {out} {text}"
        if status != 3 or len(said) != 1 or not said[0].startswith("care-collector: "):
            return f"exit {status}, said: {said}"
        if changed != (FILED.search(text) is not None):
            return f"it was {'done' if changed else 'not done'}, and this is said: {text}"
        return None

    def judge_record(self, folder, changed):
        """What a run left; the same for all runs that left the same."""
        record = os.path.join(folder, "record")
        if os.path.exists(record):
            status, out, said = run(["verify", "record", "--format", "csv"], folder)
            hard = [row for row in csv.DictReader(io.StringIO(out)) if row["severity"] == "hard"]
            if status not in (0, 1) or said or hard:
                return f"verify: exit {status}, {said} {hard}"
        for command in self.following if changed else [self.command, *self.following]:
            started = time.monotonic()
            status, out, said = run(command, folder)
            if status != 0 or time.monotonic() - started > AT_ONCE:
                return f"then {command[0]}: exit {status} after {time.monotonic() - started:.1f} s, {out} {said}"
        left = [path[len(folder):] for path in files_below(folder) if LEFT.search(path[len(folder):])]
        return f"left for good: {left}" if left else None

    def judge(self, what, **faults):
        """Runs the command on a copy, with FAULTS that WHAT names."""
        with tempfile.TemporaryDirectory(dir=SCRATCH) as work:
            at = self.copy(work)
            answer = run(self.command, at, **faults)
            now = references(at)
            if now not in (self.before, self.after):
                self.wrong.append(f"{what}: the references are {now}")
                return
            changed, key = now == self.after, digest(at)
            with self.lock:
                known, why = key in self.judged, self.judged.get(key)
                self.outcomes["killed" if answer[0] in KILLED else f"exit {answer[0]}"] += 1
            if not known:
                why = self.judge_record(at, changed)
                with self.lock:
                    self.judged[key] = why
            self.wrong += [f"{what}: {text}" for text in (self.judge_answer(answer, changed), why) if text]

    def try_call(self, number, mode):
        self.judge(f"call {number} ({self.calls[number - 1]}), {mode}", at=number, mode=mode)

    def try_kill(self, number, moment):
        self.judge(f"{number.name} at {moment:.4f} s", kill=(number, moment))


def point(number, name, wrong):
    print(f"{'not ' if wrong else ''}ok {number} - {name}")
    for why in wrong[:20]:
        print(f"# {why}")
    if len(wrong) > 20:
        print(f"# and {len(wrong) - 20} more")


def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which a program started in the background ignores
    scenarios = [Scenario(*line.rstrip("\n").split("\t")) for line in open(os.path.join(FOLDER, "scenarios.txt"))]
    chance = random.Random(20260601)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        read = set()
        tries = [pool.submit(scenario.try_call, *at) for scenario in scenarios for at in scenario.points(chance, read)]
        for i in range(KILLS):
            scenario = scenarios[i % len(scenarios)]
            tries.append(pool.submit(scenario.try_kill, chance.choice(SIGNALS), chance.uniform(0, scenario.seconds)))
    for done in tries:
        done.result()
    for i, scenario in enumerate(scenarios):
        counts = ", ".join(f"{n} {what}" for what, n in sorted(scenario.outcomes.items()))
        kinds = Counter(line.split("\t")[0] for line in scenario.calls)
        point(2 * i + 1, f"{scenario.name}: what it needs is flushed before it is said to be there", scenario.unflushed)
        print(f"# {kinds['flush'] + kinds['flush all']} flushes")
        point(2 * i + 2, f"{scenario.name}: a fault is said as it is, and in nobody's way", scenario.wrong)
        print(f"# {sum(scenario.outcomes.values())} runs over {len(scenario.calls)} calls: {counts}; "
              f"{len(scenario.judged)} states of the record verified")
    print(f"1..{2 * len(scenarios)}")


main()
