"""Replacing the transcript on view by a corrected file: chosen, compared on a thread, shown, stored."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.shell.open_study import OpenStudy
from app.transcript.replace_dialog import ReplaceDialog
from coding.language import _
from coding.model.document import Document
from coding.model.study import Coding, Transcript
from coding.progress import Progress
from coding.text.revised_transcript import RevisedTranscript, revised_transcript
from storage.operations.replacing import CorrectedFile, replace_transcript
from storage.queries.codings import codings
from storage.queries.texts import transcript
from storage.readers.files import Read, read_file
from storage.readers.kinds import TRANSCRIPTS, patterns
from storage.readers.pdf_process import pdf_process
from storage.study.operation import Operation


class Replacing(QObject):
    """Asks for a corrected file of an interview and lets it take the transcript's place."""

    def __init__(self, open_study: OpenStudy, window: QWidget) -> None:
        """Ask over this window."""
        super().__init__(window)
        self._study = open_study
        self._window = window

    def choose(self, interview_id: int, heading: str) -> None:
        """Ask for the corrected file of an interview and compare it."""
        stored = transcript(self._study.reader, interview_id)
        if stored is None or not stored.text:
            self._study.notices.say(_("There is no transcript to replace: import one."))
            return
        kinds = _("Transcripts ({endings})").format(endings=patterns(TRANSCRIPTS))
        path = self._study.notices.ask_file(_("Replace by a corrected file"), kinds)
        if path is not None:
            self._compare(path, stored, heading)

    def _compare(self, path: Path, stored: Transcript, heading: str) -> None:
        every = codings(self._study.reader, stored.id)
        self._study.jobs.start(
            _("Comparing {file} with the transcript").format(file=path.name),
            lambda progress: _read(path, stored, every, progress),
            done=partial(self._show, path.name, heading, every),
            failed=self._study.report,
        )

    def _show(
        self, name: str, heading: str, every: list[Coding], read: tuple[Read, RevisedTranscript]
    ) -> None:
        """Show what would change; the person decides."""
        (document, sha256), version = read
        dialog = ReplaceDialog(self._study, version, name, heading, self._window)
        dialog.never_changed.connect(partial(self._compare_again, dialog, document, every))
        dialog.accepted.connect(lambda: self._replace(dialog, CorrectedFile(name, sha256)))
        dialog.open()

    def _compare_again(
        self, dialog: ReplaceDialog, document: Document, every: list[Coding], never: frozenset[str]
    ) -> None:
        """Compare anew after labels were said to be none."""
        dialog.show_version(revised_transcript(dialog.version.stored, document, every, never))

    def _replace(self, dialog: ReplaceDialog, source: CorrectedFile) -> None:
        version, meant = dialog.version, dialog.meant()

        def operation(_progress: Progress) -> Operation[None]:
            return replace_transcript(version, source, meant)

        self._study.perform_in_background(
            _("Replacing the transcript"), operation, done=lambda _result: self._say_replaced(version, source)
        )

    def _say_replaced(self, version: RevisedTranscript, source: CorrectedFile) -> None:
        words = _("Replaced by {file}.").format(file=source.name)
        if version.unplaced:
            words += " " + _("What could not be placed stands in the memo of the interview.")
        self._study.notices.say(words)


def _read(
    path: Path, stored: Transcript, every: list[Coding], progress: Progress
) -> tuple[Read, RevisedTranscript]:
    with pdf_process(lambda: progress(0, 1, path.name)):
        read = read_file(path)
    return read, revised_transcript(stored, read.document, every)
