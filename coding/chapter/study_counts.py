"""What a study counts where a chapter's sentence or table says a number."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

import numpy as np

from coding.analysis.analysis_data import Bools, Ints, bools, ints
from coding.analysis.selection import Asked, select
from coding.chapter.claims import Claims
from coding.chapter.figures import CODINGS, INTERVIEWS, PASSAGES, PEOPLE, SCHOOLS, WORDS, Unit
from coding.model.query import CodeTerm, Exactly, Field, Query


class StudyCount(NamedTuple):
    """A count as the study makes it first, and all that it may rightly be; what opens its passages."""

    number: int
    allowed: frozenset[int]
    query: str = ""


class StudyCounts(Protocol):
    """Counts things of a study."""

    def count(self, unit: Unit, of: Claims) -> StudyCount | None:
        """Return how many of these there are; None where the study cannot tell."""
        ...


class CountsOfStudy:
    """Counts codings, passages, interviews, people and words of some round, school, role group or code."""

    def __init__(self, asked: Asked) -> None:
        """Take what is counted from."""
        self._asked, self._data = asked, asked.analysis_data
        self._known: dict[tuple[Unit, Claims], StudyCount | None] = {}

    def count(self, unit: Unit, of: Claims) -> StudyCount | None:
        """Return how many of these there are; None where the study cannot tell."""
        key = (unit, of)
        if key not in self._known:
            self._known[key] = self._counted(unit, of)
        return self._known[key]

    def _counted(self, unit: Unit, of: Claims) -> StudyCount | None:
        if unit in {CODINGS, PASSAGES} or (unit == INTERVIEWS and of.codes):
            found = self._of_codings(unit, of)
            # Of all interviews something may be said beside a code; and a section may be of one round.
            everywhere = self._counted(unit, of._replace(codes=frozenset())) if unit == INTERVIEWS else None
            return found._replace(
                allowed=found.allowed
                | (everywhere.allowed if everywhere else frozenset())
                | self._by_round(unit, of)
            )
        if of.codes or (of.groups and unit != PEOPLE):
            return None
        if unit == SCHOOLS:
            n = len(self._data.schools)
            return None if of.rounds or of.schools else StudyCount(n, frozenset({n}))
        found = self._of_interviews(unit, of)
        return found._replace(allowed=found.allowed | self._by_round(unit, of))

    def _by_round(self, unit: Unit, of: Claims) -> frozenset[int]:
        if of.rounds:
            return frozenset()
        each = (self.count(unit, of._replace(rounds=frozenset({r.name}))) for r in self._data.rounds)
        return frozenset(n for found in each if found for n in found.allowed)

    # --- of codings ------------------------------------------------------------------------------

    def _of_codings(self, unit: Unit, of: Claims) -> StudyCount:
        query = self._query(of)
        found = select(self._asked, query).codings
        sure = found & ~bools(self._data.codings, "unsure")
        numbers = [n for mask in (found, sure) for n in self._numbers(unit, mask, of)]
        return StudyCount(numbers[0], frozenset(numbers), str(query))

    def _numbers(self, unit: Unit, mask: Bools, of: Claims) -> Iterator[int]:
        """Yield what a count may rightly be: of a dimension with and without codings on it alone."""
        for chosen in (mask, mask & ~self._alone) if self._is_group(of) else (mask,):
            codings = self._data.codings[chosen]
            interview, start, end = (ints(codings, name) for name in ("interview_id", "start", "end"))
            if unit == INTERVIEWS:
                yield len(np.unique(interview))
            elif unit == PASSAGES:
                yield len({*zip(interview.tolist(), start.tolist(), end.tolist(), strict=True)})
            else:
                code = self._counting_as(ints(codings, "code_id"), of)
                rows = (interview, start, end, ints(codings, "coder_id"), code)
                yield len({*zip(*(column.tolist() for column in rows), strict=True)})

    def _counting_as(self, codes: Ints, of: Claims) -> Ints:
        """Return what codings count for: their strand, or a sub-strand that is asked for by itself."""
        if any(self._data.framework.counts_as(code) != code for code in of.codes):
            return np.full(len(codes), next(iter(of.codes)))
        return np.array([self._data.framework.counts_as(code) for code in codes.tolist()], dtype=np.int64)

    def _is_group(self, of: Claims) -> bool:
        return all(self._data.framework.is_group(code) for code in of.codes)

    @property
    def _alone(self) -> Bools:
        groups = [code.id for code in self._data.framework.codes if self._data.framework.is_group(code.id)]
        return np.isin(ints(self._data.codings, "code_id"), groups)

    def _query(self, of: Claims) -> Query:
        names = self._asked.names.text_of_code
        what = next((CodeTerm(names[code]) for code in of.codes), None)
        fields = (("in", of.rounds), ("school", of.schools), ("role", of.groups))
        chosen = (Field(key, tuple(map(Exactly, sorted(values)))) for key, values in fields if values)
        return Query(what, tuple(chosen))

    # --- of interviews ---------------------------------------------------------------------------

    def _of_interviews(self, unit: Unit, of: Claims) -> StudyCount:
        data = self._data
        rounds = [each.id for each in data.rounds if not of.rounds or each.name in of.rounds]
        schools = [each.id for each in data.schools if not of.schools or each.letter in of.schools]
        here = np.ones(len(data.interviews), dtype=np.bool_)
        if of.rounds:
            here &= np.isin(ints(data.interviews, "round_id"), rounds)
        if of.schools:
            here &= np.isin(ints(data.interviews, "school_id"), schools)
        chosen = data.interviews[here]
        ids = ints(chosen, "id")
        if unit == INTERVIEWS:
            return StudyCount(len(ids), frozenset({len(ids)}))
        if unit == WORDS:
            said = int(ints(chosen, "words").sum())
            theirs = np.isin(ints(data.speakers, "interview_id"), ids) & (
                data.speakers["kind"] == "participant"
            )
            by_participants = int(ints(data.speakers, "words")[theirs].sum())
            return StudyCount(said, frozenset({said, by_participants}))
        return self._of_people(ids, of)

    def _of_people(self, ids: Ints, of: Claims) -> StudyCount:
        """Count people, and people in rounds: one who is interviewed in two is two of these."""
        data = self._data
        interview_id, person_id = data.taking_part
        here = np.isin(interview_id, ids)
        round_of = dict(
            zip(ints(data.interviews, "id").tolist(), ints(data.interviews, "round_id").tolist(), strict=True)
        )
        pairs = {
            (person, round_of[interview])
            for interview, person in zip(interview_id[here].tolist(), person_id[here].tolist(), strict=True)
        }
        if of.groups:
            groups = {id_ for id_, role in data.role_by_id.items() if role.group in of.groups}
            pairs = {pair for pair in pairs if (post := data.post_of.get(pair)) and post.role_id in groups}
        n = len({person for person, _round in pairs})
        return StudyCount(n, frozenset({n, len(pairs)}))
