"""Memos: one of each coder's on each thing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UserError
from storage.operations.memos import write_code_memo, write_coding_memo, write_interview_memo
from storage.queries.codebook import code_memo
from storage.queries.codings import coding_by_id
from storage.queries.texts import interview_memo
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways, try_all

WRITERS = (write_coding_memo, write_interview_memo, write_code_memo)


def test_a_memo_is_read_where_it_belongs(study: StudyFile) -> None:
    study.perform(write_coding_memo(2, "On a coding"))
    study.perform(write_interview_memo(1, "On an interview"))
    study.perform(write_code_memo(3, "On a code"))
    coding = coding_by_id(study.reader, 2)
    assert coding is not None
    assert coding.memo == "On a coding"
    assert interview_memo(study.reader, 1, study.coder_id) == "On an interview"
    assert code_memo(study.reader, 3, study.coder_id) == "On a code"


def test_an_empty_text_removes_it(study: StudyFile) -> None:
    perform_both_ways(study, write_interview_memo(1, "  "))
    assert interview_memo(study.reader, 1, study.coder_id) == ""


def test_the_same_text_again_is_no_change(study: StudyFile) -> None:
    study.perform(write_code_memo(3, "Same"))
    assert not study.perform(write_code_memo(3, "Same ")).changes


@pytest.mark.parametrize("write", WRITERS)
def test_what_is_gone_takes_no_memo(study: StudyFile, write: Callable[[int, str], Operation[None]]) -> None:
    with pytest.raises(UserError, match="no longer there"):
        study.perform(write(999, "Lost"))


commands = st.tuples(st.sampled_from(WRITERS), st.integers(1, 2), st.sampled_from(["", "a", "“é” 🙂"]))


@given(commands=st.lists(commands.map(lambda parts: parts[0](parts[1], parts[2])), min_size=1, max_size=6))
def test_every_memo_can_be_undone_and_redone(filled: Path, commands: list[Operation[Any]]) -> None:
    try_all(filled, commands)
