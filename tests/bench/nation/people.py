"""Who there is: persons, their groups, registered organisations and homes, and
what becomes of them from year to year.

Everything that changes does so on 1 April: homes open and close between two
lists, persons join and leave, organisations are sold. Year 0 is 2023-24.
"""

import csv
import datetime
import os

from draw import Draw

FIRST_YEAR = 2023
REFERENCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "lib", "register", "reference")

WORDS = ["Alder", "Ashgrove", "Beacon", "Bramble", "Cedar", "Compass", "Elmtree", "Foxwood", "Harbour", "Hawthorn",
         "Juniper", "Kestrel", "Larch", "Lantern", "Meadow", "Northbank", "Oak & Ivy", "Pebble", "Quarry", "Rowan",
         "St Anne's", "Sycamore", "Thistle", "Vale", "Willow", "Wren"]
ENDINGS = ["Homes Ltd", "Care Limited", "Children's Services Limited", "Residential Ltd", "& Partners Limited"]
FORENAMES = ["Amina", "Brigid", "Callum", "Desmond", "Élodie", "Farouk", "Grace", "Hugh", "Ifeoma", "Joan", "Kwame", "Lucía"]
SURNAMES = ["Achterberg", "Bell", "Carrick", "Dunne", "Eze", "Fairclough", "Grant", "Hussain", "O'Shea", "Penhallow-Whittle",
            "Quayle", "Strathearn"]
KINDS = ["private_equity", "corporate", "family", "charity", "listed", "sovereign_fund", "other"]

# One person in forty has each of these stories; a small nation has them too.
STORIES = {2: "dormant", 5: "absent", 7: "indebted", 9: "blank", 11: "fostering", 13: "unpriced", 17: "supported",
           19: "solo", 23: "part-year", 27: "uncertain", 31: "fostering", 37: "fostering"}

SERVICES = {"childrens_homes": "Children's home", "fostering": "Independent Fostering Agency",
            "supported_accommodation": "Supported Accommodation"}


class Area:
    def __init__(self, row):
        self.code, self.name, self.region = row["code"], row["name"], row["region_name"]


def areas():
    """The authorities of England that held throughout, in file order."""
    with open(os.path.join(REFERENCE, "authorities.csv"), encoding="utf-8", newline="") as file:
        return [Area(row) for row in csv.DictReader(file)
                if row["code"].startswith("E") and row["from"] <= f"{FIRST_YEAR}-01-01" and not row["to"]]


def first_day(year):
    return datetime.date(FIRST_YEAR + year, 4, 1)


def last_day(year):
    """The day before first_day(YEAR), of which Ofsted's list is."""
    return datetime.date(FIRST_YEAR + year, 3, 31)


class Home:
    """An establishment: on the lists FIRST to LAST - 1; list Y is of last_day(Y)."""

    def __init__(self, urn, service, area, organisation, draw, first):
        self.urn, self.service, self.area, self.organisation, self.first = urn, service, area, organisation, first
        self.last = first + 1
        while not draw.chance(0.05):
            self.last += 1
        if first == 0:
            self.registered = last_day(0) - datetime.timedelta(days=draw.below(4500))
        else:
            self.registered = last_day(first) - datetime.timedelta(days=draw.below(360))
        self.places = 2 + draw.below(5) if service == "childrens_homes" else 4 + draw.below(12)
        self.suspended = draw.chance(0.01)


class Organisation:
    def __init__(self, name):
        self.name = name
        self.owners = []          # (year from, Person), in order

    def owner(self, year):
        """Whose it is in YEAR; None before the first."""
        held = [person for since, person in self.owners if since <= year]
        return held[-1] if held else None

    def spelt(self, draw):
        """As Ofsted spells it in one row: names are compared without capitals and blanks."""
        if draw.chance(0.02):
            return self.name.upper()
        return self.name + " " if draw.chance(0.02) else self.name


class Person:
    def __init__(self, number, seed, first):
        draw = Draw(seed, "person", number)
        self.id = f"P{number:05d}"
        self.number, self.first, self.last = number, first, None
        self.story = STORIES.get(number % 40, "")
        self.kind = "private_equity" if self.story == "indebted" else draw.pick(KINDS)
        self.name = f"{draw.pick(WORDS)} {number} Group {'Limited' if draw.chance(0.7) else 'plc'}"
        self.company = f"{10000000 + number}"
        self.individuals = [self.individual(draw, first)]
        if draw.chance(0.2):
            self.individuals.append(self.individual(draw, first + 1 + draw.below(5)))

    def individual(self, draw, since):
        name = f"{draw.pick(FORENAMES)} {draw.pick(SURNAMES)}"
        return since, name, f"director{since}@{self.id.lower()}.example.org"

    def signatory(self, day):
        """Name and address of the individual who is named on DAY."""
        return [(name, mail) for since, name, mail in self.individuals if first_day(since) <= day or since == self.first][-1]


