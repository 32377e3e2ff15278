"""A report that is kept, or the usual one, written to a file of its own."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coding.language import _
from coding.progress import Progress, silent
from coding.report.blocks import ContentsBlock
from coding.report.plan import MadeReport, ReportPlan
from storage.queries.people import study_details
from storage.report.evidence import ReportEvidence
from storage.report.passages import passage_reading
from storage.report.reading import ReportSource, ShownCodings, report_source
from storage.report.sections import ReportReading, made_of
from storage.study.atomic_write import replacing
from storage.writers.evidence_html import evidence_beside, evidence_links, write_evidence
from storage.writers.page_numbers import pages_of
from storage.writers.report_word import listed_places, write_report_to_word
from storage.writers.word_frame import WordFrame, read_template

_NUMBERED: Final = 5_000  # codings: LibreOffice takes minutes for more


@dataclass(frozen=True, slots=True)
class WordExtras:
    """What is not kept in a study: ``template`` is a file of the researcher’s university, or None.

    What others wrote on interviews that ``blind_for`` reads blind is left out. ``page_numbers``: contents
    are filled with those of LibreOffice, where it is installed and the report is not too long.
    """

    template: Path | None = None
    blind_for: int | None = None
    page_numbers: bool = False


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """What came of writing: the styles that the template lacks, and what the report holds now."""

    missing: tuple[str, ...]
    made: MadeReport


def write_report(
    source: ReportSource,
    plan: ReportPlan,
    target: Path,
    extras: WordExtras,
    progress: Progress = silent,
    evidence_at: Path | None = None,
) -> WrittenReport:
    """Write a report on some coders’ codings with one framework to Word.

    With ``evidence_at`` its numbers and quotations lead there, from beside it, and what is behind them is
    written there. Raises UserError for a template that is none, and whatever ``progress`` raises.
    """
    connection, data, since = source
    reading = ReportReading(connection, data, plan, progress, extras.blind_for, since)
    sections = [*reading.sections()]
    blocks = tuple(block for section in sections for block in section.blocks)
    template = read_template(extras.template) if extras.template else b""
    name = study_details(connection).name
    frame = WordFrame(name, language=plan.language, template=template, chapter=plan.chapter)
    evidence, links = None, None
    if evidence_at is not None:
        evidence = ReportEvidence(connection, passage_reading(connection, data, coarse=plan.coarse), blocks)
        links = evidence_links(evidence, evidence_at)
    missing = write_report_to_word(blocks, target, frame, progress, links=links)
    has_contents = any(isinstance(block, ContentsBlock) for block in blocks)
    if extras.page_numbers and has_contents and len(data.codings) <= _NUMBERED:
        progress(0, 1, _("Page numbers"))
        pages = pages_of(target.read_bytes(), listed_places(blocks, frame))
        if pages:
            write_report_to_word(blocks, target, frame, progress, pages, links)
    if evidence is not None and evidence_at is not None:
        title = _("{study}: evidence").format(study=name)
        write_evidence(evidence, title, evidence_at, plan, progress, like=target)
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

    What is behind its numbers is written beside it, if the report is asked for that.
    Raises UserError: its framework or all its coders are gone, or what ``write_report`` raises.
    """
    with replacing(target, like=study) as part, report_source(study, plan, shown, progress) as source:
        beside = evidence_beside(target) if plan.evidence else None
        return write_report(source, plan, part, extras, progress, beside)
