# Links from one document to another lead somewhere.
. "$top_srcdir/tests/cli/tap.sh"

cd "$top_srcdir" || exit 1
links=0
broken=
while IFS=: read -r file link; do
  case $link in http://* | https://* | mailto:* | '#'*) continue ;; esac
  links=$((links + 1))
  [ -e "$(dirname "$file")/${link%%#*}" ] || broken+="$file: $link "
done < <(grep -oHE '\]\([^) ]+\)|src="[^"]+"' README.md HACKING.md docs/*.md lib/README.md lib/register/reference/README.md \
           collector/README.md collector/intake/README.md analyser/README.md analyser/methods/README.md \
           submissions/README.md submissions/examples/README.md templates/README.md site/README.md \
           tests/README.md tests/*/README.md |
           sed -E 's/:\]\((.*)\)$/:\1/; s/:src="(.*)"$/:\1/')
check 'there are links' test "$links" -gt 20
is 'every link leads to a file or a folder' "$broken" ''
finish
