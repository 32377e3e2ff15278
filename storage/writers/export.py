"""Exporting a study: the kind of file is told by its ending."""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.chart import Chart
from coding.errors import UserError
from coding.language import _
from coding.progress import Progress, silent
from storage.queries.codebook import current_framework_id
from storage.readers.kinds import Export, ending_of, listing
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.framework_files import export_framework, names_a_framework
from storage.writers.frequency_tables import names_a_table, write_tables


def export(
    study: Path,
    target: Path,
    coder_ids: Collection[int],
    framework_id: int | None = None,
    blind_for: int | None = None,
    progress: Progress = silent,
) -> str:
    """Write these coders' codings with a framework (the study's first) to a file; return what it lacks.

    That is a sentence where a kind of file has no place for something, else nothing.

    Where ``blind_for`` reads an interview blind, others' codings of it are left out. CSV holds all
    codings; a name that ends in ``table.csv`` gives the table of rounds and schools, and a file beside it
    the interviews, and one that ends in ``codebook.csv`` or ``codebook.xlsx`` the framework, as .qdc and
    .toml do; any other .xlsx is the whole study, a sheet for each thing.

    Everything in the file is of one moment, whatever is coded meanwhile. The file is replaced only
    when it is complete. Raises UserError, and whatever ``progress`` raises to stop it.
    """
    kind = _known_ending(target)
    if asks_for_framework(target.name):
        with snapshot(study) as connection:
            wanted = _framework(connection, framework_id)
        return export_framework(study, target, wanted)
    if kind == Export.CSV and names_a_table(target.name):
        with snapshot(study) as connection:
            found = _read(connection, framework_id, coder_ids, blind_for)
            _write_tables(found, target, like=study)
        return ""
    with replacing(target, like=study) as part, snapshot(study) as connection:
        if kind == Export.CSV:
            from storage.writers.codings_csv import write_codings

            write_codings(connection, coder_ids, blind_for, part, progress)
            return ""
        found = _read(connection, framework_id, coder_ids, blind_for)
        if kind == Export.WORKBOOK:
            from storage.writers.workbook import write_workbook

            return write_workbook(connection, found, blind_for, part, progress)
        if kind == Export.WORD:
            _write_word(connection, found, part, blind_for, progress)
        else:
            _draw(_usual_chart(found), part, kind)
    return ""


def _write_word(
    connection: Connection, found: AnalysisData, part: Path, blind_for: int | None, progress: Progress
) -> None:
    from coding.report.plan import usual_report
    from storage.report.reading import ReportSource
    from storage.writers.report_files import WordExtras, write_report

    extras = WordExtras(blind_for=blind_for)
    write_report(ReportSource(connection, found), usual_report(), part, extras, progress)


def _known_ending(target: Path) -> str:
    kind = ending_of(target.name)
    if kind not in tuple(Export):
        raise UserError(
            _("“{name}” has an ending that nothing is exported to.").format(name=target.name),
            remedy=_("These are known: {known}.").format(known=listing(Export)),
        )
    return kind


def asks_for_framework(name: str) -> bool:
    """Tell a file name that asks for the framework alone; a workbook is the whole study unless it says so."""
    is_study = ending_of(name) == Export.WORKBOOK and not Path(name).stem.casefold().endswith("codebook")
    return names_a_framework(name) and not is_study


def holds_all_frameworks(name: str) -> bool:
    """Tell a file name that asks for all codings, which are those with all frameworks."""
    return ending_of(name) == Export.CSV and not names_a_table(name) and not asks_for_framework(name)


def export_codings(
    study: Path,
    target: Path,
    coder_ids: Collection[int],
    coding_ids: Collection[int],
    blind_for: int | None = None,
    progress: Progress = silent,
) -> None:
    """Write some codings of these coders to a CSV file, as ``export`` writes all."""
    from storage.writers.codings_csv import write_codings

    with replacing(target, like=study) as part, snapshot(study) as connection:
        write_codings(connection, coder_ids, blind_for, part, progress, coding_ids)


def export_quotations(
    study: Path,
    target: Path,
    coder_ids: Collection[int],
    coding_ids: Collection[int],
    framework_id: int,
    blind_for: int | None = None,
    progress: Progress = silent,
) -> None:
    """Write the passages of some codings of these coders to a Word document, as quotations."""
    from coding.report.passage_part import quotation_blocks
    from storage.queries.people import study_details
    from storage.report.passages import passage_reading
    from storage.writers.report_word import write_report_to_word
    from storage.writers.word_frame import WordFrame

    with replacing(target, like=study) as part, snapshot(study) as connection:
        reading = passage_reading(connection, _read(connection, framework_id, coder_ids, blind_for))
        blocks = tuple(quotation_blocks(reading, coding_ids, progress))
        write_report_to_word(blocks, part, WordFrame(study_details(connection).name))


def _read(
    connection: Connection, framework_id: int | None, coder_ids: Collection[int], blind_for: int | None
) -> AnalysisData:
    from storage.queries.study_data import analysis_data

    return analysis_data(connection, _framework(connection, framework_id), coder_ids, blind_for)


def _write_tables(found: AnalysisData, target: Path, *, like: Path) -> None:
    from coding.analysis.frequencies import frequencies
    from coding.analysis.interview_records import interview_records
    from coding.analysis.spread_records import spread_records
    from coding.analysis.table_records import table_records

    table = frequencies(found)
    interviews, spread = interview_records(found, table.by), spread_records(found, table.by)
    write_tables(target, table_records(table), interviews, spread, like=like)


def export_chart(chart: Chart, target: Path, *, like: Path) -> None:
    """Write a chart as it stands, as a PNG or SVG picture by the target's ending.

    Nobody may read it who may not read the study that it is made from.
    """
    with replacing(target, like=like) as part:
        _draw(chart, part, ending_of(target.name))


def _draw(chart: Chart, part: Path, kind: str) -> None:
    from storage.writers.chart_pictures import write_png, write_svg

    if not chart.panels:
        raise UserError(
            _("There is nothing to draw yet."), remedy=_("Import interviews and code them first.")
        )
    write = write_svg if kind == Export.DRAWING else write_png
    write(chart, part)


def _usual_chart(found: AnalysisData) -> Chart:
    from coding.analysis.charting import chart
    from coding.analysis.frequencies import frequencies

    return chart(frequencies(found))


def _framework(connection: Connection, framework_id: int | None) -> int:
    framework_id = framework_id or current_framework_id(connection)
    if framework_id is None:
        raise UserError(_("This study has no framework, so nothing is coded."))
    return framework_id
