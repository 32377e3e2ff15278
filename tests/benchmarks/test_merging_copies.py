"""Two copies of 1,000 interviews become one: a second coder has coded each of them once in the other copy."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from sqlalchemy import insert

from storage.merging.other_copy import look_ahead, read_other
from storage.operations.coders import add_coder
from storage.operations.merging import merge_copy
from storage.study import schema
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile

INTERVIEWS, EACH = 1_000, 66


@operation("Code everything", leave_out=("first",))
def code_everything(w: WriteContext, first: int) -> None:
    """Give each interview as many codings as it has, a little beside them."""
    codes = [*range(8, 20)]
    rows = [
        {
            "transcript_id": number,
            "start": first + 200 * at,
            "end": first + 200 * at + 150,
            "code_id": codes[(number + at) % len(codes)],
            "coder_id": w.coder_id,
            "created": w.time,
        }
        for number in range(1, INTERVIEWS + 1)
        for at in range(EACH)
    ]
    w.connection.execute(insert(schema.coding), rows)


@pytest.fixture
def copies(large_studies: Callable[[int], Path], tmp_path: Path) -> Iterator[tuple[StudyFile, Path]]:
    """Yield a study and another copy of it; both have been coded on."""
    path = Path(copyfile(large_studies(INTERVIEWS), tmp_path / "study.strandline"))
    other = Path(copyfile(path, tmp_path / "other.strandline"))
    with StudyFile.open(other) as there:
        there.coder_id = there.perform(add_coder("J. Nolan")).result
        there.perform(code_everything(30))
    with StudyFile.open(path) as study:
        study.perform(code_everything(10))
        yield study, other


@pytest.mark.figure("look ahead at another copy, 1,000 interviews and 132,000 codings on both sides", 10_000)
def test_look_ahead(benchmark: Any, copies: tuple[StudyFile, Path]) -> None:
    study, other = copies
    plan = benchmark.pedantic(lambda: look_ahead(study.path, read_other(study.path, other)), rounds=2)
    assert plan.codings == (("J. Nolan", INTERVIEWS * EACH),)


@pytest.mark.figure("merge another copy, 1,000 interviews and 132,000 codings on both sides", 10_000)
def test_merge(benchmark: Any, copies: tuple[StudyFile, Path]) -> None:
    study, other = copies
    copy = read_other(study.path, other)

    def again() -> tuple[list[Any], dict[str, Any]]:
        if len(study.history(1)) and study.history(1)[0].kind == "merge_copy":
            study.undo()
        return [merge_copy(copy, other.name, {})], {}

    benchmark.pedantic(study.perform, setup=again, rounds=2)
