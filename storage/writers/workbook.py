"""A study as a workbook: codings, frequencies, interviews, people, codebook, memos, a sheet each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.attribute_columns import attribute_fields
from coding.analysis.comparability import warnings
from coding.analysis.field_meanings import CODING, INTERVIEW, PERSON
from coding.analysis.notes import caution
from coding.analysis.pair_agreement import Across
from coding.analysis.survey_records import statement_records
from coding.analysis.table_records import record_fields
from coding.language import _, plural
from coding.model.study import KINDS, Attribute, AttributeType
from coding.outcomes.records import FIELDS as OUTCOME_FIELDS
from coding.outcomes.records import outcome_records
from coding.progress import Progress
from storage.queries.agreement import agreement_rule
from storage.queries.agreement_pairs import compared_pair, pairs_with_something
from storage.queries.coding_records import FIELDS, coding_records
from storage.queries.listed_people import code_rows, listed_interviews, listed_people
from storage.queries.memos import MEMO_FIELDS, memo_record, memos
from storage.queries.outcomes import outcome_measures, outcomes
from storage.queries.people import schools, study_details
from storage.queries.study_data import analysis_data as read_data
from storage.queries.surveys import survey_results
from storage.writers.agreement import FIELDS as AGREEMENT_FIELDS
from storage.writers.agreement import agreement_records
from storage.writers.codings_csv import AttributesOfCodings
from storage.writers.crosstab_sheets import add_crosstabs, add_frequencies
from storage.writers.sheet_stream import Value
from storage.writers.workbook_parts import SheetColumn, WorkbookFile

_WIDE: Final[Mapping[str, float]] = {
    **dict.fromkeys(("quotation", "text", "definition", "when_to_use", "when_not_to_use", "memo"), 60),
    **dict.fromkeys(("attribution", "interview", "title", "file", "on", "short_definition", "example"), 30),
    **dict.fromkeys(("place", "question", "name", "notes", "created", "changed", "other_spellings"), 18),
    "guid": 38,
}
_NARROW: Final = frozenset(
    {"words", "turn", "start", "end", "counts", "stage", "unsure", "key", "school", "time"}
)
_WRAPPED: Final = frozenset(
    {*("quotation", "memo", "definition", "when_to_use", "when_not_to_use", "example", "notes"), "about"}
)
_MOMENTS: Final = frozenset({"created", "changed"})
_DAYS: Final = frozenset({"date", "shown_on", "day"})


def write_workbook(
    connection: Connection,
    analysis_data: AnalysisData,
    blind_for: int | None,
    target: Path,
    progress: Progress,
) -> str:
    """Write some coders' codings with one framework and all that is known of them; say what was cut.

    Raises what ``progress`` raises to stop it, and UserError where Excel has no room.
    """
    name = study_details(connection).name
    book = WorkbookFile(name, _("Coded interview passages"))
    progress(0, 1, _("Frequencies"))
    book.sheet(
        _("About"),
        (
            SheetColumn(_("Sheet"), 18),
            SheetColumn(_("Column"), 24),
            SheetColumn(_("About"), 100, wrapped=True),
        ),
        lambda: _about(book, name, analysis_data),
        200,
        is_last=True,
    )
    coder_ids = [coder.id for coder in analysis_data.coders]
    every = read_data(connection, analysis_data.framework.id, coder_ids, blind_for, KINDS)
    _add_codings(book, connection, every, progress)
    add_frequencies(book, analysis_data)
    add_crosstabs(book, analysis_data)
    attributes = analysis_data.attributes
    interviews = listed_interviews(connection, every)
    _add(
        book, _("Interviews"), (*INTERVIEW, *attribute_fields(attributes, INTERVIEW)), interviews, attributes
    )
    people = listed_people(connection, analysis_data)
    _add(book, _("People"), (*PERSON, *attribute_fields(attributes, PERSON)), people, attributes)
    codes = list(code_rows(analysis_data))
    _add(book, _("Codebook"), tuple(codes[0]) if codes else ("name",), codes)
    _add(book, _("Memos"), MEMO_FIELDS, [memo_record(each) for each in memos(connection, blind_for)])
    _add_survey(book, connection)
    _add_agreement(book, connection, analysis_data.framework.id)
    book.save(target)
    return cut_in_words(book)


def cut_in_words(book: WorkbookFile) -> str:
    """Say how many cells were cut; nothing where none was."""
    if not book.cut:
        return ""
    return plural(
        "{n} cell is cut, because Excel holds 32,767 characters; the first sheet says which.",
        "{n} cells are cut, because Excel holds 32,767 characters; the first sheet says which.",
        len(book.cut),
    )


def _add_codings(
    book: WorkbookFile, connection: Connection, analysis_data: AnalysisData, progress: Progress
) -> None:
    attributes = AttributesOfCodings(analysis_data)
    fields = (*FIELDS, *(column.field for column in attributes.columns))
    n = len(analysis_data.codings)

    def rows() -> Iterator[Sequence[Value]]:
        values = _Values(fields, analysis_data.attributes, FIELDS)
        for done, record in enumerate(coding_records(connection, analysis_data)):
            if done % 500 == 0:
                progress(done, n, _("Codings"))
            yield values.of(attributes.added_to(record))

    book.sheet(_("Codings"), list(map(_column, fields)), rows, n, frozen=4)


def _add(
    book: WorkbookFile,
    name: str,
    fields: Sequence[str],
    records: Sequence[Mapping[str, object]],
    attributes: Iterable[Attribute] = (),
) -> None:
    values = _Values(fields, attributes, ())
    book.sheet(name, list(map(_column, fields)), lambda: map(values.of, records), len(records), frozen=2)


def _add_survey(book: WorkbookFile, connection: Connection) -> None:
    """Add what a survey found, by role group, and the figures of schools, where the study has some."""
    results = survey_results(connection)
    if results is not None and results.rounds:
        records = list(statement_records(results, by_group=True))
        _add(book, _("Survey"), record_fields(records), records)
    known = {each.id: each for each in schools(connection)}
    figures = list(outcome_records(outcome_measures(connection), outcomes(connection), known))
    if figures:
        _add(book, _("Outcomes"), OUTCOME_FIELDS, figures)


def _add_agreement(book: WorkbookFile, connection: Connection, framework_id: int) -> None:
    if agreement_rule(connection) is None:
        return
    read = partial(read_data, connection, framework_id)
    records = [
        record
        for pair in pairs_with_something(connection)
        for across in Across
        for record in agreement_records(compared_pair(connection, read, pair, pair.both), across)
    ]
    if records:
        _add(book, _("Agreement"), AGREEMENT_FIELDS, records)


def _column(field: str) -> SheetColumn:
    width = _WIDE.get(field, 9 if field in _NARROW else 14)
    return SheetColumn(field, width, field in _WRAPPED)


class _Values:
    """Makes values of records: days and moments as such, and those of attributes by what they are."""

    def __init__(self, fields: Sequence[str], attributes: Iterable[Attribute], taken: Iterable[str]) -> None:
        typed = {name: each.type for name, each in attribute_fields(attributes, [*taken]).items()}
        self._fields = [(field, typed.get(field)) for field in fields]

    def of(self, record: Mapping[str, object]) -> list[Value]:
        """Return a record as a row."""
        return [_value(field, kind, record.get(field)) for field, kind in self._fields]


def _value(field: str, kind: AttributeType | None, value: object) -> Value:
    if not isinstance(value, str):
        return value if isinstance(value, int | float) else None
    if field in _MOMENTS and value:
        return datetime.fromisoformat(value).replace(tzinfo=None)
    if field in _DAYS or kind is AttributeType.DATE:
        return _day(value)
    if kind is AttributeType.NUMBER:
        return _number(value)
    return value


def _day(value: str) -> Value:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _number(value: str) -> Value:
    try:
        return int(value) if value.lstrip("-").isdecimal() else float(value)
    except ValueError:  # of two people who say something together
        return value


def _about(book: WorkbookFile, name: str, analysis_data: AnalysisData) -> Iterator[Sequence[Value]]:
    """Yield what the workbook holds, what its columns mean, what was cut."""
    coders = ", ".join(coder.name for coder in analysis_data.coders)
    yield "", _("Study"), name
    yield (
        "",
        _("Framework"),
        _("{framework}; codings with others are not here.").format(framework=analysis_data.framework.name),
    )
    yield "", _("Codings of"), coders or _("nobody")
    yield "", _("Exported"), datetime.now().astimezone().date()
    for cell in book.cut:
        said = _("{place} is cut: it has {n} characters, Excel holds 32,767. CSV and Word have all of it.")
        yield cell.sheet, "", said.format(place=cell.place, n=f"{cell.characters:,}")
    for note in (*warnings(analysis_data), caution(analysis_data)):
        yield _("Frequencies"), "", note
    counts = _("Codings are counted as strand × passage × coder; a dash is no zero: interviews are not done.")
    yield _("Frequencies"), "", counts
    for sheet, meanings in ((_("Codings"), CODING), (_("Interviews"), INTERVIEW), (_("People"), PERSON)):
        for field, meaning in meanings.items():
            yield sheet, field, _(meaning)
        for field, attribute in attribute_fields(analysis_data.attributes, meanings).items():
            yield (
                sheet,
                field,
                _("An attribute of the study, said of each {kind}.").format(kind=attribute.kind),
            )
