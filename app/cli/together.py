"""The sub-command for codes that meet: in a place, in order, in the course of an interview, across lenses."""

import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import typer

from app.cli.counting import counted_from
from app.cli.output import aligned, as_json
from app.cli.study import Coders, Json, PasswordFile, Study, reading
from coding.errors import UserError
from coding.language import _
from coding.model.query import Within
from storage.queries.coders import coders_called
from storage.queries.frameworks import framework_called
from storage.study.study_file import StudyFile

if TYPE_CHECKING:
    from coding.analysis.analysis_data import AnalysisData, Ints
    from coding.analysis.crossings import CrossingsTable
    from coding.analysis.model_order_survey import Strengths
    from coding.analysis.selection import Selection
    from coding.analysis.table_records import Record

Crossed = TypeVar("Crossed", bound="CrossingsTable")


class RoundByRound(StrEnum):
    """What codes that meet can be counted by."""

    ROUND = "round"


class _Counted(NamedTuple):
    """What was counted, for each way of showing it."""

    fields: Sequence[str]
    records: list["Record"]
    texts: list[str]


class _Asked(NamedTuple):
    """What is counted of which codings, round by round or of all."""

    data: "AnalysisData"
    selection: "Selection | None"
    rounds: "list[tuple[str | None, Ints | None]]"


def show_together(
    study: Study,
    within: Annotated[
        Within | None, typer.Option(help=_("Where codes have to meet; else on a passage."))
    ] = None,
    by: Annotated[RoundByRound | None, typer.Option(help=_("Count each round apart."))] = None,
    in_order: Annotated[
        bool, typer.Option("--in-order", help=_("Which code follows which within one answer."))
    ] = False,
    course: Annotated[
        bool, typer.Option("--course", help=_("In which tenth of an interview codes are spoken of."))
    ] = False,
    model_order: Annotated[
        bool,
        typer.Option(
            "--model-order", help=_("Dimensions and key strands: how often, against the order and for it.")
        ),
    ] = False,
    lens: Annotated[
        str, typer.Option(metavar="FRAMEWORK", help=_("Cross with another framework on the same words."))
    ] = "",
    query: Annotated[
        str, typer.Option(help=_("Only codings that are asked for: 'unsure:no school:B'."))
    ] = "",
    coder: Coders = None,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help=_("Print a table for Excel, R or SPSS."))] = False,
    password_file: PasswordFile = None,
) -> None:
    """Print how often codes meet, follow one another, or are spoken of in the course of an interview."""
    with reading(study, password_file) as file:
        asked = _asked(file, coder, by, query)
        if lens:
            found = _lenses(asked, _other(file, lens, coder), within or Within.OVERLAP)
        elif model_order:
            found = _model_order(asked, file)
        elif in_order:
            found = _in_order(asked)
        elif course:
            found = _in_course(asked)
        else:
            found = _meetings(asked, within or Within.PASSAGE)
    if csv:
        from storage.writers.table_csv import write_rows

        write_rows(sys.stdout, found.fields, found.records)
    else:
        typer.echo(as_json(found.records) if json else "\n\n".join(found.texts))


def _asked(file: StudyFile, coder: Sequence[str] | None, by: RoundByRound | None, query: str) -> _Asked:
    """Return what is counted of which codings."""
    from app.cli.records import selected_by
    from storage.queries.selecting import asked_of

    data = counted_from(file, coder)
    selection = selected_by(asked_of(file.reader, data), query) if query.strip() else None
    rounds = [(each.name, data.interviews_of(each)) for each in data.rounds] if by else [(None, None)]
    return _Asked(data, selection, [*rounds])


def _other(file: StudyFile, name: str, coder: Sequence[str] | None) -> "AnalysisData":
    """Read the codings with another framework."""
    from storage.queries.study_data import analysis_data

    framework_id = framework_called(file.reader, name)
    return analysis_data(file.reader, framework_id, coders_called(file.reader, coder or ()))


def _meetings(asked: _Asked, within: Within) -> _Counted:
    from app.cli.records import together_text
    from coding.analysis.codes_together import codes_together
    from coding.analysis.crossing_records import PAIR_FIELDS
    from coding.analysis.together_records import together_records

    found = [(name, codes_together(asked.data, within, asked.selection, ids)) for name, ids in asked.rounds]
    records = [record for name, each in found for record in together_records(each, name)]
    return _Counted(PAIR_FIELDS, records, [together_text(each, name) for name, each in found])


def _in_order(asked: _Asked) -> _Counted:
    from coding.analysis import crossing_records as of_codes
    from coding.analysis.codes_in_order import codes_in_order

    found = _round_by_round(asked, codes_in_order)
    records = [record for name, each in found for record in of_codes.order_records(each, name)]
    return _Counted(of_codes.FOLLOWS_FIELDS, records, _texts(found, _("then"), of_codes.order_in_words))


