"""Reading the codes that somebody wrote on a document by hand: letters, colours, comments.

Letters are found in the text and taken out of it, colours and comments are placed in it; then each
mark is given its passage and its meaning. All work is done in the places of the text as heard; what
comes out stands in the stored text.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from coding.language import _
from coding.model.document import Document
from coding.model.framework import Framework
from coding.model.study import Span, Transcript
from coding.notation.annotations import Unread
from coding.notation.code_names import Names
from coding.notation.colours import colour_in_words
from coding.notation.cutting import Cut, cut_out, trimmed
from coding.notation.endings import Ending, find_endings
from coding.notation.hand_marks import HandMark, HandRules, MarkChoice, MarkSource
from coding.notation.mark_reading import MarkReader, MarkReading
from coding.notation.passages_of_marks import Coloured, MarkPassages, coloured_in, commented_in
from coding.text.label_looks import asks_by_name
from coding.text.segmentation import Segmented

_PARAGRAPH = 10_000  # more marks than one paragraph has
_NEAR = 8  # letters so few signs behind a coloured stretch belong to it


class HandRead(NamedTuple):
    """The transcript without the letters that were taken out of it, and all marks."""

    segmented: Segmented
    marks: tuple[HandMark, ...]


class _Letters(NamedTuple):
    """Letters that were found, and what they mean; taken out of the text if they mean a code."""

    ending: Ending
    reading: MarkReading
    number: int

    @property
    def span(self) -> Span:
        return Span(self.ending.start, self.ending.end)


def read_marks(
    heard: Segmented,
    document: Document,
    names: Names | None,
    rules: HandRules,
    choices: Mapping[tuple[MarkSource, int], MarkChoice],
) -> HandRead:
    """Find all marks of a document in its transcript and read them against the names of a framework."""
    reader = MarkReader(names, rules, choices)
    coloured = coloured_in(heard, document) if rules.read_colours else []
    written = _as_written(heard, document)
    endings = _endings(document, written, names, coloured) if rules.read_letters and names else ()
    letters = _letters(heard, endings, reader)
    taken = [found for found in letters if found.reading.codes]
    pieces = tuple(found.span for found in taken)
    # Most corrections change what marks mean, and neither where they stand nor which letters are cut out.
    cut = (
        document.worked_out((heard, pieces), lambda: cut_out(heard, pieces)) if pieces else cut_out(heard, ())
    )
    turns = [turn.start for turn in cut.segmented.transcript.turns]
    desk = _Desk(heard, cut, turns, MarkPassages(heard, pieces), reader, rules, choices)
    stretches = list(_split(coloured, taken, heard.transcript.text))
    own = {found.ending.start: stretch for stretch, found in stretches if found is not None}
    marks = [desk.of_letters(found, own.get(found.ending.start), names) for found in letters]
    numbers = _Numbers(heard)
    marks += [
        desk.of_colour(stretch, numbers.of(stretch.span.start))
        for stretch, found in stretches
        if found is None
    ]
    if rules.read_comments:
        marks += desk.of_comments(document)
    marks.sort(key=lambda mark: (mark.place, mark.mark_source, mark.number))
    return HandRead(cut.segmented, tuple(_noted(marks, names)))


def _as_written(heard: Segmented, document: Document) -> Transcript:
    """Return the transcript with its tabs, where it has blanks for them: codes may stand in a column."""
    transcript = heard.transcript
    if not any("\t" in paragraph for paragraph in document.paragraphs):
        return transcript
    signs = list(transcript.text)
    for start, end, paragraph, offset in heard.origins:
        signs[start:end] = document.paragraphs[paragraph][offset : offset + end - start]
    return replace(transcript, text="".join(signs))


def _endings(
    document: Document, written: Transcript, names: Names, coloured: Sequence[Coloured]
) -> tuple[Ending, ...]:
    spans = tuple(stretch.span for stretch in coloured if stretch.span.length)
    return document.worked_out((written, names, spans), lambda: find_endings(written, names, spans))


def _letters(heard: Segmented, endings: Sequence[Ending], reader: MarkReader) -> list[_Letters]:
    begin = len(heard.transcript.text) - len(heard.transcript.text.lstrip())
    found: list[_Letters] = []
    numbers = _Numbers(heard)
    for ending in endings:
        number = numbers.of(ending.start)
        reading = reader.letters(number, ending.written, ending.certainty)
        if ending.start <= begin and reading.codes:  # nothing is said that they could code
            reading = MarkReading((), (Unread(0, len(ending.written), ending.written),))
        found.append(_Letters(ending, reading, number))
    return found


class _Numbers:
    """Numbers the marks of one manner by their paragraph: what changes elsewhere changes no number."""

    def __init__(self, heard: Segmented) -> None:
        self._heard = heard
        self._in_paragraph: Counter[int] = Counter()

    def of(self, place: int) -> int:
        """Return the number of the next mark, which stands at a place."""
        paragraph = self._heard.paragraph_at(place)
        self._in_paragraph[paragraph] += 1
        return _PARAGRAPH * paragraph + self._in_paragraph[paragraph]


def _split(
    coloured: Sequence[Coloured], taken: Sequence[_Letters], text: str
) -> Iterator[tuple[Coloured, _Letters | None]]:
    """Yield coloured stretches with the letters at their end; letters in the midst of one divide it."""
    starts = [found.ending.start for found in taken]
    claimed: set[int] = set()
    for stretch in coloured:
        begin, end = stretch.span
        at = bisect_right(starts, begin - 1) if stretch.span.length else len(taken)
        while at < len(taken) and begin < end:
            found = taken[at]
            if found.ending.start >= end and (
                found.ending.start - end > _NEAR or text[end : found.ending.start].strip(' \n\t.,;:!?…"”’)')
            ):
                break
            is_free = found.ending.start not in claimed
            claimed.add(found.ending.start)
            yield replace(stretch, span=Span(begin, min(end, found.ending.start))), found if is_free else None
            begin, at = max(begin, found.ending.end), at + 1
        if begin == stretch.span.start or text[begin:end].strip(' \n\t.,;:!?…"”’)'):
            yield replace(stretch, span=Span(begin, end)), None


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is needed to make a HandMark of a mark."""

    heard: Segmented
    cut: Cut
    turns: Sequence[int]  # where those begin that are left
    passages: MarkPassages
    reader: MarkReader
    rules: HandRules
    choices: Mapping[tuple[MarkSource, int], MarkChoice]

    def of_letters(self, found: _Letters, stretch: Coloured | None, names: Names | None) -> HandMark:
        """Make a mark of letters, on the coloured stretch that they end if there is one."""
        ending, reading, number = found
        place = ending.start
        if stretch is None:
            return self._mark(MarkSource.LETTERS, number, Span(place, place), reading, ending.written, place)
        mark = self._mark(MarkSource.LETTERS, number, stretch.span, reading, ending.written, place)
        note = "" if names is None else self._disagreement(stretch.colour, reading, names.framework)
        return replace(mark, place=place, colour=stretch.colour, note=note)

    def of_colour(self, stretch: Coloured, number: int) -> HandMark:
        """Make a mark of a coloured stretch without letters."""
        reading = self.reader.colour(number, stretch.colour)
        if not stretch.span.length:
            reading = MarkReading(is_none=reading.is_none)
            note = _("It stands beside the text, on a heading or a label: there is nothing to code.")
        else:
            note = _("On the interviewer’s words.") if self._asks(stretch.span) else ""
        end = stretch.span.end
        mark = self._mark(MarkSource.COLOUR, number, stretch.span, reading, stretch.written, end)
        return replace(mark, colour=stretch.colour, note=note)

    def of_comments(self, document: Document) -> Iterator[HandMark]:
        """Make marks of comments; one that hangs on a place only reaches back like letters."""
        for number, comment in enumerate(document.comments):
            span = commented_in(self.heard, document, comment)
            reading = self.reader.comment(number, comment.text.strip())
            mark = self._mark(MarkSource.COMMENT, number, span, reading, comment.text.strip(), span.end)
            yield replace(mark, author=comment.author)

    def _mark(
        self, mark_source: MarkSource, number: int, own: Span, reading: MarkReading, written: str, end: int
    ) -> HandMark:
        """Make a mark on its own words, or on what it reaches back over from its end."""
        choice = self.choices.get((mark_source, number)) if self.choices else None
        chosen = choice.reach if choice else None
        span, reach = self._stored(own), None
        beside = mark_source is MarkSource.COLOUR and not own.length
        if chosen is not None or (not span.length and not beside):
            reach = chosen or self.rules.reach
            span = self._stored(self.passages.back_from(end, reach))
        if not span.length and reading.codes:  # there is nothing to code: it is not lost, but listed
            meant = tuple(code.code_id for code in reading.codes)
            reading = MarkReading((), (Unread(0, len(written), written, meant),), written)
        return HandMark(
            mark_source,
            own.start,
            self._turn(span),
            span,
            written,
            codes=reading.codes,
            unread=reading.unread,
            memo=reading.memo,
            reach=reach,
            is_none=reading.is_none,
            number=number,
        )

    def _stored(self, span: Span) -> Span:
        moved = self.cut.change.moved(span) if span.length else None
        if moved is None:
            place = self.cut.change.place(span.start)
            return Span(place, place)
        return trimmed(self.cut.segmented.transcript.text, moved)

    def _turn(self, span: Span) -> int:
        """Return the position of the turn in which a passage ends."""
        return max(0, bisect_right(self.turns, max(span.start, span.end - 1)) - 1)

    def _asks(self, span: Span) -> bool:
        transcript = self.heard.transcript
        at = bisect_right(transcript.turns, span.start, key=lambda turn: turn.start) - 1
        speaker = transcript.speaker_of(transcript.turns[at]) if at >= 0 else None
        within = at >= 0 and span.end <= transcript.turns[at].end
        return within and speaker is not None and asks_by_name(speaker.label)

    def _disagreement(self, colour: str, reading: MarkReading, framework: Framework) -> str:
        """Say where the colour means another dimension than the letters; the letters decide."""
        code_id = self.rules.colours.get(colour)
        if code_id is None or code_id not in framework.by_id or not reading.codes:
            return ""
        if any(_agree(framework, code_id, code.code_id) for code in reading.codes):
            return ""
        return _("The colour ({colour}) means {code}; the letters decide.").format(
            colour=colour_in_words(colour), code=framework.by_id[code_id].short
        )


def _agree(framework: Framework, one: int, other: int) -> bool:
    """Tell whether of two codes one lies on the path to the other."""
    paths = framework.path(one), framework.path(other)
    return framework.by_id[one] in paths[1] or framework.by_id[other] in paths[0]


def _noted(marks: Sequence[HandMark], names: Names | None) -> Iterator[HandMark]:
    """Yield marks with what else is to be looked at: words that may be codes, a code written twice."""
    times = Counter((mark.span, code.code_id) for mark in marks for code in mark.codes if mark.span.length)
    for mark in marks:
        notes = [mark.note] if mark.note else []
        if mark.codes:
            notes += [
                _("“{words}” is not understood.").format(words=piece.written)
                for piece in mark.unread
                if piece.candidates or piece.written.isupper()
            ]
            twice = [code.code_id for code in mark.codes if times[mark.span, code.code_id] > 1]
            if twice and names is not None:
                short = ", ".join(names.framework.by_id[code_id].short for code_id in twice)
                notes.append(
                    _("More than once on this passage, and counts once: {codes}.").format(codes=short)
                )
        yield replace(mark, note=" ".join(notes)) if notes else mark
