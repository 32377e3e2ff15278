"""Two versions of a codebook side by side: what was added, taken out and written otherwise."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NamedTuple

from coding.language import N_, _
from coding.model.code_versions import CALLED_WORDS, ENTRY_WORDS, CodeVersion
from coding.model.study import CodeChange
from coding.text.text_diff import between

_PLACE: Final = "place"
_KIND: Final = "kind"
_WORDS: Final[Mapping[str, str]] = {
    **CALLED_WORDS,
    "aliases": N_("Other spellings"),
    _PLACE: N_("Stands below"),
    _KIND: N_("Kind"),
    **ENTRY_WORDS,
}
CHANGE_WORDS: Final[Mapping[CodeChange, str]] = {
    CodeChange.NEW: N_("new"),
    CodeChange.NAME: N_("name"),
    CodeChange.PLACE: N_("place"),
    CodeChange.MEANING: N_("meaning"),
    CodeChange.MERGED: N_("merged into another"),
    CodeChange.GONE: N_("deleted"),
}


class Wording(Enum):
    """What became of some words."""

    SAME = auto()
    REMOVED = auto()
    ADDED = auto()


class WordedPiece(NamedTuple):
    """Words next to each other that had one fate."""

    text: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class FieldComparison:
    """A field of an entry in two versions; empty where there was none."""

    field: str
    before: str
    after: str

    @property
    def title(self) -> str:
        """What the field is called."""
        return _(_WORDS[self.field])

    @property
    def differs(self) -> bool:
        """Tell whether it changed."""
        return self.before != self.after

    @property
    def pieces(self) -> list[WordedPiece]:
        """The words of both versions in one text: what went stands before what came in its place."""
        found: list[WordedPiece] = []
        at = 0
        for start, end, text in between(self.before, self.after).replacements:
            found.append(WordedPiece(self.before[at:start], Wording.SAME))
            found.append(WordedPiece(self.before[start:end], Wording.REMOVED))
            found.append(WordedPiece(text, Wording.ADDED))
            at = end
        found.append(WordedPiece(self.before[at:], Wording.SAME))
        return [piece for piece in found if piece.text]

    @property
    def sides(self) -> tuple[list[WordedPiece], list[WordedPiece]]:
        """The words of both versions: what went is told in the first, what came in the second."""
        return (
            [piece for piece in self.pieces if piece.wording is not Wording.ADDED],
            [piece for piece in self.pieces if piece.wording is not Wording.REMOVED],
        )


@dataclass(frozen=True, slots=True)
class CodeComparison:
    """A code in two versions of its codebook; ``became`` says in words what became of it as a whole."""

    guid: str
    called: str
    became: str
    fields: tuple[FieldComparison, ...]

    @property
    def changed(self) -> tuple[FieldComparison, ...]:
        """The fields that differ."""
        return tuple(field for field in self.fields if field.differs)


def compare(
    earlier: Sequence[CodeVersion], later: Sequence[CodeVersion], ended: Iterable[CodeVersion] = ()
) -> tuple[CodeComparison, ...]:
    """Compare two versions of a codebook, code by code, in the order of the later one.

    What is there no more stands after what it came after; ``ended`` says how codes ended.
    """
    before, after = ({each.code_guid: each for each in side} for side in (earlier, later))
    endings = {each.code_guid: each for each in ended}
    return tuple(
        CodeComparison(
            guid,
            (after.get(guid) or before[guid]).called,
            _became(before.get(guid), after.get(guid), endings.get(guid), after),
            tuple(_fields(before.get(guid), after.get(guid), (before, after))),
        )
        for guid in _in_order(before, after)
    )


def _in_order(before: Iterable[str], after: Iterable[str]) -> list[str]:
    found = list(after)
    at = 0
    for guid in before:
        if guid in found:
            at = found.index(guid) + 1
        else:
            found.insert(at, guid)
            at += 1
    return found


Versions = Mapping[str, CodeVersion]


def _became(
    before: CodeVersion | None, after: CodeVersion | None, ended: CodeVersion | None, now: Versions
) -> str:
    if before is None:
        return _("new")
    if after is not None:
        return ""
    into = now.get(ended.parent_guid) if ended is not None and ended.what is CodeChange.MERGED else None
    return _("deleted") if into is None else _("merged into {code}").format(code=into.called)


def _fields(
    before: CodeVersion | None, after: CodeVersion | None, sides: tuple[Versions, Versions]
) -> Iterator[FieldComparison]:
    for field in _WORDS:
        values = [_value(each, field, side) for each, side in zip((before, after), sides, strict=True)]
        if any(values):
            yield FieldComparison(field, *values)


def _value(version: CodeVersion | None, field: str, side: Versions) -> str:
    if version is None:
        return ""
    if field == _KIND:
        return _("group") if version.is_group else _("code")
    if field == _PLACE:
        above = side.get(version.parent_guid)
        return above.name if above is not None else _("the top")
    value: str = getattr(version, field)
    return value
