#!/usr/bin/env python3
"""Whether the example returns agree with each other and with the lists.

    consistent.py EXAMPLES AUTHORITIES

EXAMPLES is submissions/examples, AUTHORITIES the reference of authorities.
Reads nothing but the CSV files, and knows nothing of how they were made.
Prints a line for each thing that is wrong; exit 1 when there are any."""

import csv
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

PERIODS = ("2023-24", "2024-25", "2025-26")
ACTIVITIES = ("childrens_homes", "fostering", "supported_accommodation", "education", "other")
SUMS = {
    "total_income": "+fee_income +other_income",
    "ebitda": "+total_income -staff_costs -agency_staff_costs -foster_carer_payments -other_direct_costs"
              " -rent_external -rent_related_party -management_charges_related_party"
              " -other_charges_related_party -central_costs",
    "operating_profit_before_exceptional": "+ebitda -depreciation -amortisation_acquired -amortisation_other",
    "operating_profit": "+operating_profit_before_exceptional -exceptional_items",
    "profit_before_tax": "+operating_profit -interest_external -interest_shareholder",
    "profit_after_tax": "+profit_before_tax -tax",
    "total_assets": "+property +other_fixed_assets +goodwill_and_acquired_intangibles +other_intangibles"
                    " +inventories +receivables +cash +restricted_cash",
    "total_liabilities": "+payables +borrowings_within_one_year +borrowings_after_one_year"
                         " +leases_within_one_year +leases_after_one_year +shareholder_loans +provisions",
    "total_equity": "+retained_earnings +other_equity",
}
SERVICE_OF = {"Children's home": "childrens_homes", "Independent Fostering Agency": "fostering",
              "Supported Accommodation": "supported_accommodation"}
wrong = []


def expect(where, what, got, expected):
    if got != expected:
        wrong.append(f"{where}: {what}: {got}, expected {expected}")


def limit(where, what, value, least, most):
    if not least <= value <= most:
        wrong.append(f"{where}: {what}: {value}, expected {least} to {most}")


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return Decimal(0) if text in ("", "z") else Decimal(text)


def day(text, otherwise=date.max):
    return date.fromisoformat(text) if text else otherwise


def year_end(period):
    return date(int(period[:4]) + 1, 3, 31)


def holds(row, on):
    return day(row["from"], date.min) <= on <= day(row["to"])


def name_key(name):
    text = name.upper().replace("&", " AND ").replace("'", "")
    words = "".join(c if c.isalnum() else " " for c in text).split()
    return " ".join("LTD" if word == "LIMITED" else word for word in words)


