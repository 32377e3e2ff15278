"""What is said around a passage, and whether a quotation begins or ends in mid-sentence. Pure."""

from collections.abc import Sequence
from itertools import islice
from typing import Final, NamedTuple

from coding.model.study import Span, Turn
from coding.text.units import sentences
from coding.text.words import word_spans

ELLIPSIS: Final = "…"
_TRAILING: Final = (ELLIPSIS, "...")


class SaidPart(NamedTuple):
    """A stretch of one turn: who says it (None where nobody knows), and from where to where."""

    speaker_id: int | None
    start: int
    end: int


class Around(NamedTuple):
    """What is said before and after a passage, in the order of the text."""

    before: tuple[SaidPart, ...]
    after: tuple[SaidPart, ...]


def around(text: str, turns: Sequence[Turn], span: Span, steps: int) -> Around:
    """Return so many turns before and after a span; the rest of its own turn is the first of them.

    ``turns`` are a transcript's in order. Stretches without letters are left out.
    """
    before = (
        _part(text, turn, turn.start, min(turn.end, span.start))
        for turn in reversed(turns)
        if turn.start < span.start
    )
    after = (_part(text, turn, max(turn.start, span.end), turn.end) for turn in turns if turn.end > span.end)
    nearest = [*islice((part for part in before if part is not None), steps)]
    return Around(
        tuple(reversed(nearest)), tuple(islice((part for part in after if part is not None), steps))
    )


def _part(text: str, turn: Turn, start: int, end: int) -> SaidPart | None:
    words = text[start:end]
    if not _has_letters(words):
        return None
    start += len(words) - len(words.lstrip())
    return SaidPart(turn.speaker_id, start, start + len(words.strip()))


def begins_within(text: str, start: int) -> bool:
    """Tell whether a quotation from ``start`` on begins in mid-sentence."""
    sentence = _sentence_at(text, start)
    return sentence is not None and _has_letters(text[sentence.start : start])


def ends_within(text: str, end: int) -> bool:
    """Tell whether a quotation up to ``end`` ends in mid-sentence: more words of it follow."""
    sentence = _sentence_at(text, end - 1)
    return sentence is not None and _has_letters(text[end : sentence.end])


def _sentence_at(text: str, at: int) -> Span | None:
    """Return the sentence that holds a place; none does where blanks are."""
    first = text.rfind("\n", 0, max(at, 0)) + 1
    last = text.find("\n", at)
    found = sentences(text, first, len(text) if last < 0 else last)
    return next((sentence for sentence in found if sentence.start <= at < sentence.end), None)


def _has_letters(words: str) -> bool:
    return any(map(str.isalnum, words))


def quotation(text: str, start: int, end: int) -> str:
    """Return the words from ``start`` to ``end`` (code points), with an ellipsis where a sentence is cut.

    Where somebody trails off there is one already.
    """
    words = text[start:end]
    said = words.strip()
    first = start + len(words) - len(words.lstrip())
    before = begins_within(text, first) and not said.startswith(_TRAILING)
    after = ends_within(text, first + len(said)) and not said.endswith(_TRAILING)
    return f"{ELLIPSIS} " * before + said + f" {ELLIPSIS}" * after


def shortened_quotation(text: str, start: int, end: int, most: int) -> str:
    """Return a quotation of at most so many words, cut with an ellipsis where there are more; 0 is whole."""
    if most:
        found = word_spans(text, start, end)
        if len(found) > most:
            words = quotation(text, start, found[most - 1].end)
            return words if words.endswith(ELLIPSIS) else f"{words} {ELLIPSIS}"
    return quotation(text, start, end)
