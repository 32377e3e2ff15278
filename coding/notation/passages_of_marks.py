"""How far back a hand-written code reaches, and which words are coloured or commented on.

All places are those of the text as heard, marks included.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coding.model.document import Comment, Document, Highlight
from coding.model.study import Span
from coding.notation.cutting import trimmed
from coding.notation.hand_marks import Reach
from coding.text.segmentation import Segmented
from coding.text.units import sentences


def _parts(heard: Segmented) -> Iterator[Span]:
    """Yield the turns as they are written down: a repeated label of the same speaker begins another."""
    for turn in heard.transcript.turns:
        first, last = bisect_right(heard.resumed, turn.start), bisect_left(heard.resumed, turn.end)
        within = heard.resumed[first:last]
        yield from (Span(start, end) for start, end in pairwise([turn.start, *within, turn.end]))


class MarkPassages:
    """Finds what codes at a place reach back over; ``cuts`` are the letters that are taken out, in order."""

    def __init__(self, heard: Segmented, cuts: Sequence[Span]) -> None:
        """Look at a transcript."""
        self._text = heard.transcript.text
        self._turns = list(_parts(heard))
        self._starts = [turn.start for turn in self._turns]
        self._cuts = cuts
        self._ends = [cut.end for cut in cuts]

    def back_from(self, place: int, reach: Reach) -> Span:
        """Return the passage that ends at a place; an empty one where nothing is said before it."""
        end = self._end_before(place)
        if end == 0:
            return Span(place, place)
        turn = self._turns[bisect_right(self._starts, end - 1) - 1]
        since = self._last_code_before(end)
        match reach:
            case Reach.TURN:
                found = turn
            case Reach.STRETCH:
                found = Span(max(turn.start, since), end)
            case Reach.SENTENCE:
                found = sentences(self._text, max(turn.start, since), end)[-1]
            case Reach.EXCHANGE:
                found = Span(since, end)
        return trimmed(self._text, found)

    def _end_before(self, place: int) -> int:
        """Return where the last words before a place end that are no letters of another code."""
        while True:
            while place and self._text[place - 1].isspace():
                place -= 1
            at = bisect_right(self._ends, place) - 1
            behind = place and at >= 0 and self._ends[at] == place
            inside = at + 1 < len(self._cuts) and self._cuts[at + 1].start < place
            if not behind and not inside:
                return place
            place = self._cuts[at if behind else at + 1].start

    def _last_code_before(self, end: int) -> int:
        at = bisect_right(self._ends, end)
        return self._ends[at - 1] if at else 0


@dataclass(frozen=True, slots=True)
class Coloured:
    """A coloured stretch of the text; an empty one is coloured beside it: a heading, a label."""

    span: Span
    colour: str
    written: str = ""


def coloured_in(heard: Segmented, document: Document) -> list[Coloured]:
    """Return the coloured stretches in order.

    Stretches of one colour with nothing but blanks between them are one, over paragraphs and turns.
    A label that is coloured like words behind it is passed over.
    """
    text = heard.transcript.text
    found: list[Coloured] = []
    in_text: set[tuple[int, str]] = set()
    beside: list[tuple[int, Coloured]] = []
    for highlight in sorted(document.highlights, key=lambda h: (h.paragraph, h.start)):
        spans = list(_words_of(heard, highlight))
        for span in spans:
            in_text.add((highlight.paragraph, highlight.colour))
            last = next(
                (at for at in range(len(found))[:-3:-1] if found[at].colour == highlight.colour), None
            )
            if last is not None and not text[found[last].span.end : span.start].strip():
                found[last] = Coloured(found[last].span.union(span), highlight.colour)
            else:
                found.append(Coloured(span, highlight.colour))
        written = document.paragraphs[highlight.paragraph][highlight.start : highlight.end].strip()
        if written and not spans:
            place = heard.place_of(highlight.paragraph, highlight.start)
            beside.append((highlight.paragraph, Coloured(Span(place, place), highlight.colour, written)))
    found += [stretch for paragraph, stretch in beside if (paragraph, stretch.colour) not in in_text]
    return sorted(found, key=lambda stretch: stretch.span)


def _words_of(heard: Segmented, highlight: Highlight) -> Iterator[Span]:
    """Yield the words of the text that are coloured, without blanks around them."""
    for span in heard.spans_of(highlight.paragraph, highlight.start, highlight.end):
        words = trimmed(heard.transcript.text, span)
        if words.length:
            yield words


def commented_in(heard: Segmented, document: Document, comment: Comment) -> Span:
    """Return the words that a comment hangs on; an empty span where it hangs on a place only."""
    (first, start), (last, end) = comment.start, max(comment.start, comment.end)
    paragraphs = dict(enumerate(document.paragraphs))  # a comment may end behind the last of them
    spans = [
        span
        for number in range(first, last + 1)
        for span in heard.spans_of(
            number,
            start if number == first else 0,
            end if number == last else len(paragraphs.get(number, "")),
        )
    ]
    if spans:
        found = trimmed(heard.transcript.text, Span(spans[0].start, spans[-1].end))
        if found.length:
            return found
    before = list(heard.spans_of(last, 0, end)) if end else []
    place = before[-1].end if before else heard.place_of(last, end)
    return Span(place, place)
