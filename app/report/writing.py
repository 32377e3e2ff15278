"""Writing the report in hand to a file: Word, PDF, the evidence behind it. On a thread, with progress."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app.report.making import LookAsked, PageSetter, ReportLook, whole_look
from app.report.paper_document import PaperPages
from app.report.pdf import write_pdf
from app.shell.export_kinds import REPORT_EVIDENCE, REPORT_PDF, WORD, ExportKind
from app.shell.exports import Exports
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from coding.language import _
from coding.progress import Progress
from coding.report.plan import ReportPlan, usual_report
from storage.office import office_program
from storage.operations.reports import note_report_made
from storage.queries.kept_reports import ReportRow
from storage.queries.people import study_details
from storage.report.reading import ShownCodings

if TYPE_CHECKING:
    from storage.writers.report_files import WrittenReport


@dataclass(frozen=True, slots=True)
class ReportInHand:
    """The report on view, whose template, and what was to be looked at and stands there all the same."""

    plan: ReportPlan
    row: ReportRow | None
    template: Path | None
    left: str


USUAL: Final = ReportInHand(usual_report(), None, None, "")


class ReportFiles(QObject):
    """Writes the report in hand to a file that the person names."""

    def __init__(self, open_study: OpenStudy, exports: Exports, parent: QObject) -> None:
        """Write nothing yet."""
        super().__init__(parent)
        self._study, self._exports = open_study, exports
        self._setter = PageSetter(self)
        open_study.closing.connect(self._setter.stop)

    def word(self, report: ReportInHand) -> Job | None:
        """Write it to Word; what it holds then is kept with it, if it is kept."""
        target = self._ask(WORD, report)
        if target is None:
            return None
        path, shown = self._study.file.path, self._shown()

        def write(progress: Progress) -> "WrittenReport":
            from storage.writers.report_files import WordExtras, export_report

            extras = WordExtras(report.template, shown.blind_for, page_numbers=True)
            return export_report(path, target, report.plan, shown, extras, progress)

        done = partial(self._offer, report, target)
        return self._study.jobs.start(_(WORD.title), write, done=done, failed=self._study.report)

    def _offer(self, report: ReportInHand, target: Path, written: "WrittenReport") -> None:
        lacks = _("The template lacks these styles, which were added: {names}.")
        styles = lacks.format(names=", ".join(written.missing)) if written.missing else ""
        if report.row is not None and self._study.can_write:
            self._study.perform(note_report_made(report.row.id, written.made))
        said = ". ".join(filter(None, (report.left, styles)))
        self._exports.offer(target, said, written.made.quoted)

    def evidence(self, report: ReportInHand) -> Job | None:
        """Write what is behind its numbers and quotations to a web page."""
        target = self._ask(REPORT_EVIDENCE, report)
        if target is None:
            return None
        path, shown = self._study.file.path, self._shown()

        def write(progress: Progress) -> None:
            from storage.writers.evidence_html import export_evidence

            export_evidence(path, target, report.plan, shown, progress)

        return self._exports.start(REPORT_EVIDENCE, target, write)

    def pdf(self, report: ReportInHand) -> Job | None:
        """Write it to a PDF: through LibreOffice, tagged, or where that is not installed by Qt."""
        target = self._ask(REPORT_PDF, report)
        if target is None:
            return None
        if office_program() is None:
            return self._pdf_by_qt(report, target)
        path, shown = self._study.file.path, self._shown()

        def write(progress: Progress) -> None:
            from storage.writers.report_files import WordExtras
            from storage.writers.report_pdf import export_report_as_pdf

            extras = WordExtras(report.template, shown.blind_for, page_numbers=True)
            export_report_as_pdf(path, target, report.plan, shown, extras, progress)

        return self._exports.start(REPORT_PDF, target, write)

    def _pdf_by_qt(self, report: ReportInHand, target: Path) -> Job:
        study = self._study
        asked = LookAsked(study.file.path, report.plan, self._shown(), 0)
        name = study_details(study.reader).name

        def paint(look: ReportLook, pages: PaperPages) -> None:
            self._setter.ready.disconnect()
            write_pdf(pages, target, name, like=look.asked.study)
            said = _("LibreOffice is not installed, so the PDF has no tags, and looks like the preview.")
            self._exports.offer(target, said, look.made.quoted)

        def set_pages(look: ReportLook) -> None:
            self._setter.ready.connect(paint)
            self._setter.set(look, whole=True)

        make = partial(whole_look, asked)
        return study.jobs.start(_(REPORT_PDF.title), make, done=set_pages, failed=study.report)

    def _ask(self, kind: ExportKind, report: ReportInHand) -> Path | None:
        return self._exports.ask_target(kind, name=report.row.name if report.row is not None else "")

    def _shown(self) -> ShownCodings:
        study = self._study
        return ShownCodings(tuple(study.coder_ids), study.framework.id, study.coder_id)
