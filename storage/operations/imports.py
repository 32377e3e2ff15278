"""Storing what arrived: one operation for all of it, undone as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Table, func, select

from coding.intake.plan import ImportPlan, ImportRow, Participant
from coding.language import N_, plural
from coding.model.study import AttributeKind, SpeakerKind
from coding.notation.questions import ALL_ROUNDS, ListedQuestion
from coding.progress import Progress, silent
from coding.text.names import name_key
from storage.operations.attributes import AttributeWriting
from storage.operations.hand_codings import HandCodingWriting
from storage.operations.questions import write_questions
from storage.study import schema
from storage.study.operation import WriteContext, operation

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class StoredImport:
    """What an import made: the interviews in the order of the plan."""

    interview_ids: tuple[int, ...]


@operation(N_("Import {what}"), leave_out=("plan", "progress"))
def store_import(w: WriteContext, plan: ImportPlan, progress: Progress = silent) -> StoredImport:
    """Store the included arrivals with the rounds, schools, people and posts that they need.

    ``progress(done, total, name)`` is called before each and may raise CancelledError; then nothing is kept.

    Raises UserError: a code that a question asks about, or that is written in a file, is no longer there.
    """
    rows = plan.included
    names = [row.file.name for row in rows]
    w.note(
        what=f"“{names[0]}”" if len(names) == 1 else plural("{n} file", "{n} files", len(names)), files=names
    )
    storing = _Storing(w, plan)
    storing.list_questions(plan)
    by_hand = HandCodingWriting(w, plan)
    by_hand.remember()
    stored: list[int] = []
    for done, row in enumerate(rows):
        progress(done, len(rows), row.file.name)
        stored.append(storing.store(row, plan.questions_of(row.round.value)))
        by_hand.write(row, stored[-1])
    return StoredImport(tuple(stored))


class _Storing:
    """The ids of what the study has, by the names a plan uses; what is missing is added once."""

    def __init__(self, w: WriteContext, plan: ImportPlan) -> None:
        """Read what is there."""
        self._w = w
        called = (taken.match.school_names.items() for taken in plan.tables)
        self._school_names = {letter: name for names in called for letter, name in names}
        self._rounds = self._ids(schema.round_, "name")
        self._schools = self._ids(schema.school, "name") | self._ids(schema.school, "letter")
        self._people = self._ids(schema.person, "name")
        self._cases = self._ids(schema.case_, "name")
        roles = w.connection.execute(select(schema.role.c.number, schema.role.c.id))
        self._roles = {row.number: row.id for row in roles}
        held = w.connection.execute(select(schema.post.c.person_id, schema.post.c.round_id))
        self._posts = {(row.person_id, row.round_id) for row in held}
        self._attributes = AttributeWriting(w)
        self._questions: dict[int, list[int]] = {}

    def _ids(self, table: Table, name: str) -> dict[str, int]:
        """Return ids by the key of their name; of two with one name the first."""
        rows = self._w.connection.execute(select(table.c[name], table.c.id).order_by(table.c.id.desc()))
        return {name_key(value): id_ for value, id_ in rows if value}

    def list_questions(self, plan: ImportPlan) -> None:
        """Store the lists of questions that came along for rounds by name, also of rounds without a file."""
        for name, listed in plan.questions.items():
            if name != ALL_ROUNDS and (listed or name_key(name) in self._rounds):
                self._asked_ids(self._round(name), listed)

    def _asked_ids(self, round_id: int | None, listed: Sequence[ListedQuestion]) -> list[int]:
        """Return the ids of a round's questions, which are stored if they are not."""
        if round_id is None:
            return []
        if round_id not in self._questions:
            self._questions[round_id] = write_questions(self._w, round_id, listed)
        return self._questions[round_id]

    def store(self, row: ImportRow, listed: Sequence[ListedQuestion]) -> int:
        """Store one arrival, of whose round these are the questions; return the interview's id."""
        assert row.segmented is not None
        round_id, school_id = self._round(row.round.value), self._school(row.school.value)
        people = [self._person(participant) for participant in row.participants]
        for participant, person_id in zip(row.participants, people, strict=True):
            own = self._school(participant.school) if participant.school else school_id
            self._post(participant, person_id, round_id, own)
        interview_id = self._w.add(
            schema.interview,
            title=row.file.stem,
            school_id=school_id,
            round_id=round_id,
            date=row.date.value,
            duration_ms=row.segmented.duration_ms,
            source_name=row.file.name,
            source_sha256=row.file.sha256,
            words=row.words,
            participant_words=row.participant_words,
            kind=row.kind.value,
            author="" if row.kind.is_talk else row.author.value,
        )
        if row.case:
            self._w.add(schema.case_member, case_id=self._case(row.case), interview_id=interview_id)
        self._w.add_many(
            schema.participation,
            [{"interview_id": interview_id, "person_id": person_id} for person_id in dict.fromkeys(people)],
        )
        self._transcript(row, interview_id, people, self._asked_ids(round_id, listed))
        self._say_more(row, interview_id, people)
        return interview_id

    def _say_more(self, row: ImportRow, interview_id: int, people: Sequence[int]) -> None:
        """Write the attributes of an interview and of those who take part."""
        self._attributes.write(AttributeKind.INTERVIEW, interview_id, row.attributes)
        for participant, person_id in enumerate(people):
            self._attributes.write(AttributeKind.PERSON, person_id, row.attributes_of(participant))

    def _transcript(
        self, row: ImportRow, transcript_id: int, people: list[int], question_ids: list[int]
    ) -> None:
        assert row.segmented is not None
        transcript = row.segmented.transcript
        self._w.add(schema.transcript, id=transcript_id, text=transcript.text)
        speakers: dict[int | None, int | None] = {None: None}
        for position, label in enumerate(row.speaker_labels):
            known = label.participant is not None and label.kind is not SpeakerKind.INTERVIEWER
            speakers[position] = self._w.add(
                schema.speaker,
                transcript_id=transcript_id,
                label=label.label,
                kind=label.kind.value,
                person_id=people[label.participant or 0] if known else None,
                words=label.words,
            )
        asked = {turn: question_ids[question] for turn, question, *_how in row.asked if question_ids}
        self._w.add_many(
            schema.turn,
            [
                {
                    "transcript_id": transcript_id,
                    "start": start,
                    "end": end,
                    "speaker_id": speakers[speaker],
                    "ms": ms,
                    "question_id": asked.get(at),
                }
                for at, (_position, start, end, speaker, ms) in enumerate(transcript.turns)
            ],
        )
        self._w.add_many(
            schema.mark,
            [
                {
                    "transcript_id": transcript_id,
                    "start": start,
                    "end": end,
                    "kind": kind,
                    "text": text,
                    "ms": ms,
                }
                for _position, start, end, kind, text, ms in transcript.marks
            ],
        )

    def _round(self, name: str) -> int | None:
        if not name:
            return None
        key = name_key(name)
        if key not in self._rounds:
            self._rounds[key] = self._w.add(schema.round_, name=name, position=len(self._rounds))
        return self._rounds[key]

    def _case(self, name: str) -> int:
        """Return the id of a case by its name; a new one is added once."""
        key = name_key(name)
        if key not in self._cases:
            self._cases[key] = self._w.add(schema.case_, name=name, position=len(self._cases))
        return self._cases[key]

    def _school(self, school: str) -> int | None:
        """Return the id of a school by its letter or name; a new one by name gets the next free letter."""
        if not school:
            return None
        key = name_key(school)
        if key not in self._schools:
            by_letter = len(school) <= 3 and school.isupper()
            letter = school if by_letter else self._free_letter()
            count = self._w.connection.scalar(select(func.count()).select_from(schema.school)) or 0
            name = self._school_names.get(school, "") if by_letter else school
            self._schools[key] = self._w.add(schema.school, letter=letter, name=name, position=count)
            self._schools[name_key(letter)] = self._schools[key]
        return self._schools[key]

    def _free_letter(self) -> str:
        return next((letter for letter in _LETTERS if name_key(letter) not in self._schools), "")

    def _person(self, participant: Participant) -> int:
        key = name_key(participant.name)
        if key not in self._people:
            self._people[key] = self._w.add(schema.person, name=participant.name)
        return self._people[key]

    def _post(
        self, participant: Participant, person_id: int, round_id: int | None, school_id: int | None
    ) -> None:
        """Write what the person is in this round, unless the study says so already or too little is known."""
        role_id = self._roles.get(participant.role or 0)
        if role_id is None or round_id is None or school_id is None or (person_id, round_id) in self._posts:
            return
        self._posts.add((person_id, round_id))
        self._w.add(
            schema.post,
            person_id=person_id,
            round_id=round_id,
            school_id=school_id,
            role_id=role_id,
            title=participant.title,
        )
