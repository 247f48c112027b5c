# Sourced by tests that need a record: made from the example returns, with a
# key of their own, so that two records of the same test are the same.

examples=$CARE_OVERSIGHT_DATA/submissions/examples
key=$dir/key
ssh-keygen -q -t ed25519 -N '' -C '' -f "$key"

must ()
{
  "$@" >"$dir/.must" 2>&1 && return 0
  echo "Bail out! failed: $*"
  sed 's/^/# /' "$dir/.must"
  exit 1
}

# A record with the register of the examples and their newest list of Ofsted's kind.
make_record () # STORE
{
  local kind
  must "$collector" init "$1" --practice --key "$key" --at 2026-04-01T08:00:00Z
  for kind in persons groups owners determinations rounds; do
    must "$collector" import "$1" $kind "$examples/register/$kind.csv" --at 2026-04-01T08:05:00Z
  done
  must "$collector" import "$1" establishments "$examples/ofsted/providers_2026-03-31.csv" \
    --as-at 2026-03-31 --source 'fictional list of the examples' --at 2026-04-01T08:10:00Z
}

# Puts each object of it in a file of its own, as git has those that were not packed yet.
loosen () # STORE
{
  local pack
  mv "$1/objects/pack" "$1/objects/packed"
  mkdir "$1/objects/pack"
  for pack in "$1"/objects/packed/*.pack; do must git -C "$1" unpack-objects -q <"$pack"; done
  rm -rf "$1/objects/packed"
}

signatory () # PERSON: 'Name <mail>' of its named individual
{
  python3 - "$examples/register/persons.csv" "$1" <<'EOF'
import csv, sys
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")):
    if row["person"] == sys.argv[2] and row["to"] == "":
        signatory = f'{row["named_individual"]} <{row["mail"]}>'
print(signatory)
EOF
}

# The hash to sign, as sha256sum says it, of a folder of parts.
folder_hash () # FOLDER
{
  (cd "$1" && LC_ALL=C sha256sum -- *.csv | sha256sum | cut -d' ' -f1)
}

# The hash to sign, as sha256sum says it, of the files of a draft: with its explanations.
draft_hash () # STORE RETURN PERIOD PERSON
{
  local ref=refs/drafts/$2/$3/$4 name
  git -C "$1" ls-tree --name-only "$ref" | grep '\.csv$' | LC_ALL=C sort | while read -r name; do
    printf '%s  %s\n' "$(git -C "$1" cat-file blob "$ref:$name" | sha256sum | cut -d' ' -f1)" "$name"
  done | sha256sum | cut -d' ' -f1
}

# Explains the soft findings of a draft as the examples' finance directors do.
explain_all () # STORE RETURN PERIOD PERSON AT
{
  local rule
  "$collector" check "$2" "$3" "$examples/returns/$4/$2/$3" --person "$4" --store "$1" --format csv |
    python3 -c '
import csv, sys
print("\n".join(sorted({row["rule"] for row in csv.DictReader(sys.stdin) if row["severity"] == "soft"})))' |
    while read -r rule; do
      [ -z "$rule" ] ||
        must "$collector" explain "$1" "$2" "$3" "$4" "$rule" --code correct \
          --text 'Checked with the auditor.' --by "$(signatory "$4")" --at "$5"
    done
}

draft () # STORE RETURN PERIOD PERSON AT
{
  must "$collector" draft "$1" "$2" "$3" "$4" "$examples/returns/$4/$2/$3" --by "$(signatory "$4")" --at "$5"
  explain_all "$@"
}

file_return () # STORE RETURN PERIOD PERSON AT
{
  draft "$@"
  must "$collector" file "$1" "$2" "$3" "$4" --by "$(signatory "$4")" --at "$5" \
    --hash "$(draft_hash "$1" "$2" "$3" "$4")"
}
