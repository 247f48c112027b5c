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

from client import Client
from measuring import say
from nation_growth import Made, number

PERIOD, AT = "2023-24", "2024-09-30T16:00:00Z"
CALLS = ("fsync", "fdatasync", "syncfs")


def serve(nation, event, tracer=()):
    by = f"{event['name']} <{event['mail']}>"
    client = Client(nation, event["event"], event["period"], event["person"], by, AT, tracer)
    return client.file(os.path.join(nation.folder, event["path"]))


def due(nation):
    """Who files on the day: each event of a first version."""
    return [event for event in nation.events() if (event["event"], event["period"]) == ("annual", PERIOD)
            and event["path"].endswith("/1")]


def flushes(nation, events):
    """{command: flushes to disk}, the median of these returns, by strace; None where there is none."""
    if shutil.which("strace") is None:
        return None
    log = nation.store + ".strace"
    trace = ["strace", "-f", "-qq", "-A", "-e", "trace=execve," + ",".join(CALLS), "-o", log]
    for event in events:
        serve(nation, event, trace)
    counted, command = {}, None
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            run = re.search(r'execve\("[^"]*care-collector", \["[^"]*", "(\w+)"', line)
            if run:
                command = run.group(1)
                counted.setdefault(command, []).append(0)
            elif re.search(rf" ({'|'.join(CALLS)})\(", line):
                counted[command][-1] += 1
    os.remove(log)
    return {command: statistics.median(counts) for command, counts in counted.items()}


def check_filed(nation, n):
    """Every return that was sent is in force, and the record verifies."""
    listed = subprocess.run([os.path.join(nation.programs, "care-collector"), "status", nation.store, "annual", PERIOD,
                             "--on", AT[:10], "--format", "csv"], env=nation.env, capture_output=True, text=True, check=True)
    states = [row["state"] for row in csv.DictReader(listed.stdout.splitlines())]
    if states.count("filed") != n:
        sys.exit(f"bench: deadline: {states.count('filed')} returns are filed, {n} expected")
    nation.run("care-collector", "verify", nation.store)


def deadline(bench):
    persons, clients = number("DEADLINE_PERSONS", 270), number("DEADLINE_CLIENTS", 8)
    nation = Made(bench, persons, 4)
    nation.file(bench, "2024-05")
    events = due(nation)
    flushed = flushes(nation, events[:10])
    together = events if flushed is None else events[10:]
    started = time.monotonic()
    with ProcessPoolExecutor(clients) as pool:
        took = [each for client in pool.map(serve, [nation] * len(together), together) for each in client]
    seconds = time.monotonic() - started
    check_filed(nation, len(events))
    say("deadline", f"{len(together):,} annual returns by {clients} clients: {seconds:.1f} s, {len(together) / seconds:.1f} a second")
    for command in ("check", "draft", "explain", "file"):
        usages = sorted((usage for name, usage in took if name == command), key=lambda usage: usage.seconds)
        wall = [1000 * usage.seconds for usage in usages]
        processor = 1000 * statistics.median(usage.processor for usage in usages)
        flush = "not counted without strace" if flushed is None else f"{flushed[command]:.0f}"
        say("", f"{command}: {len(wall):,} times, median {statistics.median(wall):.0f} ms ({processor:.0f} ms of a processor), "
            f"19 of 20 within {wall[len(wall) * 19 // 20]:.0f} ms, slowest {wall[-1]:.0f} ms; flushes {flush}")
