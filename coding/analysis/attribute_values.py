"""What a study says of interviews, people, schools and cases beside the usual, as a grouping of voices.

A voice has its interview's value, or its person's, its school's, its case's; nobody in particular has what
all people of the interview share, and who is in two cases what both have. What is said of the round of the
interview goes before what is said of all rounds. Two spellings that differ in case only are one value.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints
from coding.analysis.speaker_attribution import NOT_KNOWN, Voices, shared
from coding.model.study import AttributeValue, Case
from coding.text.names import name_key
from coding.text.sorting import natural_key


def values_of(analysis_data: AnalysisData, attribute_id: int) -> tuple[str, ...]:
    """Return the values of an attribute, each once, as a person would order them."""
    written: dict[str, str] = {}
    for value in analysis_data.attribute_values:
        if value.attribute_id == attribute_id:
            written.setdefault(name_key(value.value), value.value)
    return tuple(sorted(written.values(), key=natural_key))


def values_of_voices(analysis_data: AnalysisData, voices: Voices, attribute_id: int) -> Ints:
    """Return each voice's value: its position among the attribute's, from 1, or NOT_KNOWN."""
    place = {name_key(value): at for at, value in enumerate(values_of(analysis_data, attribute_id), 1)}
    mine = [value for value in analysis_data.attribute_values if value.attribute_id == attribute_id]
    rounds = ints(analysis_data.interviews, "round_id")[analysis_data.row_of(voices.interview_id)]
    owned = (
        ([(v.interview_id, v) for v in mine if v.interview_id], voices.interview_id),
        ([(v.school_id, v) for v in mine if v.school_id], voices.school_id),
    )
    found = np.full(len(rounds), NOT_KNOWN)
    for values, owners in owned:
        found = np.where(found > 0, found, _looked_up(values, place, owners, rounds))
    found = np.where(found > 0, found, _of_cases(analysis_data, voices, rounds, mine, place))
    of_people = [(v.person_id, v) for v in mine if v.person_id]
    if not of_people:
        return found
    interview_id, person_id = analysis_data.taking_part
    row = analysis_data.row_of(interview_id)
    theirs = _looked_up(of_people, place, person_id, ints(analysis_data.interviews, "round_id")[row])
    together = shared(row, theirs, len(analysis_data.interviews))
    nobody = together[analysis_data.row_of(voices.interview_id)]
    own = _looked_up(of_people, place, voices.person_id, rounds)
    return np.where(found > 0, found, np.where(voices.person_id == NOT_KNOWN, nobody, own))


def in_case(voices: Voices, case: Case) -> Bools:
    """Tell the voices that belong to a case: by their school, their interview or their person."""
    return (
        np.isin(voices.school_id, sorted(case.school_ids))
        | np.isin(voices.interview_id, sorted(case.interview_ids))
        | np.isin(voices.person_id, sorted(case.person_ids))
    )


def _of_cases(
    analysis_data: AnalysisData,
    voices: Voices,
    rounds: Ints,
    mine: Iterable[AttributeValue],
    place: Mapping[str, int],
) -> Ints:
    """Return what is said of the cases of each voice; NOT_KNOWN where they say different things."""
    of_cases = [(value.case_id, value) for value in mine if value.case_id]
    least, most = np.full(len(rounds), len(place) + 1), np.full(len(rounds), NOT_KNOWN)
    for case in analysis_data.cases if of_cases else ():
        theirs = _looked_up(of_cases, place, np.full(len(rounds), case.id), rounds)
        there = in_case(voices, case) & (theirs > 0)
        least = np.where(there, np.minimum(least, theirs), least)
        most = np.where(there, np.maximum(most, theirs), most)
    return np.where(least == most, most, NOT_KNOWN)


def _looked_up(
    values: Iterable[tuple[int, AttributeValue]], place: Mapping[str, int], owners: Ints, rounds: Ints
) -> Ints:
    """Return the value of each owner in its round, else that in all rounds."""
    pairs = sorted((_pair(id_, value.round_id or 0), place[name_key(value.value)]) for id_, value in values)
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    in_round, always = (_found(table, (owners << 32) | each) for each in (rounds, np.zeros_like(rounds)))
    return np.where(in_round > 0, in_round, always)


def _pair(owner_id: int, round_id: int) -> int:
    return (owner_id << 32) | round_id


def _found(table: Ints, keys: Ints) -> Ints:
    at = np.searchsorted(table[:, 0], keys)
    return np.where(np.append(table[:, 0], -1)[at] == keys, np.append(table[:, 1], 0)[at], NOT_KNOWN)
