#!/usr/bin/env bash
# A release holds every tracked file, and beside them only what the build tools
# make; an installation holds every file of data.
. "$top_srcdir/tests/cli/tap.sh"
unset MAKEFLAGS MFLAGS MAKELEVEL

# Tracked, and of no use without the repository.
only_in_repository='^(\.ci/|\.clang-format$|\.clang-tidy$|\.editorconfig$|\.gitignore$)'
made_by_the_build_tools='^(Makefile\.in|aclocal\.m4|configure|build-aux/.*)$'

files () # LS-FILES-ARGUMENTS...
{
  (cd "$top_srcdir" && git -c safe.directory='*' ls-files "$@" | LC_ALL=C sort)
}

# Lines of the first text that are not in the second.
only_in ()
{
  LC_ALL=C comm -23 <(printf '%s\n' "$1") <(printf '%s\n' "$2")
}

files_below ()
{
  (cd "$1" && find . ! -type d) | sed 's|^\./||' | LC_ALL=C sort
}

if [ ! -e "$top_srcdir/.git" ]; then
  skip 'the release holds every tracked file' 'this is a release, not a checkout'
  skip 'every file of data is installed' 'this is a release, not a checkout'
  finish
  exit
fi

run make -C "$top_builddir" distdir distdir="$dir/release" am__remove_distdir=:
is 'the release is made' "$status" 0
release=$(files_below "$dir/release" | grep -vE "$made_by_the_build_tools")
is 'the release holds every tracked file' \
  "$(only_in "$(files | grep -vE "$only_in_repository")" "$release")" ''
is 'the release holds nothing that git ignores' \
  "$(only_in "$release" "$(files --cached --others --exclude-standard)")" ''

mapfile -t folders < <(sed -n 's/^DATA_FOLDERS += //p' "$top_srcdir"/*/local.mk "$top_srcdir"/*/*/local.mk)
check 'there are folders of data' test ${#folders[@]} -gt 1
run make -C "$top_builddir" install-data-local DESTDIR="$dir/root" pkgdatadir=/data
is 'data is installed' "$status" 0
is 'every file of data is installed, and nothing else' \
  "$(files_below "$dir/root/data")" \
  "$(files --cached --others --exclude-standard "${folders[@]}" |
       grep -vE '/(local\.mk|README\.md)$')"
run make -C "$top_builddir" uninstall-local DESTDIR="$dir/root" pkgdatadir=/data
is 'uninstalling leaves nothing of it' "$(files_below "$dir/root")" ''
finish
