# Sourced by the tests of the programs: they print TAP, one point a fact.
#
# `check NAME COMMAND...` passes when COMMAND succeeds; `is NAME GOT EXPECTED`
# when the two texts are equal; `run COMMAND...` keeps what a command printed
# in $out and $err, without the line that says that a record is for practice (for
# which practice.t looks), and its exit status in $status. $dir is a folder that is
# removed at the end.

set -u
points=0
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir" 2>/dev/null; rm -rf "$dir"' EXIT
collector=$top_builddir/care-collector
analyser=$top_builddir/care-analyser

point () # OK|not-OK NAME
{
  points=$((points + 1))
  echo "$1 $points - $2"
}

check ()
{
  local name=$1
  shift
  if "$@" >"$dir/.check" 2>&1; then
    point ok "$name"
  else
    point 'not ok' "$name"
    sed 's/^/# /' "$dir/.check"
  fi
}

is ()
{
  if [ "$2" = "$3" ]; then
    point ok "$1"
  else
    point 'not ok' "$1"
    printf '%s\n' "got: $2" "expected: $3" | sed 's/^/# /'
  fi
}

skip () # NAME REASON
{
  points=$((points + 1))
  echo "ok $points - $1 # SKIP $2"
}

run ()
{
  "$@" >"$dir/.out" 2>"$dir/.err"
  status=$?
  out=$(sed '/^PRACTICE: the record /d' "$dir/.out")
  err=$(grep -v '^PRACTICE: the record ' "$dir/.err")
}

contains () # NAME TEXT PART
{
  case "$2" in
    *"$3"*) point ok "$1" ;;
    *) point 'not ok' "$1"; printf '%s\n' "looked for: $3" "in: $2" | sed 's/^/# /' ;;
  esac
}

finish ()
{
  echo "1..$points"
}
