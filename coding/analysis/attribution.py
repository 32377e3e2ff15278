"""Who says a passage, in words: ``Headteacher, School B, 2015``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import (
    AnalysisData,
    ints,
    kept_whatever_is_coded,
    post_title,
    school_label,
    strings,
)
from coding.analysis.groups import interview_labels
from coding.analysis.speaker_attribution import VoiceKind, Voices, spoken, voices
from coding.language import _
from coding.model.role_codes import InterviewKey, in_sentence, in_words, keys_in_words, roles_in_words
from coding.model.study import Span

_FEW = 3  # so many people can be named as whoever of them it was


class Who(NamedTuple):
    """Who says something, in words: ``key`` is B2, ``role`` a role group, ``attribution`` everything.

    ``letters`` are those of the schools (``A, D``), in the order in which ``school`` names them.
    """

    round: str
    school: str
    letters: str
    role: str
    key: str
    attribution: str


@dataclass(frozen=True, slots=True)
class _Person:
    """One voice in words."""

    title: str
    school: str
    letter: str
    role: str
    key: str


class Attributions:
    """Words for the voices of a material; each combination of voices is put into words once."""

    def __init__(self, analysis_data: AnalysisData, voices: Voices) -> None:
        """Take the voices of this material."""
        self._material = analysis_data
        self._voices = voices
        self._label_of, self._round_of = _labels(analysis_data), _rounds(analysis_data)
        self._interviews = interview_labels(analysis_data)
        self._known: dict[tuple[int, ...], Who] = {}

    def of(self, voices: Sequence[int]) -> Who:
        """Return who these voices of one interview are, at least one."""
        key = tuple(voices)
        if key not in self._known:
            self._known[key] = self._who(key)
        return self._known[key]

    def _who(self, voices: tuple[int, ...]) -> Who:
        interview_id = int(self._voices.interview_id[voices[0]])
        round_id = self._round_of[interview_id]
        round_name = self._material.round_by_id[round_id].name if round_id else ""
        people = [self._person(voice, interview_id, round_id) for voice in voices]
        schools = list(dict.fromkeys(filter(None, (person.school for person in people))))
        by_school = [
            ", ".join(filter(None, (roles_in_words(p.title for p in people if p.school == school), school)))
            for school in schools or [""]
        ]
        said_by = [*filter(None, by_school)] or [self._interviews[interview_id]]
        return Who(
            round=round_name,
            school=in_words(schools),
            letters=", ".join(dict.fromkeys(filter(None, (person.letter for person in people)))),
            role=", ".join(dict.fromkeys(filter(None, (person.role for person in people)))),
            key=keys_in_words(person.key for person in people),
            attribution=", ".join(filter(None, (_together(said_by), round_name))),
        )

    def title(self, voice: int) -> str:
        """Return what one voice is called among others: ``Headteacher``, ``Interviewer``."""
        interview_id = int(self._voices.interview_id[voice])
        return self._person(voice, interview_id, self._round_of[interview_id]).title

    def _person(self, voice: int, interview_id: int, round_id: int) -> _Person:
        voices, analysis_data = self._voices, self._material
        school = analysis_data.school_by_id.get(int(voices.school_id[voice]))
        place = int(voices.role[voice])
        role = analysis_data.role_groups[place - 1] if place else ""
        person_id, kind = int(voices.person_id[voice]), int(voices.kind[voice])
        if kind == VoiceKind.INTERVIEWER:
            title = _("Interviewer")
        elif person_id:
            title = post_title(analysis_data, person_id, round_id) or self._label(voice)
        else:
            title = self._one_of(interview_id, round_id) or self._label(voice)
        post = analysis_data.post_of.get((person_id, round_id))
        number = analysis_data.role_by_id[post.role_id].number if post else 0
        key = str(InterviewKey(school.letter, number)) if school and number else ""
        if school is None:
            return _Person(title, "", "", role, key)
        return _Person(title, school_label(school), school.letter, role, key)

    def _label(self, voice: int) -> str:
        return self._label_of.get(int(self._voices.speaker_id[voice]), "")

    def _one_of(self, interview_id: int, round_id: int) -> str:
        """Return the titles of the people it may have been, if they are few and all have one."""
        people = self._material.people_in.get(interview_id, ())
        titles = [post_title(self._material, person_id, round_id) for person_id in people]
        return _either(titles) if 0 < len(titles) <= _FEW and all(titles) else ""


@kept_whatever_is_coded
def _labels(analysis_data: AnalysisData) -> dict[int, str]:
    """Return what transcripts call their speakers, by id."""
    frame = analysis_data.speakers
    return dict(zip(ints(frame, "id").tolist(), strings(frame, "label"), strict=True))


@kept_whatever_is_coded
def _rounds(analysis_data: AnalysisData) -> dict[int, int]:
    """Return the round of each interview, by id."""
    frame = analysis_data.interviews
    return dict(zip(ints(frame, "id").tolist(), ints(frame, "round_id").tolist(), strict=True))


def _either(titles: Iterable[str]) -> str:
    """Return titles as one phrase: ``Head or deputy``."""
    first, *others = dict.fromkeys(titles)
    names = [first, *map(in_sentence, others)]
    if len(names) == 1:
        return first
    return _("{some} or {last}").format(some=", ".join(names[:-1]), last=names[-1])


def _together(groups: Sequence[str]) -> str:
    """Join people of several schools: ``Headteacher, School B, and teacher, School C``."""
    if len(groups) < 2:
        return groups[0]
    names = [groups[0], *map(in_sentence, groups[1:])]
    return _("{some}, and {last}").format(some="; ".join(names[:-1]), last=names[-1])


class SpeakerLookup:
    """Attributes stretches of a study's transcripts; the voices are gathered once."""

    def __init__(self, analysis_data: AnalysisData) -> None:
        """Take the people of this material."""
        self._material = analysis_data
        self._voices: Voices = voices(analysis_data)
        self._attributions = Attributions(analysis_data, self._voices)

    def titles(self, places: Sequence[tuple[int, Span]]) -> list[str]:
        """Return who speaks first in each stretch (interview id, span): ``Headteacher``, ``Interviewer``."""
        titles = [""] * len(places)
        for place, voice in reversed(self._heard(places)):
            titles[place] = self._attributions.title(voice)
        return titles

    def attributions(self, places: Sequence[tuple[int, Span]]) -> list[str]:
        """Return ``Headteacher, School B, 2015`` for each (interview id, span)."""
        said_by: list[dict[int, None]] = [{} for _place in places]
        for place, voice in self._heard(places):
            said_by[place][voice] = None
        return [self._attributions.of(list(voices_)).attribution for voices_ in said_by]

    def _heard(self, places: Sequence[tuple[int, Span]]) -> list[tuple[int, int]]:
        """Return the number of a place and a voice that is heard in it, in the order of the text."""
        if not places:
            return []
        asked = pd.DataFrame(
            [(interview_id, *span) for interview_id, span in places], columns=["interview_id", "start", "end"]
        )
        heard = spoken(replace(self._material, codings=asked), self._voices, np.arange(len(asked)))
        return list(zip(heard.coding.tolist(), heard.voice.tolist(), strict=True))
