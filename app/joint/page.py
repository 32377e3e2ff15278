"""The joint display: both kinds of evidence of a strand in one row, and what the researcher says of them."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from app.joint.drawer import JointDrawer
from app.joint.joint_table import JointPlace, JointTable
from app.shell.export_kinds import JOINT_DISPLAY_FILES, ExportKind
from app.shell.exports import Exports
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.shell.printed import PrintedTable, PrintedWords, PrintOut, PrintStyle
from app.widgets.bar import SettingsBar
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.drawer import DrawerRoom
from app.widgets.forms import STRETCH, EmptyPage, column_of, hint, line, wide
from app.widgets.menus import give_menu, menu_button
from coding.analysis.joint_display import JointDisplay
from coding.analysis.joint_rows import JointBy, JointRow
from coding.analysis.joint_words import Sentences, answered_in_words, notes, table_lines
from coding.language import _
from coding.progress import Progress
from storage.queries.joint import joint_display, joint_sentences
from storage.queries.people import study_details
from storage.study.journal import Changes
from storage.study.tables import (
    ABOUT_INTERVIEWS,
    CODE,
    CODER,
    CODING,
    FRAMEWORK,
    MEMO,
    QUESTIONS,
    READING,
    SAID,
    STAGE,
    SURVEYS,
)


class JointPage(Page):
    """Shares of the survey beside codings, strand by strand, with a sentence a row."""

    page_id = "joint"
    tables = (
        *(*SURVEYS, STAGE, CODING, CODE, FRAMEWORK, CODER, READING),
        *(*SAID, *ABOUT_INTERVIEWS, *QUESTIONS),
    )

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self.display: JointDisplay | None = None
        self.sentences: Sentences = {}
        words = {JointBy.ALL: _("strands"), JointBy.GROUP: _("strands by role group")}
        self.by = ChoiceMenu(_("Rows"), {**words, JointBy.SCHOOL: _("strands by school")})
        self.table, self.drawer = JointTable(), JointDrawer(open_study)
        self.exports = Exports(open_study, self)
        self.answered, self.note = line(), hint()
        self.empty = EmptyPage(_("Go to the survey"))
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._bar = SettingsBar(_("Joint display"))
        self.export = menu_button(_("Export the joint display"), "word")
        self.export.setText(_("Export ▾"))
        menu = QMenu(self.export)
        for kind in JOINT_DISPLAY_FILES:
            menu.addAction(_(kind.called), partial(self._export, kind))
        give_menu(self.export, menu)
        self._rows = word_button(self.by)
        self._bar.fill(self._rows, STRETCH, self.export)
        for words in (self.answered, self.note):
            words.setContentsMargins(14, 6, 14, 6)
        body = QWidget()
        self._beside = column_of(self.answered, wide(self.table), self.note, on=body, spacing=0)
        self.room = DrawerRoom(body, self.drawer)
        self.empty.say(
            _("This study has no survey"),
            _(
                "With one, each strand stands here with both kinds of evidence, and a sentence on what they "
                "say together."
            ),
        )
        self._body.addWidget(self.room)
        self._body.addWidget(self.empty)
        column_of(self._bar, wide(self._body), on=self, spacing=0)

    def _connect(self) -> None:
        self.by.changed.connect(self.refresh)
        self.table.opened.connect(self._open)
        self.drawer.place_chosen.connect(self.place_chosen)
        self.empty.button.clicked.connect(lambda: self.place_chosen.emit(Place("survey")))
        self.room.moved.connect(self._make_room)
        self.open_study.closing.connect(self._clear)

    # --- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read both sides and lay them beside each other."""
        study = self.open_study
        data = study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id)
        self.display = joint_display(study.reader, data, JointBy(self.by.value))
        self.sentences = joint_sentences(study.reader)
        has_survey = self.display is not None
        self._body.setCurrentIndex(0 if has_survey else 1)
        for control in (self._rows, self.export):
            control.setEnabled(has_survey)
        self.table.show_display(self.display, self.sentences)
        if self.display is None:
            self._close()
            return
        self.answered.setText(answered_in_words(self.display))
        self.note.setText(" ".join(notes(self.display)))
        self._follow_drawer(self.display)
        self.context_changed.emit()

    def _follow_drawer(self, display: JointDisplay) -> None:
        """Show in an open drawer the same place as it is now."""
        at = self.drawer.at
        if at is None:
            return
        row = next((each for each in display.rows if _is_same(each, at)), None)
        round_ = next(
            (each for each in (row.rounds if row else ()) if each.round_id == at.round_.round_id), None
        )
        if row is None or round_ is None:
            self._close()
        else:
            self.drawer.show_place(display, self.sentences, JointPlace(row, round_, at.stage))

    def on_study_changed(self, changes: Changes) -> None:
        """Read only what is written again where nothing else changed."""
        super().on_study_changed(changes)
        if changes.touches(MEMO) and not self._stale and self.isVisible() and self.display is not None:
            self.sentences = joint_sentences(self.open_study.reader)
            self.table.joint.say(self.sentences)
            self.table.fit()
            self.drawer.say(self.sentences)

    def _close(self) -> None:
        self.room.close_drawer()
        self.drawer.clear()

    def _clear(self) -> None:
        self._close()
        self.display, self.sentences = None, {}
        self.table.show_display(None, {})

    def _make_room(self) -> None:
        self._beside.setContentsMargins(0, 0, self.room.covered, 0)
        self.table.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give sentences what room there is."""
        super().resizeEvent(event)
        self.table.fit()

    # --- what is done ------------------------------------------------------------------------

    def _open(self, at: JointPlace) -> None:
        if self.display is not None:
            self.drawer.show_place(self.display, self.sentences, at)
            self.room.open_drawer()
            self.table.scrollTo(self.table.currentIndex())

    def _export(self, kind: ExportKind) -> None:
        """Write the rows that are shown."""
        self.drawer.sentence.keep()
        display, sentences = self.display, self.sentences
        target = self.exports.ask_target(kind) if display is not None else None
        if display is None or target is None:
            return
        study, name = self.open_study.file.path, study_details(self.open_study.reader).name

        def write(_progress: Progress) -> None:
            from storage.writers.joint import write_joint_display

            write_joint_display(study, target, name, display, sentences)

        self.exports.start(kind, target, write)

    # --- as a page ---------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Take the keyboard."""
        (self.table if self._body.currentIndex() == 0 else self.empty.button).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def context(self) -> str:
        """Say that the two sides are never summed."""
        return _("Side by side, never summed.") if self.display is not None else ""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what keys do on a row."""
        return ((_("Row"), "↓"), (_("Write, and what is behind"), _("Enter")))

    def copied(self) -> str:
        """Return the table, for a spreadsheet."""
        if self.display is None:
            return ""
        return "\n".join("\t".join(cells) for cells in table_lines(self.display, self.sentences))

    def printed(self) -> PrintOut | None:
        """Return the table that is shown."""
        self.drawer.sentence.keep()
        if self.display is None or not self.display.rows:
            return None
        head, *rows = table_lines(self.display, self.sentences)
        parts = (
            PrintedWords(_("Survey and interviews side by side"), PrintStyle.TITLE, keeps=True),
            PrintedWords(answered_in_words(self.display), PrintStyle.SMALL),
            PrintedTable(head, rows),
            *(PrintedWords(words, PrintStyle.SMALL) for words in notes(self.display)),
        )
        return PrintOut(_("Joint display"), lambda _connection: parts)

    def regions(self) -> list[QWidget]:
        """Return the bar, the table and the drawer."""
        return [self._bar, self.table, *([self.drawer] if self.room.is_open else [])]


def _is_same(row: JointRow, at: JointPlace) -> bool:
    return (row.strand, row.group) == (at.row.strand, at.row.group)
