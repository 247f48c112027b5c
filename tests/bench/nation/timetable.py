"""When everything happens: rounds, and the day on which each return is filed,
corrected, or not."""

import datetime

from draw import Draw
from people import first_day

QUARTER_ENDS = [(6, 30), (9, 30), (12, 31), (3, 31)]


def year_name(year):
    first = first_day(year).year
    return f"{first}-{(first + 1) % 100:02d}"


class Round:
    """A return asked for in a period. QUARTER is 0 for the whole year."""

    def __init__(self, year, quarter):
        self.year, self.quarter = year, quarter
        self.returns = "capacity" if quarter else "annual"
        self.period = year_name(year) + (f"-Q{quarter}" if quarter else "")
        month, day = QUARTER_ENDS[quarter - 1]
        self.end = datetime.date(first_day(year).year + (quarter in (0, 4)), month, day)
        self.opens = self.end + datetime.timedelta(days=1 if quarter else 62)
        self.due = self.end + datetime.timedelta(days=42 if quarter else 183)

    def row(self):
        return [self.returns, self.period, self.opens, self.due, self.due + datetime.timedelta(days=120),
                first_day(self.year), ""]


def rounds(quarters):
    """Of so many quarters, in the order in which they close; a year that is not whole has no annual return."""
    found = [Round(number // 4, number % 4 + 1) for number in range(quarters)]
    found += [Round(year, 0) for year in range(quarters // 4)]
    return sorted(found, key=lambda it: (it.due, it.returns))


def at(day, draw):
    return datetime.datetime(day.year, day.month, day.day, 9 + draw.below(8), draw.below(60), draw.below(60))


def filed(seed, person, asked):
    """When PERSON files what the round ASKED for, and each correction of it; empty when it never does."""
    draw = Draw(seed, "filed", person.id, asked.returns, asked.period)
    if person.story == "absent" or draw.chance(0.01):
        return []
    if draw.chance(0.05):
        day = asked.due + datetime.timedelta(days=1 + draw.below(60))
    elif draw.chance(0.4):
        day = asked.due - datetime.timedelta(days=draw.below(2))
    else:
        day = asked.due - datetime.timedelta(days=draw.below(28 if asked.quarter else 115))
    times = [at(day, draw)]
    while len(times) < 4 and draw.chance(0.03 if len(times) == 1 else 0.15):
        times.append(at(times[-1].date() + datetime.timedelta(days=3 + draw.below(60)), draw))
    return times
