#!/usr/bin/env bash
# Which room may include which: the table of layers in lib/README.md holds. A
# small tree with one fault of each kind shows that a fault would be seen.
. "$top_srcdir/tests/cli/tap.sh"

layers ()
{
  python3 "$top_srcdir/tests/cli/layers.py" "$1"
}

is 'every include of the sources goes down, none in a circle' "$(layers "$top_srcdir")" ''

# --- the test itself ---

tree=$dir/tree
mkdir -p "$tree"/lib/{base,sheet} "$tree"/analyser/{market,person,commands} "$tree"/collector/commands
cat >"$tree/lib/README.md" <<'END'
| layer | rooms |
|---|---|
| 1 | `lib/base` |
| 2 | `lib/sheet` |
| 3 | `analyser/person` |
| 4 | `analyser/market` |
| 5 | `analyser/commands`, `collector/commands` |

| room | | can reach |
|---|---|---|
| `analyser/market` | never | `analyser/person` |
END
file () # PATH INCLUDED...
{
  local path=$1
  shift
  printf '#include "%s"\n' "$@" >"$tree/$path"
}
for path in lib/base/money lib/sheet/csv analyser/person/measure analyser/market/market; do
  : >"$tree/$path.h"
  file "$path.c" "$path.h"
done
file analyser/main.c analyser/market/market.h lib/base/money.h
file collector/commands/check.c lib/sheet/csv.h
is 'a tree that keeps to its table has nothing to tell' "$(layers "$tree")" ''

fault () # NAME EXPECTED PATH INCLUDED...
{
  local name=$1 expected=$2 path=$3
  cp "$tree/$path" "$dir/kept" 2>/dev/null || : >"$dir/kept"
  shift 3
  file "$path" "$@"
  contains "$name" "$(layers "$tree")" "$expected"
  cp "$dir/kept" "$tree/$path"
}
fault 'an include that runs upwards' 'lib/base/money.c includes lib/sheet/csv.h, of a layer' \
  lib/base/money.c lib/base/money.h lib/sheet/csv.h
fault 'an include of another program' 'of another program' \
  collector/commands/check.c analyser/person/measure.h
fault 'an include that is not there' 'which is not there' lib/sheet/csv.c lib/sheet/gone.h
printf '#include "%s"\n' lib/base/money.h >"$tree/lib/base/figure.h"
fault 'two files that need each other' 'a circle: lib/base/figure lib/base/money' \
  lib/base/money.c lib/base/figure.h
rm "$tree/lib/base/figure.h"
fault 'a room that can reach what it must not' 'analyser/market reaches analyser/person/measure.h' \
  analyser/market/market.c analyser/person/measure.h
mkdir "$tree/lib/attic"
fault 'a room that is not in the table' 'lib/attic is not in the table' lib/attic/old.c lib/base/money.h
rm -r "$tree/lib/attic" "$tree/lib/sheet"
contains 'a room of the table that is not there' "$(layers "$tree")" 'lib/sheet is in the table'
finish
