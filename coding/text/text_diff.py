"""Two versions of a text: which words were changed, so that what stands on the old can move to the new.

Whole lines are matched first, then the words between those that match, then blanks and signs between
those: a corrected transcript of 100,000 words takes a fraction of a second, and no word is matched
across half the interview.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Levenshtein

from coding.model.study import Span, Transcript
from coding.text.text_change import Replacement, TextChange
from coding.text.words import word_spans

_LINE: Final = re.compile(r"[^\n]+")
_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
_TOKEN: Final = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")
_ANCHOR: Final = 12  # characters: lines that match for less ("Yes.") may be any others of the kind
_MANY: Final = 20_000  # pieces: beyond, to match as many as possible takes too much memory
_FEW: Final = 4  # words: below, a passage is compared by its letters


class _Gap(NamedTuple):
    """What differs between two matches: [start, end) of the old text, [new_start, new_end) of the new."""

    start: int
    end: int
    new_start: int
    new_end: int


def between(old: str, new: str) -> TextChange:
    """Return the change that makes the new text of the old one, word by word.

    Of words in place of others, each new one takes the place of an old one as far as they go.
    """
    if old == new:
        return TextChange()
    return TextChange(
        tuple(
            Replacement(change.start, change.end, new[change.new_start : change.new_end])
            for lines in _matched(old, new, _Gap(0, len(old), 0, len(new)), _LINE, _ANCHOR)
            for words in _matched(old, new, lines, _WORD, 1)
            for change in _substituted(old, new, words)
        )
    )


def _matched(old: str, new: str, gap: _Gap, piece: re.Pattern[str], least: int) -> Iterator[_Gap]:
    """Match the pieces in a gap, as many as can be; yield the gaps that are left, in order.

    A stretch that matches for fewer than ``least`` characters is none.
    """
    found = [match.span() for match in piece.finditer(old, gap.start, gap.end)]
    new_found = [match.span() for match in piece.finditer(new, gap.new_start, gap.new_end)]
    method = Indel if max(len(found), len(new_found)) < _MANY else Levenshtein
    at, new_at = gap.start, gap.new_start
    pieces, new_pieces = _texts(old, found), _texts(new, new_found)
    for start, new_start, length in method.opcodes(pieces, new_pieces).as_matching_blocks():
        if sum(map(len, pieces[start : start + length])) < least:
            continue
        matched = zip(found[start : start + length], new_found[new_start:], strict=False)
        for (begin, end), (new_begin, new_end) in matched:
            yield from _unless_equal(old, new, _Gap(at, begin, new_at, new_begin))
            at, new_at = end, new_end
    yield from _unless_equal(old, new, _Gap(at, gap.end, new_at, gap.new_end))


def _texts(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def _unless_equal(old: str, new: str, gap: _Gap) -> Iterator[_Gap]:
    if old[gap.start : gap.end] != new[gap.new_start : gap.new_end]:
        yield gap


def _substituted(old: str, new: str, gap: _Gap) -> Iterator[_Gap]:
    """Pair off the words and signs of a gap that has none in common; yield what differs, in order."""
    tokens = [match.span() for match in _TOKEN.finditer(old, gap.start, gap.end)]
    new_tokens = [match.span() for match in _TOKEN.finditer(new, gap.new_start, gap.new_end)]
    at, new_at = gap.start, gap.new_start
    pairs = Levenshtein.opcodes(_texts(old, tokens), _texts(new, new_tokens))
    for start, new_start, length in pairs.as_matching_blocks():
        if length:
            yield from _unless_equal(old, new, _Gap(at, tokens[start][0], new_at, new_tokens[new_start][0]))
            at, new_at = tokens[start + length - 1][1], new_tokens[new_start + length - 1][1]
    yield from _unless_equal(old, new, _Gap(at, gap.end, new_at, gap.new_end))


def correction(text: str, turn: Span, new: str) -> TextChange:
    """Return the change that lets a turn read otherwise; without words it goes, line break and all."""
    if new:
        return within(between(text[turn.start : turn.end], new).shifted(turn.start), text, turn)
    if text.startswith("\n", turn.end):
        return TextChange.of([Replacement(turn.start, turn.end + 1, "")])
    return TextChange.of([Replacement(max(turn.start - 1, 0), turn.end, "")])


def within(change: TextChange, old: str, span: Span) -> TextChange:
    """Return a change of the text in a turn such that what is put in at its very edges is inside it.

    A passage up to the end of the turn then goes up to its end afterwards. Nothing can be inside an
    empty turn.
    """
    if not span.length:
        return change
    edges = [r for r in change.replacements if r.start == r.end and r.start in span]
    if span.length == 1 and len(edges) == 2:  # both would take the one character
        (before, after), others = edges, [r for r in change.replacements if r not in edges]
        return TextChange.of([*others, Replacement(*span, before.text + old[span.start] + after.text)])
    return TextChange(tuple(_pulled_in(r, old, span) if r in edges else r for r in change.replacements))


def _pulled_in(put_in: Replacement, old: str, span: Span) -> Replacement:
    at, _end, text = put_in
    if at == span.start:
        return Replacement(at, at + 1, text + old[at])
    return Replacement(at - 1, at, old[at - 1] + text)


def words_differing(old: str, change: TextChange) -> int:
    """Return how many words a change takes out or puts in; one in place of another counts once."""
    return sum(
        max(len(word_spans(old, start, end)), len(word_spans(text, 0, len(text))))
        for start, end, text in change.replacements
    )


def likeness(old: str, new: str) -> float:
    """Return how much of a text is in another, in order: from 0 (nothing) to 1 (all, and no more).

    Long texts are compared by their words, short ones by their letters, so that a corrected typo of
    a passage of two words is no other passage.
    """
    old_words, new_words = _plain_words(old), _plain_words(new)
    if min(len(old_words), len(new_words)) < _FEW:
        return fuzz.ratio(old.casefold(), new.casefold()) / 100
    return Indel.normalized_similarity(old_words, new_words)


def _plain_words(text: str) -> list[str]:
    return [text[span.start : span.end].casefold() for span in word_spans(text, 0, len(text))]


def same_place(old: Transcript, new: Transcript, span: Span) -> Span:
    """Return where a passage is after the text changed: in the turns it was in, by their words.

    Where those turns are gone, or nothing is left of it, it stays as it is.
    """
    touched = [turn for turn in old.turns if turn.start < span.end and turn.end > span.start]
    there = {turn.id: turn for turn in new.turns}
    if old.text == new.text or not touched or any(turn.id not in there for turn in touched):
        return span
    before, after = touched[0].start, there[touched[0].id].start
    change = between(old.text[before : touched[-1].end], new.text[after : there[touched[-1].id].end])
    moved = change.moved(Span(max(span.start - before, 0), span.end - before))
    return Span(moved.start + after, moved.end + after) if moved is not None else span
