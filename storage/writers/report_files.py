"""A report that is kept, or the usual one, written to a file of its own."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData
from coding.progress import Progress, silent
from coding.report.plan import MadeReport, ReportPlan
from storage.queries.people import study_details
from storage.report.reading import ShownCodings, data_of_plan
from storage.report.sections import ReportReading, made_of
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.report_word import write_report_to_word
from storage.writers.word_frame import WordFrame, read_template


@dataclass(frozen=True, slots=True)
class WordExtras:
    """What is not kept in a study: ``template`` is a file of the researcher’s university, or None.

    What others wrote on interviews that ``blind_for`` reads blind is left out.
    """

    template: Path | None = None
    blind_for: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """What came of writing: the styles that the template lacks, and what the report holds now."""

    missing: tuple[str, ...]
    made: MadeReport


def write_report(
    connection: Connection,
    data: AnalysisData,
    plan: ReportPlan,
    target: Path,
    extras: WordExtras,
    progress: Progress = silent,
) -> WrittenReport:
    """Write a report on some coders’ codings with one framework to Word.

    Raises UserError for a template that is none, and whatever ``progress`` raises.
    """
    reading = ReportReading(connection, data, plan, progress, extras.blind_for)
    sections = [*reading.sections()]
    blocks = tuple(block for section in sections for block in section.blocks)
    template = read_template(extras.template) if extras.template else b""
    name = study_details(connection).name
    frame = WordFrame(name, language=plan.language, template=template, chapter=plan.chapter)
    missing = write_report_to_word(blocks, target, frame, progress)
    return WrittenReport(missing, made_of(connection, sections))


def export_report(
    study: Path,
    target: Path,
    plan: ReportPlan,
    shown: ShownCodings,
    extras: WordExtras,
    progress: Progress = silent,
) -> WrittenReport:
    """Write a report to a Word document; the file is replaced only when it is complete.

    Raises UserError: its framework or all its coders are gone, or what ``write_report`` raises.
    """
    with replacing(target, like=study) as part, snapshot(study) as connection:
        data = data_of_plan(connection, plan, shown)
        return write_report(connection, data, plan, part, extras, progress)
