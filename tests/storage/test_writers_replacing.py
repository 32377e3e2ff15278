"""A file that is written takes the old one's place only when it is complete."""

import subprocess
import sys
from pathlib import Path
from shutil import copyfile, which

import pytest

from coding.errors import DiskFullError, ReadOnlyError, UserError
from storage.study.atomic_write import replacing


def test_a_complete_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "report.docx"
    target.write_text("old")
    with replacing(target) as part:
        part.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["report.docx"]


def test_a_failure_leaves_the_old_one_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "report.docx"
    target.write_text("old")

    def break_off() -> None:
        with replacing(target) as part:
            part.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.docx"]


def test_the_file_behind_a_link_is_replaced_not_the_link(tmp_path: Path) -> None:
    drill_down, link = tmp_path / "behind.csv", tmp_path / "link.csv"
    drill_down.write_text("old")
    link.symlink_to(drill_down)
    with replacing(link) as part:
        part.write_text("new")
    assert link.is_symlink()
    assert drill_down.read_text() == "new"


def test_no_folder_and_a_folder_in_the_way_are_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no folder"), replacing(tmp_path / "none" / "a.csv"):
        pass
    with pytest.raises(UserError, match="is a folder"), replacing(tmp_path):
        pass


def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    target.write_text("old")
    run = _limited(tmp_path, "part.write_bytes(bytes(100_000))")
    assert run.stdout.strip() == DiskFullError.__name__
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.csv"]


def test_a_disk_that_is_full_in_the_midst_of_a_table_is_said_once(tmp_path: Path) -> None:
    act = (
        "from storage.writers.word_parts import WordFile;"
        "from coding.report.blocks import BlockColumn, BlockRow;"
        "word = WordFile('Saltmere');"
        "word.table('Long', [BlockColumn('n', 50)], (BlockRow((str(n ** 9),)) for n in range(9_000)));"
        "word.save(part)"
    )
    run = _limited(tmp_path, act)
    assert (run.stdout.strip(), run.stderr) == (DiskFullError.__name__, "")
    assert list(tmp_path.iterdir()) == []


def _limited(folder: Path, act: str) -> "subprocess.CompletedProcess[str]":
    """Run an act in a process that may write files of 10,000 bytes at most."""
    pytest.importorskip("resource")
    program = f"""
import resource
from pathlib import Path
from coding.errors import UserError
from storage.study.atomic_write import replacing
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    with replacing(Path({str(folder / "report.csv")!r})) as part:
        {act}
except UserError as error:
    print(type(error).__name__)
"""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a running program is not locked so")
def test_a_file_in_use_by_another_program_is_said_before_the_work(tmp_path: Path) -> None:
    target = tmp_path / "report.docx"
    copyfile(which("sleep") or "", target)
    target.chmod(0o755)
    with subprocess.Popen([target, "30"]) as running:
        try:
            with pytest.raises(ReadOnlyError, match="open in another program"), replacing(target):
                pytest.fail("the work was begun")
        finally:
            running.kill()
