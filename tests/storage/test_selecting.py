"""Queries asked of a study file: what is read of it beside what is counted from."""

import pytest

from coding.analysis.selection import Asked, select
from coding.query.parsing import parse
from storage.operations.codings import toggle_code
from storage.operations.memos import write_coding_memo
from storage.queries.coders import everybody
from storage.queries.frames import noted
from storage.queries.selecting import asked_of
from storage.queries.study_data import analysis_data
from storage.study.study_file import StudyFile

JPD, HSC, EC = 2, 7, 9
HELD = [(23, HSC), (48, HSC), (48, EC)]  # of an older program: when they were made is not known


@pytest.fixture
def asked(study: StudyFile) -> Asked:
    """Code the second turn, with a memo."""
    study.perform(toggle_code(1, 17, 47, JPD))
    study.perform(write_coding_memo(4, "For Chapter 5"))
    return asked_of(study.reader, analysis_data(study.reader, 1, everybody(study.reader)))


def found(asked: Asked, text: str) -> list[tuple[int, int]]:
    codings = asked.analysis_data.codings[select(asked, parse(text, asked.names)).codings]
    return list(zip(codings["start"].tolist(), codings["code_id"].tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('memo:"chapter 5"', [(17, JPD)]),
        ("memo:no", HELD[1:]),
        ("memo:yes", [HELD[0], (17, JPD)]),
        ('"trust each other"', [HELD[0], (17, JPD)]),
        ("/hard things/", HELD[1:]),
        ("by:hand", [*HELD, (17, JPD)]),
        ("by:hand after:2020 jpd", [(17, JPD)]),
        ("before:2020", []),
        ("by:letters,comment", []),
    ],
)
def test_what_stands_with_codings_and_what_is_said_is_read(
    asked: Asked, text: str, expected: list[tuple[int, int]]
) -> None:
    assert found(asked, text) == expected


def test_people_are_known_by_name(asked: Asked) -> None:
    assert asked.names.offered("person") == ("B2", "B5", "Miss Nxxx", "Mr Txxx", "Mrs Bxxxx")
    assert found(asked, 'person:"mrs bxxxx"') == [HELD[0], (17, JPD)]


def test_what_is_noted_is_in_order_of_codings(asked: Asked, study: StudyFile) -> None:
    frame = noted(study.reader)
    assert frame["id"].tolist() == [1, 2, 3, 4]
    assert frame["memo"].tolist() == ["Echoes A2.", "", "", "For Chapter 5"]
