"""The start of the program, and what a window of Qt alone costs."""

from pathlib import Path
from statistics import median

from storage import sample_study
from tests.benchmarks.conftest import RecordFigure
from tests.benchmarks.own_process import run_alone

# As main.py does it, in its order; Qt's own loop gives way to one that ends when the study is on view.
_START = """
import os, sys, time
from pathlib import Path
import main
from tests.benchmarks.own_process import peak_megabytes

def until_shown(*_arguments):
    from PySide6.QtWidgets import QApplication
    window = next(w for w in QApplication.topLevelWidgets() if hasattr(w, "open_study"))
    while not (window.open_study.is_open and window.code.page.view.selected.length):
        QApplication.processEvents()
    QApplication.processEvents()
    print(time.process_time() * 1000, peak_megabytes(), flush=True)
    os._exit(0)

def load(name, real=main.import_module):
    found = real(name)
    from PySide6.QtWidgets import QApplication
    from app.shell import settings
    QApplication.exec = until_shown
    settings.keep_in(Path(sys.argv[1]))
    return found

main.import_module = load
main.main(sys.argv[2:])
"""
_BARE = """
import time
from PySide6.QtWidgets import QApplication, QMainWindow
from tests.benchmarks.own_process import peak_megabytes
application = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
application.processEvents()
print(time.process_time() * 1000, peak_megabytes())
"""
_RUNS = 7


def test_start(tmp_path: Path, figure: RecordFigure) -> None:
    """Start, as a process of its own, until a key on the sample study would be taken."""
    study = sample_study.open_copy(tmp_path)
    home = tmp_path / "home"
    # The first fills the caches.
    runs = [run_alone(home, _START, tmp_path / "settings.ini", study) for _run in range(1 + _RUNS)][1:]
    figure("start to a window ready for a key, sample study", 600, median(cpu for cpu, _mb in runs))
    figure("memory at that point, most", 120, median(mb for _cpu, mb in runs), "MB")
    bare = [run_alone(home, _BARE) for _run in range(1 + _RUNS)][1:]
    figure("a window of Qt with nothing in it", 120, median(cpu for cpu, _mb in bare))
    figure("its memory, most", 60, median(mb for _cpu, mb in bare), "MB")
