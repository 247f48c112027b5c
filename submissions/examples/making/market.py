"""The fictional market: every establishment, and Ofsted's lists of them."""

import datetime
from dataclasses import dataclass

from making.tables import (FIRST_DAY, PERIODS, SUBMISSIONS, date_of, day_between, fraction,
                           pick, rows_of, table, write, year_of)

REFERENCE = SUBMISSIONS.parent / "lib" / "register" / "reference"
LIST_DATES = tuple(year_of(period)[1] for period in PERIODS)
LAST_DAY = LIST_DATES[-1]
PROVISION = {
    "childrens_homes": "Children's home",
    "fostering": "Independent Fostering Agency",
    "supported_accommodation": "Supported Accommodation",
}
OFSTED_REGION = {
    "North East": "North East, Yorkshire and the Humber",
    "Yorkshire and The Humber": "North East, Yorkshire and the Humber",
}
# Joined, the first and second parts make owners' names; 25 and 24 have no
# common factor, so 600 names come before one is repeated.
FIRST = ("Amber Ash Birch Bracken Cinder Clover Copper Dapple Elder Fern Gorse Heron Juniper "
         "Kestrel Linnet Maple Nettle Otter Plover Quill Rowan Sorrel Thistle Willow Yarrow").split()
SECOND = ("brake carr coombe dene fleet garth gill hanger holt howe hurst lathe marl mere pike "
          "rigg scar shaw slade thwaite toft wath wick worth").split()
KINDS = ("Care Ltd", "Homes Limited", "Children's Services Ltd", "Residential Limited",
         "Childcare Ltd", "Homes & Care Ltd", "Support Services Limited")
COUNCILS = {
    "Birmingham": "Birmingham City Council", "Leeds": "Leeds City Council",
    "Manchester": "Manchester City Council", "Nottingham": "Nottingham City Council",
    "Stoke-on-Trent": "Stoke-on-Trent City Council", "Plymouth": "Plymouth City Council",
    "Portsmouth": "Portsmouth City Council", "Derby": "Derby City Council",
    "Kent": "Kent County Council", "Lancashire": "Lancashire County Council",
    "Durham": "Durham County Council", "Norfolk": "Norfolk County Council",
    "Hampshire": "Hampshire County Council", "Northumberland": "Northumberland County Council",
    "Rutland": "Rutland County Council", "Cornwall": "Cornwall Council",
    "Cumberland": "Cumberland Council", "Wirral": "Wirral Council",
    "Isle of Wight": "Isle of Wight Council", "Camden": "London Borough of Camden",
    "Hackney": "London Borough of Hackney", "Croydon": "London Borough of Croydon",
}
VOLUNTARY = ("The Alderney Row Children's Fund", "St Osyth's Lane Homes", "Friends of Larkrise House",
             "Candlemas Youth Trust", "The Quiet Harbour Foundation", "Northern Lights Youth Charity (fictional)",
             "Marigold Children's Society (fictional)", "The Wayside Homes Charity (fictional)")
OTHER_TYPES = (
    # provision type, how many, places from, places to, sector
    ("Residential special school (registered as a children's home)", 6, 10, 40, "Private"),
    ("Residential Special School", 9, 12, 60, "Private"),
    ("Residential Family Centre", 14, 3, 8, "Private"),
    ("Boarding School", 6, 20, 240, "Academy"),
    ("Further Education College with Residential Accommodation", 4, 20, 110, "Voluntary"),
    ("Secure children's home", 3, 8, 20, "Local Authority"),
    ("Voluntary Adoption Agency", 4, 0, 0, "Voluntary"),
    ("Adoption Support Agency", 4, 0, 0, "Private"),
)
TITLES = (
    "FICTIONAL DATA - Children's social care providers and places at {date}, in the layout of Ofsted's list",
    "Every owner, home, place and date in this table is invented to demonstrate a program; only the authorities"
    " and regions are real. This table begins in cell A4.",
    "Some cells in this table are empty. This is where the column refers to data that is not applicable for that"
    " provider type.",
)
HEADER = ("Web link", "URN", "Linked education URN", "Provision type", "Registration date", "Registration status",
          "Name", "Address 1", "Address 2", "Town", "County", "Postcode", "Ofsted Region",
          "Government Office Region", "Local authority", "Parliamentary constituency", "Sector", "Places",
          "Supported accommodation premises", "Short-break-only children's home",
          "Multi building children's home", "Organisation name")


