"""The register as an oversight team would keep it, and Ofsted's lists: files to
import, a year's changes at a time."""

import datetime
import os

import tables
from draw import Draw
from people import SERVICES, first_day, last_day
from timetable import year_name

ALWAYS = "2020-01-01"
COLUMNS = {
    "persons": ["person", "name", "company_number", "named_individual", "role", "mail", "from", "to"],
    "groups": ["group", "name", "ownership_type", "from", "to"],
    "owners": ["owner", "person", "group", "from", "to"],
    "determinations": ["person", "condition", "served", "from", "to"],
    "rounds": ["return", "period", "opens", "due", "freezes", "from", "to"],
}
LIST = ["URN", "Provision type", "Registration date", "Registration status", "Government Office Region",
        "Local authority", "Sector", "Places", "Organisation name"]


def since(year):
    return first_day(year) if year else ALWAYS


def group_id(person):
    return f"G{person.group:05d}"


def left(person):
    """The last day on which PERSON, who left, can still file."""
    return "" if person.last is None else datetime.date(last_day(person.last + 1).year, 12, 31)


def person_rows(person, year, leaving):
    """Rows that say who may sign from YEAR on; a row that ends is said again with its end."""
    rows = []
    for i, (begins, name, mail) in enumerate(person.individuals):
        following = person.individuals[i + 1][0] if i + 1 < len(person.individuals) else None
        if begins > year or (following is not None and following < year):
            continue
        ends = last_day(following) if following == year else left(person) if leaving else ""
        if begins == year or following == year or leaving:
            rows.append([person.id, person.name, person.company, name, "Finance director", mail, since(begins), ends])
    return rows


def owner_rows(organisation, year):
    rows = []
    for i, (begins, person) in enumerate(organisation.owners):
        following = organisation.owners[i + 1][0] if i + 1 < len(organisation.owners) else None
        if year in (begins, following):
            ends = last_day(following) if following == year else ""
            rows.append([organisation.name, person.id, group_id(person), since(begins), ends])
    return rows


def changes(nation, year, asked):
    """{kind: rows} to import at the beginning of YEAR; ASKED are its rounds."""
    joining = [person for person in nation.persons if person.first == year]
    leaving = [person for person in nation.persons if person.last == year - 1]
    known = {group_id(person) for person in nation.persons if person.first < year}
    groups = {}
    for person in joining:
        if group_id(person) not in known:
            groups.setdefault(group_id(person), [group_id(person), f"{person.name.split(' Group')[0]} Group",
                                                 person.kind, since(year), ""])
    return {
        "persons": [row for person in nation.persons for row in person_rows(person, year, person in leaving)
                    if person.last is None or person.last >= year - 1],
        "groups": list(groups.values()),
        "owners": [row for organisation in nation.organisations for row in owner_rows(organisation, year)],
        "determinations":
            [[person.id, "number", since(year), since(year), ""] for person in joining]
            + [[person.id, "number", since(person.first), since(person.first), last_day(year)] for person in leaving],
        "rounds": [each.row() for each in asked if each.year == year],
    }


def list_row(nation, home, year):
    draw = Draw(nation.seed, "listed", home.urn, year)
    council = not home.organisation.owners
    places = "" if home.service != "childrens_homes" or draw.chance(0.01) else home.places
    return [home.urn, SERVICES[home.service], home.registered, "Suspended" if home.suspended else "Active",
            home.area.region, home.area.name, "Local Authority" if council else "Private", places,
            home.organisation.spelt(draw)]


def write(nation, folder, year, asked):
    """Writes what changes when YEAR begins; (time, kind, file) of each to import, the list first."""
    name = os.path.join("imports", year_name(year))
    time = datetime.datetime.combine(first_day(year), datetime.time(10)) + datetime.timedelta(days=8)
    events = []
    path = os.path.join(name, "establishments.csv")
    tables.write(os.path.join(folder, path), LIST, [list_row(nation, home, year) for home in nation.listed(year)])
    listed = (time, "establishments", path)
    found = changes(nation, year, asked)
    for kind, columns in COLUMNS.items():
        if found[kind]:
            path = os.path.join(name, kind + ".csv")
            tables.write(os.path.join(folder, path), columns, found[kind])
            events.append((time + datetime.timedelta(minutes=len(events) + 1), kind, path))
    return [listed, *events]
