"""The capacity return of the last quarter of each year."""

import datetime
from collections import defaultdict
from decimal import Decimal

from making.tables import (ESTABLISHMENT_ACTIVITIES, PERIODS, columns_of, fraction, percent_of, pick, pounds,
                           rounded, shared, table, tenths, write, year_of)

QUARTER_FIRST = (1, 1)      # the fourth quarter is January to March
POSTS_PER_PLACE = {"childrens_homes": 30, "fostering": 2, "supported_accommodation": 6}    # tenths
NEAR, REGION = 0.38, 0.70   # a child is placed near home, in the region, or beyond


class Quarter:
    """One person's return for the fourth quarter of PERIOD."""

    def __init__(self, market, person, period):
        self.market, self.person, self.period = market, person, period
        self.last = year_of(period)[1]
        self.first = datetime.date(self.last.year, *QUARTER_FIRST)
        self.plan = {row["activity"]: row for row in table("activities")
                     if row["person"] == person and row["period"] == period}
        self.establishments, self.placed = [], defaultdict(lambda: [0, 0, 0])
        open_now = market.of_person(person, self.last)
        for service in ESTABLISHMENT_ACTIVITIES:
            self.service(service, [one for one in open_now if one.service == service])

    def service(self, service, homes):
        if not homes:
            return
        plan = self.plan[service]
        places = [one.places for one in homes]
        for one, filled in zip(homes, self.fill(places, plan["occupancy_end"], homes)):
            self.establishment(one, filled, plan)

    def fill(self, places, percent, homes):
        """Children of each home: the right number in all, never too many in one."""
        order = sorted(range(len(homes)), key=lambda i: fraction(homes[i].key, self.period, "order"))
        wanted = shared(percent_of(sum(places), percent), [places[i] for i in order])
        return [filled for _, filled in sorted(zip(order, wanted))]

    def establishment(self, one, filled, plan):
        days = one.days_open(self.first, self.last)
        available = rounded(Decimal(one.places * days * 10) / 7)
        stayed = Decimal(96 + int(fraction(one.key, self.period, "stay") * 8)) / 100
        occupied = min(available, rounded(Decimal(filled * days * 10) / 7 * stayed))
        weekly = rounded(int(plan["price"]) * (88 + int(fraction(one.key, "fee") * 25)))    # pence
        fees = rounded(Decimal(occupied * weekly) / 10)
        posts = max(5, rounded(Decimal(one.places * POSTS_PER_PLACE[one.service])))
        vacant = Decimal(plan["vacancies"]) * (50 + int(fraction(one.key, self.period, "posts") * 101)) / 100
        vacancies = min(posts, percent_of(posts, vacant))
        self.establishments.append([
            one.urn, one.service, self.market.code(one.authority, self.last),
            "z" if one.service == "fostering" else one.places, filled, tenths(available), tenths(occupied),
            pounds(fees), tenths(posts), tenths(vacancies)])
        if filled:
            for i, (weeks, fee) in enumerate(zip(shared(occupied, [1] * filled), shared(fees, [1] * filled))):
                sums = self.placed[self.placing(one, i), one.service]
                for at, amount in enumerate((1, weeks, fee)):
                    sums[at] += amount

    def placing(self, one, i):
        """The authority that placed child I of establishment ONE. A place goes
        to the same authority from one year to the next, mostly."""
        areas = self.market.areas
        year = self.period if fraction(one.key, i, self.period, "new") < 0.2 else "before"
        distance = fraction(one.key, i, year, "distance")
        if distance < NEAR:
            return self.market.code(one.authority, self.last)
        region = areas[one.authority]["region"]
        weights = {name: 10 if row["region"] == "London" else min(40, 2 + row["homes"])
                   for name, row in areas.items() if name not in ("City of London", "Isles of Scilly")
                   and (row["region"] == region) == (distance < REGION)}
        return self.market.code(pick(weights, one.key, i, year, "from"), self.last)

    def write(self, folder):
        where = folder / self.person / "capacity" / f"{self.period}-Q4"
        write(where / "establishments.csv", columns_of("capacity", "establishments"), self.establishments)
        write(where / "placements.csv", columns_of("capacity", "placements"),
              [[code, service, children, tenths(weeks), pounds(fees)]
               for (code, service), (children, weeks, fees) in sorted(self.placed.items())])


def write_quarters(market, person, folder):
    for period in PERIODS:
        Quarter(market, person, period).write(folder)
