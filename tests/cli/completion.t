# Completion for bash: what is offered for a command line that is begun.
. "$top_srcdir/tests/cli/tap.sh"

mkdir "$dir/here" "$dir/here/parts" && : >"$dir/here/list.csv"
for program in "$collector" "$analyser"; do
  name=${program##*/}
  run "$program" --completion
  is "$name prints its completion" "$status $err" '0 '
  printf '%s\n' "$out" >"$dir/$name.bash"
  check "$name: what is installed is what it prints" cmp "$dir/$name.bash" "$top_builddir/completions/$name"
done

# What bash would offer for WORDS, of which the last is being written.
offered () # WORD...
{
  (
    cd "$dir/here" && . "$dir/$1.bash"
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    "_${1//-/_}" 2>"$dir/said"
    printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort | paste -sd' '
  )
}

offers () # NAME EXPECTED WORD...
{
  local what=$1 expected=$2
  shift 2
  is "$what" "$(offered "$@")" "$expected"
  is "$what: and nothing is said" "$(cat "$dir/said")" ''
}

offers 'commands' 'receipt' care-collector rec
offers 'two that begin alike' 'verify verify-receipt' care-collector ver
offers 'options of the program' '--version' care-collector --v
offers 'options of a command' '--format --help --person --store' care-collector check --
offers 'an option that is begun' '--format' care-collector check annual --f
offers 'formats' 'csv json text' care-collector status . --format ''
offers 'formats behind an equals sign' 'json' care-collector status --format = j
offers 'formats at an equals sign' 'csv json text' care-collector status --format =
offers 'choices' 'homes income places' care-analyser concentration . --basis ''
offers 'the returns that are known' 'annual capacity' care-collector check ''
offers 'a return behind an option with a value' 'annual' care-collector check --person P00101 ann
offers 'a return behind an option with an equals sign' 'annual' care-collector check --person = P00101 ann
offers 'kinds of import' 'persons' care-collector import . pe
offers 'an argument behind a flag' 'parts' care-collector init --practice ''
offers 'folders for a folder' 'parts' care-collector check annual 2025-26 ''
offers 'files for a file' 'list.csv parts' care-collector import . persons ''
offers 'files again where there may be many' 'list.csv' care-collector verify-receipt a b c li
offers 'nothing when all is given' '' care-collector check annual 2025-26 parts ''
offers 'nothing for a command that is not known' '' care-collector chek ''
offers 'nothing for a name only a person knows' '' care-analyser measures . --person ''
finish
