"""What a query finds: masks over the voices and codings of a material.

Who and where are asked of each stretch that somebody speaks in a passage; codes, words and fields of codings
of what one coder coded in one unit (``within``), whoever says it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints
from coding.analysis.coding_fields import Noted, codings_of, interviews_of, places_of, voices_of
from coding.analysis.known_names import KnownNames
from coding.analysis.selection_units import Units, units_of
from coding.analysis.tally import spoken_everywhere
from coding.analysis.words_said import ReadTexts, WordSearch
from coding.model.query import (
    WHERE,
    AllOf,
    AnyOf,
    CodeTerm,
    Not,
    Query,
    Term,
    WordTerm,
    named_codes,
    words_in,
)

_OF_VOICES: Final = frozenset({"school", "role", "person", "case", "answered", *WHERE})


@dataclass(frozen=True)
class Asked:
    """What a query is asked of: a material, its names, and what else is read where a query needs it.

    ``read_texts`` returns the texts of interviews by id, ``noted`` what stands with codings.
    ``is_held``: the texts are in memory, and not what the study has now.
    """

    analysis_data: AnalysisData
    names: KnownNames
    read_texts: ReadTexts
    noted: Noted
    is_held: bool = False


@dataclass(frozen=True, eq=False)
class Selection:
    """What a query finds.

    ``voices`` tells the voices that are asked for, whatever they say: a rate is divided by their words.
    ``codings`` tells the codings that are found.
    """

    query: Query
    voices: Bools
    codings: Bools

    @property
    def voices_only(self) -> bool:
        """Tell whether nothing is asked of codings: only who speaks, where."""
        return not self.query.is_of_codings


def select(asked: Asked, query: Query) -> Selection:
    """Return what a query finds. Raises UserError: a regular expression in it takes too long."""
    look = Look(asked, query)
    return look.selection(look.words.found_in(asked.read_texts) if look.words else {})


class Look:
    """One query that is asked: all but words is known at once, ``words`` are what texts are searched for.

    The search may go on elsewhere; what it brings is given to ``selection``.
    """

    def __init__(self, asked: Asked, query: Query) -> None:
        """Look at codes and fields. ``words`` is None where nothing hangs on what is said."""
        self._asked, self._query = asked, query
        data, names = asked.analysis_data, asked.names
        self._of_codings = codings_of(data, (f for f in query.fields if f.is_of_codings), names, asked.noted)
        self._named = self._with_codes_of(query.what) & _said_by_whom(data, query, names)
        self._units = None if query.what is None else units_of(data, query.within)
        self.words = self._words_to_find()

    def _words_to_find(self) -> WordSearch | None:
        terms = tuple(dict.fromkeys(words_in(self._query.what)))
        if self._units is None or not terms:
            return None
        interview_ids = ints(self._asked.analysis_data.codings, "interview_id")
        units = self._units
        wanted = np.unique(interview_ids[self._named]).tolist()
        return WordSearch(terms, wanted, units.interview_id, units.start, units.end)

    def selection(self, said: Mapping[WordTerm, Bools]) -> Selection:
        """Return what is found; ``said`` tells of each of the words in which units they are said."""
        data, query = self._asked.analysis_data, self._query
        found = self._named
        if query.what is not None and self._units is not None:
            holds = self._holds(query.what, self._units, said)
            there = np.zeros(len(found), dtype=np.bool_)
            there[self._units.asking[holds[self._units.asked]]] = True
            found = found & there
        return Selection(query, voices_of(data, query.fields, self._asked.names), found)

    def _with_codes_of(self, what: Term | None) -> Bools:
        """Tell the codings with a code that is named without not; all, where none is."""
        codes = list(named_codes(what))
        if not codes:
            return self._of_codings
        return np.logical_or.reduce([self._with_code(code) for code in codes])

    def _with_code(self, term: CodeTerm) -> Bools:
        data, names = self._asked.analysis_data, self._asked.names
        code_id = names.code_by_text.get(term.name)
        below = [code.id for code in data.framework.below(code_id)] if code_id is not None else []
        theirs = codings_of(data, term.fields, names, self._asked.noted)
        return self._of_codings & theirs & np.isin(ints(data.codings, "code_id"), below)

    def _holds(self, term: Term, units: Units, said: Mapping[WordTerm, Bools]) -> Bools:
        """Tell the units in which a term is met."""
        match term:
            case CodeTerm():
                return _any_in(units, self._with_code(term))
            case Not(inner):
                return ~self._holds(inner, units, said)
            case AllOf(terms):
                return np.logical_and.reduce([self._holds(each, units, said) for each in terms])
            case AnyOf(terms):
                return np.logical_or.reduce([self._holds(each, units, said) for each in terms])
            case _:
                return said[term]


def coding_ids(analysis_data: AnalysisData, selection: Selection) -> Ints:
    """Return the ids of the codings that were found."""
    return ints(analysis_data.codings, "id")[selection.codings]


def _said_by_whom(data: AnalysisData, query: Query, names: KnownNames) -> Bools:
    """Tell the codings of which some stretch is by those who are asked for, where it is asked for.

    Who speaks is looked at only where something hangs on it.
    """
    of_interview = interviews_of(data, query.fields, names)[data.row_of_coding]
    by_voice = [f for f in query.fields if f.key in _OF_VOICES or f.attribute]
    if not by_voice:
        return of_interview
    heard = spoken_everywhere(data)
    there = voices_of(data, query.fields, names)[heard.voice] & places_of(data, query.fields, names, heard)
    found = np.zeros(len(data.codings), dtype=np.bool_)
    found[heard.coding[there]] = True
    return found


def _any_in(units: Units, chosen: Bools) -> Bools:
    found = np.zeros(len(units), dtype=np.bool_)
    found[units.unit[chosen[units.coding]]] = True
    return found
