"""Find in all interviews: the hits with their context, who says them, and the way to their place."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from app.search.code_all_dialog import CodeAllDialog
from app.search.hit_list import ROW, Heading, HitList, HitModel, ShownHit, interview_in_words
from app.search.printing import parts_of_hits
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.shell.printed import PrintOut
from app.widgets.forms import Placed, column_of, line, row_of, wide, with_role
from coding.analysis.attribution import SpeakerLookup
from coding.language import _, plural
from coding.model.study import KINDS
from storage.queries.searching import Hit, SearchFound, count_found, search
from storage.study.tables import ABOUT_INTERVIEWS, SAID

_PAUSE = 120  # milliseconds without a key before the interviews are searched
_AT_ONCE = 50


class FindPage(Page):
    """A field, how much there is, and the hits; Enter opens a hit's place."""

    page_id = "find"
    tables = (*SAID, *ABOUT_INTERVIEWS)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Begin with nothing to find."""
        super().__init__(open_study, parent)
        self._sayings: SpeakerLookup | None = None
        self._headings: dict[int, str] = {}
        self.field = QLineEdit(placeholderText=_("Find in all interviews"), clearButtonEnabled=True)
        self.count = line()
        self.model = HitModel(self)
        self.hits = HitList(self.model)
        self.code_all = QPushButton(_("Code all…"))
        self.code_all.setToolTip(_("Codes every place where this is said, listed first"))
        self.more = with_role(QPushButton(_("Show more")), "flat")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._lay_out()
        self._pause.timeout.connect(self.look)
        self.field.textEdited.connect(self._look_soon)
        self.field.returnPressed.connect(self._enter_hits)
        self.hits.activated.connect(self._open)
        self.hits.clicked.connect(self._open)
        self.hits.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.hits.customContextMenuRequested.connect(self._show_menu)
        self.more.clicked.connect(self.show_more)
        self.code_all.clicked.connect(self.open_code_all)
        open_study.closing.connect(self._clear)

    def _clear(self) -> None:
        """Let go of a study that is being closed."""
        self._pause.stop()
        self._sayings = None
        self._headings = {}
        self.model.clear()

    def _lay_out(self) -> None:
        self.field.setAccessibleName(_("Find in all interviews"))
        self.field.setMaximumWidth(460)
        self.more.hide()
        head = (wide(self.field, 2), wide(self.count, 3), self.code_all)
        column_of(
            row_of(*head, margins=(24, 18, 24, 8), spacing=16),
            wide(self.hits),
            Placed(self.more, 0, Qt.AlignmentFlag.AlignLeft),
            on=self,
            spacing=0,
        )

    # --- going about -------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Show the hits of the place's words; without words, wait for some."""
        if place.detail and place.detail != self.field.text():
            self.field.setText(place.detail)
            self.look()
        if place.detail and self.model.hits:
            self._enter_hits()
        else:
            self.field.setFocus()
            self.field.selectAll()

    def place(self) -> Place:
        """Return what is being looked for."""
        return Place(self.page_id, detail=self.field.text())

    def regions(self) -> list[QWidget]:
        """Return the field and the hits."""
        return [self.field, self.hits]

    def printed(self) -> PrintOut | None:
        """Return all that is found, those hits with it that are not shown yet."""
        words, sayings = self.field.text().strip(), self._sayings
        if not self.model.hits or sayings is None:
            return None
        parts = partial(parts_of_hits, asked=words, count=self.count.text(), sayings=sayings)
        return PrintOut(_("Find in all interviews"), parts)

    def refresh(self) -> None:
        """Look again in the study as it is now."""
        self._sayings = None
        self._headings = {}
        self.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape lead back, and Down from the field to the hits."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self._enter_hits()
        else:
            super().keyPressEvent(event)

    # --- looking -----------------------------------------------------------------------------

    def _look_soon(self, _text: str) -> None:
        self._pause.start()

    def look(self) -> None:
        """Search all interviews for what stands in the field."""
        self._pause.stop()
        self.model.clear()
        words = self.field.text().strip()
        found = count_found(self.open_study.reader, words)
        self.count.setText(_in_words(found) if words else "")
        self._add(search(self.open_study.reader, words, turns=_AT_ONCE))

    def show_more(self) -> None:
        """Show the next hits below."""
        last = self.model.hits[-1].hit.turn_id if self.model.hits else 0
        self._add(search(self.open_study.reader, self.field.text(), turns=_AT_ONCE, after=last))

    def _add(self, hits: list[Hit]) -> None:
        rows: list[Heading | ShownHit] = []
        before = self.model.hits[-1].hit.interview_id if self.model.hits else None
        for hit, attribution in zip(hits, self._say(hits), strict=True):
            if hit.interview_id != before:
                before = hit.interview_id
                rows.append(Heading(before, self._heading(before)))
            rows.append(ShownHit(hit, attribution))
        self.model.add(rows)
        self.more.setVisible(len({hit.turn_id for hit in hits}) == _AT_ONCE)

    def _say(self, hits: list[Hit]) -> list[str]:
        """Return who says each hit."""
        if self._sayings is None:
            study = self.open_study
            self._sayings = SpeakerLookup(study.data.analysis_data(study.framework.id, (), kinds=KINDS))
        return self._sayings.attributions([(hit.interview_id, hit.span) for hit in hits])

    def _heading(self, interview_id: int) -> str:
        """Return what stands over an interview's hits; only those that are shown are asked for."""
        if interview_id not in self._headings:
            self._headings[interview_id] = interview_in_words(self.open_study.reader, interview_id)
        return self._headings[interview_id]

    def open_code_all(self) -> None:
        """Offer to code all that is found."""
        CodeAllDialog(self.open_study, self.field.text().strip(), self.window()).open()

    # --- opening -----------------------------------------------------------------------------

    def _enter_hits(self) -> None:
        """Go from the field to the first hit."""
        if self._pause.isActive():
            self.look()
        if self.model.hits:
            # Given the focus first, a list makes a row current by itself, without selecting it.
            if not self.hits.currentIndex().isValid():
                self.hits.setCurrentIndex(self.model.index(1))
            self.hits.setFocus()

    def _show_menu(self, at: QPoint) -> None:
        """Offer what can be done with the hit that is pointed at, or has the keyboard."""
        index = self.hits.indexAt(at)
        row = index.data(ROW) if index.isValid() else None
        if not isinstance(row, ShownHit):
            return
        menu = QMenu(self)
        menu.addAction(_("Open in transcript"), lambda: self._open(index))
        copy = QGuiApplication.clipboard().setText
        menu.addAction(_("Copy"), lambda: copy(row.text))
        menu.addAction(_("Copy with attribution"), lambda: copy(f"“{row.text}” ({row.attribution})"))
        menu.exec(self.hits.viewport().mapToGlobal(at))
        menu.deleteLater()

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, ShownHit):
            span = row.hit.span
            self.place_chosen.emit(Place("code", row.hit.interview_id, span.start, span.end))


def _in_words(found: SearchFound) -> str:
    if not found.turns:
        return _("Nothing found. Every word has to be said in one turn; the last may be a beginning.")
    turns = plural("{n} turn", "{n} turns", found.turns)
    interviews = plural("{n} interview", "{n} interviews", found.interviews)
    return _("{turns} in {interviews}").format(turns=turns, interviews=interviews)
