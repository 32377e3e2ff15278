"""Who speaks in a passage, and where that voice belongs (counting rule 5).

The role and the school are the speaker's in that round. A passage by speakers of two groups
belongs to both; who cannot be told is "not known". In an interview whose people are all of one
group, a voice without a name belongs to that group; a voice whose school nothing tells belongs to
the interview's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import pandas as pd

from coding.analysis.material import Bools, Ints, Material, group_of, ints, strings
from coding.study import SpeakerKind

NOT_KNOWN = 0


class VoiceKind(IntEnum):
    """Whose words they are."""

    PARTICIPANT = 0
    UNCERTAIN = 1  # a speaker who may be a participant or the interviewer
    UNNAMED = 2  # words for which the transcript names no speaker
    INTERVIEWER = 3  # what the interviewer alone says


class Voice(NamedTuple):
    """One voice; ids are 0 where not known, ``role`` is a position in the role groups, from 1."""

    interview_id: int
    speaker_id: int
    kind: int
    school_id: int
    role: int
    person_id: int
    words: int


@dataclass(frozen=True)
class Voices:
    """All voices as arrays of equal length, the fields of Voice.

    Every interview has, beside its speakers and its silent participants, one UNNAMED voice and one
    INTERVIEWER.
    """

    interview_id: Ints
    speaker_id: Ints
    kind: Ints
    school_id: Ints
    role: Ints
    person_id: Ints
    words: Ints


class _Speaker(NamedTuple):
    interview_id: int
    id: int
    kind: str
    person_id: int
    words: int


class _Interview(NamedTuple):
    id: int
    round_id: int
    school_id: int
    words: int


class _Seat(NamedTuple):
    school_id: int
    role: int
    person_id: int


def voices(material: Material) -> Voices:
    """Return all voices of all interviews."""
    role_of = _role_positions(material)
    speakers: dict[int, list[_Speaker]] = {}
    for speaker in _speakers(material):
        speakers.setdefault(speaker.interview_id, []).append(speaker)
    rows: list[Voice] = []
    for interview in _interviews(material):
        table = _Table(material, role_of, interview, speakers.get(interview.id, []))
        rows += table.voices()
    return Voices(*np.array(rows, dtype=np.int64).reshape(-1, len(Voice._fields)).T)


def _role_positions(material: Material) -> dict[int, int]:
    """Return the position of each role's group, from 1, by role id."""
    at = {group: position for position, group in enumerate(material.role_groups, 1)}
    return {role.id: at[group_of(role)] for role in material.roles}


def _speakers(material: Material) -> Iterator[_Speaker]:
    frame = material.speakers
    ids, where = ints(frame, "id").tolist(), ints(frame, "interview_id").tolist()
    people, words = ints(frame, "person_id").tolist(), ints(frame, "words").tolist()
    return map(_Speaker, where, ids, strings(frame, "kind"), people, words)


def _interviews(material: Material) -> Iterator[_Interview]:
    columns = (ints(material.interviews, name).tolist() for name in ("id", "round_id", "school_id", "words"))
    return map(_Interview, *columns)


class _Table:
    """The people round the table of one interview."""

    def __init__(
        self, material: Material, role_of: dict[int, int], interview: _Interview, speakers: list[_Speaker]
    ) -> None:
        self._material = material
        self._role_of = role_of
        self._interview = interview
        self._speakers = speakers
        self._people = material.people_in.get(interview.id, ())
        talking = [speaker for speaker in speakers if speaker.kind != SpeakerKind.INTERVIEWER]
        # One person and one voice, or a document without voices: whose words they are need not be said.
        self._alone = len(self._people) == 1 and [s.kind for s in talking] == [SpeakerKind.PARTICIPANT]
        self._written = len(self._people) == 1 and not talking

    def voices(self) -> Iterator[Voice]:
        left = self._interview.words
        seated: set[int] = set()
        for speaker in self._speakers:
            left -= speaker.words
            if speaker.kind == SpeakerKind.INTERVIEWER:
                continue
            seat = self._seat(self._people[0] if self._alone else speaker.person_id)
            seated.add(seat.person_id)
            participant = speaker.kind == SpeakerKind.PARTICIPANT
            kind = VoiceKind.PARTICIPANT if participant else VoiceKind.UNCERTAIN
            yield self._voice(kind, seat, speaker.id, speaker.words)
        for person_id in self._people:
            if person_id not in seated:
                yield self._voice(VoiceKind.PARTICIPANT, self._seat(person_id))
        anybody = self._seat(self._people[0] if self._written else NOT_KNOWN)
        yield self._voice(VoiceKind.UNNAMED, anybody, words=max(left, 0))
        yield self._voice(VoiceKind.INTERVIEWER, _Seat(anybody.school_id, NOT_KNOWN, NOT_KNOWN))

    def _voice(self, kind: VoiceKind, seat: _Seat, speaker_id: int = 0, words: int = 0) -> Voice:
        return Voice(self._interview.id, speaker_id, kind, *seat, words)

    def _seat(self, person_id: int) -> _Seat:
        """Return where a person sits; for nobody in particular, what all people here share."""
        if person_id:
            return _Seat(self._school(person_id), self._role(person_id), person_id)
        school = _shared(self._school(person) for person in self._people)
        role = _shared(self._role(person) for person in self._people)
        return _Seat(school or self._interview.school_id, role, NOT_KNOWN)

    def _school(self, person_id: int) -> int:
        post = self._material.post_of.get((person_id, self._interview.round_id))
        return post.school_id if post else self._interview.school_id

    def _role(self, person_id: int) -> int:
        post = self._material.post_of.get((person_id, self._interview.round_id))
        return self._role_of.get(post.role_id, NOT_KNOWN) if post else NOT_KNOWN