def size(draw):
    """How many homes: a long tail."""
    chance = draw.next()
    for share, least, most in ((0.80, 1, 1), (0.94, 2, 3), (0.985, 4, 9), (0.997, 10, 40)):
        if chance < share:
            return draw.between(least, most)
    return draw.between(41, 120)


class Nation:
    def __init__(self, persons, quarters, seed):
        self.seed, self.quarters, self.years = seed, quarters, (quarters + 3) // 4
        self.areas = areas()
        self.persons, self.organisations, self.homes = [], [], []
        self.turnover = max(1, persons // 50) if persons >= 10 else 0
        for _ in range(persons):
            self.join(0)
        for year in range(1, self.years):
            self.leave(year)
            for _ in range(self.turnover):
                self.join(year)
        self.open_homes()
        self.councils()

    def active(self, year):
        return [person for person in self.persons if person.first <= year and (person.last is None or year <= person.last)]

    def join(self, year):
        person = Person(len(self.persons) + 1, self.seed, year)
        draw = Draw(self.seed, "size", person.id)
        person.group = person.number - (person.number - 1) % 3 if person.number % 30 < 6 else person.number
        self.persons.append(person)
        homes = 0 if person.story in ("fostering", "supported") else size(draw)
        count = 1 + min(homes // 8, 5)
        mine = [self.organise(f"{draw.pick(WORDS)} {person.number}{'abcdefg'[i]} {draw.pick(ENDINGS)}") for i in range(count)]
        for organisation in mine:
            organisation.owners.append((year, person))
        for i in range(homes):
            self.open("childrens_homes", mine[i % count], year)
        if person.story == "fostering" or draw.chance(0.04):
            self.open("fostering", mine[0], year)
        if person.story == "supported" or draw.chance(0.03):
            self.open("supported_accommodation", mine[0], year)

    def leave(self, year):
        """The last year of some was the one before YEAR; persons that stay buy what they had."""
        draw = Draw(self.seed, "leave", year)
        staying = [person for person in self.active(year) if person.first < year]
        for _ in range(min(self.turnover, len(staying) // 2)):
            staying.pop(draw.below(len(staying))).last = year - 1
        for organisation in self.organisations:
            owner = organisation.owner(year)
            if owner.last == year - 1:
                organisation.owners.append((year, Draw(self.seed, "buyer", owner.id).pick(staying)))

    def organise(self, name):
        self.organisations.append(Organisation(name))
        return self.organisations[-1]

    def open(self, service, organisation, first):
        number = len(self.homes)
        draw = Draw(self.seed, "home", number)
        # The areas where most homes are come first in file order no more than others.
        area = self.areas[(draw.below(len(self.areas)) >> draw.below(3)) * 37 % len(self.areas)]
        urn = f"SC{number:06d}" if number % 3 == 0 else f"{2000000 + number}"
        self.homes.append(Home(urn, service, area, organisation, draw, first))
        return self.homes[-1]

    def open_homes(self):
        """Each year, new homes: one for every fourteen there are."""
        for year in range(1, self.years + 1):
            draw = Draw(self.seed, "open", year)
            active = set(self.active(year))
            owned = [organisation for organisation in self.organisations if organisation.owner(year) in active]
            standing = [home for home in self.homes if home.first < year < home.last]
            for _ in range(len(standing) // 14):
                self.open("childrens_homes", draw.pick(owned), year)

    def councils(self):
        """Homes of councils, which return nothing, and some without an owner."""
        for i in range(max(2, len(self.homes) // 12)):
            area = self.areas[i * 29 % len(self.areas)]
            organisation = Organisation("" if i % 10 == 9 else f"{area.name} Council")
            home = self.open("childrens_homes", organisation, i % 10 * self.years // 20)
            home.area, home.organisation = area, organisation

    def listed(self, year):
        """The homes on the list of last_day(YEAR), by URN."""
        return sorted((home for home in self.homes if home.first <= year < home.last), key=lambda home: home.urn)

    def homes_of(self, year, listed):
        """Of the homes LISTED, those of each person in YEAR: {person: homes}."""
        found = {}
        for home in listed:
            owner = home.organisation.owner(year)
            if owner is not None:
                found.setdefault(owner, []).append(home)
        return found
