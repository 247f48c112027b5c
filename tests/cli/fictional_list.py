"""A list of providers in the layout of one of Ofsted's, with everything in it invented.

fictional_list.py REFERENCE LAYOUT DATE HOMES [NAME=VALUE...]

REFERENCE is the project's authorities.csv: the homes are dealt out over the authorities of
England on DATE, in turn. A quarter as many agencies follow. Options: banner=TEXT in place of
the layout's own, inspected=all (no home without a last inspection), newest=DATE (of the
newest registration; DATE itself otherwise), without=COLUMN.
"""
import csv
import datetime
import sys

# Columns as the years call them; "" where a layout does not have one.
LAYOUTS = {
    "2018": {
        "banner": ["Children's social care providers and places as at {date}", "An invented list"],
        "columns": ["Provider URN", "URN", "Provision type", "Registration status", "Sector", "Local authority",
                    "Region", "Premises", "Places", "Organisation which owns the provider",
                    "Multi-building children's home"],
    },
    "2022": {
        "banner": ["Children's social care data - Provider level as at {month}", "An invented list", "", ""],
        "columns": ["Web link", "URN", "Provision type", "Registration date", "Registration status", "Name",
                    "Government Office Region", "Local authority", "Sector", "Places",
                    "Organisation which owns the provider", "Latest full inspection date"],
    },
    "2025": {
        "banner": ["Children's social care data - Providers and places at {date}", "An invented list", ""],
        "columns": ["Web link", "URN", "Provision type", "Registration date", "Registration status", "Name",
                    "Government Office Region", "Local authority", "Sector", "Places",
                    "Supported accommodation premises", "Organisation name"],
    },
}


def authorities(path, date):
    with open(path, newline="") as file:
        rows = [row for row in csv.DictReader(file)
                if row["region"].startswith("E") and row["from"] <= date and (not row["to"] or date <= row["to"])]
    return rows


def cells(number, home, authority, date, options):
    newest = datetime.date.fromisoformat(options.get("newest", date))
    registered = newest - datetime.timedelta(days=number % 3000)
    inspected = home and (options.get("inspected") == "all" or number % 10 != 0)
    kind = "Children's home" if home else "Independent Fostering Agency"
    return {
        "Web link": "Fictional", "Provider URN": "x", "URN": str(7000000 + number), "Provision type": kind,
        "Registration date": registered.isoformat(), "Registration status": "Active", "Name": "REDACTED",
        "Government Office Region": authority["region_name"], "Region": authority["region_name"],
        "Local authority": authority["name"], "Sector": "Private", "Places": "4" if home else "",
        "Organisation which owns the provider": f"Invented {number % 40} Ltd",
        "Organisation name": f"Invented {number % 40} Ltd",
        "Latest full inspection date": date if inspected else "",
    }


def main():
    reference, layout, date, homes = sys.argv[1:5]
    options = dict(option.split("=", 1) for option in sys.argv[5:])
    shape, homes = LAYOUTS[layout], int(homes)
    day = datetime.date.fromisoformat(date)
    words = {"date": f"{day.day} {day:%B %Y}", "month": f"{day:%B %Y}"}
    out = csv.writer(sys.stdout, lineterminator="\n")
    banner = [options["banner"]] if "banner" in options else shape["banner"]
    for line in banner:
        out.writerow([line.format(**words)] + [""] * (len(shape["columns"]) - 1))
    columns = [name for name in shape["columns"] if name != options.get("without")]
    out.writerow(columns)
    known = authorities(reference, date)
    for number in range(homes + homes // 4):
        row = cells(number, number < homes, known[number % len(known)], date, options)
        out.writerow([row.get(name, "") for name in columns])


main()
