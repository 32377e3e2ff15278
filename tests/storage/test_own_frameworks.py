"""Frameworks of one's own: made, copied, renamed, removed, and all of it taken back."""

import pytest

from coding.errors import CancelledError, UserError
from coding.model.framework import Framework
from storage.operations.codebook import add_code
from storage.operations.codings import toggle_code
from storage.operations.memos import write_code_memo
from storage.operations.own_frameworks import (
    duplicate_framework,
    edit_framework,
    new_framework,
    remove_framework,
)
from storage.operations.studies import add_shipped_framework
from storage.queries.codebook import current_framework_id, framework, frameworks
from storage.queries.frameworks import held_frameworks
from storage.study import schema
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, perform_both_ways


def model(study: StudyFile, framework_id: int = 1) -> Framework:
    return framework(study.reader, framework_id)


def names(study: StudyFile) -> list[str]:
    return [each.name for each in frameworks(study.reader)]


def test_a_new_one_has_its_own_levels(study: StudyFile) -> None:
    made = perform_both_ways(study, new_framework(" Power ", ["condition", " ", "sub-condition"])).result
    found = model(study, made)
    assert (found.name, found.levels, found.codes) == ("Power", ("condition", "sub-condition"), ())
    assert names(study)[-1] == "Power"
    assert study.history(1)[0].words == "Start the framework “Power”"


def test_a_copy_holds_the_same_codes_as_codes_of_its_own(study: StudyFile) -> None:
    copy = perform_both_ways(study, duplicate_framework(1)).result
    old, new = model(study), model(study, copy)
    assert [(c.name, c.definition, c.key, c.is_group) for c in new.codes] == [
        (c.name, c.definition, c.key, c.is_group) for c in old.codes
    ]
    assert [new.depth(c.id) for c in new.codes] == [old.depth(c.id) for c in old.codes]
    assert [stage.letter for stage in new.stages] == ["A", "B", "C", "D"]
    guids = study.reader.exec_driver_sql("SELECT count(DISTINCT guid), count(*) FROM code").one()
    assert guids[0] == guids[1] == 2 * len(old.codes)
    assert next(each for each in held_frameworks(study.reader) if each.id == copy).codings == 0


def test_copies_of_one_have_names_of_their_own(study: StudyFile) -> None:
    for _time in range(3):
        study.perform(duplicate_framework(1))
    first = names(study)[0]
    assert names(study)[1:] == [f"{first} (copy)", f"{first} (copy 2)", f"{first} (copy 3)"]


def test_names_and_levels_are_changed(study: StudyFile) -> None:
    perform_both_ways(study, edit_framework(1, "Our model", "Ours", ["area", "strand"]))
    found = model(study)
    assert (found.name, found.short_name, found.levels, found.revision) == (
        "Our model",
        "Ours",
        ("area", "strand"),
        2,
    )
    assert not study.perform(edit_framework(1, "Our model", "Ours", ["area", "strand"])).changes


def test_what_goes_with_one_is_counted_and_goes(study: StudyFile) -> None:
    other = study.perform(new_framework("Power", ["code"])).result
    code_id = study.perform(add_code(other, None, "hope")).result
    study.perform(toggle_code(1, 17, 21, code_id))
    study.perform(write_code_memo(code_id, "Look."))
    held = next(each for each in held_frameworks(study.reader) if each.id == other)
    assert (held.codes, held.codings, held.memos) == (1, 1, 1)
    before = {name: len(rows) for name, rows in dump(study).items()}
    perform_both_ways(study, remove_framework(other))
    after = {name: len(rows) for name, rows in dump(study).items()}
    gone = {name: before[name] - n for name, n in after.items() if before[name] != n}
    assert gone == {"framework": 1, "code": 1, "code_version": 1, "coding": 1, "memo": 1} | {
        name: n for name, n in gone.items() if n < 0
    }


def test_a_removal_says_how_far_it_is_and_can_be_stopped(study: StudyFile) -> None:
    study.perform(add_shipped_framework("grid_group"))
    before, heard = dump(study), list[tuple[int, int]]()

    def stop(done: int, total: int, _words: str) -> None:
        heard.append((done, total))
        if done:
            raise CancelledError

    with pytest.raises(CancelledError):
        study.perform(remove_framework(1, stop))
    assert heard[0] == (0, heard[-1][1])
    assert 0 < heard[-1][0] < heard[-1][1]
    assert dump(study) == before


def test_the_study_opens_with_another_then(study: StudyFile) -> None:
    lens = study.perform(add_shipped_framework("grid_group")).result
    perform_both_ways(study, remove_framework(1))
    assert current_framework_id(study.reader) == lens
    with pytest.raises(UserError, match="only framework"):
        study.perform(remove_framework(lens))
    study.undo()
    assert current_framework_id(study.reader) == 1


@pytest.mark.parametrize(
    "act",
    [
        new_framework("", ["code"]),
        new_framework("maturity MODEL of inter-school partnerships", ["code"]),
        new_framework("Power", [" "]),
        edit_framework(1, "Model", "", []),
        edit_framework(99, "Model", "", ["code"]),
        remove_framework(1),
        remove_framework(99),
        duplicate_framework(99),
    ],
    ids=lambda act: f"{act.kind}",
)
def test_what_is_refused_changes_nothing(study: StudyFile, act: Operation[object]) -> None:
    before = dump(study)
    with pytest.raises(UserError):
        study.perform(act)
    assert dump(study) == before


def test_every_column_of_a_code_is_copied(study: StudyFile) -> None:
    copy = study.perform(duplicate_framework(1)).result
    own = {"id", "guid", "framework_id", "parent_id", "revision", "also"}
    shared = [column.name for column in schema.code.columns if column.name not in own]
    query = f"SELECT {', '.join(shared)} FROM code WHERE framework_id = %s ORDER BY id"
    one, other = (study.reader.exec_driver_sql(query % id_).all() for id_ in (1, copy))
    assert one == other
