"""A report as PDF, tagged, made of its Word document by LibreOffice."""

from pathlib import Path

from coding.progress import Progress, silent
from coding.report.plan import ReportPlan
from storage.report.reading import ShownCodings, report_source
from storage.study.atomic_write import replacing
from storage.writers.evidence_html import evidence_beside
from storage.writers.pdf import as_pdf, refuse_without_office
from storage.writers.report_files import WordExtras, write_report


def export_report_as_pdf(
    study: Path,
    target: Path,
    plan: ReportPlan,
    shown: ShownCodings,
    extras: WordExtras,
    progress: Progress = silent,
) -> None:
    """Write a report to a PDF; the file is replaced only when it is complete.

    Raises UserError: LibreOffice is not installed or fails, or what ``export_report`` raises.
    """
    refuse_without_office()
    with replacing(target, like=study) as part, report_source(study, plan, shown, progress) as source:
        beside = evidence_beside(target) if plan.evidence else None
        write_report(source, plan, part, extras, progress, beside)
        part.write_bytes(as_pdf(part.read_bytes()))
