"""Whether the passages of a study may be quoted (coding/model/quoting.py has the rule), all at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints, kept
from coding.analysis.speaker_attribution import NOT_KNOWN, Said, VoiceKind, Voices, said, voices
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
    if not data.quoting and not data.clearances:
        return Quotability(state, days)
    interview_id = ints(data.codings, "interview_id")[first]
    chosen = first[np.isin(interview_id, sorted(_interviews_asked_about(data)))]
    if not len(chosen):
        return Quotability(state, days)
    everybody = voices(data)
    heard = said(data, everybody, chosen)
    asked = _asked(data, everybody)[heard.voice]
    np.maximum.at(state, number[heard.coding], asked)
    state = _UNSHOWN[state]
    for coding, found in _judged(data, heard, asked, _shown_on(data, chosen)):
        state[number[coding]], days[int(number[coding])] = _STATES.index(found.state), found.day
    return Quotability(state, days)


def _judged(
    data: AnalysisData, heard: Said, asked: Ints, shown: Mapping[int, Sequence[Clearance]]
) -> Iterator[tuple[int, MayQuote]]:
    """Yield each coding on whose words something was noted, and whether it may be quoted."""
    uttered: dict[int, list[Uttered]] = defaultdict(list)
    theirs = np.zeros(len(data.codings), dtype=np.bool_)
    theirs[list(shown)] = True
    rows = theirs[heard.coding] & (asked > 0)
    columns = (column[rows].tolist() for column in (heard.coding, heard.start, heard.end, asked))
    for coding, start, end, level in zip(*columns, strict=True):
        uttered[coding].append(Uttered(Span(start, end), _QUOTING[level]))
    starts, ends = (ints(data.codings, name)[list(shown)].tolist() for name in ("start", "end"))
    for (coding, noted), start, end in zip(shown.items(), starts, ends, strict=True):
        yield coding, may_be_quoted(Span(start, end), uttered[coding], noted)


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


def _shown_on(data: AnalysisData, chosen: Ints) -> dict[int, list[Clearance]]:
    """Return what was noted on the words of these codings (positions), where anything was."""
    if not data.clearances:
        return {}
    interview_id, start, end = (ints(data.codings, name)[chosen] for name in ("interview_id", "start", "end"))
    where, begin, stop = (
        np.array([getattr(each, name) for each in data.clearances], dtype=np.int64)
        for name in ("interview_id", "start", "end")
    )
    scale = 2 + int(max(end.max(), stop.max()))
    key = interview_id * scale + start
    order = np.argsort(key, kind="stable")
    # Those that begin before it ends, and not so long before it that the longest would not reach it.
    longest = int((end - start).max())
    first = np.searchsorted(key[order], where * scale + np.maximum(begin - longest, 0))
    beyond = np.searchsorted(key[order], where * scale + stop)
    many = np.maximum(beyond - first, 0)
    noted: Ints = np.repeat(np.arange(len(where)), many)
    at = order[np.repeat(first - np.cumsum(many) + many, many) + np.arange(len(noted))]
    touched = end[at] > begin[noted]
    found: dict[int, list[Clearance]] = defaultdict(list[Clearance])
    for coding, number in zip(chosen[at[touched]].tolist(), noted[touched].tolist(), strict=True):
        found[coding].append(data.clearances[int(number)])
    return found


def states_of_codings(data: AnalysisData, *states: Quotable) -> Bools:
    """Tell the codings whose passages are in one of these states."""
    return quotability(data).is_in(*states)[passages(data)]
