# What is not known is refused by its name, and the nearest known one is
# offered; nothing falls back to a default.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

store=$dir/record
make_record "$store"
file_return "$store" annual 2025-26 P00101 2026-06-01T09:00:00Z
by=$(signatory P00101)
folder=$examples/returns/P00101/annual/2025-26

refused () # NAME EXPECTED-PART COMMAND...
{
  local name=$1 part=$2
  shift 2
  run "$@"
  case $status in
    1 | 2) point ok "$name is refused" ;;
    *) point 'not ok' "$name is refused"; echo "# exit $status: $err" ;;
  esac
  contains "$name: the refusal says what is meant" "$err$out" "$part"
}

refused 'a return' "did you mean 'annual'" "$collector" check anual 2025-26 "$folder"
refused 'a period' "did you mean '2025-26'" "$collector" check annual 2025-27 "$folder"
refused 'a quarter of a yearly return' "unknown period '2025-26-Q1'" "$collector" check annual 2025-26-Q1 "$folder"
refused 'a person' "did you mean 'P00101'" "$collector" draft "$store" annual 2025-26 P0101 "$folder" --by "$by"
refused 'a return of a draft' "did you mean 'annual'" "$collector" draft "$store" anual 2025-26 P00101 "$folder" --by "$by"
refused 'a return of status' "did you mean 'capacity'" "$collector" status "$store" capacty
refused 'a command' "did you mean 'check'" "$collector" chek
refused 'a kind of import' "persons" "$collector" import "$store" person "$examples/register/persons.csv"
refused 'a service' 'childrens-homes' "$analyser" concentration "$store" --service childrens-home
refused 'sectors' 'independent' "$analyser" concentration "$store" --sectors independant
refused 'a level' 'organisation' "$analyser" concentration "$store" --level organization
refused 'a basis' 'places' "$analyser" concentration "$store" --basis place
refused 'an area' 'region' "$analyser" concentration "$store" --area regions
refused 'an authority' 'Birmingham' "$analyser" concentration "$store" --area authority --in Birmingam
refused 'a measure' 'operating_margin' "$analyser" explain "$store" P00101 2025-26 operating_margim
refused 'a person of the analyser' 'P00101' "$analyser" explain "$store" P00110x 2025-26 operating_margin
refused 'a period of the analyser' '2025-26' "$analyser" explain "$store" P00101 2025-27 operating_margin
refused 'an audience' 'public' "$analyser" report "$store" "$dir/out" --audience pubic
refused 'a format' 'json' "$analyser" measures "$store" --format jsn
check 'a refused report writes nothing' test ! -e "$dir/out"
finish
