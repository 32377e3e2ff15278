"""Saying of the transcript on view who speaks in it: labels that stand in the text, or the two exchanged."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.shell.open_study import OpenStudy
from app.widgets.speakers_dialog import SpeakersDialog
from coding.intake.retold import kinds_of, retold, stored_document
from coding.intake.told_speakers import HeardVoice, offers_of, voices_of
from coding.language import _
from coding.model.study import Span, Transcript
from coding.text.told_labels import Told, picked_in
from storage.intake.import_batch import known_study
from storage.operations.speaking import exchange_speakers, tell_speakers
from storage.queries.texts import transcript


class Speaking(QObject):
    """Asks who speaks in an interview, and lets its transcript be so."""

    def __init__(self, open_study: OpenStudy, window: QWidget) -> None:
        """Ask over this window."""
        super().__init__(window)
        self._study = open_study
        self._window = window

    def ask(self, interview_id: int, heading: str, selected: Span) -> None:
        """Ask by what the labels are told; the beginning of a paragraph that is selected may be one."""
        stored = transcript(self._study.reader, interview_id)
        if stored is None or not stored.text:
            self._study.notices.say(_("There is no transcript here."))
            return
        told = picked_in(stored.text, selected)
        dialog = SpeakersDialog(
            heading,
            offers_of(stored_document(stored)),
            told,
            partial(_voices, stored),
            self._window,
        )
        dialog.told.connect(partial(self._tell, stored))
        dialog.open()

    def _tell(self, stored: Transcript, told: Told) -> None:
        version = retold(stored, told)
        kinds = kinds_of(version, known_study(self._study.reader).role_words)
        if self._study.perform(tell_speakers(version, kinds)) is not None:
            self._study.notices.say(_("The speakers were told; undo takes it back."))

    def exchange(self, interview_id: int) -> None:
        """Let interviewer and participants change places."""
        if self._study.perform(exchange_speakers(interview_id)) is not None:
            self._study.notices.say(_("Interviewer and participants were exchanged."))


def _voices(stored: Transcript, told: Told) -> tuple[HeardVoice, ...]:
    return voices_of(retold(stored, told).original.transcript)
