"""Answers as rows: a heading a school or role, then answers of the rounds side by side."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QAbstractListModel, Qt

from app.widgets.card_stack import Ints
from app.widgets.table import NOWHERE, Index
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.answer_records import AnswerWords
from coding.analysis.by_question import Answer
from coding.analysis.groups import Grouping, member_labels
from coding.errors import DamagedError
from coding.language import _, plural
from coding.model.study import Round

ReadTexts = Callable[[list[int]], Mapping[int, str]]
_TEXTS = 16  # transcripts kept at a time


class AnswerRow(NamedTuple):
    """A heading, or one answer of each round at most; ``answers`` has a place a round."""

    heading: str = ""
    answers: tuple[Answer | None, ...] = ()


class AnswerRole(IntEnum):
    """What the list's items hold besides their words."""

    ROW = Qt.ItemDataRole.UserRole + 1


def answer_rows(
    data: AnalysisData, answers: Iterable[Answer], rounds: Sequence[Round], by: Grouping
) -> Iterator[AnswerRow]:
    """Yield the answers by school or role; who answered in several rounds stands beside themselves."""
    column = {round_.id: at for at, round_ in enumerate(rounds)}
    groups: dict[int, list[Answer]] = {}
    for answer in answers:
        if answer.round_id in column:
            for member in answer.schools if by is Grouping.SCHOOL else answer.roles:
                groups.setdefault(member, []).append(answer)
    for member, label in member_labels(data, by).items():
        if found := groups.get(member):
            counted = plural("{n} answer", "{n} answers", len(found))
            yield AnswerRow(_("{group} · {answers}").format(group=label, answers=counted))
            yield from (AnswerRow(answers=tuple(row)) for row in _beside(found, column))


def _beside(answers: Sequence[Answer], column: Mapping[int, int]) -> list[list[Answer | None]]:
    """Put answers of several rounds beside each other: the same people's first, then where there is room."""
    rows: list[list[Answer | None]] = []
    theirs: dict[int, list[list[Answer | None]]] = {}
    left: list[list[Answer]] = [[] for _round in column]
    for answer in answers:
        at, people = column[answer.round_id], [person for person in answer.people if person]
        known = (row for person in people for row in theirs.get(person, ()))
        row = next((row for row in known if row[at] is None), None)
        if row is not None:
            row[at] = answer
        elif at == 0:
            rows.append([answer, *[None] * (len(column) - 1)])
            for person in people:
                theirs.setdefault(person, []).append(rows[-1])
        else:
            left[at].append(answer)
    for at, some in enumerate(left):
        free = [row for row in rows if row[at] is None][: len(some)]
        new: list[list[Answer | None]] = [[None] * len(column) for _answer in some[len(free) :]]
        rows += new
        for row, answer in zip((*free, *new), some, strict=True):
            row[at] = answer
    return rows


class AnswerModel(QAbstractListModel):
    """Holds rows of answers; a transcript is read when one of its answers is shown."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.rows: list[AnswerRow] = []
        self.words: AnswerWords | None = None
        self._text: Callable[[int], str] = lambda _id: ""

    def show(self, rows: Iterable[AnswerRow], words: AnswerWords, read: ReadTexts) -> None:
        """Show these rows; ``read`` returns the texts of interviews by id."""
        self.beginResetModel()
        self.rows, self.words = list(rows), words

        def text(interview_id: int) -> str:
            try:
                return read([interview_id]).get(interview_id, "")
            except DamagedError:  # said when the interview is opened; here somebody is painting
                return ""

        self._text = lru_cache(_TEXTS)(text)
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.rows, self.words = [], None
        self.endResetModel()

    def source(self, answer: Answer) -> str:
        """Return the text of an answer's interview."""
        return self._text(answer.interview_id)

    def text(self, answer: Answer) -> str:
        """Return an answer in words."""
        return self.words.text(answer, self.source(answer)) if self.words is not None else ""

    def lengths(self) -> Ints:
        """Return how many code points the longest answer of each row has; 0 for a heading."""
        longest = (
            max((each.end - each.start for each in row.answers if each is not None), default=0)
            for row in self.rows
        )
        return np.fromiter(longest, dtype=np.int64)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, its words, or what a screen reader says of it."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case AnswerRole.ROW:
                return row
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return row.heading or "\n".join(self._spoken(row))
            case _:
                return None

    def _spoken(self, row: AnswerRow) -> Iterator[str]:
        return (self.spoken(answer) for answer in row.answers if answer is not None)

    def spoken(self, answer: Answer) -> str:
        """Return what a screen reader says of an answer."""
        who, carries = answer.who.attribution, self.source_line(answer)
        return _("{who}: {answer} {carries}").format(who=who, answer=self.text(answer), carries=carries)

    def source_line(self, answer: Answer) -> str:
        """Return what stands under an answer: codes, where it was filed from, whether it may be quoted."""
        strands = ", ".join(strand.label.replace(" ", "\u00a0") for strand in answer.strands)
        filed = self.words.filed(answer) if self.words is not None else ""
        return " · ".join(filter(None, (strands, filed, answer.may_quote.line))) or _("no code")
