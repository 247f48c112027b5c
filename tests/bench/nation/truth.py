"""What the files of a nation say was done, read without the programs: a second
implementation stands on it. Figures are exact."""

import csv
import datetime
import os


def rows(*path):
    with open(os.path.join(*path), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return datetime.date.fromisoformat(text) if text else None


class Truth:
    """The events of FOLDER to the end of the day UNTIL, or all of them."""

    def __init__(self, folder, until=None):
        self.folder = folder
        self.filed = {}                 # (return, period, person) -> events, one a version
        self.lists = []                 # (day, file), oldest first
        self.register = {kind: [] for kind in ("persons", "groups", "owners", "determinations", "rounds")}
        self.last = None                # the day of the newest event
        for name in sorted(os.listdir(os.path.join(folder, "events"))):
            for event in rows(folder, "events", name):
                if until is None or event["at"][:10] <= until.isoformat():
                    self.take(event)

    def take(self, event):
        self.last = day(event["at"][:10])
        if event["person"]:
            self.filed.setdefault((event["event"], event["period"], event["person"]), []).append(event)
        elif event["event"] == "establishments":
            self.lists.append((day(event["period"]), event["path"]))
        else:
            self.register[event["event"]] += rows(self.folder, event["path"])

    def in_force(self, kind, key, on):
        """The rows of KIND that hold on a day. Of those with the same key (columns KEY) and first day the last counts."""
        last = {}
        for row in self.register[kind]:
            last[tuple(row[name] for name in (*key, "from"))] = row
        return [row for row in last.values() if day(row["from"]) <= on and (not row["to"] or on <= day(row["to"]))]

    def part(self, key, name):
        """A part of the version in force."""
        return rows(self.folder, self.filed[key][-1]["path"], name + ".csv")
