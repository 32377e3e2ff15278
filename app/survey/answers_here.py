"""What interviews answered to the questions that a statement raised, beside its figure."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QStringListModel, Signal
from PySide6.QtWidgets import QListView, QWidget

from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.forms import column_of, line, named
from coding.analysis.by_question import Answer
from coding.language import _, plural
from coding.text.names import shortened
from storage.queries.frames import texts

_HIGH: Final = 88  # pixels of the list
_LETTERS: Final = 160  # of an answer; its place has the rest


class AnswersHere(QWidget):
    """A list of answers; Enter or a double click on one opens its place."""

    place_chosen = Signal(Place)

    def __init__(self, open_study: OpenStudy) -> None:
        """Begin empty, and not seen."""
        super().__init__()
        self._study = open_study
        self._answers: Sequence[Answer] = ()
        self.count = line(role="strong")
        self.list = named(QListView(), _("Answers in the interviews"))
        self.list.setModel(QStringListModel(self.list))
        self.list.setFixedHeight(_HIGH)
        self.list.setWordWrap(True)
        self.list.activated.connect(self._open)
        column_of(self.count, self.list, on=self, spacing=3)
        self.hide()

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Show these; without any, nothing is seen."""
        self._answers = answers
        words = texts(self._study.reader, list({each.interview_id for each in answers}))
        said = [
            _("{who}: {words}").format(
                who=each.who.attribution,
                words=shortened(
                    " ".join(words[each.interview_id][start:end] for start, end in each.places), _LETTERS
                ),
            )
            for each in answers
        ]
        model = self.list.model()
        assert isinstance(model, QStringListModel)
        model.setStringList(said)
        self.count.setText(plural("{n} answer to it", "{n} answers to it", len(said)))
        self.setVisible(bool(said))

    def _open(self, index: QModelIndex) -> None:
        answer = self._answers[index.row()]
        self.place_chosen.emit(Place("code", answer.interview_id, answer.start, answer.end))
