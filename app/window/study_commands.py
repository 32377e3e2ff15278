"""What the menus do with whole studies: new, open, import, export, copies, the sample."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.shell import settings
from app.shell.clipboard import copy_quotations
from app.shell.exports import Exports
from app.shell.file_dialogs import study_filter
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.window import last_place, recent
from app.window.code_workspace import CodeWorkspace
from app.window.navigator import Navigator
from app.window.remedies import Remedies
from coding.errors import UserError
from coding.language import _, plural
from coding.progress import Progress
from storage import sample_study
from storage.operations.tidying import trim_codings
from storage.queries.blank_edges import blank_edges_in
from storage.queries.people import is_coders_copy
from storage.queries.texts import interview
from storage.study.history import Written
from storage.study.open_checks import problems_of
from storage.study.study_file import SUFFIX

if TYPE_CHECKING:
    from app.report.writing import ReportFiles

_COUNTING: Final = frozenset({"compare", "passages"})  # pages that read all that is coded


class StudyCommands(QObject):
    """Acts for the main window; the window itself knows no file."""

    def __init__(
        self, open_study: OpenStudy, navigator: Navigator, code: CodeWorkspace, window: QWidget
    ) -> None:
        """Act for this window."""
        super().__init__(window)
        self._window = window
        self._study = open_study
        self._navigator = navigator
        self._code = code
        self._notices = open_study.notices
        self._jobs = open_study.jobs
        self._exports = Exports(open_study, self)
        self._files: ReportFiles | None = None
        self._study.opened.connect(self._note_opened)
        self.remedies = Remedies(open_study, window)
        self._study.found_damaged.connect(self.remedies.offer)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what to do by action id."""
        return {
            "new_study": self.new_study,
            "open_study": self.choose_study,
            "open_sample": self.open_sample,
            "start_over": self.start_over,
            "keep_sample": self.keep_sample,
            "close_study": self._study.close,
            "import": lambda: self._navigator.go(Place("import")),
            "export_word": self._exports.word,
            "export_pdf": self.export_pdf,
            "export_evidence": self.export_evidence,
            "export_workbook": self._exports.workbook,
            "export_csv": self._exports.csv,
            "export_tables": self.export_tables,
            "export_png": self._exports.png,
            "export_svg": self._exports.svg,
            "export_framework": self._exports.framework,
            "save_copy": self.save_copy,
            "check": self.check,
            "repair": self.remedies.choose_to_repair,
            "restore_points": lambda: self.remedies.show_restore_points(self._study.file.path),
            "turn_question": self._code.page.questions.ask_about_selection,
            "copy": lambda: self._copy(lambda page: page.copied()),
            "copy_attribution": self._copy_with_attribution,
        }

    def export_tables(self) -> None:
        """Ask for a folder and write codings and cases by codes there, of all frameworks."""
        folder = self._notices.ask_folder(_("Export tables for R and SPSS"))
        if folder is None:
            return
        study = self._study
        path, coder_ids, reader_id = study.file.path, study.coder_ids, study.coder_id

        def write(progress: Progress) -> list[str]:
            from storage.writers.tables_folder import export_tables
            from storage.writers.transcript_looks import WhoseCodings

            return export_tables(path, folder, WhoseCodings(coder_ids, None, reader_id), progress)

        def say(names: list[str]) -> None:
            study.note_file(Written.EXPORT, folder)
            said = _("Exported {files} to {folder}").format(files=", ".join(names), folder=folder.name)
            self._notices.say(said)

        study.jobs.start(_("Export tables for R and SPSS"), write, done=say, failed=study.report)

    def _report_files(self) -> "ReportFiles":
        from app.report.writing import ReportFiles  # loaded when somebody writes a report

        if self._files is None:
            self._files = ReportFiles(self._study, self._exports, self)
        return self._files

    def export_pdf(self) -> None:
        """Write the usual report as PDF."""
        from app.report.writing import USUAL

        self._report_files().pdf(USUAL)

    def export_evidence(self) -> None:
        """Write what lies behind the numbers of the usual report as a web page."""
        from app.report.writing import USUAL

        self._report_files().evidence(USUAL)

    # --- opening -----------------------------------------------------------------------------

    def choose_study(self) -> None:
        """Ask for a study and open it."""
        path = self._notices.ask_file(_("Open study"), study_filter())
        if path is not None:
            self._study.open(path)

    def new_study(self) -> None:
        """Ask for a name, a place, the coder and a framework, and make the study."""
        from app.details.new_study import NewStudyDialog

        NewStudyDialog(self._study, self._window).exec()

    # --- the sample study ----------------------------------------------------------------------

    def open_sample(self) -> None:
        """Open the person's own copy of the sample study."""
        self._with_sample(sample_study.open_copy)

    def start_over(self) -> None:
        """Open the sample study as it was shipped; what was done in it is kept beside it."""
        self._study.close()
        self._with_sample(sample_study.start_over)

    def _with_sample(self, get: Callable[[], Path]) -> None:
        try:
            path = get()
        except UserError as error:
            self._notices.warn(error)
        else:
            self._study.open(path)

    def keep_sample(self) -> None:
        """Save the copy of the sample with all that was done in it as a study, and go on in that."""
        suggestion = self._study.file.path.stem + SUFFIX
        target = self._notices.ask_target(_("Keep as my study"), suggestion, study_filter())
        if target is None:
            return
        target = target.with_suffix(SUFFIX)
        source = self._study.file.path
        self._jobs.start(
            _("Saving the study"),
            lambda _progress: sample_study.keep_as(source, target),
            done=partial(self._open_kept, target),
            failed=self._study.report,
        )

    def _open_kept(self, target: Path, _result: object) -> None:
        self._study.open(target)

    def open_last(self) -> None:
        """Open what was open when the program was closed, if it is still there."""
        last = Path(settings.text("open_study"))
        if last.suffix == SUFFIX and settings.is_file(last):
            self._study.open(last)

    def _note_opened(self) -> None:
        if self._study.file.is_to_be_read:
            return
        path = self._study.file.path
        recent.remember(path)
        self._ask_second_coder()
        settings.remember("open_study", str(path))

    def _ask_second_coder(self) -> None:
        """Ask who codes in a copy made for a second coder, when it is opened here for the first time."""
        study = self._study
        if study.can_write and is_coders_copy(study.reader) and not study.coders.was_chosen:
            from app.details.coder_dialog import SecondCoderDialog

            SecondCoderDialog(study, self._window).open()

    def import_paths(self, paths: list[Path]) -> None:
        """Read files into the import page; where no study is open, one is made first."""
        if not self._study.is_open:
            self.new_study()
        if self._study.is_open and self._study.can_write:
            from app.intake.page import ImportPage

            self._navigator.go(Place("import"))
            page = self._navigator.page
            assert isinstance(page, ImportPage)
            page.take(paths)

    # --- the place in a study ------------------------------------------------------------------

    def remember_place(self, place: Place) -> None:
        """Remember where one is in the open study, and what is read on the Code page."""
        if not self._study.file.is_to_be_read:
            last_place.remember(self._study.file.path, place, self._code.page.place())

    def show_last_place(self) -> None:
        """Go to the interview read last, or the first, and from there to the page that was on view."""
        study = self._study.file.path
        reading, page = last_place.reading_of(study) or last_place.page_of(study), last_place.page_of(study)
        if reading is None or interview(self._study.reader, reading.interview_id or 0) is None:
            reading = Place("code", next(iter(self._code.tree.model.interviews()), None))
        self._navigator.go(replace(reading, page="code"))
        if page is not None and page.page != "code" and self._navigator.has(page.page):
            # The study is on view before what may take as long again.
            QTimer.singleShot(0, self, partial(self._go_on, study, page))

    def _go_on(self, study: Path, page: Place) -> None:
        """Go to the page that was on view, if the study is still the one that is open."""
        if page.page in _COUNTING and self._is_open(study):
            self._study.read_ahead()
        if self._is_open(study):
            self._navigator.go(page)

    def _is_open(self, study: Path) -> bool:
        return self._study.is_open and self._study.file.path == study

    # --- copies and checks ---------------------------------------------------------------------

    def save_copy(self) -> None:
        """Write a copy of the study elsewhere; the window stays on the original."""
        study = self._study.file
        suggestion = _("{study} copy").format(study=study.path.stem) + SUFFIX
        target = self._notices.ask_target(_("Save a copy"), suggestion, study_filter())
        if target is None:
            return
        target = target.with_suffix(SUFFIX)
        self._jobs.start(
            _("Saving a copy"),
            lambda _progress: study.save_copy(target),
            done=partial(self._say_copied, target),
            failed=self._study.report,
        )

    def _say_copied(self, target: Path, _result: object) -> None:
        self._study.note_file(Written.COPY, target)
        self._notices.say(_("Saved a copy as {name}.").format(name=target.name))

    def check(self) -> None:
        """Look for damage on a thread, and say what was found."""
        path = self._study.file.path
        self._jobs.start(
            _("Checking the study"),
            lambda _progress: _looked_through(path),
            done=self._say_checked,
            failed=self._study.report,
        )

    def _say_checked(self, found: tuple[list[str], str]) -> None:
        """Say what is damaged; where nothing is, what is untidy, and offer to put that right."""
        problems, untidy = found
        sound = _("The study file is sound.")
        if not problems and untidy and self._study.can_write:
            self._notices.offer(f"{sound} {untidy}", _("Trim them"), self._trim)
        elif not problems:
            self._notices.say(f"{sound} {untidy}".strip())
        else:
            self._notices.warn(
                UserError(
                    _("The study file is damaged: {what}").format(what=" ".join(problems[:3])),
                    remedy=_("Go back to a restore point, or have it repaired."),
                )
            )
            self.remedies.offer(self._study.file.path)

    def _trim(self) -> None:
        n = self._study.perform(trim_codings())
        if n:
            self._notices.say(plural("{n} coding was trimmed.", "{n} codings were trimmed.", n))

    # --- the clipboard ---------------------------------------------------------------------------

    def _copy(self, what: Callable[[Page], str]) -> None:
        """Copy what the page says is to be copied: words, a table, quotations."""
        page = self._navigator.page
        text = what(page) if page is not None else ""
        if text:
            QGuiApplication.clipboard().setText(text)
            self._notices.say(_("Copied."))

    def _copy_with_attribution(self) -> None:
        page = self._navigator.page
        if page is not None:
            copy_quotations(page.copied_with_attribution(), self._notices, page.copied_places())


def _looked_through(path: Path) -> tuple[list[str], str]:
    """Return what is wrong with a study, and what is untidy in one that is sound."""
    problems = problems_of(path)
    return problems, "" if problems else blank_edges_in(path)
