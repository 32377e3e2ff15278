"""What agreement is counted over: turns, sentences, passages or characters, with the codings on each.

A unit carries what is coded on at least one code point of it. What lies on no unit (words of the
interviewer, where turns are the participants') is counted as ``outside``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import AnalysisData, Ints, ints
from coding.analysis.overlaps import CountWords, overlaps
from coding.analysis.speaker_attribution import touching
from coding.model.agreement import PassageSource, UnitKind
from coding.model.study import SpeakerKind
from coding.text.units import sentences

_SPAN = ["interview_id", "start", "end"]


@dataclass(frozen=True)
class AgreementUnits:
    """Units in the order of interviews and places, and the codings on them.

    ``interview_id``, ``start``, ``end`` and ``weight`` go by unit; the weight is how many units alike it
    stands for. ``coding`` (positions in the codings they were made for) and ``unit`` are parallel, a row
    for each coding on a unit. ``has_neither``: it can be counted on how many units nothing is coded.
    """

    kind: UnitKind
    interview_id: Ints
    start: Ints
    end: Ints
    weight: Ints
    coding: Ints
    unit: Ints
    has_neither: bool = True

    def outside(self, codings: pd.DataFrame) -> Ints:
        """Return the positions of the codings that lie on no unit."""
        return np.setdiff1d(np.arange(len(codings)), self.coding)


def participants_turns(analysis_data: AnalysisData, interview_ids: Ints) -> pd.DataFrame:
    """Return interview_id, start and end of all turns that are not an interviewer's, in order.

    A document without speakers has a turn a paragraph.
    """
    speakers, turns = analysis_data.speakers, analysis_data.read_turns(interview_ids)
    asking = ints(speakers, "id")[(speakers["kind"] == SpeakerKind.INTERVIEWER).to_numpy(np.bool_)]
    theirs = turns[~np.isin(ints(turns, "speaker_id"), asking)]
    return theirs[_SPAN].sort_values(_SPAN, ignore_index=True)


def sentences_of(turns: pd.DataFrame, texts: Mapping[int, str]) -> pd.DataFrame:
    """Return interview_id, start and end of the sentences in these turns; ``texts`` go by interview id."""
    columns = (ints(turns, name).tolist() for name in _SPAN)
    found = [
        (id_, *span)
        for id_, start, end in zip(*columns, strict=True)
        for span in sentences(texts[id_], start, end)
    ]
    return pd.DataFrame(found, columns=_SPAN, dtype=np.int64)


def turn_units(codings: pd.DataFrame, turns: pd.DataFrame) -> AgreementUnits:
    """Lay codings on turns (interview_id, start, end; in order, none over another)."""
    return _laid_on(UnitKind.TURN, codings, turns, np.ones(len(turns), dtype=np.int64))


def sentence_units(codings: pd.DataFrame, found: pd.DataFrame) -> AgreementUnits:
    """Lay codings on sentences, as ``sentences_of`` gives them."""
    return _laid_on(UnitKind.SENTENCE, codings, found, np.ones(len(found), dtype=np.int64))


def character_units(codings: pd.DataFrame, turns: pd.DataFrame) -> AgreementUnits:
    """Lay codings on the code points of turns.

    A run between two places at which a coding begins or ends is one unit with the weight of its length.
    """
    starts, ends = _places(turns, "start"), _places(turns, "end")
    cuts = np.unique(np.concatenate([starts, ends, _places(codings, "start"), _places(codings, "end")]))
    turn = np.searchsorted(starts, cuts[:-1], side="right") - 1
    inside = (turn >= 0) & (cuts[:-1] < np.append(ends, -1)[turn])
    begins, beyond = cuts[:-1][inside], cuts[1:][inside]
    low = (1 << 32) - 1
    runs = pd.DataFrame({"interview_id": begins >> 32, "start": begins & low, "end": beyond & low})
    return _laid_on(UnitKind.CHARACTER, codings, runs, beyond - begins)


def _places(frame: pd.DataFrame, column: str) -> Ints:
    """Return one number for interview and place."""
    return (ints(frame, "interview_id") << 32) | ints(frame, column)


def _laid_on(kind: UnitKind, codings: pd.DataFrame, stretches: pd.DataFrame, weight: Ints) -> AgreementUnits:
    coding, unit = touching(codings, stretches)
    interview_id, start, end = (ints(stretches, name) for name in _SPAN)
    return AgreementUnits(kind, interview_id, start, end, weight, coding, unit)


def passage_units(
    codings: pd.DataFrame,
    count_words: CountWords,
    share: float,
    passages: PassageSource = PassageSource.FOUND,
) -> AgreementUnits:
    """Join the spans that overlap by at least ``share`` of their words, and so on, into units.

    The share is the words in both over the words in either. The codings are those of the coders who are
    compared: what others coded would make units of its own.
    """
    spans = codings[_SPAN].drop_duplicates().sort_values(_SPAN, ignore_index=True)
    found = overlaps(spans, spans, count_words)
    near = found.share >= share
    unit_of_span = _joined(len(spans), found.one[near], found.other[near])
    unit = unit_of_span[_row_of_span(codings, spans)]
    extent = spans.assign(unit=unit_of_span).groupby("unit", sort=True)
    extent = extent.agg({"interview_id": "first", "start": "min", "end": "max"})
    interview_id, start, end = (ints(extent, name) for name in _SPAN)
    weight, coding = np.ones(len(extent), dtype=np.int64), np.arange(len(codings))
    given = passages is PassageSource.GIVEN
    return AgreementUnits(UnitKind.PASSAGE, interview_id, start, end, weight, coding, unit, has_neither=given)


def _row_of_span(codings: pd.DataFrame, spans: pd.DataFrame) -> Ints:
    return ints(codings[_SPAN].merge(spans.assign(row=np.arange(len(spans))), on=_SPAN, how="left"), "row")


def _joined(n: int, one: Ints, other: Ints) -> Ints:
    """Return a number for each of n things, the same for those that pairs lead to; in order of the first.

    Each pair stands both ways.
    """
    lowest = np.arange(n)
    while True:
        before = lowest.copy()
        np.minimum.at(lowest, other, before[one])
        if (before == lowest).all():
            return np.unique(lowest, return_inverse=True)[1].astype(np.int64)
