"""What was understood of one table of answers, as it is shown and corrected before it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from coding.survey.headings import AnswerUse
from coding.survey.sheets import AnswerSheet, UnclearCell


class ReadColumn(NamedTuple):
    """A column and what it is taken for; ``name`` is the statement, the question or the bank.

    ``certainty`` is of 100, ``by`` says what it was known by: number, words, likeness, heading, content,
    said. ``sample`` is what its first cell holds.
    """

    at: int
    heading: str
    use: AnswerUse
    name: str = ""
    certainty: int = 100
    by: str = "heading"
    sample: str = ""


class AskedColumn(NamedTuple):
    """A place in the answers: a statement or question by name, of one with several ticks an option."""

    name: str
    option: int | None = None


@dataclass(frozen=True, slots=True)
class ReadRespondent:
    """One who answered: school by letter or name, role by number, group; answers along what was asked.

    None in the answers: not answered. ``texts`` are answers in words, by question. ``mark`` is what the file
    tells respondents apart by.
    """

    row: int
    mark: str
    round: str
    school: str
    role: int | None
    group: str
    answers: tuple[float | None, ...]
    texts: Mapping[str, str] = field(default_factory=dict[str, str])


class LeftOutRow(NamedTuple):
    """A row of a sheet that is no respondent, and why; rows count from 1."""

    row: int
    text: str
    reason: str


class Correction(NamedTuple):
    """What a person said that a column is."""

    use: AnswerUse
    name: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person said of a table, in place of the guesses; ``cells`` by row and column of the sheet."""

    columns: Mapping[int, Correction] = field(default_factory=dict[int, Correction])
    round: str = ""
    is_left_out: bool = False
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """One table: its columns, who answered, what is left out; ``problem``: why nothing comes of it."""

    sheet: AnswerSheet
    is_long: bool = False
    columns: tuple[ReadColumn, ...] = ()
    asked: tuple[AskedColumn, ...] = ()
    respondents: tuple[ReadRespondent, ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""
    corrections: Corrections = Corrections()

    @property
    def is_included(self) -> bool:
        """Tell whether something of it is stored."""
        return bool(self.respondents) and not self.problem and not self.corrections.is_left_out

    @property
    def unclear(self) -> tuple[UnclearCell, ...]:
        """What of filled-in forms is unclear still: it is stored as not answered."""
        return tuple(
            each for each in self.sheet.unclear if (each.row, each.column) not in self.corrections.cells
        )

    @property
    def rounds(self) -> tuple[str, ...]:
        """The rounds that its respondents are of."""
        return tuple(sorted({each.round for each in self.respondents}))
