"""Who speaks in a passage, and where that voice belongs (counting rule 5).

The role and the school are the speaker's in that round. A passage by speakers of two groups
belongs to both; who cannot be told is "not known". In an interview whose people are all of one
group, a voice without a name belongs to that group; a voice whose school nothing tells belongs to
the interview's.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import (
    AnalysisData,
    Bools,
    Ints,
    distinct,
    group_of,
    ints,
    kept_whatever_is_coded,
)
from coding.model.study import SpeakerKind

NOT_KNOWN = 0


class VoiceKind(IntEnum):
    """Whose words they are."""

    PARTICIPANT = 0
    UNCERTAIN = 1  # a speaker who may be a participant or the interviewer
    UNNAMED = 2  # words for which the transcript names no speaker
    INTERVIEWER = 3  # what the interviewer alone says


@dataclass(frozen=True)
class Voices:
    """All voices of all interviews as arrays of equal length; ids are 0 where not known.

    Every interview has, beside its speakers and its silent participants, one UNNAMED voice and one
    INTERVIEWER. ``role`` is a position in ``AnalysisData.role_groups``, from 1.

    Where voices are told apart by question (``coding.analysis.question_matching``), there is a row for
    each part of a voice: ``whole`` is its position among the voices, ``question_id`` and ``prompted`` say
    which. Where they are told apart by who coded what they say, there is a row for each coder, one coder
    after the other: ``coder_id``, else 0; where by direction, all of that again for each: ``direction``.
    """

    interview_id: Ints
    speaker_id: Ints
    kind: Ints
    school_id: Ints
    role: Ints
    person_id: Ints
    words: Ints
    question_id: Ints
    prompted: Ints
    whole: Ints
    coder_id: Ints
    direction: Ints


class _Seats(NamedTuple):
    """Who sits at which interview (a row of ``AnalysisData.interviews``) and where that person belongs."""

    row: Ints
    person_id: Ints
    school_id: Ints
    role: Ints


class _VoiceRows(NamedTuple):
    """Voices with the row of their interview in ``AnalysisData.interviews``."""

    row: Ints
    speaker_id: Ints
    kind: Ints
    school_id: Ints
    role: Ints
    person_id: Ints
    words: Ints


@kept_whatever_is_coded
def voices(analysis_data: AnalysisData) -> Voices:
    """Return all voices of all interviews."""
    seats = _seats(analysis_data)
    speaking = _speaking(analysis_data, seats)
    parts = (speaking, _silent(seats, speaking), *_nobody_in_particular(analysis_data, seats, speaking))
    rows = _VoiceRows(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    none = np.zeros_like(rows.row)
    fields = rows._asdict()
    interview_id = ints(analysis_data.interviews, "id")[fields.pop("row")]
    return Voices(
        interview_id,
        **fields,
        question_id=none,
        prompted=none,
        whole=np.arange(len(none)),
        coder_id=none,
        direction=none,
    )


def _speaking(analysis_data: AnalysisData, seats: _Seats) -> _VoiceRows:
    """Return the speakers; with one person and one voice, whose it is need not be said."""
    kinds = analysis_data.speakers["kind"]
    talking = analysis_data.speakers[(kinds != SpeakerKind.INTERVIEWER).to_numpy(np.bool_)]
    row = analysis_data.row_of(ints(talking, "interview_id"))
    participant = (talking["kind"] == SpeakerKind.PARTICIPANT).to_numpy(np.bool_)
    n = len(analysis_data.interviews)
    one_voice = (np.bincount(row, minlength=n) == 1) & (np.bincount(row[participant], minlength=n) == 1)
    sole = np.where(one_voice, _sole(seats, n), NOT_KNOWN)
    person = ints(talking, "person_id")
    person = np.where(person > 0, person, sole[row])
    kind = np.where(participant, VoiceKind.PARTICIPANT, VoiceKind.UNCERTAIN)
    where = _places(analysis_data, seats, row, person)
    return _VoiceRows(row, ints(talking, "id"), kind, *where, person, ints(talking, "words"))


def _silent(seats: _Seats, speaking: _VoiceRows) -> _VoiceRows:
    """Return those who take part and for whom no speaker stands."""
    rest = ~np.isin(_pair(seats.row, seats.person_id), _pair(speaking.row, speaking.person_id))
    none = np.zeros(int(rest.sum()), dtype=np.int64)
    where = (seats.school_id[rest], seats.role[rest])
    return _VoiceRows(
        seats.row[rest], none, none + VoiceKind.PARTICIPANT, *where, seats.person_id[rest], none
    )


def _nobody_in_particular(
    analysis_data: AnalysisData, seats: _Seats, speaking: _VoiceRows
) -> tuple[_VoiceRows, _VoiceRows]:
    """Return the unnamed voice and the interviewer's of every interview.

    A document without speakers is its only participant's.
    """
    n = len(analysis_data.interviews)
    every, none = np.arange(n), np.zeros(n, dtype=np.int64)
    person = np.where(np.bincount(speaking.row, minlength=n) == 0, _sole(seats, n), NOT_KNOWN)
    school, role = _places(analysis_data, seats, every, none)
    left = np.maximum(ints(analysis_data.interviews, "words") - _said(analysis_data), 0)
    return (
        _VoiceRows(every, none, none + VoiceKind.UNNAMED, school, role, person, left),
        _VoiceRows(every, none, none + VoiceKind.INTERVIEWER, school, none, none, none),
    )


def _seats(analysis_data: AnalysisData) -> _Seats:
    """Return everybody who takes part, named as taking part or as a speaker."""
    interview_id, person_id = analysis_data.taking_part
    row = analysis_data.row_of(interview_id)
    school, role = _posts(analysis_data, row, person_id)
    return _Seats(row, person_id, school, role)


def _posts(analysis_data: AnalysisData, row: Ints, person_id: Ints) -> tuple[Ints, Ints]:
    """Return the school and the role that each person has in the round of an interview.

    Who has no post in it belongs to the interview's school, with a role not known.
    """
    at = {group: position for position, group in enumerate(analysis_data.role_groups, 1)}
    posts = sorted(analysis_data.posts, key=lambda post: (post.person_id, post.round_id))
    table = np.array(
        [
            (
                post.person_id,
                post.round_id,
                post.school_id,
                at[group_of(analysis_data.role_by_id[post.role_id])],
            )
            for post in posts
        ],
        dtype=np.int64,
    ).reshape(-1, 4)
    round_id = ints(analysis_data.interviews, "round_id")[row]
    keys = _pair(table[:, 0], table[:, 1])
    wanted = _pair(person_id, round_id)
    found = np.searchsorted(keys, wanted)
    has_post = np.append(keys, -1)[found] == wanted
    school, role = (np.append(column, NOT_KNOWN)[found] for column in (table[:, 2], table[:, 3]))
    return (
        np.where(has_post, school, ints(analysis_data.interviews, "school_id")[row]),
        np.where(has_post, role, NOT_KNOWN),
    )


def _places(analysis_data: AnalysisData, seats: _Seats, row: Ints, person_id: Ints) -> tuple[Ints, Ints]:
    """Return school and role of people; of nobody in particular (0) what all people there share."""
    n = len(analysis_data.interviews)
    school, role = _posts(analysis_data, row, person_id)
    shared_school, shared_role = shared(seats.row, seats.school_id, n), shared(seats.row, seats.role, n)
    shared_school = np.where(shared_school > 0, shared_school, ints(analysis_data.interviews, "school_id"))
    nobody = person_id == NOT_KNOWN
    return np.where(nobody, shared_school[row], school), np.where(nobody, shared_role[row], role)


def shared(row: Ints, values: Ints, n: int) -> Ints:
    """Return for each of n interviews the one value that all of its people have, else NOT_KNOWN."""
    least, most = np.full(n, np.iinfo(np.int64).max), np.full(n, NOT_KNOWN)
    np.minimum.at(least, row, values)
    np.maximum.at(most, row, values)
    return np.where(least == most, most, NOT_KNOWN)


def _sole(seats: _Seats, n: int) -> Ints:
    """Return the person of each interview that has but one."""
    return shared(seats.row, seats.person_id, n)


def _said(analysis_data: AnalysisData) -> Ints:
    """Return the words of all speakers of each interview, the interviewer's with them."""
    row = analysis_data.row_of(ints(analysis_data.speakers, "interview_id"))
    words = np.zeros(len(analysis_data.interviews), dtype=np.int64)
    np.add.at(words, row, ints(analysis_data.speakers, "words"))
    return words


