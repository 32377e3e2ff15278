"""What the menus open a dialog for: details, coders, questions, names, history, help."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.shell.file_dialogs import study_filter
from app.shell.notices import Prompt
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.window.code_workspace import CodeWorkspace
from app.window.navigator import Navigator
from coding.language import _
from storage.queries.history import HistoryPlace
from storage.resources import RELEASES, version

if TYPE_CHECKING:
    from app.codebook.framework_import import FrameworkImport
    from app.transcript.replacing import Replacing
    from app.transcript.speaking import Speaking


class DialogCommands(QObject):
    """Opens the dialogs of the main window."""

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

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what to do by action id."""
        return {
            "password": self.set_password,
            "add_framework": self.add_framework,
            "import_framework": self.import_framework,
            "frameworks": self.show_frameworks,
            "hand_on": self.share_copy,
            "export_transcripts": self.export_transcripts,
            "merge": self.merge_copy,
            "mask_names": self.mask_names,
            "withdraw": self.take_person_out,
            "history": self.show_history,
            "past_table": self.show_past,
            "study_facts": self.show_facts,
            "coders": self.show_coders,
            "code_again": self.code_a_sample_again,
            "next_drawn": self.go_on_in_sample,
            "quoted": self.show_quoted,
            "questions": self.show_questions,
            "edit_interview": self.edit_interview,
            "interview_memo": self.edit_interview_memo,
            "tell_speakers": self.tell_speakers,
            "exchange_speakers": self.exchange_speakers,
            "replace": self.replace_transcript,
            "manual": self.show_manual,
            "keys": self.show_keys,
            "newer": self.look_for_newer,
            "about": self.show_about,
        }

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

    def code_a_sample_again(self) -> None:
        """Ask what of one's own codings is drawn, to be coded again."""
        from app.agreement.sample_dialog import code_again

        code_again(self._study, self._navigator.go, self._window)

    def go_on_in_sample(self) -> None:
        """Go to what was drawn next after the passage that is selected."""
        from app.agreement.sample_dialog import go_on
        from coding.model.sample import SampledPlace

        page = self._code.page
        here = None
        if page.interview_id is not None:
            here = SampledPlace(page.interview_id, *page.view.selected)
        go_on(self._study, here, self._navigator.go)

    def ask_who_codes(self) -> None:
        """Ask for the name of another coder, who codes from now on."""
        from app.details.coder_dialog import NewCoderDialog

        NewCoderDialog(self._study, self._window).exec()

    def show_quoted(self) -> None:
        """Show who is quoted how often; a number opens its passages."""
        from app.details.quoted_dialog import QuotedDialog

        dialog = QuotedDialog(self._study, self._window)
        dialog.place_chosen.connect(self._navigator.go)
        dialog.open()

    def asked_to_check(self, path: Path) -> bool:
        """Ask whether a file that looks like a chapter is one; tell whether it is to be checked."""
        from storage.readers.chapters import may_be_chapter

        if not may_be_chapter(path):
            return False
        check, take = _("Check it as a chapter"), _("Import it as a transcript")
        looks_so = _("“{name}” looks like a chapter with quotations. What do you want to do?")
        question = looks_so.format(name=path.name)
        return self._notices.ask(Prompt(_("Check my chapter"), question, (check, take))) == check

    def show_questions(self) -> None:
        """Show what the rounds ask, to be edited and looked for in the interviews."""
        from app.details.questions_dialog import QuestionsDialog

        dialog = QuestionsDialog(self._study, self._window)
        dialog.place_chosen.connect(self._navigator.go)
        dialog.exec()

    def add_framework(self) -> None:
        """Ask which of the shipped frameworks to put beside those of the study, and make it current."""
        from storage.operations.frameworks import shipped
        from storage.operations.studies import add_shipped_framework

        there = {framework.name for framework in self._study.frameworks}
        choices = {name: identifier for identifier, name in shipped().items() if name not in there}
        if not choices:
            self._notices.say(_("All frameworks that come with the program are in the study."))
            return
        question = _("Which framework do you want to code with beside the present one?")
        chosen = self._notices.ask(Prompt(_("Add a framework"), question, tuple(choices)))
        if chosen is not None:
            self._study.use_framework(self._study.perform(add_shipped_framework(choices[chosen])))

    @cached_property
    def frameworks_of_files(self) -> "FrameworkImport":
        """What puts a framework of a file into the study."""
        from app.codebook.framework_import import FrameworkImport

        return FrameworkImport(self._study, self._window)

    def import_framework(self) -> None:
        """Ask for a file with a framework and put it beside those of the study."""
        self.frameworks_of_files.choose()

    def show_frameworks(self) -> None:
        """Show the frameworks of the study, to be started, copied, renamed and removed."""
        from app.codebook.frameworks_dialog import FrameworksDialog

        FrameworksDialog(self._study, self._window).exec()

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

    def tell_speakers(self) -> None:
        """Say who speaks in the transcript on view, by the labels that stand in its text."""
        page = self._code.page
        if page.interview_id is not None:
            self._speaking.ask(page.interview_id, page.heading, page.pane.view.selected)

    def exchange_speakers(self) -> None:
        """Let interviewer and participants of the transcript on view change places."""
        if self._code.page.interview_id is not None:
            self._speaking.exchange(self._code.page.interview_id)

    @cached_property
    def _speaking(self) -> "Speaking":
        from app.transcript.speaking import Speaking  # brings what understands files

        return Speaking(self._study, self._window)

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

    def show_past(self) -> None:
        """Show the table of rounds as it was on a day, beside that of today."""
        from app.history.past_dialog import PastDialog

        PastDialog(self._study, self._window).exec()

    def export_transcripts(self) -> None:
        """Show how transcripts are written with their codes, and what would come back."""
        from app.window.transcripts_dialog import TranscriptsDialog

        TranscriptsDialog(self._study, self._window).exec()

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
        """Show the page of the manual that tells of what has the keyboard."""
        from app.window.help_topics import show_manual, topic_of

        page = self._navigator.page
        show_manual(
            self._window, topic_of(QApplication.focusWidget(), page.page_id if page is not None else "")
        )

    def look_for_newer(self) -> None:
        """Open the page of releases in the browser, because somebody asked; the program asks nothing."""
        if RELEASES:
            QDesktopServices.openUrl(QUrl(RELEASES))
            return
        here = _("This is Strandline {version}.").format(version=version())
        unset = _(
            "There is no page of newer versions yet: ask whoever gave you this one. "
            "The program itself never connects."
        )
        QMessageBox.information(self._window, _("Is there a newer version?"), f"{here} {unset}")

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
