#!/usr/bin/env bash
# Assertions are on in every build, and nothing is done inside one.
. "$top_srcdir/tests/cli/tap.sh"

compiles () # OPTION...
{
  ${CC:-cc} "$@" -fsyntax-only -include "$top_srcdir/lib/base/assertions.h" -x c /dev/null
}

is 'every source is compiled behind the header' \
  "$(grep -c '^AM_CPPFLAGS = .*include .*lib/base/assertions.h\|^\s-include .*lib/base/assertions.h' "$top_builddir/Makefile")" 1
check 'it lets a build with assertions through' compiles
for option in -DG_DISABLE_ASSERT -DNDEBUG; do
  run compiles $option
  contains "$option is an error" "$err" 'not built without assertions'
done

is 'an assertion calls nothing that does something' "$(python3 - "$top_srcdir" <<'END'
import pathlib, re, sys
reads = {"strlen", "strchr", "strspn", "strcmp", "memcmp", "isfinite", "fabs", "sizeof", "csv_error",
         "sqlite3_value_bytes", "next_kind", "G_N_ELEMENTS"}
seen = 0
for program in "lib", "collector", "analyser":
    for path in sorted((pathlib.Path(sys.argv[1]) / program).rglob("*.[ch]")):
        text = path.read_text(encoding="utf-8")
        for start in re.finditer(r"\bg_assert(?:_[a-z]+)? \(", text):
            end, depth = start.end(), 1
            while depth:
                depth += {"(": 1, ")": -1}.get(text[end], 0)
                end += 1
            inside = re.sub(r'"[^"]*"', "", text[start.end():end - 1])
            seen += 1
            called = set(re.findall(r"\b(\w+) ?\(", inside)) - reads
            if re.search(r"\+\+|--|[^=!<>]=(?!=)", inside) \
                    or any(not re.search(r"(^|_)(is|has)_|_(length|find|equal)$", name) for name in called):
                print(path, inside)
print("looked" if seen > 50 else f"looked at {seen} only")
END
)" looked
finish
