"""What the other pages need is loaded after a study was opened, and not before."""

import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.shell.preloading import Preloading
from storage.operations.codings import toggle_code
from storage.queries.study_data import read_ahead
from storage.resources import resource

_PAGES = {
    "app.compare.page",
    "app.passages.page",
    "app.codebook.editor",
    "app.search.page",
    "app.intake.page",
}
HEAVY = {"pandas", "pyqtgraph", "storage.intake.import_batch", *_PAGES}

_PROGRAM = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app.shell.jobs import Jobs
from app.shell.notices import Notices
from app.shell.open_study import OpenStudy
from app.shell.preloading import Preloading
heavy = {HEAVY}
study = OpenStudy(Notices(), Jobs())
preloading = Preloading(study)
assert study.open(Path(sys.argv[1]))
application.processEvents()
assert not heavy & set(sys.modules), heavy & set(sys.modules)
preloading.begin()
while not heavy <= set(sys.modules):
    application.processEvents()
study.close()
"""


def test_it_is_loaded_in_the_background_but_not_at_start(tmp_path: Path) -> None:
    study = tmp_path / "sample.strandline"
    study.write_bytes(resource("sample_study", "Saltmere Partnership.strandline").read_bytes())
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _PROGRAM, str(study)]
    subprocess.run(command, env=environment, cwd=Path(__file__).parents[2], check=True, timeout=60)


def test_the_study_is_read_ahead_without_a_word(open_study: OpenStudy, qtbot: QtBot) -> None:
    shown: list[Job] = []
    open_study.jobs.started.connect(shown.append)
    preloading = Preloading(open_study)
    preloading.begin()
    qtbot.waitUntil(lambda: open_study.has_data)
    assert shown == []
    held = open_study.data.analysis_data(open_study.framework.id, [open_study.coder_id or 0])
    assert len(held.codings) == 3
    qtbot.waitUntil(lambda: not preloading._next.isActive())  # what is left is loaded, too


def test_what_was_read_before_a_change_is_not_taken(open_study: OpenStudy, qtbot: QtBot) -> None:
    preloading = Preloading(open_study)
    path, state = open_study.file.path, open_study.file.state()
    ahead = read_ahead(path)
    open_study.perform(toggle_code(1, 0, 5, 15))
    preloading._take(path, state, ahead)
    assert not open_study.has_data
    held = open_study.data.analysis_data(open_study.framework.id, [open_study.coder_id or 0])
    assert len(held.codings) == 4
    qtbot.waitUntil(lambda: not preloading._next.isActive())
