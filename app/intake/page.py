"""The import page: files are read, what was understood is corrected, then all is stored at once."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.intake.frame import Adding, Footer, Header, nothing_yet
from app.intake.plan_editing import PlanEditing
from app.intake.plan_tabs import PlanTabs
from app.intake.summary import stored_in_words, summary
from app.shell.jobs import Job
from app.shell.notices import Prompt
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.shell.settings import date_order
from app.shell.unlocking import with_password
from app.widgets.forms import column_of, wide
from coding.errors import UserError
from coding.intake.arriving import added
from coding.intake.fold import with_known, with_pseudonyms, without_pseudonyms
from coding.intake.known_study import KnownStudy
from coding.intake.plan import Batch, ImportPlan
from coding.language import _, plural
from coding.notation.hand_marks import HandRules
from coding.privacy.masking import Pseudonyms
from storage.intake.import_batch import known_study, read_batch, stored_texts
from storage.operations.imports import StoredImport, store_import
from storage.privacy.pseudonym_list import read_key
from storage.readers.files import read_file
from storage.readers.kinds import ARCHIVES, KEYS, TABLES, TRANSCRIPTS, patterns
from storage.study.tables import ABOUT_INTERVIEWS


class ImportPage(Page):
    """Shows an ImportPlan until it is stored or left."""

    page_id = "import"
    tables = ABOUT_INTERVIEWS

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show no files yet."""
        super().__init__(open_study, parent)
        self.correcting = PlanEditing(open_study, self)
        self._tabs: PlanTabs | None = None  # as long as there are files
        self._adding = [Adding(), Adding()]  # on the empty page, and over the table
        self._header, self._footer = Header(self._adding[1]), Footer()
        self.leave, self.store = self._footer.leave, self._footer.store
        self._body = QStackedWidget()
        self._reading: list[Job] = []
        self._is_corrected = False  # by hand, since the first files came
        self._count = 0  # of the files that are shown
        self._lay_out()
        self._connect()
        self._show_plan(ImportPlan())

    def _lay_out(self) -> None:
        self._body.addWidget(nothing_yet(self._adding[0]))
        column_of(self._header, wide(self._body), self._footer, on=self, spacing=0)

    def _connect(self) -> None:
        self.correcting.changed.connect(self._show_plan)
        self.correcting.working.connect(self._enable)
        for adding in self._adding:
            adding.files.clicked.connect(self.ask_for_files)
            adding.folder.clicked.connect(self.ask_for_folder)
        self.leave.clicked.connect(self.turn_away)
        self.store.clicked.connect(self.store_all)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.store.click)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._header.surveys.clicked.connect(self._look_at_surveys)
        self.open_study.busy_changed.connect(self._enable)
        self.open_study.closing.connect(lambda: self.correcting.begin(ImportPlan()))

    @property
    def tabs(self) -> PlanTabs:
        """What shows the files; made while the first are read."""
        if self._tabs is None:
            self._tabs = self._make_tabs()
        return self._tabs

    def _make_tabs(self) -> PlanTabs:
        tabs = PlanTabs()
        for by_hand in (tabs.corrected, tabs.read_anew, tabs.masks.mask_wanted):
            by_hand.connect(self._note_correction)
        tabs.corrected.connect(self.correcting.correct)
        tabs.read_anew.connect(self.correcting.read_anew)
        tabs.questions.file_wanted.connect(self._ask_for_questions)
        tabs.masks.key_wanted.connect(self._ask_for_key)
        tabs.masks.mask_wanted.connect(self._mask)
        tabs.masks.unmask_wanted.connect(lambda: self.correcting.read_anew(without_pseudonyms))
        self._body.addWidget(tabs)
        return tabs

    def _be_ready(self) -> None:
        """Make the tabs while files are read, so that nobody waits for them afterwards."""
        if self._reading:
            self.tabs.show_text()

    def _forget_tabs(self) -> None:
        """Let them go once no file is left: a change of colours would dress them anew for nobody."""
        if self._tabs is not None:
            self._body.removeWidget(self._tabs)
            self._tabs.deleteLater()
            self._tabs = None

    # --- files arrive --------------------------------------------------------------------------

    @property
    def plan(self) -> ImportPlan:
        """What was understood so far, as corrected."""
        return self.correcting.plan

    def _known(self) -> KnownStudy:
        frameworks = self.open_study.frameworks
        framework_id = self.open_study.framework.id if frameworks else None
        return known_study(self.open_study.reader, framework_id, date_order())

    def take(self, paths: Sequence[Path]) -> Job:
        """Read files and folders on a thread and add them to the table."""
        known = self._known()
        if not self.plan.rows:
            self.correcting.begin(ImportPlan(rules=HandRules()))
        rules = self.plan.rules
        job = self.open_study.jobs.start(
            _("Reading files"),
            lambda progress: read_batch(paths, known, rules, progress=progress),
            done=self._add,
            failed=self.open_study.report,
        )
        self._reading.append(job)
        QTimer.singleShot(0, self, self._be_ready)
        job.progressed.connect(partial(self._say_progress, job))
        job.ended.connect(partial(self._stop_following, job))
        self._enable()
        return job

    def _say_progress(self, job: Job, done: int, total: int, name: str) -> None:
        if job is self._reading[-1]:
            self._header.summary.setText(
                _("Reading {name}: {done} of {total}").format(name=name, done=done, total=total)
            )

    def _stop_following(self, job: Job) -> None:
        self._reading.remove(job)
        self._header.summary.setText(summary(self.plan))
        self._enable()

    def _look_at_surveys(self) -> None:
        """Look at answers to a survey where they come in."""
        self.place_chosen.emit(Place("survey", detail="import:" + "\n".join(self.plan.surveys)))

    def _add(self, batch: Batch) -> None:
        """Put newly read files below those that are there, after corrections that are still at work.

        Where nothing but answers to a survey came, they are looked at at once.
        """
        if batch.surveys and not (batch.rows or batch.tables or batch.segments or self.plan.rows):
            self.place_chosen.emit(Place("survey", detail="import:" + "\n".join(batch.surveys)))
            return
        known, texts = self._known(), stored_texts(self.open_study.reader, batch.rows)
        self.correcting.read_anew(lambda plan: added(with_known(plan, known), batch, texts), batch.rows)

    def ask_for_files(self) -> None:
        """Ask which files to read."""
        paths = self.open_study.notices.ask_files(_("Import transcripts"), _kinds())
        if paths:
            self.take(paths)

    def ask_for_folder(self) -> None:
        """Ask which folder to read."""
        folder = self.open_study.notices.ask_folder(_("Import a folder of transcripts"))
        if folder is not None:
            self.take([folder])

    def _ask_for_questions(self) -> None:
        """Ask which file lists the questions of the round on view."""
        kinds = _("Lists of questions ({endings})").format(endings=patterns(TRANSCRIPTS))
        path = self.open_study.notices.ask_file(_("Questions of a round"), kinds)
        if path is None:
            return
        try:
            self.tabs.questions.take_text("\n".join(read_file(path).document.paragraphs))
        except UserError as error:
            self.open_study.notices.warn(error)

    def _ask_for_key(self) -> None:
        """Ask which key file says what names become."""
        kinds = _("Key files ({endings})").format(endings=patterns(KEYS))
        path = self.open_study.notices.ask_file(_("Mask names"), kinds)
        if path is None:
            return
        try:
            key = with_password(
                path, lambda password: read_key(path, password), self.open_study.notices.ask_password
            )
        except UserError as error:
            self.open_study.notices.warn(error)
        else:
            if key is not None:
                self.tabs.masks.take_key(key, self.plan)

    def _mask(self, key: Pseudonyms) -> None:
        self.correcting.read_anew(lambda plan: with_pseudonyms(plan, key))

    def _note_correction(self, _correction: object) -> None:
        self._is_corrected = True

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
        self.correcting.begin(ImportPlan())
        self.open_study.notices.say(stored_in_words(plan))
        # To somebody's words: minutes and other documents may stand before them among the files.
        came_in = zip(plan.included, stored.interview_ids, strict=True)
        spoken = (id_ for row, id_ in came_in if row.kind.is_talk)
        self.place_chosen.emit(Place("code", next(spoken, stored.interview_ids[0])))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape; where something was put right by hand, only if that is meant."""
        if event.key() != Qt.Key.Key_Escape or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif not (self.plan.rows and self._is_corrected) or self._leaving_is_meant():
            self.turn_away()

    def _leaving_is_meant(self) -> bool:
        leave = _("Leave")
        question = Prompt(
            _("Import"),
            _("Leave the import? Nothing is stored, and what you put right is put aside."),
            (leave,),
        )
        return self.open_study.notices.ask(question) == leave

    def turn_away(self) -> None:
        """Stop reading and put the files aside; nothing was stored."""
        for job in self._reading:
            job.cancel()
        aside = self.plan
        self.correcting.begin(ImportPlan())
        self.left.emit()
        if aside.rows:
            self.open_study.notices.offer(
                _("The import was cancelled; nothing was stored."),
                _("Bring them back"),
                lambda: self._bring_back(aside),
            )

    def _bring_back(self, aside: ImportPlan) -> None:
        self.place_chosen.emit(Place(self.page_id))
        self.correcting.begin(aside)

    # --- showing -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Hold the guesses against the study as it is now."""
        if self.plan.rows and (known := self._known()) != self.plan.known:
            self.correcting.read_anew(lambda plan: with_known(plan, known))

    def why_not_printed(self) -> str:
        """Say when they can be."""
        return _("Files are printed when they are imported.")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return how to go about without a mouse, once there are files."""
        if not self.plan.rows:
            return ()
        return ((_("Next region"), "F6"), (_("Import"), _("Ctrl+Enter")), (_("Leave"), _("Esc")))

    def regions(self) -> list[QWidget]:
        """Return the tabs, what is in the one on view, and the text."""
        if not self.plan.rows:
            return [self._adding[0]]
        return [self.tabs.steps.list, *self.tabs.panel.regions(), self.tabs.preview, self.store]

    def _show_plan(self, plan: ImportPlan) -> None:
        has_files = bool(plan.rows)
        for part in (self._adding[1], self._footer.hint, self.store):
            part.setVisible(has_files)
        new, self._count = len(plan.rows) - self._count, len(plan.rows)
        if has_files:
            self._show_files(plan, new)
        else:
            self._body.setCurrentIndex(0)
            self._is_corrected = False
            self._forget_tabs()
        self._header.summary.setText(summary(plan))
        count = len(plan.surveys)
        words = plural("Answers to a survey: {n} file…", "Answers to a survey: {n} files…", count)
        self._header.surveys.setText(words)
        self._header.surveys.setVisible(bool(count))
        self._enable()
        self.context_changed.emit()

    def _show_files(self, plan: ImportPlan, new: int) -> None:
        tabs = self.tabs
        self._body.setCurrentWidget(tabs)
        tabs.masks.show_masked(masked=plan.mask is not None)
        tabs.show_plan(plan)
        if new > 0 and tabs.panel is tabs.files:
            tabs.files.select_last(new)

    def _enable(self) -> None:
        count = len(self.plan.included)
        self.store.setText(plural("Import {n} file", "Import {n} files", count) if count else _("Import"))
        reading = bool(self._reading) or self.correcting.is_working
        self.store.setEnabled(count > 0 and not reading and self.open_study.can_write)
        for adding in self._adding:
            adding.setEnabled(not reading)


def _kinds() -> str:
    """Return the file dialog's filter: everything that can be read, and tables that say who is who."""
    readable = patterns((*TRANSCRIPTS, *ARCHIVES, *TABLES))
    transcripts = _("Transcripts and tables ({endings})").format(endings=readable)
    return ";;".join((transcripts, _("All files (*)")))
