"""Studies to try things on: a filled one is made once and copied for each test."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from storage.operations.studies import set_up_study
from storage.study.study_file import StudyFile
from tests.storage.dumps import fill


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a small study with people and one joint interview; copy it, leave it as it is."""
    path = tmp_path_factory.mktemp("filled") / "filled.strandline"
    with StudyFile.create(path, set_up_study("Saltmere Partnership", "Me")) as study:
        study.perform(fill())
    return path


@pytest.fixture
def study(filled: Path, tmp_path: Path) -> Iterator[StudyFile]:
    """Yield a copy of the filled study, open."""
    copyfile(filled, tmp_path / "study.strandline")
    with StudyFile.open(tmp_path / "study.strandline") as study:
        yield study
