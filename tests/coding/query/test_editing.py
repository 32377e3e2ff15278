"""What check boxes, menus and links do to a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model.query import CodeTerm, Exactly, Query
from coding.query.editing import (
    Joining,
    alone,
    crossed,
    joining_of,
    only_code,
    rejoined,
    ticked,
    toggled,
    toggled_code,
    values_of,
    with_field,
    without_codes,
)
from coding.query.parsing import parse
from tests.coding.query.names import known_names
from tests.coding.query.test_parsing import QUERIES

NAMES = known_names()
WORDS = '"trust" in:2015'


def test_check_boxes_make_or() -> None:
    query = Query()
    for name in ("HSC", "E&C", "JPD"):
        query = toggled_code(query, CodeTerm(name), Joining.ANY)
    assert str(query) == "HSC or E&C or JPD"
    assert str(toggled_code(query, CodeTerm("E&C"), Joining.ANY)) == "HSC or JPD"


@pytest.mark.parametrize(
    ("text", "joining", "after"),
    [
        (WORDS, Joining.ANY, '"trust" and HSC in:2015'),
        ("e&c not jpd", Joining.ANY, "(E&C or HSC) and not JPD"),
        ("e&c", Joining.ALL, "E&C and HSC"),
        ("e&c", Joining.NONE, "E&C and not HSC"),
        ("(hsc or jpd) e&c", Joining.ANY, "JPD and E&C"),
        ("hsc not jpd in:2015", Joining.ANY, "not JPD in:2015"),
        ("e&c or (hsc and jpd)", Joining.NONE, "E&C or JPD"),
        ("not hsc", Joining.ANY, ""),
    ],
)
def test_a_code_is_put_in_or_taken_out(text: str, joining: Joining, after: str) -> None:
    assert str(toggled_code(parse(text, NAMES), CodeTerm("HSC"), joining)) == after


def test_a_dimension_alone_has_a_box_of_its_own() -> None:
    query = toggled_code(parse("jpd", NAMES), alone("PC"), Joining.ANY)
    assert str(query) == "JPD or PC[alone:yes]"
    assert ticked(query) == {CodeTerm("JPD"), alone("PC")}
    assert str(toggled_code(query, CodeTerm("PC"), Joining.ANY)) == "JPD or PC[alone:yes] or PC"
    assert str(toggled_code(query, alone("PC"), Joining.ANY)) == "JPD"


def test_ticked_codes_are_joined_otherwise() -> None:
    anyone = parse('(hsc or e&c) "trust" in:2015', NAMES)
    everyone = rejoined(anyone, Joining.ALL)
    assert str(everyone) == 'HSC and E&C and "trust" in:2015'
    assert rejoined(everyone, Joining.ANY) == anyone
    assert (joining_of(anyone), joining_of(everyone), joining_of(Query())) == (Joining.ANY, Joining.ALL, None)
    assert rejoined(anyone, Joining.NONE) == anyone


def test_one_code_alone_leaves_words_and_fields() -> None:
    chosen = parse(f"(jpd or hsc) {WORDS}", NAMES)
    assert str(only_code(chosen, CodeTerm("FG"))) == 'FG and "trust" in:2015'
    assert str(without_codes(parse(f"jpd not hsc {WORDS}", NAMES))) == '"trust" in:2015'


def test_values_of_a_field_are_put_in_and_taken_out() -> None:
    query = toggled(toggled(Query(), "in", Exactly("2014")), "in", Exactly("2015"))
    assert str(query) == "in:2014,2015"
    assert values_of(query, "in") == (Exactly("2014"), Exactly("2015"))
    assert str(toggled(query, "in", Exactly("2014"))) == "in:2015"
    assert toggled(toggled(query, "in", Exactly("2014")), "in", Exactly("2015")) == Query()
    assert str(with_field(query, "in", Exactly("2014"))) == "in:2014"
    assert with_field(query, "in", None) == Query()


@given(QUERIES, st.sampled_from(sorted(NAMES.code_by_text)), st.sampled_from(list(Joining)))
def test_a_code_that_was_put_in_is_taken_out_again(query: Query, name: str, joining: Joining) -> None:
    code = CodeTerm(name)
    if code in ticked(query) | crossed(query):
        gone = toggled_code(query, code, joining)
        assert code not in ticked(gone) | crossed(gone)
    else:
        more = toggled_code(query, code, joining)
        assert code in (crossed(more) if joining is Joining.NONE else ticked(more))
        assert parse(str(more), NAMES) == more
        assert parse(str(toggled_code(more, code, joining)), NAMES) == query
