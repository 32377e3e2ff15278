"""The rows of the joint display: a strand, of all or of a group, in each round on both sides."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from coding.analysis.measure import PERCENT_FROM
from coding.analysis.rounding import percent, percent_number
from coding.analysis.survey_results import ALL, SurveyShare
from coding.language import N_
from coding.model.cells import CellKey, RowPlace
from coding.model.query import Field
from coding.model.survey import Bank


class JointBy(StrEnum):
    """What a strand's rows are divided by."""

    ALL = N_("all")
    GROUP = N_("group")
    SCHOOL = N_("school")


class Silent(StrEnum):
    """Which side has nothing to say of a row, because it did not ask."""

    NEITHER = ""
    SURVEY = "survey"
    INTERVIEWS = "interviews"


class JointStage(NamedTuple):
    """A stage of both sides: its letter and name, and its id in the framework, None where that has none."""

    letter: str
    name: str
    stage_id: int | None


class StageShare(NamedTuple):
    """How many marks ``people`` set, of all they could have set at the statements of one stage."""

    marks: SurveyShare
    people: int

    @property
    def is_small(self) -> bool:
        """Tell a share of so few people that it has no percentage (rule 10), whatever they marked."""
        return self.people < PERCENT_FROM

    @property
    def percent(self) -> str:
        """``68 %``, from ten people on."""
        return "" if self.is_small else percent(self.marks.k, self.marks.n)

    @property
    def percent_number(self) -> float | None:
        """The percentage, rounded, None for fewer than ten people."""
        return None if self.is_small else percent_number(self.marks.k, self.marks.n)

    @property
    def text(self) -> str:
        """``84 of 124 68 %``."""
        return " ".join(filter(None, (self.marks.text, self.percent)))


@dataclass(frozen=True)
class JointRound:
    """A row in one round.

    ``shares`` go by stage, None where nothing of it was asked; ``people`` answered. ``codings`` go by stage
    too, the first are those without one; ``total`` counts each passage once. ``interviews`` are those with
    somebody of the row, ``with_some`` those of them with a coding. ``is_so_far``: not all of them are done.
    ``named``: a question of the round asks about the strand.
    """

    round_id: int
    round: str
    people: int
    shares: tuple[StageShare | None, ...]
    deficits: StageShare | None
    codings: tuple[int, ...]
    total: int
    with_some: int
    interviews: int
    done: int
    named: bool

    @property
    def has_survey(self) -> bool:
        """Tell whether the survey says anything."""
        return self.deficits is not None or any(self.shares)

    @property
    def has_interviews(self) -> bool:
        """Tell whether there is anything to be counted: of interviews not done, nothing found is no 0 yet."""
        return bool(self.done or self.total)

    @property
    def is_so_far(self) -> bool:
        """Tell a count of interviews that are not all done."""
        return self.done < self.interviews

    @property
    def share_of_interviews(self) -> SurveyShare:
        """Interviews with at least one coding, of all."""
        return SurveyShare(self.with_some, self.interviews)


@dataclass(frozen=True)
class JointRow:
    """A strand, of all or of a group (``ALL``, a group, a school, or empty for those not known)."""

    code_id: int | None
    bank: Bank | None
    strand: str
    name: str
    hue: str
    group: str
    label: str
    place: RowPlace
    fields: tuple[Field, ...]
    rounds: tuple[JointRound, ...]
    silent: Silent

    @property
    def key(self) -> CellKey | None:
        """What the researcher's sentence is about; None for a bank that belongs to no code."""
        return None if self.code_id is None else CellKey(self.place, self.code_id)

    @property
    def called(self) -> str:
        """What it is called in a sentence: ``HSC, School B``."""
        return self.strand if self.group == ALL else f"{self.strand}, {self.label}"
