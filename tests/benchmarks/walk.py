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
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.shell.preloading import Preloading
from app.window.application import make_window
from app.window.window import MainWindow
from storage.operations.codings import toggle_code
from storage.operations.memos import add_memo
from storage.operations.outlining import add_entry
from storage.queries.texts import transcript
from tests.benchmarks.large_study import ask_questions
from tests.benchmarks.watchdog import Watchdog
from tests.storage.word_files import docx

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
        for part in self.parts():
            part()
        for action_id in _DIALOGS:
            self._watch(f"dialog: {action_id}", lambda action_id=action_id: self._in_dialog(action_id))
        self.memory["all pages visited"] = _memory()
        self._watch("close the study", self._window.open_study.close, _A_PAUSE)
        self.memory["the study closed"] = _memory()

    def parts(self) -> tuple[Callable[[], None], ...]:
        """Return the parts of the walk, in order."""
        return (
            *(self.code, self.passages, self.compare, self.forms_of_compare, self.other_pages),
            *(self.memos, self.meeting, self.matrix, self.cases, self.by_question, self.chapter),
            *(self.back_again, self.appearance),
        )

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

    def forms_of_compare(self) -> None:
        """Draw every form, and count by other measures."""
        from app.compare.page import ComparePage
        from coding.analysis.forms import ChartForm, PartsShown
        from coding.analysis.groups import Grouping
        from coding.analysis.measure import Measure

        page = self._window.page
        assert isinstance(page, ComparePage)
        controls = page.controls
        for form in (*ChartForm, ChartForm.CHARTS):
            self._watch(f"Compare: form {form}", controls.form.action(form).trigger)
        for measure in (*Measure, Measure.COUNT):
            self._watch(f"Compare: {measure}", controls.measure.action(measure).trigger)
        for name, act in (
            ("dots by interview, bars", controls.by.action(Grouping.INTERVIEW).trigger),
            ("dots by interview", controls.form.action(ChartForm.DOTS).trigger),
            ("charts by interview", controls.form.action(ChartForm.CHARTS).trigger),
            ("by school again", controls.by.action(Grouping.SCHOOL).trigger),
            ("crossed charts", controls.then.action(Grouping.ROLE).trigger),
            ("crossed, per 1,000 words", controls.measure.action(Measure.PER_1000_WORDS).trigger),
            ("crossed no more", controls.then.action(None).trigger),
            ("codings", controls.measure.action(Measure.COUNT).trigger),
            ("both", controls.parts.button(PartsShown.BOTH).click),
            ("the table alone", controls.parts.button(PartsShown.TABLE).click),
            ("the chart alone", controls.parts.button(PartsShown.CHART).click),
        ):
            self._watch(f"Compare: {name}", act)

    def other_pages(self) -> None:
        """Show what else there is."""
        self._watch("Codebook, the first time", self._visit("codebook"))
        self._watch("find in all interviews", self._visit("find", detail="trust"))
        self._watch("the import page", self._visit("import"))
        self._watch("Coders, the first time", self._visit("coders"))
        self._watch("Sort, the first time", self._visit("sort"))

    def memos(self) -> None:
        """Write a memo, and an outline with passages beside it."""
        self._watch("Memos, the first time", self._visit("memos"))
        study = self._window.open_study
        self._watch("a memo", lambda: study.perform(add_memo("Trust, it is said, is made.")))
        self._watch("the outline, the first time", self._visit("memos", detail="outline"))
        self._watch("a sentence", lambda: study.perform(add_entry("They trust one another.", None, 0)))
        self._watch("the memos again", self._visit("memos", detail="new"))
        self._watch("the outline again", self._visit("memos", detail="outline"))

    def meeting(self) -> None:
        """Look at codes that meet in every form."""
        self._watch("Codes that meet, the first time", self._visit("meeting"))
        from app.meeting.counting import Meeting
        from app.meeting.page import MeetingPage
        from coding.model.query import Within

        page = self._window.page
        assert isinstance(page, MeetingPage)
        every, *_years, apart = page.rounds.values()
        for within in (*Within, Within.OVERLAP):
            if within in page.within.values():
                self._watch(f"Codes that meet: {within}", page.within.action(within).trigger)
        self._watch("Codes that meet: round by round", page.rounds.action(apart).trigger)
        self._watch("Codes that meet: all rounds", page.rounds.action(every).trigger)
        for form in (Meeting.NETWORK, Meeting.ORDER, Meeting.COURSE, Meeting.TABLE):
            self._watch(f"Codes that meet: {form}", page.form.action(form).trigger)
        self._code_and_undo("Codes that meet")

    def matrix(self) -> None:
        """Look at cases by codes, and write in a cell."""
        self._watch("Matrix, the first time", self._visit("matrix"))
        from app.matrix.cells import CellMode
        from app.matrix.page import MatrixPage

        page = self._window.page
        assert isinstance(page, MatrixPage)
        choices, grid = page.settings, page.grid
        for rows in (*choices.rows.values(), choices.rows.value):
            self._watch(f"Matrix: rows {rows.rows}", choices.rows.action(rows).trigger)
        for columns in (*choices.columns.values(), choices.columns.value):
            self._watch(f"Matrix: {columns.columns} {columns.apart}", choices.columns.action(columns).trigger)
        for mode in (*CellMode, choices.mode.value):
            self._watch(f"Matrix: cells show {mode}", choices.mode.button(mode).click)
        self._watch("Matrix: find", lambda: page.finding.setText("school"), _A_PAUSE)
        self._watch("Matrix: find no more", page.finding.clear, _A_PAUSE)
        self._watch("Matrix: the next cell", self._key(grid, Qt.Key.Key_Down))
        self._watch("Matrix: passages beside", self._key(grid, Qt.Key.Key_Space))
        self._watch("Matrix: write in a cell", self._key(grid, Qt.Key.Key_Return))
        editor = grid.editor
        assert editor is not None
        self._watch("Matrix: a letter", lambda: QTest.keyClick(editor.text, Qt.Key.Key_A))
        self._watch("Matrix: done", self._key(editor.text, Qt.Key.Key_Escape), _A_PAUSE)
        self._watch("Matrix: undo it", self._action("undo"))
        self._code_and_undo("Matrix")

    def cases(self) -> None:
        """Go from school to school."""
        self._watch("Cases, the first time", self._visit("cases"))
        from app.cases.page import CasesPage

        page = self._window.page
        assert isinstance(page, CasesPage)
        for _time in range(3):
            self._watch("Cases: the next", self._key(page.list, Qt.Key.Key_Down))
        self._code_and_undo("Cases")

    def by_question(self) -> None:
        """Read what was answered, question by question."""
        self._window.go(Place("code"))
        self._watch("both rounds ask questions", lambda: self._window.open_study.perform(ask_questions()))
        self._watch("By question, the first time", self._visit("by_question"))
        from app.questions.page import ByQuestionPage
        from coding.analysis.groups import Grouping

        page = self._window.page
        assert isinstance(page, ByQuestionPage)
        for _time in range(3):
            self._watch("By question: the next", self._key(page.table, Qt.Key.Key_Down))
        self._watch("By question: by role", page.by.action(Grouping.ROLE).trigger)
        for key in ("Down", "Right", "PageDown", "End", "Home"):
            self._watch(f"By question: {key}", self._key(page.list, Qt.Key[f"Key_{key}"]))
        self._code_and_undo("By question")

    def chapter(self) -> None:
        """Check a chapter, and go through what is wrong with it."""
        self._watch("Check my chapter, the first time", self._visit("chapter"))
        from app.chapter.page import ChapterPage

        page = self._window.page
        assert isinstance(page, ChapterPage)
        with TemporaryDirectory() as folder:
            path = _chapter_about(self._window.open_study, Path(folder, "chapter.docx"))
            self._watch("Check my chapter: check", lambda: page.check(path))
            for _time in range(3):
                self._watch("Check my chapter: the next", self._key(page.table, Qt.Key.Key_Down))

    def back_again(self) -> None:
        """Show the pages that were shown before."""
        of_study = ("passages", "compare", "codebook", "matrix", "cases", "by_question", "memos", "meeting")
        for page_id in (*of_study, "code"):
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


def _chapter_about(study: OpenStudy, path: Path) -> Path:
    """Write a chapter that quotes sixty interviews, a third with a word changed."""
    said: list[str] = []
    for number in range(1, 61):
        read = transcript(study.reader, number)
        assert read is not None
        words = read.text[read.turns[7].start : read.turns[7].end].split()
        if number % 3 == 1:
            words[10] = "tractor"
        said.append(f"A head of School B said in 2015: “{' '.join(words)}” (Headteacher, School B, 2015).")
    path.write_bytes(docx("".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in said)))
    return path


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
        Preloading(window.open_study, window, window.navigator.make_ahead())
        window.show()
        gc.freeze()
        gc.enable()
        walk = Walk(window)
        walk.go(Path(copyfile(study, Path(folder) / "study.strandline")))
        window.close()
        print(json.dumps({"times": walk.times(), "memory": walk.memory}))
