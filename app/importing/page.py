"""The import page: files are read, what was understood is corrected, then all is stored at once."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.importing.model import ArrivalsModel
from app.importing.preview import Preview
from app.importing.speakers import SpeakersPanel
from app.importing.table import ArrivalsTable
from app.jobs import Job
from app.open_study import OpenStudy
from app.page import Page
from app.places import Place
from coding.arrivals import Arrival, ArrivalKind, ImportPlan
from coding.corrections import with_include, with_speaker, with_speaker_person, without_label
from coding.guesses import gathered
from coding.language import _, plural
from coding.study import SpeakerKind
from storage.importing import known_study, plan_import
from storage.operations.imports import StoredImport, store_import


class ImportPage(Page):
    """Shows an ImportPlan until it is stored or left."""

    page_id = "import"
    tables = ("school", "round", "role", "person", "post", "interview", "participation")

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show no files yet."""
        super().__init__(open_study, parent)
        self.model = ArrivalsModel(self)
        self.table = ArrivalsTable(self.model)
        self.speakers = SpeakersPanel()
        self.preview = Preview()
        self._adding = [_Adding(), _Adding()]  # on the empty page, and over the table
        self.leave = QPushButton(_("Cancel"))
        self.store = QPushButton()
        self._summary, self._hint = QLabel(), QLabel()
        self._body = QStackedWidget()
        self._job: Job | None = None
        self._lay_out()
        self._connect()
        self._show_plan(ImportPlan())

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.table)
        splitter.addWidget(self._lower_half())
        splitter.setSizes([440, 330])
        splitter.setChildrenCollapsible(False)
        self._body.addWidget(_nothing_yet(self._adding[0]))
        self._body.addWidget(splitter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(self._body, 1)
        column.addWidget(self._footer())

    def _header(self) -> QWidget:
        title = QLabel(_("Import transcripts"))
        title.setProperty("role", "heading")
        self._summary.setProperty("role", "dim")
        header = QWidget()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(self._summary)
        row = QHBoxLayout(header)
        row.setContentsMargins(20, 12, 20, 12)
        row.addLayout(words, 1)
        row.addWidget(self._adding[1])
        return header

    def _lower_half(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("role", "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.speakers)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(panel)
        halves.addWidget(self.preview)
        halves.setSizes([560, 780])
        halves.setChildrenCollapsible(False)
        return halves

    def _footer(self) -> QWidget:
        self._hint.setText(
            _("Italics are guesses. A correction goes to all selected rows (Ctrl+A); Space ticks them.")
        )
        self._hint.setProperty("role", "dim")
        self._hint.setWordWrap(True)
        self.store.setProperty("role", "primary")
        footer = QFrame()
        row = QHBoxLayout(footer)
        row.setContentsMargins(20, 10, 20, 10)
        row.addWidget(self._hint, 1)
        row.addStretch(0)
        row.addWidget(self.leave)
        row.addWidget(self.store)
        return footer

    def _connect(self) -> None:
        self.model.typed.connect(self._correct)
        self.model.ticked.connect(self._tick)
        self.table.tick_wanted.connect(self._tick_selected)
        self.table.rows_shown.connect(self._show_current)
        self.speakers.kind_chosen.connect(self._correct_kind)
        self.speakers.person_chosen.connect(self._correct_person)
        for adding in self._adding:
            adding.files.clicked.connect(self.ask_for_files)
            adding.folder.clicked.connect(self.ask_for_folder)
        self.leave.clicked.connect(self.turn_away)
        self.store.clicked.connect(self.store_all)
        self.open_study.busy_changed.connect(self._enable)
        self.open_study.closing.connect(lambda: self._show_plan(ImportPlan()))

    # --- files arrive --------------------------------------------------------------------------

    @property
    def plan(self) -> ImportPlan:
        """What was understood so far, as corrected."""
        return self.model.plan

    def take(self, paths: Sequence[Path]) -> Job:
        """Read files and folders on a thread and add them to the table."""
        known = known_study(self.open_study.reader)
        job = self.open_study.jobs.start(
            _("Reading files"),
            lambda progress: plan_import(paths, known, progress=progress),
            done=self._add,
            failed=self.open_study.report,
        )
        self._job = job
        job.progressed.connect(self._say_progress)
        job.ended.connect(self._stop_following)
        self._enable()
        return job

    def _say_progress(self, done: int, total: int, name: str) -> None:
        self._summary.setText(
            _("Reading {name}: {done} of {total}").format(name=name, done=done, total=total)
        )

    def _stop_following(self) -> None:
        self._job = None
        self._say_summary()
        self._enable()

    def _add(self, more: ImportPlan) -> None:
        """Put newly read files below those that are there; a path that is there already is not read anew."""
        there = {arrival.file.path for arrival in self.plan.arrivals}
        new = [arrival for arrival in more.arrivals if arrival.file.path not in there]
        arrivals = [*self.plan.arrivals, *new]
        passed_over = (*self.plan.passed_over, *more.passed_over)
        self._show_plan(gathered(replace(more, arrivals=tuple(arrivals), passed_over=passed_over)))
        if self.plan.arrivals:
            self.table.selectRow(len(arrivals) - max(len(new), 1))
            self.table.setFocus()

    def ask_for_files(self) -> None:
        """Ask which files to read."""
        kinds = _("Transcripts (*.docx *.txt);;All files (*)")
        paths = self.open_study.notices.ask_files(_("Import transcripts"), kinds)
        if paths:
            self.take(paths)

    def ask_for_folder(self) -> None:
        """Ask which folder to read."""
        folder = self.open_study.notices.ask_folder(_("Import a folder of transcripts"))
        if folder is not None:
            self.take([folder])

    # --- corrections ---------------------------------------------------------------------------

    def _correct(self, row: int, column: int, text: str) -> None:
        correct = self.model.columns[column].correct
        if correct is not None:
            self._show_plan(correct(self.plan, self.table.rows_meant(row), text))

    def _tick(self, row: int, include: bool) -> None:  # noqa: FBT001 - a signal's value
        self._show_plan(with_include(self.plan, self.table.rows_meant(row), include=include))

    def _tick_selected(self) -> None:
        """Take the selected rows in, or leave them out if all of them are in."""
        rows = [row for row in self.table.selected_rows() if self.model.arrival(row).readable]
        all_in = all(self.model.arrival(row).include for row in rows)
        self._show_plan(with_include(self.plan, rows, include=not all_in))

    def _correct_kind(self, label: str, kind: SpeakerKind | None) -> None:
        rows = self._rows()
        if kind is None:
            self._show_plan(without_label(self.plan, rows, label))
        else:
            self._show_plan(with_speaker(self.plan, rows, label, kind))

    def _correct_person(self, label: str, seat: int | None) -> None:
        row = self.table.current_row()
        if row is not None:
            self._show_plan(with_speaker_person(self.plan, row, label, seat))

    def _rows(self) -> list[int]:
        row = self.table.current_row()
        return [] if row is None else self.table.rows_meant(row)

    # --- the end -------------------------------------------------------------------------------

    def store_all(self) -> None:
        """Store everything ticked as one change that can be undone; then go to where reading begins."""
        plan = self.plan
        if plan.included:
            self.open_study.perform_in_background(
                _("Importing"),
                lambda progress: store_import(plan, progress),
                done=lambda stored: self._stored(plan, stored),
            )

    def _stored(self, plan: ImportPlan, stored: StoredImport) -> None:
        count = len(stored.interview_ids)
        self._show_plan(ImportPlan())
        self.open_study.notices.say(
            plural("{n} file came in; undo takes it back.", "{n} files came in; undo takes them back.", count)
        )
        # To somebody's words: minutes and other documents may stand before them among the files.
        came_in = zip(plan.included, stored.interview_ids, strict=True)
        spoken = (id_ for arrival, id_ in came_in if arrival.kind is ArrivalKind.INTERVIEW)
        self.place_chosen.emit(Place("code", next(spoken, stored.interview_ids[0])))

    def turn_away(self) -> None:
        """Stop reading and put the files aside; nothing was stored."""
        if self._job is not None:
            self._job.cancel()
        aside = self.plan
        self._show_plan(ImportPlan())
        self.left.emit()
        if aside.arrivals:
            self.open_study.notices.offer(
                _("The files were put aside; nothing was imported."),
                _("Bring them back"),
                lambda: self._bring_back(aside),
            )

    def _bring_back(self, aside: ImportPlan) -> None:
        self.place_chosen.emit(Place(self.page_id))
        self._show_plan(aside)

    # --- showing -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Hold the guesses against the study as it is now."""
        if self.plan.arrivals:
            known = known_study(self.open_study.reader)
            self._show_plan(gathered(replace(self.plan, known=known)))

    def regions(self) -> list[QWidget]:
        """Return the table, the speakers and the text."""
        if not self.plan.arrivals:
            return [self._adding[0]]
        return [self.table, self.speakers, self.preview, self.store]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme: the text's colours are written into it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.preview.show_arrival(self._current())

    def _show_plan(self, plan: ImportPlan) -> None:
        self.model.show_plan(plan)
        self._body.setCurrentIndex(1 if plan.arrivals else 0)
        self._adding[1].setVisible(bool(plan.arrivals))
        self._hint.setVisible(bool(plan.arrivals))
        self.store.setVisible(bool(plan.arrivals))
        self._show_current()
        self._say_summary()
        self._enable()

    def _current(self) -> Arrival | None:
        row = self.table.current_row()
        return self.model.arrival(row) if row is not None and row < self.model.rowCount() else None

    def _show_current(self) -> None:
        arrival = self._current()
        self.speakers.show_arrival(arrival)
        self.preview.show_arrival(arrival)

    def _say_summary(self) -> None:
        arrivals = self.plan.arrivals
        unreadable = sum(not arrival.readable for arrival in arrivals)
        repeated = sum(bool(arrival.repeats) and not arrival.include for arrival in arrivals)
        parts = [plural("{n} file", "{n} files", len(arrivals)) if arrivals else ""]
        if unreadable:
            parts.append(plural("{n} cannot be read", "{n} cannot be read", unreadable))
        if repeated:
            parts.append(plural("{n} is there already", "{n} are there already", repeated))
        passed_over = len(self.plan.passed_over)
        if passed_over:
            parts.append(
                plural("{n} other file was passed over", "{n} other files were passed over", passed_over)
            )
        self._summary.setText(" · ".join(filter(None, parts)))
        self._summary.setToolTip("\n".join(self.plan.passed_over[:40]))

    def _enable(self) -> None:
        count = len(self.plan.included)
        self.store.setText(plural("Import {n} file", "Import {n} files", count) if count else _("Import"))
        self.store.setEnabled(count > 0 and self._job is None and self.open_study.can_write)
        for adding in self._adding:
            adding.setEnabled(self._job is None)


class _Adding(QWidget):
    """The two buttons that bring files."""

    def __init__(self) -> None:
        super().__init__()
        self.files = QPushButton(_("Add files…"))
        self.folder = QPushButton(_("Add a folder…"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.files)
        row.addWidget(self.folder)


def _nothing_yet(adding: _Adding) -> QWidget:
    adding.files.setProperty("role", "primary")
    label = QLabel(_("Drop Word documents, text files or whole folders on this window, or choose them."))
    label.setProperty("role", "dim")
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(14)
    column.addStretch(2)
    column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addWidget(adding, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    return page
