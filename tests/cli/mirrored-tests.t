# Every source has its unit test at the mirrored place, or a reason why another test
# stands for it; and destructors take NULL.
. "$top_srcdir/tests/cli/tap.sh"

# Sources without a test of their own: PATTERN TEST REASON. A program's main and
# commands are tested from outside, by tests/cli.
cat >"$dir/exceptions" <<'END'
lib/returns/submission_reader.c tests/unit/returns/submission.c what submission_read() asks, a part at a time
lib/sheet/csv_header.c tests/unit/sheet/csv_table.c the header of every table: csv_table_read() asks it first
collector/checking/sandbox_*.c tests/unit/checking/sandbox.c behind sandbox.h: one noun in several files
END

# The sources below TREE that have neither a test nor an exception.
untested ()
{
  local source pattern rest room
  (cd "$1" && find lib collector analyser -name '*.c' ! -path '*/commands/*' ! -name main.c | sort) |
    while read -r source; do
      room=${source#*/}
      [ -e "$1/tests/unit/$room" ] && continue
      while read -r pattern rest; do
        # shellcheck disable=SC2254
        case $source in $pattern) continue 2 ;; esac
      done <"$2"
      echo "$source"
    done
}

# Exceptions that except nothing, and whose test is not there.
idle ()
{
  local pattern other rest source found
  while read -r pattern other rest; do
    found=
    for source in $(cd "$1" && find lib collector analyser -path "$pattern"); do
      [ -e "$1/tests/unit/${source#*/}" ] || found=yes
    done
    [ -n "$found" ] || echo "nothing is excepted by $pattern"
    [ -e "$1/$other" ] || echo "$other is not there"
    [ -n "$rest" ] || echo "$pattern without a reason"
  done <"$2"
}

# Functions NAME_free that others can call and that look into what they are given
# before they asked whether it is NULL.
careless ()
{
  (cd "$1" && find lib collector analyser -name '*.c' | sort | xargs awk '
    /^[a-z].*_free \(.*\)$/ && last !~ /static/ { name = $1; known = 0; next }
    name != "" && /== NULL|!= NULL/ { known = 1 }
    name != "" && !known && /->/ { print FILENAME ": " name; name = "" }
    /^}/ { name = "" }
    { last = $0 }')
}

is 'every source has its test, or a reason' "$(untested "$top_srcdir" "$dir/exceptions")" ''
is 'every exception is needed' "$(idle "$top_srcdir" "$dir/exceptions")" ''
is 'every destructor takes NULL' "$(careless "$top_srcdir")" ''

# --- the test itself ---

tree=$dir/tree
mkdir -p "$tree"/lib/base "$tree"/collector/commands "$tree"/analyser "$tree"/tests/unit/base
printf 'void\nlist_free (List *list)\n{\n  g_free (list->name);\n}\n' >"$tree/lib/base/list.c"
printf 'static void\nitem_free (Item *item)\n{\n  g_free (item->name);\n}\n' >"$tree/lib/base/item.c"
: >"$tree/collector/commands/list.c"
: >"$tree/tests/unit/base/item.c"
printf 'lib/base/i*.c tests/cli/none.t because\n' >"$dir/others"
is 'a source without a test is seen' "$(untested "$tree" "$dir/others")" 'lib/base/list.c'
is 'an exception that is not needed is seen' "$(idle "$tree" "$dir/others")" \
  "$(printf 'nothing is excepted by lib/base/i*.c\ntests/cli/none.t is not there')"
is 'a destructor that takes no NULL is seen' "$(careless "$tree")" 'lib/base/list.c: list_free'
finish
