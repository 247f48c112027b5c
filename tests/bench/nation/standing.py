"""Where each return stands on a day, worked out a second time."""

from truth import day


def row(on, asked, events, name):
    """The cells name, state, opens, due, days, late, version, filed_at of one return."""
    opens, due = (day(asked["opens"]), day(asked["due"])) if asked else (None, None)
    done = day(events[0]["at"][:10]) if events else on
    state = "filed" if events else "not due" if on < opens else "due"
    days = (due - done).days if asked else None
    return (name, state, str(opens or ""), str(due or ""), "" if days is None else str(days),
            "" if days is None else "yes" if days < 0 else "no",
            str(len(events)) if events else "", events[-1]["at"] if events else "")


def expected(truth, on):
    """{(return, period, person): cells} of every return that is asked for or was filed."""
    names = {row["person"]: row["name"] for row in truth.in_force("persons", ["person"], on)}
    determined = {}
    found = {}
    for asked in truth.in_force("rounds", ["return", "period"], on):
        due = asked["due"]
        if due not in determined:
            determined[due] = {row["person"] for row in truth.in_force("determinations", ["person", "condition"], day(due))}
        for person in determined[due] & set(names):
            key = (asked["return"], asked["period"], person)
            found[key] = row(on, asked, truth.filed.get(key, []), names[person])
    for key, events in truth.filed.items():
        if key not in found:
            found[key] = row(on, None, events, names.get(key[2], ""))
    return found
