"""What is typed in the picker or written by hand at the end of a passage."""

import tomllib
from collections.abc import Mapping
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model.framework import Code, Framework, Stage
from coding.notation.annotations import Annotation, _Reader, read_annotation
from coding.notation.code_names import Names, Token, tokens

_FILE = Path(__file__).parents[2] / "resources/frameworks/maturity_model.toml"


def _framework() -> Framework:
    data = tomllib.loads(_FILE.read_text("utf-8"))
    ids = count(1)

    def walk(entries: list[Mapping[str, Any]], parent: int | None) -> list[Code]:
        codes: list[Code] = []
        for entry in entries:
            code = Code(
                next(ids),
                parent,
                entry["name"],
                entry.get("abbreviation", ""),
                entry.get("label", ""),
                aliases=tuple(entry["aliases"]),
                is_group=parent is None,
            )
            codes += [code, *walk(entry.get("codes", []), code.id)]
        return codes

    stages = tuple(Stage(10 + at, s["letter"], s["name"]) for at, s in enumerate(data["stages"]))
    return Framework(1, data["name"], "", tuple(data["levels"]), stages, tuple(walk(data["codes"], None)))


MODEL = _framework()
NAMES = Names(MODEL)
SIGNS = {"": "", "shows": "+", "lacks": "-", "mixed": "±", "wishes": "*"}


