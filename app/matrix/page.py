"""The framework matrix: cases by codes, each cell with what the researcher writes of its passages."""

from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QStackedWidget, QWidget

from app.matrix.grid import MatrixGrid
from app.matrix.menus import MatrixMenus
from app.matrix.passages_panel import InDrawer, PassagesPanel
from app.matrix.printing import parts_of_matrix
from app.matrix.quotations import CellQuotations
from app.matrix.reading import MatrixReading
from app.matrix.settings import MatrixSettings
from app.matrix.shown import ShownMatrix, what_is_not_said
from app.shell.export_kinds import MATRIX_FILES, ExportKind
from app.shell.exports import Exports
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.shell.printed import PrintOut
from app.widgets.bar import SettingsBar
from app.widgets.choice_menu import word_button
from app.widgets.drawer import DrawerRoom
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import EmptyPage, Placed, column_of, line, named, wide
from app.widgets.menus import give_menu, menu_button
from coding.analysis.matrix import Matrix
from coding.analysis.passages import Passage
from coding.language import _
from coding.text.blocks import plain
from storage.operations.cells import note_seen, quote_in_summary, write_summary
from storage.queries.cells import quoted_in
from storage.queries.frames import texts
from storage.queries.links import SCHEME
from storage.study.journal import Changes
from storage.study.tables import (
    ABOUT_INTERVIEWS,
    ATTRIBUTES,
    CASES,
    CODE,
    CODER,
    CODING,
    FRAMEWORK,
    LINK,
    MEMO,
    QUESTIONS,
    READING,
    SAID,
)

_FINDS_FROM: Final = 1000  # pixels of the page


