"""What analyses read of one study, kept in memory: each table is read when it is first asked for.

It is read again when it has changed; of codings, turns and what was told from texts only what a change
has touched. It serves the thread whose connection it reads through.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, Generic, TypeVar, cast

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData, Ints, bools, in_order_of, ints
from coding.model.framework import Framework
from coding.model.study import KINDS, TALK, Coder, CoderKind, InterviewKind
from storage.queries import frames
from storage.queries.attributes import attribute_values, attributes
from storage.queries.cases import cases
from storage.queries.codebook import frameworks
from storage.queries.coders import coders
from storage.queries.frames import Column
from storage.queries.passage_words import PassageWords
from storage.queries.people import roles, rounds, schools
from storage.queries.questions import filings, questions
from storage.queries.quoting import asked_of_quoting, clearances
from storage.queries.surveys import marked_at_schools_of
from storage.study import tables
from storage.study.connection import commits_seen, connect
from storage.study.journal import Changes
from storage.study.tables import CODING, MARK, SAID, TableName

T = TypeVar("T")
Ids = frozenset[int]
Coders = Ids
Blind = tuple[int, frozenset[int]]  # who reads which interviews without seeing what others coded

_MANY: Final = 900  # where more rows or transcripts have changed, the whole table is read anew
_FEW: Final = 100  # interviews: the turns of no more are read for themselves


@dataclass(frozen=True, eq=False)
class _Part(Generic[T]):
    """Something that is read whole, and the tables it is read from."""

    read: Callable[[Connection], T]
    tables: tuple[TableName, ...]


_BOOKS = _Part(
    lambda connection: {book.id: book for book in frameworks(connection)},
    (tables.FRAMEWORK, tables.STAGE, tables.CODE),
)
_ASKED = _Part(frames.asked, (tables.TURN,))
# What is known of interviews and people, whatever is coded and said.
_CODERS = _Part(coders, (tables.CODER,))
_READINGS = _Part(frames.readings, (tables.READING,))
_ROUNDS = _Part(rounds, (tables.ROUND,))
_SCHOOLS = _Part(schools, (tables.SCHOOL,))
_ROLES = _Part(roles, (tables.ROLE,))
_POSTS = _Part(frames.posts, (tables.POST,))
_INTERVIEWS = _Part(frames.interviews, (tables.INTERVIEW,))
_PARTICIPANTS = _Part(frames.participants, (tables.PARTICIPATION,))
_SPEAKERS = _Part(frames.speakers, (tables.SPEAKER,))
_QUESTIONS = _Part(questions, (tables.QUESTION, tables.QUESTION_CODE, tables.ROUND))
_FILINGS = _Part(filings, (tables.LINK,))
_ATTRIBUTES = _Part(attributes, (tables.ATTRIBUTE,))
_CASES = _Part(cases, (tables.CASE, tables.CASE_MEMBER))
_VALUES = _Part(attribute_values, (tables.ATTRIBUTE_VALUE,))
_QUOTING = _Part(asked_of_quoting, (tables.PERSON,))
_CLEARANCES = _Part(clearances, (tables.CLEARANCE,))
# Read when somebody asks by it: ten thousand answers take a moment.
_MARKED = _Part(marked_at_schools_of, (*tables.SURVEYS, tables.SCHOOL, tables.ROUND, tables.ROLE))


_PARTS: Final[tuple[_Part[Any], ...]] = (
    _BOOKS,
    _ASKED,
    _CODERS,
    _READINGS,
    _ROUNDS,
    _SCHOOLS,
    _ROLES,
    _POSTS,
    _INTERVIEWS,
    _PARTICIPANTS,
    _SPEAKERS,
    _QUESTIONS,
    _FILINGS,
    _ATTRIBUTES,
    _VALUES,
    _CASES,
    _QUOTING,
    _CLEARANCES,
)
# Nothing that is shared between materials is worked out of these.
_NOT_SHARED: Final[set[_Part[Any]]] = {_BOOKS, _ASKED, _FILINGS, _QUOTING, _CLEARANCES, _MARKED}
# Beside the texts, what says where answers begin and who gives them.
_TOLD: Final[set[_Part[Any]]] = {_ASKED, _FILINGS, _QUESTIONS, _SPEAKERS}


class _Rows:
    """A large table of which only what has changed is read again, told by the first column of its order."""

    def __init__(
        self, read: Callable[[Connection, Sequence[int] | None], dict[str, Column]], *order: str
    ) -> None:
        self._read, self._order = read, order
        self._changed: set[int] = set()
        self.held: pd.DataFrame | None = None

    def note(self, changed: Iterable[int]) -> None:
        """Take note that rows with these numbers have changed."""
        self._changed |= set(changed)

    def some(self, connection: Connection, numbers: Sequence[int] | None) -> pd.DataFrame:
        """Read the rows with these numbers, or all, in order."""
        return self._in_order(self._read(connection, numbers))

    def all(self, connection: Connection) -> pd.DataFrame:
        """Return all rows as they are now, in order."""
        if self.held is None or len(self._changed) > _MANY:
            self.held = self.some(connection, None)
        elif self._changed:
            self.held = self._with(self.held, self._read(connection, sorted(self._changed)))
        self._changed = set()
        return self.held

    def _with(self, held: pd.DataFrame, new: dict[str, Column]) -> pd.DataFrame:
        stands = ~np.isin(ints(held, self._order[0]), list(self._changed))
        return self._in_order(
            {name: np.concatenate([held[name].to_numpy()[stands], new[name]]) for name in new}
        )

    def _in_order(self, columns: dict[str, Column]) -> pd.DataFrame:
        order = in_order_of(*(columns[name] for name in self._order))
        if (np.diff(order) == 1).all():
            return pd.DataFrame(columns, copy=False)
        return pd.DataFrame({name: column[order] for name, column in columns.items()}, copy=False)


def _codings() -> _Rows:
    return _Rows(frames.codings, "id")


def _turns() -> _Rows:
    return _Rows(frames.turns, "interview_id", "start")


@dataclass(frozen=True)
class Ahead:
    """What was read of a study on another thread, for StudyData to take over."""

    parts: dict[_Part[Any], Any]
    codings: pd.DataFrame
    words: Ints  # of the passage of each coding
    turns: pd.DataFrame


def read_ahead(path: Path) -> Ahead:
    """Read what every analysis needs, on a connection of its own."""
    with closing(connect(path, read_only=True)) as connection:
        parts = {part: part.read(connection) for part in _PARTS}
        codings = _codings().all(connection)
        words = PassageWords(connection).count(codings)
        return Ahead(parts, codings, words, _turns().all(connection))


def analysis_data(
    connection: Connection,
    framework_id: int,
    coder_ids: Collection[int],
    blind_for: int | None = None,
    kinds: Collection[InterviewKind] = TALK,
) -> AnalysisData:
    """Return what is counted from, read anew; see StudyData.analysis_data.

    The frequencies of a study::

        found = frequencies(analysis_data(study.reader, framework_id, everybody(study.reader)))
    """
    return StudyData(connection).analysis_data(framework_id, coder_ids, blind_for, kinds)


class StudyData:
    """The tables of one study for analyses.

    ``follow`` is told of every change. What a job has stored and not yet said is noticed all the same:
    everything is read anew.
    """

    def __init__(self, connection: Connection, state: Callable[[], int] | None = None) -> None:
        """Read nothing yet; ``state`` gives another number after each change, None asks SQLite."""
        self._connection = connection
        self._state = state or partial(commits_seen, connection)
        self._known = self._state()
        self.forget()

    def forget(self) -> None:
        """Let go of everything: it is read anew when it is asked for."""
        self._held: dict[_Part[Any], Any] = {}
        self._codings, self._turns = _codings(), _turns()
        self._answers: dict[int, Ints] = {}
        self._words = PassageWords(self._connection)
        self._shared: dict[tuple[Coders, Ids], dict[Any, Any]] = {}
        self._told: dict[tuple[Coders, Ids], dict[Any, Any]] = {}
        self._materials: dict[tuple[int, Coders, Blind | None, Ids], AnalysisData] = {}

    def take_over(self, ahead: Ahead) -> None:
        """Take what was read ahead, if nothing has been read here yet; nothing may have changed since."""
        if not self._held:
            self._held = dict(ahead.parts)
            self._codings.held, self._turns.held = ahead.codings, ahead.turns
            self._words.take_over(ahead.codings, ahead.words)

    # --- what changes ------------------------------------------------------------------------------

    def follow(self, changes: Changes) -> None:
        """Let go of what an operation has changed, its undo or its redo."""
        self._known = self._state()
        gone = [part for part in self._held if changes.touches(*part.tables)]
        for part in gone:
            del self._held[part]
        if not set(gone) <= _NOT_SHARED:
            self._shared = {}
        if not _TOLD.isdisjoint(gone):
            self._told = {}
        self._codings.note(changes.rows.get(CODING, ()))
        retold = changes.touches(*SAID, MARK)
        if retold:
            self._retell(changes.transcripts)
        if gone or retold or changes.touches(CODING):
            self._materials = {}

    def _retell(self, transcripts: Collection[int]) -> None:
        """Let go of what was told from these texts."""
        self._told = {}
        self._turns.note(transcripts)
        self._words.forget(transcripts)
        for transcript_id in transcripts:
            self._answers.pop(transcript_id, None)

    # --- what is counted from ----------------------------------------------------------------------

    def analysis_data(
        self,
        framework_id: int,
        coder_ids: Collection[int],
        blind_for: int | None = None,
        kinds: Collection[InterviewKind] = TALK,
    ) -> AnalysisData:
        """Return what is counted from: these coders' codings with one framework.

        Documents, notes and answers to a survey are no interviews: they are there where their kinds are said.
        Where ``blind_for`` reads an interview blind, others' codings of it are left out.

        It is the same object until something that it was read from changes.
        """
        state = self._state()
        if state != self._known:
            self._known = state
            self.forget()
        key = (framework_id, frozenset(coder_ids), self._blind(blind_for), self._beside(kinds))
        if key not in self._materials:
            self._materials[key] = self._material(*key)
        return self._materials[key]

    def _beside(self, kinds: Collection[InterviewKind]) -> Ids:
        """Return the texts that are of none of these kinds, by id."""
        interviews = self._of(_INTERVIEWS)
        there = np.isin(ints(interviews, "kind"), [KINDS.index(kind) for kind in kinds])
        return frozenset(ints(interviews, "id")[~there].tolist())

    def _blind(self, coder_id: int | None) -> Blind | None:
        """Return who reads which interviews blind; None for nobody."""
        readings = self._of(_READINGS)
        goes_on = bools(readings, "blind") & ~bools(readings, "done")
        theirs = goes_on & (ints(readings, "coder_id") == (coder_id or 0))
        found = frozenset(ints(readings, "interview_id")[theirs].tolist())
        return (coder_id, found) if coder_id is not None and found else None

    def _material(
        self, framework_id: int, coder_ids: Coders, blind: Blind | None, beside: Ids
    ) -> AnalysisData:
        codebook = self._of(_BOOKS)[framework_id]
        readings = _without(self._of(_READINGS), beside)
        return AnalysisData(
            framework=codebook,
            rounds=tuple(self._of(_ROUNDS)),
            schools=tuple(self._of(_SCHOOLS)),
            roles=tuple(self._of(_ROLES)),
            posts=self._of(_POSTS),
            interviews=_with_done(_without(self._of(_INTERVIEWS), beside, "id"), readings, coder_ids),
            participants=_without(self._of(_PARTICIPANTS), beside),
            speakers=_without(self._of(_SPEAKERS), beside),
            readings=readings,
            codings=_without(self._chosen(codebook, coder_ids, blind), beside),
            coders=tuple(coder for coder in self._of(_CODERS) if coder.id in coder_ids),
            left_out=tuple(_left_out(self._of(_CODERS), coder_ids)),
            read_turns=self._turns_of,
            questions=self._of(_QUESTIONS),
            filings=tuple(each for each in self._of(_FILINGS) if each.interview_id not in beside),
            attributes=self._of(_ATTRIBUTES),
            attribute_values=self._of(_VALUES),
            cases=self._of(_CASES),
            beside=len(beside),
            quoting=self._of(_QUOTING),
            clearances=self._of(_CLEARANCES),
            read_asked=lambda: _without(self._of(_ASKED), beside),
            read_answers=self._answers_of,
            count_words=self._words.count,
            read_marked=lambda: self._of(_MARKED),
            read_unparted=self._unparted,
            shared=self._shared.setdefault((coder_ids, beside), {}),
            told=self._told.setdefault((coder_ids, beside), {}),
        )

    def _chosen(self, codebook: Framework, coder_ids: Coders, blind: Blind | None) -> pd.DataFrame:
        """Return the codings that are counted; where nobody's are, none of a large study is read."""
        if not coder_ids:
            return self._codings.some(self._connection, [])
        return _chosen(self._codings.all(self._connection), codebook, coder_ids, blind)

    def _of(self, part: _Part[T]) -> T:
        if part not in self._held:
            self._held[part] = part.read(self._connection)
        return cast("T", self._held[part])

    # --- what is read where it matters --------------------------------------------------------------

    def _turns_of(self, interview_ids: Ints) -> pd.DataFrame:
        if len(interview_ids) <= _FEW and self._turns.held is None:
            return self._turns.some(self._connection, interview_ids.tolist())
        turns = self._turns.all(self._connection)
        wanted = np.isin(ints(turns, "interview_id"), interview_ids)
        return turns if wanted.all() else turns[wanted].reset_index(drop=True)

    def _answers_of(self, interview_ids: Ints) -> pd.DataFrame:
        ids = interview_ids.tolist()
        self._answers |= frames.answer_starts(
            self._connection, [id_ for id_ in ids if id_ not in self._answers]
        )
        starts = [self._answers[id_] for id_ in ids]
        found = {
            "interview_id": np.repeat(interview_ids, [len(some) for some in starts]),
            "start": np.concatenate([np.empty(0, dtype=np.int64), *starts]),
        }
        return pd.DataFrame(found)

    def _unparted(self) -> Ints:
        """Return the interviews of which most words are single characters next to each other."""
        ids = ints(self._of(_INTERVIEWS), "id")
        starts = self._words.starts(ids.tolist())
        unparted = [2 * int((np.diff(starts[id_]) == 1).sum()) > len(starts[id_]) for id_ in ids.tolist()]
        return ids[np.array(unparted, dtype=np.bool_)]


