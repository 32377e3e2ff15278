"""A walk through all pages of the window: what every act costs, and the memory of a process of its own."""

import gc
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.shell import memory, settings
from app.shell.places import Place
from app.shell.preloading import Preloading
from app.window.application import make_window
from app.window.window import MainWindow
from storage.operations.codings import toggle_code
from tests.benchmarks.watchdog import Watchdog

_OPEN_FOR = 200  # ms until a dialog is closed again
_A_PAUSE = 0.3  # seconds, longer than those after the last letter and after closing
_A_LOOK = 1.0  # seconds, longer than the program waits before it loads ahead
_DIALOGS = ("study_facts", "questions", "edit_interview", "mask_names", "hand_on", "withdraw", "history")


class Walk:
    """Goes through the window as a person does."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._dog = Watchdog(window.jobs)
        self._watch = self._dog.watch
        self.memory: dict[str, int] = {}

    def times(self) -> dict[str, list[float]]:
        """Return how long each act blocked the window, each time it was done."""
        found: dict[str, list[float]] = {}
        for act in self._dog.commands:
            found.setdefault(act.name, []).append(act.blocked)
        return found

    def go(self, study: Path) -> None:
        """Open a study, visit every page and dialog, and close it.

        The page of the study is looked at first, as a person does, until what the others need is loaded:
        whoever turns to one of them within two seconds waits for what is not there yet.
        """
        self.memory["the window, no study"] = _memory()
        self._watch("open the study", lambda: self._window.open_study.open(study))
        self.memory["the study open"] = _memory()
        self._watch("loading ahead", lambda: None, _A_LOOK)
        for part in (self.code, self.passages, self.compare, self.other_pages, self.appearance):
            part()
        for action_id in _DIALOGS:
            self._watch(f"dialog: {action_id}", lambda action_id=action_id: self._in_dialog(action_id))
        self.memory["all pages visited"] = _memory()
        self._watch("close the study", self._window.open_study.close, _A_PAUSE)
        self.memory["the study closed"] = _memory()

    def code(self) -> None:
        """Read and code, with keys."""
        view = self._window.code.page.view
        for _time in range(5):
            self._watch("another interview", self._action("next_interview"))
            self._watch("the next sentence", self._key(view, Qt.Key.Key_Down))
            self._watch("code a passage", self._key(view, Qt.Key.Key_Equal))
            self._watch("undo it", self._action("undo"))
        tree = self._window.code.tree
        self._watch("filter the tree", lambda: tree.filter.setText("12"))
        self._watch("the whole tree", tree.filter.clear)

    def passages(self) -> None:
        """Page through all passages, and narrow them down."""
        self._watch("Passages, the first time", self._visit("passages"))
        from app.passages.page import PassagesPage  # not before: the first time is when pages are imported

        page = self._window.page
        assert isinstance(page, PassagesPage)
        page.list.start()
        for key in ("PageDown", "PageDown", "PageDown", "End", "PageUp", "Home"):
            self._watch(f"Passages: {key}", self._key(page.list, Qt.Key[f"Key_{key}"]))
        ask = page.asking.read
        self._watch("Passages of a strand", lambda: ask("hsc"))
        self._watch("… and a school", lambda: ask("hsc school:B"))
        self._watch("… with a word in them", lambda: ask('hsc school:B "trust"'), _A_PAUSE)
        self._watch("all passages", lambda: ask(""))
        self._code_and_undo("Passages")

    def compare(self) -> None:
        """Count in several ways, and open a number."""
        self._watch("Compare, the first time", self._visit("compare"))
        from app.compare.page import ComparePage
        from coding.analysis.columns import Counted
        from coding.analysis.forms import PartsShown
        from coding.analysis.groups import Grouping

        page = self._window.page
        assert isinstance(page, ComparePage)
        self._watch("passages behind a number", self._key(page.chart, Qt.Key.Key_Down))
        self._code_and_undo("Compare")
        controls = page.controls
        for name, act in (
            ("bars by role", controls.by.action(Grouping.ROLE).trigger),
            ("bars by interview", controls.by.action(Grouping.INTERVIEW).trigger),
            ("bars by school", controls.by.action(Grouping.SCHOOL).trigger),
            ("once per answer", controls.options.counted_in.button(Counted.ANSWERS).click),
            ("each passage", controls.options.counted_in.button(Counted.PASSAGES).click),
            ("a filter", partial(controls.asking.read, "unsure:no role:T")),
            ("no filter", partial(controls.asking.read, "")),
            ("one round", next(iter(controls.rounds.actions())).trigger),
            ("all rounds", next(iter(controls.rounds.actions())).trigger),
            ("the table", controls.parts.button(PartsShown.TABLE).click),
            ("role within school", controls.then.action(Grouping.ROLE).trigger),
            ("school alone", controls.then.action(None).trigger),
            ("the chart", controls.parts.button(PartsShown.CHART).click),
        ):
            self._watch(f"Compare: {name}", act)

    def other_pages(self) -> None:
        """Show what else there is, then the pages that were shown before."""
        self._watch("Codebook, the first time", self._visit("codebook"))
        self._watch("find in all interviews", self._visit("find", detail="trust"))
        self._watch("the import page", self._visit("import"))
        for page_id in ("passages", "compare", "codebook", "code"):
            self._watch(f"back to {page_id}", self._visit(page_id))

    def appearance(self) -> None:
        """Change the appearance, seen from the transcript, then from the chart."""
        for page_id in ("code", "compare"):
            self._window.go(Place(page_id))
            self._watch(f"dark, seen from {page_id}", self._action("appearance_dark"))
            self._watch(f"light, seen from {page_id}", self._action("appearance_light"))

    def _code_and_undo(self, page: str) -> None:
        study = self._window.open_study
        code_id = study.framework.codes[-1].id
        self._watch(f"a coding, seen from {page}", lambda: study.perform(toggle_code(1, 40, 90, code_id)))
        self._watch(f"undo, seen from {page}", self._action("undo"))

    def _in_dialog(self, action_id: str) -> None:
        QTimer.singleShot(_OPEN_FOR, _close_dialog)
        self._window.actions_[action_id].trigger()

    def _action(self, action_id: str) -> Callable[[], object]:
        return self._window.actions_[action_id].trigger

    def _visit(self, page_id: str, detail: str = "") -> Callable[[], object]:
        return lambda: self._window.go(Place(page_id, detail=detail))

    def _key(self, widget: QWidget, key: Qt.Key) -> Callable[[], object]:
        return lambda: QTest.keyClick(widget, key)


def _close_dialog() -> None:
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()


def _memory() -> int:
    """Return what this process holds in MB; what getrusage says includes the process that started it."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


def print_walk(study: Path) -> None:
    """Walk through a copy of this study, and print the ms of each act and the MB as one JSON object."""
    with TemporaryDirectory() as folder:
        memory.share_one_heap()
        settings.keep_in(Path(folder, "settings.ini"))
        window = make_window(QApplication([]))
        Preloading(window.open_study, window)
        window.show()
        gc.freeze()
        gc.enable()
        walk = Walk(window)
        walk.go(Path(copyfile(study, Path(folder) / "study.strandline")))
        window.close()
        print(json.dumps({"times": walk.times(), "memory": walk.memory}))
