"""The history, filtered and exported."""

import ast
import csv
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from sqlalchemy import insert

from storage import operations
from storage.operations.codings import toggle_code
from storage.operations.memos import write_interview_memo
from storage.operations.reversing import reverse_operation
from storage.operations.studies import rename_study
from storage.queries.history import (
    HistoryFilter,
    HistoryLine,
    count_history,
    history_lines,
    history_page,
    interview_headings,
)
from storage.queries.history_groups import groups, known_kinds
from storage.study import schema
from storage.study.connection import connect
from storage.study.study_file import StudyFile
from storage.writers.history import FIELDS, export_history


@pytest.fixture
def coded(study: StudyFile) -> StudyFile:
    """Return a study with a coding, a memo, and a name that was given twice, the second time taken back."""
    study.perform(toggle_code(1, 0, 5, 15))
    study.perform(write_interview_memo(1, "A thought."))
    study.perform(rename_study("Kept"))
    study.perform(rename_study("Dropped"))
    study.undo()
    return study


def lines(study: StudyFile, **wanted: Any) -> list[HistoryLine]:
    return list(history_lines(study.reader, HistoryFilter(**wanted), interview_headings(study.reader)))


def kinds(study: StudyFile, **wanted: Any) -> list[str]:
    return [line.entry.kind for line in lines(study, **wanted)]


def test_all_of_it_the_newest_first(coded: StudyFile) -> None:
    assert [line.entry for line in lines(coded)] == coded.history()
    assert kinds(coded)[:2] == ["rename_study", "rename_study"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"group": "codings"}, ["toggle_code"]),
        ({"group": "memos", "words": "MEMO ON AN"}, ["write_interview_memo"]),
        ({"interview_id": 1}, ["write_interview_memo", "toggle_code", "fill"]),
        ({"words": "dropped"}, ["rename_study"]),
        ({"coder_id": 99}, []),
        ({"group": "others"}, ["fill"]),
    ],
)
def test_what_is_asked_for(coded: StudyFile, wanted: dict[str, Any], found: list[str]) -> None:
    assert [kind for kind in kinds(coded, **wanted) if kind != "set_up_study"] == found
    if "words" not in wanted:
        assert count_history(coded.reader, HistoryFilter(**wanted)) == len(found)


def test_days_are_this_computers_and_both_within(coded: StudyFile) -> None:
    day = datetime.now().astimezone().date()
    before, after = (str(day + timedelta(days=by)) for by in (-1, 1))
    everything = len(coded.history())
    assert len(kinds(coded, since=str(day), until=str(day))) == everything
    assert kinds(coded, since=after) == kinds(coded, until=before) == []


def test_every_operation_belongs_to_a_group() -> None:
    sources = Path(operations.__path__[0]).glob("*.py")
    assert {file.stem for file in sources if "\n@operation(" in file.read_text()} <= groups().keys()
    assert {"toggle_code", "store_import", "go_back", "migrate"} <= known_kinds()


def test_what_became_of_each_is_said(coded: StudyFile) -> None:
    (coding,) = lines(coded, group="codings")
    coded.perform(reverse_operation(coding.entry.id))
    taken_back, reversing = lines(coded, group="codings")[0], lines(coded)[0]
    assert taken_back.status.endswith("by a later step")
    assert not taken_back.can_be_taken_back
    assert reversing.takes_back == coding.entry.created
    assert reversing.status.startswith("takes back the step of")
    assert lines(coded, words="dropped")[0].status.startswith("taken back on ")
    coded.undo()
    assert lines(coded, group="codings")[0].can_be_taken_back


def test_it_is_read_bit_by_bit(coded: StudyFile) -> None:
    newest, *older = lines(coded)
    assert history_page(coded.reader, HistoryFilter(), {}, 2, newest.entry.id)[0].entry == older[0].entry


@pytest.fixture
def long_history(coded: StudyFile) -> StudyFile:
    """Return a study with a thousand operations more."""
    with connect(coded.path) as connection, connection.begin():
        rows = [{"kind": "toggle_code", "parameters": '{"codes": "HSC"}', "created": "2020"}] * 1000
        connection.execute(insert(schema.operation), rows)
    return coded


def test_words_are_found_however_far_back(long_history: StudyFile) -> None:
    assert kinds(long_history, words="kept") == ["rename_study"]
    assert len(lines(long_history)) == 1000 + len(kinds(long_history, since="2021-01-01"))


# --- exports ---


def test_csv_has_all_that_is_asked_for(coded: StudyFile, tmp_path: Path) -> None:
    target = tmp_path / "history.csv"
    export_history(coded.path, target, HistoryFilter(words="study"))
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
    assert [*rows[0]] == list(FIELDS)
    assert [(row["what"], row["status"]) for row in rows[:2]] == [
        ("Rename the study “Dropped”", "undone"),
        ("Rename the study “Kept”", "active"),
    ]
    assert rows[0]["taken_back"] > rows[0]["when"]
    export_history(coded.path, target, HistoryFilter(interview_id=1))
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
    assert {(row["interview"], row["who"]) for row in rows} == {(interview_headings(coded.reader)[1], "Me")}


def test_word_says_what_was_asked_for(coded: StudyFile, tmp_path: Path) -> None:
    target = tmp_path / "history.docx"
    export_history(coded.path, target, HistoryFilter(group="codings", since="2020-01-01"))
    document = Document(str(target))
    assert document.paragraphs[1].text == "Coding · from 2020-01-01 · 1 change"
    (table,) = document.tables
    assert [cell.text for cell in table.rows[1].cells][1:3] == ["Me", "Code passage CC"]
    assert len(table.rows) == 2


def test_no_two_operations_are_called_the_same() -> None:
    """Their words in the history go by the name of the function."""
    found: dict[str, list[str]] = {}
    for path in sorted(Path(operations.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                "operation" in ast.unparse(d) for d in node.decorator_list
            ):
                found.setdefault(node.name, []).append(path.name)
    assert {name: where for name, where in found.items() if len(where) > 1} == {}