@dataclass
class Establishment:
    key: str                    # what it is called here; never shown
    organisation: str           # the owner's name, as it should be spelt
    provision: str
    service: str                # of a return; "" where no return asks about it
    sector: str
    authority: str
    places: int                 # approved places of a fostering agency
    registered: datetime.date
    operating: datetime.date    # first day that children could be placed
    closed: datetime.date       # the day after the last
    urn: str = ""

    def is_open(self, day):
        return self.registered <= day < self.closed

    def days_open(self, first, last):
        """Days open in FIRST to LAST, both included."""
        start = max(first, self.operating)
        end = min(last + datetime.timedelta(1), self.closed)
        return max(0, (end - start).days)


NEVER = datetime.date(2199, 1, 1)


class Market:
    """All establishments, their authorities, and whose they are on a day."""

    def __init__(self):
        self.areas = areas_of_england()
        self.owners = table("owners")
        self.establishments = (self.of_groups() + self.of_others() + self.of_councils()
                               + self.of_agencies() + self.of_other_types())
        self.number()

    def code(self, authority, day):
        """The code of AUTHORITY on DAY; boundary changes give new ones."""
        return next(code for code, first, last in self.areas[authority]["codes"] if first <= day <= last)

    def of_person(self, person, day):
        """What is open under the organisations that are PERSON's on DAY."""
        names = {row["organisation"] for row in self.owners if row["person"] == person
                 and date_of(row["from"]) <= day <= date_of(row["to"], NEVER)}
        found = [one for one in self.establishments
                 if one.organisation in names and one.service and one.is_open(day)]
        return sorted(found, key=lambda one: one.urn)

    def days_of_person(self, person, first, last):
        """(establishment, days) open under PERSON in FIRST to LAST."""
        for row in self.owners:
            if row["person"] != person:
                continue
            start = max(first, date_of(row["from"]))
            end = min(last, date_of(row["to"], NEVER))
            for one in self.establishments:
                if one.service and one.organisation == row["organisation"]:
                    days = one.days_open(start, end)
                    if days:
                        yield one, days

    def of_groups(self):
        made = []
        for row in table("organisations"):
            areas = {}
            for part in row["areas"].split(";"):
                name, _, weight = part.partition("*")
                areas[name] = int(weight or 1)
            made += self.of_organisation(row, areas)
        return made

    def of_organisation(self, row, areas):
        name, service, n = row["organisation"], row["service"], int(row["at_start"])
        made = [self.opened_before(name, service, i) for i in range(n)]
        for period in PERIODS:
            for _ in range(int(row[f"opened_{period}"])):
                day = day_between(*year_of(period), name, len(made), "opened")
                if not made:
                    day = date_of(row["first_opened"], day)
                made.append((day, day))
        closed = [NEVER] * len(made)
        for period in PERIODS[1:]:
            for i in range(int(row[f"closed_{period}"])):
                at = closed.index(NEVER)
                closed[at] = day_between(*year_of(period), name, i, period, "closed")
        spread = spread_over(areas, len(made), name)
        return [Establishment(f"{name}/{i}", name, PROVISION[service], service, row["sector"], spread[i],
                              self.size(float(row["places"]), service, name, i), *made[i], closed[i])
                for i in range(len(made))]

    @staticmethod
    def opened_before(name, service, i):
        """Registered and operating on a day before the first year."""
        long_ago = day_between(datetime.date(2009, 1, 1), datetime.date(2023, 3, 1), name, i, "start")
        if service != "supported_accommodation":
            return long_ago, long_ago
        # Registration of supported accommodation began in April 2023.
        return day_between(datetime.date(2023, 5, 2), datetime.date(2023, 10, 27), name, i, "start"), long_ago

    @staticmethod
    def size(mean, service, *key):
        if service == "childrens_homes":
            return max(1, int(mean + (fraction(*key, "places") - 0.5) * 2.4 + 0.5))
        return max(2, int(mean * (0.85 + 0.3 * fraction(*key, "places"))))

    def of_others(self):
        """Homes of the owners who stand for themselves."""
        weights = {name: min(60, row["homes"]) * (0.8 if row["region"] == "North East" else 1)
                   for name, row in self.areas.items()}
        made = []
        for i in range(128):
            owner = f"{FIRST[i % 25]}{SECOND[i % 24]} {KINDS[i % 7]}"
            made += self.homes_of(owner, "Private", pick(weights, owner, "base"), how_many(owner))
        for owner in VOLUNTARY:
            made += self.homes_of(owner, "Voluntary", pick(weights, owner, "base"), 1 + how_many(owner) // 2)
        for i in range(4):
            made += self.homes_of("", "Private", pick(weights, "blank", i), 1, f"no owner {i}")
        return made

    def of_councils(self):
        made = []
        for authority, council in COUNCILS.items():
            made += self.homes_of(council, "Local Authority", authority, 1 + how_many(council) // 2, only_there=True)
        return made

    def homes_of(self, owner, sector, base, n, key=None, only_there=False):
        key = key or owner
        near = {name: row["homes"] for name, row in self.areas.items()
                if row["region"] == self.areas[base]["region"]}
        made = []
        for i in range(n):
            there = only_there or fraction(key, i, "base") < 0.6
            opened, closed = life(key, i)
            made.append(Establishment(f"{key}/{i}", owner, PROVISION["childrens_homes"], "childrens_homes", sector,
                                      base if there else pick(near, key, i, "near"),
                                      self.size(3.5 if sector == "Private" else 4.4, "childrens_homes", key, i),
                                      opened, opened, closed))
        return made

    def of_agencies(self):
        """Other fostering agencies and supported accommodation."""
        weights = {name: 4 + min(40, row["homes"]) for name, row in self.areas.items()
                   if name not in ("City of London", "Isles of Scilly")}
        made = []
        for i in range(45):
            owner = f"{FIRST[i % 25]}{SECOND[(i + 11) % 24]} {'Fostering Ltd' if i % 3 else 'Foster Care Limited'}"
            opened, closed = life(owner, 0)
            made.append(Establishment(owner, owner, PROVISION["fostering"], "fostering",
                                      "Voluntary" if i % 9 == 0 else "Private", pick(weights, owner),
                                      90, opened, opened, closed))
        for i in range(84):
            kind = "16 Plus Ltd" if i % 2 else "Supported Living Limited"
            owner = f"{FIRST[(i + 5) % 25]}{SECOND[(i + 17) % 24]} {kind}"
            opened, _ = self.opened_before(owner, "supported_accommodation", 0)
            made.append(Establishment(owner, owner, PROVISION["supported_accommodation"], "supported_accommodation",
                                      "Private", pick(weights, owner), 3 + int(fraction(owner, "size") ** 2 * 34),
                                      opened, opened, NEVER))
        return made

    def of_other_types(self):
        """What a market of homes and agencies must leave out."""
        weights = {name: 3 + min(40, row["homes"]) for name, row in self.areas.items()}
        made = []
        for provision, n, least, most, sector in OTHER_TYPES:
            for i in range(n):
                key = f"{provision}/{i}"
                owner = f"{FIRST[(i * 3) % 25]}{SECOND[(i * 5 + n) % 24]} {provision.split()[0]} Services"
                authority = pick(weights, key)
                if provision == "Residential Special School" and i < 3:
                    owner, authority = "Hazelcombe Schools Ltd", ("Dorset", "Wiltshire", "Hampshire")[i]
                elif sector == "Local Authority":
                    authority = list(COUNCILS)[i * 7]
                    owner = COUNCILS[authority]
                opened = day_between(datetime.date(2005, 1, 1), datetime.date(2022, 12, 31), key)
                made.append(Establishment(key, owner, provision, "", sector, authority,
                                          least + int(fraction(key, "places") * (most - least)),
                                          opened, opened, NEVER))
        return made

    def number(self):
        """Gives out URNs in the order of registration, from SC900103 and from
        2990003: shaped like Ofsted's, and far from any it has given out."""
        by_date = sorted(self.establishments, key=lambda one: (one.registered, one.key))
        old, new = 900103, 2990003
        for one in by_date:
            if one.registered < datetime.date(2016, 1, 1):
                one.urn, old = f"SC{old}", old + 7
            else:
                one.urn, new = str(new), new + 3

    def write_lists(self, folder):
        for day in LIST_DATES:
            rows = [self.listed(one) for one in sorted(self.establishments, key=lambda one: one.urn)
                    if one.is_open(day)]
            path = folder / "ofsted" / f"providers_{day}.csv"
            write(path, HEADER, rows)
            titles = "".join(quoted(title.format(date=f"{day.day} March {day.year}")) + "\n" for title in TITLES)
            path.write_text(titles + path.read_text(encoding="utf-8"), encoding="utf-8")

    def listed(self, one):
        region = self.areas[one.authority]["region"]
        home = one.service == "childrens_homes"
        supported = one.service == "supported_accommodation"
        chance = fraction(one.key, "kind")
        places = "" if one.service == "fostering" or one.places == 0 else one.places
        if home and chance > 0.996:
            places = ""
        return ("Fictional", one.urn, "" if one.service or "chool" not in one.provision else one.urn[-6:],
                "Children's Home" if home and chance < 0.01 else one.provision, one.registered,
                "Suspended" if home and 0.01 <= chance < 0.016 else "Active",
                *("REDACTED",) * 6, OFSTED_REGION.get(region, region), region, one.authority, "REDACTED",
                one.sector, places, 1 + one.places // 6 if supported else "",
                "Short breaks only" if one.sector == "Local Authority" and home and chance > 0.8 else "",
                "Y" if home and 0.5 < chance < 0.507 else "", spelt(one))


def areas_of_england():
    """What making/areas.csv says of each authority, as Ofsted spells it, with
    its region and its dated codes from the project's reference."""
    reference = rows_of(REFERENCE / "authorities.csv")
    name_of = {row["code"]: row["name"] for row in reference}
    areas = {}
    for row in table("areas"):
        same = [one for one in reference if one["name"] == name_of[row["code"]]]
        areas[row["authority"]] = {
            "homes": int(row["homes"]),
            "region": same[-1]["region_name"],
            "codes": [(one["code"], date_of(one["from"]), date_of(one["to"], NEVER)) for one in same],
        }
    return areas


def quoted(text):
    return '"' + text.replace('"', '""') + '"' if "," in text else text


def spread_over(areas, n, *key):
    """N homes over AREAS in proportion to their weights, largest first."""
    total = sum(areas.values())
    left = {name: n * weight / total for name, weight in areas.items()}
    chosen = []
    for i in range(n):
        name = max(left, key=lambda name: (round(left[name], 9), fraction(*key, name)))
        left[name] -= 1
        chosen.append(name)
    return chosen


def how_many(owner):
    """Homes of an owner: most have one, a few have many."""
    chance = fraction(owner, "homes")
    for limit, n in ((0.42, 1), (0.66, 2), (0.82, 3), (0.92, 5), (0.97, 7)):
        if chance < limit:
            return n
    return 10


def life(*key):
    """(registered, closed) of a home of one of the others."""
    chance = fraction(*key, "year")
    opened = day_between(datetime.date(2009, 1, 1), FIRST_DAY, *key, "day")
    for limit, period in ((0.05, 0), (0.15, 1), (0.25, 2)):
        if chance < limit:
            opened = day_between(*year_of(PERIODS[period]), *key, "day")
            break
    chance = fraction(*key, "end")
    closed = NEVER
    for limit, period in ((0.03, 1), (0.06, 2)):
        if chance < limit and opened < FIRST_DAY:
            closed = day_between(*year_of(PERIODS[period]), *key, "last day")
            break
    return opened, closed


def spelt(one):
    """An owner's name as a list has it: mostly right."""
    name, chance = one.organisation, fraction(one.key, "spelling")
    if chance < 0.06:
        return name.replace(" Limited", " Ltd") if " Limited" in name else name.replace(" Ltd", " Limited")
    if chance < 0.10:
        return name.replace("&", "and") if "&" in name else name.upper()
    if chance < 0.13 and name:
        return name + " "
    return name
