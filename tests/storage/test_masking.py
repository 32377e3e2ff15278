"""Masking names in what is stored."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from coding.errors import CancelledError
from coding.privacy.masking import Pseudonym, Pseudonyms
from storage.operations.masking import mask_interviews, places_to_mask
from storage.operations.people import edit_person
from storage.operations.studies import set_up_study
from storage.queries.people import people
from storage.queries.texts import transcript
from storage.study import schema
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, perform_both_ways
from tests.storage.named_study import JOINT, NAMES, fill_with_names


@pytest.fixture
def named(tmp_path: Path) -> Iterator[StudyFile]:
    """Yield a study full of names."""
    with StudyFile.create(
        tmp_path / "named.strandline", set_up_study("Oak School Partnership", "Me")
    ) as study:
        study.perform(fill_with_names())
        yield study


def texts(study: StudyFile) -> str:
    return repr(dump(study))


def test_all_interviews_means_the_whole_study(named: StudyFile) -> None:
    perform_both_ways(named, mask_interviews([1, 2], NAMES))
    said = texts(named)
    assert [entry.name for entry in NAMES.entries if entry.name in said] == []
    assert "[Rowan School] begin?" in said
    assert "'Rowan School Partnership'" in said


def test_literature_keeps_its_authors(named: StudyFile) -> None:
    """Hargreaves wrote of the model, whoever of that name was interviewed."""
    named.perform(mask_interviews([1, 2], Pseudonyms((Pseudonym("Hargreaves", "Brown"),))))
    (source,) = named.reader.scalars(select(schema.framework.c.source))
    assert source.startswith("Hargreaves (2012)")


def test_codings_move_exactly(named: StudyFile) -> None:
    named.perform(mask_interviews([1, 2], NAMES))
    found = transcript(named.reader, 1)
    assert found is not None
    rows = named.reader.execute(select(schema.coding).where(schema.coding.c.transcript_id == 1))
    assert [found.text[row.start : row.end] for row in rows][:3] == [
        "Anna Brown here: the marmalade came first of all things.",
        "And I, Tom, say Anna’s toast is what held it together.",
        "the marmalade came first of all things.\nAnd I, Tom, say Anna’s",
    ]
    assert [found.text[turn.start : turn.end] for turn in found.turns] == found.text.split("\n")


def test_names_are_found_however_their_accents_are_typed(named: StudyFile) -> None:
    named.perform(edit_person(1, "Zoe\N{COMBINING DIAERESIS} Hill"))
    named.perform(
        mask_interviews(
            [1, 2], Pseudonyms((Pseudonym("Zo\N{LATIN SMALL LETTER E WITH DIAERESIS} Hill", "Ada"),))
        )
    )
    assert "Ada" in [person.name for person in people(named.reader)]


def test_a_chosen_interview_leaves_the_others_alone(named: StudyFile) -> None:
    perform_both_ways(named, mask_interviews([2], NAMES))
    kept = transcript(named.reader, 1)
    assert kept is not None
    assert kept.text == JOINT
    assert "as Anna foresaw" in texts(named)
    assert "'Tom Ward'" in texts(named)


def test_what_is_counted_before_is_what_is_masked(named: StudyFile) -> None:
    places = places_to_mask(named.reader, [2], NAMES)
    assert places["Jane Hill"] == 6  # the label, title, file, heading, person and post
    assert places["Jane"] == 2  # said, and an attribute of hers
    named.perform(mask_interviews([2], NAMES))
    assert not places_to_mask(named.reader, [2], NAMES)


def test_masking_twice_leaves_no_second_trace(named: StudyFile) -> None:
    named.perform(mask_interviews([1, 2], NAMES))
    assert not named.perform(mask_interviews([1, 2], NAMES)).changes


def test_the_operation_itself_names_nobody(named: StudyFile) -> None:
    named.perform(mask_interviews([1, 2], NAMES))
    kept = named.reader.scalar(
        select(schema.operation.c.parameters).where(schema.operation.c.kind == "mask_interviews")
    )
    assert kept == '{"what": "2 interviews"}'
    assert named.history(1)[0].words == "Mask names in 2 interviews"


def test_the_full_text_index_follows(named: StudyFile) -> None:
    named.perform(mask_interviews([1, 2], NAMES))
    found = named.reader.exec_driver_sql("SELECT count(*) FROM search WHERE search MATCH 'Jane OR Anna'")
    assert found.scalar() == 3
    assert named.reader.exec_driver_sql("SELECT count(*) FROM search WHERE search MATCH 'Jane'").scalar() == 0


def test_a_masking_that_is_stopped_changes_nothing(named: StudyFile) -> None:
    before = dump(named)

    def stop(done: int, _total: int, _label: str) -> None:
        if done == 1:
            raise CancelledError

    with pytest.raises(CancelledError):
        named.perform(mask_interviews([1, 2], NAMES, stop))
    assert dump(named) == before
