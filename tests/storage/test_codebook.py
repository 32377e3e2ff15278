"""Editing the codebook: what each operation does, and that every one of them can be taken back."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from coding.errors import UserError
from coding.model.code_versions import ENTRY
from coding.model.framework import HUES, KEYS, Code, Framework
from storage.operations.arranging import add_group, group_codes, move_code, move_codes
from storage.operations.codebook import (
    add_code,
    delete_code,
    edit_entry,
    recolour_code,
    rename_code,
    set_key,
)
from storage.operations.memos import write_code_memo
from storage.queries.codebook import framework
from storage.study import schema
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, perform_both_ways


def model(study: StudyFile) -> Framework:
    return framework(study.reader, 1)


def code(study: StudyFile, short: str) -> Code:
    return next(code for code in model(study).codes if code.short == short)


def outline(study: StudyFile, parent: str) -> list[str]:
    return [child.short for child in model(study).children(code(study, parent).id)]


# --- the law of undo --------------------------------------------------------------------------

_id = st.integers(1, 24)  # the model has 18 codes; those beyond are made on the way or are not there
_parent = st.none() | _id
_several = st.lists(_id, min_size=1, max_size=4)
_at = st.integers(0, 5)
_words = st.text("abcDE &\n", max_size=8)
_field = st.sampled_from((*ENTRY, "label", "abbreviation", "aliases"))

_acts: st.SearchStrategy[Operation[Any]] = st.one_of(
    st.tuples(_id, _words).map(lambda a: rename_code(*a)),
    st.tuples(_id, _field, _words).map(lambda a: edit_entry(*a)),
    st.tuples(_id, st.sampled_from(HUES)).map(lambda a: recolour_code(*a)),
    st.tuples(_id, st.sampled_from(("", *KEYS))).map(lambda a: set_key(*a)),
    st.tuples(st.just(1), _parent, _words, _words).map(lambda a: add_code(*a)),
    st.tuples(_id, _parent, _at).map(lambda a: move_code(*a)),
    st.tuples(_id).map(lambda a: delete_code(*a)),
    st.tuples(st.just(1), _parent, _words).map(lambda a: add_group(*a)),
    st.tuples(_several, _words).map(lambda a: group_codes(*a)),
    st.tuples(_several, _parent, _at).map(lambda a: move_codes(*a)),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_acts, max_size=6))
def test_every_change_can_be_taken_back_and_done_again(
    study: StudyFile, commands: list[Operation[Any]]
) -> None:
    before, done = dump(study), 0
    for act in commands:
        with suppress(UserError):
            done += bool(perform_both_ways(study, act).changes)
        assert_sound(model(study))
    for _ in range(done):
        study.undo()
    assert dump(study) == before


def assert_sound(framework: Framework) -> None:
    """Every code is reached from the top once, each key given once, each abbreviation too."""
    assert len({c.id for c in framework.codes}) == len(framework.codes)
    for values in ([c.key for c in framework.codes if c.key], [c.abbreviation for c in framework.codes]):
        given_out = [value for value in values if value]
        assert len(set(given_out)) == len(given_out)


# --- what each one does -------------------------------------------------------------------------


def test_renaming_changes_the_meaning_and_the_version(study: StudyFile) -> None:
    trust = code(study, "Trust")
    study.perform(rename_code(trust.id, "  Mutual\ntrust "))
    renamed = model(study).by_id[trust.id]
    assert (renamed.name, renamed.revision, model(study).revision) == ("Mutual trust", 2, 2)
    assert study.history()[0].words == "Rename Trust to Mutual trust"


def test_the_same_name_again_is_no_change(study: StudyFile) -> None:
    assert not study.perform(rename_code(code(study, "Trust").id, "Trust")).changes


@pytest.mark.parametrize("name", ["", " \n", "reciprocity"])
def test_no_name_and_the_name_of_a_code_beside_it_are_refused(study: StudyFile, name: str) -> None:
    with pytest.raises(UserError):
        study.perform(rename_code(code(study, "Trust").id, name))


@pytest.mark.parametrize(
    ("field", "revision"), [("definition", 2), ("when_to_use", 2), ("notes", 1), ("label", 1)]
)
def test_only_what_defines_a_code_makes_a_new_version(study: StudyFile, field: str, revision: int) -> None:
    study.perform(edit_entry(code(study, "HSC").id, field, "Something else"))
    assert (code(study, "HSC").revision, model(study).revision) == (revision, revision)


def test_an_abbreviation_stands_for_one_code_only(study: StudyFile) -> None:
    with pytest.raises(UserError, match="High social capital"):
        study.perform(edit_entry(code(study, "FG").id, "abbreviation", "hsc"))
    with pytest.raises(UserError, match="Mentoring"):
        study.perform(edit_entry(code(study, "FG").id, "aliases", "governance\nc & m"))
    study.perform(edit_entry(code(study, "FG").id, "aliases", " governance \n\ngovernance\ngoverning"))
    assert code(study, "FG").aliases == ("governance", "governing")


def test_a_key_leaves_the_code_that_had_it_and_no_other_moves(study: StudyFile) -> None:
    before = {c.id: c.key for c in model(study).codes}
    trust, hsc = code(study, "Trust"), code(study, "HSC")
    study.perform(set_key(trust.id, hsc.key))
    after = {c.id: c.key for c in model(study).codes}
    assert after == before | {trust.id: "6", hsc.id: ""}
    assert model(study).revision == 1


def test_a_strand_is_coloured_with_its_dimension(study: StudyFile) -> None:
    study.perform(recolour_code(code(study, "HSC").id, "rose"))
    assert {model(study).hue(c.id) for c in model(study).below(code(study, "PC").id)} == {"rose"}


def test_a_new_code_stands_last_and_a_new_dimension_has_a_hue_of_its_own(study: StudyFile) -> None:
    study.perform(add_code(1, code(study, "PC").id, "Openness", "OP"))
    assert outline(study, "PC") == ["FG", "HSC", "CMP", "E&C", "OP"]
    study.perform(add_code(1, None, "Context"))
    assert model(study).children(None)[-1].hue == "violet"
    assert model(study).revision == 3


def test_moving_inside_a_dimension_reorders(study: StudyFile) -> None:
    study.perform(move_code(code(study, "FG").id, code(study, "PC").id, 2))
    assert outline(study, "PC") == ["HSC", "CMP", "FG", "E&C"]
    assert model(study).revision == 1


def test_moving_to_another_dimension_takes_the_codes_below_along(study: StudyFile) -> None:
    study.perform(move_code(code(study, "HSC").id, code(study, "CC").id, 0))
    assert outline(study, "CC")[0] == "HSC"
    assert model(study).hue(code(study, "Trust").id) == "green"
    assert (code(study, "HSC").revision, model(study).revision) == (2, 2)


def test_a_code_cannot_stand_under_itself_or_too_deep(study: StudyFile) -> None:
    with pytest.raises(UserError, match="under itself"):
        study.perform(move_code(code(study, "PC").id, code(study, "Trust").id, 0))
    parent = code(study, "Trust").id
    for depth in range(5):
        parent = study.perform(add_code(1, parent, f"Level {depth}")).result
    with pytest.raises(UserError, match="levels deep"):
        study.perform(add_code(1, parent, "One too many"))


def test_deleting_takes_sub_codes_codings_and_memos_along(study: StudyFile) -> None:
    hsc = code(study, "HSC").id
    study.perform(write_code_memo(hsc, "Two elements."))
    perform_both_ways(study, delete_code(code(study, "PC").id))
    left = study.reader.execute(select(schema.coding.c.code_id)).scalars().all()
    assert set(left) <= {c.id for c in model(study).codes}
    assert "Trust" not in [c.name for c in model(study).codes]
    assert study.reader.scalar(select(func.count()).where(schema.memo.c.code_id == hsc)) == 0


def test_what_is_no_longer_there_is_a_sentence(study: StudyFile) -> None:
    with pytest.raises(UserError, match="no longer there"):
        study.perform(rename_code(999, "Anything"))
    with pytest.raises(UserError, match="no longer there"):
        study.perform(add_code(1, 999, "Anything"))
