"""Whether the passages of a study may be quoted (coding/model/quoting.py has the rule), all at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints, kept
from coding.analysis.speaker_attribution import NOT_KNOWN, VoiceKind, Voices, said, voices
from coding.analysis.tally import first_of_each, passages
from coding.model.quoting import Clearance, MayQuote, Quotable, Uttered, may_be_quoted, strictest
from coding.model.study import Quoting, Span

_STATES: Final = tuple(Quotable)
_QUOTING: Final = (Quoting.FREE, Quoting.ASK, Quoting.NO)
_UNSHOWN: Final = np.array([_STATES.index(s) for s in (Quotable.OPEN, Quotable.ASK, Quotable.NO)])


@dataclass(frozen=True)
class Quotability:
    """Of every passage, by its number: ``state`` is a position among the kinds of Quotable."""

    state: Ints
    days: Mapping[int, str]

    def of(self, number: int) -> MayQuote:
        """Return whether one passage may be quoted."""
        return MayQuote(_STATES[self.state[number]], self.days.get(number, ""))

    def is_in(self, *states: Quotable) -> Bools:
        """Tell the passages that are in one of these states."""
        return np.isin(self.state, [_STATES.index(state) for state in states])


@kept
def quotability(data: AnalysisData) -> Quotability:
    """Return whether the passages of a material may be quoted."""
    number = passages(data)
    first = first_of_each(number)
    state, days = np.zeros(len(first), dtype=np.int64), dict[int, str]()
    interview_id = ints(data.codings, "interview_id")[first]
    chosen = first[np.isin(interview_id, sorted(_interviews_asked_about(data)))]
    if not len(chosen):
        return Quotability(state, days)
    everybody = voices(data)
    heard = said(data, everybody, chosen)
    asked = _asked(data, everybody)[heard.voice]
    np.maximum.at(state, number[heard.coding], asked)
    state = _UNSHOWN[state]
    uttered: dict[int, list[Uttered]] = defaultdict(list)
    shown = _shown_on(data, chosen)
    for row in np.flatnonzero(np.isin(heard.coding, list(shown)) & (asked > 0)).tolist():
        words = Span(int(heard.start[row]), int(heard.end[row]))
        uttered[int(heard.coding[row])].append(Uttered(words, _QUOTING[asked[row]]))
    starts, ends = ints(data.codings, "start"), ints(data.codings, "end")
    for at, noted in shown.items():
        found = may_be_quoted(Span(int(starts[at]), int(ends[at])), uttered[at], noted)
        state[number[at]], days[int(number[at])] = _STATES.index(found.state), found.day
    return Quotability(state, days)


def _interviews_asked_about(data: AnalysisData) -> set[int]:
    shown = {each.interview_id for each in data.clearances}
    return shown | {
        id_ for id_, people in data.people_in.items() if not data.quoting.keys().isdisjoint(people)
    }


def _asked(data: AnalysisData, everybody: Voices) -> Ints:
    """Return what each voice asks for, as a position in _QUOTING; nobody known is whoever asks most there."""
    asked = np.zeros(len(everybody.person_id), dtype=np.int64)
    for person_id, quoting in data.quoting.items():
        asked[everybody.person_id == person_id] = _QUOTING.index(quoting)
    of_interview = np.zeros(len(data.interviews), dtype=np.int64)
    for row, id_ in enumerate(ints(data.interviews, "id").tolist()):
        people = data.people_in.get(id_, ())
        of_interview[row] = _QUOTING.index(strictest(data.quoting[p] for p in people if p in data.quoting))
    nobody = (everybody.person_id == NOT_KNOWN) & (everybody.kind != VoiceKind.INTERVIEWER)
    return np.where(nobody, of_interview[data.row_of(everybody.interview_id)], asked)


def _shown_on(data: AnalysisData, chosen: Ints) -> dict[int, Sequence[Clearance]]:
    """Return what was noted on the words of these codings (positions), where anything was."""
    by_interview: dict[int, list[Clearance]] = defaultdict(list)
    for each in data.clearances:
        by_interview[each.interview_id].append(each)
    interview_id, starts, ends = (
        ints(data.codings, name)[chosen] for name in ("interview_id", "start", "end")
    )
    found: dict[int, Sequence[Clearance]] = {}
    order = np.argsort(interview_id, kind="stable")
    for id_, noted in by_interview.items():
        first, last = np.searchsorted(interview_id[order], (id_, id_ + 1))
        here = order[first:last]
        begin, end = (np.array([getattr(c, name) for c in noted]) for name in ("start", "end"))
        touched = (starts[here, None] < end) & (begin < ends[here, None])
        for row in np.flatnonzero(touched.any(axis=1)).tolist():
            theirs = np.flatnonzero(touched[row]).tolist()
            found[int(chosen[here[row]])] = [noted[at] for at in theirs]
    return found


def states_of_codings(data: AnalysisData, *states: Quotable) -> Bools:
    """Tell the codings whose passages are in one of these states."""
    return quotability(data).is_in(*states)[passages(data)]
