"""A talk that the study has already comes in no second time unawares, whatever its file is."""

from pathlib import Path

import pytest

from coding.intake.again import talk_of
from coding.intake.corrections import with_include
from coding.intake.left_out import left_out
from coding.intake.plan import ImportPlan
from storage.intake.import_batch import known_study, plan_import
from storage.operations.imports import store_import
from storage.study.study_file import StudyFile

TALK = "\n".join(
    f"Interviewer: How did part {n} go?\nTeacher: Part {n} went as planned, every Monday of it, with soup."
    for n in range(8)
)


def planned(study: StudyFile, path: Path) -> ImportPlan:
    return plan_import([path], known_study(study.reader), beside=study.reader)


@pytest.fixture
def stored(study: StudyFile, tmp_path: Path) -> StudyFile:
    """Store a talk."""
    path = tmp_path / "B2 talk.txt"
    path.write_text(TALK)
    study.perform(store_import(plan_import([path], known_study(study.reader))))
    return study


@pytest.mark.parametrize(
    ("name", "text", "begins"),
    [
        ("B2 talk.txt", TALK + "\n", "The same as B2 talk"),  # saved anew
        ("something else.md", TALK.replace("\n", "\n\n"), "The same as B2 talk"),
        ("B2 talk corrected.txt", TALK.replace("soup", "bread", 3), "Nearly the same as B2 talk"),
        ("B2_talk_v2.txt", TALK.replace("soup", "bread", 3), "Nearly the same as B2 talk"),
    ],
)
def test_it_is_left_out_with_the_reason(
    stored: StudyFile, tmp_path: Path, name: str, text: str, begins: str
) -> None:
    path = tmp_path / "new" / name
    path.parent.mkdir()
    path.write_text(text)
    plan = planned(stored, path)
    assert plan.included == ()
    assert left_out(plan)[0].reason.startswith(begins)
    assert with_include(plan, [0], include=True).included != ()


def test_another_talk_of_the_same_name_comes_in(stored: StudyFile, tmp_path: Path) -> None:
    path = tmp_path / "new" / "B2 talk.txt"
    path.parent.mkdir()
    path.write_text(
        "\n".join(f"Interviewer: Why {n}?\nTeacher: Nobody had asked us about it {n}." for n in range(9))
    )
    assert len(planned(stored, path).included) == 1


def test_two_versions_that_come_together_are_said_to_be(study: StudyFile, tmp_path: Path) -> None:
    (tmp_path / "C3 talk.txt").write_text(TALK)
    (tmp_path / "C3 talk final.txt").write_text(TALK.replace("soup", "bread", 3))
    rows = plan_import(
        [tmp_path / "C3 talk.txt", tmp_path / "C3 talk final.txt"], known_study(study.reader)
    ).rows
    assert [(row.include, row.version_of) for row in rows] == [(True, ""), (True, "C3 talk.txt")]


@pytest.mark.parametrize("name", ["B2 head", "B2 head - Copy", "B2 head v2", "B2_head_final", "B2 head (1)",
                                  "B2 head corrected v3", "B2 head revised"])  # fmt: skip
def test_versions_of_a_name_are_one_talk(name: str) -> None:
    assert talk_of(name) == "b2 head"
