"""Measures of a person, worked out a second time from the files of its returns."""

import datetime
from fractions import Fraction

from rounding import printed
from truth import day

ACTIVITIES = ["childrens_homes", "fostering", "supported_accommodation", "education", "other"]
WACC = Fraction(9, 100)
YEAR = range(360, 372)      # days of a whole year


class Missing(Exception):
    """There is no figure: `z` not applicable, `x` not supplied."""


class Column:
    """The lines of one column of a statement."""

    def __init__(self, statement, column, ledger):
        self.cells, self.column, self.ledger = statement, column, ledger

    def __getattr__(self, line):
        cell = self.cells[line][self.column]
        if cell in ("", "z"):
            raise Missing("x" if cell == "" else "z")
        return Fraction(cell)


class Nothing:
    def __getattr__(self, line):
        raise Missing("x")


class Return:
    """An annual return in force."""

    def __init__(self, truth, key):
        self.statement = {row["line"]: row for row in truth.part(key, "statement")}
        answers = {row["line"]: row["value"] for row in truth.part(key, "ownership")}
        first, last = day(answers["period_start"]), day(answers["period_end"])
        self.days = (last - first).days + 1
        self.end = datetime.date(int(key[1][:4]) + 1, 3, 31)
        self.assured = answers["assured_funding_to"]
        self.adjustments = truth.part(key, "adjustments")

    def column(self, name):
        ledger = sum(Fraction(row["amount"]) for row in self.adjustments if name in ("total", row["activity"]))
        return Column(self.statement, name, ledger)

    def has(self, activity):
        """Whether the activity is listed: the programs leave out one that has no income."""
        return activity == "total" or self.statement["total_income"][activity] not in ("", "z", "0")


def borrowings(a):
    return a.borrowings_within_one_year + a.borrowings_after_one_year


def leases(a):
    return a.leases_within_one_year + a.leases_after_one_year


def current(a):
    return a.payables + a.borrowings_within_one_year + a.leases_within_one_year


def rent(a):
    return a.rent_external + a.rent_related_party


def interest(a):
    return a.interest_external + a.interest_shareholder


def capital(a):
    return a.total_assets - current(a) - a.goodwill_and_acquired_intangibles


def working(a):
    return a.inventories + a.receivables + a.cash - current(a)


def reserves(a):
    return a.total_equity - a.goodwill_and_acquired_intangibles - a.other_intangibles


def debt(a):
    return borrowings(a) + leases(a) + a.shareholder_loans


def profit(a):
    return a.operating_profit_before_exceptional


def ratio(above, below):
    """A measure that is `z` where what stands below is not more than nothing."""
    def value(now, before, _):
        divisor = below(now, before)
        if divisor <= 0:
            raise Missing("z")
        return above(now, before) / divisor
    return value


def of(above, below):
    return ratio(lambda a, b: above(a), lambda a, b: below(a))


def altman(equity, liabilities):
    def value(a, before, _):
        if a.total_assets <= 0 or liabilities(a) <= 0:
            raise Missing("z")
        return ((Fraction("6.56") * working(a) + Fraction("3.26") * a.retained_earnings
                 + Fraction("6.72") * a.operating_profit) / a.total_assets + Fraction("1.05") * equity(a) / liabilities(a))
    return value


def economic_profit(a, before, it):
    if it.days not in YEAR:
        raise Missing("z")
    return profit(a) - WACC * (capital(a) + capital(before)) / 2


def assured(a, before, it):
    if it.assured == "z":
        raise Missing("z")
    return Fraction((day(it.assured) - it.report_day).days)


def income(a):
    return a.total_income


def weeks(a):
    return a.occupied_child_weeks


def staff(a):
    return a.staff_costs + a.agency_staff_costs


def less(level_4, level_3, level_2):
    """Levels of a measure that is the better the more it is."""
    def level(value, a):
        return 4 if value < level_4 else 3 if value < level_3 else 2 if value < level_2 else 1
    return level


def cover(due, *steps):
    """The same, where who owes nothing is at the best level."""
    def level(value, a):
        return 1 if due(a) == 0 else "" if value is None else less(*steps)(value, a)
    return level


def net(debts):
    def level(value, a):
        if debts(a) - a.cash <= 0:
            return 1
        return 4 if a.ebitda <= 0 or value > 5 else 3 if value > 4 else 2
    return level


def gearing_level(value, a):
    if reserves(a) <= 0:
        return 4
    return 4 if value > Fraction("0.8") else 3 if value > Fraction("0.6") else 2 if value > Fraction("0.4") else 1


def altman_level(value, a):
    return 4 if value < Fraction("1.1") else 3 if value <= Fraction("2.6") else 1


def steps(*texts):
    return [Fraction(text) for text in texts]


