"""What a query finds, worked out coding by coding in plain Python: slow, and as the manual says it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coding.model.query import (
    AllOf,
    AnyOf,
    CodeTerm,
    Exactly,
    Field,
    NearTerm,
    Not,
    Phrase,
    Query,
    RegularExpression,
    Term,
    Within,
)
from coding.model.study import Post, Question
from tests.coding.analysis.small_study import FRAMEWORK, Coded, Talk

TURN = 10  # code points
CODE_CALLED = {code.short: code.id for code in FRAMEWORK.codes}
ROLE_OF_GROUP = {"HD": 1, "SLT": 2, "T": 3}


@dataclass(frozen=True)
class Unit:
    """What is looked at together: codings of one coder, and a text."""

    codings: tuple[Coded, ...]
    text: str


@dataclass(frozen=True)
class PlainStudy:
    """A study and the texts of its interviews."""

    talks: list[Talk]
    codings: list[Coded]
    texts: list[str]
    posts: tuple[Post, ...]
    questions: tuple[Question, ...]

    def found(self, query: Query) -> list[int]:
        """Return the ids of the codings that a query finds."""
        return [at for at, coded in enumerate(self.codings, 1) if self._is_found(coded, query)]

    def _is_found(self, coded: Coded, query: Query) -> bool:
        fields = [field for field in query.fields if field.is_of_codings]
        named = list(_named(query.what))
        if not any(_fits(coded, code, fields) for code in named) and (named or not _has(coded, fields)):
            return False
        if not any(self._is_there(coded, turn, query) for turn in self._heard(coded)):
            return False
        return query.what is None or any(
            _holds(query.what, unit, fields) for unit in self._units(coded, query.within)
        )

    # --- who and where ---------------------------------------------------------------------------------

    def _heard(self, coded: Coded) -> list[int]:
        """Return the turns of a passage that count: participants', else the interviewer's."""
        turns = list(_turns(coded))
        by_people = [turn for turn in turns if self._person(coded, turn)]
        return by_people or turns

    def _person(self, coded: Coded, turn: int) -> int:
        talk = self.talks[coded.interview - 1]
        return next(speaker.person for speaker in talk.speakers if turn in speaker.turns)

    def _is_there(self, coded: Coded, turn: int, query: Query) -> bool:
        fields = [field for field in query.fields if not field.is_of_codings]
        return all(self._has_value(coded, turn, field) != field.negated for field in fields)

    def _has_value(self, coded: Coded, turn: int, field: Field) -> bool:
        values = [value.text if isinstance(value, Exactly) else "none" for value in field.values]
        return self._value(coded, turn, field.key) in values

    def _value(self, coded: Coded, turn: int, key: str) -> str:
        talk, person = self.talks[coded.interview - 1], self._person(coded, turn)
        if key == "in":
            return {1: "2014", 2: "2015"}[talk.round_id]
        if key == "role":
            roles = {p.role_id for p in self.posts if (p.person_id, p.round_id) == (person, talk.round_id)}
            return next((group for group, role in ROLE_OF_GROUP.items() if role in roles), "none")
        if key == "person":
            return f"Person {person}"
        asked = [question for at, question in talk.asked if at <= turn]
        if key == "question":
            return str(self.questions[asked[-1] - 1].position + 1) if asked else "none"
        if not talk.asked:
            return "none"
        return "yes" if asked and self._asks(asked[-1], coded.code) else "no"

    def _asks(self, question: int, code: int) -> bool:
        """Tell whether a question asks about the strand, or the whole dimension, of a code."""
        counted, top = FRAMEWORK.counts_as(code), FRAMEWORK.top(code).id
        return any(
            top == each if FRAMEWORK.is_group(each) else FRAMEWORK.counts_as(each) == counted
            for each in self.questions[question - 1].code_ids
        )

    # --- units -----------------------------------------------------------------------------------------

    def _units(self, coded: Coded, within: Within) -> Iterator[Unit]:
        mine = [c for c in self.codings if (c.interview, c.coder) == (coded.interview, coded.coder)]
        text, turns = self.texts[coded.interview - 1], set(_turns(coded))
        own = text[min(turns) * TURN : (max(turns) + 1) * TURN]
        if within is Within.PASSAGE:
            yield Unit(tuple(c for c in mine if set(_turns(c)) == turns), own)
        elif within is Within.OVERLAP:
            yield Unit(tuple(c for c in mine if set(_turns(c)) & turns), own)
        elif within is Within.INTERVIEW:
            yield Unit(tuple(mine), text)
        elif within is Within.TURN:
            for turn in turns:
                yield Unit(tuple(c for c in mine if turn in _turns(c)), text[turn * TURN : (turn + 1) * TURN])
        else:
            for begin, end in {self._answer(coded, turn) for turn in self._heard(coded)}:
                there = (c for c in mine if any(begin <= turn < end for turn in self._heard(c)))
                yield Unit(tuple(there), text[begin * TURN : end * TURN])

    def _answer(self, coded: Coded, turn: int) -> tuple[int, int]:
        talk = self.talks[coded.interview - 1]
        begins = sorted({0, *([at for at, _question in talk.asked] or talk.answers)})
        begin = max(at for at in begins if at <= turn)
        return begin, min((at for at in begins if at > turn), default=len(self.texts[coded.interview - 1]))


def _turns(coded: Coded) -> range:
    return range(coded.first, (coded.first if coded.last is None else coded.last) + 1)


def _named(term: Term | None, *, negated: bool = False) -> Iterator[CodeTerm]:
    if isinstance(term, CodeTerm) and not negated:
        yield term
    elif isinstance(term, Not):
        yield from _named(term.term, negated=not negated)
    elif isinstance(term, AllOf | AnyOf):
        for each in term.terms:
            yield from _named(each, negated=negated)


def _fits(coded: Coded, term: CodeTerm, fields: list[Field]) -> bool:
    below = {code.id for code in FRAMEWORK.below(CODE_CALLED[term.name])}
    return coded.code in below and _has(coded, [*fields, *term.fields])


def _has(coded: Coded, fields: list[Field]) -> bool:
    unsure = "yes" if coded.unsure else "no"
    values = {"unsure": unsure, "coder": f"C{coded.coder}", "direction": str(coded.direction)}
    wanted = [
        (field, {value.text if isinstance(value, Exactly) else "" for value in field.values})
        for field in fields
    ]
    return all((values[field.key] in texts) != field.negated for field, texts in wanted)


def _holds(term: Term, unit: Unit, fields: list[Field]) -> bool:
    match term:
        case CodeTerm():
            return any(_fits(coded, term, fields) for coded in unit.codings)
        case Not(inner):
            return not _holds(inner, unit, fields)
        case AllOf(terms):
            return all(_holds(each, unit, fields) for each in terms)
        case AnyOf(terms):
            return any(_holds(each, unit, fields) for each in terms)
        case _:
            return _is_said(term, unit.text)


def _is_said(term: Phrase | RegularExpression | NearTerm, text: str) -> bool:
    if isinstance(term, RegularExpression):
        return bool(re.search(term.pattern, text, 0 if term.exact else re.IGNORECASE))
    if isinstance(term, Phrase):
        ending = r"" if term.text.endswith("*") else r"\b"
        pattern = rf"\b{re.escape(term.text.removesuffix('*'))}{ending}"
        return bool(re.search(pattern, text, 0 if term.exact else re.IGNORECASE))
    words = re.findall(r"\w+", text.casefold())
    ones, others = ([at for at, word in enumerate(words) if word == each] for each in (term.one, term.other))
    return any(0 < abs(one - other) <= term.apart for one in ones for other in others)
