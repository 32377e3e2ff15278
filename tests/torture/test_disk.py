"""Disks that fail, and studies that lost a page: words, and nothing that was stored before is gone."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random
from shutil import copyfile

import pytest

from coding.errors import UserError
from storage.operations.studies import set_up_study
from storage.study.study_file import StudyFile
from tests.storage.dumps import Dump, dump, fill
from tests.torture import shim

_ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(shim.compiler() is None, reason="no C compiler: nothing stands between program and disk")
def test_a_disk_that_fails_at_any_write(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.torture.disk_errors", "2"],
        env=shim.with_shim(tmp_path),
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "code: 0 writes" not in run.stdout


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Dump]:
    """Return a closed study and what is in it."""
    path = tmp_path_factory.mktemp("whole") / "whole.strandline"
    with StudyFile.create(path, set_up_study("Whole", "Me")) as study:
        study.perform(fill())
        return path, dump(study)


def _looked_at(path: Path, whole: Dump) -> str:
    """Open a study that may be damaged; return what is said, or that it is whole."""
    try:
        with StudyFile.open(path) as study:
            wrong = study.check()
            return wrong[0] if wrong else ("whole" if dump(study) == whole else "UNNOTICED")
    except UserError as error:
        return str(error)


@pytest.mark.parametrize("end", ["zeros", "noise", "cut off"])
def test_lost_pages_are_noticed(whole: tuple[Path, Dump], tmp_path: Path, end: str) -> None:
    path, before = whole
    random, pages = Random(end), path.stat().st_size // 4096
    said: list[str] = []
    for page in random.sample(range(pages), 15):
        copy = Path(copyfile(path, tmp_path / f"{page}.strandline"))
        with copy.open("r+b") as file:
            file.seek(page * 4096)
            file.write(bytes(4096) if end == "zeros" else random.randbytes(4096))
        if end == "cut off":
            os.truncate(copy, page * 4096)
        said.append(_looked_at(copy, before))
    assert "UNNOTICED" not in said
    assert len(set(said) - {"whole"}) > 0