class Annual:
    def __init__(self, folder):
        self.where = "/".join(folder.parts[-3:])
        self.statement = {row["line"]: row for row in rows(folder / "statement.csv")}
        self.ownership = {row["line"]: row["value"] for row in rows(folder / "ownership.csv")}
        self.borrowings = rows(folder / "borrowings.csv")
        self.adjustments = rows(folder / "adjustments.csv")
        self.first, self.last = (day(self.ownership[f"period_{side}"]) for side in ("start", "end"))

    def total(self, line):
        return number(self.statement[line]["total"])

    def check(self):
        for line, row in self.statement.items():
            each = [row[activity] for activity in ACTIVITIES]
            if any(each):
                expect(self.where, f"activities of {line}", sum(map(number, each)), number(row["total"]))
        for line, terms in SUMS.items():
            for column in ACTIVITIES + ("total",):
                if self.statement[line][column] not in ("", "z"):
                    sides = (number(self.statement[term[1:]][column]) * (1 if term[0] == "+" else -1)
                             for term in terms.split())
                    expect(self.where, f"{line}, {column}", number(self.statement[line][column]), sum(sides))
        expect(self.where, "balance", self.total("total_assets") - self.total("total_liabilities"),
               self.total("total_equity"))
        for activity in ACTIVITIES:
            weeks = [number(self.statement[f"{kind}_child_weeks"][activity]) for kind in ("occupied", "available")]
            limit(self.where, f"occupied weeks, {activity}", weeks[0], 0, weeks[1])
        self.check_borrowings()
        self.check_adjustments()

    def check_borrowings(self):
        def of(kinds, column):
            return sum(number(row[column]) for row in self.borrowings if row["kind"] in kinds)
        sides = {"borrowings": ("bank_loan", "bond", "revolving_facility", "overdraft", "other"), "leases": ("lease",)}
        for line, kinds in sides.items():
            within = of(kinds, "due_within_one_year")
            expect(self.where, f"{line} within a year", self.total(f"{line}_within_one_year"), within)
            expect(self.where, f"{line} after a year", self.total(f"{line}_after_one_year"),
                   of(kinds, "drawn") - within)
        expect(self.where, "shareholder loans", self.total("shareholder_loans"), of(("shareholder_loan",), "drawn"))
        expect(self.where, "undrawn", self.total("undrawn_committed_facilities"),
               sum(number(row["undrawn_committed"]) for row in self.borrowings))
        for row in self.borrowings:
            limit(self.where, f"due soon, {row['facility']}", number(row["due_within_one_year"]), 0,
                  number(row["drawn"]))
            soon = day(row["matures"]) <= self.last + timedelta(365)
            if soon:
                expect(self.where, f"matures soon, {row['facility']}", row["due_within_one_year"], row["drawn"])
        if not any(row["kind"] == "shareholder_loan" for row in self.borrowings):
            expect(self.where, "shareholder interest", self.total("interest_shareholder"), 0)

    def check_adjustments(self):
        line_of = {"related_party_rent_above_market": "rent_related_party",
                   "management_and_monitoring_charges": "management_charges_related_party",
                   "other_related_party_charges": "other_charges_related_party"}
        for kind, line in line_of.items():
            for activity in ACTIVITIES:
                entered = sum(number(row["amount"]) for row in self.adjustments
                              if row["kind"] == kind and row["activity"] == activity)
                limit(self.where, f"adjustments, {kind}", entered, 0, number(self.statement[line][activity]))

    def check_after(self, before):
        if self.first != before.last + timedelta(1):
            return
        expect(self.where, "retained earnings carried forward", self.total("retained_earnings"),
               before.total("retained_earnings") + self.total("profit_after_tax") - self.total("dividends"))
        rolled = before.total("shareholder_loans") + self.total("interest_shareholder")
        limit(self.where, "shareholder loans roll up", self.total("shareholder_loans"), rolled * Decimal("0.9"),
              rolled + 1000000)


class Capacity:
    def __init__(self, folder):
        self.where = "/".join(folder.parts[-3:])
        self.establishments = rows(folder / "establishments.csv")
        self.placements = rows(folder / "placements.csv")

    def total(self, part, service, column):
        return sum(number(row[column]) for row in part if row["service"] == service)

    def check(self, listed, codes, on):
        expect(self.where, "establishments", sorted(row["urn"] for row in self.establishments), sorted(listed))
        for row in self.establishments:
            where, one = f"{self.where} {row['urn']}", listed.get(row["urn"])
            if one is None:
                continue
            expect(where, "service", row["service"], SERVICE_OF[one["Provision type"].replace("Home", "home")])
            expect(where, "authority", codes.get(row["authority"]), one["Local authority"])
            if one["Places"]:
                expect(where, "places", row["registered_places"], one["Places"])
            if row["service"] == "fostering":
                expect(where, "places", row["registered_places"], "z")
            else:
                limit(where, "filled", number(row["filled_places"]), 0, number(row["registered_places"]))
                limit(where, "weeks", number(row["available_child_weeks"]), 0,
                      13 * number(row["registered_places"]))
            limit(where, "occupied", number(row["occupied_child_weeks"]), 0, number(row["available_child_weeks"]))
            limit(where, "vacancies", number(row["staff_vacancies"]), 0, number(row["staff_posts"]))
        for service in ACTIVITIES[:3]:
            for column, other in (("filled_places", "children"), ("occupied_child_weeks",) * 2, ("fee_income",) * 2):
                expect(self.where, f"{service} {column}", self.total(self.establishments, service, column),
                       self.total(self.placements, service, other))
        for row in self.placements:
            if row["placing_authority"] not in codes:
                wrong.append(f"{self.where}: no authority {row['placing_authority']} on {on}")

    def check_with(self, annual):
        """Four quarters like the last make about the year."""
        for service in ACTIVITIES[:3]:
            year = number(annual.statement["occupied_child_weeks"][service])
            quarter = self.total(self.establishments, service, "occupied_child_weeks")
            weeks = Decimal((annual.last - annual.first).days + 1) / 7
            if year and weeks > 50:
                limit(self.where, f"{service}: weeks of the quarter to the year", quarter * 4 / year,
                      Decimal("0.75"), Decimal("2"))
            price = number(annual.statement["fee_income"][service])
            if year and quarter:
                ratio = (self.total(self.establishments, service, "fee_income") / quarter) / (price / year)
                limit(self.where, f"{service}: price of the quarter to the year's", ratio, Decimal("0.92"),
                      Decimal("1.08"))


