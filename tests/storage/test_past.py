"""A study as it was: what was later is taken back in memory, to the row; else it says why not."""

from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from coding.errors import UserError
from storage.operations.codebook import delete_code, rename_code
from storage.operations.codings import resize_coding, set_unsure, take_off, toggle_code
from storage.operations.correcting import correct_turn
from storage.operations.memos import write_coding_memo
from storage.operations.people import add_school
from storage.operations.withdrawing import withdraw_person
from storage.study import history, journal, schema, study_file
from storage.study.connection import raw
from storage.study.operation import Operation
from storage.study.past import as_of
from storage.study.study_file import StudyFile
from tests.storage.dumps import made

Rows = dict[str, list[tuple[Any, ...]]]
TABLES = (*schema.JOURNALED, schema.text_index)


@contextmanager
def ticking() -> Generator[None]:
    """Let every look at the clock be a second later: no two things happen at once."""
    ticks = count()

    def now() -> str:
        moment = datetime(2031, 1, 1, tzinfo=UTC) + timedelta(seconds=next(ticks))
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    with ExitStack() as patched:
        for module in (history, journal, study_file):
            patched.enter_context(patch.object(module, "now", now))
        yield


@pytest.fixture
def study(filled: Path, tmp_path: Path) -> Iterator[StudyFile]:
    copyfile(filled, tmp_path / "study.strandline")
    with ticking(), StudyFile.open(tmp_path / "study.strandline") as study:
        yield study


def rows(connection: Connection) -> Rows:
    run = raw(connection).execute
    return {table.name: run(f'SELECT * FROM "{table.name}" ORDER BY 1').fetchall() for table in TABLES}


def latest(study: StudyFile) -> str:
    """Return when anything happened last."""
    query = "SELECT max(max(created), max(undone)) FROM operation"
    return str(raw(study.reader).execute(query).fetchone()[0])


def then(study: StudyFile, moment: str) -> Rows:
    with as_of(study.path, moment) as past:
        return rows(past.connection)


def code(start: int, length: int, code_id: int) -> Operation[Any]:
    return toggle_code(1, start, start + length, code_id)


def doubt(coding_id: int) -> Operation[Any]:
    return set_unsure(coding_id, unsure=True)


def resize(coding_id: int, end: int) -> Operation[Any]:
    return resize_coding(coding_id, 20, end)


def correct(turn_id: int, text: str) -> Operation[Any]:
    return correct_turn(turn_id, text, 2)


def test_now_is_now_and_each_moment_is_as_it_was(study: StudyFile) -> None:
    """By hand: codings 3 at first, 4 after one more, 4 after a doubt, 3 after one was taken off."""
    moments = [(latest(study), rows(study.reader))]
    acts: tuple[Operation[Any], ...] = (code(0, 16, 3), doubt(1), take_off(2), rename_code(7, "Trust"))
    for act in acts:
        study.perform(act)
        moments.append((latest(study), rows(study.reader)))
    assert [len(held["coding"]) for _moment, held in moments] == [3, 4, 4, 3, 3]
    for moment, held in moments:
        assert then(study, moment) == held
    assert then(study, "2099-01-01T00:00:00.000Z") == rows(study.reader)


def test_what_stood_then_and_was_undone_since_stands_again(study: StudyFile) -> None:
    study.perform(toggle_code(1, 0, 16, 3))
    study.perform(set_unsure(1, unsure=True))
    moment, held = latest(study), rows(study.reader)
    study.undo()
    between = latest(study), rows(study.reader)
    study.undo()
    study.perform(add_school("Z", "Zed"))  # neither can be done again from here on
    assert then(study, moment) == held
    assert then(study, between[0]) == between[1]
    with as_of(study.path, moment) as past:
        assert len(past.later) == 1
        assert len(past.again) == 2


def test_before_the_study_or_a_withdrawal_it_says_so(study: StudyFile) -> None:
    with pytest.raises(UserError, match="was begun on"), as_of(study.path, "2001-01-01T00:00:00.000Z"):
        pass
    before = latest(study)
    study.perform(toggle_code(1, 0, 16, 3))
    study.perform_irreversibly(withdraw_person(3))
    with pytest.raises(UserError, match="A person was taken out"), as_of(study.path, before):
        pass
    assert then(study, latest(study)) == rows(study.reader)


PLACES, IDS = st.integers(0, 90), st.integers(1, 6)
TEXTS = st.sampled_from(["Well, we trust.", "And so we say it all again, and more.", ""])


ACTS: st.SearchStrategy[Operation[Any] | None] = st.one_of(
    made(code, PLACES, st.integers(1, 30), IDS),
    made(doubt, IDS),
    made(take_off, IDS),
    made(resize, IDS, st.integers(21, 90)),
    made(write_coding_memo, IDS, st.just("Look again.")),
    made(delete_code, st.integers(3, 12)),
    made(correct, st.integers(1, 3), TEXTS),
    st.none(),  # undo
)


@settings(max_examples=6, phases=[Phase.reuse, Phase.generate])
@given(st.lists(ACTS, min_size=3, max_size=14))
def test_whatever_was_done_and_undone_every_moment_comes_back(
    filled: Path, acts: list[Operation[Any] | None]
) -> None:
    with TemporaryDirectory() as folder, ticking():
        path = Path(copyfile(filled, Path(folder, "study.strandline")))
        with StudyFile.open(path) as study:
            moments = [(latest(study), rows(study.reader))]
            for act in acts:
                with suppress(UserError):
                    study.undo() if act is None else study.perform(act)
                moments.append((latest(study), rows(study.reader)))
            for moment, held in moments:
                assert then(study, moment) == held


def test_a_word_of_then_is_found(study: StudyFile) -> None:
    moment = latest(study)
    study.perform(correct_turn(2, "Nothing of the kind.", 2))
    with as_of(study.path, moment, searched=True) as past:
        found = raw(past.connection).execute("SELECT rowid FROM search WHERE search MATCH 'trust'").fetchall()
        assert found == [(2,)]
