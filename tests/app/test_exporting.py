"""Exporting from the window: a place is asked for, nothing blocks, opening is offered."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.shell import theme
from app.shell.export_kinds import PNG
from app.shell.exports import Exports
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from coding.analysis.charting import chart
from coding.analysis.frequencies import frequencies
from coding.notation.colours import HUE_COLOURS
from storage.queries.study_data import analysis_data
from storage.writers import chart_marks
from tests.app.conftest import RecordedNotices


@pytest.fixture
def exports(open_study: OpenStudy) -> Exports:
    return Exports(open_study)


def ended(qtbot: QtBot, job: Job | None) -> None:
    assert job is not None
    with qtbot.waitSignal(job.ended, timeout=30_000):
        pass


@pytest.mark.parametrize("kind", ["word", "csv", "png", "svg"])
def test_every_kind_is_written_and_opening_is_offered(
    qtbot: QtBot, exports: Exports, notices: RecordedNotices, tmp_path: Path, kind: str
) -> None:
    ending = {"word": ".docx"}.get(kind, f".{kind}")
    notices.answers = [tmp_path / f"out{ending}"]
    ended(qtbot, getattr(exports, kind)())
    assert (tmp_path / f"out{ending}").stat().st_size > 500
    assert [offer.choice for offer in notices.offers] == ["Open"]
    assert notices.lines == [f"Exported out{ending}"]


def test_turning_away_exports_nothing(exports: Exports, notices: RecordedNotices) -> None:
    notices.answers = [None]
    assert exports.word() is None


def test_a_missing_ending_is_added_and_nothing_replaced_unasked(
    qtbot: QtBot, exports: Exports, notices: RecordedNotices, tmp_path: Path
) -> None:
    notices.answers = [tmp_path / "out"]
    ended(qtbot, exports.csv())
    assert (tmp_path / "out.csv").exists()
    notices.answers = [tmp_path / "out", None]
    assert exports.csv() is None


def test_what_goes_wrong_is_a_notice(
    qtbot: QtBot, exports: Exports, notices: RecordedNotices, tmp_path: Path
) -> None:
    notices.answers = [tmp_path / "no folder" / "out.csv"]
    ended(qtbot, exports.csv())
    assert "no folder" in str(notices.errors[0])
    assert notices.offers == []


def test_a_cancelled_export_leaves_the_old_file(
    qtbot: QtBot, exports: Exports, notices: RecordedNotices, tmp_path: Path
) -> None:
    target = tmp_path / "out.docx"
    target.write_text("old")
    notices.answers = [target]
    job = exports.word()
    assert job is not None
    job.cancel()
    with qtbot.waitSignal(job.ended, timeout=30_000):
        pass
    assert target.read_text() == "old"
    assert notices.offers == []


def test_a_chart_is_saved_as_it_is_shown(
    qtbot: QtBot, exports: Exports, open_study: OpenStudy, notices: RecordedNotices, tmp_path: Path
) -> None:
    shown = chart(
        frequencies(analysis_data(open_study.reader, open_study.framework.id, open_study.coder_ids))
    )
    notices.answers = [tmp_path / "chart.png"]
    ended(qtbot, exports.picture(shown, PNG))
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")


def test_paper_has_the_colours_of_the_light_window() -> None:
    assert theme.LIGHT.schools == chart_marks.SCHOOLS
    assert {name: hue.mark for name, hue in theme.LIGHT.hues.items()} == HUE_COLOURS
    assert dict(chart_marks.TOTALS) == {"total": theme.LIGHT.total, "amber_total": theme.LIGHT.amber_total}
