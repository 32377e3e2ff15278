"""What the picker offers while one types, and the code it would make."""

import pytest

from coding.model.framework import Code, Framework
from coding.notation.code_names import Names
from coding.notation.picker_completion import (
    in_vivo_name,
    is_name_in_vivo,
    new_code,
    suggestions,
    usual_parent,
)
from tests.coding.test_annotations import MODEL, NAMES

IDS = {code.short: code.id for code in MODEL.codes}


def offered(text: str, *recent: str) -> list[str]:
    return [code.short for code in suggestions(text, NAMES, [IDS[short] for short in recent]).codes]


def test_the_last_used_come_first_before_anything_is_typed() -> None:
    assert offered("", "E&C", "AI")[:3] == ["E&C", "AI", "PD"]
    assert len(offered("")) == len(MODEL.codes)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("h", "HSC"),
        ("trus", "Trust"),
        ("hsc/e", "E&C"),
        ("hsc eval", "E&C"),
        ("joint pra", "JPD"),
        ("di", "DI"),
    ],
)
def test_a_beginning_is_completed(text: str, first: str) -> None:
    assert offered(text)[0] == first


def test_after_a_separator_all_but_the_named_codes_are_offered() -> None:
    assert "HSC" not in offered("hsc/")
    assert len(offered("hsc/")) == len(MODEL.codes) - 1


def test_nothing_is_offered_after_a_stage_or_for_strange_words() -> None:
    assert offered("hsc b") == []
    assert offered("hsc/ofsted") == []


@pytest.mark.parametrize(
    ("text", "finished"), [("hsc/e", "hsc/E&C"), ("hs b?", "HSC b?"), ("joint pra", "JPD"), ("", "JPD")]
)
def test_choosing_finishes_the_text(text: str, finished: str) -> None:
    found = suggestions(text, NAMES, [IDS["JPD"]])
    assert found.finished(found.codes[0]) == finished


@pytest.mark.parametrize(
    ("text", "name", "above", "before"),
    [
        ("openness", "openness", "PC", []),
        ("hsc/openness", "openness", "HSC", []),
        ("HSC: openness ", "openness", "HSC", []),
        ("jpd; openness", "openness", "PC", ["JPD"]),
        ("jpd, openness", "jpd, openness", "PC", []),
        ("trust and openness", "trust and openness", "PC", []),
        ("jpd/hsc/openness", "openness", "HSC", ["JPD"]),
        ("trust in heads", "trust in heads", "PC", []),
        ("time, money", "time, money", "PC", []),
        ("hsc/", "hsc/", "PC", []),
    ],
)
def test_a_new_code_of_what_was_typed(text: str, name: str, above: str, before: list[str]) -> None:
    new = new_code(text, NAMES, [IDS["E&C"]])
    assert new.name == name
    assert new.parent_id == IDS[above]
    assert [MODEL.by_id[code.code_id].short for code in new.before.codes] == before


def test_a_flat_framework_has_new_codes_at_the_top() -> None:
    names = Names(Framework(1, "", "", ("code",), (), (Code(1, None, "hope", ""),)))
    assert new_code("fear", names, [1]).parent_id is None
    beside = new_code("hope/fear", names)
    assert (beside.name, beside.parent_id, beside.before.codes[0].code_id) == ("fear", None, 1)


NAMED = Framework(
    1, "", "", ("code",), (), (Code(1, None, "time, money and trust", ""), Code(2, None, "money", ""))
)


@pytest.mark.parametrize("text", ["power and money", "money, power", "time and power, money"])
def test_a_new_name_with_commas_and_ands_is_one_name(text: str) -> None:
    new = new_code(text, Names(NAMED))
    assert (new.name, new.before.codes) == (text, ())


@pytest.mark.parametrize("text", ["time, mon", "time, money and", "Time,  money and tr"])
def test_a_name_with_commas_and_ands_is_completed_as_one(text: str) -> None:
    found = suggestions(text, Names(NAMED))
    assert [code.id for code in found.codes] == [1]
    assert found.finished(found.codes[0]) == "time, money and trust"


def test_a_name_with_commas_and_ands_is_read_as_one() -> None:
    names = Names(NAMED)
    assert [code.code_id for code in suggestions("time, money and trust", names).read.codes] == [1]
    assert [code.code_id for code in suggestions("money, time, money and trust", names).read.codes] == [2, 1]


OPEN = Framework(
    1,
    "",
    "",
    ("category", "code"),
    (),
    (Code(1, None, "a", ""), Code(2, None, "b", "", is_group=True), Code(3, 2, "c", "")),
)


@pytest.mark.parametrize(("recent", "parent"), [([1], None), ([2], 2), ([3], 2), ([], 2), ([9], 2)])
def test_a_new_code_goes_to_the_group_of_the_last(recent: list[int], parent: int | None) -> None:
    assert usual_parent(OPEN, recent) == parent
    assert usual_parent(Framework(1, "", "", ("category", "code"), (), OPEN.codes[:1]), [1]) is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("we trust each other now.", "we trust each other now"),
        (" “Well, \n it’s hard”, ", "Well, it’s hard"),
        ("...", ""),
        ("x" * 61, "x" * 60),
        ("ab " * 20 + "cd", ("ab " * 20).strip()),
        ("ab " * 19 + "abc and more", "ab " * 19 + "abc"),
    ],
)
def test_words_become_a_name_cut_at_a_words_end(words: str, name: str) -> None:
    assert in_vivo_name(words) == name
    assert is_name_in_vivo(name)
    assert is_name_in_vivo(words) == (len(words) < 61)
