"""A PDF that crashes, hangs or floods the process it is read in costs that file alone."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coding.errors import CancelledError, UnreadableError
from coding.intake.known_study import KnownStudy
from storage.intake.import_batch import plan_import
from storage.readers import pdf_process
from storage.readers.pdf import read_pdf
from storage.readers.pdf_process import OPTION, PdfProcess
from storage.this_program import this_program
from tests.storage.pdf_files import column, pdf

TALK = ["Interviewer: How did it go?", "Head: Well, it took a while."]
GOOD = pdf(column(TALK))
REAL = this_program(OPTION)
# What stands in for a reader that goes wrong in C: no PDF of a bug that is still unknown can be had.
CRASHES = "import os, signal, sys; sys.stdin.buffer.read(8); os.kill(os.getpid(), signal.SIGSEGV)"
HOUSE = str(Path(REAL[-2]).parent)
CHILD = f"import os, sys; sys.path.insert(0, {HOUSE!r}); import storage.readers.pdf_child as child"
HANGS = "import sys; sys.stdin.buffer.read()"
FLOODS = "import sys\nwhile True: sys.stdout.buffer.write(b'x' * 1_000_000)"
LIES = "import sys; sys.stdout.buffer.write((4).to_bytes(8, 'big') + b'[[]]'); sys.stdin.buffer.read()"
STOPS = "import sys; sys.stdout.buffer.write(b'x')"


def instead(code: str) -> Callable[[str], list[str]]:
    return lambda _option: [sys.executable, "-c", code]


@pytest.mark.parametrize("code", [CRASHES, FLOODS, LIES, STOPS])
def test_a_process_that_breaks_down_is_a_sentence(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(pdf_process, "this_program", instead(code))
    with pytest.raises(UnreadableError, match="broke down"):
        read_pdf(GOOD)


def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "this_program", instead(HANGS))
    monkeypatch.setattr(pdf_process, "_LONGEST", 0.2)
    with pytest.raises(UnreadableError, match="two minutes"):
        read_pdf(GOOD)


def test_whoever_cancels_waits_for_no_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(GOOD)
    monkeypatch.setattr(pdf_process, "this_program", instead(HANGS))
    said: list[str] = []

    def progress(_done: int, _total: int, name: str) -> None:
        said.append(name)
        if len(said) == 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        plan_import([tmp_path], KnownStudy(), progress=progress)
    assert said == ["a.pdf", "a.pdf"]


def with_reading(reading: str) -> Callable[[str], list[str]]:
    """Return what starts the real process, but for how it reads ``data``."""
    return instead(
        f"{CHILD}; read = child.read_pages\nchild.read_pages = lambda data: {reading}\nchild.serve()"
    )


def test_the_other_files_of_an_import_go_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("1 good.pdf", "2 bad.pdf", "3 good.pdf", "4 bad.pdf"):
        (tmp_path / name).write_bytes(GOOD if "good" in name else GOOD + b"\n%CRASH")
    crash = with_reading("os.abort() if b'CRASH' in data else read(data)")
    monkeypatch.setattr(pdf_process, "this_program", crash)
    rows = plan_import([tmp_path], KnownStudy()).rows
    assert [row.file.name for row in rows if "broke down" in row.file.problem] == ["2 bad.pdf", "4 bad.pdf"]
    assert [len(row.file.document.paragraphs) for row in rows] == [2, 0, 2, 0]


def started_by(started: list[int]) -> Callable[[str], list[str]]:
    return lambda _option: started.append(1) or REAL


def test_an_import_takes_one_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    started: list[int] = []
    monkeypatch.setattr(pdf_process, "this_program", started_by(started))
    for number in range(3):
        (tmp_path / f"{number}.pdf").write_bytes(GOOD)
    assert len(plan_import([tmp_path], KnownStudy()).rows) == 3
    assert started == [1]


def test_no_process_is_started_where_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf_process, "this_program", instead(CRASHES))
    (tmp_path / "a.txt").write_text("\n".join(TALK), "utf-8")
    assert plan_import([tmp_path], KnownStudy()).rows[0].file.problem == ""


@pytest.mark.skipif(sys.platform != "linux", reason="no such bound, or another one")
def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "this_program", with_reading("bytes(3 * 10**9) and read(data)"))
    with pytest.raises(UnreadableError, match="broke down"):
        read_pdf(GOOD)


def test_what_ends_leaves_no_process() -> None:
    process = PdfProcess(lambda: None)
    process.read(GOOD)
    child = process._process
    process.close()
    assert child is not None and child.poll() is not None


def test_a_program_that_is_one_file_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert this_program(OPTION) == [sys.executable, OPTION]
    assert REAL[1:] == [str(Path(__file__).parents[2] / "main.py"), OPTION]
