"""Returns with a mistake in them: copies of clean ones, spoilt one way each.

making/faulty.csv says which return is copied and what is wrong with it; the
function of the same name does it to the parts, lists of rows of cells."""

import csv

from making.tables import rounded, table, write


def row_of(parts, part, key):
    return next(row for row in parts[part] if row[0] == key)


def column_of(parts, part, column):
    return parts[part][0].index(column)


def change(parts, part, key, column, to):
    """Sets a cell to TO, or to what TO makes of it."""
    row, at = row_of(parts, part, key), column_of(parts, part, column)
    row[at] = to(row[at]) if callable(to) else to


def in_thousands(text):
    return text if text in ("", "z") else str(rounded(int(text) / 1000))


def with_pound_sign(text):
    return f"£{int(text):,}"


def british(text):
    return "/".join(reversed(text.split("-"))) if text.count("-") == 2 else text


def total_does_not_add(parts):
    change(parts, "statement", "total_income", "total", lambda text: str(int(text) + 1000))


def pounds_in_thousands(parts):
    for row in parts["statement"][1:]:
        if not row[0].endswith("_child_weeks"):
            row[1:] = [in_thousands(text) for text in row[1:]]


def pound_signs(parts):
    at = column_of(parts, "adjustments", "amount")
    for row in parts["adjustments"][1:]:
        row[at] = with_pound_sign(row[at])


def windows_1252(parts):
    parts["borrowings"][1][column_of(parts, "borrowings", "lender")] = "Crédit Eastmarch (fictional)"


def missing_part(parts):
    del parts["borrowings"]


def duplicate_row(parts):
    parts["placements"].insert(3, list(parts["placements"][2]))


def wrong_authority(parts):
    # North Yorkshire until 31 March 2023.
    parts["establishments"][1][column_of(parts, "establishments", "authority")] = "E10000023"


def british_dates(parts):
    for part in ("ownership", "borrowings"):
        for row in parts[part][1:]:
            row[:] = [british(text) for text in row]


def negative_cost(parts):
    agency = int(row_of(parts, "statement", "agency_staff_costs")[column_of(parts, "statement", "other")])
    for line, by in (("agency_staff_costs", -2 * agency), ("other_direct_costs", 2 * agency)):
        for column in ("other", "total"):
            change(parts, "statement", line, column, lambda text, by=by: str(int(text) + by))


def old_template(parts):
    parts["statement"].remove(row_of(parts, "statement", "other_charges_related_party"))


def many_at_once(parts):
    change(parts, "statement", "fee_income", "childrens_homes", lambda text: f"{int(text):,}")
    change(parts, "statement", "staff_costs", "total", "n/a")
    change(parts, "statement", "cash", "total", with_pound_sign)
    change(parts, "statement", "payables", "total", "")
    change(parts, "statement", "tax", "total", "3.1e5")
    change(parts, "statement", "rent_external", "total", lambda text: f"-{text}")
    change(parts, "statement", "dividends", "line", "dividend")
    change(parts, "ownership", "ownership_type", "value", "Private Equity")
    change(parts, "ownership", "period_end", "value", british)
    parts["borrowings"].append(list(parts["borrowings"][1]))


MISTAKES = {spoil.__name__: spoil for spoil in (
    british_dates, duplicate_row, many_at_once, missing_part, negative_cost, old_template, pound_signs,
    pounds_in_thousands, total_does_not_add, windows_1252, wrong_authority)}


def parts_of(folder):
    parts = {}
    for path in sorted(folder.glob("*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            parts[path.stem] = list(csv.reader(file))
    return parts


def write_faulty(clean, folder):
    mistakes = table("faulty")
    for mistake in mistakes:
        parts = parts_of(clean / mistake["person"] / mistake["return"] / mistake["period"])
        MISTAKES[mistake["folder"].replace("-", "_")](parts)
        where = folder / mistake["folder"]
        for part, rows in parts.items():
            path = where / f"{part}.csv"
            write(path, rows[0], rows[1:])
            if mistake["encoding"]:
                path.write_bytes(path.read_text(encoding="utf-8").encode(mistake["encoding"]))
        (where / "NOTE").write_text(
            f"{mistake['return']} {mistake['period']} of {mistake['person']}.\n\n"
            f"Wrong: {mistake['wrong']}\n\nTo be said: {mistake['said']}\n", encoding="utf-8")
    write(folder / "index.csv", "folder return period person rules".split(),
          [[mistake[column] for column in ("folder", "return", "period", "person", "rules")] for mistake in mistakes])
