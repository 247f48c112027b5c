"""The bench `deadline`: the last day of the annual return, as finance directors make
it: 8 clients at a time check, draft, explain and file, each return by commands of its own."""

import csv
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from measuring import say
from nation_growth import Made, number

PERIOD, AT = "2023-24", "2024-09-30T16:00:00Z"
CALLS = ("fsync", "fdatasync", "syncfs")


class Client:
    """The finance director of one person."""

    def __init__(self, programs, store, env, event, tracer=()):
        self.collector, self.store, self.env, self.tracer = os.path.join(programs, "care-collector"), store, env, tracer
        self.person, self.by = event["person"], f"{event['name']} <{event['mail']}>"
        self.folder = event["folder"]
        self.took = []

    def run(self, command, *words, expect=(0,)):
        started = time.monotonic()
        done = subprocess.run([*self.tracer, self.collector, command, *words], env=self.env, capture_output=True,
                              text=True, check=False)
        self.took.append((command, time.monotonic() - started))
        if done.returncode not in expect:
            raise RuntimeError(f"exit {done.returncode} of {command} {' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def write(self, command, *words):
        said = self.run(command, self.store, "annual", PERIOD, self.person, *words, "--by", self.by, "--at", AT)
        return re.search(r"^hash ([0-9a-f]{64})$", said, re.MULTILINE)

    def file(self):
        """What each command took."""
        found = self.run("check", "annual", PERIOD, self.folder, "--person", self.person, "--store", self.store,
                         "--format", "csv")
        rules = sorted({row["rule"] for row in csv.DictReader(found.splitlines()) if row["severity"] == "soft"})
        agreed = self.write("draft", self.folder)
        for rule in rules:
            agreed = self.write("explain", rule, "--code", "correct", "--text", "We looked at this again, and it is so.")
        self.write("file", "--hash", agreed.group(1))
        return self.took


def serve(arguments):
    return Client(*arguments).file()


def due(nation):
    """Who files on the day: each whose first version is there to be sent."""
    found = []
    for name in sorted(os.listdir(os.path.join(nation.folder, "events"))):
        with open(os.path.join(nation.folder, "events", name), encoding="utf-8", newline="") as file:
            found += [{**event, "folder": os.path.join(nation.folder, event["path"])} for event in csv.DictReader(file)
                      if (event["event"], event["period"]) == ("annual", PERIOD) and event["path"].endswith("/1")]
    return found


def flushes(nation, some):
    """Flushes to disk of each command, one client alone, by strace; NULL where there is none."""
    if shutil.which("strace") is None:
        return None
    log = nation.store + ".strace"
    counted = {}
    for event in some:
        client = Client(nation.programs, nation.store, nation.env, event,
                        ["strace", "-f", "-qq", "-A", "-e", "trace=execve," + ",".join(CALLS), "-o", log])
        client.file()
    with open(log, encoding="utf-8", errors="replace") as file:
        command = None
        for line in file:
            run = re.search(r'execve\("[^"]*care-collector", \["[^"]*", "(\w+)"', line)
            if run:
                command = run.group(1)
                counted.setdefault(command, []).append(0)
            elif re.search(rf"\b({'|'.join(CALLS)})\(", line):
                counted[command][-1] += 1
    os.remove(log)
    return {command: statistics.median(counts) for command, counts in counted.items()}


def check_filed(nation, n):
    """Every return that was sent is in force, and the record verifies."""
    listed = subprocess.run([os.path.join(nation.programs, "care-collector"), "status", nation.store, "annual", PERIOD,
                             "--on", "2024-09-30", "--format", "csv"], env=nation.env, capture_output=True, text=True, check=True)
    states = [row["state"] for row in csv.DictReader(listed.stdout.splitlines())]
    if states.count("filed") != n:
        sys.exit(f"bench: deadline: {states.count('filed')} returns are filed, {n} expected")
    nation.run("care-collector", "verify", nation.store)


def deadline(bench):
    persons, clients = number("DEADLINE_PERSONS", 270), number("DEADLINE_CLIENTS", 8)
    nation = Made(bench, persons, 4)
    nation.file(bench, "2024-05")
    events = due(nation)
    alone, together = events[:10], events[10:]
    flushed = flushes(nation, alone)
    started = time.monotonic()
    with ProcessPoolExecutor(clients) as pool:
        took = [each for client in pool.map(serve, [(nation.programs, nation.store, nation.env, event) for event in together])
                for each in client]
    seconds = time.monotonic() - started
    check_filed(nation, len(events))
    say("deadline", f"{len(together):,} annual returns by {clients} clients: {seconds:.1f} s, {len(together) / seconds:.1f} a second")
    for command in ("check", "draft", "explain", "file"):
        times = sorted(1000 * spent for name, spent in took if name == command)
        flush = "" if flushed is None else f"; {flushed.get(command, 0):.0f} flushes"
        say("", f"{command}: {len(times):,} times, median {statistics.median(times):.0f} ms, "
            f"19 of 20 within {times[len(times) * 19 // 20]:.0f} ms, slowest {times[-1]:.0f} ms{flush}")
    if flushed is None:
        say("", "flushes were not counted: there is no strace")
