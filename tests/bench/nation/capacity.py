"""The capacity return of a person for a quarter."""

from draw import Draw

ESTABLISHMENTS = ["urn", "service", "authority", "registered_places", "filled_places", "available_child_weeks",
                  "occupied_child_weeks", "fee_income", "staff_posts", "staff_vacancies"]
PLACEMENTS = ["placing_authority", "service", "children", "occupied_child_weeks", "fee_income"]

WEEK_PRICE = {"childrens_homes": 5000, "fostering": 900, "supported_accommodation": 1400}   # pounds, in the first year
GROWTH = 1.035


def tenths(number):
    return f"{number // 10}.{number % 10}"


def pence(number):
    return f"{number // 100}.{number % 100:02d}"


class HomeQuarter:
    """What one home did in a quarter. Weeks in tenths, fees in pence."""

    def __init__(self, seed, home, person, year, quarter, version):
        draw = Draw(seed, "quarter", home.urn, year, quarter)
        self.home = home
        steady = Draw(seed, "home price", home.urn)
        price = steady.near(WEEK_PRICE[home.service], 0.3) * GROWTH ** year
        if person.story == "solo" and home.service == "childrens_homes":
            price *= 3.6
        self.places = 20 * home.places if home.service == "fostering" else home.places
        available = self.places * 130
        occupied = int(available * min(1, draw.near(steady.near(0.85, 0.15), 0.03)))
        if person.story == "dormant":
            occupied = 0
        self.filled = round(occupied / 130)
        self.available, self.occupied = available, occupied
        self.fees = int(occupied * price * 10)
        if version > 1 and home.places % 2 == 0:
            self.fees += self.fees // 50 * (version - 1)
        self.posts = 30 * home.places
        self.vacancies = draw.below(self.posts // 8) + version - 1
        self.placed_by = Draw(seed, "placed", home.urn)

    def row(self):
        agency = self.home.service == "fostering"
        return [self.home.urn, self.home.service, self.home.area.code, "z" if agency else self.places, self.filled,
                tenths(self.available), tenths(self.occupied), pence(self.fees),
                tenths(self.posts), tenths(self.vacancies)]


def shares(total, n):
    """TOTAL in N parts, as even as whole numbers are."""
    return [total * (i + 1) // n - total * i // n for i in range(n)]


def placements(quarters, areas):
    """The children of all homes by who placed them: {(authority, service): [children, weeks, fees]}."""
    placed = {}
    for quarter in quarters:
        n = max(quarter.filled, 1)
        for i, (weeks, fees) in enumerate(zip(shares(quarter.occupied, n), shares(quarter.fees, n))):
            near = quarter.placed_by.chance(0.6)
            area = quarter.home.area if near else quarter.placed_by.pick(areas)
            row = placed.setdefault((area.code, quarter.home.service), [0, 0, 0])
            row[0] += 1 if i < quarter.filled else 0
            row[1] += weeks
            row[2] += fees
    return placed


def parts(quarters, areas):
    placed = placements(quarters, areas)
    return {"establishments": (ESTABLISHMENTS, [quarter.row() for quarter in quarters]),
            "placements": (PLACEMENTS, [[code, service, children, tenths(weeks), pence(fees)]
                                        for (code, service), (children, weeks, fees) in sorted(placed.items())])}
