# The manual pages: made by each program, read by man without a warning, with
# every command and every option that --help knows.
. "$top_srcdir/tests/cli/tap.sh"

for program in "$collector" "$analyser"; do
  name=${program##*/}
  run "$program" --manual
  is "$name prints its manual page" "$status $err" '0 '
  printf '%s\n' "$out" >"$dir/$name.1"
  check "$name: the page that is installed is the one it prints" cmp "$dir/$name.1" "$top_builddir/$name.1"
  if ! command -v man >/dev/null; then
    skip "$name: man reads it without a warning" 'man is not installed (package man-db)'
    continue
  fi
  for width in 80 40; do
    LC_ALL=C.UTF-8 MANWIDTH=$width MAN_KEEP_FORMATTING= man --warnings -l "$dir/$name.1" >"$dir/page" 2>"$dir/warnings"
    is "$name: man reads it without a warning, $width wide" "$(cat "$dir/warnings")" ''
  done
  LC_ALL=C.UTF-8 MANWIDTH=200 man -l "$dir/$name.1" 2>/dev/null | col -b >"$dir/page"
  mapfile -t commands < <("$program" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p')
  check "$name has commands" test ${#commands[@]} -gt 3
  for command in "${commands[@]}"; do
    sed -n "/^   $command\$/,/^   [a-z]/p" "$dir/page" >"$dir/section"
    check "$name $command is in the page" grep -q "$name $command \[OPTION...\]" "$dir/section"
    while read -r option; do
      check "$name $command: so is $option" grep -qF -- "$option" "$dir/section"
    done < <("$program" "$command" --help | sed -n 's/^  \(--[a-z-]*=\?[^ ]*\) .*/\1/p')
  done
done
finish
