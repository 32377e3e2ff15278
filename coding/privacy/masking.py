"""Names and their pseudonyms: where a name stands in a text, and the change that masks it.

A name is found as a whole word, in the spellings people use: ``Jane’s``, ``the Hills``, ``JANE HILL``,
``Jane_Hill`` in a file's name, ``Zoe`` for ``Zoë``, a line break or a hyphen between two parts. Of
names that begin at one place the longest goes first. A name of one word is found only where it
begins with a capital (Rose, not rose), unless the list writes it small.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import Span
from coding.text.names import clean_name
from coding.text.stamps import marked_stretches
from coding.text.text_change import Replacement, TextChange


class NameKind(StrEnum):
    """What a name is the name of."""

    PERSON = "person"
    SCHOOL = "school"
    PLACE = "place"


_KINDS: Final = {NameKind.PERSON: N_("person"), NameKind.SCHOOL: N_("school"), NameKind.PLACE: N_("place")}


def name_kind_in_words(kind: NameKind) -> str:
    """Return what a kind of names is called."""
    return _(_KINDS[kind])


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """What stands for a name; ``brackets`` marks it in the text: ``[Rowan School]``."""

    name: str
    pseudonym: str
    kind: NameKind = NameKind.PERSON
    brackets: bool = False

    def __post_init__(self) -> None:
        """Write both as names are stored, however they were typed or pasted."""
        for field in ("name", "pseudonym"):
            object.__setattr__(self, field, clean_name(getattr(self, field)))

    def written(self, tail: str = "") -> str:
        """Return the pseudonym as it stands in a text, with the ending of a plural."""
        return f"[{self.pseudonym}{tail}]" if self.brackets else self.pseudonym + tail


# Letters without their marks and signs that are written in several ways, one for one: offsets stay.
_FOLDED: Final = {
    **{
        point: unicodedata.normalize("NFD", chr(point))[0]
        for point in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    },
    **dict.fromkeys(map(ord, "’‘ʼ´`"), "'"),
    **dict.fromkeys(map(ord, "‐‑–"), "-"),
}
_PARTS: Final = re.compile(r"[\s_\-]+")
_LETTER: Final = r"[^\W\d_]"
_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = r"\.?(?:[\s_]+|-\s?)"
_HISSING: Final = ("s", "x", "z", "ch", "sh")
_LONGEST_SHOWN: Final = 40


def _fold(text: str) -> str:
    return text if text.isascii() else text.translate(_FOLDED)


def _parts(name: str) -> tuple[str, ...]:
    """Return what a name is compared by: its words, small and without marks and apostrophes."""
    folded = _fold(name).lower().replace("'", "").replace(".", "")
    return tuple(filter(None, _PARTS.split(folded)))


def _plural_ending(name: str) -> str:
    return "es" if name.lower().endswith(_HISSING) else "s"


class _FoundName(NamedTuple):
    """A name in a text, from start to end with its ending; ``text`` takes its place."""

    start: int
    end: int
    entry: Pseudonym
    text: str


class _Spellings(NamedTuple):
    """A text, without marks on its letters, and in small letters besides: offset for offset."""

    text: str
    folded: str
    small: str


class Masking(NamedTuple):
    """The change that masks a text, and how often each name of the list stands in it."""

    change: TextChange
    places: Counter[str]


class _Matcher:
    """Finds one name, in whatever of its spellings."""

    def __init__(self, entry: Pseudonym) -> None:
        """Look for this one."""
        self.entry = entry
        self._name = _fold(entry.name)
        self._has_capital = self._name != self._name.lower()
        self._parts = [part.rstrip(".") or part for part in _PARTS.split(self._name) if part]
        # Looked for first, because that is quick: most names are not in most texts.
        self.needle = max(_WORD.findall(self._name), key=len, default="").lower()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """The name in small letters. It begins with plain ones: the search for those is quick."""
        name = _BETWEEN.join(re.escape(part.lower()).replace("'", "'?") for part in self._parts)
        plural = "es" if self._name.lower().endswith(_HISSING) else "s"
        after = r"(?![^\W_])" if self._name[-1].isdigit() else rf"(?!{_LETTER})"
        return re.compile(rf"(?P<name>{name})(?P<plural>{plural})?(?P<own>'s?{after})?{after}")

    def find(self, texts: "_Spellings") -> Iterator[_FoundName]:
        """Yield the places of the name."""
        at = 0
        while (match := self._pattern.search(texts.small, at)) is not None:
            at = match.start() + 1
            if self._begins_word(texts.small, match.start()) and self._is_meant(
                texts.folded[slice(*match.span("name"))]
            ):
                yield self._found(texts.text, match)
                at = match.end()

    def _begins_word(self, small: str, at: int) -> bool:
        before = small[at - 1 : at]
        if before.isalpha() or (before.isdigit() and self._name[0].isdigit()):
            return False
        return small[max(at - 3, 0) : at].lstrip(" \n") != "o'" or small[at - 3 : at - 2].isalpha()

    def _is_meant(self, piece: str) -> bool:
        """Tell a name from a word that is spelt like it: rose, hill, will."""
        if not self._has_capital or piece == self._name or piece[0].isupper():
            return True
        return len(self._parts) > 1 and self.entry.kind is NameKind.PERSON

    def _found(self, text: str, match: re.Match[str]) -> _FoundName:
        """Return what is replaced: the name with its plural, while ’s stays in the text as it is."""
        entry = self.entry
        end = match.end() if match["own"] is None else match.start("own")
        new = entry.written(_plural_ending(entry.pseudonym) if match["plural"] else "")
        is_bare = match["plural"] is not None or entry.pseudonym.lower().endswith("s")
        if match["own"] == "'" and not is_bare and self._is_possessive(text, match):
            new += text[end] + "s"  # James’ becomes Peter’s
            end += 1
        return _FoundName(match.start(), end, entry, new)

    def _is_possessive(self, text: str, match: re.Match[str]) -> bool:
        """Tell James’ from a quotation mark that closes: only after an s, and not if one opened before."""
        ends_in_s = match.start("own") > 0 and text[match.start("own") - 1] in "sS"
        return ends_in_s and text[match.start() - 1 : match.start()] not in {"'", "‘"}


@dataclass(frozen=True)
class Pseudonyms:
    """The list of a study. Masking twice changes nothing more.

    Raises UserError for a list that cannot be used: an empty field, a name twice with different
    pseudonyms, a pseudonym that is or would make another name of the list.
    """

    entries: tuple[Pseudonym, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be used."""
        for entry in self.entries:
            _refuse_unusable(entry)
        _refuse_twice(self.entries)
        for entry in self.entries:
            self._refuse_chain(entry)

    def __bool__(self) -> bool:
        """Tell whether there is any name."""
        return bool(self.entries)

    def change(self, text: str) -> TextChange:
        """Return the change that masks a text (NFC)."""
        return self.masking(text).change

    def masking(self, text: str, stretches: Sequence[Span] | None = None) -> Masking:
        """Return the change that masks a text and the places of the names.

        With ``stretches``, in order, only those are masked, and no name is found across two of them.
        """
        found = self._find(text, stretches)
        change = TextChange.of(Replacement(place.start, place.end, place.text) for place in found)
        return Masking(change, Counter(place.entry.name for place in found))

    def masked(self, text: str) -> str:
        """Return a text with every name masked."""
        return self.change(text).applied(text) if text else text

    @cached_property
    def plain(self) -> "Pseudonyms":
        """The same list without brackets: for labels, titles and names, which are no running text."""
        if not any(entry.brackets for entry in self.entries):
            return self
        return Pseudonyms(tuple(replace(entry, brackets=False) for entry in self.entries))

    def places(self, text: str) -> Counter[str]:
        """Return how often each name of the list stands in a text, by the name."""
        return self.masking(text).places

    @cached_property
    def _matchers(self) -> tuple[_Matcher, ...]:
        return tuple(map(_Matcher, self.entries))

    def _find(self, text: str, stretches: Sequence[Span] | None = None) -> list[_FoundName]:
        """Return the names in a text in order; of those that overlap the first, and the longest of it."""
        folded = _fold(text)
        texts = _Spellings(text, folded, folded.lower())
        found = [
            place
            for matcher in self._matchers
            if matcher.needle in texts.small
            for place in matcher.find(texts)
            if stretches is None or _lies_within(place, stretches)
        ]
        kept: list[_FoundName] = []
        for place in sorted(found, key=lambda place: (place.start, -place.end)):
            if not kept or place.start >= kept[-1].end:
                kept.append(place)
        return kept

    def _refuse_chain(self, entry: Pseudonym) -> None:
        forms = (entry.pseudonym, entry.pseudonym + _plural_ending(entry.pseudonym))
        other = next((found.entry for form in forms for found in self._find(form)), None)
        if other is None:  # brackets would hold them apart, but labels and titles have none
            other = next((o for form in forms for o in self._joining(_parts(form))), None)
        if other is not None:
            raise UserError(
                _("“{pseudonym}” cannot stand for “{name}”: it holds “{other}”, a name on the list.").format(
                    pseudonym=_shown(entry.pseudonym), name=_shown(entry.name), other=_shown(other.name)
                ),
                _("It would itself be masked."),
                _("Choose another pseudonym."),
            )

    def _joining(self, pseudonym: tuple[str, ...]) -> Iterator[Pseudonym]:
        """Yield the names that a pseudonym could make with words beside it."""
        near = (entry for part in dict.fromkeys(pseudonym) for entry in self._by_part.get(part, ()))
        return (entry for entry in near if _could_join(pseudonym, _parts(entry.name)))

    @cached_property
    def _by_part(self) -> dict[str, list[Pseudonym]]:
        found: dict[str, list[Pseudonym]] = {}
        for entry in self.entries:
            for part in _parts(entry.name):
                found.setdefault(part, []).append(entry)
        return found


