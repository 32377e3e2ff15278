"""The manual's pictures, of the real window on the sample study: ``make screenshots``."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Final

# On a screen that the window fits on: the usual one has 800 pixels.
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={Path(__file__).with_name('screen.json')}")

from PIL import Image
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.compare.page import ComparePage
from app.details.study_dialog import StudyDetailsDialog
from app.intake.page import ImportPage
from app.privacy.mask_dialog import MaskDialog
from app.report.page import ReportPage
from app.shell import settings, theme
from app.shell.places import Place
from app.window.application import make_window
from app.window.tour import Tour
from app.window.window import MainWindow
from coding.analysis.groups import Grouping
from coding.model.agreement import Measuring
from coding.model.study import State
from storage.operations.agreement import fix_agreement
from storage.operations.coders import add_coder
from storage.operations.codings import toggle_code
from storage.operations.reading import set_state
from storage.queries.codings import codings
from storage.resources import resource
from storage.sample_study import open_copy
from tests.journeys.drawer import fill

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
# The joint interview of School B in 2015: two speakers, and a passage that carries two strands.
CODED = Place("code", 13, 1832, 2043)
_QUIET: Final = 35  # times that nothing was going on
PAGES = {
    "code": CODED,
    "compare": Place("compare"),
    "passages": Place("passages"),
    "codebook": Place("codebook"),
    "find": Place("find", detail="lesson"),
    "report": Place("report"),
}


def main() -> None:
    """Write a picture for each page and dialog, and the Code page in the dark."""
    application = QApplication(sys.argv[:1])
    with TemporaryDirectory() as home:
        settings.keep_in(Path(home) / "settings.ini")
        window = make_window(application)
        window.resize(1366, 768)
        window.show()
        FOLDER.mkdir(exist_ok=True)
        theme.choose("light")
        _take(window, "welcome")
        window.open_study.open(open_copy(Path(home)))
        for name, place in PAGES.items():
            if window.navigator.has(place.page):
                window.go(place)
                _take(window, name)
        _take_tour(window)
        _take_what_opens(window)
        _take_coders(window)
        theme.choose("dark")
        window.go(CODED)
        _take(window, "code-dark")
        window.close()


def _take_tour(window: MainWindow) -> None:
    window.actions_["tour"].trigger()
    tour = window.findChild(Tour)
    assert tour is not None
    tour.step(1)
    _take(window, "tour")
    tour.leave()


def _take_what_opens(window: MainWindow) -> None:
    """Take the picker, the facts and the import page, which show something only when asked."""
    window.go(CODED)
    window.code.page.commands.want_picker("hsc/e&c b?")
    _take(window, "picker")
    window.code.picker.hide()
    window.code.page.correcting.correct()
    _take(window, "correct")
    window.code.page.correcting.leave()
    _take_compared_by_question(window)
    names = MaskDialog(window.open_study, CODED.interview_id, window)
    names.show()
    _take(names, "names")
    names.close()
    facts = StudyDetailsDialog(window.open_study, window)
    facts.tabs.setCurrentWidget(facts.people)
    facts.resize(900, 560)
    facts.show()
    _take(facts, "facts")
    facts.close()
    window.study_commands.import_paths([resource("sample_study", "interviews", "2015")])
    _take(window, "import")
    with TemporaryDirectory() as drawer:
        take_codes(window, Path(drawer))


def _take_coders(window: MainWindow) -> None:
    """Take the Coders page, with a second reading of one interview that is much like the first."""
    study, interview_id = window.open_study, CODED.interview_id
    assert interview_id is not None
    first, strands = codings(study.reader, interview_id), study.framework.strands()
    coder_id = study.perform(add_coder("J. Nolan"))
    assert coder_id is not None
    study.coders.code_as(coder_id)
    for at, coding in enumerate(first):
        if at % 4 != 3:
            code_id = coding.code_id if at % 5 else strands[3 * at % len(strands)].id
            study.perform(toggle_code(interview_id, coding.start, coding.end, code_id))
    study.perform(set_state(interview_id, State.DONE))
    study.perform(fix_agreement(Measuring()))
    window.go(Place("coders"))
    _take(window, "coders")


def _take_compared_by_question(window: MainWindow) -> None:
    window.go(Place("compare"))
    page = window.page
    assert isinstance(page, ComparePage)
    page.controls.by.action(Grouping.QUESTION).trigger()
    _take(window, "compare-questions")
    page.controls.by.action(Grouping.SCHOOL).trigger()


def take_codes(window: MainWindow, drawer: Path) -> None:
    """Take the import page with files that were coded by hand, before one of their codes is explained."""
    page = window.page
    assert isinstance(page, ImportPage)
    page.turn_away()
    window.study_commands.import_paths([fill(drawer)])
    _rest()
    page.tabs.choose(page.tabs.marks)
    _take(window, "import-codes")


def _rest() -> None:
    """Wait until no job runs and a report on view has its pages.

    Threads go on while this sleeps: QTest.qWait keeps Python's lock, so that they stand still meanwhile.
    """
    quiet = 0
    while quiet < _QUIET:
        QTest.qWait(10)
        sleep(0.01)
        quiet = 0 if any(map(_is_busy, QApplication.topLevelWidgets())) else quiet + 1


def _is_busy(widget: QWidget) -> bool:
    if not isinstance(widget, MainWindow):
        return False
    page = widget.page
    return bool(widget.jobs.running) or (isinstance(page, ReportPage) and page.look is None)


def _take(widget: QWidget, name: str) -> None:
    _rest()
    path = FOLDER / f"{name}.png"
    widget.grab().save(str(path))
    # A palette of 256 colours cannot be told from the window, and is a third of the size in the packages.
    Image.open(path).convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE).save(path, optimize=True)
    print(path.relative_to(FOLDER.parent.parent))


if __name__ == "__main__":
    main()
