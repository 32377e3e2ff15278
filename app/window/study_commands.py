"""What the menus do with whole studies: new, open, import, export, copies, the sample, history."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from app.shell import settings
from app.shell.exports import Exports
from app.shell.file_dialogs import study_filter
from app.shell.notices import Prompt
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.window import last_place, recent
from app.window.code_workspace import CodeWorkspace
from app.window.navigator import Navigator
from app.window.remedies import Remedies
from coding.errors import UserError
from coding.language import _, plural
from storage import sample_study
from storage.operations.frameworks import shipped
from storage.operations.studies import add_shipped_framework
from storage.operations.tidying import trim_codings
from storage.queries.blank_edges import blank_edges_in
from storage.queries.history import HistoryPlace
from storage.queries.people import is_coders_copy
from storage.queries.texts import interview
from storage.resources import version
from storage.study.history import Written
from storage.study.open_checks import problems_of
from storage.study.study_file import SUFFIX

if TYPE_CHECKING:
    from app.transcript.replacing import Replacing


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
            "export_csv": self._exports.csv,
            "export_png": self._exports.png,
            "export_svg": self._exports.svg,
            "save_copy": self.save_copy,
            "check": self.check,
            "password": self.set_password,
            "repair": self.remedies.choose_to_repair,
            "add_framework": self.add_framework,
            "hand_on": self.share_copy,
            "merge": self.merge_copy,
            "mask_names": self.mask_names,
            "withdraw": self.take_person_out,
            "history": self.show_history,
            "restore_points": lambda: self.remedies.show_restore_points(self._study.file.path),
            "study_facts": self.show_facts,
            "coders": self.show_coders,
            "questions": self.show_questions,
            "turn_question": self._code.page.questions.ask_about_selection,
            "edit_interview": self.edit_interview,
            "interview_memo": self.edit_interview_memo,
            "replace": self.replace_transcript,
            "manual": self.show_manual,
            "keys": self.show_keys,
            "about": self.show_about,
            "copy": lambda: self._copy(lambda page: page.copied()),
            "copy_attribution": lambda: self._copy(lambda page: page.copied_with_attribution()),
        }

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
            self._navigator.go(page)

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

    # --- facts and memos -----------------------------------------------------------------------

    def show_facts(self) -> None:
        """Show schools, rounds, roles, people and interviews, to be edited."""
        from app.details.study_dialog import StudyDetailsDialog

        StudyDetailsDialog(self._study, self._window).exec()

    def show_coders(self) -> None:
        """Show who codes, to be edited."""
        from app.details.study_dialog import StudyDetailsDialog

        dialog = StudyDetailsDialog(self._study, self._window)
        dialog.tabs.setCurrentWidget(dialog.coders)
        dialog.exec()

    def ask_who_codes(self) -> None:
        """Ask for the name of another coder, who codes from now on."""
        from app.details.coder_dialog import NewCoderDialog

        NewCoderDialog(self._study, self._window).exec()

    def show_questions(self) -> None:
        """Show what the rounds ask, to be edited and looked for in the interviews."""
        from app.details.questions_dialog import QuestionsDialog

        QuestionsDialog(self._study, self._window).exec()

    def add_framework(self) -> None:
        """Ask which of the shipped frameworks to put beside those of the study, and make it current."""
        there = {framework.name for framework in self._study.frameworks}
        choices = {name: identifier for identifier, name in shipped().items() if name not in there}
        if not choices:
            self._notices.say(_("All frameworks that come with the program are in the study."))
            return
        question = _("Which framework do you want to code with beside the present one?")
        chosen = self._notices.ask(Prompt(_("Add a framework"), question, tuple(choices)))
        if chosen is not None:
            self._study.use_framework(self._study.perform(add_shipped_framework(choices[chosen])))

    def edit_interview(self, interview_id: int | None = None) -> None:
        """Edit the facts of an interview; of the one on view for None."""
        from app.details.interview_dialog import InterviewDetailsDialog

        chosen = interview_id if interview_id is not None else self._code.page.interview_id
        if chosen is not None:
            InterviewDetailsDialog(self._study, chosen, self._window).exec()

    def edit_interview_memo(self) -> None:
        """Write a memo on the interview on view."""
        from app.details.memo_dialog import InterviewMemoDialog

        page = self._code.page
        if page.interview_id is not None:
            InterviewMemoDialog(self._study, page.interview_id, page.heading, self._window).exec()

    def replace_transcript(self) -> None:
        """Let a corrected file take the place of the transcript on view."""
        page = self._code.page
        if page.interview_id is not None:
            self._replacing.choose(page.interview_id, page.heading)

    @cached_property
    def _replacing(self) -> "Replacing":
        from app.transcript.replacing import Replacing  # brings the readers

        return Replacing(self._study, self._window)

    # --- names -----------------------------------------------------------------------------------

    def mask_names(self, name: str = "") -> None:
        """Edit the list of names and mask them in interviews; a name that is given is put on the list."""
        from app.privacy.mask_dialog import MaskDialog

        dialog = MaskDialog(self._study, self._code.page.interview_id, self._window)
        if name:
            dialog.add_names([name])
        dialog.exec()

    def share_copy(self) -> None:
        """Write a masked copy for somebody else."""
        from app.privacy.share_dialog import ShareDialog

        ShareDialog(self._study, self._window).exec()

    def merge_copy(self) -> None:
        """Take in what was done in another copy, after it was looked at."""
        other = self._notices.ask_file(_("Merge another copy"), study_filter())
        if other is not None:
            from app.merging.merge_dialog import merge_another

            merge_another(self._study, other, self._window)

    def set_password(self) -> None:
        """Set, change or remove the password of the study."""
        from app.privacy.password_dialog import PasswordDialog

        PasswordDialog(self._study, self._window).exec()

    def take_person_out(self) -> None:
        """Take out somebody who has withdrawn consent."""
        from app.privacy.withdraw_dialog import WithdrawDialog

        WithdrawDialog(self._study, self._window).exec()

    def show_history(self) -> None:
        """Show the audit trail; go to the place of a change if that is wished."""
        from app.history.changes import HistoryDialog

        dialog = HistoryDialog(self._study, self._window)
        dialog.place_wanted.connect(self._go_to_change)
        dialog.exec()

    def _go_to_change(self, place: HistoryPlace) -> None:
        self._navigator.go(Place("code", place.interview_id, place.start, place.end))

    def show_manual(self) -> None:
        """Show the manual beside the window; the one that is open already, if there is one."""
        from app.window.manual import ManualDialog

        dialog = self._window.findChild(ManualDialog) or ManualDialog(self._window)
        dialog.show()
        dialog.activateWindow()

    def show_keys(self) -> None:
        """Show all keys."""
        from app.window.keys_dialog import KeysDialog

        KeysDialog(self._window).exec()

    def show_about(self) -> None:
        """Say what this is."""
        text = _(
            "Strandline {version} reads interviews, codes passages, and compares rounds. "
            "No data leaves this computer."
        ).format(version=version())
        QMessageBox.about(self._window, _("About Strandline"), text)

    # --- the clipboard ---------------------------------------------------------------------------

    def _copy(self, what: Callable[[Page], str]) -> None:
        """Copy what the page says is to be copied: words, a table, quotations."""
        page = self._navigator.page
        text = what(page) if page is not None else ""
        if text:
            QGuiApplication.clipboard().setText(text)
            self._notices.say(_("Copied."))


def _looked_through(path: Path) -> tuple[list[str], str]:
    """Return what is wrong with a study, and what is untidy in one that is sound."""
    problems = problems_of(path)
    return problems, "" if problems else blank_edges_in(path)
