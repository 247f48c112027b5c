"""How concentrated markets are, worked out a second time from the lists as published."""

import csv
import os
from collections import Counter
from fractions import Fraction

import people
from rounding import printed
from truth import day, rows

SERVICES = {"childrens-homes": "children's home", "fostering": "independent fostering agency",
            "supported-accommodation": "supported accommodation"}
SECTORS = {"independent": ("Private", "Voluntary"), "private": ("Private",), "all": None}


def normalised(name):
    for old, new in (("&", " and "), ("'", ""), ("’", "")):
        name = name.replace(old, new)
    words = "".join(letter if letter.isalnum() else " " for letter in name).upper().split()
    return " ".join("LTD" if word == "LIMITED" else word for word in words)


def authorities(on):
    """{name: (code, region, name of the region)} of England on a day."""
    with open(os.path.join(people.REFERENCE, "authorities.csv"), encoding="utf-8", newline="") as file:
        return {row["name"]: (row["code"], row["region"], row["region_name"]) for row in csv.DictReader(file)
                if row["code"].startswith("E") and day(row["from"]) <= on and (not row["to"] or on <= day(row["to"]))}


def quarters_until(on):
    """The four quarters that ended last by ON."""
    found = []
    for year in (on.year - 2, on.year - 1, on.year):
        for name, last in ((f"{year - 1}-{year % 100:02d}-Q4", f"{year}-03-31"),
                           (f"{year}-{(year + 1) % 100:02d}-Q1", f"{year}-06-30"),
                           (f"{year}-{(year + 1) % 100:02d}-Q2", f"{year}-09-30"),
                           (f"{year}-{(year + 1) % 100:02d}-Q3", f"{year}-12-31")):
            found += [name] if day(last) <= on else []
    return found[-4:]


def incomes(truth, on):
    """Fees in pence by URN in the four quarters that ended last by ON, as far as they were returned."""
    found = Counter()
    wanted = quarters_until(on)
    for key in truth.filed:
        if key[0] == "capacity" and key[1] in wanted:
            for row in truth.part(key, "establishments"):
                if row["fee_income"] not in ("", "z"):
                    found[row["urn"]] += int(Fraction(row["fee_income"]) * 100)
    return found


def figures(held, total):
    """The cells hhi, effective_number, cr1, cr3, cr5, cr10, owners_to_25, gini."""
    if not total:
        return None
    squares = sum(amount * amount for amount in held)
    shares = [printed(Fraction(100 * sum(held[:k]), total), 3) for k in (1, 3, 5, 10)]
    to_25 = next(k for k in range(1, len(held) + 1) if 4 * sum(held[:k]) >= total)
    n = len(held)
    ranked = sum((i + 1) * amount for i, amount in enumerate(reversed(held)))
    gini = Fraction(2 * ranked, n * total) - Fraction(n + 1, n)
    return [printed(Fraction(10000 * squares, total * total), 3), printed(Fraction(total * total, squares), 3),
            *shares, str(to_25), printed(gini, 3)]


def owner_of(row, names, groups):
    own = row["Organisation name"]
    if not own.strip():
        return "row", row["URN"]
    name = normalised(own) if names == "normalised" else own.strip()
    group = groups.get(normalised(own)) if groups is not None else None
    return ("group", group) if group else ("owner", name)


def expected(truth, on, options):
    """{area: cells units, total, owners and figures}; a market in which nothing is shared has no figures."""
    listed, path = [entry for entry in truth.lists if entry[0] <= on][-1]
    places = authorities(listed)
    groups = None
    if options["level"] == "group":
        groups = {normalised(row["owner"]): row["group"]
                  for row in truth.in_force("owners", ["owner"], on)}
    fees = incomes(truth, on) if options["basis"] == "income" else None
    markets = {area: [0, 0, Counter()] for code, region, _ in places.values() for area in area_of(code, region, options)}
    for row in rows(truth.folder, path):
        if (row["Provision type"].lower() != SERVICES[options["service"]]
                or (SECTORS[options["sectors"]] and row["Sector"] not in SECTORS[options["sectors"]])):
            continue
        code, region, _ = places[row["Local authority"]]
        held = {"homes": 1, "places": int(row["Places"] or 0), "income": fees and fees[row["URN"]]}[options["basis"]] or 0
        for area in area_of(code, region, options):
            market = markets[area]
            market[0] += 1
            market[1] += held
            if held:
                market[2][owner_of(row, options["names"], groups)] += held
    return {area: cells(market, options) for area, market in markets.items()}


def area_of(code, region, options):
    return [{"england": "E92000001", "region": region, "authority": code}[options["area"]]]


def cells(market, options):
    units, total, held = market
    worked = figures(sorted(held.values(), reverse=True), total)
    if worked is None:
        return None
    shown = printed(Fraction(total, 100), 2) if options["basis"] == "income" else str(total)
    return [str(units), shown, str(len(held)), *worked]
