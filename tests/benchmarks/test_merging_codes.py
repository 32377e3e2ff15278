"""Two codes with 5,000 codings each become one, and two again, without a window."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from sqlalchemy import insert, select

from storage.operations.codebook import add_code
from storage.operations.merging_codes import merge_codes
from storage.queries.code_merges import merge_effect
from storage.study import schema
from storage.study.operation import Operation, WriteContext, operation
from storage.study.study_file import StudyFile

EACH = 5_000
INTERVIEWS = 1_000


@operation("Code with two", leave_out=("codes",))
def _code(w: WriteContext, codes: tuple[int, int]) -> None:
    """Give each code to five passages of every interview: of ten, one to both and one overlapping."""
    rows = [
        {"transcript_id": 1 + n % INTERVIEWS, "start": start, "end": start + 200, "code_id": code_id}
        for code_id, shift in zip(codes, (0, 1), strict=True)
        for n in range(EACH)
        for start in [1_000 * (n // INTERVIEWS) + shift * (0, 100, 400, 400, 400)[n // INTERVIEWS]]
    ]
    w.connection.execute(insert(schema.coding), [row | {"coder_id": w.coder_id} for row in rows])


@pytest.fixture
def study(large_studies: Callable[[int], Path], tmp_path: Path) -> Iterator[StudyFile]:
    path = Path(copyfile(large_studies(INTERVIEWS), tmp_path / "study.strandline"))
    with StudyFile.open(path) as study:
        yield study


@pytest.fixture
def codes(study: StudyFile) -> tuple[int, int]:
    parent = study.reader.scalar(select(schema.code.c.id).where(schema.code.c.parent_id.is_(None)))
    one, other = (study.perform(add_code(1, parent, name)).result for name in ("One", "Other"))
    study.perform(_code((one, other)))
    return one, other


@pytest.mark.figure("look ahead at a merge of codes with 5,000 codings each", 300)
def test_look_ahead(benchmark: Any, study: StudyFile, codes: tuple[int, int]) -> None:
    effect = benchmark.pedantic(merge_effect, (study.reader, *codes), rounds=5)
    assert (effect.codings, effect.both, effect.overlapping) == (EACH, INTERVIEWS, INTERVIEWS)


@pytest.mark.figure("merge two codes with 5,000 codings each", 300)
def test_merge(benchmark: Any, study: StudyFile, codes: tuple[int, int]) -> None:
    acts: Iterator[Operation[None]] = iter([merge_codes(*codes)] * 5)

    def again() -> tuple[list[Operation[None]], dict[str, Any]]:
        if is_merged(study, codes):
            study.undo()
        return [next(acts)], {}

    benchmark.pedantic(study.perform, setup=again, rounds=5)


def is_merged(study: StudyFile, codes: tuple[int, int]) -> bool:
    return study.reader.scalar(select(schema.code.c.id).where(schema.code.c.id == codes[0])) is None


@pytest.mark.figure("undo a merge of two codes with 5,000 codings each", 300)
def test_undo(benchmark: Any, study: StudyFile, codes: tuple[int, int]) -> None:
    study.perform(merge_codes(*codes))

    def again() -> None:
        if not is_merged(study, codes):
            study.redo()

    benchmark.pedantic(study.undo, setup=again, rounds=5)
