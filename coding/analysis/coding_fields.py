"""Which codings, voices and answers the fields of a query name."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import ge, gt, le, lt
from typing import Any

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, bools, ints
from coding.analysis.attribute_values import in_case, values_of, values_of_voices
from coding.analysis.columns import columns_of
from coding.analysis.known_names import KnownNames
from coding.analysis.marked_at_schools import meets
from coding.analysis.question_matching import OUTSIDE, Prompted, asked_in, prompted, prompts
from coding.analysis.quotability import states_of_codings
from coding.analysis.second_look import to_look_at_again
from coding.analysis.speaker_attribution import NOT_KNOWN, Spoken, Voices, voices
from coding.model.code_labels import DIRECTIONS
from coding.model.query import WHERE, Between, Bound, Exactly, Field, MarkedBy, NoValue, Value
from coding.model.quoting import Quotable
from coding.model.study import KINDS, Direction, InterviewKind, Origin
from coding.text.finding import find_in
from coding.text.names import name_key

_HAND = "hand"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_PROMPTED = {"yes": Prompted.PROMPTED, "no": Prompted.UNPROMPTED}


@dataclass(frozen=True)
class Noted:
    """What else stands with codings: ``read`` returns id, created (UTC), origin, memo, quoted, by id."""

    read: Callable[[], pd.DataFrame]

    def column(self, analysis_data: AnalysisData, name: str) -> list[Any]:
        """Return a column for the codings of a material."""
        frame = self.read()
        at = np.searchsorted(ints(frame, "id"), ints(analysis_data.codings, "id"))
        return frame[name].to_numpy(dtype=np.object_)[at].tolist()


# --- what: codings -----------------------------------------------------------------------------------


def codings_of(
    analysis_data: AnalysisData, fields: Iterable[Field], names: KnownNames, noted: Noted
) -> Bools:
    """Tell the codings that all these fields of codings hold for."""
    found = np.ones(len(analysis_data.codings), dtype=np.bool_)
    for field in fields:
        found &= _any_of(field, lambda value, key=field.key: _coded(analysis_data, key, value, names, noted))
    return found


def _any_of(field: Field, tell: Callable[[Value], Bools]) -> Bools:
    found = np.logical_or.reduce([tell(value) for value in field.values])
    return ~found if field.negated else found


def _coded(data: AnalysisData, key: str, value: Value, names: KnownNames, noted: Noted) -> Bools:  # noqa: PLR0911
    text = value.text if isinstance(value, Exactly) else ""
    match key:
        case "coder" | "stage":
            wanted = [NOT_KNOWN] if isinstance(value, NoValue) else sorted(names.ids(key, text))
            return np.isin(ints(data.codings, f"{key}_id"), wanted)
        case "direction":
            return ints(data.codings, "direction") == DIRECTIONS.index(Direction(text))
        case "unsure" | "alone" | "quoted":
            return _is_so(data, key, noted) == (text == "yes")
        case "words":
            return _compared_numbers(_lengths(data), value)
        case "quote":
            return states_of_codings(data, Quotable(text))
        case "look":
            return to_look_at_again(data)
        case "by":
            return _told(noted.column(data, "origin"), ("" if text == _HAND else str(Origin(text))).__eq__)
        case "before":
            midnight = _midnight(text)
            return _told(noted.column(data, "created"), lambda time: "" < time < midnight)
        case "after":
            return _told(noted.column(data, "created"), _midnight(text).__le__)
        case _:
            return _told(noted.column(data, "memo"), _memo(value))


def _is_so(data: AnalysisData, key: str, noted: Noted) -> Bools:
    """Tell the codings of which yes is said."""
    match key:
        case "unsure":
            return bools(data.codings, "unsure")
        case "quoted":
            return np.array(noted.column(data, "quoted"), dtype=np.bool_)
        case _:
            return _is_alone(data)


def _is_alone(data: AnalysisData) -> Bools:
    """Tell the codings on a dimension, or another group, alone: no strand is named."""
    groups = [code.id for code in data.framework.codes if data.framework.is_group(code.id)]
    return np.isin(ints(data.codings, "code_id"), groups)


def _told(values: Iterable[str], tell: Callable[[str], bool]) -> Bools:
    return np.fromiter(map(tell, values), dtype=np.bool_)


def _memo(value: Value) -> Callable[[str], bool]:
    if isinstance(value, Exactly) and value.text.casefold() != "yes":
        return lambda memo: bool(find_in(memo, value.text))
    return (
        (lambda memo: not memo.strip()) if isinstance(value, NoValue) else (lambda memo: bool(memo.strip()))
    )


def _lengths(data: AnalysisData) -> Ints:
    """Return how many words each passage has; none where nobody can count them."""
    words = data.words_of_codings
    return np.zeros(len(data.codings), dtype=np.int64) if words is None else words


def _compared_numbers(numbers: Ints, value: Value) -> Bools:
    match value:
        case Bound(sign, text):
            return _COMPARISONS[sign](numbers, float(text))
        case Between(low, high):
            return (numbers >= float(low)) & (numbers <= float(high))
        case Exactly(text):
            return numbers == float(text)
        case NoValue() | MarkedBy():
            return numbers < 0


def _midnight(day: str) -> str:
    """Return when a day, month or year begins on this computer, as times are stored."""
    begins = datetime.fromisoformat(f"{day}-01-01"[:10] if len(day) == 4 else f"{day}-01"[:10])
    return begins.astimezone().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


# --- who: voices -------------------------------------------------------------------------------------


def interviews_of(analysis_data: AnalysisData, fields: Iterable[Field], names: KnownNames) -> Bools:
    """Tell the interviews (rows) that the fields of whole interviews hold for."""
    found = np.ones(len(analysis_data.interviews), dtype=np.bool_)
    for field in fields:
        column = {"in": "round_id", "interview": "id", "source": "kind"}.get(field.key)
        if column == "kind":
            kinds = ints(analysis_data.interviews, column)
            found &= _any_of(field, lambda value, kinds=kinds: kinds == _kind(value))
        elif column is not None:
            ids = ints(analysis_data.interviews, column)
            found &= _any_of(field, lambda value, key=field.key, ids=ids: _named(ids, key, value, names))
    return found


def _kind(value: Value) -> int:
    """Return the place in KINDS of a kind of texts."""
    return KINDS.index(InterviewKind(value.text)) if isinstance(value, Exactly) else -1


def _named(ids: Ints, key: str, value: Value, names: KnownNames) -> Bools:
    if isinstance(value, NoValue):
        return ids <= NOT_KNOWN
    return np.isin(ids, sorted(names.ids(key, value.text)) if isinstance(value, Exactly) else [])


def voices_of(
    analysis_data: AnalysisData, fields: Iterable[Field], names: KnownNames, among: Voices | None = None
) -> Bools:
    """Tell the voices (of all, or among some) that all these fields of who speaks hold for."""
    everybody, fields = voices(analysis_data) if among is None else among, tuple(fields)
    of_interview = interviews_of(analysis_data, fields, names)
    found = of_interview[analysis_data.row_of(everybody.interview_id)]
    columns = {"school": everybody.school_id, "role": everybody.role, "person": everybody.person_id}
    for field in fields:
        if field.key in columns:
            ids = columns[field.key]
            found &= _any_of(field, lambda value, key=field.key, ids=ids: _named(ids, key, value, names))
        elif field.key == "answered":
            found &= _at_schools(analysis_data, everybody, field, names)
        elif field.key == "case":
            found &= _any_of(field, lambda value: _in_cases(analysis_data, everybody, value, names))
        elif field.attribute:
            found &= _with_value(analysis_data, everybody, field, names)
    return found


@dataclass(frozen=True, eq=False)
class AskedByFields:
    """Who is asked about by the fields of a query, and in answer to what."""

    fields: tuple[Field, ...]
    names: KnownNames

    @property
    def by_place(self) -> bool:
        """Whether it hangs on what is answered."""
        return any(field.key in WHERE for field in self.fields)

    @property
    def by_strand(self) -> bool:
        """Whether it hangs on what asks about a strand."""
        return any(field.key == "prompted" for field in self.fields)

    @property
    def only_prompted(self) -> bool:
        """Whether only what a question asked for is counted."""
        prompted_ = (field for field in self.fields if field.key == "prompted" and not field.negated)
        return any(field.values == (Exactly("yes"),) for field in prompted_)

    def among(self, analysis_data: AnalysisData, some: Voices) -> Bools:
        """Tell the voices, or the parts of voices, that are asked about."""
        found = voices_of(analysis_data, self.fields, self.names, some)
        for field in self.fields:
            if field.key == "question":
                found &= _any_of(field, lambda v: _named(some.question_id, "question", v, self.names))
            elif field.key == "prompted":
                found &= _any_of(field, lambda v: some.prompted == _state(v))
        return found


def _in_cases(data: AnalysisData, everybody: Voices, value: Value, names: KnownNames) -> Bools:
    """Tell the voices that belong to a case, or to none."""
    wanted = names.ids("case", value.text) if isinstance(value, Exactly) else None
    cases = (each for each in data.cases if wanted is None or each.id in wanted)
    found = np.zeros(len(everybody.interview_id), dtype=np.bool_)
    for case in cases:
        found |= in_case(everybody, case)
    return ~found if wanted is None else found


def _at_schools(data: AnalysisData, everybody: Voices, field: Field, names: KnownNames) -> Bools:
    """Tell the voices of schools of which so many marked a statement in the round of the interview.

    Schools of which that is not known are neither those that did nor, negated, those that did not.
    """
    marked = data.read_marked()
    rounds = ints(data.interviews, "round_id")[data.row_of(everybody.interview_id)]
    wanted, known = np.zeros((2, len(rounds)), dtype=np.bool_)
    for value in field.values:
        if not isinstance(value, MarkedBy):
            continue
        for item_id in names.ids(field.key, value.statement):
            for at, part in marked.known(item_id).items():
                here = (everybody.school_id == at.school_id) & (rounds == at.round_id)
                known |= here
                if meets(part, value):
                    wanted |= here
    return known & ~wanted if field.negated else wanted


def _with_value(data: AnalysisData, everybody: Voices, field: Field, names: KnownNames) -> Bools:
    """Tell the voices with one of the values of an attribute."""
    (attribute_id,) = names.ids("@", field.attribute) or {0}
    known = values_of(data, attribute_id)
    wanted = np.array(
        [any(_is_value(each, value) for value in field.values) for each in (None, *known)], dtype=np.bool_
    )
    found = wanted[values_of_voices(data, everybody, attribute_id)]
    return ~found if field.negated else found


def _is_value(known: str | None, value: Value) -> bool:
    if known is None or isinstance(value, NoValue | MarkedBy):
        return known is None and isinstance(value, NoValue)
    if isinstance(value, Exactly):
        return name_key(known) == name_key(value.text)
    return is_within(known, value)


def is_within(known: str, value: Bound | Between) -> bool:
    """Tell whether a number or a day lies where a comparison says; words never do.

    A day is compared as far as the other is written: all of June 2015 is up to 2015-06.
    """
    bounds = (
        [(">=", value.low), ("<=", value.high)] if isinstance(value, Between) else [(value.sign, value.text)]
    )
    return all(_holds(known, sign, bound) for sign, bound in bounds)


def _holds(known: str, sign: str, bound: str) -> bool:
    number, least = _number(known), _number(bound)
    if number is not None and least is not None:
        return _COMPARISONS[sign](number, least)
    return bool(_DAY.fullmatch(known)) and _COMPARISONS[sign](known[: len(bound)], bound)


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text.strip()) else None


# --- where: answers ----------------------------------------------------------------------------------


def places_of(
    analysis_data: AnalysisData, fields: Iterable[Field], names: KnownNames, heard: Spoken
) -> Bools:
    """Tell the rows of what is heard that the fields of what is answered hold for."""
    found = np.ones(len(heard.coding), dtype=np.bool_)
    of_place = [field for field in fields if field.key in WHERE]
    if not of_place:
        return found
    interview_id = ints(analysis_data.codings, "interview_id")[heard.coding]
    question = asked_in(analysis_data).question_at(interview_id, heard.start)
    for field in of_place:
        if field.key == "question":
            found &= _any_of(field, lambda value: _named(question, "question", value, names))
        elif field.key == "prompted":
            state = _states(analysis_data, heard, question)
            found &= _any_of(field, lambda value, state=state: state == _state(value))
    return found


def _state(value: Value) -> int:
    return int(_PROMPTED.get(value.text, OUTSIDE)) if isinstance(value, Exactly) else int(Prompted.NOT_KNOWN)


def _states(analysis_data: AnalysisData, heard: Spoken, question: Ints) -> Ints:
    """Return whether each coding was prompted by what is answered (Prompted)."""
    framework = analysis_data.framework
    columns = columns_of(framework, {code.id for code in framework.codes})
    basic = columns.basic_of_code[ints(analysis_data.codings, "code_id")[heard.coding]]
    return prompted(prompts(analysis_data, columns), columns, question, basic)
