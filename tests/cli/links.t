# Links from one document to another lead somewhere.
. "$top_srcdir/tests/cli/tap.sh"

cd "$top_srcdir" || exit 1
links=0
broken=
while IFS=: read -r file link; do
  case $link in http://* | https://* | mailto:* | '#'*) continue ;; esac
  links=$((links + 1))
  [ -e "$(dirname "$file")/${link%%#*}" ] || broken+="$file: $link "
done < <(find . -name '*.md' ! -path './build*' ! -path './demo/*' ! -path './node_modules/*' ! -path './tests/cases/*' -print0 |
           xargs -0 grep -oHE '\]\([^) ]+\)|src="[^"]+"' |
           sed -E 's/:\]\((.*)\)$/:\1/; s/:src="(.*)"$/:\1/')
check 'there are links' test "$links" -gt 20
is 'every link leads to a file or a folder' "$broken" ''
finish
