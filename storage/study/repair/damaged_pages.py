"""Rows out of the pages of a damaged database, whatever else of it is readable.

SQLite gives up at the first page that is not what it should be. Here every page is looked at by itself: the
trees are walked as far as they hold together, and pages that no tree leads to any more are found by what they
hold. The format is the one of https://www.sqlite.org/fileformat2.html. Nothing is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

Value = int | float | str | bytes | None
Record = tuple[Value, ...]

_USUAL: Final = 4096  # bytes of a page, where the file does not say
_LEAF, _INTERIOR, _INDEX_LEAF, _INDEX_INTERIOR = 0x0D, 0x05, 0x0A, 0x02
_WIDTHS: Final = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)  # bytes of a value by its serial type
_LOWEST, _HIGHEST = -(2**63), 2**63


class Garbled(str):
    """A text with letters in it that cannot be read."""

    __slots__ = ()


@dataclass(slots=True)
class Tree:
    """What a tree still holds: rows by their ids (of an index, the columns it has), and its pages.

    ``broken`` counts the places in it that cannot be read; of a page it is not known how many rows it had.
    """

    rows: dict[int, Record] = field(default_factory=dict[int, Record])
    pages: set[int] = field(default_factory=set[int])
    broken: int = 0


class _UnreadableError(Exception):
    """What stands here is no cell, or its rest is gone."""


class Pages:
    """The pages of a file, counted from 1."""

    def __init__(self, data: bytes, reserved: int = 0) -> None:
        """Take the bytes of the whole file; its beginning may be damaged.

        So many bytes at the end of each page are kept for others: of a study with a password, its encryption.
        """
        size = int.from_bytes(data[16:18], "big")
        size = 65536 if size == 1 else size
        is_size = 512 <= size <= 65536 and size & (size - 1) == 0
        self._data = data
        self._size = size if is_size else _USUAL
        self._usable = self._size - reserved
        self.count = -(-len(data) // self._size)

    # --- trees -------------------------------------------------------------------------------

    def table(self, root: int) -> Tree:
        """Read the tree of a table as far as it can be read."""
        return self._walk(root, (_LEAF, _INTERIOR))

    def index(self, root: int) -> Tree:
        """Read the tree of an index as far as it can be read."""
        return self._walk(root, (_INDEX_LEAF, _INDEX_INTERIOR))

    def leaf(self, number: int) -> dict[int, Record]:
        """Return the rows of one page by itself; nothing where it is no leaf of a table."""
        tree = Tree()
        if self._kind(number) == _LEAF:
            self._take_cells(number, tree, (_LOWEST, _HIGHEST))
        return tree.rows

    def free(self) -> set[int] | None:
        """Return the pages that are not in use; None where the list of them is damaged."""
        found: set[int] = set()
        trunk = int.from_bytes(self._data[32:36], "big")
        while trunk:
            page = self._page(trunk)
            many = int.from_bytes(page[4:8], "big")
            if trunk in found or len(page) < self._size or many > self._usable // 4 - 2:
                return None
            leaves = {int.from_bytes(page[at : at + 4], "big") for at in range(8, 8 + 4 * many, 4)}
            found |= leaves | {trunk}
            trunk = int.from_bytes(page[:4], "big")
        return None if found and max(found) > self.count else found

    def _walk(self, root: int, kinds: tuple[int, int]) -> Tree:
        tree = Tree()
        waiting = [(root, _LOWEST, _HIGHEST)]
        while waiting:
            number, low, high = waiting.pop()
            if number in tree.pages or self._kind(number) not in kinds:
                tree.broken += 1
                continue
            tree.pages.add(number)
            if self._kind(number) in {_INTERIOR, _INDEX_INTERIOR}:
                waiting += self._children(number, tree, (low, high))
            if self._kind(number) != _INTERIOR:
                self._take_cells(number, tree, (low, high))
        return tree

    def _children(self, number: int, tree: Tree, ids: tuple[int, int]) -> Iterator[tuple[int, int, int]]:
        """Yield the pages below one, each with the ids that it can hold."""
        page, begin = self._page(number), self._begin(number)
        low, high = ids
        is_table = page[begin] == _INTERIOR
        for at in self._places(number, 12):
            child = int.from_bytes(page[at : at + 4], "big")
            try:
                last = _varint(page, at + 4)[0] if is_table else high
            except _UnreadableError:
                tree.broken += 1
                continue
            yield child, low, last
            low = last if is_table else low
        yield int.from_bytes(page[begin + 8 : begin + 12], "big"), low, high

    def _take_cells(self, number: int, tree: Tree, ids: tuple[int, int]) -> None:
        page, kind = self._page(number), self._kind(number)
        for at in self._places(number, 12 if kind == _INDEX_INTERIOR else 8):
            try:
                if kind == _LEAF:
                    size, at_id = _varint(page, at)
                    id_, begin = _varint(page, at_id)
                    record = _record(self._payload(page, begin, size, self._usable - 35, tree))
                else:
                    size, begin = _varint(page, at + 4 if kind == _INDEX_INTERIOR else at)
                    record = _record(self._payload(page, begin, size, self._most_of_index(), tree))
                    id_ = record[-1] if record and isinstance(record[-1], int) else _HIGHEST + 1
            except _UnreadableError:
                tree.broken += 1
                continue
            if (ids[0] < id_ <= ids[1] or kind != _LEAF) and id_ <= _HIGHEST:
                tree.rows[id_] = record
            else:
                tree.broken += 1

    # --- pages and cells ----------------------------------------------------------------------

    def _page(self, number: int) -> bytes:
        return self._data[(number - 1) * self._size : number * self._size]

    def _begin(self, number: int) -> int:
        return 100 if number == 1 else 0

    def _kind(self, number: int) -> int:
        at = (number - 1) * self._size + self._begin(number)
        return self._data[at] if 1 <= number <= self.count and at < len(self._data) else 0

    def _places(self, number: int, header: int) -> list[int]:
        """Return where the cells of a page begin."""
        page, begin = self._page(number), self._begin(number)
        many = int.from_bytes(page[begin + 3 : begin + 5], "big")
        first = begin + header
        last = min(first + 2 * many, len(page) - 1)
        return [int.from_bytes(page[at : at + 2], "big") for at in range(first, last, 2)]

    def _most_of_index(self) -> int:
        return (self._usable - 12) * 64 // 255 - 23

    def _payload(self, page: bytes, begin: int, size: int, most: int, tree: Tree) -> bytes:
        """Return the whole of a record, with what of it stands on pages of its own."""
        if size > len(self._data):
            raise _UnreadableError
        if size <= most:
            return page[begin : begin + size]
        least = (self._usable - 12) * 32 // 255 - 23
        local = least + (size - least) % (self._usable - 4)
        local = local if local <= most else least
        parts, left = [page[begin : begin + local]], size - local
        number = int.from_bytes(page[begin + local : begin + local + 4], "big")
        seen: set[int] = set()
        while left > 0:
            further = self._page(number) if 1 <= number <= self.count and number not in seen else b""
            if len(further) < min(self._usable, left + 4):
                tree.broken += 1
                parts.append(bytes(left))  # what is gone: its length is known from the beginning
                break
            seen.add(number)
            parts.append(further[4 : min(self._usable, 4 + left)])
            left -= self._usable - 4
            number = int.from_bytes(further[:4], "big")
        tree.pages |= seen
        return b"".join(parts)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where it ends."""
    value = 0
    for n, byte in enumerate(data[at : at + 9], 1):
        if n == 9:
            value = value << 8 | byte
            return (value - 2**64 if value >= 2**63 else value), at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + n
    raise _UnreadableError


def _record(payload: bytes) -> Record:
    end, at = _varint(payload, 0)
    values: list[Value] = []
    begin = end
    while at < end:
        serial, at = _varint(payload, at)
        width = _WIDTHS[serial] if 0 <= serial < 10 else (serial - 12) // 2
        if serial in {10, 11} or width < 0 or begin + width > len(payload):
            raise _UnreadableError
        values.append(_value(serial, payload[begin : begin + width]))
        begin += width
    if at != end or begin != len(payload):
        raise _UnreadableError
    return tuple(values)


def _value(serial: int, data: bytes) -> Value:
    if serial in {0, 7}:  # 7 is a fraction, and no study has any
        return None
    if serial < 10:
        return serial - 8 if serial > 7 else int.from_bytes(data, "big", signed=True)
    if serial % 2 == 0:
        return data
    text = data.decode(errors="replace")
    is_whole = b"\0" not in data and text.encode() == data  # no text of a study has a zero in it
    return text if is_whole else Garbled(text.replace("\0", "�"))
