# No file of a record, whatever was put in its place, hangs a command or makes
# it read something else.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

whole=$dir/whole
make_record "$whole"
draft "$whole" annual 2025-26 P00101 2026-06-01T09:00:00Z
must git -C "$whole" gc --quiet
index=$(cd "$whole" && ls objects/pack/*.idx)
draft "$whole" annual 2025-26 P00102 2026-06-01T09:00:00Z

# Every command refuses the record, as a fault, in good time.
refused () # NAME FILE COMMANDS
{
  local words
  r=$dir/record
  rm -rf "$r"
  cp -a "$whole" "$r"
  (set -e; file=$r/$2; rm -rf "$file"; eval "$3") || point 'not ok' "$1: it was made"
  for words in status "history annual 2025-26 P00101" "receipt annual 2025-26 P00101"; do
    set -- "$1" "$2" $words
    run timeout 20 "$collector" "$3" "$r" "${@:4}"
    is "$1: $3 says that it is a fault" "$status" 3
    contains "$1: and of which file" "$err" "${2##*/}"
  done
}

for file in config HEAD packed-refs refs/heads/main refs/drafts/annual/2025-26/P00102 "$index"; do
  refused "$file: a pipe" "$file" 'mkfifo "$file"'
done
refused 'config: a link' config 'ln -s /etc/hostname "$file"'
refused 'config: a folder' config 'mkdir "$file"'
refused 'config: away' config ':'
refused 'config: empty' config ': >"$file"'
refused 'config that includes another' config 'cp "$whole/config" "$file"; printf "[include]\n\tpath = %s\n" "$r/fifo" >>"$file"; mkfifo "$r/fifo"'
refused 'objects elsewhere' objects/info/alternates 'echo "$whole/objects" >"$file"'
refused 'objects elsewhere, by a pipe' objects/info/alternates 'mkfifo "$file"'
refused 'another place for all' commondir 'echo "$whole" >"$file"'

# Objects that no git would make: changes of each other, changes of changes without
# end, more than a record's largest file (R21).
hostile=objects/pack/pack-0000000000000000000000000000000000000000.pack
persons=$(git -C "$whole" rev-parse main:register/persons.csv)
for kind in circle deep; do
  refused "a pack with changes of changes, $kind" $hostile "must python3 '$top_srcdir/tests/cli/hostile_objects.py' $kind \"\$r\" \"\$file\""
done
refused 'an object of 1 GiB' "objects/${persons:0:2}/${persons:2}" \
  "loosen \"\$r\"
   rm -f \"\$file\"; must python3 '$top_srcdir/tests/cli/hostile_objects.py' large \"\$r\" \"\$file\""
kilobytes=$(python3 -c '
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(os.wait4(process.pid, 0)[2].ru_maxrss)' "$collector" status "$r")
check 'an object of 1 GiB is not read into memory' test "$kilobytes" -lt 1000000
finish
