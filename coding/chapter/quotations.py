"""Where a chapter quotes: in quotation marks of all kinds, and in paragraphs set apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from coding.chapter.chapter import Chapter, ChapterParagraph, ChapterPlace, ParagraphKind
from coding.model.study import Span

_CLOSED_BY: Final = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’",
    "‚": "‘’",
    "「": "」",
    "『": "』",
    '"': '"',
    "'": "'",
}
_APOSTROPHES: Final = "’'"
_GOES_ON_AT_MOST: Final = 4  # paragraphs in which one pair of marks lies
_LONGEST: Final = 20_000
_MOSTLY, _HALF = 0.8, 0.5  # of a block that is in marks
_MOST_LEFT_OPEN: Final = 200  # marks in one paragraph that nothing closes
_LEAST_WORDS: Final = 4
_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
_PARENTHESIS: Final = re.compile(r"[\s.,;:!?…]*([(\[])([^()\[\]]{2,200})[)\]]")
_AT_THE_END: Final = re.compile(
    r"\s*[(\[]([^()\[\]]{2,200})[)\]][\s.]*$|\s+(?:—|–|--|-)\s*([^—–\n]{2,160})$|\n\s*[—–-]?\s*([^\n]{2,160})$"
)
_DASH: Final = re.compile(r"[\s.,]*(?:—|–|--|-)\s*([^—–\n]{2,160})$")
_QUOTABLE: Final = frozenset(set(ParagraphKind) - {ParagraphKind.LISTING})


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation: its words, where they stand, and where they end with their marks."""

    words: str
    places: tuple[ChapterPlace, ...]
    end: int  # in the last place's paragraph, behind the closing mark
    start: int  # in the first place's paragraph, before the opening mark
    is_block: bool = False
    attribution: Span | None = None  # in the last place's paragraph

    @property
    def first(self) -> ChapterPlace:
        """Where it begins."""
        return self.places[0]

    @property
    def last(self) -> ChapterPlace:
        """Where it ends."""
        return self.places[-1]


class _Mark(NamedTuple):
    """A pair of quotation marks: where the opening one stands, and the closing one."""

    start: int
    end: int


def quotations(chapter: Chapter) -> list[Quoted]:
    """Return the quotations of a chapter in its order; what is only a word or three in marks is none.

    A word or three are where who says them follows in brackets.
    """
    found: list[Quoted] = []
    at = 0
    while at < len(chapter.paragraphs):
        paragraph = chapter.paragraphs[at]
        if paragraph.kind not in _QUOTABLE or not paragraph.text.strip():
            at += 1
            continue
        whole = _block(chapter, at) if paragraph.kind is ParagraphKind.BLOCK else None
        if whole is not None:
            found.append(whole)
            at += 1
            continue
        here, at = _in_marks(chapter, at)
        found += here
    return [each for each in found if _is_quotation(each)]


def _is_quotation(each: Quoted) -> bool:
    n = len(_WORD.findall(each.words))
    return n >= _LEAST_WORDS or (n > 0 and each.attribution is not None)


# --- set apart ---------------------------------------------------------------------------------------


def _block(chapter: Chapter, at: int) -> Quoted | None:
    """Return a paragraph that is set apart as a quotation, without the marks round it and who says it.

    None is returned for one that is only in part in quotation marks, or that only says who spoke.
    """
    text = chapter.paragraphs[at].text
    start, end = _without_blanks(text, 0, len(text))
    attribution = _at_end(text)
    if attribution is not None:
        end = _without_blanks(text, start, attribution.outer)[1]
    marks = _marks(text)
    if marks:
        covered = sum(mark.end - mark.start + 1 for mark in marks)
        if covered < _MOSTLY * (end - start):
            is_told = any(_following(text, mark.end + 1) is not None for mark in marks)
            return (
                None
                if is_told and covered > _HALF * (end - start)
                else _whole(at, text, start, end, attribution)
            )
        if len(marks) == 1:
            start, end = marks[0].start + 1, marks[0].end
    if start >= end or only_says_who(text):
        return None
    return _whole(at, text, start, end, attribution)


