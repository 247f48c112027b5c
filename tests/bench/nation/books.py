"""The annual return of a person: books that are kept from year to year, so that
they balance and one year's end is the next one's beginning. Whole pounds."""

import datetime

from draw import Draw
from people import first_day, last_day

ACTIVITIES = ["childrens_homes", "fostering", "supported_accommodation", "education", "other"]

# Share of income of each cost; what is left is EBITDA.
COSTS = {
    "childrens_homes": {"staff_costs": .53, "agency_staff_costs": .04, "other_direct_costs": .10, "rent_external": .03,
                        "central_costs": .08},
    "fostering": {"staff_costs": .19, "agency_staff_costs": .004, "foster_carer_payments": .47,
                  "other_direct_costs": .05, "rent_external": .01, "central_costs": .08},
    "supported_accommodation": {"staff_costs": .38, "agency_staff_costs": .03, "other_direct_costs": .12,
                                "rent_external": .17, "central_costs": .08},
    "education": {"staff_costs": .60, "agency_staff_costs": .01, "other_direct_costs": .15, "rent_external": .02,
                  "central_costs": .08},
}
RELATED = {"private_equity": {"management_charges_related_party": .015, "other_charges_related_party": .004},
           "family": {"rent_related_party": .035}, "corporate": {"other_charges_related_party": .006}}
COST_LINES = ["staff_costs", "agency_staff_costs", "foster_carer_payments", "other_direct_costs", "rent_external",
              "rent_related_party", "management_charges_related_party", "other_charges_related_party", "central_costs"]
DEPRECIATION_LINES = ["depreciation", "amortisation_acquired", "amortisation_other"]
KIND_OF = {"rent_related_party": "related_party_rent_above_market",
           "management_charges_related_party": "management_and_monitoring_charges",
           "other_charges_related_party": "other_related_party_charges"}
ACTIVITY_LINES = (["fee_income", "other_income", "total_income", *COST_LINES, "ebitda", *DEPRECIATION_LINES,
                   "operating_profit_before_exceptional", "exceptional_items", "operating_profit"])
ASSETS = ["property", "other_fixed_assets", "goodwill_and_acquired_intangibles", "other_intangibles", "inventories",
          "receivables", "cash", "restricted_cash"]
LIABILITIES = ["payables", "borrowings_within_one_year", "borrowings_after_one_year", "leases_within_one_year",
               "leases_after_one_year", "shareholder_loans", "provisions"]
TOTAL_LINES = ["interest_external", "interest_shareholder", "profit_before_tax", "tax", "profit_after_tax", "dividends",
               *ASSETS, "total_assets", *LIABILITIES, "total_liabilities", "retained_earnings", "other_equity",
               "total_equity", "undrawn_committed_facilities", "capital_spending", "scheduled_principal"]
WEEKS = ["available_child_weeks", "occupied_child_weeks"]


class Activity:
    """One activity in a year: its lines, and its weeks in tenths."""

    def __init__(self, name, person, fees, available, occupied, draw):
        lines = self.lines = {line: 0 for line in ACTIVITY_LINES}
        self.name, self.available, self.occupied = name, available, occupied
        lines["fee_income"] = fees
        lines["other_income"] = int(fees * draw.near(.004, 1)) if draw.chance(.6) else 0
        income = lines["total_income"] = lines["fee_income"] + lines["other_income"]
        for line, share in {**COSTS[name], **RELATED.get(person.kind, {})}.items():
            lines[line] = int(income * draw.near(share, .04))
        if person.story == "dormant":
            lines["central_costs"] = 12000
        self.close()

    def close(self):
        lines = self.lines
        lines["ebitda"] = lines["total_income"] - sum(lines[line] for line in COST_LINES)
        lines["operating_profit_before_exceptional"] = lines["ebitda"] - sum(lines[line] for line in DEPRECIATION_LINES)
        lines["operating_profit"] = lines["operating_profit_before_exceptional"] - lines["exceptional_items"]


def spread(amount, activities, line):
    """AMOUNT over ACTIVITIES in proportion to their income, to the pound."""
    income = sum(activity.lines["total_income"] for activity in activities)
    left = amount
    for activity in activities[:-1]:
        part = amount * activity.lines["total_income"] // income if income else 0
        activity.lines[line] = part
        left -= part
    activities[-1].lines[line] = left


