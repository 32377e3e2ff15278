"""Eight hours in ten minutes: thousands of acts in the window on a study of 1,000 interviews: ``make soak``.

Fails where memory, threads, open handles or widgets go on growing once it is warm, or an act keeps the next
key waiting for more than 100 ms of the window's processor time. On Linux only: it looks into /proc.
"""

import gc
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from ctypes import CDLL
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.shell import memory, settings, theme
from app.shell.places import Place
from app.shell.preloading import Preloading
from app.window.window import MainWindow
from coding.errors import UserError
from main import collect_seldom
from tests.benchmarks.large_study import large_study
from tests.benchmarks.watchdog import Watchdog
from tests.journeys.hand import deleted_now
from tests.journeys.ready_notices import ReadyNotices
from tests.torture.acts import OPERATIONS, Hands

_MOST_MS: Final = 100
_ROUND: Final = 60  # acts between two looks at what the process holds
_WARM: Final = 0.4  # of the time, until which it may grow
_DIALOGS: Final = (
    "study_facts",
    "questions",
    "edit_interview",
    "mask_names",
    "hand_on",
    "withdraw",
    "history",
)
_PAGES: Final = ("passages", "compare", "codebook", "find", "import")
_REOPENED: Final = "close and open"
_A_LOOK: Final = 1.0  # seconds that a person looks at what was opened, and the program reads ahead
_OPEN_FOR: Final = 100  # ms until a dialog is closed again
# By how much each may differ between the first and the last third after it is warm.
_ALLOWED: Final = {"memory (MB)": 15.0, "threads": 1.0, "handles": 2.0, "widgets": 10.0, "objects": 40.0}


@dataclass(frozen=True, slots=True)
class Held:
    """What the process holds at one moment, by the names of what is allowed."""

    at: float
    acts: int
    numbers: dict[str, float]


