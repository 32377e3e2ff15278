"""Reading .odt: the same content as in a Word document, told in another tongue."""

import pytest

from coding.errors import UnreadableError
from coding.model.document import Comment, Highlight
from storage.readers.files import read_data
from storage.readers.odt import read_odt
from tests.storage.odt_files import annotation, ended, line, look, odt, span
from tests.storage.word_files import zipped

YELLOW = look("T1", 'fo:background-color="#ffff00"')
NUMBERED = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" '
    'style:num-suffix=")" text:display-levels="2"/></text:list-style>'
)


def lines(body: str, automatic: str = "") -> list[str]:
    return list(read_odt(odt(body, automatic)).paragraphs)


def listing(*items: str, more: str = "") -> str:
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="L1" {more}>{inside}</text:list>'


# --- text ---------------------------------------------------------------------------------------


def test_blanks_tabs_and_line_breaks() -> None:
    body = line('Head:<text:tab/>So<text:s text:c="2"/>we\n   went<text:line-break/>home<text:s/>')
    assert lines(body) == ["Head:\tSo  we went\nhome "]


def test_headings_sections_and_links() -> None:
    body = '<text:h text:outline-level="1">Day one</text:h><text:section>{}</text:section>'
    link = '<text:a><text:span>a link</text:span></text:a><text:bookmark text:name="b"/> after'
    assert lines(body.format(line(link))) == ["Day one", "a link after"]


def test_a_row_of_a_table_is_a_line_with_tabs() -> None:
    cells = "".join(
        f"<table:table-cell>{cell}</table:table-cell>" for cell in (line("Head"), line("So.") + line("Yes."))
    )
    row = f"<table:table-row>{cells}</table:table-row>"
    inside = f"<table:table-cell><table:table>{row}</table:table></table:table-cell>"
    nested = f"<table:table-row>{inside}</table:table-row>"
    table = f"<table:table><table:table-header-rows>{row}</table:table-header-rows>{nested}</table:table>"
    assert lines(table + line("after")) == ["Head\tSo.\nYes.", "Head\tSo.\nYes.", "after"]


def test_lists_carry_their_numbers() -> None:
    body = listing(line("one") + line("more of it"), line("two") + listing(line("inner"), line("last")))
    going_on = listing(line("three"), more='text:continue-numbering="true"')
    anew = listing(line("first"))
    wanted = ["1. one", "more of it", "2. two", "2.a) inner", "2.b) last", "talk", "3. three", "1. first"]
    assert lines(body + line("talk") + going_on + anew, NUMBERED) == wanted


def test_the_text_of_a_frame_follows_its_paragraph() -> None:
    frame = f"<draw:frame><draw:text-box>{line('aside')}</draw:text-box></draw:frame>"
    document = read_odt(odt(line(f"text{frame}<draw:frame><draw:image/></draw:frame> more")))
    assert document.paragraphs == ("text more", "aside")
    assert document.notes == ("1 picture is left out.",)


# --- marks --------------------------------------------------------------------------------------


def test_background_colours_of_stretches() -> None:
    green = look("T2", 'fo:background-color="#92D050"')
    inner = look("T3", 'style:text-underline-style="solid"')
    body = line("We " + span("tr" + span("ust", "T3"), "T1") + span("them", "T2") + span("all", "T3"))
    document = read_odt(odt(body, YELLOW + green + inner))
    assert document.highlights == (Highlight(0, 3, 8, "yellow"), Highlight(0, 8, 12, "92d050"))


def test_a_whole_paragraph_can_be_coloured_and_a_style_inherits() -> None:
    whole = look("P1", 'fo:background-color="#00ffff"', "paragraph")
    child = look("T9", "", more='style:parent-style-name="T1"')
    clear = look("T8", 'fo:background-color="transparent"')
    document = read_odt(
        odt(line("we" + span("!", "T8"), "P1") + line(span("trust", "T9")), YELLOW + whole + child + clear)
    )
    assert document.highlights == (Highlight(0, 0, 2, "cyan"), Highlight(1, 0, 5, "yellow"))


def test_the_colour_of_a_named_style_of_paragraphs_is_no_mark() -> None:
    title = look("Title", 'fo:background-color="#0000ff"', "paragraph")
    body = line("Title", "P1")
    styles = f"<office:styles>{title}</office:styles>"
    based = look("P1", "", "paragraph", 'style:parent-style-name="Title"')
    assert read_odt(odt(body, based, styles=styles)).highlights == ()


def test_annotations_with_and_without_an_end() -> None:
    body = line("We " + annotation("HSC?", "a") + "trust") + line(
        "them" + ended("a") + " now" + annotation("so")
    )
    document = read_odt(odt(body))
    assert document.paragraphs == ("We trust", "them now")
    assert document.comments == (
        Comment("Me", "HSC?", (0, 3), (1, 4)),
        Comment("Me", "so", (1, 8), (1, 8)),
    )


def test_tracked_changes() -> None:
    deleted = f"<text:changed-region><text:deletion>{line('never ')}</text:deletion></text:changed-region>"
    body = f"<text:tracked-changes>{deleted}</text:tracked-changes>" + line(
        'We <text:change/><text:change-start text:change-id="c"/>always<text:change-end text:change-id="c"/>'
    )
    document = read_odt(odt(body))
    assert document.paragraphs == ("We always",)
    assert document.notes == ("1 tracked deletion is left out.",)


def test_what_is_beside_the_text_is_said() -> None:
    hidden = look("T2", 'text:display="none"')
    body = f"<text:note-body>{line('laughs')}</text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    page = f"<style:master-page><style:header>{line('Bxxxx')}</style:header></style:master-page>"
    styles = f"<office:master-styles>{page}</office:master-styles>"
    meta = "<office:meta><meta:initial-creator>R. S.</meta:initial-creator></office:meta>"
    document = read_odt(odt(line("text" + note + span("secret", "T2")), hidden, styles=styles, meta=meta))
    assert document.paragraphs == ("text",)
    assert document.comments == (Comment("R. S.", "laughs", (0, 4), (0, 4)),)
    assert document.notes == (
        "“Bxxxx” stands in a header or footer and is left out.",
        "1 hidden stretch is left out.",
        "1 footnote is kept as a comment.",
    )


# --- refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (odt(line("text"))[:300], "damaged"),
        (odt("<text:p>"), "damaged"),
        (odt(line("")), "no text"),
        (odt(line("x"), manifest="<m><manifest:encryption-data/></m>"), "password"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "encrypted-package": "x"}),
            "password",
        ),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "spreadsheet"),
        (zipped({"content.xml": "<x/>"}), "no text"),
        (zipped({"content.xml": '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'}), "damaged"),
        (odt(line("a" * 30_000_000)), "megabytes"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, wanted: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_data(data, ".odt")
    assert wanted in refused.value.what
