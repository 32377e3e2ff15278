"""What the page counts: the forms that codes that meet can be looked at in, and the table of each."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Final

from app.meeting.shown import BETWEEN, ShownTable, crossed_table, meetings_table
from app.shell.places import Place
from coding.analysis.analysis_data import AnalysisData, Ints
from coding.analysis.codes_in_order import codes_in_course, codes_in_order
from coding.analysis.codes_together import CodesTogether, codes_together
from coding.analysis.crossing_records import (
    COURSE_FIELDS,
    FOLLOWS_FIELDS,
    LENS_FIELDS,
    PAIR_FIELDS,
    both_in_words,
    course_in_words,
    course_records,
    follows_questions,
    lens_in_words,
    lens_records,
    order_in_words,
    order_records,
    part_in_words,
    step_in_words,
)
from coding.analysis.crossings import CrossHeading, CrossingsTable
from coding.analysis.lenses import LENS_PLACES, lenses_crossed
from coding.analysis.model_order import order_on_passages, spoken_of
from coding.analysis.model_order_records import (
    MODEL_FIELDS,
    pair_records,
    passages_in_words,
    qualifying,
    sides_in_words,
    spoken_in_words,
    spoken_records,
)
from coding.analysis.model_order_survey import (
    Strengths,
    strength_records,
    strength_words,
    strengths_in_words,
)
from coding.analysis.table_records import Record
from coding.analysis.together_records import places_in_words, together_records
from coding.language import N_, _
from coding.model.query import Within
from coding.model.study import Round

Records = Callable[[CrossingsTable, str | None], Iterable[Record]]


class Meeting(StrEnum):
    """As what codes that meet are looked at."""

    TABLE = "table"
    NETWORK = "network"
    ORDER = "order"
    COURSE = "course"
    SPOKEN = "spoken"
    SIDES = "sides"
    STRENGTHS = "strengths"
    LENSES = "lenses"


MEETINGS: Final = {
    Meeting.TABLE: N_("as a table"),
    Meeting.NETWORK: N_("as a network"),
    Meeting.ORDER: N_("which follows which"),
    Meeting.COURSE: N_("in the course of interviews"),
    Meeting.SPOKEN: N_("the model’s order: how often"),
    Meeting.SIDES: N_("the model’s order: two on a passage"),
    Meeting.STRENGTHS: N_("the model’s order: the survey’s strengths"),
}
OF_THE_MODEL: Final = (Meeting.SPOKEN, Meeting.SIDES, Meeting.STRENGTHS)
PLACES: Final = {
    Within.PASSAGE: N_("on a passage"),
    Within.OVERLAP: N_("where passages overlap"),
    Within.TURN: N_("in a turn"),
    Within.ANSWER: N_("in an answer"),
    Within.INTERVIEW: N_("in an interview"),
}
SAME_WORDS: Final = {Within.OVERLAP: N_("on the same words"), Within.PASSAGE: N_("on the same passage")}
assert set(SAME_WORDS) == set(LENS_PLACES)


def _ids(data: AnalysisData, rounds: Sequence[Round]) -> list[Ints | None]:
    return [data.interviews_of(each) for each in rounds] or [None]


def _names(rounds: Sequence[Round]) -> list[str | None]:
    return [each.name for each in rounds] or [None]


def meetings(data: AnalysisData, within: Within, rounds: Sequence[Round]) -> list[CodesTogether]:
    """Count codes that meet, in each round, or in all interviews where none is named."""
    return [codes_together(data, within, interview_ids=ids) for ids in _ids(data, rounds)]


def table_of_meetings(
    data: AnalysisData, found: Sequence[CodesTogether], rounds: Sequence[Round]
) -> ShownTable:
    """Return the table of codes that meet."""
    records = [
        record
        for name, each in zip(_names(rounds), found, strict=True)
        for record in together_records(each, name)
    ]
    said = _said([places_in_words(each) for each in found], rounds)
    in_brackets = _("; in brackets: with the code at all.")
    return meetings_table(data, found, rounds, said + in_brackets, PAIR_FIELDS, records)


def table_of_order(data: AnalysisData, rounds: Sequence[Round]) -> ShownTable:
    """Return which code follows which."""
    found = [codes_in_order(data, interview_ids=ids) for ids in _ids(data, rounds)]
    said = _said([order_in_words(each) for each in found], rounds)
    records = _records(found, rounds, order_records)
    said = f"{said} {follows_questions()}"
    return crossed_table(found, rounds, said, step_in_words, FOLLOWS_FIELDS, records)


def table_of_course(data: AnalysisData, rounds: Sequence[Round]) -> ShownTable:
    """Return where in an interview codes are spoken of."""
    found = [codes_in_course(data, interview_ids=ids) for ids in _ids(data, rounds)]
    said = _said([course_in_words(each) for each in found], rounds)
    records = _records(found, rounds, course_records)
    said = f"{said} {follows_questions()}"
    return crossed_table(found, rounds, said, part_in_words, COURSE_FIELDS, records)


def table_of_lenses(
    data: AnalysisData, other: AnalysisData, within: Within, rounds: Sequence[Round]
) -> ShownTable:
    """Return one framework against another."""
    found = [lenses_crossed(data, other, within, interview_ids=ids) for ids in _ids(data, rounds)]
    said = _said([lens_in_words(each, within) for each in found], rounds)
    records = _records(found, rounds, lambda each, name: lens_records(each, within, name))
    return crossed_table(found, rounds, said, both_in_words, LENS_FIELDS, records)


def table_of_model(
    data: AnalysisData, meeting: Meeting, key_strands: Collection[int], rounds: Sequence[Round]
) -> ShownTable:
    """Return what bears on a model's order: how often each is spoken of, or two of them on a passage."""
    return (_spoken if meeting is Meeting.SPOKEN else _sides)(data, key_strands, rounds)


