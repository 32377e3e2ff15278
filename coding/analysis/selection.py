"""What a query finds: masks over the voices and codings of a material.

Who and where are asked of each stretch that somebody speaks in a passage; codes, words and fields of codings
of what one coder coded in one unit (``within``), whoever says it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints
from coding.analysis.coding_fields import Noted, codings_of, interviews_of, places_of, voices_of
from coding.analysis.known_names import KnownNames
from coding.analysis.selection_units import Units, units_of
from coding.analysis.tally import spoken_everywhere
from coding.model.query import (
    WHERE,
    AllOf,
    AnyOf,
    CodeTerm,
    NearTerm,
    Not,
    Query,
    RegularExpression,
    Term,
    Within,
    WordTerm,
)
from coding.text.expressions import Expression
from coding.text.word_search import expression, near_in, phrases_in, searched

ReadTexts = Callable[[Sequence[int]], Mapping[int, str]]


@dataclass(frozen=True)
class Asked:
    """What a query is asked of: a material, its names, and what else is read where a query needs it.

    ``read_texts`` returns the texts of interviews by id, ``noted`` what stands with codings.
    """

    analysis_data: AnalysisData
    names: KnownNames
    read_texts: ReadTexts
    noted: Noted


@dataclass(frozen=True, eq=False)
class Selection:
    """What a query finds.

    ``voices`` tells the voices that are asked for, whatever they say: a rate is divided by their words.
    ``codings`` tells the codings that are found.
    """

    query: Query
    voices: Bools
    codings: Bools


def select(asked: Asked, query: Query) -> Selection:
    """Return what a query finds. Raises UserError: a regular expression in it takes too long."""
    data, names = asked.analysis_data, asked.names
    of_codings = codings_of(data, (f for f in query.fields if f.is_of_codings), names, asked.noted)
    asking = _Asking(asked, of_codings)
    named = asking.named(query.what) & _said_by_whom(data, query, names)
    found = named if query.what is None else named & asking.where_it_holds(query.what, query.within, named)
    return Selection(query, voices_of(data, query.fields, names), found)


def coding_ids(analysis_data: AnalysisData, selection: Selection) -> Ints:
    """Return the ids of the codings that were found."""
    return ints(analysis_data.codings, "id")[selection.codings]


def _said_by_whom(data: AnalysisData, query: Query, names: KnownNames) -> Bools:
    """Tell the codings of which some stretch is by those who are asked for, where it is asked for.

    Who speaks is looked at only where something hangs on it.
    """
    of_interview = interviews_of(data, query.fields, names)[data.row_of_coding]
    by_voice = [f for f in query.fields if f.key in {"school", "role", "person", *WHERE} or f.attribute]
    if not by_voice:
        return of_interview
    heard = spoken_everywhere(data)
    there = voices_of(data, query.fields, names)[heard.voice] & places_of(data, query.fields, names, heard)
    found = np.zeros(len(data.codings), dtype=np.bool_)
    found[heard.coding[there]] = True
    return found


class _Asking:
    """Codes and words asked of a material; ``of_codings`` tells the codings that may count at all."""

    def __init__(self, asked: Asked, of_codings: Bools) -> None:
        self._asked, self._of_codings = asked, of_codings
        self._texts: Mapping[int, str] = {}

    def where_it_holds(self, what: Term, within: Within, named: Bools) -> Bools:
        """Tell the codings in whose unit the whole holds; words are looked for near the named ones only."""
        data = self._asked.analysis_data
        if _asks_for_words(what):
            self._texts = self._asked.read_texts(
                np.unique(ints(data.codings, "interview_id")[named]).tolist()
            )
        units = units_of(data, within)
        holds = self._holds(what, units)
        found = np.zeros(len(named), dtype=np.bool_)
        found[units.asking[holds[units.asked]]] = True
        return found

    def named(self, what: Term | None) -> Bools:
        """Tell the codings with a code that is named without not; all, where none is."""
        codes = list(_named_without_not(what))
        if not codes:
            return self._of_codings
        return np.logical_or.reduce([self._with_code(code) for code in codes])

    def _with_code(self, term: CodeTerm) -> Bools:
        data, names = self._asked.analysis_data, self._asked.names
        code_id = names.code_by_text.get(term.name)
        below = [code.id for code in data.framework.below(code_id)] if code_id is not None else []
        theirs = codings_of(data, term.fields, names, self._asked.noted)
        return self._of_codings & theirs & np.isin(ints(data.codings, "code_id"), below)

    def _holds(self, term: Term, units: Units) -> Bools:
        """Tell the units in which a term is met."""
        match term:
            case CodeTerm():
                return _any_in(units, self._with_code(term))
            case Not(inner):
                return ~self._holds(inner, units)
            case AllOf(terms):
                return np.logical_and.reduce([self._holds(each, units) for each in terms])
            case AnyOf(terms):
                return np.logical_or.reduce([self._holds(each, units) for each in terms])
            case _:
                return self._said(term, units)

    def _said(self, term: WordTerm, units: Units) -> Bools:
        """Tell the units in which words are said, of the interviews that matter."""
        found = np.zeros(len(units), dtype=np.bool_)
        order = np.argsort(units.interview_id, kind="stable")
        said_in = _finder(term)
        for id_, text in self._texts.items():
            first, last = np.searchsorted(units.interview_id[order], (id_, id_ + 1))
            here = order[first:last]
            if len(here):
                found[here] = said_in(text, units.start[here], units.end[here])
        return found


def _named_without_not(term: Term | None, *, negated: bool = False) -> Iterable[CodeTerm]:
    match term:
        case CodeTerm():
            return () if negated else (term,)
        case Not(inner):
            return _named_without_not(inner, negated=not negated)
        case AllOf(terms) | AnyOf(terms):
            return [code for each in terms for code in _named_without_not(each, negated=negated)]
        case _:
            return ()


def _asks_for_words(term: Term) -> bool:
    match term:
        case CodeTerm():
            return False
        case Not(inner):
            return _asks_for_words(inner)
        case AllOf(terms) | AnyOf(terms):
            return any(map(_asks_for_words, terms))
        case _:
            return True


def _any_in(units: Units, chosen: Bools) -> Bools:
    found = np.zeros(len(units), dtype=np.bool_)
    found[units.unit[chosen[units.coding]]] = True
    return found


def _finder(term: WordTerm) -> Callable[[str, Ints, Ints], Bools]:
    """Return what tells the stretches of a text in which words stand whole.

    Raises TooSlowError, when it is called.
    """
    if isinstance(term, RegularExpression):
        return partial(_fits_in, expression(term), term)
    if isinstance(term, NearTerm):
        return lambda text, start, end: _holding(near_in(text, term), start, end)
    return lambda text, start, end: _holding(phrases_in(text, term), start, end)


def _fits_in(looked_for: Expression, pattern: RegularExpression, text: str, start: Ints, end: Ints) -> Bools:
    within, places = searched(text, pattern), zip(start.tolist(), end.tolist(), strict=True)
    return np.array([looked_for.is_in(within[a:b]) for a, b in places], dtype=np.bool_)


def _holding(spans: Sequence[tuple[int, int]] | Ints, start: Ints, end: Ints) -> Bools:
    """Tell the stretches that hold one of these spans, which are in order, whole."""
    if not len(spans):
        return np.zeros(len(start), dtype=np.bool_)
    begins, ends = np.array(spans, dtype=np.int64).T
    soonest = np.append(np.minimum.accumulate(ends[::-1])[::-1], np.iinfo(np.int64).max)
    return soonest[np.searchsorted(begins, start, side="left")] <= end
