"""Captions of tables and figures: their numbers, where they are cited, the rounds they speak of."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from coding.chapter.chapter import Chapter, ChapterPlace, ParagraphKind
from coding.chapter.findings import Finding, FindingKind, Severity
from coding.language import _
from coding.text.units import sentences

_NUMBERED: Final = r"\d+(?:[.-]\d+)*"
_CAPTION: Final = re.compile(
    rf"\s*(?P<kind>Table|Figure|Fig\.?|Chart|Box)\s+(?P<number>{_NUMBERED})(?P<after>\s*[:.–—|]|\s+[–-]\s|\t|\s|$)"
)
_CITED: Final = re.compile(
    rf"\b(?P<kind>Table|Figure|Fig\.|Chart|Box)(?P<many>s?)\s+(?P<numbers>{_NUMBERED}(?:\s*(?:,|and|or|to|–|&)\s*{_NUMBERED})*)"
)
_GOES_ON: Final = re.compile(r"\bcont(?:inued|\.|’d|'d)", re.IGNORECASE)
_LONGEST: Final = 400
_LONGEST_READ: Final = 20_000  # characters of a paragraph in which tables are cited
_YEAR: Final = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d)")
_PUBLISHED: Final = re.compile(r"[A-Z][\w’'-]+,?\s\(?(?:19|20)\d\d[a-z]?\b(?=[):])")


class Caption(NamedTuple):
    """One caption: Table 4.2 is a table with (4, 2)."""

    kind: str
    number: tuple[int, ...]
    paragraph: int

    @property
    def name(self) -> str:
        """What it is cited by."""
        return f"{self.kind} {'.'.join(map(str, self.number))}"


def captions_of(chapter: Chapter) -> list[Caption]:
    """Return the captions of a chapter."""
    found: list[Caption] = []
    for at, paragraph in enumerate(chapter.paragraphs):
        if (
            paragraph.kind not in {ParagraphKind.CAPTION, ParagraphKind.BODY}
            or len(paragraph.text) > _LONGEST
        ):
            continue
        match = _CAPTION.match(paragraph.text)
        if match and (paragraph.kind is ParagraphKind.CAPTION or match["after"].strip()):
            found.append(Caption(_kind(match["kind"]), _number(match["number"]), at))
    return found


def _kind(written: str) -> str:
    return "Figure" if written.startswith("Fig") else written


def _number(written: str) -> tuple[int, ...]:
    return tuple(int(part[:9]) for part in re.findall(r"\d+", written))


def captions_checked(chapter: Chapter) -> Iterator[Finding]:
    """Yield captions whose numbers stand twice or are missing, and citations of what is not there."""
    captions = captions_of(chapter)
    for kind in dict.fromkeys(each.kind for each in captions):
        yield from _numbering(chapter, [each for each in captions if each.kind == kind])
    yield from _citations(chapter, captions)
    yield from _rounds_of_tables(chapter)


def _numbering(chapter: Chapter, captions: Sequence[Caption]) -> Iterator[Finding]:
    first: dict[tuple[int, ...], Caption] = {}
    for each in captions:
        if each.number in first and not _GOES_ON.search(chapter.paragraphs[each.paragraph].text):
            says = _("{name} stands twice in the chapter.").format(name=each.name)
            yield _at(chapter, each, FindingKind.NUMBERING, says)
        before = each.number[:-1]
        highest = max((n[-1] for n in first if n[:-1] == before), default=each.number[-1] - 1)
        if each.number[-1] > highest + 1:
            missing = each._replace(number=(*before, highest + 1))
            says = _("{missing} is missing: {name} comes next.").format(missing=missing.name, name=each.name)
            yield _at(chapter, each, FindingKind.NUMBERING, says)
        first.setdefault(each.number, each)


def _citations(chapter: Chapter, captions: Sequence[Caption]) -> Iterator[Finding]:
    by_name = {(each.kind, each.number): each for each in captions}
    own = {each.paragraph for each in captions}
    for at, paragraph in enumerate(chapter.paragraphs):
        if at in own or paragraph.kind in {ParagraphKind.LISTING, ParagraphKind.HEADING, ParagraphKind.BLOCK}:
            continue
        for match in _CITED.finditer(paragraph.text):
            place = ChapterPlace(at, *match.span())
            for number in map(_number, re.findall(_NUMBERED, match["numbers"])):
                cited = Caption(_kind(match["kind"]), number, at)
                caption = by_name.get((cited.kind, number))
                if caption is None:
                    yield from _not_there(cited, place, match[0], captions)
                else:
                    yield from _round_cited(chapter, caption, place, match[0])


def _not_there(
    cited: Caption, place: ChapterPlace, written: str, captions: Sequence[Caption]
) -> Iterator[Finding]:
    """Yield a citation of what the chapter does not have; of other chapters nothing is known."""
    theirs = [each for each in captions if each.kind == cited.kind]
    other = next((each for each in captions if each.number == cited.number), None)
    if not theirs and other is None:
        return
    if any(each.number[:-1] == cited.number[:-1] for each in theirs or captions):
        says = _("There is no {name} in the chapter.").format(name=cited.name)
        if other is not None:
            says += " " + _("There is {name}.").format(name=other.name)
        yield Finding(Severity.WRONG, FindingKind.CITATION, place, written, says)


def _round_cited(chapter: Chapter, caption: Caption, place: ChapterPlace, written: str) -> Iterator[Finding]:
    """Yield a citation whose sentence speaks of another round than the caption does."""
    text = chapter.paragraphs[place.paragraph].text
    if len(text) > _LONGEST_READ:
        return
    sentence = next(
        (text[s.start : s.end] for s in sentences(text, 0, len(text)) if s.start <= place.start < s.end), ""
    )
    here, there = _rounds(sentence), _rounds(chapter.paragraphs[caption.paragraph].text)
    if here and there and not here & there:
        says = _("The sentence speaks of {here}, the caption of {there}.")
        said = says.format(here=_listed(here), there=_listed(there))
        yield Finding(Severity.LOOK, FindingKind.CAPTION, place, written, said)


def _rounds_of_tables(chapter: Chapter) -> Iterator[Finding]:
    """Yield captions of a round that their tables do not have."""
    for table in chapter.tables():
        if table.caption is None:
            continue
        first = min(table.rows)
        heads = " ".join(table.text(first, column) for column in table.rows[first])
        here, there = _rounds(heads), _rounds(table.caption_text)
        if here and there and not here & there:
            says = _("The caption speaks of {there}, the table of {here}.")
            text = table.caption_text
            place = ChapterPlace(table.caption, 0, len(text))
            said = says.format(here=_listed(here), there=_listed(there))
            yield Finding(Severity.WRONG, FindingKind.CAPTION, place, text, said)


def _rounds(text: str) -> frozenset[str]:
    return frozenset(_YEAR.findall(_PUBLISHED.sub(" ", text)))


def _listed(rounds: frozenset[str]) -> str:
    return ", ".join(sorted(rounds))


def _at(chapter: Chapter, caption: Caption, kind: FindingKind, says: str) -> Finding:
    text = chapter.paragraphs[caption.paragraph].text
    return Finding(Severity.WRONG, kind, ChapterPlace(caption.paragraph, 0, len(text)), text, says)
