"""What is counted from: some coders' codings with one framework, and everything said about who speaks.

``storage.queries.study_data`` reads it; tests write it down by hand. Ids are whole numbers,
0 where there is none (no school, nobody known).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from coding.analysis.marked_at_schools import MarkedAtSchools
from coding.model.code_labels import DIRECTIONS
from coding.model.framework import Framework
from coding.model.query import Exactly, Field
from coding.model.quoting import Clearance
from coding.model.role_codes import school_in_words
from coding.model.study import (
    KINDS,
    Attribute,
    AttributeValue,
    Case,
    Coder,
    Direction,
    Filing,
    Post,
    Question,
    Quoting,
    Role,
    Round,
    School,
)

if TYPE_CHECKING:
    from coding.analysis.speaker_attribution import Voices

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
T = TypeVar("T")

_NOTHING_ASKED = pd.DataFrame({"interview_id": [], "start": [], "question_id": []}, dtype=np.int64)


class AskedOf(Protocol):
    """Who is asked about, and in answer to what."""

    @property
    def by_place(self) -> bool:
        """Whether it hangs on what is answered."""
        ...

    @property
    def by_strand(self) -> bool:
        """Whether it hangs on what asks about a strand."""
        ...

    @property
    def only_prompted(self) -> bool:
        """Whether only what a question asked for is counted."""
        ...

    def among(self, analysis_data: "AnalysisData", voices: "Voices") -> Bools:
        """Tell the voices, or the parts of voices, that are asked about."""
        ...


@dataclass(frozen=True)
class AnalysisData:
    """The tables an analysis reads.

    ``interviews``, by id: id, title, round_id, school_id, done, partial, words (all that is said).
    done is said of the ``coders`` whose codings are counted; ``left_out`` are people whose are not.
    ``readings``: interview_id, coder_id, done; where they are None, whoever coded has read everything alike.
    ``participants``: interview_id, person_id.
    ``speakers``: id, interview_id, label, kind (interviewer, participant, unknown), person_id, words.
    ``codings``: id, interview_id, start, end, code_id, coder_id, stage_id, unsure, direction (its place in
    DIRECTIONS, 0 for none), revision (the framework's when it was coded). Offsets are code points of the
    interview's text, half-open.
    ``read_turns(interview_ids)`` returns interview_id, start, end, speaker_id of those interviews,
    in order; they are read only where it matters who speaks, for there are more turns than codings.
    ``read_asked()`` returns the turns that ask a listed question: interview_id, start, question_id;
    ``read_answers(interview_ids)`` where answers begin by who speaks, the question before them with
    them: interview_id, start; ``count_words`` counts the words of passages (interview_id, start, end).
    ``filings``: words filed by hand under another question, by interview and place, none over another.
    ``quoting``: what people ask for who may not simply be quoted, by id; ``clearances``: what was shown.
    ``read_marked()`` returns what part of the staff of schools marked the statements of a survey.
    ``read_unparted()`` returns the ids of interviews whose script puts no blanks between words: what is
    called words here are characters there.
    ``direction``: with it, only codings that say this are there (empty: those that say nothing).
    ``asked_of``: with it, only these voices are counted. ``narrowed_to`` says what it was narrowed to.
    ``stage``: with it, only codings with this stage are there (0: those without one); ``columns_for``
    are codes that have their columns though none of the codings here has them.
    ``sub_strands_apart``: each has a column of its own too, beside its strand, which counts it all the same.
    ``beside`` is the number of documents, notes and answers to a survey that are left out.
    ``only_answers``: with it, only these answers (by their number there) are gathered by question.
    ``shared`` is what was worked out of all but the codings and the texts: materials that differ in
    nothing else hand it on; ``told`` is what was worked out of texts and the interviews with codings.
    """

    framework: Framework
    rounds: tuple[Round, ...]
    schools: tuple[School, ...]
    roles: tuple[Role, ...]
    posts: tuple[Post, ...]
    interviews: pd.DataFrame
    participants: pd.DataFrame
    speakers: pd.DataFrame
    codings: pd.DataFrame
    read_turns: Callable[[Ints], pd.DataFrame]
    questions: tuple[Question, ...] = ()
    filings: tuple[Filing, ...] = ()
    readings: pd.DataFrame | None = None
    coders: tuple[Coder, ...] = ()
    left_out: tuple[Coder, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    attribute_values: tuple[AttributeValue, ...] = ()
    cases: tuple[Case, ...] = ()
    quoting: Mapping[int, Quoting] = field(default_factory=dict[int, Quoting])
    clearances: tuple[Clearance, ...] = ()
    read_asked: Callable[[], pd.DataFrame] = lambda: _NOTHING_ASKED
    read_answers: Callable[[Ints], pd.DataFrame] = lambda _ids: _NOTHING_ASKED
    count_words: Callable[[pd.DataFrame], Ints] | None = None
    read_marked: Callable[[], MarkedAtSchools] = MarkedAtSchools
    read_unparted: Callable[[], Ints] = lambda: np.empty(0, dtype=np.int64)
    direction: Direction | None = None
    asked_of: AskedOf | None = None
    narrowed_to: str = ""
    stage: int | None = None
    columns_for: frozenset[int] = frozenset()
    sub_strands_apart: bool = False
    only_answers: frozenset[int] | None = None
    beside: int = 0
    shared: dict[Any, Any] = field(default_factory=dict[Any, Any], repr=False)
    told: dict[Any, Any] = field(default_factory=dict[Any, Any], repr=False)
    worked_out: dict[Any, Any] = field(default_factory=dict[Any, Any], init=False, repr=False)

    @property
    def source_fields(self) -> tuple[Field, ...]:
        """What a query has to say to find nothing in the texts that are left out here."""
        talk = tuple(Exactly(str(kind)) for kind in KINDS if kind.is_talk)
        return (Field("source", talk),) if self.beside else ()

    @cached_property
    def has_directions(self) -> bool:
        """Tell whether any coding says what it says of its strand."""
        return bool(ints(self.codings, "direction").any())

    def of_direction(self, direction: Direction | None) -> "AnalysisData":
        """Return it with the codings of one direction alone: only numerators change; all for None."""
        if direction is None:
            return self
        of_it = np.flatnonzero(ints(self.codings, "direction") == DIRECTIONS.index(direction))
        return replace(self, codings=self.codings.iloc[of_it].reset_index(drop=True), direction=direction)

    def of_stage(self, stage: int) -> "AnalysisData":
        """Return it with the codings of one stage alone, 0 for those without one: only numerators change."""
        of_it = np.flatnonzero(ints(self.codings, "stage_id") == stage)
        codings = self.codings.iloc[of_it].reset_index(drop=True)
        return replace(self, codings=codings, stage=stage, columns_for=self.coded)

    @cached_property
    def apart(self) -> "AnalysisData":
        """It with a column for each sub-strand too; what was worked out of the codings is the same."""
        found = replace(self, sub_strands_apart=True)
        found.worked_out.update(self.worked_out)
        return found

    @cached_property
    def coded(self) -> frozenset[int]:
        """The codes that have a column of their own if they are dimensions: those that are coded."""
        return self.columns_for | frozenset(np.unique(ints(self.codings, "code_id")).tolist())

    @cached_property
    def asked(self) -> pd.DataFrame:
        """The turns that ask a question of a round's list, by interview and place."""
        if not self.questions:
            return _NOTHING_ASKED
        return self.read_asked().sort_values(["interview_id", "start"], ignore_index=True)

    @cached_property
    def words_of_codings(self) -> Ints | None:
        """The words of each coding's passage; None where nobody can count them."""
        return None if self.count_words is None else self.count_words(self.codings)

    @cached_property
    def unparted(self) -> Ints:
        """The interviews, by id, in which characters are counted."""
        return self.read_unparted()

    @property
    def counts_characters(self) -> bool:
        """Tell a study of which most interviews are counted by character."""
        return 2 * len(self.unparted) > len(self.interviews)

    @cached_property
    def school_by_id(self) -> dict[int, School]:
        """Every school by its id."""
        return {school.id: school for school in self.schools}

    @cached_property
    def role_by_id(self) -> dict[int, Role]:
        """Every role by its id."""
        return {role.id: role for role in self.roles}

    @cached_property
    def round_by_id(self) -> dict[int, Round]:
        """Every round by its id."""
        return {round_.id: round_ for round_ in self.rounds}

    @cached_property
    def post_of(self) -> dict[tuple[int, int], Post]:
        """What somebody does in a round, by person id and round id."""
        return {(post.person_id, post.round_id): post for post in self.posts}

    @cached_property
    def role_groups(self) -> tuple[str, ...]:
        """The groups that charts fold roles into (HD, SLT, T), in the order of the roles' numbers."""
        groups = (group_of(role) for role in sorted(self.roles, key=lambda role: role.number))
        return tuple(dict.fromkeys(groups))

    @cached_property
    def taking_part(self) -> tuple[Ints, Ints]:
        """Interview id and person id of everybody who takes part, named as taking part or as a speaker.

        Each pair once, in the order in which the study names them.
        """
        frames = (self.participants, self.speakers[ints(self.speakers, "person_id") > 0])
        interview_id, person_id = (
            np.concatenate([ints(frame, name) for frame in frames]) for name in ("interview_id", "person_id")
        )
        _pairs, first = np.unique((interview_id << 32) | person_id, return_index=True)
        first.sort()
        return interview_id[first], person_id[first]

    @property
    def people_in(self) -> dict[int, tuple[int, ...]]:
        """The ids of the people who take part, by interview id."""
        return _people_in(self)

    def interviews_of(self, round_: Round) -> Ints:
        """Return the ids of the interviews of a round."""
        return ints(self.interviews, "id")[ints(self.interviews, "round_id") == round_.id]

    @cached_property
    def row_of_coding(self) -> Ints:
        """The row of ``interviews`` that each coding belongs to."""
        return self.row_of(ints(self.codings, "interview_id"))

    @cached_property
    def coded_interviews(self) -> Ints:
        """The interviews with codings, by id, in order."""
        return distinct(ints(self.codings, "interview_id"))

    @cached_property
    def round_of_coding(self) -> Ints:
        """The id of the round that each coding belongs to, 0 for none."""
        return ints(self.interviews, "round_id")[self.row_of_coding]

    def row_of(self, interview_id: Ints) -> Ints:
        """Return the rows of ``interviews`` that have these ids (which are in order there)."""
        return np.searchsorted(ints(self.interviews, "id"), interview_id)


def kept(function: Callable[[AnalysisData], T]) -> Callable[[AnalysisData], T]:
    """Make a function of a material keep its answer as long as the material is there."""
    return _keeping(function, lambda analysis_data: analysis_data.worked_out)


def kept_whatever_is_coded(function: Callable[[AnalysisData], T]) -> Callable[[AnalysisData], T]:
    """Do so for all materials alike but for codings and texts, at which the function does not look."""
    return _keeping(function, lambda analysis_data: analysis_data.shared)


def kept_until_retold(function: Callable[[AnalysisData], T]) -> Callable[[AnalysisData], T]:
    """Do so while texts are the same; of codings the function looks only at which interviews have any."""

    @wraps(function)
    def answer(analysis_data: AnalysisData) -> T:
        told, coded = analysis_data.told, analysis_data.coded_interviews
        if function not in told or not np.array_equal(told[function][0], coded):
            told[function] = coded, function(analysis_data)
        return told[function][1]

    return answer


def _keeping(
    function: Callable[[AnalysisData], T], where: Callable[[AnalysisData], dict[Any, Any]]
) -> Callable[[AnalysisData], T]:
    @wraps(function)
    def answer(analysis_data: AnalysisData) -> T:
        known = where(analysis_data)
        if function not in known:
            known[function] = function(analysis_data)
        return known[function]

    return answer


@kept_whatever_is_coded
def _people_in(analysis_data: AnalysisData) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for interview_id, person_id in zip(*(ids.tolist() for ids in analysis_data.taking_part), strict=True):
        found.setdefault(interview_id, []).append(person_id)
    return {interview_id: tuple(people) for interview_id, people in found.items()}


def in_order_of(*columns: Ints) -> Ints:
    """Return the positions of rows in the order of these columns, the first above all; equals as they come.

    One number for each row is sorted ten times as quickly as several, where they go into one; a stable
    sort takes little time where much is in order already, as codings are by interview.
    """
    number, room = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        least = int(column.min(initial=0))
        width = int(column.max(initial=0)) - least + 1
        room *= width
        if room > np.iinfo(np.int64).max:
            return np.lexsort(columns[::-1])
        number = number * width + (column - least)
    return np.argsort(number, kind="stable")


def distinct(numbers: Ints) -> Ints:
    """Return each of these numbers once, in order: ten times as quickly where equals stand together."""
    return np.unique(numbers[np.diff(numbers, prepend=numbers[:1] - 1) != 0])


def ints(frame: pd.DataFrame, column: str) -> Ints:
    """Return a column of whole numbers."""
    return frame[column].to_numpy(dtype=np.int64)


def bools(frame: pd.DataFrame, column: str) -> Bools:
    """Return a column of yes and no."""
    return frame[column].to_numpy(dtype=np.bool_)


def strings(frame: pd.DataFrame, column: str) -> list[str]:
    """Return a column of text."""
    return list(map(str, frame[column].tolist()))


def school_label(school: School) -> str:
    """Return what charts and attributions call a school: its name, else ``School B``."""
    return school_in_words(school.letter, school.name)


def group_of(role: Role) -> str:
    """Return the group that charts fold a role into; a role without one stands alone."""
    return role.group or role.name


def post_title(analysis_data: AnalysisData, person_id: int, round_id: int) -> str:
    """Return what somebody was called in a round, or an empty string where nothing says so."""
    post = analysis_data.post_of.get((person_id, round_id))
    role = analysis_data.role_by_id.get(post.role_id) if post else None
    return post.title or role.name if post and role else ""
