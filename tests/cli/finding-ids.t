# The tables of findings in the READMEs are those of the sources.
. "$top_srcdir/tests/cli/tap.sh"

# The ids of PREFIX that the sources of FOLDERS give, and those the table of README has.
same_ids () # PREFIX README FOLDER...
{
  local prefix=$1 readme=$2
  shift 2
  grep -ohE "\"$prefix-[A-Z]+\"" -r "${@/#/$top_srcdir/}" --include='*.c' | tr -d '"' | sort -u >"$dir/source"
  grep -E '^\|' "$top_srcdir/$readme" | cut -d'|' -f2 | grep -oE "$prefix-[A-Z]+" | sort >"$dir/table"
  is "$readme names each $prefix finding once" "$(cat "$dir/table")" "$(cat "$dir/source")"
  check "there are some of $prefix" test -s "$dir/source"
}

same_ids RECORD lib/verify/README.md lib/verify
same_ids AUD collector/filing/README.md collector/filing
same_ids RCP collector/filing/README.md collector/filing collector/commands
finish
