"""A monkey at the window: random keys, clicks, actions, menus and dialogs on a copy of the sample study.

    python -m tests.torture.monkey --seed 1 --steps 2000

After each 50 steps nothing has gone wrong, the study is sound, and undo leads to the beginning and back.
"""

import faulthandler
import os
import sys
import traceback
from argparse import ArgumentParser
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from random import Random
from shutil import copyfile
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, QtMsgType, QUrl, Slot, qInstallMessageHandler
from PySide6.QtGui import QContextMenuEvent, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMenu, QWidget

from app.shell import settings
from app.shell.notices import Prompt
from app.shell.places import Place
from app.window.window import MainWindow
from storage.sample_study import SHIPPED
from tests.journeys.hand import deleted_now, driven_in, ways
from tests.journeys.ready_notices import ReadyNotices
from tests.journeys.test_reach import PAGES
from tests.torture.states import State, digest_of, state_of

_LOOK_EVERY: Final = 50
_HANGS: Final = 120  # seconds
_IN_A_DIALOG: Final = 6  # presses, after which it is left
_NEVER: Final = {"quit", "open_sample", "start_over", "keep_sample", "open_study"}  # other studies, or none
_KEYS: Final = (
    *(Qt.Key(number) for number in b"0123456789-=ABEHJPSX?/&"),
    *(Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Backspace),
    *(Qt.Key.Key_Delete, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_F2, Qt.Key.Key_F6),
)
_NO: Final = Qt.KeyboardModifier.NoModifier
_MODIFIERS: Final = (_NO, _NO, _NO, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier)
_EXPECTED: Final = ("This plugin does not support", "propagateSizeHints")


class _Whims(ReadyNotices):
    """Answers anything, or turns away."""

    def __init__(self, folder: Path, random: Random) -> None:
        super().__init__(folder)
        self._random = random

    def ask(self, question: Prompt) -> str | None:
        return self._random.choice((*question.choices, None))

    def ask_files(self, title: str, kinds: str) -> list[Path]:
        return self._random.choice(([self.file], []))


