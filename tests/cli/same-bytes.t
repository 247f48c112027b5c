# The same inputs, times and authors give the same commits and the same report
# bytes: in another folder, locale, time zone and home.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

make_all () # FOLDER
{
  mkdir -p "$1/somewhere/else"
  make_record "$1/somewhere/else/record"
  file_return "$1/somewhere/else/record" annual 2023-24 P00101 2026-06-01T09:00:00Z
  file_return "$1/somewhere/else/record" annual 2024-25 P00101 2026-06-01T09:10:00Z
  file_return "$1/somewhere/else/record" annual 2025-26 P00101 2026-06-01T09:20:00Z
  must "$analyser" report "$1/somewhere/else/record" "$1/restricted" --audience restricted
  must "$analyser" report "$1/somewhere/else/record" "$1/public" --audience public
}

(export LC_ALL=C TZ=UTC; make_all "$dir/a") || exit 1
mkdir "$dir/home"
printf '[user]\n\tname = Someone Else\n\temail = else@example.org\n[core]\n\tautocrlf = true\n[commit]\n\tgpgsign = true\n' \
  >"$dir/home/.gitconfig"
# The locale writes a comma where others have a point.
(export LC_ALL=de_DE.UTF-8 TZ=Pacific/Auckland HOME="$dir/home" GIT_AUTHOR_NAME=x
 make_all "$dir/b-with-another-name") || exit 1

is 'the newest commit is the same' \
  "$(git -C "$dir/a/somewhere/else/record" rev-parse main)" \
  "$(git -C "$dir/b-with-another-name/somewhere/else/record" rev-parse main)"
check 'restricted reports are the same bytes' diff -r "$dir/a/restricted" "$dir/b-with-another-name/restricted"
check 'public reports are the same bytes' diff -r "$dir/a/public" "$dir/b-with-another-name/public"
check 'there are reports to compare' test -n "$(find "$dir/a/public" -name '*.html')" -a -n "$(find "$dir/a/restricted" -name '*.html')"
finish
