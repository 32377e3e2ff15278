"""A smaller library of Unicode's tables (Linux): of 32 MB Qt asks for 9.

Qt is linked to ICU, and asks it to compare words, to change their case, and for the names of time zones;
dates, numbers, languages and the ends of words stand in tables of its own, and every text is UTF-8. What
nothing asks for goes, and the library is linked anew around the rest. Its form is that of ICU's common data
(https://unicode-org.github.io/icu/userguide/icu_data, ucmndata.h): a header, how many items there are,
where the name and the bytes of each stand, the names, the bytes.
"""

import struct
import subprocess
import tempfile
from pathlib import Path

# Folders of names of units, zones, currencies, languages and countries, of numbers in words, of
# transliteration and the ends of lines; and tables for encodings that are not Unicode's.
UNUSED_FOLDERS = ("brkitr", "curr", "lang", "rbnf", "region", "translit", "unit", "zone")
UNUSED_ENDINGS = (".cnv",)
_MAGIC, _KIND = b"\xda\x27", b"CmnD"
_ALIGNED = 16
_ASSEMBLED = """\
.section .rodata
.balign {aligned}
.globl {symbol}
.type {symbol}, %object
{symbol}:
.incbin "{data}"
.size {symbol}, . - {symbol}
.section .note.GNU-stack,"",%progbits
"""


def make_small(library: Path) -> None:
    """Link the library anew, with what is asked for; the name that others know its data by stays."""
    data = library.read_bytes()
    start = data.index(_KIND) - 12
    if data[start + 2 : start + 4] != _MAGIC:
        raise ValueError(f"{library} holds no data of ICU")
    symbol = library.name.replace("libicudata.so.", "icudt") + "_dat"
    with tempfile.TemporaryDirectory() as folder:
        bytes_, source, object_ = (Path(folder) / name for name in ("data", "data.s", "data.o"))
        bytes_.write_bytes(smaller(data[start:]))
        source.write_text(_ASSEMBLED.format(symbol=symbol, data=bytes_, aligned=_ALIGNED), "utf-8")
        subprocess.run(["as", "-o", str(object_), str(source)], check=True)
        linked = ["ld", "-shared", "-z", "noexecstack", "-soname", library.name, "-o", str(library)]
        subprocess.run([*linked, str(object_)], check=True)


def smaller(data: bytes) -> bytes:
    """Return common data of ICU without what nothing asks for."""
    (base,) = struct.unpack_from("<H", data)
    kept = [(name, item) for name, item in items(data[base:]) if is_asked_for(name.decode("ascii"))]
    at = 4 + 8 * len(kept)
    contents, names = [struct.pack("<I", len(kept))], b"".join(name + b"\0" for name, _item in kept)
    first = padded(base + at + len(names)) - base
    name_at, item_at = at, first
    for name, item in kept:
        contents.append(struct.pack("<II", name_at, item_at))
        name_at += len(name) + 1
        item_at += padded(len(item))
    head = b"".join([*contents, names]).ljust(first, b"\0")
    return data[:base] + head + b"".join(item.ljust(padded(len(item)), b"\0") for _name, item in kept)


def items(data: bytes) -> list[tuple[bytes, bytes]]:
    """Return the names and bytes of all items; the last is what stands up to the end."""
    (number,) = struct.unpack_from("<I", data)
    places = [struct.unpack_from("<II", data, 4 + 8 * row) for row in range(number)]
    ends = [*(start for _name, start in places[1:]), len(data)]
    return [
        (data[name : data.index(b"\0", name)], data[start:end])
        for (name, start), end in zip(places, ends, strict=True)
    ]


def is_asked_for(name: str) -> bool:
    """Tell by the name of an item, such as ``icudt73l/coll/de.res``."""
    folders = name.split("/")[1:-1]
    return not (folders and folders[0] in UNUSED_FOLDERS) and not name.endswith(UNUSED_ENDINGS)


def padded(length: int) -> int:
    """Return the length up to the next place where an item may begin."""
    return -(-length // _ALIGNED) * _ALIGNED
