"""The window: puts the pages together; knows no rule."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QShortcut,
)
from PySide6.QtWidgets import QWidget

from app.search.field import FinderField
from app.shell import actions, settings, theme
from app.shell.deferred_call import DeferredCall
from app.shell.dressing import DressedWindow, Dressing
from app.shell.jobs import Jobs
from app.shell.notices import Notices
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.shell.study_keeper import StudyKeeper
from app.widgets.edge_keys import EdgeKeys
from app.widgets.forms import column_of, wide
from app.window.action_state import ActionState
from app.window.code_workspace import CodeWorkspace
from app.window.coder_menu import CoderMenu
from app.window.dialog_commands import DialogCommands
from app.window.framework_switch import FrameworkSwitch
from app.window.help_topics import DialogHelp
from app.window.key_hints import KeyHints, in_caps
from app.window.menu_keys import AltKey, MenuKey, pressed_by_enter
from app.window.menus import WindowMenus
from app.window.navigator import Navigator
from app.window.notice_bar import NoticeBar
from app.window.pages import LATER_PAGES
from app.window.printing import Printing
from app.window.status_line import StatusLine
from app.window.study_commands import StudyCommands
from app.window.top_bar import TopBar
from app.window.view_commands import ViewCommands
from app.window.welcome import WelcomePage
from app.window.welcome_commands import WelcomeCommands
from coding.language import _
from storage.queries.history import place_of
from storage.queries.people import study_details
from storage.queries.survey_instruments import has_survey
from storage.readers.kinds import is_framework_by_name
from storage.study.history import HistoryEntry
from storage.study.journal import Changes
from storage.study.study_file import SUFFIX
from storage.study.tables import SURVEY

# Pages that an entry of the menu leads to.
_BY_MENU: Final = (
    *("code", "compare", "passages", "codebook", "matrix", "survey", "joint", "cases", "outcomes", "memos"),
    *("report", "coders", "meeting", "by_question", "chapter"),
)


class MainWindow(DressedWindow):
    """One study, its pages, and the way between them."""

    def __init__(self, notices: Notices | None = None) -> None:
        """Make the window; no study is open yet. Tests hand in notices that answer by themselves."""
        super().__init__()
        self.setWindowTitle("Strandline")
        self.setAcceptDrops(True)
        self.notices = notices or Notices(self)
        self.jobs = Jobs(self)
        self.open_study = OpenStudy(self.notices, self.jobs, self)
        # First of all listeners: the pages forget where they are when the study closes.
        self.open_study.closing.connect(self._remember_place)
        StudyKeeper(self.open_study, self)
        self.hints = KeyHints(self)
        self._looks: list[MainWindow] = []  # windows on restore points of this one's study
        self._following = DeferredCall(self._follow_state, self)
        self._made_before: int | None = None  # the last change when the study was opened, until shown
        self.code = CodeWorkspace(self.open_study, self)
        self.welcome = WelcomePage()
        self.navigator = Navigator(self.open_study, self.welcome, self)
        self.dressing = Dressing(self, self.navigator.stack)
        self.navigator.add(self.code.page)
        self.study_commands = StudyCommands(self.open_study, self.navigator, self.code, self)
        self.dialogs = DialogCommands(self.open_study, self.navigator, self.code, self)
        self.actions_ = actions.build(self, self._handlers())
        self.action_state = ActionState(self.actions_, self.open_study, self.navigator, self.code)
        self.menus = WindowMenus(self, self.actions_)
        self._alt = AltKey(self)
        MenuKey(self)
        EdgeKeys(self)
        DialogHelp(self)
        self._lay_out()
        self._connect()
        self._follow_study()
        self.resize(1440, 900)
        self.restoreGeometry(settings.bytes_of("window"))

    def _lay_out(self) -> None:
        self.finder = FinderField(self.open_study, self.actions_)
        about_coders = [self.actions_[name] for name in ("read_blind", "code_again", "coders")]
        self.coder_menu = CoderMenu(self.menus.coder, self.open_study, about_coders)
        frameworks = FrameworkSwitch(self.open_study, self.menus.framework)
        self.top_bar = TopBar(self.actions_, self.menus, frameworks, self.finder)
        self.notice_bar = NoticeBar()
        self.status = StatusLine()
        self.welcome.show_actions(self.actions_)
        self.top_bar.add_page("code", _("Code"))
        for spec in LATER_PAGES:
            if spec.title:
                self.top_bar.add_page(spec.page_id, _(spec.title))
        whole = QWidget()
        column_of(self.top_bar, self.notice_bar, wide(self.navigator.stack), on=whole, spacing=0)
        self.setCentralWidget(whole)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        self.navigator.moved.connect(self._follow_place)
        self.navigator.context_changed.connect(self._show_context)
        self.top_bar.page_wanted.connect(self._go_to_page)
        self.finder.place_chosen.connect(self.go)
        self.finder.code_chosen.connect(self.code.page.commands.code_selection)
        self.menus.study_chosen.connect(self.open_study.open)
        self._alt.pressed_alone.connect(self._open_menu_by_alt)
        QShortcut(QKeySequence(Qt.Key.Key_F10), self, self.open_menu)
        self.code.page.menus.mask_wanted.connect(self.dialogs.mask_names)
        self.code.tree.interview_chosen.connect(self._go_to_interview)
        self.code.tree.edit_wanted.connect(self.dialogs.edit_interview)
        self.code.tree.import_wanted.connect(self.actions_["import"].trigger)
        self.code.tree.facts_wanted.connect(self.dialogs.show_facts)
        self.code.panel.place_chosen.connect(self.go)
        self.code.page.commands.said.connect(self.status.say)
        self.code.page.interview_shown.connect(self._show_context)
        self.code.page.interview_shown.connect(self._follow_coders)
        self.code.page.selection_shown.connect(self.action_state.enable)
        self.code.page.view.moved.connect(self.hints.note)
        self.code.page.view.intent.connect(self.hints.note)
        self.hints.changed.connect(self._show_context)
        self.notices.said.connect(self.status.say)
        self.notices.offered.connect(self.status.offer)
        self.notices.warned.connect(self.notice_bar.show_error)
        self.notices.remedies_offered.connect(self.notice_bar.show_remedies)
        self.study_commands.remedies.look_wanted.connect(self.look_at)
        self.jobs.started.connect(self.status.follow)
        self.open_study.storing.takes_time.connect(self.status.show_unsaved)
        self.open_study.storing.over.connect(self._following.start)
        self.open_study.opened.connect(self._show_study)
        self.open_study.coders.changed.connect(self._follow_coders)
        self.coder_menu.another_wanted.connect(self.dialogs.ask_who_codes)
        self.top_bar.everybody_wanted.connect(lambda: self.open_study.coders.show(None))
        self.open_study.closed.connect(self._follow_study)
        self.open_study.study_changed.connect(self._follow_change)
        self.open_study.busy_changed.connect(self.action_state.enable)
        self.open_study.framework_changed.connect(self.code.page.refresh_look)
        self.open_study.taken_back.connect(self._go_to_change)

    def _to(self, page: str) -> Callable[[], object]:
        return lambda: self.go(Place(page))

    def _handlers(self) -> dict[str, Callable[[], object]]:
        printing = Printing(self.open_study, self.navigator, self)
        handlers = self.study_commands.handlers() | self.dialogs.handlers() | self.code.handlers()
        return (
            handlers
            | WelcomeCommands(self).handlers()
            | ViewCommands(self).handlers()
            | {f"page_{page}": self._to(page) for page in _BY_MENU}
            | {
                "print": printing.print_page,
                "quit": self.close,
                "undo": self.undo,
                "redo": self.open_study.redo,
                "find_all": lambda: self.go(Place("find")),
                "finder": lambda: self.finder.start(""),
                "code_all": self._code_all,
                "next_framework": lambda: self.open_study.step_framework(1),
                "previous_framework": lambda: self.open_study.step_framework(-1),
                "show_everybody": lambda: self.open_study.coders.show(None),
                "new_memo": lambda: self.go(Place("memos", detail="new")),
                "journal": lambda: self.go(Place("memos", detail="journal")),
            }
        )

    def _code_all(self) -> None:
        """Code all results of a search: of the words on the Find page, where that is on view."""
        from app.search.code_all_dialog import CodeAllDialog

        place = self.page.place() if self.page is not None else None
        words = place.detail if place is not None and place.page == "find" else ""
        CodeAllDialog(self.open_study, words, self).open()

    # --- going about -------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page on view, or None on the welcome page."""
        return self.navigator.page

    def go(self, place: Place) -> None:
        """Go to a place and note it on the trail."""
        self.navigator.go(place)

    def _go_to_page(self, page_id: str) -> None:
        self.go(Place(page_id))

    def _go_to_interview(self, interview_id: int) -> None:
        self.go(Place("code", interview_id))

    def _go_to_change(self, entry: HistoryEntry, _changes: Changes) -> None:
        """After undo or redo, show the place; on other pages only the numbers move."""
        place = place_of(self.open_study.reader, entry.id)
        if place is not None and self.page is self.code.page and not self.open_study.hides(entry):
            self.go(Place("code", place.interview_id, place.start, place.end))

    def undo(self) -> None:
        """Take back the last change; one made before the study was opened is first only shown."""
        self.hints.note("undo")
        entry = self.open_study.file.undoable()
        if entry is not None and entry.id == self._made_before:
            self._made_before = None
            place = place_of(self.open_study.reader, entry.id)
            if place is not None and not self.open_study.hides(entry):
                self.go(Place("code", place.interview_id, place.start, place.end))
            self.status.say(_("Ctrl+Z again undoes: {words}").format(words=self.open_study.words_for(entry)))
            return
        self.open_study.undo()

    def open_menu(self) -> None:
        """Give the keyboard to the menus: in their bar where that is shown, else in one menu."""
        if not self.menus.take_keyboard():
            self.top_bar.menu.showMenu()

    def _open_menu_by_alt(self) -> None:
        if not self.menus.bar_is_shown():  # which knows the key itself
            self.open_menu()

    # --- following the study -----------------------------------------------------------------

    def _show_study(self) -> None:
        last = self.open_study.file.undoable()
        self._made_before = last.id if last is not None else None
        self.action_state.note_opened()
        self.notice_bar.hide()
        self._follow_study()
        self.study_commands.show_last_place()

    def _follow_study(self) -> None:
        """Show the name of what is open, or the welcome page."""
        if not self.open_study.is_open:
            self.welcome.refresh()
            self.navigator.leave_study()
            self.top_bar.show_study("")
            self.setWindowTitle("Strandline")
            self._follow_state()
        else:
            name = study_details(self.open_study.reader).name
            self.top_bar.show_study(name, str(self.open_study.file.path))
            self._show_coder()
            self.top_bar.offer_page("survey", on=has_survey(self.open_study.reader))
            self.setWindowTitle(f"{name} – Strandline")
            self._following.start()  # what the last change is called may have to be learnt

    def _show_coder(self) -> None:
        """Say who codes, and whose codings are shown where they are not everybody's."""
        coders, page = self.open_study.coders, self.code.page
        blind = page.interview_id is not None and page.interview_id in self.open_study.read_blind
        self.actions_["read_blind"].setCheckable(True)
        self.actions_["read_blind"].setChecked(blind)
        self.top_bar.offer_page("coders", on=coders.is_comparable)
        self.top_bar.show_coder(
            coders.at_work, _("You read this interview blind.") if blind else "", coders.shown_in_words
        )

    def _follow_coders(self) -> None:
        """Follow who codes and whose codings are shown."""
        if self.open_study.is_open:
            self._show_coder()
            self._follow_state()

    def _follow_place(self) -> None:
        """Mark the page on view, enable what can be done there, and remember it even for a crash."""
        if self.page is not None:
            self.top_bar.show_page(self.page.page_id)
            self._remember_place()
        self._show_context()
        self.action_state.enable()

    def _follow_change(self, changes: Changes) -> None:
        """Let what changed be undone at once; what that is called is said after the next frame."""
        if changes.touches(SURVEY):
            self.top_bar.offer_page("survey", on=has_survey(self.open_study.reader))
        self.action_state.note_change()
        self._following.start()

    def _follow_state(self) -> None:
        """After a change: say what undo would undo and when was saved; enable what can be done."""
        if self.open_study.is_open:
            file = self.open_study.file
            if file.read_only:
                self.status.show_unsaved(_("Open for reading only"))
            else:
                self.status.show_saved(file.last_change())
        else:
            self.status.show_saved("")
        self.action_state.name_undo()
        self._show_context()
        self.action_state.enable()

    def _show_context(self) -> None:
        page = self.page
        self.status.show_context(page.context() if page is not None else "")
        coding = page is self.code.page and self.code.page.interview_id is not None
        keys = self.hints.left() if coding else page.keys() if page is not None else ()
        self.status.show_hints(in_caps(keys))

    def _remember_place(self) -> None:
        if self.page is not None:
            self.study_commands.remember_place(self.page.place())

    def look_at(self, point: Path) -> None:
        """Open a restore point in a window of its own, which closes with this one; it is only read."""
        window = MainWindow()
        theme.current_again()
        window.notices.warned.connect(self.notices.warn)
        if not window.open_study.look_at(point):
            window.deleteLater()
            return
        window.notices.warned.disconnect(self.notices.warn)
        window.setWindowTitle(_("{name} – restore point").format(name=point.stem))
        window.show()
        self._looks.append(window)

    # --- events ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See whether Alt is pressed alone; let Enter press the button that has the keyboard."""
        self._alt.begin(event)
        if not pressed_by_enter(event):
            super().keyPressEvent(event)

    def take_files(self, paths: list[Path]) -> None:
        """Open a dropped study, check a chapter, or import a dropped framework or dropped transcripts."""
        study = next((path for path in paths if path.suffix == SUFFIX), None)
        frameworks = [path for path in paths if is_framework_by_name(path.name)]
        if study is not None:
            self.open_study.open(study)
        elif frameworks and self.open_study.is_open:
            self.dialogs.frameworks_of_files.take(frameworks[0])
        elif len(paths) == 1 and self.open_study.is_open and self.dialogs.asked_to_check(paths[0]):
            self.go(Place("chapter", detail=str(paths[0])))
        elif paths:
            self.study_commands.import_paths(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open or import what was dropped."""
        event.acceptProposedAction()
        self.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go back and forward with the mouse's side buttons."""
        if event.button() == Qt.MouseButton.BackButton:
            self.navigator.back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.navigator.forward()
        else:
            super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "code"):
            self.code.page.refresh_look()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop long work, close the study, remember where one was."""
        for look in self._looks:
            look.close()
        settings.remember("window", self.saveGeometry())
        self.dressing.finish()
        self.open_study.close()
        self.jobs.stop_all()
        settings.settings().sync()
        event.accept()