COVER = steps("1.25", "1.75", "2.5")
# measure: decimals, times 10 to the power, by activity, how a part year becomes a year, value, level
MEASURES = {
    "ebitdarm_margin": (1, 2, True, 0, of(lambda a: a.ebitda + rent(a) + a.management_charges_related_party, income), None),
    "ebitdar_margin": (1, 2, True, 0, of(lambda a: a.ebitda + rent(a), income), None),
    "ebitda_margin": (1, 2, True, 0, of(lambda a: a.ebitda, income), None),
    "operating_margin": (1, 2, True, 0, of(profit, income), less(*steps("0", "0.03", "0.06"))),
    "adjusted_operating_margin": (1, 2, True, 0, of(lambda a: profit(a) + a.ledger, income), None),
    "price_per_child_week": (0, 0, True, 0, of(lambda a: a.fee_income, weeks), None),
    "cost_per_child_week": (0, 0, True, 0, of(lambda a: income(a) - profit(a), weeks), None),
    "profit_per_child_week": (0, 0, True, 0, of(profit, weeks), None),
    "staff_share": (1, 2, True, 0, of(staff, income), None),
    "agency_share": (1, 2, True, 0, of(lambda a: a.agency_staff_costs, staff), None),
    "value_extraction": (1, 2, False, 0, of(
        lambda a: a.rent_related_party + a.management_charges_related_party + a.other_charges_related_party
        + a.interest_shareholder + a.dividends, income), None),
    "roce": (1, 2, False, 1, ratio(lambda a, b: profit(a), lambda a, b: (capital(a) + capital(b)) / 2), None),
    "economic_profit": (0, 0, False, 0, economic_profit, None),
    "net_debt_ebitda": (2, 0, False, -1, of(lambda a: borrowings(a) - a.cash, lambda a: a.ebitda), net(borrowings)),
    "net_debt_ebitda_leases": (2, 0, False, -1, of(lambda a: borrowings(a) + leases(a) - a.cash, lambda a: a.ebitda),
                               net(lambda a: borrowings(a) + leases(a))),
    "net_debt_ebitda_shareholder": (2, 0, False, -1, of(lambda a: borrowings(a) + a.shareholder_loans - a.cash,
                                                        lambda a: a.ebitda),
                                    net(lambda a: borrowings(a) + a.shareholder_loans)),
    "net_debt_ebitda_all": (2, 0, False, -1, of(lambda a: debt(a) - a.cash, lambda a: a.ebitda), net(debt)),
    "interest_cover_external": (2, 0, False, 0, of(lambda a: a.ebitda, lambda a: a.interest_external),
                                cover(lambda a: a.interest_external, *COVER)),
    "interest_cover_all": (2, 0, False, 0, of(lambda a: a.ebitda, interest), cover(interest, *COVER)),
    "interest_cover_ebit": (2, 0, False, 0, of(lambda a: a.operating_profit, interest), cover(interest, *COVER)),
    "fixed_charge_cover": (2, 0, False, 0, of(lambda a: a.ebitda + rent(a), lambda a: a.interest_external + rent(a)),
                           cover(lambda a: a.interest_external + rent(a), *steps("1", "1.2", "1.5"))),
    "debt_service_cover": (2, 0, False, 0, of(lambda a: a.ebitda - a.tax - a.capital_spending,
                                              lambda a: a.interest_external + a.scheduled_principal),
                           cover(lambda a: a.interest_external + a.scheduled_principal, *COVER)),
    "gearing": (1, 2, False, 0, lambda a, b, it: of(debt, lambda a: debt(a) + reserves(a))(a, b, it)
                if reserves(a) > 0 else ratio(lambda *_: 0, lambda *_: 0)(a, b, it), gearing_level),
    "z_score": (2, 0, False, 0, altman(lambda a: a.total_equity, lambda a: a.total_liabilities), altman_level),
    "z_score_shareholder": (2, 0, False, 0, altman(lambda a: a.total_equity + a.shareholder_loans,
                                                   lambda a: a.total_liabilities - a.shareholder_loans), altman_level),
    "liquidity_days": (0, 0, False, -1, of(lambda a: (a.cash + a.undrawn_committed_facilities) * 365,
                                           lambda a: income(a) - a.ebitda), less(30, 60, 90)),
    "current_ratio": (2, 0, False, 0, of(lambda a: a.inventories + a.receivables + a.cash, current),
                      less(*steps("1", "1.2", "1.5"))),
    "assured_funding_days": (0, 0, False, 0, assured, less(90, 180, 365)),
    "occupancy": (1, 2, True, 0, of(weeks, lambda a: a.available_child_weeks), less(*steps("0.65", "0.75", "0.85"))),
}


def level_of(judge, value, now):
    try:
        return str(judge(value, now))
    except (Missing, TypeError):     # a condition about what is missing never holds
        return ""


def figure(measure, now, before, it):
    """The cells value, level and annualised of MEASURE."""
    decimals, power, _, yearly, formula, judge = MEASURES[measure]
    value, text, whole = None, "", ""
    try:
        value = formula(now, before, it)
        text = printed(value * 10**power, decimals)
        if it.days not in YEAR and yearly:
            whole = printed(value * 10**power * Fraction(365, it.days) ** yearly, decimals)
    except Missing as missing:
        text = str(missing)
    return text, level_of(judge, value, now) if judge else "", whole


def expected(truth):
    """{(person, period, measure, activity): (value, level, part_year, annualised)} of all annual returns in force."""
    keys = sorted(key for key in truth.filed if key[0] == "annual")
    newest = {key[2]: key for key in keys}
    found, returns = {}, {key: Return(truth, key) for key in keys}
    for key, it in returns.items():
        it.report_day = truth.last if newest[key[2]] == key else it.end
        year = int(key[1][:4])
        prior = returns.get(("annual", f"{year - 1}-{year % 100:02d}", key[2]))
        part_year = "" if it.days in YEAR else f"{it.days} days"
        for activity in [*ACTIVITIES, "total"]:
            if not it.has(activity):
                continue
            before = prior.column(activity) if prior else Nothing()
            for measure, (_, _, by_activity, *_) in MEASURES.items():
                if by_activity or activity == "total":
                    value, level, whole = figure(measure, it.column(activity), before, it)
                    found[key[2], key[1], measure, activity] = (value, level, part_year, whole)
    return found
