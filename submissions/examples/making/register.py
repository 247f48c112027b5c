"""The register: persons, groups, owners, determinations and rounds."""

from making.tables import PERIODS, table, write

SERVED = "2026-05-20"       # the notices, three weeks after the Act
ROUNDS = (
    # return, periods, opens, due, freezes
    ("annual", PERIODS[:2], "2026-06-01", "2026-08-31", "2026-10-31"),
    ("annual", PERIODS[2:], "2026-06-01", "2026-09-30", "2026-10-31"),
    ("capacity", [f"{period}-Q4" for period in PERIODS], "2026-06-01", "2026-07-31", "2026-10-31"),
)


def write_register(folder):
    groups = {row["person"]: row for row in table("groups")}
    write(folder / "persons.csv", "person name company_number named_individual role mail from to".split(),
          [[row["person"], groups[row["person"]]["name"], groups[row["person"]]["company_number"],
            row["named_individual"], row["role"], row["mail"], row["from"], row["to"]]
           for row in table("individuals")])
    write(folder / "groups.csv", "group name ownership_type from to".split(),
          [[groups[row["person"]]["group"], groups[row["person"]]["group_name"], row["ownership_type"],
            row["from"], row["to"]] for row in table("parents")])
    write(folder / "owners.csv", "owner person group from to".split(),
          [[row["organisation"], row["person"], groups[row["person"]]["group"], row["from"], row["to"]]
           for row in table("owners")])
    write(folder / "determinations.csv", "person condition served from to".split(),
          [[row["person"], row["condition"], SERVED, row["from"], ""] for row in table("determinations")])
    write(folder / "rounds.csv", "return period opens due freezes from to".split(),
          [[return_id, period, opens, due, freezes, SERVED, ""]
           for return_id, periods, opens, due, freezes in ROUNDS for period in periods])
