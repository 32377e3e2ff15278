"""Taking a person out of a study at their wish: what goes, what is shortened, what still names them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from coding.model.study import Span, merged
from coding.text.text_change import Replacement, TextChange

# So many words in a row are taken for a quotation; fewer, everybody says.
_QUOTED: Final = 6
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
CUT: Final = "[…]"


@dataclass(frozen=True, slots=True)
class TakenInterview:
    """An interview that goes wholly, or whose turns of the person go.

    ``open_labels`` are those of whom nobody has said who they are: the person may speak there too.
    """

    interview_id: int
    heading: str
    is_whole: bool
    turns: int
    words: int
    open_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenPassage:
    """A coded passage that goes, or (``is_shortened``) loses a part; ``codes`` in short."""

    heading: str
    codes: tuple[str, ...]
    text: str
    is_shortened: bool


@dataclass(frozen=True, slots=True)
class ChangedNumber:
    """A number of a round before and after: codings of a strand, interviews, words of participants."""

    what: str
    round: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class WithdrawalPlan:
    """All that changes when a person is taken out, before anything does.

    ``named`` are places that still name the person afterwards, in words and how often; ``quotations``
    of their words in memos and codebook are cut out. ``restore_points`` hold the words until removed, what
    was ``written`` outside the study for as long as anybody keeps it.
    """

    person_id: int
    person: str
    interviews: tuple[TakenInterview, ...]
    passages: tuple[TakenPassage, ...]
    numbers: tuple[ChangedNumber, ...]
    memos: int
    quotations: int
    named: tuple[tuple[str, int], ...]
    restore_points: tuple[Path, ...] = ()
    written: tuple[str, ...] = ()

    @property
    def gone(self) -> int:
        """How many passages go."""
        return sum(not passage.is_shortened for passage in self.passages)

    @property
    def shortened(self) -> int:
        """How many passages lose a part."""
        return sum(passage.is_shortened for passage in self.passages)


def without_turns(text: str, turns: Iterable[Span]) -> TextChange:
    """Return the change that takes turns out of a transcript, each with the line break beside it."""
    runs: list[Span] = []
    for turn in sorted(turns):
        if runs and turn.start <= runs[-1].end + 1:
            runs[-1] = runs[-1].union(turn)
        else:
            runs.append(turn)
    return TextChange.of(Replacement(*_with_break(text, run), "") for run in runs)


def _with_break(text: str, run: Span) -> Span:
    if run.end < len(text):
        return Span(run.start, run.end + (text[run.end] == "\n"))
    return Span(max(run.start - 1, 0), run.end) if text[max(run.start - 1, 0)] == "\n" else run


@dataclass(frozen=True)
class Quotations:
    """What somebody said, to be found again where it is quoted: six words in a row or more."""

    texts: tuple[str, ...]

    @cached_property
    def _runs(self) -> frozenset[tuple[str, ...]]:
        return frozenset(run for text in self.texts for run, _span in _runs_of(text))

    def quotations(self, text: str) -> list[Span]:
        """Return where a text quotes them, in order."""
        return merged(span for run, span in _runs_of(text) if run in self._runs)

    def cut(self, text: str) -> str:
        """Return a text with an ellipsis in place of each quotation."""
        change = TextChange.of(Replacement(start, end, CUT) for start, end in self.quotations(text))
        return change.applied(text)


def _runs_of(text: str) -> Iterable[tuple[tuple[str, ...], Span]]:
    words = [
        (match[0].casefold().replace("’", "'"), match.start(), match.end()) for match in _WORD.finditer(text)
    ]
    for at in range(len(words) - _QUOTED + 1):
        run = words[at : at + _QUOTED]
        yield tuple(word for word, _start, _end in run), Span(run[0][1], run[-1][2])
