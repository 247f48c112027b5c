# Sourced by tests of what somebody who holds a record's key, or only its files, can
# do to it, after tap.sh and record.sh. An attack is made on a copy, $r, of the record
# $whole, in which two returns of P00101 and one of P00102 were filed; verify must say
# what and where, exit 1.

whole=$dir/whole
make_record "$whole"
file_return "$whole" annual 2024-25 P00101 2026-06-01T09:00:00Z
file_return "$whole" annual 2025-26 P00101 2026-06-01T09:00:10Z
file_return "$whole" annual 2025-26 P00102 2026-06-01T09:00:20Z
cp "$whole/signing/allowed_signers" "$dir/trusted"
sed 's/AAAA[^ ]*/AAAAC3NzaC1lZDI1NTE5AAAAIBr9GdMF0Vx1pXU2O+MPtf3YpvD4Mi9caXqKIdnWb6pJ/' "$dir/trusted" >"$dir/stranger.allowed"
must "$collector" receipt "$whole" annual 2025-26 P00102 --receipt "$dir/receipt"
# Whoever attacks deletes what only repeats the record: it would tell.
rm -f "$whole/ledger"
main=$(git -C "$whole" rev-parse main)
filed=returns/annual/2025-26/01/P00101
other=returns/annual/2025-26/02/P00102
D1=refs/drafts/annual/2025-26/P00101 D2=refs/drafts/annual/2025-26/P00102

# Who makes the events of an attack, and when; $committed and $tree instead of that time and of
# the index, where they are set.
as_usual () { by='Ann Lee <ann@example.org>' at='2026-06-02T09:00:00Z' committed= tree= subject='PRACTICE: changed'; }

# Commits the tree of INDEX on $parent, its text being MESSAGE as it stands, and moves $ref there.
commit () # MESSAGE
{
  local id
  id=$(printf '%s' "$1" | GIT_AUTHOR_DATE=$at GIT_COMMITTER_DATE=${committed:-$at} \
    GIT_AUTHOR_NAME=${by% <*} GIT_AUTHOR_EMAIL=$(mail_of "$by") GIT_COMMITTER_NAME=${by% <*} \
    GIT_COMMITTER_EMAIL=$(mail_of "$by") git -C "$r" -c gpg.format=ssh \
    -c user.signingkey="${signing:-$r/signing/key}" commit-tree -S "${tree:-$(git -C "$r" write-tree)}" \
    ${parent:+-p "$parent"}) || return
  git -C "$r" update-ref "$ref" "$id"
  rm -f "$r/index"
}

mail_of () { local mail=${1##*<}; printf %s "${mail%>}"; }

# The same as the record itself would.
event () # TRAILER...
{
  commit "$subject

$(printf '%s\n' "$@" 'Record: PRACTICE')
"
}

# Puts TEXT at PATH of the tree that is to be committed.
put () # PATH TEXT
{
  git -C "$r" update-index --add --cacheinfo \
    "100644,$(printf '%s\n' "$2" | git -C "$r" hash-object -w --stdin),$1"
}

show () { git -C "$r" cat-file blob "main:$1"; }
append () { put "$1" "$(show "$1"; echo "$2")"; }
remove () { printf '0 %040d\t%s\n' 0 "$1" | git -C "$r" update-index --index-info; }

filed_by () # RETURN PERIOD PERSON VERSION
{
  event 'Event: filed' "Return: $1" "Period: $2" "Person: $3" "Version: $4"
}

# Version 2 of what P00101 filed, signed as it should be; SED changes its filing.json.
refile () # SED
{
  by=$(signatory P00101)
  put "$filed/filing.json" "$(show "$filed/filing.json" |
    sed "s/\"version\" : 1/\"version\" : 2/; s/\"filed_at\" : \"[^\"]*\"/\"filed_at\" : \"$at\"/; $1")"
  filed_by annual 2025-26 P00101 2
}

imported () { event 'Event: imported' "Register: $1" 'Source-SHA256: 00'; }

move () { git -C "$r" update-ref "$1" "$2"; }

# Makes all of main again, each commit by the key $signing, its subject ending in $mark; no drafts.
again ()
{
  local id old
  parent=
  git -C "$r" for-each-ref --format='delete %(refname)' refs/drafts | git -C "$r" update-ref --stdin
  for old in $(git -C "$r" rev-list --reverse main); do
    at="$(git -C "$r" log -1 --format=%ct "$old") +0000"
    id=$(GIT_AUTHOR_DATE="$at" GIT_COMMITTER_DATE="$at" GIT_AUTHOR_NAME=$(git -C "$r" log -1 --format=%an "$old") \
      GIT_AUTHOR_EMAIL=$(git -C "$r" log -1 --format=%ae "$old") GIT_COMMITTER_NAME=$(git -C "$r" log -1 --format=%an "$old") \
      GIT_COMMITTER_EMAIL=$(git -C "$r" log -1 --format=%ae "$old") \
      git -C "$r" -c gpg.format=ssh -c user.signingkey="$signing" commit-tree -S "$old^{tree}" \
        ${parent:+-p "$parent"} -m "$(git -C "$r" log -1 --format=%B "$old" | sed "1s/\$/$mark/")")
    parent=$id
  done
  git -C "$r" update-ref refs/heads/main "$parent"
}

# The same by another key, which takes the place of the record's.
resign ()
{
  must "$collector" init "$dir/other" --practice --at 2026-04-01T08:00:00Z
  signing=$dir/other/signing/key mark=
  again
  cp "$dir/other/signing/"* "$r/signing/"
  rm -r "$dir/other"
}

# A copy of the record to change.
fresh ()
{
  r=$dir/record
  rm -rf "$r"
  cp -a "$whole" "$r"
  ref=refs/heads/main parent=$main signing=
  as_usual
}

attack () # NAME RULE WHAT COMMANDS [OPTION...]
{
  local name=$1 rule=$2 what=$3 commands=$4
  shift 4
  fresh
  git -C "$r" read-tree main
  (set -e; eval "$commands") >"$dir/attack" 2>&1
  [ $? = 0 ] || { point 'not ok' "$name: it was made"; sed 's/^/# /' "$dir/attack"; return; }
  rm -f "$r/index"
  run timeout 60 "$collector" verify "$r" --format csv "$@"
  is "$name: exit 1" "$status" 1
  contains "$name: it says what and where" "$(printf '%s\n' "$out" | grep "^hard,$rule,")" "$what"
}