class Monkey(QObject):
    """Does anything; ``wrong`` has what came of it that should not."""

    def __init__(self, window: MainWindow, random: Random) -> None:
        """Begin with the study that is open."""
        super().__init__()
        self._window, self._study, self._random = window, window.open_study, random
        self._path = self._study.file.path
        self._start: State = state_of(self._study.file)
        self.wrong: list[str] = []
        self.trail: deque[str] = deque(maxlen=25)  # what was done last
        sys.excepthook = self._note_fault
        qInstallMessageHandler(self._note_message)
        QDesktopServices.setUrlHandler("file", self, "ignore")  # pyright: ignore[reportArgumentType] - its stub is wrong
        self._answer()

    @Slot(QUrl)
    def ignore(self, _url: QUrl) -> None:
        """Open no other program."""

    def _note_fault(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        self.wrong.append("".join(traceback.format_exception(kind, error, where)))

    def _note_message(self, kind: QtMsgType, _context: object, words: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not any(each in words for each in _EXPECTED):
            self.wrong.append(f"Qt says: {words}")

    # --- steps ---------------------------------------------------------------------------------

    def go(self, steps: int) -> bool:
        """Take so many steps, or as many as go well; return whether all did."""
        for step in range(1, steps + 1):
            try:
                self._step()
                QApplication.processEvents()
                if step % _LOOK_EVERY == 0 or step == steps:
                    self._look()
            except Exception:  # noqa: BLE001 - what is called from here rises to here
                self.wrong.append(traceback.format_exc())
            if self.wrong:
                return False
        return True

    def _step(self) -> None:
        if not self._study.is_open:
            self._study.open(self._path)
        kinds = (
            self._key,
            self._key,
            self._press,
            self._press,
            self._press,
            self._trigger,
            self._turn,
            self._ask,
        )
        self._random.choice(kinds)(self._window)

    def _key(self, top: QWidget) -> None:
        target = QApplication.focusWidget() or top
        key, modifier = self._random.choice(_KEYS), self._random.choice(_MODIFIERS)
        self.trail.append(f"key {key.name} {modifier.name} in {type(target).__name__}")
        QTest.keyClick(target, key, modifier)

    def _press(self, top: QWidget) -> None:
        if not (there := list(driven_in(top).items())):
            return
        name, widget = self._random.choice(there)
        many = [*ways(widget)]
        at = self._random.randrange(len(many))
        self.trail.append(f"way {at} of pressing {name}")
        widget.setFocus()
        many[at](widget)

    def _trigger(self, _top: QWidget) -> None:
        name = self._random.choice(sorted(self._window.actions_.keys() - _NEVER))
        self.trail.append(f"action {name}")
        self._window.actions_[name].trigger()

    def _turn(self, _top: QWidget) -> None:
        page = self._random.choice(PAGES)
        self.trail.append(f"to {page}")
        self._window.go(Place(page, detail="trust" if page == "find" else ""))

    def _ask(self, top: QWidget) -> None:
        """Ask for a context menu; which of its entries is chosen is seen to while it is open."""
        if not (there := [*driven_in(top).values()]):
            return
        widget = self._random.choice(there)
        self.trail.append(f"context menu of {type(widget).__name__}")
        target = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        at = target.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, target.mapToGlobal(at))
        QApplication.sendEvent(target, event)

    # --- what opens meanwhile --------------------------------------------------------------------

    def _answer(self) -> None:
        """See to a menu or a dialog that is open, from within its event loop or that of another in it."""
        QTimer.singleShot(5, self, self._answer)
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is not None:
            self._answer_popup(popup)
        elif modal is not None:
            self._answer_dialog(modal)

    def _answer_popup(self, popup: QWidget) -> None:
        entries = [a for a in popup.actions() if a.isEnabled() and a.isVisible() and not a.isSeparator()]
        entries = [a for a in entries if a.objectName() not in _NEVER]
        if isinstance(popup, QMenu) and entries and self._random.random() < 0.7:
            entry = self._random.choice(entries)
            self.trail.append(f"entry {entry.text()}")
            popup.setActiveAction(entry)
            QTest.keyClick(popup, Qt.Key.Key_Return)
        else:
            QTest.keyClick(popup, Qt.Key.Key_Escape)

    def _answer_dialog(self, dialog: QWidget) -> None:
        times = int(dialog.property("pressed") or 0)
        dialog.setProperty("pressed", times + 1)
        if times > 2 * _IN_A_DIALOG:
            dialog.close()
        elif times > _IN_A_DIALOG:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        else:
            self._random.choice((self._press, self._press, self._key))(dialog)

    # --- looking -----------------------------------------------------------------------------------

    def _look(self) -> None:
        """Close what is open; look at the study, undo to the beginning, and come back."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._settle()
        if not self._study.is_open and not self._study.open(self._path):
            self.wrong.append("the study does not open again")
            return
        self._settle()
        file = self._study.file
        self.wrong += file.check()
        before = digest_of(file)
        steps = 0
        while (entry := file.undoable()) is not None and entry.id > self._start.last_id:
            self._study.undo()
            steps += 1
        self._compare_with_start()
        for _step in range(steps):
            self._study.redo()
        if digest_of(file) != before:
            self.wrong.append("redo does not come back from the beginning")

    def _compare_with_start(self) -> None:
        now = state_of(self._study.file)
        if any(kind == "withdraw_person" for id_, kind, _status in now.history if id_ > self._start.last_id):
            self._start = now  # what was before cannot be reached any more
        elif now.digest != self._start.digest:
            self.wrong.append("undo to the beginning does not lead there")

    def _settle(self) -> None:
        while self._window.jobs.running:
            QApplication.processEvents()
        for _again in range(2):
            QApplication.processEvents()
            deleted_now()


def main(arguments: Sequence[str] | None = None) -> int:
    """Let a monkey at the window; return the exit status."""
    parser = ArgumentParser(prog="python -m tests.torture.monkey", description=__doc__)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None)
    given = parser.parse_args(arguments)
    seed = given.seed if given.seed is not None else Random().randrange(1_000_000)
    print(f"SEED={seed}", flush=True)
    faulthandler.enable()
    faulthandler.dump_traceback_later(_HANGS + given.steps, exit=True)
    with TemporaryDirectory() as folder:
        return _let_loose(Path(folder), seed, given.steps)


def _let_loose(folder: Path, seed: int, steps: int) -> int:
    os.environ["STRANDLINE_DATA"] = str(folder / "data")
    settings.keep_in(folder / "settings.ini")
    application = QApplication(["strandline"])
    random = Random(seed)
    window = MainWindow(_Whims(folder, random))
    window.show()
    window.open_study.open(Path(copyfile(SHIPPED, folder / "study.strandline")))
    monkey = Monkey(window, random)
    went_well = monkey.go(steps)
    if not went_well:
        print("The last steps:", *monkey.trail, *monkey.wrong, sep="\n")
    window.close()
    application.processEvents()
    print(f"{steps} steps {'went well' if went_well else 'did not go well'}")
    return 0 if went_well else 1


if __name__ == "__main__":
    sys.exit(main())
