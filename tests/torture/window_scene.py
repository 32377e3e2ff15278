"""A person at work in the window, by keys, actions and menus, until the program is killed."""

import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.intake.page import ImportPage
from app.shell import settings
from app.window.window import MainWindow
from coding.errors import UserError
from storage.operations.withdrawing import withdraw_person
from storage.study.keeping.restore_points import remove_restore_points
from tests.journeys.ready_notices import ReadyNotices
from tests.torture.acts import OPERATIONS, Hands, arriving, say_something
from tests.torture.child import Reporter
from tests.torture.judging import Finding
from tests.torture.scenes import ACTS, STUDY, Bases, acknowledge, judge_study, start_of

_KEYS: Final = "1234567890-=?"
_ACTIONS: Final = (
    *("redo", "next_interview", "previous_interview", "done", "unsure", "take_off", "next_coding"),
    *("page_code", "page_compare", "page_passages", "page_codebook", "back", "check"),
    *("save_copy", "export_csv", "export_word"),
)
_TARGETS: Final = {".csv": "codings.csv", ".docx": "report.docx", ".strandline": "copy.strandline"}


class _Notices(ReadyNotices):
    """Writes every kind of file to one place."""

    def ask_target(self, title: str, suggestion: str, kinds: str) -> Path:
        return self.file.with_name(_TARGETS[Path(suggestion).suffix])


def _end(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    """End a child that meets a fault of ours, which then is a finding."""
    traceback.print_exception(kind, error, where)
    os._exit(1)


class InWindow:
    """Random acts on a study, through its window."""

    name = "in the window"

    def __init__(self, bases: Bases) -> None:
        self._bases = bases

    def prepare(self, folder: Path, random: Random) -> None:
        """Put a study into the folder."""
        self._bases.give(folder, random)

    def work(self, folder: Path, random: Random, report: Reporter) -> None:
        """Open the window, work, and close it."""
        settings.keep_in(folder / "settings.ini")
        sys.excepthook = _end
        application = QApplication(["strandline"])
        window = MainWindow(_Notices(folder))
        window.show()
        report.begin("window: open")
        window.open_study.open(folder / STUDY)
        person = _Person(window, folder, random, report)
        for _act in range(ACTS):
            person.act()
        report.begin("window: close")
        window.close()
        application.processEvents()

    def judge(self, folder: Path, done: Sequence[str]) -> Iterator[Finding]:
        """Look for all that was acknowledged."""
        yield from judge_study(folder, done)


class _Person:
    """Acknowledges whatever the window announces as stored."""

    def __init__(self, window: MainWindow, folder: Path, random: Random, report: Reporter) -> None:
        self._window, self._study, self._random, self._report = window, window.open_study, random, report
        first_id = start_of(folder).last_id
        self._hands = Hands(self._study.file, random, folder, first_id, self._acknowledge)
        self._study.study_changed.connect(self._acknowledge)
        self._acknowledge()

    def _acknowledge(self) -> None:
        self._hands.study = self._study.file
        acknowledge(self._hands, self._report)

    def act(self) -> None:
        """Do something, and wait until it is done; what is refused is said in the window."""
        name, act = self._any()
        self._report.begin(f"window: {name}")
        try:
            act()
        except UserError:
            return
        self._settle()
        self._hands.study = self._study.file

    def _any(self) -> tuple[str, Callable[[], object]]:
        kinds = (self._press, self._trigger, self._operate)
        return self._random.choice((*kinds, *kinds, self._choose_other))()

    def _settle(self) -> None:
        QApplication.processEvents()
        while self._study.jobs.running:
            QApplication.processEvents()
        QApplication.processEvents()

    def _press(self) -> tuple[str, Callable[[], object]]:
        view, down = self._window.code.page.view, self._random.randint(0, 5)
        keys = [Qt.Key.Key_Down] * down + [ord(self._random.choice(_KEYS))]

        def press() -> None:
            self._window.actions_["page_code"].trigger()
            for key in keys:
                QTest.keyClick(view, Qt.Key(key))

        return "key", press

    def _trigger(self) -> tuple[str, Callable[[], object]]:
        name = self._random.choice(_ACTIONS)
        return name, self._window.actions_[name].trigger

    def _operate(self) -> tuple[str, Callable[[], object]]:
        name = self._random.choice([*OPERATIONS])

        def operate() -> None:
            operation = OPERATIONS[name](self._hands)
            if name == "mask":
                self._study.perform_in_background("Masking", lambda _progress: operation)
            else:
                self._study.perform(operation)

        return name, operate

    def _choose_other(self) -> tuple[str, Callable[[], object]]:
        others = (self._undo, self._undo, self._import, self._close_and_open, self._withdraw)
        other = self._random.choice(others)
        return other.__name__[1:].replace("_", " "), other

    def _undo(self) -> None:
        entry = self._study.file.undoable()
        if entry is not None and entry.id > self._hands.first_id:
            self._study.undo()

    def _import(self) -> None:
        self._window.study_commands.import_paths([arriving(self._hands)])
        self._settle()
        page = self._window.page
        assert isinstance(page, ImportPage)
        page.store.click()

    def _close_and_open(self) -> None:
        path = self._study.file.path
        self._study.close()
        QApplication.processEvents()
        self._study.open(path)

    def _withdraw(self) -> None:
        said, person_id, saying = say_something(self._hands)
        path = self._study.file.path
        self._hands.leaving = said
        self._study.perform(saying)
        self._study.perform_irreversibly(
            "Taking a person out",
            withdraw_person(person_id),
            before_commit=lambda: remove_restore_points(path),
            done=lambda _nothing: self._hands.withdrawn.append(said),
        )
