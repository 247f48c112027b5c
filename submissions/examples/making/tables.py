"""Reading the tables that describe the twelve groups, and writing CSV.

Nothing here or beside it uses a random number: where a choice is needed, the
digest of what it is for decides, so a new row moves no other figure."""

import csv
import datetime
import hashlib
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUBMISSIONS = HERE.parent.parent
PERIODS = ("2023-24", "2024-25", "2025-26")
FIRST_DAY = datetime.date(2023, 4, 1)
ESTABLISHMENT_ACTIVITIES = ("childrens_homes", "fostering", "supported_accommodation")


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(name):
    """The rows of making/NAME.csv."""
    return rows_of(HERE / f"{name}.csv")


def write(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def columns_of(return_id, part):
    """The columns of a part, as the definition of the return has them."""
    path = SUBMISSIONS / return_id / "2025-26" / "parts" / f"{part}.csv"
    return [row["column"] for row in rows_of(path)]


def fraction(*key):
    """A number from 0 up to 1 that depends on KEY alone."""
    digest = hashlib.sha256("|".join(str(part) for part in key).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def pick(weights, *key):
    """One of the names in WEIGHTS, a dict of name and weight."""
    point = fraction(*key) * sum(weights.values())
    for name, weight in weights.items():
        point -= weight
        if point < 0:
            return name
    return name


def date_of(text, otherwise=None):
    return datetime.date.fromisoformat(text) if text else otherwise


def day_between(first, last, *key):
    """A day from FIRST to LAST."""
    return first + datetime.timedelta(int(fraction(*key) * ((last - first).days + 1)))


def year_of(period):
    """First and last day of a financial year such as 2023-24."""
    start = int(period[:4])
    return datetime.date(start, 4, 1), datetime.date(start + 1, 3, 31)


def rounded(value):
    """To a whole number, half away from zero."""
    return int(Decimal(value).quantize(Decimal(1), ROUND_HALF_UP))


def percent_of(amount, percent):
    return rounded(Decimal(amount) * Decimal(percent) / 100)


def shared(amount, weights):
    """AMOUNT, a whole number, in parts by WEIGHTS that add to it exactly."""
    total = sum(weights)
    assert total > 0
    parts, given, seen = [], 0, 0
    for weight in weights:
        seen += weight
        upto = rounded(Decimal(amount) * seen / total)
        parts.append(upto - given)
        given = upto
    return parts


def tenths(value):
    """A count of tenths as a number with one decimal."""
    return f"{value // 10}.{value % 10}"


def pounds(pence):
    return f"{pence // 100}.{pence % 100:02d}"
