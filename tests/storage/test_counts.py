"""The counts beside the codes of the panel."""

from contextlib import suppress
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coding.analysis import tally
from coding.errors import UserError
from storage.operations.codings import Pick, apply_codes, take_off, toggle_code
from storage.queries.codebook import framework
from storage.queries.counts import counts_of_codes
from storage.queries.study_data import analysis_data
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage import test_operations_codings


def counted(study: StudyFile, transcript_id: int | None = None) -> dict[str, int]:
    model = framework(study.reader, 1)
    found = counts_of_codes(study.reader, model, [study.coder_id or 0], transcript_id)
    return {model.by_id[code_id].short: count for code_id, count in found.items()}


def ids(study: StudyFile) -> dict[str, int]:
    return {code.short: code.id for code in framework(study.reader, 1).codes}


def test_a_coding_counts_for_its_code(study: StudyFile) -> None:
    codes = ids(study)
    before = counted(study)
    study.perform(toggle_code(1, 0, 6, codes["JPD"]))
    assert counted(study) == before | {"JPD": 1}
    assert counted(study, 1) == counted(study)
    assert counted(study, 99) == {}


def test_a_passage_with_two_sub_strands_counts_once_for_the_strand(study: StudyFile) -> None:
    codes, before = ids(study), counted(study)
    study.perform(apply_codes(1, 0, 6, [Pick(codes[name]) for name in ("HSC", "Trust", "Reciprocity")]))
    after = counted(study)
    assert (after["HSC"], after["Trust"], after["Reciprocity"]) == (
        before["HSC"] + 1,
        1,
        before["Reciprocity"] + 1,
    )


def test_a_dimension_counts_itself_alone(study: StudyFile) -> None:
    codes = ids(study)
    study.perform(toggle_code(1, 0, 6, codes["PC"]))
    assert counted(study)["PC"] == 1


def test_what_is_taken_off_no_longer_counts(study: StudyFile) -> None:
    codes = ids(study)
    coded = study.perform(toggle_code(1, 0, 6, codes["AA"])).result
    assert coded.coding_id is not None
    study.perform(take_off(coded.coding_id))
    assert "AA" not in counted(study)


@given(st.lists(test_operations_codings.commands, max_size=8))
def test_what_analyses_count_is_the_same(filled: Path, some: list[Operation[Any]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(copyfile(filled, Path(folder, "study.strandline")))
        with StudyFile.open(path) as study:
            for act in some:
                with suppress(UserError):
                    study.perform(act)
            live = counts_of_codes(study.reader, framework(study.reader, 1), [study.coder_id or 0])
            assert tally.counts_of_codes(analysis_data(study.reader, 1, [study.coder_id or 0])) == live