def _pair(one: Ints, other: Ints) -> Ints:
    """Return one number for two ids."""
    return (one << 32) | other


class Spoken(NamedTuple):
    """Which voices are heard where in which codings: arrays of equal length, a row for each turn.

    ``coding`` are positions in ``AnalysisData.codings``, ``voice`` positions in Voices; ``place`` is where
    the turn begins, in code points (the coding, where there is no turn), ``start`` where what is coded of it
    does.
    """

    coding: Ints
    voice: Ints
    place: Ints
    start: Ints


class Said(NamedTuple):
    """Spoken, with the stretch of each turn that is coded, in code points."""

    coding: Ints
    voice: Ints
    place: Ints
    start: Ints
    end: Ints


def spoken(analysis_data: AnalysisData, all_voices: Voices, chosen: Ints) -> Spoken:
    """Return who is heard in each of the chosen codings (positions in ``AnalysisData.codings``).

    Participants where any speaks; else the unnamed voice where words have no speaker; else the
    interviewer's. Every chosen coding has at least one row.
    """
    everybody = said(analysis_data, all_voices, chosen)
    kept = _not_outspoken(everybody.coding, all_voices.kind[everybody.voice], len(analysis_data.codings))
    return Spoken(*(column[kept] for column in everybody[:4]))


def said(analysis_data: AnalysisData, all_voices: Voices, chosen: Ints) -> Said:
    """Return whatever is said by whomever in each of the chosen codings, turn by turn."""
    codings = analysis_data.codings.iloc[chosen]
    turns = analysis_data.read_turns(distinct(ints(codings, "interview_id")))
    coding, turn = touching(codings, turns)
    spoken_in = np.zeros(len(codings), dtype=np.bool_)
    spoken_in[coding] = True
    silent = np.flatnonzero(~spoken_in)  # beyond all turns: nobody is named
    begin, end = ints(codings, "start"), ints(codings, "end")
    begins, ends = ints(turns, "start")[turn], ints(turns, "end")[turn]
    starts = np.concatenate([np.maximum(begin[coding], begins), begin[silent]])
    stops = np.concatenate([np.minimum(end[coding], ends), end[silent]])
    place = np.concatenate([begins, begin[silent]])
    coding = np.concatenate([coding, silent])
    speakers = np.concatenate([ints(turns, "speaker_id")[turn], np.zeros_like(silent)])
    voice = _voice_of(all_voices, ints(codings, "interview_id")[coding], speakers)
    return Said(chosen[coding], voice, place, starts, stops)


def touching(codings: pd.DataFrame, turns: pd.DataFrame) -> tuple[Ints, Ints]:
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
