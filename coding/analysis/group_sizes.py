"""How much was said in each group: what rates are taken of (counting rules 3, 4 and 17)."""

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, bools, ints
from coding.analysis.speaker_attribution import VoiceKind, Voices

NOWHERE = -1


def sizes_of(analysis_data: AnalysisData, voices: Voices, of_voice: Ints, n: int) -> list[Ints]:
    """Return the denominators of n groups in the order of Group's fields, from ``interviews`` on.

    ``of_voice`` has the groups of each voice across, or NOWHERE.
    """
    row = analysis_data.row_of(voices.interview_id)
    round_id = ints(analysis_data.interviews, "round_id")[row]
    done, partial = (
        bools(analysis_data.interviews, "done")[row],
        bools(analysis_data.interviews, "partial")[row],
    )
    takes_part, (somebody, who) = _takes_part(voices), people_among(analysis_data, voices)
    unknown = np.isin(voices.kind, (VoiceKind.UNCERTAIN, VoiceKind.UNNAMED))
    whole = done & ~partial
    return [
        _distinct(of_voice, voices.interview_id, takes_part, n),
        _distinct(of_voice, voices.interview_id, takes_part & done, n),
        _distinct(of_voice, who, somebody & done, n),
        _distinct(of_voice, _pair(who, round_id), somebody & done, n),
        _sum(of_voice, voices.words * (voices.kind == VoiceKind.PARTICIPANT), n),
        _sum(of_voice, voices.words, n),
        _sum(of_voice, voices.words * whole, n),
        _sum(of_voice, voices.words * (whole & unknown), n),
        _distinct(of_voice, voices.interview_id, takes_part & done & partial, n),
    ]


def _takes_part(voices: Voices) -> Bools:
    """Tell the voices that put an interview in a group: its participants', else nobody's in particular."""
    talking = voices.kind <= VoiceKind.UNCERTAIN
    with_people = np.isin(voices.interview_id, voices.interview_id[talking])
    return talking | ((voices.kind == VoiceKind.UNNAMED) & ~with_people)


def people_among(analysis_data: AnalysisData, voices: Voices) -> tuple[Bools, Ints]:
    """Tell the voices that are people, and number each person; a speaker who is nobody known is below 0.

    People are those known, else the participants of interviews without any.
    """
    peopled = np.isin(voices.interview_id, analysis_data.taking_part[0])
    somebody = (voices.person_id > 0) | (~peopled & (voices.kind == VoiceKind.PARTICIPANT))
    return somebody, np.where(voices.person_id > 0, voices.person_id, -voices.speaker_id)


def _pair(one: Ints, other: Ints) -> Ints:
    return (one << 32) | other


def _distinct(of_voice: Ints, values: Ints, counted: Bools, n: int) -> Ints:
    """Count the distinct values of the counted voices in each group."""
    numbers, value = np.unique(values[counted], return_inverse=True)
    pairs = [group * len(numbers) + value for group in of_voice[counted].T]
    once = np.unique(np.concatenate(pairs))
    return np.bincount(once[once >= 0] // max(len(numbers), 1), minlength=n)


def _sum(of_voice: Ints, values: Ints, n: int) -> Ints:
    """Add the values of the voices up in each group."""
    total = np.zeros(n + 1, dtype=np.int64)  # the last for NOWHERE
    for group in of_voice.T:
        np.add.at(total, group, values)
    return total[:n]
