"""Reading .rtf: characters in all their spellings, and what Word and others write beside the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UnreadableError
from coding.model.document import Comment, Highlight
from storage.readers.files import read_data
from storage.readers.rtf import read_rtf

COLOURS = r"{\colortbl;\red255\green255\blue0;\red146\green208\blue80;\red255\green255\blue255;}"
FONTS = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times Cyr;}{\f2\fcharset2 Symbol;}}"


def rtf(body: str, head: str = "") -> bytes:
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{FONTS}{COLOURS}{head}{body}}}".encode("latin-1")


def lines(body: str) -> list[str]:
    return list(read_rtf(rtf(body)).paragraphs)


# --- characters ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (r"caf\'e9 na\'efve", "café naïve"),
        ("café", "café"),
        (r"\u8220\'93Well\u8221? \u8211\'96 so", "“Well” – so"),
        (r"{\uc2 \u233xxe}\u234?", "éeê"),
        (r"\u-3913?x", "\uf0b7x"),
        (r"\uc0\u55357 \u56832", "😀"),
        (r"{\f1 \'c4\'e0}", "Да"),
        (r"\{a\}\\b\~c\_d", "{a}\\b c-d"),
        (r"\ldblquote Hm\emdash\rquote s", "“Hm—’s"),
        ("one \n\\b two\\b0  \nthree", "one two three"),
        (r"\'93A\'94", "“A”"),
    ],
)
def test_characters(written: str, wanted: str) -> None:
    assert lines(written) == [wanted]


def test_other_code_pages() -> None:
    assert read_rtf(b"{\\rtf1\\ansi\\ansicpg1251 \\'c4\\'e0}").paragraphs == ("Да",)
    assert read_rtf(b"{\\rtf1\\ansi\\ansicpg932 \\'83\\'41}").paragraphs == ("ア",)
    assert read_rtf(b"{\\rtf1\\ansi\\ansicpg99999 \\'e9}").paragraphs == ("é",)


def test_paragraphs_lines_and_tabs() -> None:
    assert lines("Head:\\tab So\\line and so\\par Yes.\\\nNo.\\sect Then.") == [
        "Head:\tSo\nand so",
        "Yes.",
        "No.",
        "Then.",
    ]


def test_fields_show_their_result() -> None:
    assert lines(r'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt a link}} after') == ["a link after"]


# --- tables and lists ---------------------------------------------------------------------------


def test_a_row_is_a_line_with_tabs() -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl Head\cell So.\par Yes.\cell\row"
    assert lines(row + r"\pard after\par" + row) == ["Head\tSo.\nYes.", "after", "Head\tSo.\nYes."]


def test_empty_cells_keep_their_place() -> None:
    assert lines(r"\intbl\cell a\cell\cell\row\pard b") == ["\ta\t", "b"]


def test_a_table_in_a_cell() -> None:
    inner = r"\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
    assert lines(rf"\intbl out {inner} c\cell\row") == ["out a\tb\t\n c"]


def test_numbers_and_bullets_of_lists() -> None:
    numbered = r"{\listtext\pard\plain 1.\tab}We met.\par{\pntext\f0 2)\tab}We planned.\par"
    bullets = r"{\listtext\f2 \'b7\tab}coffee\par{\listtext o\tab}tea\par{\listtext\u8211?\tab}cake"
    assert lines(numbered + bullets) == ["1. We met.", "2) We planned.", "• coffee", "• tea", "– cake"]


def test_an_empty_item_shows_nothing() -> None:
    assert lines(r"{\listtext 1.\tab}\par{\listtext 2.\tab}\highlight1 two") == ["", "2. two"]


# --- marks --------------------------------------------------------------------------------------


def test_highlight_shading_and_shaded_paragraphs() -> None:
    body = (
        r"We {\highlight1 tr\b ust} {\chcbpat2 them}{\highlight0 all}\plain\par"
        r"\pard\cbpat2 whole\par\pard{\cb3 white}{\highlight9 none}"
    )
    document = read_rtf(rtf(body))
    assert document.highlights == (
        Highlight(0, 3, 8, "yellow"),
        Highlight(0, 9, 13, "92d050"),
        Highlight(1, 0, 5, "92d050"),
    )


def test_comments_with_their_range_and_author() -> None:
    begin, end = r"{\*\atrfstart 7}", r"{\*\atrfend 7}"
    remark = (
        r"{\*\atnid A}{\*\atnauthor A. N.}\chatn{\*\annotation{\*\atnref 7}{\*\atndate 1}\pard HSC?\par yes}"
    )
    bare = r"{\*\atnauthor B}{\*\annotation so}"
    document = read_rtf(rtf(rf"We {begin}trust\par them{end}{remark} now{bare}"))
    assert document.paragraphs == ("We trust", "them now")
    assert document.comments == (
        Comment("A. N.", "HSC?\nyes", (0, 3), (1, 4)),
        Comment("B", "so", (1, 8), (1, 8)),
    )


def test_deletions_hidden_text_pictures_and_footnotes_are_said() -> None:
    body = (
        r"We {\deleted never {\i ever}}{\revised always} {\v secret}trust"
        r"{\footnote{\super\chftn} laughs}{\*\shppict{\pict\wmetafile8 0102ff}}{\nonshppict{\pict 01}}"
    )
    document = read_rtf(rtf(body, r"{\info{\title T}{\author R. S.}}{\header\pard Bxxxx\par}"))
    assert document.paragraphs == ("We always trust",)
    assert document.comments == (Comment("R. S.", "laughs", (0, 15), (0, 15)),)
    assert set(document.notes) == {
        "1 tracked deletion is left out.",
        "1 hidden stretch is left out.",
        "1 picture is left out.",
        "1 footnote is kept as a comment.",
        "“Bxxxx” stands in a header or footer and is left out.",
    }


def test_a_text_box_follows_its_paragraph() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt aside\par and more\par}}{\shprslt old}}"
    assert lines(rf"text{box} goes on\par next") == ["text goes on", "aside", "and more", "next"]


# --- whatever comes -----------------------------------------------------------------------------


def test_unknown_groups_and_binary_data_are_no_text() -> None:
    assert lines(r"a{\*\unknown b{\i c}}{\stylesheet{\s0 Normal;}}{\pict\bin4 }}}}d}e") == ["ae"]


def test_a_file_that_is_cut_off_is_read_and_says_so() -> None:
    document = read_rtf(rtf(r"One.\par Two {\b three")[:-1])
    assert document.paragraphs == ("One.", "Two three")
    assert document.notes == ("The file is cut off: its end is missing.",)


def test_damaged_characters_are_counted() -> None:
    document = read_rtf(b"{\\rtf1\\ansi\\ansicpg65001 a\\'ff b\\u55357 c}")
    assert document.paragraphs == ("a\ufffd b\ufffd",)
    assert document.notes == ("2 characters could not be read.",)


@pytest.mark.parametrize("data", [b"{\\rtf1}", b"{\\rtf1 {\\pict 0102}}", b"{\\rtf"])
def test_without_text_it_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="no text"):
        read_data(data, ".rtf")


@given(
    st.lists(
        st.sampled_from([*r"{}\*;'a1", "\\par ", "\\cell", "\\row ", "\\u9 ", "\\intbl", "{\\footnote "])
    )
)
def test_no_order_of_words_breaks_it(parts: list[str]) -> None:
    document = read_rtf(b"{\\rtf1" + "".join(parts).encode())
    assert all(mark.end <= len(document.paragraphs[mark.paragraph]) for mark in document.highlights)
