"""The frameworks that come with the program."""

from pathlib import Path

import pytest

from coding.errors import UserError
from coding.model.framework import Framework
from storage.operations.frameworks import DEFAULT, shipped
from storage.operations.studies import add_shipped_framework, set_up_study
from storage.queries.codebook import frameworks
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, perform_both_ways

STRANDS = ["JPD", "M&C", "TI", "DSI", "FG", "HSC", "CMP", "E&C", "AI", "DI", "CE", "AA"]


@pytest.fixture(scope="module")
def model(filled: Path) -> Framework:
    with StudyFile.open_for_reading(filled) as study:
        return frameworks(study.reader)[0]


def test_the_maturity_model_is_whole(model: Framework) -> None:
    assert [code.abbreviation for code in model.children(None)] == ["PD", "PC", "CC"]
    assert [strand.short for strand in model.strands()] == STRANDS
    assert [(stage.letter, stage.name) for stage in model.stages] == [
        ("A", "Beginning"),
        ("B", "Developing"),
        ("C", "Embedding"),
        ("D", "Leading"),
    ]
    assert model.levels == ("dimension", "strand", "sub-strand")


def test_every_strand_has_its_key_in_the_order_of_the_digit_row(model: Framework) -> None:
    assert "".join(strand.key for strand in model.strands()) == "1234567890-="


@pytest.mark.parametrize(
    "field", ["short_definition", "definition", "when_to_use", "when_not_to_use", "example", "notes"]
)
def test_every_strand_s_entry_is_filled(model: Framework, field: str) -> None:
    assert [strand.short for strand in model.strands() if not getattr(strand, field).strip()] == []


def test_a_name_leads_to_one_code_only(model: Framework) -> None:
    said = [
        name
        for code in model.codes
        for name in {text.casefold() for text in (code.name, code.abbreviation, *code.aliases) if text}
    ]
    assert len(said) == len(set(said))


def test_the_three_hues_differ(model: Framework) -> None:
    assert [model.hue(code.id) for code in model.children(None)] == ["blue", "amber", "green"]


def test_codes_of_a_framework_are_the_same_in_every_study(filled: Path, tmp_path: Path) -> None:
    with (
        StudyFile.create(tmp_path / "other.strandline", set_up_study("Other", "Me")) as other,
        StudyFile.open_for_reading(filled) as study,
    ):
        assert [row[1] for row in dump(other)["code"]] == [row[1] for row in dump(study)["code"]]


def test_a_second_framework_can_be_added_and_undone(study: StudyFile) -> None:
    perform_both_ways(study, add_shipped_framework(DEFAULT))
    assert len(frameworks(study.reader)) == 2


def test_an_unknown_framework_is_refused_with_those_there_are(study: StudyFile) -> None:
    with pytest.raises(UserError, match=next(iter(shipped()))):
        study.perform(add_shipped_framework("nonsense"))