class MatrixPage(Page):
    """The bar, the grid, and at the right the passages of the cell that is written in."""

    page_id = "matrix"
    tables = (
        *(CODING, CODE, FRAMEWORK, CODER, READING),
        *(*SAID, *ABOUT_INTERVIEWS, *QUESTIONS, *ATTRIBUTES, *CASES),
    )

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self.shown: ShownMatrix | None = None
        self.settings, self.grid = MatrixSettings(self), MatrixGrid()
        self._reading = MatrixReading(open_study, self.settings, self)
        self.drawer = PassagesPanel(lambda ids: texts(open_study.reader, ids))
        self.body = QWidget()
        self.room = DrawerRoom(self.body, self.drawer)
        self.exports = Exports(open_study, self)
        self.facts = ElidedLabel("dim")
        self.finding = named(QLineEdit(), _("Find in the matrix"))
        self.nothing, self.stack = EmptyPage(_("Go to the interviews")), QStackedWidget()
        self._quotations = CellQuotations(lambda ids: texts(open_study.reader, ids))
        self.grid.cells.quotation = self._quotations.of
        self._menus = MatrixMenus(self.grid, self.settings)
        self._keeps_closed = False  # the drawer, because it was closed by hand
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        settings = self.settings
        self.bar = SettingsBar(_("Matrix"))
        self.finding.setPlaceholderText(_("Find…"))
        self.finding.setMaximumWidth(120)
        self.finding.setClearButtonEnabled(True)
        export = menu_button(_("Export the matrix"), "word")
        export.setText(_("Export ▾"))
        menu = QMenu(export)
        for kind in MATRIX_FILES:
            menu.addAction(_(kind.called), partial(self._export, kind))
        give_menu(export, menu)
        self.bar.fill(
            line(_("Rows")),
            word_button(settings.rows),
            line("×"),
            word_button(settings.columns),
            settings.add,
            settings.field,
            Placed(settings.chips, 2),
            Placed(self.facts, 3),
            self.finding,
            settings.mode,
            export,
        )
        self.nothing.say(
            _("No passage is coded yet"),
            _("A row is a case, a column a code: where they cross you write what the passages say."),
        )
        self._beside = column_of(wide(self.grid), on=self.body)
        for part in (self.room, self.nothing):
            self.stack.addWidget(part)
        column_of(self.bar, wide(self.stack), on=self, spacing=0)

    def _connect(self) -> None:
        grid, settings, drawer = self.grid, self.settings, self.drawer
        settings.changed.connect(self.refresh_if_open)
        self._reading.read.connect(self._take)
        self._reading.begun.connect(lambda: self.facts.setText(_("Looking for passages…")))
        settings.hidden_changed.connect(self._hide)
        settings.mode.changed.connect(self._show_mode)
        self.finding.textChanged.connect(self._hide)
        grid.count_pressed.connect(self._open_cell)
        grid.news_pressed.connect(self._open_news)
        grid.passages_wanted.connect(self._go_to_passages)
        grid.begun.connect(self._begin)
        grid.ended.connect(self._show_quoted)
        grid.withheld_wanted.connect(self._say_withheld)
        grid.written.connect(self._write)
        grid.moved.connect(self._follow)
        self._menus.passages_wanted.connect(self._open_cell)
        self._menus.news_wanted.connect(self._open_news)
        self._menus.page_wanted.connect(self._go_to_passages)
        self.room.moved.connect(self._make_room)
        drawer.place_chosen.connect(self._leave_for)
        drawer.seen_pressed.connect(self._note_seen)
        drawer.all_wanted.connect(self._show_all)
        drawer.close_wanted.connect(self._keep_closed)
        drawer.list.quote_wanted.connect(self._quote)
        self.nothing.button.clicked.connect(lambda: self.place_chosen.emit(Place("code")))
        self.open_study.closing.connect(self._clear)
        self.open_study.coders.leaving.connect(grid.keep)

    # --- what is shown -----------------------------------------------------------------------

    def refresh_if_open(self) -> None:
        """Show what is wanted now."""
        if self.open_study.is_open:
            self.refresh()

    def refresh(self) -> None:
        """Read the study and count again; the cell that is written in stays open where it is still there."""
        self._reading.start()

    def _take(self, shown: ShownMatrix) -> None:
        """Show what was read."""
        self.shown = shown
        has_codings = bool(len(shown.matrix.analysis_data.codings))
        self.grid.can_write = self.open_study.can_write
        self.stack.setCurrentWidget(self.room if has_codings or shown.written else self.nothing)
        self._show()

    def on_study_changed(self, changes: Changes) -> None:
        """Read only what is written again where nothing else changed."""
        super().on_study_changed(changes)
        if changes.touches(MEMO, LINK) and not self._stale and self.isVisible() and self.shown is not None:
            self.shown = self._reading.with_texts_of_now(self.shown)
            self._show()

    def _show(self) -> None:
        if self.shown is None:
            return
        self._quotations.show_matrix(self.shown.matrix)
        self.grid.grid.show_matrix(self.shown)
        self.grid.follow_texts()
        if self.grid.at() is None and self.grid.grid.rowCount():
            self.grid.stand_on(0, 0)
        self._hide()
        self._show_mode(anew=False)
        self.facts.setText(self.shown.in_words())
        what = self.drawer.what
        if self.room.is_open and what is not None and self._is_there(what):
            self.drawer.show_cell(self.shown, what)
            self._show_quoted()
        self.context_changed.emit()

    def _is_there(self, what: InDrawer) -> bool:
        model = self.grid.grid
        return what.row < model.rowCount() and what.column < model.columnCount()

    def _clear(self) -> None:
        """Keep what is typed, and let go of a study that is being closed."""
        self._reading.drop()
        self.grid.finish()
        self.shown = None
        self._quotations.show_matrix(None)
        self.room.close_drawer()
        self.drawer.clear()
        self.grid.grid.show_matrix(None)
        self.settings.asking.know(None)

    def _hide(self) -> None:
        """Show the rows in which what is looked for stands, and which nobody hid."""
        if self.shown is None:
            return
        matrix, words = self.shown.matrix, self.finding.text().casefold().split()
        for column, of_code in enumerate(matrix.columns):
            self.grid.setColumnHidden(column, of_code.code_id in self.settings.hidden_columns)
        for row, case in enumerate(matrix.rows):
            is_hidden = case.place in self.settings.hidden_rows or not self._is_found(row, words)
            if is_hidden != self.grid.isRowHidden(row):
                self.grid.setRowHidden(row, is_hidden)
        self.grid.share_width()
        self.settings.show_chips()

    def _is_found(self, row: int, words: list[str]) -> bool:
        """Tell whether all these words stand in what is written of a case, or what it is called."""
        if not words or self.shown is None:
            return True
        case, columns = self.shown.matrix.rows[row], range(len(self.shown.matrix.columns))
        cells = (plain(self.shown.text(row, at)) for at in columns)
        said = " ".join((case.label, *case.lines, *cells)).casefold()
        return all(word in said for word in words)

    def _show_mode(self, *, anew: bool = True) -> None:
        mode = self.settings.mode.value
        if anew or self.grid.cells.mode is not mode:
            self.grid.show_mode(mode)
        self.grid.viewport().update()

    # --- the drawer --------------------------------------------------------------------------

    def _open_cell(self, row: int, column: int) -> None:
        self._open_drawer(InDrawer(row, column))

    def _open_news(self, row: int, column: int) -> None:
        self._open_drawer(InDrawer(row, column, only_news=True))

    def _open_drawer(self, what: InDrawer) -> None:
        if self.shown is None or not self._is_there(what):
            return
        self.drawer.show_cell(self.shown, what)
        self.room.open_drawer()
        self._show_quoted()
        self.grid.scrollTo(self.grid.grid.index(what.row, what.column))

    def _make_room(self) -> None:
        """Let no cell lie under the drawer: what does not fit is scrolled to."""
        self._beside.setContentsMargins(0, 0, self.room.covered, 0)
        QTimer.singleShot(0, self.grid, self.grid.show_current)

    def _show_all(self) -> None:
        what = self.drawer.what
        if what is not None:
            self._open_drawer(what._replace(only_news=False))

    def _keep_closed(self) -> None:
        self._keeps_closed = True

    def _show_quoted(self) -> None:
        """Show which passages the cell in the drawer quotes."""
        what = self.drawer.what
        if self.shown is None or what is None or not self._is_there(what):
            return
        summary = self.shown.summary(what.row, what.column)
        quoted = quoted_in(self.open_study.reader, summary) if summary is not None else ()
        is_written = self.grid.editor is not None and self.grid.at() == (what.row, what.column)
        self.drawer.show_quoted(quoted, can_quote=is_written)

    def _begin(self, row: int, column: int) -> None:
        """Lay the passages beside the cell that is written in."""
        if not self._keeps_closed or self.room.is_open:
            self._open_drawer(InDrawer(row, column))
        self._follow()

    # --- what is done ------------------------------------------------------------------------

    def _write(self, row: int, column: int, text: str) -> None:
        if self.shown is not None:
            matrix = self.shown.matrix
            seen = matrix.everything(row, column).tolist()
            self.open_study.perform(write_summary(matrix.key(row, column), text, seen))

    def _say_withheld(self) -> None:
        self.open_study.notices.say(
            _("Somebody else wrote here. It is shown when you are done with what you read blind.")
        )

    def _note_seen(self) -> None:
        what = self.drawer.what
        if self.shown is not None and what is not None:
            matrix = self.shown.matrix
            seen = matrix.everything(what.row, what.column).tolist()
            self.open_study.perform(note_seen(matrix.key(what.row, what.column), seen))
            self._show_all()

    def _quote(self, passage: Passage) -> None:
        """Put the words of a passage at the cursor, as a link to it."""
        editor, what = self.grid.editor, self.drawer.what
        if editor is None or what is None or self.shown is None:
            return
        matrix = self.shown.matrix
        key, seen = matrix.key(what.row, what.column), matrix.everything(what.row, what.column).tolist()
        act = quote_in_summary(key, seen, passage.interview_id, passage.start, passage.end)
        guid = self.open_study.perform(act)
        if guid is not None and self.grid.editor is editor:
            words = _("“{words}”").format(words=" ".join(passage.quoted.split()))
            editor.text.insert_link(words, SCHEME + guid)
            editor.text.keep()
            editor.setFocus()

    def _go_to_passages(self, row: int, column: int) -> None:
        if self.shown is not None:
            matrix = self.shown.matrix
            query = matrix.query(row, matrix.columns[column])
            self._leave_for(Place("passages", detail=str(query)))

    def _export(self, kind: ExportKind) -> None:
        """Write the rows and columns that are shown."""
        self.grid.keep()
        if self.shown is not None:
            self.exports.matrix(kind, self._seen_of(self.shown.matrix), self.shown.written)

    def _seen_of(self, matrix: Matrix) -> Matrix:
        """Return the rows and columns that nobody hid."""
        grid = self.grid
        rows = [at for at in range(len(matrix.rows)) if not grid.isRowHidden(at)]
        return matrix.only(rows, [at for at in range(len(matrix.columns)) if not grid.isColumnHidden(at)])

    def _leave_for(self, place: Place) -> None:
        self.grid.keep()
        self.place_chosen.emit(place)

    # --- as a page ---------------------------------------------------------------------------

    def _follow(self) -> None:
        self.context_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less in the bar where there is little room."""
        super().resizeEvent(event)
        self.finding.setVisible(self.width() >= _FINDS_FROM)

    def go(self, place: Place) -> None:
        """Take the keyboard."""
        (self.grid if self.stack.currentWidget() is self.room else self.nothing.button).setFocus()

    def context(self) -> str:
        """Say which cell one is in, who wrote it and when."""
        at = self.grid.at()
        if self.shown is None or at is None:
            return what_is_not_said(self.shown) if self.shown is not None else ""
        summary = self.shown.summary(*at)
        words = self.grid.grid.cell(*at).name
        if summary is None or not summary.text:
            return words
        written = _("written by {who}, {day}").format(who=summary.coder, day=summary.changed[:10])
        return f"{words} · {written}"

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what keys do in the grid."""
        return (
            (_("Write"), _("Enter")),
            (_("Passages beside"), _("Space")),
            (_("Next cell"), _("Tab")),
            (_("Done"), _("Esc")),
        )

    def copied(self) -> str:
        """Return what is written in the cell that the keyboard is on."""
        at = self.grid.at()
        return plain(self.grid.grid.cell(*at).text) if at is not None and self.shown is not None else ""

    def printed(self) -> PrintOut | None:
        """Return the rows and columns that are shown."""
        self.grid.keep()
        if self.shown is None or self.stack.currentWidget() is self.nothing:
            return None
        seen, written, about = self._seen_of(self.shown.matrix), self.shown.written, self.shown.in_words()
        return PrintOut(_("Matrix"), lambda connection: parts_of_matrix(connection, seen, written, about))

    def regions(self) -> list[QWidget]:
        """Return the bar, the grid and the drawer."""
        return [self.bar, self.grid, *([self.drawer.list] if self.room.is_open else [])]
