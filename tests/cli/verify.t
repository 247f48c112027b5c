# One flipped bit anywhere in a record is found, and where it is is said; a
# record repacked by stock git still verifies.
. "$top_srcdir/tests/cli/tap.sh"
. "$top_srcdir/tests/cli/record.sh"

store=$dir/record
make_record "$store"
file_return "$store" annual 2025-26 P00101 2026-06-01T09:00:00Z
check 'a whole record verifies' "$collector" verify "$store"
for commit in $(git -C "$store" rev-list main); do
  check "git verifies the signature of $(git -C "$store" log -1 --format=%s $commit)" git -C "$store" \
    -c gpg.ssh.allowedSignersFile="$store/signing/allowed_signers" verify-commit $commit
done

# One bit of every file, at a place that its name chooses.
python3 - "$store" "$collector" >"$dir/flips" 2>&1 <<'EOF'
import hashlib, os, pathlib, stat, subprocess, sys
store, collector = sys.argv[1:]
files = sorted(path for path in pathlib.Path(store).rglob("*") if path.is_file())
missed = unplaced = 0
for path in files:
    data = bytearray(path.read_bytes())
    mode = stat.S_IMODE(path.stat().st_mode)
    if not data:
        continue
    bit = int.from_bytes(hashlib.sha256(str(path.relative_to(store)).encode()).digest()[:6], "big") % (len(data) * 8)
    data[bit // 8] ^= 1 << bit % 8
    os.chmod(path, 0o600)
    path.write_bytes(data)
    result = subprocess.run([collector, "verify", store], capture_output=True, text=True)
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)
    os.chmod(path, mode)
    name = str(path.relative_to(store))
    if result.returncode != 1:
        missed += 1
        print("missed", name, bit, result.returncode, result.stderr)
    elif name not in result.stdout and name.replace("objects/", "").replace("/", "") not in result.stdout:
        unplaced += 1
        print("not placed", name, bit, result.stdout)
print(len(files), "files,", missed, "missed,", unplaced, "without a place")
sys.exit(missed + unplaced > 0 or len(files) < 20)
EOF
is 'one flipped bit in any file is found and its place said' $? 0
sed 's/^/# /' "$dir/flips"
check 'put back, the record verifies again' "$collector" verify "$store"

# Many findings, of objects in any order: half of the loose ones are damaged.
cp -r "$store" "$dir/damaged"
loosen "$dir/damaged"
for file in "$dir"/damaged/objects/[0-7]?/*; do
  chmod u+w "$file"
  printf 'x' | dd of="$file" bs=1 seek=20 conv=notrunc status=none
done
damaged_on () # PROCESSORS
{
  taskset -c "$1" "$collector" verify --format csv "$dir/damaged"
}
all=$(taskset -cp $$ | sed 's/.*: //')
damaged_on "${all%%[,-]*}" >"$dir/one"
damaged_on "$all" >"$dir/many"
is 'what is found is the same on one processor as on many, line for line' "$(cat "$dir/one")" "$(cat "$dir/many")"
check 'which is more than one finding' test "$(grep -c RECORD-OBJECT "$dir/one")" -gt 5

must git -C "$store" gc --quiet
check 'a record repacked by git verifies' "$collector" verify "$store"
pack=$(ls "$store"/objects/pack/*.pack)
chmod u+w "$pack"
python3 - "$pack" <<'EOF'
import sys
with open(sys.argv[1], "r+b") as pack:
    pack.seek(0, 2)
    middle = pack.tell() // 2
    pack.seek(middle)
    byte = pack.read(1)[0]
    pack.seek(middle)
    pack.write(bytes([byte ^ 1]))
EOF
run "$collector" verify "$store"
is 'one flipped bit of a pack is found' $status 1

run "$collector" verify "$dir/none"
is 'a record that is not there is a fault in the words of every command' "$status $err" \
  "3 care-collector: there is no record at '$dir/none'"
finish