def _shared(values: Iterable[int]) -> int:
    """Return the one value all have, else NOT_KNOWN."""
    found = set(values)
    return found.pop() if len(found) == 1 else NOT_KNOWN


class Spoken(NamedTuple):
    """Which voices are heard in which codings: two arrays of equal length, a row for each pair.

    ``coding`` are positions in ``Material.codings``, ``voice`` positions in Voices.
    """

    coding: Ints
    voice: Ints


def spoken(material: Material, all_voices: Voices, chosen: Ints) -> Spoken:
    """Return who is heard in each of the chosen codings (positions in ``Material.codings``).

    Participants where any speaks; else the unnamed voice where words have no speaker; else the
    interviewer's. Every chosen coding has at least one row.
    """
    codings = material.codings.iloc[chosen]
    turns = material.read_turns(np.unique(ints(codings, "interview_id")))
    coding, turn = _touching(codings, turns)
    silent = np.setdiff1d(np.arange(len(codings)), coding)  # beyond all turns: nobody is named
    coding = np.concatenate([coding, silent])
    speakers = np.concatenate([ints(turns, "speaker_id")[turn], np.zeros_like(silent)])
    voice = _voice_of(all_voices, ints(codings, "interview_id")[coding], speakers)
    kept = _not_outspoken(coding, all_voices.kind[voice], len(codings))
    return Spoken(chosen[coding[kept]], voice[kept])


def _touching(codings: pd.DataFrame, turns: pd.DataFrame) -> tuple[Ints, Ints]:
    """Return pairs of positions (coding, turn) that share at least one code point."""
    scale = 1 + max((int(frame["end"].max()) for frame in (codings, turns) if len(frame)), default=0)
    base = ints(turns, "interview_id") * scale
    begins, ends = base + ints(turns, "start"), base + ints(turns, "end")
    place = ints(codings, "interview_id") * scale
    first = np.searchsorted(ends, place + ints(codings, "start"), side="right")
    beyond = np.searchsorted(begins, place + ints(codings, "end"), side="left")
    many = np.maximum(beyond - first, 0)
    coding = np.repeat(np.arange(len(codings)), many)
    step = np.arange(len(coding)) - np.repeat(np.cumsum(many) - many, many)
    return coding, np.repeat(first, many) + step


def _voice_of(all_voices: Voices, interviews: Ints, speakers: Ints) -> Ints:
    """Return the voice of each speaker of these interviews; 0 is nobody named, a stranger the interviewer."""
    voice = _voice_of_kind(all_voices, VoiceKind.UNNAMED, interviews)
    asking = _voice_of_kind(all_voices, VoiceKind.INTERVIEWER, interviews)
    named = np.flatnonzero(all_voices.speaker_id)
    order = named[np.argsort(all_voices.speaker_id[named])]
    at = np.searchsorted(all_voices.speaker_id[order], speakers)
    found = np.append(order, -1)[at]
    is_voice = (found >= 0) & (all_voices.speaker_id[found] == speakers)
    return np.where(speakers == 0, voice, np.where(is_voice, found, asking))


def _voice_of_kind(all_voices: Voices, kind: VoiceKind, interviews: Ints) -> Ints:
    of_kind = np.flatnonzero(all_voices.kind == kind)
    order = of_kind[np.argsort(all_voices.interview_id[of_kind])]
    return order[np.searchsorted(all_voices.interview_id[order], interviews)]


def _not_outspoken(coding: Ints, kinds: Ints, n: int) -> Bools:
    """Tell the rows whose voice counts: no participant is heard over an unnamed voice or the interviewer."""
    level = np.maximum(kinds, VoiceKind.UNCERTAIN)
    highest = np.full(n, VoiceKind.INTERVIEWER, dtype=np.int64)
    np.minimum.at(highest, coding, level)
    return level == highest[coding]