class Books:
    """The balance sheet of PERSON, whose first income was INCOME."""

    def __init__(self, person, income, seed):
        draw = Draw(seed, "books", person.id)
        bought, indebted = person.kind == "private_equity", person.story == "indebted"
        owned = draw.chance(.6)
        self.person, self.seed = person, seed
        self.property = int(income * draw.near(1.1, .5)) if owned else 0
        self.fixed = int(income * draw.near(.08, .5)) + 5000
        self.goodwill = int(income * .9) if bought else 0
        self.intangibles = int(income * .02) if draw.chance(.4) else 0
        self.restricted = int(income * .01) if person.kind == "charity" else 0
        self.loan = self.principal = 0
        if (owned or bought) and income > 0:
            self.loan = int(income * draw.near(.7, .4))
            self.principal = self.loan // 12
        self.rate = 400 + draw.below(500)          # hundredths of a per cent
        self.shareholder = int(income * (1.6 if indebted else .6)) if bought else 0
        self.limit = int(income * .08) if draw.chance(.5) else 0
        self.drawn = 0
        assets = self.property + self.fixed + self.goodwill + self.intangibles + self.restricted + int(income * .2)
        equity = assets - self.loan - self.shareholder - int(income * .15)
        self.retained = equity * 3 // 10
        self.other_equity = equity - self.retained

    def year(self, year, activities):
        """The lines of the whole person for YEAR, whose ACTIVITIES get their shares of depreciation."""
        draw = Draw(self.seed, "year", self.person.id, year)
        income = sum(activity.lines["total_income"] for activity in activities)
        acquired, other = min(self.goodwill, self.goodwill // 15), self.intangibles // 5
        depreciation = min(int(self.property * .02 + self.fixed * .15), self.property + self.fixed)
        exceptional = int(income * draw.near(.01, 1.5)) if draw.chance(.1) else 0
        for line, amount in (("depreciation", depreciation), ("amortisation_acquired", acquired),
                             ("amortisation_other", other), ("exceptional_items", exceptional)):
            spread(amount, activities, line)
        for activity in activities:
            activity.close()
        sums = {line: sum(activity.lines[line] for activity in activities) for line in ACTIVITY_LINES}
        total = {line: 0 for line in TOTAL_LINES}
        self.profit(total, sums)
        self.balance(total, sums, depreciation, acquired, other, draw)
        return {**sums, **total}

    def profit(self, total, sums):
        total["interest_external"] = (self.loan + self.drawn) * self.rate // 10000
        total["interest_shareholder"] = self.shareholder * 12 // 100
        total["profit_before_tax"] = sums["operating_profit"] - total["interest_external"] - total["interest_shareholder"]
        taxed = self.person.kind != "charity" and total["profit_before_tax"] > 0
        total["tax"] = total["profit_before_tax"] // 4 if taxed else 0
        total["profit_after_tax"] = total["profit_before_tax"] - total["tax"]
        pays = self.person.kind in ("family", "listed") and total["profit_after_tax"] > 0
        total["dividends"] = total["profit_after_tax"] // 2 if pays else 0

    def balance(self, total, sums, depreciation, acquired, other, draw):
        income, costs = sums["total_income"], sums["total_income"] - sums["ebitda"]
        spent = int(draw.near(depreciation, .3))
        from_property = min(self.property, depreciation // 2)
        self.property += spent // 2 - from_property
        self.fixed = max(self.fixed + spent - spent // 2 - (depreciation - from_property), 0)
        self.goodwill -= acquired
        self.intangibles -= other
        paid = min(self.principal, self.loan)
        self.loan -= paid
        self.shareholder += total["interest_shareholder"]
        self.retained += total["profit_after_tax"] - total["dividends"]
        lease = sums["rent_external"] * 2
        total.update({
            "property": self.property, "other_fixed_assets": self.fixed, "capital_spending": spent,
            "goodwill_and_acquired_intangibles": self.goodwill, "other_intangibles": self.intangibles,
            "receivables": int(income * draw.near(.08, .03)), "restricted_cash": self.restricted,
            "payables": int(costs * draw.near(.06, .03)), "provisions": int(income * .01),
            "borrowings_within_one_year": min(self.principal, self.loan),
            "leases_within_one_year": lease // 3, "leases_after_one_year": lease - lease // 3,
            "shareholder_loans": self.shareholder, "scheduled_principal": paid,
            "retained_earnings": self.retained, "other_equity": self.other_equity,
            "total_equity": self.retained + self.other_equity})
        total["borrowings_after_one_year"] = self.loan - total["borrowings_within_one_year"]
        self.find_cash(total, income // 50)
        total["undrawn_committed_facilities"] = self.limit - self.drawn

    def find_cash(self, total, least):
        """Cash is what balances; below LEAST, the revolving facility is drawn, and made larger where it ends."""
        cash = (sum(total[line] for line in LIABILITIES) + total["total_equity"]
                - sum(total[line] for line in ASSETS if line != "cash"))
        self.drawn = max(least - cash, 0)
        self.limit = max(self.limit, self.drawn)
        total["borrowings_after_one_year"] += self.drawn
        total["cash"] = cash + self.drawn
        total["total_assets"] = sum(total[line] for line in ASSETS)
        total["total_liabilities"] = sum(total[line] for line in LIABILITIES)

    def facilities(self, year, total):
        end = last_day(year + 1)
        later = datetime.date(end.year + 7, 3, 31)
        rows = [("Term loan", "Severnside Bank (fictional)", "bank_loan", f"{self.rate // 100}.{self.rate % 100:02d}",
                 self.loan, 0, total["borrowings_within_one_year"], later, "yes"),
                ("Revolving facility", "Severnside Bank (fictional)", "revolving_facility",
                 f"{self.rate // 100}.{self.rate % 100:02d}", self.drawn, self.limit - self.drawn, 0, later, "yes"),
                ("Leases", "Landlords", "lease", "z",
                 total["leases_within_one_year"] + total["leases_after_one_year"], 0,
                 total["leases_within_one_year"], "z", "no"),
                ("Loan notes", "The owners", "shareholder_loan", "12.00", self.shareholder, 0, 0, later, "no")]
        return [row for row in rows if row[4] or row[5]]


def correct(lines, activities, version):
    """A later version: an invoice that was not booked, still to be paid."""
    for _ in range(1, version):
        activity = activities[0]
        amount = activity.lines["other_direct_costs"] // 25 + 100
        activity.lines["other_direct_costs"] += amount
        activity.close()
        lines["other_direct_costs"] += amount
        for line in ("ebitda", "operating_profit_before_exceptional", "operating_profit", "profit_before_tax",
                     "profit_after_tax", "retained_earnings", "total_equity"):
            lines[line] -= amount
        for line in ("payables", "total_liabilities"):
            lines[line] += amount


def weeks_row(line, activities, blank):
    cells, total = [], 0
    for name in ACTIVITIES:
        mine = [activity for activity in activities if activity.name == name]
        if not mine or name == "education" or (blank and line == "available_child_weeks"):
            cells.append("z")
            continue
        tenths = mine[0].available if line == "available_child_weeks" else mine[0].occupied
        total += tenths
        cells.append(f"{tenths // 10}.{tenths % 10}")
    return [line, *cells, f"{total // 10}.{total % 10}"]


def statement(person, lines, activities):
    by_name = {activity.name: activity for activity in activities}
    blank = person.story == "blank"
    rows = []
    for line in ACTIVITY_LINES:
        cells = [str(by_name[name].lines[line]) if name in by_name else "z" for name in ACTIVITIES]
        total = str(lines[line])
        if blank and lines[line] == 0 and line not in ("total_income", "ebitda", "operating_profit",
                                                       "operating_profit_before_exceptional"):
            cells, total = ["z"] * len(ACTIVITIES), "z"
        rows.append([line, *cells, total])
    for line in TOTAL_LINES:
        zero = blank and lines[line] == 0 and line in ("property", "inventories", "restricted_cash", "provisions",
                                                       "undrawn_committed_facilities", "shareholder_loans", "dividends")
        rows.append([line, "", "", "", "", "", "z" if zero else str(lines[line])])
    return rows + [weeks_row(line, activities, blank) for line in WEEKS]


def adjustments(person, activities, draw):
    rows = []
    for activity in activities:
        for line, kind in KIND_OF.items():
            amount = int(activity.lines[line] * draw.near(.5, .5))
            if amount > 0 and person.number % 4:
                rows.append([len(rows) + 1, kind, activity.name, amount, "Above the price of the market",
                             "The audit committee"])
    return rows


def ownership(person, year, part_year, draw, named):
    start, end = first_day(year), last_day(year + 1)
    if part_year:
        start = datetime.date(start.year, 7, 1)
    uncertain = person.story == "uncertain"
    assured = "z" if uncertain and year % 2 else end + datetime.timedelta(days=-30 if uncertain else 200 + draw.below(1500))
    return [["company_number", "z" if person.kind == "charity" else person.company],
            ["ultimate_parent", f"{person.name.split(' Group')[0]} Holdings (fictional)"],
            ["ownership_type", person.kind], ["period_start", start], ["period_end", end],
            ["consolidation_basis", "group"], ["named_individual", named],
            ["going_concern", "material_uncertainty" if uncertain else "no_material_uncertainty"],
            ["auditor_opinion", "emphasis_of_matter" if uncertain else draw.pick(["unqualified", "not_audited"])],
            ["assured_funding_to", assured]]


class Account:
    """The annual return of a person for a year; version 2 and later correct it."""

    def __init__(self, books, year, activities, part_year):
        self.person, self.year, self.activities, self.part_year = books.person, year, activities, part_year
        self.seed = books.seed
        self.lines = books.year(year, activities)
        self.borrowings = books.facilities(year, self.lines)
        self.version = 1

    def parts(self, version, named):
        correct(self.lines, self.activities, version - self.version + 1)
        self.version = version
        draw = Draw(self.seed, "ownership", self.person.id, self.year)
        return {
            "statement": (["line", *ACTIVITIES, "total"], statement(self.person, self.lines, self.activities)),
            "adjustments": (["entry", "kind", "activity", "amount", "reason", "reviewer"],
                            adjustments(self.person, self.activities, draw)),
            "borrowings": (["facility", "lender", "kind", "rate_percent", "drawn", "undrawn_committed",
                            "due_within_one_year", "matures", "secured"], self.borrowings),
            "ownership": (["line", "value"], ownership(self.person, self.year, self.part_year, draw, named)),
        }