def said(text: str) -> str:
    """Return what was read: ``~`` a guess, ``-`` lacks, ``:C`` a stage, ``?`` doubt, ``<>`` not read."""
    read = read_annotation(text, NAMES)
    codes = [
        f"{'~' * code.guessed}{MODEL.by_id[code.code_id].short}{SIGNS[code.direction]}"
        f"{':' + MODEL.stage_by_id[code.stage_id].letter if code.stage_id else ''}{'?' * code.unsure}"
        for code in read.codes
    ]
    return " ".join([*codes, *(f"<{unread.written}>" for unread in read.not_understood)])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("hsc/e&c b?", "HSC:B? E&C:B?"),
        ("HSC/E&C", "HSC E&C"),
        ("hsc", "HSC"),
        ("(HSC)", "HSC"),
        ("HSC.", "HSC"),
        ("E & C", "E&C"),
        ("E and C", "E&C"),
        ("C&M", "M&C"),
        ("E&C&M&C", "E&C M&C"),
        ("E&C and M&C", "E&C M&C"),
        ("JPD, HSC; CMP & AI", "JPD HSC CMP AI"),
        ("HSC JPD\nAA", "HSC JPD AA"),
        ("mentoring and coaching / social capital", "M&C HSC"),
        ("dist sys lead", "DSL"),
        ("joint practice development", "JPD"),
        ("Joint-practice  development", "JPD"),
        ("Collaborative Capital", "CC"),
        ("E&C Analytical Investigation?", "E&C AI?"),
        ("Disciplined Innovation!?", "DI?"),
        ("HSC?/E&C", "HSC? E&C"),
        ("HSC/E&C ?", "HSC? E&C?"),
        ("HSC, E&C ?", "HSC E&C?"),
        ("? HSC", "HSC?"),
        ("JPD · C, HSC?", "JPD:C HSC?"),
        ("JPD:C/HSC", "JPD:C HSC"),
        ("JPD-C/HSC", "JPD:C HSC"),
        ("jpd b/hsc c", "JPD:B HSC:C"),
        ("hsc stage d", "HSC:D"),
        ("Embedded JPD", "JPD:C"),
        ("JPD embedding", "JPD:C"),
        ("embeded JPD", "~JPD:C"),
        ("HSC, developed JPD / E&C", "HSC JPD:B E&C"),
        ("HSC C&M", "HSC M&C"),
        ("HSC/Reciprocity", "Reciprocity"),
        ("HSC, Reciprocity", "HSC Reciprocity"),
        ("hsc b/reciprocity", "HSC:B Reciprocity"),
        ("pc hsc", "HSC"),
        ("hsc/hsc?", "HSC?"),
        ("JPD Impact", "JPD <Impact>"),
        ("JPD Impact?", "JPD? <Impact>"),
        ("HSC and staff turbulence", "HSC <staff turbulence>"),
        ("Improvements in E&C/JPD", "E&C JPD <Improvements in>"),
        ("Improvements in social capital", "HSC <Improvements in>"),
        ("DSL", "DSL"),
        ("analytical investigaton", "~AI"),
        ("distributed system leadrship/HSC", "~DSL HSC"),
        ("KPI", "<KPI>"),
        ("OFSTED", "<OFSTED>"),
        ("hsx", "<hsx>"),
        ("trusts", "~Trust"),
        ("rust", "<rust>"),
        ("trust board", "~Trust <board>"),
        ("HSC b c", "HSC:B <c>"),
        ("hsc-", "HSC-"),
        ("hsc- ", "HSC-"),
        ("HSC−/E&C+", "HSC- E&C+"),
        ("HSC+", "HSC+"),
        ("HSC-?", "HSC-?"),
        ("(HSC-)", "HSC-"),
        ("HSC-, JPD b", "HSC- JPD:B"),
        ("social capital-/jpd", "HSC- JPD"),
        ("hsc/hsc-", "HSC-"),
        ("HSC-/Reciprocity", "HSC- Reciprocity"),
        ("HSC-JPD", "HSC JPD"),
        ("HSC - JPD", "HSC JPD"),
        ("HSC- JPD", "HSC JPD"),
        ("HSC -", "HSC"),
        ("HSC+JPD", "HSC JPD"),
        ("HSC + JPD", "HSC JPD"),
        ("HSC+ JPD", "HSC JPD"),
        ("JPD-C", "JPD:C"),
        ("HSC- impact", "HSC <impact>"),
        ("lack of HSC", "~HSC- <lack of>"),
        ("no HSC/JPD", "~HSC- JPD <no>"),
        ("clear lack of HSC", "~HSC- <clear lack of>"),
        ("lack of, HSC", "HSC <lack of>"),
        ("lack of trust in HSC", "~Trust- HSC <lack of> <in>"),
        ("hsc lacks", "~HSC-"),
        ("hsc/e&c wishes b?", "~HSC*:B? ~E&C*:B?"),
        ("HSC mixed feelings", "HSC <mixed feelings>"),
        ("HSC- lacking", "~HSC-"),
        ("embedding", "<embedding>"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_what_is_meant(written: str, meant: str) -> None:
    assert said(written) == meant


def test_part_of_another_phrase_is_asked_about_not_taken() -> None:
    read = read_annotation("Collective social capital", NAMES)
    assert read.codes == ()
    asked = {MODEL.by_id[code_id].short for code_id in read.not_understood[0].candidates}
    assert "HSC" in asked


def test_an_abbreviation_one_letter_off_is_asked_about() -> None:
    (unread,) = read_annotation("DSX", NAMES).not_understood
    assert {MODEL.by_id[code_id].short for code_id in unread.candidates} == {"DSI", "DSL"}


def test_a_name_that_two_codes_have_is_asked_about() -> None:
    heads, staff = (Code(id_, None, name, "", is_group=True) for id_, name in ((1, "Heads"), (3, "Staff")))
    codes = (heads, Code(2, 1, "Other", ""), staff, Code(4, 3, "Other", ""))
    names = Names(Framework(1, "", "", ("theme", "code"), (), codes))
    (unread,) = read_annotation("other", names).not_understood
    assert unread.candidates == (2, 4)


def test_letters_can_be_codes_where_there_are_no_stages() -> None:
    codes = (Code(1, None, "Shared aims", "a"), Code(2, None, "Time to meet", "b"))
    names = Names(Framework(1, "", "", ("condition",), (), codes))
    assert [code.code_id for code in read_annotation("(a), b?", names).codes] == [1, 2]


def test_a_framework_without_codes_reads_nothing() -> None:
    read = read_annotation("HSC b?", Names(Framework(1, "", "", (), (), ())))
    assert [unread.written for unread in read.not_understood] == ["HSC b"]


_pieces = st.sampled_from(
    "hsc|E&C|M&C|b|?|!?|/|,|;| and | |\n|Embedded |trust|social capital|x|(|·".split("|")  # noqa: SIM905
)


@given(st.lists(_pieces | st.text(max_size=5), max_size=12).map("".join))
def test_what_was_read_stands_where_it_says(text: str) -> None:
    read = read_annotation(text, NAMES)
    for piece in (*read.codes, *read.not_understood):
        assert 0 <= piece.start < piece.end <= len(text)
        assert text[piece.start : piece.end] == piece.written
    assert len({code.code_id for code in read.codes}) == len(read.codes)
    _no_overlap(read)


@given(st.lists(_pieces | st.text("xyz", min_size=1, max_size=5), max_size=12).map(" ".join))
def test_every_word_is_a_code_a_remark_or_not_understood(text: str) -> None:
    assert {token.key for token in _left_over(text)} <= {"and", "a", "b", "c", "d", "embedded"}


def _left_over(text: str) -> list[Token]:
    """Return the words that became no code (not even a repeated one) and are not asked about."""
    reader = _Reader(text, NAMES)
    reader.read()
    pieces = [(piece.start, piece.end) for piece in (*reader.codes, *reader.unread)]
    return [
        token
        for token in tokens(text)
        if token.is_word and not any(start <= token.start < end for start, end in pieces)
    ]


def _no_overlap(read: Annotation) -> None:
    places = sorted((piece.start, piece.end) for piece in (*read.codes, *read.not_understood))
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


@given(st.lists(st.sampled_from(MODEL.codes), min_size=1, max_size=5, unique=True))
def test_what_is_written_out_with_commas_is_read_back(codes: list[Code]) -> None:
    for separator in (", ", "; ", "\n"):
        read = read_annotation(separator.join(code.short for code in codes), NAMES)
        assert [code.code_id for code in read.understood] == [code.id for code in codes]


def test_each_of_many_stages_behind_one_code_is_looked_at_once() -> None:
    """Looking back to the code from each of them took minutes for as many as these."""
    read = read_annotation("HSC " + "a-" * 30_000, NAMES)
    assert [code.stage_id for code in read.codes] == [10]
    assert len(read.not_understood) == 30_000 - 1