def _chosen(
    codings: pd.DataFrame, codebook: Framework, coder_ids: Coders, blind: Blind | None
) -> pd.DataFrame:
    chosen = np.isin(ints(codings, "code_id"), [code.id for code in codebook.codes])
    chosen &= np.isin(ints(codings, "coder_id"), sorted(coder_ids))
    if blind is not None:
        coder_id, interview_ids = blind
        hidden = np.isin(ints(codings, "interview_id"), sorted(interview_ids))
        chosen &= ~hidden | (ints(codings, "coder_id") == coder_id)
    return codings if chosen.all() else codings[chosen].reset_index(drop=True)


def _without(frame: pd.DataFrame, beside: Ids, column: str = "interview_id") -> pd.DataFrame:
    """Return the rows of other interviews than these."""
    if not beside:
        return frame
    return frame[~np.isin(ints(frame, column), sorted(beside))].reset_index(drop=True)


def _with_done(interviews: pd.DataFrame, readings: pd.DataFrame, coder_ids: Coders) -> pd.DataFrame:
    """Say which interviews are done: at least one of the coders has read it, and all of theirs are done."""
    theirs = readings[np.isin(ints(readings, "coder_id"), sorted(coder_ids))]
    begun, done = ints(theirs, "interview_id"), bools(theirs, "done")
    ids = ints(interviews, "id")
    return interviews.assign(done=np.isin(ids, begun) & ~np.isin(ids, begun[~done]))


def _left_out(coders: Iterable[Coder], coder_ids: Coders) -> Iterator[Coder]:
    """Yield the people whose codings are not counted."""
    return (c for c in coders if c.kind is CoderKind.PERSON and c.id not in coder_ids)
