"""What is kept in memory of a study for its analyses is what stands in the file, whatever is done."""

from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.answers import _said_in_answers, count_answers_without_code
from coding.analysis.groups import interview_labels
from coding.analysis.question_matching import answer_places, asked_in
from coding.analysis.speaker_attribution import voices
from coding.errors import UserError
from storage.operations.codings import toggle_code
from storage.operations.correcting import correct_turn
from storage.operations.interviews import remove_interview
from storage.operations.memos import write_coding_memo
from storage.queries import study_data
from storage.queries.study_data import StudyData, read_ahead
from storage.study.connection import Connection
from storage.study.journal import Changes
from storage.study.operation import Operation
from storage.study.study_file import Done, StudyFile
from tests.storage import (
    test_attributes,
    test_correcting,
    test_interviews,
    test_operations_codings,
    test_people,
    test_questions,
)

PEOPLE: st.SearchStrategy[Operation[Any]] = st.one_of(
    test_attributes.ACTS, test_interviews.ACTS, test_people.ACTS, test_questions.ACTS
)
TEXTS: st.SearchStrategy[Operation[Any]] = st.one_of(test_correcting.ACTS, test_operations_codings.commands)


@pytest.fixture(autouse=True, scope="module")
def _all_turns_are_kept() -> Any:
    """Keep the turns also of the few interviews that there are here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(study_data, "_FEW", -1)
        yield


def everything(data: StudyData) -> list[object]:
    """Return all that can be asked of it, so that it can be compared."""
    held = data.analysis_data(1, [1])
    ids = ints(held.interviews, "id")
    frames = (
        held.interviews,
        held.participants,
        held.speakers,
        held.codings,
        data.analysis_data(1, [1, 2, 3]).codings,
        held.asked,
        held.read_turns(ids),
        held.read_answers(ids),
    )
    facts = (held.framework, held.rounds, held.schools, held.roles, held.posts, held.questions)
    assert held.words_of_codings is not None
    more = (held.attributes, held.attribute_values, held.words_of_codings.tolist(), interview_labels(held))
    asked = asked_in(held)
    questions = (asked.interview_id, asked.start, asked.question_id, *vars(asked.filed).values())
    worked_out = (*vars(voices(held)).values(), *questions, *answer_places(held))
    told = (held.people_in, count_answers_without_code(held), *(column.tolist() for column in worked_out))
    return [*(frame.to_dict("list") for frame in frames), *facts, *more, *told]


@given(some=st.lists(PEOPLE, min_size=1, max_size=6) | st.lists(TEXTS, min_size=1, max_size=6))
def test_after_whatever_is_done_undone_and_redone_it_is_as_if_read_anew(
    filled: Path, some: list[Operation[Any]]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(copyfile(filled, Path(folder, "study.strandline")))
        with StudyFile.open(path) as study:
            data = StudyData(study.reader)
            everything(data)
            for act in some:
                _follow_both_ways(study, data, act)


def _follow_both_ways(study: StudyFile, data: StudyData, act: Operation[Any]) -> None:
    def follow(done: Done[Any]) -> Changes:
        data.follow(done.changes)
        assert everything(data) == everything(StudyData(study.reader))
        return done.changes

    try:
        if follow(study.perform(act)):
            follow(study.undo())
            follow(study.redo())
    except UserError:
        assert everything(data) == everything(StudyData(study.reader))


@pytest.fixture
def data(study: StudyFile) -> StudyData:
    return StudyData(study.reader)


def read(data: StudyData) -> AnalysisData:
    return data.analysis_data(1, [1])


def test_what_has_not_changed_is_kept(study: StudyFile, data: StudyData) -> None:
    before = read(data)
    data.follow(study.perform(write_coding_memo(1, "Nothing that is counted")).changes)
    assert read(data) is before
    data.follow(study.perform(toggle_code(1, 0, 5, 15)).changes)
    assert read(data).speakers is before.speakers
    assert len(read(data).codings) == len(before.codings) + 1


def test_where_answers_begin_is_kept_while_the_same_interviews_are_coded(
    study: StudyFile, data: StudyData, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, count = answer_places(read(data)), count_answers_without_code(read(data))
    asked: list[object] = []
    monkeypatch.setattr(data, "_turns_of", asked.append)
    data.follow(study.perform(toggle_code(1, 0, 5, 15)).changes)
    assert count_answers_without_code(read(data)) <= count
    assert asked == []
    assert [column.tolist() for column in answer_places(read(data))] == [c.tolist() for c in before]


def test_of_codings_and_turns_only_what_has_changed_is_read_again(
    study: StudyFile, data: StudyData, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(data).read_turns(ints(read(data).interviews, "id"))
    asked = [_spied(data._codings, monkeypatch), _spied(data._turns, monkeypatch)]
    data.follow(study.perform(toggle_code(1, 0, 5, 15)).changes)
    read(data)
    data.follow(study.perform(correct_turn(2, "Well, we trust nobody.", 2)).changes)
    read(data).read_turns(ints(read(data).interviews, "id"))
    assert asked == [[[4], [1, 2, 3]], [[1]]]  # the correction moved what was coded behind it


def test_words_are_counted_again_only_of_a_passage_that_changed(
    study: StudyFile, data: StudyData, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(data).words_of_codings is not None
    counted: list[int] = []
    anew = data._words._count_anew

    def count_and_note(codings: pd.DataFrame) -> Any:
        counted.extend(codings["id"].tolist())
        return anew(codings)

    monkeypatch.setattr(data._words, "_count_anew", count_and_note)
    data.follow(study.perform(toggle_code(1, 0, 5, 15)).changes)
    assert read(data).words_of_codings is not None
    assert counted == [4]


def test_words_are_counted_again_only_in_a_text_that_changed(
    data: StudyData, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, codings = data._words, read(data).codings
    before = words.count(codings).tolist()
    counted: list[int] = []
    anew = words._count_anew

    def count_and_note(codings: pd.DataFrame) -> Any:
        counted.append(len(codings))
        return anew(codings)

    monkeypatch.setattr(words, "_count_anew", count_and_note)
    for changed in ([2], [1], []):
        words.forget(changed)
        assert words.count(codings).tolist() == before
    assert counted == [0, len(codings), 0]


def test_words_of_stretches_that_are_no_codings_are_counted_too(data: StudyData) -> None:
    held = read(data)
    assert held.count_words is not None
    assert held.words_of_codings is not None
    stretches = held.codings[["interview_id", "start", "end"]]
    assert held.count_words(stretches).tolist() == held.words_of_codings.tolist()


def _spied(rows: Any, monkeypatch: pytest.MonkeyPatch) -> list[Sequence[int] | None]:
    """Return the list that comes to hold what is read of a table."""
    asked: list[Sequence[int] | None] = []
    reading: Callable[[Connection, Sequence[int] | None], Any] = rows._read

    def read_and_note(connection: Connection, ids: Sequence[int] | None) -> Any:
        asked.append(ids)
        return reading(connection, ids)

    monkeypatch.setattr(rows, "_read", read_and_note)
    return asked


def test_a_change_that_nobody_told_of_is_noticed(study: StudyFile, data: StudyData) -> None:
    assert len(read(data).interviews) == 1
    study.perform(remove_interview(1))
    assert len(read(data).interviews) == 0
    assert len(read(data).codings) == 0


def test_what_was_read_is_kept_when_the_log_comes_into_the_file(study: StudyFile) -> None:
    data = StudyData(study.reader, study.state)
    data.follow(study.perform(toggle_code(1, 0, 5, 15)).changes)
    before = read(data)
    assert study.checkpoint()
    assert read(data) is before
    study.perform(toggle_code(1, 0, 5, 15))  # nobody tells of it
    assert len(read(data).codings) == len(before.codings) - 1


def test_answers_and_words_follow_the_text(study: StudyFile, data: StudyData) -> None:
    ids = ints(read(data).interviews, "id")
    before = read(data).read_answers(ids), read(data).words_of_codings
    data.follow(study.perform(correct_turn(2, "Well, we trust nobody.", 2)).changes)
    anew = StudyData(study.reader)
    after = read(data).read_answers(ids), read(data).words_of_codings
    assert str(after) == str((read(anew).read_answers(ids), read(anew).words_of_codings))
    assert str(after) != str(before)


def test_answers_follow_a_text_of_which_nothing_else_has_changed(study: StudyFile, data: StudyData) -> None:
    study.perform(correct_turn(1, "Who trusts?", 1))
    before = _said_in_answers(read(data))
    data.follow(study.perform(correct_turn(1, "Who disagrees?", 1)).changes)
    after = _said_in_answers(read(data))
    assert [column.tolist() for column in after] == [(column + 3).tolist() for column in before]


def test_what_was_read_ahead_is_taken_over(study: StudyFile, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead, data = read_ahead(study.path), StudyData(study.reader)
    data.take_over(ahead)
    asked = _spied(data._codings, monkeypatch)
    assert everything(data) == everything(StudyData(study.reader))
    assert asked == []
    data.follow(study.perform(toggle_code(1, 0, 5, 15)).changes)
    before = read(data)
    data.take_over(ahead)  # too late
    assert read(data) is before


def test_a_frame_has_the_columns_that_analyses_know(data: StudyData) -> None:
    expected = {"id", "interview_id", "start", "end", "code_id", "coder_id", "stage_id", "unsure"}
    expected |= {"direction", "revision"}
    assert set(read(data).codings) == expected
    assert isinstance(read(data).codings, pd.DataFrame)
