"""What was agreed and what was coded again are sets of their own: nothing that says everybody has them."""

from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.cli.main import run_command
from app.shell.places import Place
from app.window.window import MainWindow
from coding.model.sample import Sample, SampledPlace, SampleUnit
from coding.model.study import CoderKind, State
from storage.operations.agreement import settle_alike
from storage.operations.coders import add_coder
from storage.operations.codings import toggle_code
from storage.operations.reading import set_state
from storage.operations.samples import draw_sample
from storage.queries.coders import coders
from storage.study.study_file import StudyFile
from tests.app.conftest import RecordedNotices
from tests.journeys.what_is_seen import differences, picture, plain, settle, words_of, written

ME = 1
PRINTED = (
    ("info",),
    ("frequencies",),
    ("frequencies", "--by", "coder"),
    ("frequencies", "--unit", "interviews"),
    ("spread",),
    ("passages",),
    ("passages", "--coder", "all"),
)


@pytest.fixture
def studies(filled_study: Path, tmp_path: Path) -> list[Path]:
    """Return studies that two have read; in the last, both sets have codings, in those before none."""
    made: list[Path] = []
    for n, is_coded in enumerate((False, False, True)):
        (tmp_path / str(n)).mkdir()
        made.append(Path(copyfile(filled_study, tmp_path / str(n) / "study.strandline")))
        with StudyFile.open(made[-1]) as study:
            _read_by_two(study)
            sets = [c.id for c in coders(study.reader) if c.kind in {CoderKind.AGREED, CoderKind.AGAIN}]
            assert len(sets) == 2
            for coder_id in sets if is_coded else ():
                study.perform(toggle_code(1, 0, 16, 7, coder_id=coder_id))
                study.perform(toggle_code(1, 23, 47, 9, coder_id=coder_id))
    return made


def _read_by_two(study: StudyFile) -> None:
    study.perform(set_state(1, State.DONE))
    study.coder_id = other = study.perform(add_coder("J. Nolan")).result
    study.perform(toggle_code(1, 50, 70, 8))
    study.perform(set_state(1, State.DONE))
    study.perform(settle_alike([1], ME, other, [], done=[1]))
    whose = coders(study.reader)[0].guid
    study.perform(draw_sample(Sample(SampleUnit.INTERVIEWS, 1, 1, "4711", whose, ""), [SampledPlace(1)]))


@pytest.mark.parametrize("page", ["code", "compare", "passages", "codebook"])
def test_no_page_has_them(window: MainWindow, qtbot: QtBot, studies: list[Path], page: str) -> None:
    def look(window: MainWindow) -> Any:
        window.go(Place(page, 1) if page == "code" else Place(page))
        settle(window, qtbot)
        assert window.page is not None
        return [*words_of(window.page)], picture(window.page)

    assert differences(window, qtbot, studies, look) == []


def test_the_set_itself_is_shown_when_it_is_asked_for(
    window: MainWindow, qtbot: QtBot, studies: list[Path]
) -> None:
    def look(window: MainWindow) -> Any:
        shown = window.open_study.coders
        shown.show([shown.sets[0].id])
        window.go(Place("passages"))
        settle(window, qtbot)
        return [*words_of(window)]

    assert differences(window, qtbot, studies, look) != []


@pytest.mark.parametrize("action", ["export_word", "export_workbook", "export_csv"])
def test_no_file_has_them(
    window: MainWindow, qtbot: QtBot, notices: RecordedNotices, studies: list[Path], action: str
) -> None:
    found = differences(window, qtbot, studies, lambda shown: written(shown, qtbot, notices, action))
    assert found == []


@pytest.mark.parametrize("words", PRINTED, ids=" ".join)
def test_no_command_prints_them(
    studies: list[Path], capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    printed: list[str] = []
    for path in studies[1:]:
        for form in ([], ["--json"]):
            assert run_command([words[0], str(path), *words[1:], *form]) == 0
        printed.append(plain(capsys.readouterr().out))
    assert printed[0] == printed[1]
