"""What the groups say to the soft findings on their returns: a row for each
finding, in the order of care-collector explain."""

from making.tables import rows_of, table, write

PART = {"ANN-018": "ownership", "ANN-019": "statement", "ANN-021": "statement"}


def write_explanations(folder):
    rows = []
    for said in table("explanations"):
        path = folder / "returns" / said["person"] / said["return"] / said["period"] / f"{PART[said['rule']]}.csv"
        lines = [row["line"] for row in rows_of(path)]
        for line in said["lines"].split(";"):
            # The header is line 1 of the file.
            rows.append([said["person"], said["return"], said["period"], said["rule"], lines.index(line) + 2,
                         said["code"], said["text"]])
    write(folder / "explanations.csv", "person return period rule row code text".split(), sorted(rows))
