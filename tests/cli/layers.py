"""What includes what, held against the table of layers in lib/README.md.

layers.py FOLDER prints a line for each include that runs upwards or sideways,
for each circle of files, and for each thing that a room can reach and must not.
FOLDER holds lib/README.md and the sources."""

import pathlib
import re
import sys

INCLUDE = re.compile(r'^#include "([^"]+)"', re.M)
PROGRAMS = ("lib", "collector", "analyser", "portal")


def read_tables(folder):
    """The layer of each room, and what a room can never reach."""
    layers, never = {}, {}
    for line in (folder / "lib/README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        rooms = re.findall(r"`([\w/]+)`", cells[-1])
        if len(cells) == 2 and cells[0].isdigit():
            layers.update({room: int(cells[0]) for room in rooms})
        elif len(cells) == 3 and cells[1] == "never":
            never[cells[0].strip("`")] = rooms
    return layers, never


def read_sources(folder):
    """The files that each source includes, by its path from FOLDER."""
    paths = [path for program in PROGRAMS for path in (folder / program).glob("**/*.[ch]")]
    return {str(path.relative_to(folder)): INCLUDE.findall(path.read_text(encoding="utf-8"))
            for path in sorted(paths)}


def room_of(path, layers):
    """lib/base of lib/base/money.h; a program's main.c is with its commands."""
    folder = str(pathlib.PurePath(path).parent)
    return folder if "/" in folder or folder in layers else folder + "/commands"


def upward(sources, layers):
    for path, included in sources.items():
        room = room_of(path, layers)
        if room not in layers:
            yield f"{path}: the room {room} is not in the table of layers"
            continue
        for name in included:
            other = room_of(name, layers)
            if name not in sources:
                yield f"{path} includes {name}, which is not there"
            elif other != room and layers.get(other, 99) >= layers[room]:
                yield f"{path} includes {name}, of a layer that is not below its own"
            elif not other.startswith(("lib/", room.split("/")[0] + "/")):
                yield f"{path} includes {name}, of another program"


def unit_of(path):
    """A source and its headers are one."""
    return re.sub(r"(_private)?\.[ch]$", "", path)


def circles(sources):
    """Units that include each other, on whatever way round."""
    needs = {}
    for path, included in sources.items():
        needs.setdefault(unit_of(path), set()).update(unit_of(name) for name in included)
    for unit in needs:
        needs[unit].discard(unit)
    outside = True
    while outside:
        needed = set().union(*needs.values()) if needs else set()
        outside = [unit for unit in needs if unit not in needed or not needs[unit] & needs.keys()]
        for unit in outside:
            del needs[unit]
    if needs:
        yield "a circle: " + " ".join(sorted(needs))


def reached(room, sources, layers):
    """Every source that code of ROOM can call, by any way."""
    todo = [path for path in sources if room_of(path, layers) == room]
    seen = set()
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        todo += [name for name in sources.get(path, [])]
        source = path[:-1] + "c"
        if path.endswith(".h") and source in sources:
            todo.append(source)
    return seen


def forbidden(sources, layers, never):
    for room, others in never.items():
        for path in sorted(reached(room, sources, layers)):
            if room_of(path, layers) in others:
                yield f"{room} reaches {path}"


def main():
    folder = pathlib.Path(sys.argv[1])
    layers, never = read_tables(folder)
    sources = read_sources(folder)
    for room in sorted(set(layers) - {room_of(path, layers) for path in sources}):
        print(f"{room} is in the table of layers and has no source")
    for wrong in (*upward(sources, layers), *circles(sources), *forbidden(sources, layers, never)):
        print(wrong)


main()
