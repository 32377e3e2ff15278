"""Finding words in all interviews through the full-text index."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, text

from coding.model.study import Span
from storage.study.full_text import quoted

# Put round each match by the index; code points that stand for no character.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MATCH = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_CONTEXT = 90  # code points shown before and after
_TOGETHER = 120  # matches of a turn no further apart than this are one hit

_HITS = text(
    f"SELECT turn.id, turn.transcript_id, turn.start, highlight(search, 0, '{_OPEN}', '{_CLOSE}')"  # noqa: S608
    " FROM search JOIN turn ON turn.id = search.rowid"
    " WHERE search MATCH :wanted AND search.rowid > :after ORDER BY search.rowid LIMIT :turns"
)
_FOUND = text(
    "SELECT count(*), count(DISTINCT turn.transcript_id)"
    " FROM search JOIN turn ON turn.id = search.rowid WHERE search MATCH :wanted"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """Matches that stand close together in one turn, with the words around them.

    ``matches`` are spans of the transcript; ``excerpt`` is its text from ``excerpt_start`` on, a
    blank for each line break, so that positions in it are positions in the transcript.
    """

    interview_id: int
    turn_id: int
    matches: tuple[Span, ...]
    excerpt: str
    excerpt_start: int
    cut_before: bool
    cut_after: bool

    @property
    def span(self) -> Span:
        """From the first match to the end of the last."""
        return Span(self.matches[0].start, self.matches[-1].end)


class SearchFound(NamedTuple):
    """How much there is of what was searched for."""

    turns: int
    interviews: int


def search(connection: Connection, words: str, *, turns: int = 50, after: int = 0) -> list[Hit]:
    """Return where all the words are said, in the order the interviews came in.

    Every word must stand in the turn, the last one at least as a beginning; case and accents do
    not matter. At most ``turns`` turns are looked through, those after the turn id ``after``.
    """
    wanted = quoted(words)
    if not wanted:
        return []
    values = {"wanted": wanted, "after": after, "turns": turns}
    return [
        hit
        for turn_id, interview_id, start, marked in connection.execute(_HITS, values)
        for hit in _hits(interview_id, turn_id, start, marked)
    ]


def count_found(connection: Connection, words: str) -> SearchFound:
    """Return in how many turns of how many interviews all the words are said."""
    wanted = quoted(words)
    return SearchFound(*connection.execute(_FOUND, {"wanted": wanted}).one()) if wanted else SearchFound(0, 0)


def _hits(interview_id: int, turn_id: int, start: int, marked: str) -> Iterator[Hit]:
    words = marked.replace(_OPEN, "").replace(_CLOSE, "")
    for matches in _close_together(_matches(marked)):
        first, last = _excerpt(words, matches)
        yield Hit(
            interview_id,
            turn_id,
            tuple(Span(start + match.start, start + match.end) for match in matches),
            words[first:last].replace("\n", " "),
            start + first,
            cut_before=first > 0,
            cut_after=last < len(words),
        )


def _matches(marked: str) -> list[Span]:
    """Return the matches in code points of the turn, from its text with marks round them."""
    found: list[Span] = []
    for at, match in enumerate(_MATCH.finditer(marked)):
        begin = match.start() - 2 * at
        found.append(Span(begin, begin + len(match[1])))
    return found


def _close_together(matches: Sequence[Span]) -> Iterator[list[Span]]:
    group: list[Span] = []
    for match in matches:
        if group and match.end - group[0].start > _TOGETHER:
            yield group
            group = []
        group.append(match)
    if group:
        yield group


def _excerpt(words: str, matches: Sequence[Span]) -> Span:
    """Return the stretch to show: the matches with whole words around them."""
    first, last = matches[0].start - _CONTEXT, matches[-1].end + _CONTEXT
    if first > 0:
        blank = words.find(" ", first, matches[0].start)
        first = blank + 1 if blank >= 0 else first
    if last < len(words):
        blank = words.rfind(" ", matches[-1].end, last)
        last = blank if blank >= 0 else last
    return Span(max(first, 0), min(last, len(words)))
