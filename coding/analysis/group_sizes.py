"""How much was said in each group: what rates are taken of (counting rules 3, 4 and 17)."""

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, bools, ints
from coding.analysis.speaker_attribution import VoiceKind, Voices

NOWHERE = -1


def done_of_voices(analysis_data: AnalysisData, voices: Voices, *, together: bool) -> Bools:
    """Tell the voices of interviews that are done: two columns, for their group and for the total above it.

    ``together``: the total is of all coders, for whom an interview is done if all who read it are.
    """
    own = is_done(analysis_data, voices.interview_id, voices.coder_id)
    row = analysis_data.row_of(voices.interview_id)
    return np.stack((own, bools(analysis_data.interviews, "done")[row] if together else own), axis=1)


def is_done(analysis_data: AnalysisData, interview_id: Ints, coder_id: Ints) -> Bools:
    """Tell the interviews that are done: by the coder beside them; where that is 0, by all who read them."""
    by_all = bools(analysis_data.interviews, "done")[analysis_data.row_of(interview_id)]
    if analysis_data.readings is None or not coder_id.any():
        return by_all
    done = analysis_data.readings[bools(analysis_data.readings, "done")]
    by_one = np.isin(_pair(interview_id, coder_id), _pair(ints(done, "interview_id"), ints(done, "coder_id")))
    return np.where(coder_id == 0, by_all, by_one)


def sizes_of(analysis_data: AnalysisData, voices: Voices, of_voice: Ints, done: Bools, n: int) -> list[Ints]:
    """Return the denominators of n groups in the order of Group's fields, from ``interviews`` on.

    ``of_voice`` has the groups of each voice across, or NOWHERE; ``done`` goes by the same columns.
    """
    row = analysis_data.row_of(voices.interview_id)
    round_id = ints(analysis_data.interviews, "round_id")[row]
    partial = bools(analysis_data.interviews, "partial")[row][:, None]
    takes_part, (somebody, who) = _takes_part(voices)[:, None], people_among(analysis_data, voices)
    somebody, words = somebody[:, None], voices.words[:, None]
    said = _once_a_voice(voices, of_voice)
    unknown = np.isin(voices.kind, (VoiceKind.UNCERTAIN, VoiceKind.UNNAMED))[:, None]
    whole = done & ~partial
    return [
        _distinct(of_voice, voices.interview_id, takes_part, n),
        _distinct(of_voice, voices.interview_id, takes_part & done, n),
        _distinct(of_voice, who, somebody & done, n),
        _distinct(of_voice, _pair(who, round_id), somebody & done, n),
        _sum(said, words * (voices.kind == VoiceKind.PARTICIPANT)[:, None], n),
        _sum(said, words, n),
        _sum(said, words * whole, n),
        _sum(said, words * (whole & unknown), n),
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


def _once_a_voice(voices: Voices, of_voice: Ints) -> Ints:
    """Return the groups of the voices with each voice once in a group, whoever read it and what is said."""
    if not voices.coder_id.any() and not voices.direction.any():
        return of_voice
    alike = (voices.coder_id == voices.coder_id[0]) & (voices.direction == voices.direction[0])
    n_pieces = int(alike.sum())
    piece = np.arange(len(voices.kind)) % n_pieces
    once = np.full_like(of_voice, NOWHERE)
    for column in range(of_voice.shape[1]):
        first = np.unique(_pair(of_voice[:, column] + 1, piece), return_index=True)[1]
        once[first, column] = of_voice[first, column]
    return once


def _distinct(of_voice: Ints, values: Ints, counted: Bools, n: int) -> Ints:
    """Count the distinct values of the counted voices in each group; ``counted`` has a column, or as many."""
    numbers, value = np.unique(values, return_inverse=True)
    pairs = of_voice * len(numbers) + value[:, None]
    once = np.unique(pairs[counted & (of_voice != NOWHERE)])
    return np.bincount(once // max(len(numbers), 1), minlength=n)


def _sum(of_voice: Ints, values: Ints, n: int) -> Ints:
    """Add the values of the voices up in each group; ``values`` have one column or as many."""
    total = np.zeros(n + 1, dtype=np.int64)  # the last for NOWHERE
    np.add.at(total, of_voice, np.broadcast_to(values, of_voice.shape))
    return total[:n]
