"""The annual return: books kept by double entry over three years.

Every change of the balance sheet is one call of Books.enter, which refuses a
change whose two sides differ; so the balance sheets balance because the books
do, and no line is made to fit."""

import datetime
from decimal import Decimal

from making.tables import (ESTABLISHMENT_ACTIVITIES, PERIODS, SUBMISSIONS, columns_of, date_of, percent_of,
                           rounded, rows_of, shared, table, tenths, write, year_of)

ACTIVITIES = ("childrens_homes", "fostering", "supported_accommodation", "education", "other")
COSTS = ("staff_costs", "agency_staff_costs", "foster_carer_payments", "other_direct_costs", "rent_external",
         "rent_related_party", "management_charges_related_party", "other_charges_related_party", "central_costs")
ASSETS = ("property", "other_fixed_assets", "goodwill_and_acquired_intangibles", "other_intangibles", "inventories",
          "receivables", "cash", "restricted_cash")
DEBTS = ("payables", "borrowings", "leases", "shareholder_loans", "provisions")
EQUITY = ("retained_earnings", "other_equity")
SIDE_OF_KIND = {"shareholder_loan": "shareholder_loans", "lease": "leases"}
BASE_RATE = {"2023-24": Decimal("5.2"), "2024-25": Decimal("4.5"), "2025-26": Decimal("3.7")}
TAX_PERCENT = 25
SCHOOL_WEEKS = 39
LINES = [row for row in rows_of(SUBMISSIONS / "annual" / "2025-26" / "lines.csv")]


class Books:
    """Balances in pounds; assets on one side, debts and equity on the other."""

    def __init__(self, opening, facilities):
        self.balance = dict.fromkeys(ASSETS + DEBTS + EQUITY, 0)
        for line in ASSETS + DEBTS + EQUITY:
            self.balance[line] = int(opening.get(line, 0))
        self.drawn = {row["facility"]: int(row["opening"]) for row in facilities}
        for row in facilities:
            self.balance[SIDE_OF_KIND.get(row["kind"], "borrowings")] += int(row["opening"])
        self.balance["other_equity"] = (sum(self.balance[line] for line in ASSETS)
                                        - sum(self.balance[line] for line in DEBTS + EQUITY))
        self.goodwill_at_cost = self.balance["goodwill_and_acquired_intangibles"]
        self.goodwill_years = int(opening["goodwill_years"])

    def enter(self, **changes):
        left = sum(amount for line, amount in changes.items() if line in ASSETS)
        assert 2 * left == sum(changes.values()), changes
        for line, amount in changes.items():
            self.balance[line] += amount

    def draw(self, facility, amount, cash=True):
        """Draws AMOUNT, or repays it when negative; a lease has no cash."""
        self.drawn[facility["facility"]] += amount
        side = SIDE_OF_KIND.get(facility["kind"], "borrowings")
        self.enter(**{"cash" if cash else "property": amount, side: amount})