class Soak:
    """A person who works all day."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        """Work in the study that is open."""
        self._window, self._study, self._random = window, window.open_study, Random(seed)
        self._dog = Watchdog(window.jobs)
        self.held: list[Held] = []
        self._warm_from = sys.maxsize  # which act

    def go(self, seconds: float) -> None:
        """Work so long, and look at what is held now and then."""
        begin = monotonic()
        while (past := monotonic() - begin) < seconds:
            if past > _WARM * seconds:
                self._warm_from = min(self._warm_from, len(self._dog.commands))
            for _act in range(_ROUND):
                name, act = self._any()
                self._dog.watch(name, act, idle=_A_LOOK if name == _REOPENED else 0.02)
            self._rest()
            self.held.append(Held(monotonic() - begin, len(self._dog.commands), _numbers(self._window)))

    def _rest(self) -> None:
        """Come back to one place from all pages, so that what is held can be compared.

        What pages read of a study is kept until it changes: how much that is hangs on where one was last.
        """
        while self._study.file.undoable() is not None and self._random.random() < 0.9:
            self._study.undo()
        for page in _PAGES:
            self._window.go(Place(page))
            QApplication.processEvents()
        self._window.go(Place("code", 1, 0, 10))
        for _again in range(3):
            QApplication.processEvents()
            deleted_now()
        gc.collect()
        CDLL(None).malloc_trim(0)  # what the C library keeps for later is not what the program holds

    # --- acts ------------------------------------------------------------------------------------

    def _any(self) -> tuple[str, Callable[[], object]]:
        kinds = (self._key, self._key, self._key, self._step, self._operate, self._operate, self._visit)
        return self._random.choice((*kinds, *kinds, self._dialog, self._seldom))()

    def _key(self) -> tuple[str, Callable[[], object]]:
        view, key = self._window.code.page.view, self._random.choice("1234567890-=?")
        down = self._random.random() < 0.5
        pressed = Qt.Key.Key_Down if down else Qt.Key(ord(key))
        return "next sentence" if down else "code by key", lambda: QTest.keyClick(view, pressed)

    def _step(self) -> tuple[str, Callable[[], object]]:
        name = self._random.choice(("next_interview", "previous_interview", "undo", "redo", "next_coding"))
        return name, self._window.actions_[name].trigger

    def _operate(self) -> tuple[str, Callable[[], object]]:
        name = self._random.choice([name for name in OPERATIONS if name not in {"import", "mask", "reverse"}])
        hands = Hands(self._study.file, self._random, self._study.file.path.parent, 2, lambda: None)
        try:
            operation = OPERATIONS[name](hands)
        except UserError:
            return self._key()
        return name, lambda: self._study.perform(operation)

    def _visit(self) -> tuple[str, Callable[[], object]]:
        page = self._random.choice((*_PAGES, "code", "code"))
        interview = self._random.randint(1, 900) if page == "code" else None
        place = Place(page, interview, detail="trust" if page == "find" else "")
        return f"to {page}", lambda: self._window.go(place)

    def _dialog(self) -> tuple[str, Callable[[], object]]:
        name = self._random.choice(_DIALOGS)

        def show() -> None:
            QTimer.singleShot(_OPEN_FOR, _close_dialog)
            self._window.actions_[name].trigger()

        return f"dialog: {name}", show

    def _seldom(self) -> tuple[str, Callable[[], object]]:
        if self._random.random() < 0.2:
            path = self._study.file.path
            return _REOPENED, lambda: (self._study.close(), self._study.open(path))
        name = self._random.choice(("larger", "smaller", "appearance_dark", "appearance_light", "check"))
        return name, self._window.actions_[name].trigger

    # --- the verdict -------------------------------------------------------------------------------

    def report(self) -> list[str]:
        """Print the tables; return what is wrong."""
        return [*self._slow_acts(), *self._grown()]

    def _slow_acts(self) -> Iterator[str]:
        warm = self._dog.commands[self._warm_from :]
        print(f"{len(self._dog.commands)} acts, {len(warm)} of them once it was warm; ms the next key waits:")
        for name in sorted({act.name for act in warm}):
            took = [act.blocked for act in warm if act.name == name]
            print(f"  {name:32}{len(took):6}  median {median(took):7.1f}  most {max(took):7.1f}")
            if max(took) > _MOST_MS:
                yield f"“{name}” kept the next key waiting for {max(took):.0f} ms"

    def _grown(self) -> Iterator[str]:
        print("       s    acts" + "".join(f"{name:>14}" for name in _ALLOWED))
        for held in self.held[:: max(len(self.held) // 15, 1)]:
            numbers = "".join(f"{held.numbers[name]:14,.0f}" for name in _ALLOWED)
            print(f"{held.at:8.0f}{held.acts:8}{numbers}")
        warm = [held for held in self.held if held.at > _WARM * self.held[-1].at]
        third = max(len(warm) // 3, 1)
        for name, allowed in _ALLOWED.items():
            first = median(held.numbers[name] for held in warm[:third])
            last = median(held.numbers[name] for held in warm[-third:])
            if last - first > allowed:
                yield f"{name} grew from {first:,.0f} to {last:,.0f}"


def _close_dialog() -> None:
    if (dialog := QApplication.activeModalWidget()) is not None:
        dialog.close()


def _numbers(window: MainWindow) -> dict[str, float]:
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("utf-8").splitlines())
    return {
        "memory (MB)": int(status["VmRSS"].split()[0]) / 1024,
        "threads": int(status["Threads"]),
        "handles": len(os.listdir("/proc/self/fd")),  # noqa: PTH208 - Path.iterdir opens as many
        "widgets": len(QApplication.allWidgets()),
        "objects": len(window.findChildren(QObject)),
    }


def soak(seconds: float, interviews: int, seed: int) -> list[str]:
    """Work for so long; print the tables, and return what is wrong."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["STRANDLINE_DATA"] = str(folder / "data")
        settings.keep_in(folder / "settings.ini")
        path = large_study(folder / "large.strandline", interviews)
        memory.share_one_heap()  # as the program does
        application = QApplication(["strandline"])
        theme.apply(application)
        window = MainWindow(ReadyNotices(folder))
        theme.current_again()
        Preloading(window.open_study, window, window.navigator.make_ahead())
        window.show()
        gc.freeze()
        window.open_study.open(path)
        run = Soak(window, seed)
        run.go(seconds)
        window.close()
        application.processEvents()
        return run.report()


def main(arguments: Sequence[str] | None = None) -> int:
    """Work, and return the exit status."""
    parser = ArgumentParser(prog="python -m tests.torture.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--interviews", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    collect_seldom()
    wrong = soak(60 * given.minutes, given.interviews, given.seed)
    print(*(wrong or ["Nothing grows, and nobody waits."]), sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
