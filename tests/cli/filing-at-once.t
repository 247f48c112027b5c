# Eight programs write to one record at once: see crowd.py. CARE_OVERSIGHT_CROWD,
# such as '32 500', says how many, and for how many persons.
. "$top_srcdir/tests/cli/tap.sh"

set -- ${CARE_OVERSIGHT_CROWD:-8 16}
python3 "$top_srcdir/tests/cli/crowd.py" "$collector" "$CARE_OVERSIGHT_DATA" "$dir" "$1" "$2"
