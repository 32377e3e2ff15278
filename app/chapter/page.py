"""Check my chapter: what is wrong with its quotations and numbers, each line leading to both places."""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from app.chapter.chapter_pane import ChapterPane
from app.shell.exports import Exports
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.shell.printed import PrintOut
from app.widgets.bar import SettingsBar
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import EmptyPage, button, column_of, hint, line, wide
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.chapter.findings import Finding, kind_in_words, severity_in_words
from coding.language import _, plural
from coding.model.study import TranscriptSpan
from coding.progress import Progress
from coding.text.names import shortened
from storage.queries.frames import texts
from storage.readers.kinds import CHAPTERS, ending_of, listing, patterns
from storage.study.tables import ABOUT_INTERVIEWS, CLEARANCE, CODE, CODING, FRAMEWORK, SAID

if TYPE_CHECKING:
    from coding.chapter.chapter_check import ChapterCheck

_LONGEST: Final = 160


class ChapterPage(Page):
    """A list of findings, the worst first, beside the chapter and the passage of the study."""

    page_id = "chapter"
    tables = (CODING, CODE, FRAMEWORK, CLEARANCE, *SAID, *ABOUT_INTERVIEWS)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self.setAcceptDrops(True)
        self.path: Path | None = None
        self.checked: ChapterCheck | None = None
        self._job: Job | None = None
        self._is_old = False
        self._exports = Exports(open_study, self)
        self.model: TableModel[Finding] = TableModel(_columns())
        self.table = TableView(self.model, _("What is to be looked at"))
        self.pane = ChapterPane()
        self.file, self.said = ElidedLabel("dim"), hint()
        self.choose = button(_("Choose a chapter…"), self.ask)
        self.again = button(_("Check again"), self._check_again)
        self.copy_ = button(_("Copy with comments…"), self._write_copy)
        self._nothing = EmptyPage(_("Choose a chapter…"))
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_state()

    def _lay_out(self) -> None:
        self._bar = SettingsBar(_("Check my chapter"))
        self._bar.fill(
            line(_("Check my chapter"), role="strong"), wide(self.file), self.choose, self.again, self.copy_
        )
        self._nothing.say(
            _("No chapter is checked yet"),
            _("Drop it here ({endings}): quotations, codes and numbers are compared with the study.").format(
                endings=listing(CHAPTERS)
            ),
        )
        left, halves = QWidget(), QSplitter(Qt.Orientation.Horizontal)
        column_of(self.said, wide(self.table), on=left, margins=(16, 10, 0, 8), spacing=8)
        halves.addWidget(left)
        halves.addWidget(self.pane)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        halves.setChildrenCollapsible(False)
        for part in (self._nothing, halves):
            self._body.addWidget(part)
        column_of(self._bar, wide(self._body), on=self, spacing=0)

    def _connect(self) -> None:
        self._nothing.button.clicked.connect(self.ask)
        self.table.selectionModel().currentRowChanged.connect(self._show_row)
        self.table.activated.connect(self._open)
        self.pane.place_chosen.connect(self.place_chosen)
        self.open_study.closing.connect(self._clear)

    # --- checking ------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask for a chapter and check it."""
        kinds = _("Chapters ({endings})").format(endings=patterns(CHAPTERS))
        path = self.open_study.notices.ask_file(_("Check my chapter"), kinds)
        if path is not None:
            self.check(path)

    def check(self, path: Path) -> None:
        """Check a chapter on a thread; one that is being checked is left."""
        if self._job is not None:
            self._job.cancel()
        study = self.open_study
        act = _checking(path, study.file.path, study.framework.id, study.coder_ids, study.coder_id)
        self._job = study.jobs.start(
            _("Checking {name}").format(name=path.name),
            act,
            done=partial(self._show, path),
            failed=study.report,
        )
        self._job.ended.connect(self._forget_job)
        self._show_state()

    def _forget_job(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self._show_state()

    def _check_again(self) -> None:
        if self.path is not None:
            self.check(self.path)

    def _show(self, path: Path, checked: "ChapterCheck") -> None:
        self.path, self.checked, self._is_old = path, checked, False
        self.pane.show_chapter(checked)
        self.model.show_anew(_columns(), list(checked.findings))
        self._body.setCurrentIndex(1)
        self._show_state()
        if checked.findings:
            self.table.selectRow(0)
        self.table.setFocus()
        self.context_changed.emit()

    def refresh(self) -> None:
        """Say that the study has changed since: checking takes a while and is asked for."""
        self._is_old = self.checked is not None
        self._show_state()

    def _clear(self) -> None:
        """Let go of all that was read: the study closes."""
        if self._job is not None:
            self._job.cancel()
        self.path = self.checked = None
        self.model.show_anew(_columns(), [])
        self.pane.clear()
        self._body.setCurrentIndex(0)
        self._show_state()

    def _show_state(self) -> None:
        from coding.chapter.check_records import found_in_words

        self.file.setText(self.path.name if self.path else "")
        self.again.setEnabled(self.path is not None and self._job is None)
        is_word = self.path is not None and ending_of(self.path.name) == CHAPTERS[0]
        self.copy_.setEnabled(is_word and self._job is None)
        if self.checked is None:
            return
        n = len(self.checked.findings)
        said = (
            _("The study has changed since.") if self._is_old else "",
            found_in_words(self.checked) + ".",
            plural("{n} line to look at.", "{n} lines to look at.", n)
            if n
            else _("Nothing is to be looked at."),
        )
        self.said.setText(" ".join(filter(None, said)))

    # --- one line --------------------------------------------------------------------------------

    def _show_row(self, index: QModelIndex, _before: QModelIndex) -> None:
        finding = self.model.row_at(index)
        if finding is not None and self.checked is not None and self.open_study.is_open:
            self.pane.show_finding(self.checked, finding, self._words_of(finding.passage))

    def _words_of(self, passage: TranscriptSpan | None) -> str:
        """Return the words of a passage as they are now."""
        if passage is None:
            return ""
        text = texts(self.open_study.reader, [passage.transcript_id]).get(passage.transcript_id, "")
        return text[passage.start : passage.end]

    def _open(self, index: QModelIndex) -> None:
        """Go to the passage, or to what the study counts."""
        finding = self.model.row_at(index)
        if finding is not None and finding.passage is not None:
            self.pane.open_passage.click()
        elif finding is not None and finding.query:
            self.pane.open_number.click()

    def _write_copy(self) -> None:
        if self.path is not None and self.checked is not None:
            self._exports.commented(self.path, self.checked.chapter, self.checked.findings)

    # --- dropping --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a chapter; anything else is the window's."""
        event.setAccepted(_chapter_in(event) is not None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped."""
        path = _chapter_in(event)
        if path is not None:
            event.acceptProposedAction()
            self.check(path)

    # --- as a page -------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Take the keyboard; ``detail`` is the path of a chapter that is to be checked."""
        if place.detail:
            self.check(Path(place.detail))
        (self.table if self._body.currentIndex() else self._nothing.button).setFocus()

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what keys do on a line."""
        return ((_("Open the passage"), _("Enter")),) if self.checked is not None else ()

    def copied(self) -> str:
        """Return the lines that are selected."""
        return self.table.selected_text()

    def printed(self) -> PrintOut | None:
        """Return what was found in the chapter."""
        if self.path is None or self.checked is None:
            return None
        from app.chapter.printing import parts_of_findings

        parts = partial(parts_of_findings, name=self.path.name, checked=self.checked)
        return PrintOut(_("Check my chapter"), parts)

    def regions(self) -> list[QWidget]:
        """Return the bar, the list and the two texts."""
        return [self._bar, self.table, self.pane.text, self.pane.words]


def _columns() -> tuple[TableColumn[Finding], ...]:
    return (
        TableColumn(_("Severity"), lambda finding: severity_in_words(finding.severity)),
        TableColumn(_("About"), lambda finding: kind_in_words(finding.kind)),
        TableColumn(_("In the chapter"), _short, is_wide=True, tool_tip=lambda finding: finding.words),
        TableColumn(_("What is wrong"), lambda finding: finding.says, is_wide=True),
    )


def _short(finding: Finding) -> str:
    return shortened(" ".join(finding.words.split()), _LONGEST)


def _chapter_in(event: QDropEvent) -> Path | None:
    """Return the one file that is dropped, if it may be a chapter."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and ending_of(paths[0].name) in CHAPTERS else None


def _checking(
    path: Path, study: Path, framework_id: int, coder_ids: tuple[int, ...], reader_id: int | None
) -> "Callable[[Progress], ChapterCheck]":
    def act(progress: Progress) -> "ChapterCheck":
        from coding.chapter.chapter_check import check_chapter
        from storage.queries.chapter_beside import beside_study
        from storage.readers.chapters import read_chapter
        from storage.study.connection import connect

        progress(0, 1, path.name)
        chapter = read_chapter(path)
        with closing(connect(study, read_only=True)) as reading:
            return check_chapter(chapter, beside_study(reading, framework_id, coder_ids, reader_id), progress)

    return act