def _in_course(asked: _Asked) -> _Counted:
    from coding.analysis import crossing_records as of_codes
    from coding.analysis.codes_in_order import codes_in_course

    found = _round_by_round(asked, codes_in_course)
    records = [record for name, each in found for record in of_codes.course_records(each, name)]
    return _Counted(of_codes.COURSE_FIELDS, records, _texts(found, _("part"), of_codes.course_in_words))


def _round_by_round(
    asked: _Asked, count: "Callable[[AnalysisData, Selection | None, Ints | None], Crossed]"
) -> "list[tuple[str | None, Crossed]]":
    return [(name, count(asked.data, asked.selection, ids)) for name, ids in asked.rounds]


def _texts(
    found: "Iterable[tuple[str | None, Crossed]]", corner: str, in_words: "Callable[[Crossed], str]"
) -> list[str]:
    """Return each table with what it counts; where all rounds are one, ``corner`` stands over the rows."""
    from coding.analysis.crossing_records import follows_questions

    return [_table(each, name or corner, f"{in_words(each)} {follows_questions()}") for name, each in found]


def _model_order(asked: _Asked, file: StudyFile) -> _Counted:
    from coding.analysis import model_order_records as of_order
    from coding.analysis.model_order import order_on_passages, spoken_of, why_no_order
    from coding.analysis.model_order_survey import strength_records, strengths_in_words
    from storage.operations.frameworks import key_strands

    data, records = asked.data, list["Record"]()
    if why := why_no_order(data.framework):
        raise UserError(why, _("Nothing was counted."))
    strand_ids = key_strands(file.reader, data.framework.id)
    texts = [of_order.spoken_in_words(data), of_order.sides_in_words()]
    for name, ids in asked.rounds:
        spoken = spoken_of(data, strand_ids, asked.selection, ids)
        both = order_on_passages(data, strand_ids, asked.selection, ids)
        records += of_order.spoken_records(spoken, name)
        records += of_order.pair_records(both, strand_ids, name)
        texts += [_rows(spoken, spoken.used_columns(), name), _rows(both, range(len(both.columns)), name)]
    rounds = data.rounds if len(asked.rounds) > 1 else ()
    if (found := _strengths(file, data, strand_ids)) is not None:
        records += strength_records(found)
        header = ("", *(letter for letter, _name in found.stages))
        lines = [
            (code.short, *(found.text(at, j) for j in range(len(found.stages))))
            for at, code in enumerate(found.strands)
        ]
        texts += [strengths_in_words(found), aligned(header, lines)]
    return _Counted(of_order.MODEL_FIELDS, records, [*texts, *of_order.qualifying(data, rounds)])


def _strengths(file: StudyFile, data: "AnalysisData", strand_ids: Collection[int]) -> "Strengths | None":
    """Return what a survey's respondents marked of the key strands; None without a survey."""
    from coding.analysis.model_order_survey import strengths_by_stage
    from coding.analysis.survey_results import GroupedBy
    from storage.queries.surveys import survey_results

    results = survey_results(file.reader, GroupedBy.GROUP)
    return None if results is None else strengths_by_stage(data.framework, results, strand_ids)


def _rows(found: "CrossingsTable", columns: Iterable[int], round_name: str | None) -> str:
    """Return all rows, those with nothing in them too."""
    columns = [*columns]
    header = (round_name or "", *(found.columns[j].label for j in columns))
    rows = ((row.label, *(str(found.counts[i, j]) for j in columns)) for i, row in enumerate(found.rows))
    return aligned(header, [*rows])


def _lenses(asked: _Asked, other: "AnalysisData", within: Within) -> _Counted:
    from coding.analysis.crossing_records import LENS_FIELDS, lens_in_words, lens_records
    from coding.analysis.lenses import LENS_PLACES, lenses_crossed

    if within not in LENS_PLACES:
        raise UserError(
            _("Lenses are crossed on the same words: within passage or overlap."), _("Nothing was counted.")
        )
    found = [
        (name, lenses_crossed(asked.data, other, within, asked.selection, ids)) for name, ids in asked.rounds
    ]
    records = [record for name, each in found for record in lens_records(each, within, name)]
    texts = [_table(each, name or _("both"), lens_in_words(each, within)) for name, each in found]
    return _Counted(LENS_FIELDS, records, texts)


def _table(found: "CrossingsTable", corner: str, said: str) -> str:
    columns = found.used_columns()
    header = (corner, *(found.columns[j].label for j in columns))
    rows: Iterable[tuple[str, ...]] = (
        (found.rows[i].label, *(str(found.counts[i, j]) for j in columns)) for i in found.used_rows()
    )
    return "\n\n".join((aligned(header, [*rows]), said))