class Accounts:
    """One person's annual returns, made year by year."""

    def __init__(self, market, group):
        self.market, self.group, self.person = market, group, group["person"]
        self.books = None
        self.facilities = self.mine("facilities")
        self.returns = {}
        for period in PERIODS:
            self.returns[period] = self.year(period)

    def mine(self, name, **match):
        return [row for row in table(name) if row["person"] == self.person
                and all(row[column] == value for column, value in match.items())]

    def held(self, day):
        """Facilities in being on DAY."""
        return [row for row in self.facilities
                if date_of(row["from"]) <= day <= date_of(row["to"], datetime.date.max)]

    def year(self, period):
        first, self.last = year_of(period)
        for opening in self.mine("openings"):
            if first <= date_of(opening["date"]) <= self.last:
                first = date_of(opening["date"])
                self.books = Books(opening, self.held(first))
        self.first, self.period = first, period
        self.days = (self.last - first).days + 1
        year_first, year_last = year_of(period)
        self.whole = self.days == (year_last - year_first).days + 1
        self.part = Decimal(1) if self.whole else Decimal(self.days) / 365
        self.plan = self.mine("finances", period=period)[0]
        self.cells = {row["line"]: {} for row in LINES if row["part"] == "statement"}
        self.carried_on = [a for a in ACTIVITIES if self.mine("activities", activity=a, period=period)]
        for activity in self.carried_on:
            self.trade(activity)
        self.balance_sheet()
        self.sum_up()
        return {"statement": self.statement(), "adjustments": self.adjustments(),
                "borrowings": self.borrowings(), "ownership": self.ownership()}

    def money(self, column):
        return int(self.plan[column])

    def put(self, line, activity, value):
        self.cells[line][activity] = value

    def weeks(self, activity, row):
        """Available child-weeks in tenths; None where there are none to count."""
        if activity in ESTABLISHMENT_ACTIVITIES:
            return rounded(Decimal(sum(one.places * days for one, days in
                                       self.market.days_of_person(self.person, self.first, self.last)
                                       if one.service == activity)) * 10 / 7)
        if activity == "education":
            return rounded(int(row["units"]) * SCHOOL_WEEKS * 10 * self.part)
        return None

    def trade(self, activity):
        """Income, costs and child-weeks of one activity."""
        row = self.mine("activities", activity=activity, period=self.period)[0]
        available = self.weeks(activity, row)
        occupied = None if available is None else percent_of(available, row["occupancy"])
        fees = (rounded(int(row["units"]) * self.part) if available is None
                else rounded(Decimal(occupied * int(row["price"])) / 10))
        other = percent_of(fees, row["other_income"])
        self.put("fee_income", activity, fees)
        self.put("other_income", activity, other)
        self.put("total_income", activity, fees + other)
        charges = {charge["line"]: int(charge[self.period]) for charge in self.mine("charges", activity=activity)}
        for line in COSTS:
            self.put(line, activity, percent_of(fees + other, row.get(line, 0)) + charges.get(line, 0))
        self.put("ebitda", activity, fees + other - sum(self.cells[line][activity] for line in COSTS))
        self.put("available_child_weeks", activity, available)
        self.put("occupied_child_weeks", activity, occupied)

    def all_of(self, line):
        return sum(self.cells[line][activity] for activity in self.carried_on)

    def spread(self, line, amount):
        """Shares a total of the books over the activities by their income."""
        weights = [self.cells["total_income"][activity] for activity in self.carried_on]
        if sum(weights) == 0:
            weights = [1] * len(weights)
        for activity, part in zip(self.carried_on, shared(amount, weights)):
            self.put(line, activity, part)

    def balance_sheet(self):
        books, total = self.books, {}
        before = dict(books.balance)
        deals_gain = self.deal()
        total.update(self.wear(before))
        interest, rolled_up = self.finance()
        total["exceptional_items"] = self.money("exceptional") + self.money("impairment") - deals_gain
        ebitda = self.all_of("ebitda")
        operating = ebitda - total["depreciation"] - total["amortisation_acquired"] - total["amortisation_other"]
        before_tax = operating - total["exceptional_items"] - interest - rolled_up
        tax = self.tax(before_tax + total["amortisation_acquired"] + rolled_up * 6 // 10 - deals_gain)
        dividends = self.money("dividends")
        for line in ("depreciation", "amortisation_acquired", "amortisation_other", "exceptional_items"):
            self.spread(line, total[line])
        for line, amount in (("interest_external", interest), ("interest_shareholder", rolled_up),
                             ("profit_before_tax", before_tax), ("tax", tax),
                             ("profit_after_tax", before_tax - tax), ("dividends", dividends)):
            self.put(line, "total", amount)
        paid = ebitda - self.money("exceptional") - interest - tax - dividends
        books.enter(cash=paid, retained_earnings=paid)
        impairment = self.money("impairment")
        from_goodwill = min(impairment, books.balance["goodwill_and_acquired_intangibles"])
        books.enter(goodwill_and_acquired_intangibles=-from_goodwill, property=from_goodwill - impairment,
                    retained_earnings=-impairment)
        self.working_capital()
        self.fund()

    def deal(self):
        """Books purchases and sales of organisations; the gain of a sale."""
        gain = 0
        for deal in table("deals"):
            if not self.first <= date_of(deal["date"]) <= self.last:
                continue
            if deal["buyer"] == self.person:
                price, houses, other = (int(deal[c]) for c in ("price", "property", "other_fixed_assets"))
                goodwill = price - houses - other
                self.books.goodwill_at_cost += goodwill
                self.books.enter(cash=-price, property=houses, other_fixed_assets=other,
                                 goodwill_and_acquired_intangibles=goodwill)
            if deal["seller"] == self.person:
                price, houses, other, goodwill = (int(deal[c]) for c in (
                    "price", "seller_property", "seller_other_fixed_assets", "seller_goodwill"))
                gain = price - houses - other - goodwill
                self.books.goodwill_at_cost -= goodwill
                self.books.enter(cash=price, property=-houses, other_fixed_assets=-other,
                                 goodwill_and_acquired_intangibles=-goodwill, retained_earnings=gain)
        return gain

    def wear(self, before):
        """Depreciation and amortisation, and what is spent on new assets."""
        books = self.books
        houses, other, software = (self.money(f"capex_{kind}") for kind in ("property", "other", "software"))
        yearly = {
            "property": percent_of(before["property"] + houses // 2, 2),
            "other_fixed_assets": percent_of(before["other_fixed_assets"] + other // 2, 20),
            "other_intangibles": percent_of(before["other_intangibles"] + software // 2, 25),
            "goodwill_and_acquired_intangibles": books.goodwill_at_cost // books.goodwill_years,
        }
        wear = {line: min(rounded(amount * self.part), books.balance[line]) for line, amount in yearly.items()}
        books.enter(**{line: -amount for line, amount in wear.items()}, retained_earnings=-sum(wear.values()))
        books.enter(cash=-houses - other - software, property=houses, other_fixed_assets=other,
                    other_intangibles=software)
        self.put("capital_spending", "total", houses + other + software)
        return {"depreciation": wear["property"] + wear["other_fixed_assets"],
                "amortisation_acquired": wear["goodwill_and_acquired_intangibles"],
                "amortisation_other": wear["other_intangibles"]}

    def rate(self, facility):
        return Decimal(facility["margin"]) + (BASE_RATE[self.period] if facility["floating"] == "yes" else 0)

    def finance(self):
        """Draws and repays what is planned; (external, shareholder) interest."""
        external = rolled_up = scheduled = 0
        for facility in self.held(self.last):
            opened = self.books.drawn[facility["facility"]]
            planned = facility[f"close_{self.last.year}"]
            rate = self.rate(facility) * self.part / 100
            if facility["kind"] == "shareholder_loan":
                interest = rounded(opened * rate)
                rolled_up += interest
                self.books.drawn[facility["facility"]] += interest
                self.books.enter(shareholder_loans=interest, retained_earnings=-interest)
                self.books.draw(facility, self.money("shareholder_advance"))
                continue
            closing = int(planned) if planned else opened
            repaid = rounded(int(facility["yearly_repayment"]) * self.part)
            scheduled += repaid
            if facility["kind"] == "lease":
                self.books.draw(facility, closing - opened + repaid, cash=False)
                self.books.draw(facility, -repaid)
            else:
                self.books.draw(facility, closing - opened)
            external += rounded((opened + closing) * rate / 2)
        self.put("scheduled_principal", "total", scheduled)
        return external, rolled_up

    def tax(self, taxable):
        exempt = [row for row in self.mine("parents") if row["ownership_type"] == "charity"]
        return 0 if exempt else percent_of(max(0, taxable), TAX_PERCENT)

    def working_capital(self):
        books, plan = self.books, self.plan
        income = self.all_of("total_income")
        costs = sum(self.all_of(line) for line in COSTS)
        receivables = income * int(plan["receivable_days"]) // self.days
        payables = costs * int(plan["payable_days"]) // self.days
        change = receivables - books.balance["receivables"]
        books.enter(receivables=change, cash=-change)
        change = payables - books.balance["payables"]
        books.enter(payables=change, cash=change)
        change = self.money("provisions") - books.balance["provisions"]
        books.enter(provisions=change, cash=change)
        change = self.money("restricted_cash") - books.balance["restricted_cash"]
        books.enter(restricted_cash=change, cash=-change)

    def fund(self):
        """Issues shares as planned, then draws or repays the revolving facility
        so that cash is as near as it can be to the least that is kept."""
        issued = self.money("shares_issued")
        self.books.enter(cash=issued, other_equity=issued)
        for facility in self.held(self.last):
            if facility["kind"] == "revolving_facility":
                drawn = self.books.drawn[facility["facility"]]
                wanted = self.money("minimum_cash") - self.books.balance["cash"]
                amount = rounded(Decimal(max(-drawn, min(wanted, int(facility["limit"]) - drawn))) / 50000) * 50000
                self.books.draw(facility, max(-drawn, min(amount, int(facility["limit"]) - drawn)))
        assert self.books.balance["cash"] >= 0, (self.person, self.period, self.books.balance)

    def due_soon(self, facility):
        drawn = self.books.drawn[facility["facility"]]
        if (date_of(facility["matures"]) - self.last).days <= 365:
            return drawn
        return min(drawn, int(facility["yearly_repayment"]))

    def undrawn(self, facility):
        limit = facility["limit"]
        return int(limit) - self.books.drawn[facility["facility"]] if limit else 0

    def sum_up(self):
        """The lines that are sums of others."""
        for activity in self.carried_on:
            cell = {line: values.get(activity) for line, values in self.cells.items()}
            before = (cell["ebitda"] - cell["depreciation"] - cell["amortisation_acquired"]
                      - cell["amortisation_other"])
            self.put("operating_profit_before_exceptional", activity, before)
            self.put("operating_profit", activity, before - cell["exceptional_items"])
        balance, held = self.books.balance, self.held(self.last)
        soon = {"borrowings": 0, "leases": 0}
        for facility in held:
            side = SIDE_OF_KIND.get(facility["kind"], "borrowings")
            if side in soon:
                soon[side] += self.due_soon(facility)
        for line in ASSETS + ("payables", "shareholder_loans", "provisions") + EQUITY:
            self.put(line, "total", balance[line])
        for side, amount in soon.items():
            self.put(f"{side}_within_one_year", "total", amount)
            self.put(f"{side}_after_one_year", "total", balance[side] - amount)
        self.put("total_assets", "total", sum(balance[line] for line in ASSETS))
        self.put("total_liabilities", "total", sum(balance[line] for line in DEBTS))
        self.put("total_equity", "total", sum(balance[line] for line in EQUITY))
        self.put("undrawn_committed_facilities", "total", sum(self.undrawn(facility) for facility in held))

    def statement(self):
        rows = []
        for row in LINES:
            if row["part"] != "statement":
                continue
            cells, weekly = self.cells[row["line"]], row["type"] == "number"
            show = (lambda value: "z" if value is None else tenths(value)) if weekly else str
            if row["activities"] == "yes":
                each = [show(cells[a]) if a in self.carried_on else "z" for a in ACTIVITIES]
                total = show(sum(cells[a] or 0 for a in self.carried_on))
            else:
                each, total = [""] * len(ACTIVITIES), show(cells["total"])
            rows.append([row["line"], *each, total])
        return rows

    def adjustments(self):
        rows = []
        for row in self.mine("adjustments"):
            amount = percent_of(self.cells[row["line"]][row["activity"]], row["share"])
            if amount:
                rows.append([len(rows) + 1, row["kind"], row["activity"], amount, row["reason"], row["reviewer"]])
        return rows

    def borrowings(self):
        rows = []
        for row in self.held(self.last):
            drawn, undrawn = self.books.drawn[row["facility"]], self.undrawn(row)
            rows.append([row["facility"], row["lender"], row["kind"], f"{self.rate(row):.1f}", drawn, undrawn,
                         self.due_soon(row), row["matures"], row["secured"]])
        return rows

    def ownership(self):
        parent = [row for row in self.mine("parents") if date_of(row["from"]) <= self.last][-1]
        signs = self.mine("individuals")[-1]
        answers = {
            "company_number": self.group["company_number"],
            "ultimate_parent": parent["ultimate_parent"],
            "ownership_type": parent["ownership_type"],
            "period_start": self.first,
            "period_end": self.last,
            "consolidation_basis": self.group["consolidation_basis"],
            "named_individual": signs["named_individual"],
            "going_concern": self.plan["going_concern"],
            "auditor_opinion": self.plan["auditor_opinion"],
            "assured_funding_to": self.plan["assured_funding_to"],
        }
        return [[row["line"], answers[row["line"]]] for row in LINES if row["part"] == "ownership"]

    def write(self, folder):
        for period, parts in self.returns.items():
            for part, rows in parts.items():
                write(folder / self.person / "annual" / period / f"{part}.csv", columns_of("annual", part), rows)
