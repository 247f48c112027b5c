"""How benches measure, and where their inputs are."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

REPEATS = 3


class Usage:
    """What one process took: seconds of the clock and of processors, and the most memory it held."""

    def __init__(self, seconds, megabytes, processor=0.0):
        self.seconds = seconds
        self.megabytes = megabytes
        self.processor = processor

    def __str__(self):
        return f"{self.seconds:.2f} s, {self.megabytes:.0f} MB"


def measure(command, output=None, expect=(0,), cwd=None, env=None):
    """Runs COMMAND to its end, with what it prints in the file OUTPUT; what it says of a failure is passed on."""
    with open(output or os.devnull, "wb") as out, tempfile.TemporaryFile() as said:
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=said, cwd=cwd, env=env)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in expect:
            said.seek(0)
            sys.exit(f"bench: {command[0]} ended with {process.returncode}: {said.read().decode(errors='replace')}")
    return Usage(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def best(usages):
    return Usage(min(u.seconds for u in usages), max(u.megabytes for u in usages), min(u.processor for u in usages))


def middle(usages):
    """The median of each: what a run usually takes."""
    return Usage(*(statistics.median(values) for values in zip(*((u.seconds, u.megabytes, u.processor) for u in usages))))


def say(name, text):
    print(f"{name:<15} {text}", flush=True)


def write(path, *lines):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)
    return path


class Bench:
    """Where things are; inputs are made once and kept in the build folder."""

    def __init__(self, source, build):
        self.source = os.path.abspath(source)
        self.build = os.path.abspath(build)
        self.folder = os.path.join(self.build, "build", "bench")
        os.makedirs(self.folder, exist_ok=True)

    def program(self, name):
        return os.path.join(self.build, "tests", "bench", name)

    def script(self, name):
        return os.path.join(self.source, "tests", "bench", name)

    def made(self, name):
        return os.path.join(self.folder, name)

    def generate(self, kind, rows):
        path = self.made(f"{kind}-{rows}.csv")
        if not os.path.exists(path):
            measure([self.program("generate"), kind, str(rows)], path + ".part")
            os.rename(path + ".part", path)
        return path

    def duckdb(self):
        """The folder with DuckDB in it; None, with the reason printed, without."""
        if shutil.which("npm") is None:
            say("", "DuckDB is not compared with: npm is not installed")
            return None
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(self.script(name), self.made(name))
        log = self.made("npm.log")
        with open(log, "wb") as out:
            done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--no-save"], cwd=self.folder,
                                  stdout=out, stderr=out, check=False)
        if done.returncode != 0:
            say("", f"DuckDB is not compared with: npm cannot install it, see {log}")
            return None
        shutil.copyfile(self.script("concentration.js"), self.made("concentration.js"))
        return self.folder