def codes_on(reference, spellings, on):
    """Code to the name in the list, for the authorities that hold on ON."""
    return {row["code"]: spellings.get(row["code"], row["name"]) for row in reference if holds(row, on)}


def check_list(path, reference):
    with open(path, encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    where, header = path.name, lines[3]
    if "FICTIONAL" not in lines[0][0]:
        wrong.append(f"{where}: does not say that it is fictional")
    listed = [dict(zip(header, line)) for line in lines[4:]]
    limit(where, "rows", len(listed), 600, 900)
    expect(where, "each URN once", len({row["URN"] for row in listed}), len(listed))
    names = {row["name"]: row["region_name"] for row in reference}
    for row in listed:
        expect(where, "name", row["Name"], "REDACTED")
        if row["Provision type"] == "Independent Fostering Agency":
            expect(f"{where} {row['URN']}", "places", row["Places"], "")
        if row["Local authority"] in names:
            expect(f"{where} {row['URN']}", "region", row["Government Office Region"], names[row["Local authority"]])
    return listed


def check_characters(annual):
    """What the README promises of the groups, by person and period."""
    def of(person, period, *lines):
        return [annual[person, period].total(line) for line in lines]

    for period in PERIODS:
        equity, rolled_up = of("P00101", period, "total_equity", "interest_shareholder")
        limit(f"P00101 {period}", "equity below zero", equity, Decimal("-Infinity"), -1)
        limit(f"P00101 {period}", "interest rolled up", rolled_up, 1, Decimal("Infinity"))
        soon, late, cash, ebitda = of("P00102", period, "borrowings_within_one_year", "borrowings_after_one_year",
                                      "cash", "ebitda")
        limit(f"P00102 {period}", "net debt to EBITDA", (soon + late - cash) / ebitda, Decimal("4.5"), 6)
        expect(f"P00104 {period}", "tax and dividends", sum(of("P00104", period, "tax", "dividends")), 0)
    covers = [ebitda / interest for ebitda, interest in
              (of("P00108", period, "ebitda", "interest_external") for period in PERIODS)]
    expect("P00108", "cover falls", covers, sorted(covers, reverse=True))
    limit("P00108", "cover at first", covers[0], 1, 2)
    limit("P00108", "cover at last", covers[-1], Decimal("-Infinity"), 0)
    expect("P00108", "undrawn at last", of("P00108", PERIODS[-1], "undrawn_committed_facilities"), [0])
    part = annual["P00109", "2024-25"]
    expect("P00109", "days of the part year", (part.last - part.first).days + 1, 212)
    expect("P00112", "income before its first child", of("P00112", "2023-24", "total_income"), [0])


def main(examples, authorities):
    reference = rows(authorities)
    owners = rows(examples / "register" / "owners.csv")
    # Spellings of Ofsted's list that differ from the names of the reference.
    spellings = {"E06000010": "Kingston upon Hull", "E06000019": "Herefordshire", "E06000023": "Bristol",
                 "E06000033": "Southend on Sea", "E06000047": "Durham", "E08000013": "St Helens",
                 "E06000058": "Bournemouth, Christchurch & Poole"}
    people = sorted(folder.name for folder in (examples / "returns").iterdir())
    expect("returns", "persons", people, [f"P{n:05d}" for n in range(101, 113)])
    all_annual = {}
    for period in PERIODS:
        on = year_end(period)
        listed = check_list(examples / "ofsted" / f"providers_{on}.csv", reference)
        codes = codes_on(reference, spellings, on)
        for person in people:
            annual = Annual(examples / "returns" / person / "annual" / period)
            annual.check()
            if period != PERIODS[0]:
                annual.check_after(all_annual[person, PERIODS[PERIODS.index(period) - 1]])
            all_annual[person, period] = annual
            theirs = {name_key(row["owner"]) for row in owners if row["person"] == person and holds(row, on)}
            homes = {row["URN"]: row for row in listed if name_key(row["Organisation name"]) in theirs
                     and row["Provision type"].replace("Home", "home") in SERVICE_OF}
            capacity = Capacity(examples / "returns" / person / "capacity" / f"{period}-Q4")
            capacity.check(homes, codes, on)
            capacity.check_with(annual)
    check_characters(all_annual)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
