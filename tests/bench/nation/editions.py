"""The project's data with editions of the returns that hold after those it ships
end: a folder to name in CARE_OVERSIGHT_DATA. Ten years of returns need it."""

import glob
import os

PROJECT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", ".."))
LAST = "2025-26"      # the last year of the editions that are shipped
HEIR = """[return]
id = {name}
title = {title}
edition = 2026-27
inherits = 2025-26
each = {each}
first-period = 2026-27{first}
last-period = 2045-46{last}
rules = none
"""
RETURNS = [{"name": "annual", "title": "Annual financial return", "each": "year", "first": "", "last": ""},
           {"name": "capacity", "title": "Quarterly capacity return", "each": "quarter", "first": "-Q1", "last": "-Q4"}]


def write(folder):
    submissions = os.path.join(PROJECT, "submissions")
    for words in RETURNS:
        heir = os.path.join(folder, "submissions", words["name"], "2026-27")
        os.makedirs(heir)
        with open(os.path.join(heir, "return.ini"), "w", encoding="utf-8") as file:
            file.write(HEIR.format(**words))
        os.symlink(os.path.join(submissions, words["name"], LAST), os.path.join(os.path.dirname(heir), LAST))
    for path in glob.glob(os.path.join(submissions, "*")):
        name = os.path.join(folder, "submissions", os.path.basename(path))
        if not os.path.exists(name):
            os.symlink(path, name)
    for name in ("analyser", "collector", "lib", "site", "templates"):
        os.symlink(os.path.join(PROJECT, name), os.path.join(folder, name))