class _AtEnd(NamedTuple):
    """Who says it, at the end of a paragraph; ``outer`` is where it begins with its bracket or dash."""

    outer: int
    span: Span


def _whole(at: int, text: str, start: int, end: int, attribution: _AtEnd | None) -> Quoted:
    said = None if attribution is None else attribution.span
    return Quoted(
        text[start:end], (ChapterPlace(at, start, end),), len(text), start, is_block=True, attribution=said
    )


def _at_end(text: str) -> _AtEnd | None:
    match = _AT_THE_END.search(text)
    if match is None or not match.start():
        return None
    number = next(number for number in (1, 2, 3) if match[number])
    said = match[number]
    if number == 1 and match[0].lstrip()[0] == "[":  # or it is the writer's word for a name
        is_who = _PLACED.search(said) is not None
    else:
        is_who = names_somebody(said) or (number == 1 and re.search(r"[A-Z]", said) is not None)
    return _AtEnd(match.start(), Span(*match.span(number))) if is_who else None


_PLACED: Final = re.compile(r"\bSchool [A-Z]\b|\b(?:19|20)\d\d\b|\b[A-Z]{1,3}\d\b")
_SOMEBODY: Final = re.compile(
    r"\bSchool [A-Z]\b|\b(?:19|20)\d\d\b|\b[A-Z]{1,3}\d\b"
    r"|head|deputy|teacher|leader|governor|participant|interview",
    re.IGNORECASE,
)
_MOST_WORDS_OF_WHO: Final = 14


def names_somebody(text: str) -> bool:
    """Tell words that look like those that say who spoke: Headteacher, School B, 2015."""
    return _SOMEBODY.search(text) is not None and len(_WORD.findall(text)) <= _MOST_WORDS_OF_WHO


def only_says_who(text: str) -> bool:
    """Tell a paragraph that stands below a quotation and says who spoke."""
    text = text.strip()
    return bool(text) and text[0] in "([—–-" and names_somebody(text)


# --- in quotation marks ------------------------------------------------------------------------------


def _in_marks(chapter: Chapter, at: int) -> tuple[list[Quoted], int]:
    """Return the quotations that begin in a paragraph, and the paragraph to go on with."""
    text = chapter.paragraphs[at].text
    marks = _marks(text)
    found = [_quoted(at, text, mark) for mark in marks]
    over = _open_mark(text, marks[-1].end + 1 if marks else 0)
    if over is None:
        return found, at + 1
    closed = _closed_later(chapter.paragraphs, at, text[over])
    if closed is None:
        return found, at + 1
    last, end = closed
    places = [ChapterPlace(at, *_without_blanks(text, over + 1, len(text)))]
    for between in range(at + 1, last + 1):
        other = chapter.paragraphs[between].text
        begin = len(other) - len(other.lstrip())
        begin += other[begin : begin + 1] == text[over]
        places.append(ChapterPlace(between, begin, end if between == last else len(other)))
    kept = tuple(place for place in places if place.start < place.end)
    ending = chapter.paragraphs[last].text
    attribution = _following(ending, end + 1)
    found.append(Quoted(chapter.words_at(kept), kept, end + 1, over, attribution=attribution))
    # What else stands in the last paragraph follows from the closing mark on.
    found += [_quoted(last, ending, mark) for mark in _marks(ending, end + 1)]
    return found, last + 1


def _quoted(at: int, text: str, mark: _Mark) -> Quoted:
    start, end = _without_blanks(text, mark.start + 1, mark.end)
    attribution = _following(text, mark.end + 1)
    return Quoted(
        text[start:end], (ChapterPlace(at, start, end),), mark.end + 1, mark.start, attribution=attribution
    )


def _following(text: str, at: int) -> Span | None:
    """Return what stands in brackets right behind a quotation, or behind a dash up to the end."""
    if match := _PARENTHESIS.match(text, at):
        return Span(*match.span(2))
    match = _DASH.match(text, at)
    return Span(*match.span(1)) if match and names_somebody(match[1]) else None


