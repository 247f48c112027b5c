"""A second implementation of some measures, to compare care-analyser with.

    care-analyser measures STORE --format csv | measures.py RETURNS

RETURNS is the folder the returns were filed from. Prints every figure that
differs, then how many were compared.
"""

import csv
import datetime
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

ACTIVITIES = ["childrens_homes", "fostering", "supported_accommodation", "education", "other"]


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_return(folder):
    """The statement as {column: {line: Fraction}}, with what else is needed."""
    statement = {column: {} for column in [*ACTIVITIES, "total"]}
    for row in rows(folder / "statement.csv"):
        for column, lines in statement.items():
            if row[column] not in ("", "z"):
                lines[row["line"]] = Fraction(row[column])
    ledger = Counter()
    for row in rows(folder / "adjustments.csv"):
        for column in (row["activity"], "total"):
            ledger[column] += Fraction(row["amount"])
    for column, lines in statement.items():
        lines["ledger"] = ledger[column]
    answers = {row["line"]: row["value"] for row in rows(folder / "ownership.csv")}
    dates = [datetime.date.fromisoformat(answers[f"period_{end}"]) for end in ("start", "end")]
    return statement, (dates[1] - dates[0]).days + 1


def capital(line):
    return (line["total_assets"] - line["payables"] - line["borrowings_within_one_year"]
            - line["leases_within_one_year"] - line["goodwill_and_acquired_intangibles"])


def z_score(line):
    working = (line["inventories"] + line["receivables"] + line["cash"] - line["payables"]
               - line["borrowings_within_one_year"] - line["leases_within_one_year"])
    return (Fraction("6.56") * working / line["total_assets"]
            + Fraction("3.26") * line["retained_earnings"] / line["total_assets"]
            + Fraction("6.72") * line["operating_profit"] / line["total_assets"]
            + Fraction("1.05") * line["total_equity"] / line["total_liabilities"])


def net_debt(line):
    return sum(line[name] for name in (
        "borrowings_within_one_year", "borrowings_after_one_year", "leases_within_one_year",
        "leases_after_one_year", "shareholder_loans")) - line["cash"]


def positive(value):
    """What stands below the line must be more than nothing."""
    return value if value > 0 else None


# measure: (decimals, scale, above, below), of the lines of a column and those of the year before
MEASURES = {
    "ebitda_margin": (1, 100, lambda a, b: a["ebitda"], lambda a, b: a["total_income"]),
    "adjusted_operating_margin": (
        1, 100, lambda a, b: a["operating_profit_before_exceptional"] + a["ledger"],
        lambda a, b: a["total_income"]),
    "price_per_child_week": (0, 1, lambda a, b: a["fee_income"],
                             lambda a, b: a["occupied_child_weeks"]),
    "occupancy": (1, 100, lambda a, b: a["occupied_child_weeks"],
                  lambda a, b: a["available_child_weeks"]),
    "value_extraction": (
        1, 100, lambda a, b: sum(a[name] for name in (
            "rent_related_party", "management_charges_related_party",
            "other_charges_related_party", "interest_shareholder", "dividends")),
        lambda a, b: a["total_income"]),
    "roce": (1, 100, lambda a, b: a["operating_profit_before_exceptional"],
             lambda a, b: (capital(a) + capital(b)) / 2),
    "net_debt_ebitda_all": (2, 1, lambda a, b: net_debt(a), lambda a, b: a["ebitda"]),
    "interest_cover_all": (2, 1, lambda a, b: a["ebitda"],
                           lambda a, b: a["interest_external"] + a["interest_shareholder"]),
    "liquidity_days": (0, 365, lambda a, b: a["cash"] + a["undrawn_committed_facilities"],
                       lambda a, b: a["total_income"] - a["ebitda"]),
    "z_score": (2, 1, lambda a, b: z_score(a), lambda a, b: Fraction(1)),
}


def round_half_away(value, decimals):
    scaled = abs(value) * 10**decimals
    whole = scaled.numerator // scaled.denominator
    whole += scaled - whole >= Fraction(1, 2)
    digits = str(whole).rjust(decimals + 1, "0")
    text = digits if decimals == 0 else f"{digits[:-decimals]}.{digits[-decimals:]}"
    return f"-{text}" if value < 0 and whole else text


def expected(measure, lines, before):
    decimals, scale, above, below = MEASURES[measure]
    try:
        bottom = positive(below(lines, before))
        return "z" if bottom is None else round_half_away(scale * above(lines, before) / bottom, decimals)
    except KeyError:
        return None   # a line that is blank or `z`: the reason is not looked at here


def main():
    returns = Path(sys.argv[1])
    compared = 0
    for row in csv.DictReader(sys.stdin):
        folder = returns / row["person"] / "annual" / row["period"]
        if row["measure"] not in MEASURES:
            continue
        statement, days = read_return(folder)
        year = int(row["period"][:4])
        prior = folder.parent / f"{year - 1}-{year % 100:02}"
        before = read_return(prior)[0][row["activity"]] if prior.exists() else {}
        value = expected(row["measure"], statement[row["activity"]], before)
        part_year = "" if 360 <= days <= 371 else f"{days} days"
        if value is None:
            value = row["value"] if row["value"] in ("x", "z") else "missing"
        if (row["value"], row["part_year"]) != (value, part_year):
            print(row["person"], row["period"], row["measure"], row["activity"],
                  f"is {row['value']} {row['part_year']}, expected {value} {part_year}")
        compared += 1
    print("compared", compared)


main()
