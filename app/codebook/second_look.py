"""What of a code is to be looked at again: a link to the list, and a tick that asks for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QToolButton, QWidget

from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.forms import STRETCH, row_of, with_role
from coding.language import _, plural
from coding.model.framework import Code, Framework
from storage.operations.second_look import ask_second_look, drop_second_look
from storage.queries.second_look import coded_before, meant_since, second_looks


class SecondLookLink(QToolButton):
    """Says how many codings are to be looked at again, and leads to them; not there where none are."""

    place_wanted = Signal(Place)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Begin out of sight."""
        super().__init__(parent)
        with_role(self, "word")
        self._study = open_study
        self._code_id: int | None = None
        self.clicked.connect(self._open)
        self.hide()

    def follow(self, framework: Framework, only: int | None = None) -> None:
        """Count what whoever is at work has to look at again, of one code or of all."""
        study = self._study
        counts = second_looks(study.reader, framework, [study.coders.writes_for]) if study.is_open else {}
        mine = {id_: n for id_, n in counts.items() if only in {None, id_}}
        self._code_id = next(iter(mine), None)
        n = sum(mine.values())
        self.setText(plural("{n} coding to look at again", "{n} codings to look at again", n))
        self.setVisible(bool(n))

    def _open(self) -> None:
        self.place_wanted.emit(Place("sort", detail=f"{self._code_id} again"))


class SecondLookLine(QWidget):
    """Below the facts of an entry; the tick stands there once the meaning of the code was changed."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Ask for second looks in this study."""
        super().__init__(parent)
        self._study = open_study
        self._code_id: int | None = None
        self.asks, self.link = QCheckBox(), SecondLookLink(open_study)
        self.asks.clicked.connect(self._ask)
        row_of(self.asks, self.link, STRETCH, on=self, spacing=12)

    def show_code(self, framework: Framework, code: Code, *, is_changed: bool) -> None:
        """Show what is asked of a code; ``is_changed`` offers to ask for more."""
        self._code_id = code.id
        reader, since = self._study.reader, meant_since(self._study.reader, code.id)
        asked, earlier = (
            coded_before(reader, code.id, revision, self._study.coder_id)
            for revision in (code.look_from, since)
        )
        covers = bool(asked) and code.look_from >= since
        n = asked if covers else earlier
        self.asks.setText(plural("Look again at its {n} coding", "Look again at its {n} codings", n))
        self.asks.setChecked(covers)
        self.asks.setVisible(bool(asked) or (is_changed and bool(earlier)))
        self.link.follow(framework, code.id)
        self.setVisible(not self.asks.isHidden() or not self.link.isHidden())

    def offer(self) -> None:
        """Say that there is a tick, which may be out of sight where somebody writes."""
        if self.asks.isVisible() and not self.asks.isChecked():
            self._study.notices.say(_("{words}? Tick it below the name.").format(words=self.asks.text()))

    def _ask(self, checked: bool) -> None:  # noqa: FBT001 - comes from a signal
        if self._code_id is not None:
            act = ask_second_look if checked else drop_second_look
            self._study.perform(act(self._code_id))