def _spoken(data: AnalysisData, key_strands: Collection[int], rounds: Sequence[Round]) -> ShownTable:
    """Return how often the dimensions and key strands of a model are spoken of, and what is said of them."""
    found = [spoken_of(data, key_strands, interview_ids=ids) for ids in _ids(data, rounds)]
    records = _records(found, rounds, spoken_records)
    said = _qualified(spoken_in_words(data), data, rounds)
    shown = crossed_table(found, rounds, said, passages_in_words, MODEL_FIELDS, records)
    return _whole(shown) if any(each.of for each in found) else shown


def _sides(data: AnalysisData, key_strands: Collection[int], rounds: Sequence[Round]) -> ShownTable:
    """Return the passages that carry two of them: against the model's order, for it, neither."""
    found = [order_on_passages(data, key_strands, interview_ids=ids) for ids in _ids(data, rounds)]
    records = _records(found, rounds, lambda each, name: pair_records(each, key_strands, name))
    said = _qualified(sides_in_words(), data, rounds)
    shown = crossed_table(found, rounds, said, passages_in_words, MODEL_FIELDS, records)
    if not any(each.of for each in found):
        return shown
    return replace(_whole(shown), used_columns=list(range(len(shown.columns))))


def table_of_strengths(data: AnalysisData, found: Strengths) -> ShownTable:
    """Return what a survey's respondents marked of key strands; numbers open the joint display."""
    return ShownTable(
        data,
        tuple(CrossHeading(code.short, code.name) for code in found.strands),
        tuple(CrossHeading(letter, f"{letter} {name}".strip()) for letter, name in found.stages),
        [*range(len(found.strands))],
        [*range(len(found.stages))],
        found.text,
        lambda i, j: not any(each.shares[i][j] for each in found.rounds),
        partial(strength_words, found),
        lambda _i, _j: [],
        strengths_in_words(found),
        MODEL_FIELDS,
        [*strength_records(found)],
        place=Place("joint"),
    )


def _whole(shown: ShownTable) -> ShownTable:
    """Return a table with all its rows: that nothing is said of one bears on the order, too."""
    return replace(shown, used_rows=list(range(len(shown.rows))))


def _qualified(said: str, data: AnalysisData, rounds: Sequence[Round]) -> str:
    """Add in which order rounds stand in a cell, and what qualifies the numbers."""
    in_a_cell = _("In each cell: {rounds}.").format(rounds=BETWEEN.join(each.name for each in rounds))
    return " ".join((said, *([in_a_cell] if len(rounds) > 1 else ()), *qualifying(data, rounds)))


def _records(found: Sequence[CrossingsTable], rounds: Sequence[Round], records: Records) -> list[Record]:
    return [
        record for name, each in zip(_names(rounds), found, strict=True) for record in records(each, name)
    ]


def _said(words: Sequence[str], rounds: Sequence[Round]) -> str:
    """Say what is counted, round by round where they stand apart."""
    if len(words) < 2:
        return words[0]
    return " ".join(f"{each.name}: {said}" for each, said in zip(rounds, words, strict=True))
