"""Puts objects into a record that no git would make.

  hostile_objects.py circle|deep RECORD PACK    the newest commit, in PACK alone: a
      change of its folder, which is a change of it; or 4,000 changes of 64 MB away
      from what is stored whole
  hostile_objects.py large RECORD FILE          FILE, of a loose object: 1 GiB
"""
import glob
import hashlib
import os
import struct
import subprocess
import sys
import zlib

NAMED = 7


def head(kind, size):
    out = [kind << 4 | size & 15]
    size >>= 4
    while size:
        out[-1] |= 128
        out.append(size & 127)
        size >>= 7
    return bytes(out)


def number(size):
    out = []
    while size > 127:
        out.append(size & 127 | 128)
        size >>= 7
    return bytes(out + [size])


def change(size):
    """A change that is all of its base, of SIZE bytes: copies of up to 8 MB."""
    out = number(size) + number(size)
    step = 8 << 20
    for at in range(0, size, step):
        out += b"\xff" + struct.pack("<I", at) + struct.pack("<I", min(step, size - at))[:3]
    return out


def entry(kind, content, base=b""):
    return head(kind, len(content)) + base + zlib.compress(content, 9)


def write_pack(path, entries):
    """ENTRIES: (id, bytes), in the pack in this order."""
    pack, offsets = b"PACK" + struct.pack(">II", 2, len(entries)), {}
    parts = [pack]
    at = len(pack)
    for name, part in entries:
        offsets[name] = at
        parts.append(part)
        at += len(part)
    pack = b"".join(parts)
    checksum = hashlib.sha1(pack).digest()
    names = sorted(offsets)
    index = b"\xfftOc" + struct.pack(">I", 2)
    index += b"".join(struct.pack(">I", sum(name[0] <= byte for name in names)) for byte in range(256))
    index += b"".join(names) + b"\0\0\0\0" * len(names)
    index += b"".join(struct.pack(">I", offsets[name]) for name in names) + checksum
    for suffix, content in (("pack", pack + checksum), ("idx", index + hashlib.sha1(index).digest())):
        with open(path[:-len("pack")] + suffix, "wb") as file:
            file.write(content)


def main():
    kind, record, path = sys.argv[1:]
    if kind == "large":
        deflate = zlib.compressobj(1)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(deflate.compress(b"blob %d\0" % (1 << 30)))
            for _ in range(1 << 10):
                file.write(deflate.compress(bytes(1 << 20)))
            file.write(deflate.flush())
        return
    commit, tree = (bytes.fromhex(word) for word in subprocess.check_output(
        ["git", "-C", record, "rev-parse", "main", "main^{tree}"], text=True).split())
    for old in glob.glob(os.path.join(record, "objects", "pack", "*")):
        os.unlink(old)
    if kind == "circle":
        write_pack(path, [(commit, entry(NAMED, change(4), tree)), (tree, entry(NAMED, change(4), commit))])
        return
    n, size = 4000, 64 << 20
    names = [hashlib.sha1(b"%d" % i).digest() for i in range(n)] + [commit]
    same = change(size)
    write_pack(path, [(names[0], entry(3, bytes(size)))]
               + [(names[i], entry(NAMED, same, names[i - 1])) for i in range(1, n + 1)])


main()