def _marks(text: str, at: int = 0) -> list[_Mark]:
    """Return the outermost pairs of quotation marks of a text, from a place on."""
    found: list[_Mark] = []
    left_open = 0
    while at < len(text) and left_open < _MOST_LEFT_OPEN:
        if text[at] in _CLOSED_BY and _opens(text, at):
            end = _closing(text, at)
            if end is not None:
                found.append(_Mark(at, end))
                at = end
            left_open += end is None
        at += 1
    return found


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1] if at else " ", text[at + 1 : at + 2]
    if not after or after.isspace():
        return False
    if text[at] in "“„«‹「『":
        return True
    return not before.isalnum() and (before.isspace() or before in "([{—–-/“‘„\"'")


def _closing(text: str, at: int) -> int | None:
    """Return where the mark that closes one stands; None where none does."""
    opening, closings = text[at], _CLOSED_BY[text[at]]
    if any(closing in _APOSTROPHES for closing in closings):
        return _closing_single(text, at, closings)
    depth = 0
    for place in range(at + 1, min(len(text), at + _LONGEST)):
        is_nested = text[place] == opening and (opening not in closings or _opens(text, place))
        if is_nested:
            depth += 1
        elif text[place] in closings:
            if not depth:
                return place
            depth -= 1
    return None


def _closing_single(text: str, at: int, closings: str) -> int | None:
    """Return the closing one of single marks, which are apostrophes as well.

    It is the first that ends a phrase, by what stands before it or behind; a word or three are closed by any.
    Else it is the first before the next opening one that is no plural's, as in the teachers’ work’.
    """
    maybe: list[int] = []
    for place in range(at + 2, min(len(text), at + _LONGEST)):
        if text[place] == text[at] and maybe and _opens(text, place):
            break
        if text[place] not in closings or text[place + 1 : place + 2].isalnum() or text[place - 1].isspace():
            continue
        is_plural = text[place - 1] in "sxz"
        is_short = len(_WORD.findall(text, at + 1, place)) < _LEAST_WORDS
        if _ends_phrase(text, place) or (is_short and not is_plural):
            return place
        maybe.append(place)
    return next((place for place in maybe if text[place - 1] not in "sxz"), maybe[-1] if maybe else None)


def _ends_phrase(text: str, place: int) -> bool:
    """Tell whether a sign stands before a mark, or behind it."""
    before, behind = text[place - 1], text[place + 1 : place + 3].strip()[:1]
    is_next = not text[place + 1 : place + 2].isspace()
    return (
        before in ".,!?;:…)]" or behind in {"", "(", "[", "—", "–"} or (is_next and behind in set(".,;:)?!"))
    )


def _open_mark(text: str, at: int) -> int | None:
    """Return where a mark opens that this paragraph does not close."""
    return next(
        (place for place in range(at, len(text)) if text[place] in "“„«" and _opens(text, place)), None
    )


def _closed_later(paragraphs: Sequence[ChapterParagraph], at: int, opening: str) -> tuple[int, int] | None:
    """Return the paragraph and the place where a mark is closed that was opened in another."""
    kind = paragraphs[at].kind
    for later in range(at + 1, min(at + _GOES_ON_AT_MOST, len(paragraphs))):
        if paragraphs[later].kind is not kind or paragraphs[later].cell != paragraphs[at].cell:
            return None
        text = paragraphs[later].text
        begin = 1 if text.lstrip()[:1] == opening else 0
        for place in range(len(text) - len(text.lstrip()) + begin, len(text)):
            if text[place] == opening:
                return None
            if text[place] in _CLOSED_BY[opening]:
                return later, place
    return None


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without the blanks at its ends."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, max(start, start + len(words.strip()))


def around(quoted: Sequence[Quoted]) -> Iterator[tuple[Quoted, Quoted | None, Quoted | None]]:
    """Yield each quotation with those before and after it in the same paragraph."""
    for at, each in enumerate(quoted):
        before = quoted[at - 1] if at and quoted[at - 1].last.paragraph == each.first.paragraph else None
        after = quoted[at + 1] if at + 1 < len(quoted) else None
        if after is not None and after.first.paragraph != each.last.paragraph:
            after = None
        yield each, before, after
