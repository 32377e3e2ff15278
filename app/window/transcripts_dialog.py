"""Exporting coded transcripts: how codes are written, and what would not come back."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QListWidget, QWidget

from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.widgets.choice_group import ChoiceGroup
from app.widgets.forms import DIALOG, STRETCH, column_of, hint, named, row_of, wide, with_role
from app.widgets.look_ahead_dialog import LookAheadDialog
from coding.language import _, plural
from coding.progress import Progress
from storage.study.history import Written
from storage.writers.transcript_looks import CodesAs, TranscriptForm, TranscriptLook, WhoseCodings

_MOST = 500  # lines that are shown


class TranscriptsDialog(LookAheadDialog):
    """Says how transcripts are written and asks for a folder; each interview gets a file of its own."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Look ahead with codes as letters, as they were always written."""
        title = _("Export coded transcripts")
        super().__init__(open_study, title, _("What comes back"), _("Export…"), parent)
        self.looks = ChoiceGroup(
            _("Codes are written as"),
            {
                TranscriptLook(): _("Letters at the end of each passage, shaded by dimension (Word)"),
                TranscriptLook(codes_as=CodesAs.COMMENTS): _("Comments by their coders (Word)"),
                TranscriptLook(TranscriptForm.WEB_PAGE): _("Brackets in the margin (web pages)"),
                TranscriptLook(TranscriptForm.PDF): _("Letters at the end of each passage (PDF)"),
            },
        )
        self.numbered = QCheckBox(_("Number the lines"))
        self.lost = named(with_role(QListWidget(), "field"), _("Codings that would not come back"))
        column_of(
            hint(_("Each interview is written to a file of its own, with the codings that are shown.")),
            self.looks,
            row_of(self.numbered, STRETCH),
            self.said,
            wide(self.lost),
            self.buttons(STRETCH),
            on=self,
            margins=DIALOG,
            spacing=12,
        )
        self.resize(640, 520)
        self.looks.changed.connect(self._look)
        self._look()

    @property
    def look(self) -> TranscriptLook:
        """How transcripts are to be written."""
        chosen = self.looks.value
        return TranscriptLook(chosen.form, chosen.codes_as, self.numbered.isChecked())

    def _whose(self) -> WhoseCodings:
        study = self.open_study
        return WhoseCodings(study.coder_ids, study.framework.id, study.coder_id)

    # --- looking ahead -------------------------------------------------------------------------

    def _look(self) -> None:
        self.lost.clear()
        is_word = self.look.form is TranscriptForm.WORD
        self.numbered.setEnabled(self.look.form is not TranscriptForm.WEB_PAGE)
        self.lost.setVisible(is_word)
        self.act_button.setEnabled(not is_word)
        if not is_word:
            self.drop_look(self._show)
            self.said.say(_("These files are to be read; importing them gives no codings back."), "dim")
            return
        self.said.say(_("Reading what would be written …"), "dim")
        path, whose, look = self.open_study.file.path, self._whose(), self.look

        def read_back(progress: Progress) -> list[str]:
            from storage.writers.transcript_folder import what_stays_behind

            return what_stays_behind(path, whose, look, progress)

        self.look_ahead(_("Looking ahead"), read_back, self._show)

    def _show(self, lost: list[str]) -> None:
        self.act_button.setEnabled(True)
        self.lost.addItems(lost[:_MOST])
        if lost:
            said = plural(
                "{n} coding would not come back when the files are imported:",
                "{n} codings would not come back when the files are imported:",
                len(lost),
            )
            self.said.say(said, "warning")
        elif self.look.codes_as is CodesAs.COMMENTS:
            self.said.say(_("Importing the files gives the same codings back, with memos and coders."), "dim")
        else:
            same = _("Importing the files gives the same codes back, without memos and coders.")
            self.said.say(same, "dim")

    # --- writing ---------------------------------------------------------------------------------

    def begin(self) -> Job | None:
        """Ask for a folder and write the files there."""
        folder = self.open_study.notices.ask_folder(_("Export coded transcripts"))
        if folder is None:
            return None
        path, whose, look = self.open_study.file.path, self._whose(), self.look

        def write(progress: Progress) -> int:
            from storage.writers.transcript_folder import export_transcripts

            return export_transcripts(path, folder, whose, look, progress)

        self.act_button.setEnabled(False)
        job = self.open_study.jobs.start(
            _("Export coded transcripts"),
            write,
            done=partial(self._written, folder),
            failed=self.open_study.report,
        )
        job.ended.connect(lambda: self.act_button.setEnabled(True))
        return job

    def _written(self, folder: Path, n: int) -> None:
        self.open_study.note_file(Written.EXPORT, folder)
        files = plural("{n} transcript", "{n} transcripts", n)
        self.open_study.notices.say(_("Exported {files} to {folder}").format(files=files, folder=folder.name))
        self.accept()