def _lies_within(place: _FoundName, stretches: Sequence[Span]) -> bool:
    at = bisect_right(stretches, place.start, key=lambda stretch: stretch.start) - 1
    return at >= 0 and place.end <= stretches[at].end


def _refuse_unusable(entry: Pseudonym) -> None:
    if not _WORD.search(entry.name):
        raise UserError(
            _("A name on the list is empty (its pseudonym is “{pseudonym}”).").format(
                pseudonym=_shown(entry.pseudonym)
            ),
            remedy=_("Give the name, or take the row out."),
        )
    if not entry.pseudonym:
        raise UserError(
            _("“{name}” has no pseudonym yet.").format(name=_shown(entry.name)),
            remedy=_("Give one, or take the name off the list."),
        )
    if entry.brackets and next(iter(marked_stretches(entry.written())), None) is not None:
        raise UserError(
            _("“{written}” would be taken for a remark of the transcriber, such as [laughs].").format(
                written=_shown(entry.written())
            ),
            remedy=_("Choose another pseudonym, or no brackets for it."),
        )


def _refuse_twice(entries: Iterable[Pseudonym]) -> None:
    first: dict[tuple[str, ...], Pseudonym] = {}
    for entry in entries:
        other = first.setdefault(_parts(entry.name), entry)
        if other.pseudonym != entry.pseudonym:
            raise UserError(
                _("“{name}” is on the list twice, as “{one}” and as “{other}”.").format(
                    name=_shown(entry.name), one=_shown(other.pseudonym), other=_shown(entry.pseudonym)
                ),
                remedy=_("Keep one of the two."),
            )


def _could_join(pseudonym: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Tell whether words beside a pseudonym could make a name with it: Rowan Hill, where Jane is Rowan."""
    least = min(len(pseudonym), len(name) - 1)
    return any(pseudonym[-n:] == name[:n] or pseudonym[:n] == name[-n:] for n in range(1, least + 1)) or any(
        name[at : at + len(pseudonym)] == pseudonym for at in range(len(name))
    )


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
