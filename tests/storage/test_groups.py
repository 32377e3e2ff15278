"""Groups in a study: made as their own act, out of codes, and told from codes of earlier formats."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from coding.errors import UserError
from coding.model.framework import Framework
from coding.model.study import Span
from storage.operations.arranging import add_group, group_codes, move_code, move_codes
from storage.operations.codebook import add_code
from storage.operations.codings import Pick, apply_codes, toggle_code
from storage.operations.in_vivo import code_in_vivo
from storage.operations.studies import add_shipped_framework
from storage.queries.codebook import framework
from storage.queries.codings import codings
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways
from tests.tools.keep_version import KEPT


@pytest.fixture
def open_coding(study: StudyFile) -> int:
    return study.perform(add_shipped_framework("open_coding")).result


def model(study: StudyFile, framework_id: int) -> Framework:
    return framework(study.reader, framework_id)


def outline(study: StudyFile, framework_id: int) -> str:
    """Return the codes, each with its depth as dots, groups in capitals."""
    found = model(study, framework_id)
    return " ".join(
        "." * found.depth(code.id) + (code.name.upper() if code.is_group else code.name)
        for code in found.codes
    )


def codes(study: StudyFile, framework_id: int, *names: str) -> list[int]:
    return [study.perform(add_code(framework_id, None, name)).result for name in names]


def test_the_first_code_in_vivo_is_a_code_and_stays_one(study: StudyFile, open_coding: int) -> None:
    first = study.perform(code_in_vivo(1, Span(17, 21), open_coding, None, "we just")).result
    study.perform(code_in_vivo(1, Span(22, 26), open_coding, None, "tell"))
    assert outline(study, open_coding) == "we just tell"
    assert model(study, open_coding).counts_as(first.code_id) == first.code_id


def test_several_codes_become_a_group_where_the_first_stood(study: StudyFile, open_coding: int) -> None:
    a, b, c, d = codes(study, open_coding, "a", "b", "c", "d")
    hue, revision = model(study, open_coding).hue(b), model(study, open_coding).revision
    group = perform_both_ways(study, group_codes([d, b], "bd")).result
    assert outline(study, open_coding) == "a BD .b .d c"
    assert model(study, open_coding).hue(d) == hue
    assert model(study, open_coding).revision == revision + 1
    study.perform(group_codes([a, c], "a"))
    assert outline(study, open_coding) == "A .a .c BD .b .d"
    study.perform(group_codes([group, c], "all"))
    assert outline(study, open_coding) == "ALL .c .BD ..b ..d A .a"


def test_codes_of_one_group_are_grouped_in_it(study: StudyFile, open_coding: int) -> None:
    a, b, c = codes(study, open_coding, "a", "b", "c")
    study.perform(group_codes([a, b, c], "all"))
    perform_both_ways(study, group_codes([b, c], "bc"))
    assert outline(study, open_coding) == "ALL .a .BC ..b ..c"


def test_two_of_one_name_are_not_grouped(study: StudyFile, open_coding: int) -> None:
    a, b = codes(study, open_coding, "a", "b")
    below = study.perform(add_code(open_coding, b, "A")).result
    with pytest.raises(UserError, match="already in the codebook"):
        study.perform(group_codes([a, below], "both"))
    assert outline(study, open_coding) == "a b .A"


def test_a_group_does_not_stand_below_a_code(study: StudyFile, open_coding: int) -> None:
    (a,) = codes(study, open_coding, "a")
    group = study.perform(add_group(open_coding, None, "Group")).result
    acts: list[Operation[Any]] = [add_group(open_coding, a, "Other"), move_code(group, a, 0)]
    for act in acts:
        with pytest.raises(UserError, match="below the code"):
            study.perform(act)


def test_several_are_moved_in_their_order(study: StudyFile, open_coding: int) -> None:
    a, b, c, d = codes(study, open_coding, "a", "b", "c", "d")
    perform_both_ways(study, move_codes([c, a], None, 1))
    assert outline(study, open_coding) == "b a c d"
    perform_both_ways(study, move_codes([d, b], a, 0))
    assert outline(study, open_coding) == "a .b .d c"
    with pytest.raises(UserError, match="under itself"):
        study.perform(move_codes([c, a], b, 0))


def test_a_code_takes_the_place_of_the_groups_above_it(study: StudyFile, open_coding: int) -> None:
    a, b = codes(study, open_coding, "a", "b")
    outer = study.perform(group_codes([a, b], "outer")).result
    inner = study.perform(group_codes([a], "inner")).result
    study.perform(apply_codes(1, 17, 21, [Pick(outer)]))
    study.perform(toggle_code(1, 17, 21, inner))
    study.perform(toggle_code(1, 17, 21, a))
    here = [coding.code_id for coding in codings(study.reader, 1) if coding.span == (17, 21)]
    assert here == [a]


def groups_of(path: Path) -> set[str]:
    with StudyFile.open(path) as study:
        assert study.check() == []
        return {code.name for code in framework(study.reader, 1).codes if code.is_group}


def test_dimensions_of_an_earlier_format_become_groups(tmp_path: Path) -> None:
    path = Path(copyfile(KEPT / "version_4.strandline", tmp_path / "old.strandline"))
    assert groups_of(path) == {"Professional Development", "Partnership Competence", "Collaborative Capital"}


def test_a_framework_of_one_level_has_none(tmp_path: Path) -> None:
    path = Path(copyfile(KEPT / "version_4.strandline", tmp_path / "old.strandline"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE framework SET levels = 'condition'")
    assert groups_of(path) == set()


def test_shipped_frameworks_say_which_are_groups(study: StudyFile) -> None:
    lens = study.perform(add_shipped_framework("grid_group")).result
    assert [code.short for code in model(study, 1).codes if code.is_group] == ["PD", "PC", "CC"]
    assert not any(code.is_group for code in model(study, lens).codes)
