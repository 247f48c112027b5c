# What the programs say of themselves, and what they say to a command line that
# is not understood: one line, exit 2, and the nearest known name.
. "$top_srcdir/tests/cli/tap.sh"

version=$(sed -n 's/^AC_INIT(\[care-oversight\], \[\([0-9.]*\)\].*/\1/p' "$top_srcdir/configure.ac")

commands_of () # PROGRAM
{
  "$1" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p'
}

one_line () # TEXT
{
  [ -n "$1" ] && [ "$(wc -l <<<"$1")" -eq 1 ]
}

for program in "$collector" "$analyser"; do
  name=${program##*/}
  run "$program" --version
  is "$name says its version" "$status $out $err" "0 $name $version "
  run "$program" --help
  is "$name --help is no error" "$status $err" '0 '
  contains "$name --help says what exit codes mean" "$out" 'Exit status: 0 done, 1 findings'

  run "$program"
  is "$name without a command is wrong usage" "$status" 2
  check "$name without a command says so in a line" one_line "$err"
  run "$program" --verison
  is "$name with an unknown option is wrong usage" "$status" 2

  mapfile -t commands < <(commands_of "$program")
  check "$name has commands" test ${#commands[@]} -gt 3
  for command in "${commands[@]}"; do
    run "$program" "$command" --help
    is "$name $command --help is no error" "$status $err" '0 '
    contains "$name $command --help begins with its usage" "$out" "$name $command "
    run "$program" "$command" --no-such-option
    is "$name $command with an unknown option is wrong usage" "$status" 2
    check "$name $command says so in a line" one_line "$err"
    is "$name $command prints nothing else then" "$out" ''
    run "$program" "$command"
    is "$name $command without its arguments is wrong usage" "$status" 2
    run "$program" "$command" 1 2 3 4 5 6 7 8
    check "$name $command with too many arguments does nothing" test "$status" -ge 1
  done
done

run "$collector" chek
is 'a misspelt command is wrong usage' "$status" 2
contains 'and the nearest one is offered' "$err" "unknown command 'chek'; did you mean 'check'?"
run "$analyser" mesures
contains 'by both programs' "$err" "unknown command 'mesures'; did you mean 'measures'?"
for program in "$collector" "$analyser"; do
  run "$program" zzzzzz
  is "${program##*/} names all its commands when none is near" "$(commands_of "$program" | sort)" \
    "$(sed 's/.*known: //; s/, /\n/g' <<<"$err" | sort)"
done
finish
