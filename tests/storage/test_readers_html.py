"""Reading web pages: what a browser shows comes in, what somebody marked keeps its colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UnreadableError
from coding.model.document import Comment, Highlight
from storage.readers.files import read_data
from storage.readers.html import read_html


def lines(body: str) -> list[str]:
    return list(read_html(f"<html><body>{body}</body></html>".encode()).paragraphs)


# --- text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p>Head:\n  How  <b>are</b> you?</p><p>Fine.", ["Head: How are you?", "Fine."]),
        ("<div>one<div>two</div>three</div>four", ["one", "two", "three", "four"]),
        ("<p>one<br>two<br/> three</p>", ["one\ntwo\nthree"]),
        ("<h1>Day one</h1>text", ["Day one", "text"]),
        ("<pre>\nHead:  So\nYou: Yes\n</pre>", ["Head:  So\nYou: Yes"]),
        ("a<i> b</i> <b>c </b>d", ["a b c d"]),
        ("E&amp;C &ndash; caf&eacute;&nbsp;&#128512;", ["E&C – café 😀"]),
        ("<p> </p><p>&shy;x</p>", ["x"]),
    ],
)
def test_blocks_are_paragraphs_and_blanks_are_one(body: str, wanted: list[str]) -> None:
    assert lines(body) == wanted


def test_rows_of_tables() -> None:
    table = (
        "<table><thead><tr><th>Who<th>What<tbody><tr><td><p>Head</p><td><p>So.</p>Yes.<br>No.</table>after"
    )
    assert lines(table) == ["Who\tWhat", "Head\tSo.\nYes.\nNo.", "after"]


def test_a_table_in_a_cell() -> None:
    inner = "<table><tr><td>a<td>b<tr><td>c</table>"
    assert lines(f"<table><tr><td>out{inner}<td>end</table>") == ["out\na\tb\nc\tend"]


def test_lists_carry_their_numbers() -> None:
    body = (
        "<ol start=3><li>one<ul><li>inner</ul><li value=7><p>two</p><p>more</p></ol>"
        "<ol type=a><li>x<li>y</ol><ul style='list-style: none'><li>bare</ul>"
    )
    assert lines(body) == ["3. one", "• inner", "7. two", "more", "a. x", "b. y", "bare"]


def test_what_is_not_shown_is_no_text() -> None:
    head = "<head><title>T</title><style>p{color:red}</style></head>"
    document = read_html(f"<html>{head}<body><script>a()</script>text<noscript>no".encode())
    assert document.paragraphs == ("text",)
    assert document.notes == ()


# --- marks --------------------------------------------------------------------------------------


def test_marks_and_backgrounds() -> None:
    body = (
        "We <mark>tr<b>ust</b></mark> <span style='color:red; background:#92D050'>them</span>"
        "<mark style='background-color: cyan'> all</mark>"
    )
    assert read_html(body.encode()).highlights == (
        Highlight(0, 3, 8, "yellow"),
        Highlight(0, 9, 13, "92d050"),
        Highlight(0, 13, 17, "cyan"),
    )


def test_neighbours_of_one_colour_are_one_stretch() -> None:
    body = "<span style='background: none repeat scroll 0% 0% yellow'>we </span><mark>trust</mark>."
    assert read_html(body.encode()).highlights == (Highlight(0, 0, 8, "yellow"),)


def test_colours_of_the_layout_are_no_marks() -> None:
    body = "<body style='background:#eee'><table><tr style='background:red'><td style='background:blue'>a"
    assert read_html(body.encode()).highlights == ()


def test_classes_of_a_style_sheet() -> None:
    rules = "/* x */ .c1, span.c2 { background-color: #ffff00 } @media print { .c3 {display:none} }"
    body = "<span class='c9 c1'>we</span> <span class=c2>trust</span> <span class=c3>no</span>them"
    document = read_html(f"<head><style>{rules}</style></head>{body}".encode())
    assert document.paragraphs == ("we trust them",)
    assert document.highlights == (Highlight(0, 0, 2, "yellow"), Highlight(0, 3, 8, "yellow"))
    assert document.notes == ("1 hidden stretch is left out.",)


def test_deleted_hidden_and_pictures_are_said() -> None:
    body = (
        "We <del>never</del> <ins>always</ins> <span hidden>x</span><span style='Display : none'>y</span>"
        "trust<img src='http://nowhere.invalid/a.png'><table><tr hidden><td>z</tr></table>"
    )
    document = read_html(body.encode())
    assert document.paragraphs == ("We always trust",)
    assert document.notes == (
        "1 tracked deletion is left out.",
        "3 hidden stretches are left out.",
        "1 picture is left out.",
    )


def test_annotations_that_a_word_processor_left() -> None:
    head = "<meta name=generator content='LibreOffice 7'><meta name=author content='R. S.'>"
    document = read_html(f"<html><head>{head}</head><p>We trust<!-- HSC? --> them".encode())
    assert document.paragraphs == ("We trust them",)
    assert document.comments == (Comment("R. S.", "HSC?", (0, 8), (0, 8)),)
    assert read_html(b"<p>a<!-- b -->").comments == ()


# --- encodings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", ""),
        ("utf-8-sig", "iso-8859-1"),
        ("utf-16", "utf-8"),
        ("utf-16-le", ""),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "nonsense"),
        ("cp1251", "windows-1251"),
    ],
)
def test_encodings(encoding: str, named: str) -> None:
    said = "Директор – да" if encoding == "cp1251" else "“Ça va”, naïve – façade €5."
    meta = f'<meta charset="{named}">' if named else ""
    page = f"<!DOCTYPE html><html><head>{meta}</head><body><p>{said}</p></body></html>"
    assert read_data(page.encode(encoding), ".html").document.paragraphs == (said,)


# --- by content, by ending ----------------------------------------------------------------------


def test_a_page_is_known_by_its_content() -> None:
    page = b"<?xml version='1.0'?>\n<!-- saved --><!DOCTYPE html><html><body><p>text</p></body></html>"
    document = read_data(page, ".doc").document
    assert document.paragraphs == ("text",)
    assert document.notes == ("Its name ends in .doc; it was read as: web page.",)


def test_a_page_without_a_beginning_is_known_by_its_ending() -> None:
    assert read_data(b"<p>one<p>two", ".htm").document.paragraphs == ("one", "two")
    assert read_data(b"<p>one<p>two", ".txt").document.paragraphs == ("<p>one<p>two",)
    assert read_data(b"Head: 1 < 2\nYou: no tags", ".html").document.paragraphs == (
        "Head: 1 < 2",
        "You: no tags",
    )


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"<html><body></body></html>", "no text"),
        (b"<!DOCTYPE html><!-- cut off", "damaged"),
        (b"<html>" + b"<div>" * 5_000 + b"x", "larger"),
        (b"<html>" + b"<p>" * 1_000_001, "larger"),
        (b"<?xml version='1.0'?><w:wordDocument/>", "XML"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "web archive"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, wanted: str) -> None:
    with pytest.raises(UnreadableError, match=wanted):
        read_data(data, ".html")


def test_entities_that_a_page_defines_are_not_resolved() -> None:
    page = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>a&x;b</p></body></html>'
    assert "root:" not in "".join(read_html(page).paragraphs)


@given(st.text("<>/apdivtrlo ='-!&;\n", max_size=80))
def test_no_soup_of_tags_breaks_it(soup: str) -> None:
    document = read_html(b"<html><p>x" + soup.encode())
    assert all(mark.end <= len(document.paragraphs[mark.paragraph]) for mark in document.highlights)
