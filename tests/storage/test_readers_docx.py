"""What Word keeps beside the text: numbers of lists, footnotes, headers, colours of paragraphs."""

from coding.model.document import Comment, Highlight
from storage.readers.docx import read_docx
from tests.storage.word_files import coloured, comment, commented, docx, paragraph, run


def level(number: int, format_: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def number(key: int, abstract_key: int, start: int | None = None) -> str:
    override = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    )
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract_key}"/>{override}</w:num>'


def item(text: str, key: int = 1, at: int = 0) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{key}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


DECIMAL = abstract(0, level(0, "decimal", "%1."), level(1, "lowerLetter", "%1%2)"), level(2, "none", ""))


def read_list(body: str, numbering: str, styles: str = "") -> list[str]:
    return list(read_docx(docx(body, numbering=numbering, styles=styles)).paragraphs)


# --- lists --------------------------------------------------------------------------------------


def test_numbers_of_lists_come_as_text() -> None:
    body = item("How?") + item("then", at=1) + item("and", at=1) + item("So?") + item("why", at=1)
    wanted = ["1. How?", "1a) then", "1b) and", "2. So?", "2a) why"]
    assert read_list(body, DECIMAL + number(1, 0)) == wanted


def test_bullets_and_other_formats() -> None:
    kinds = [level(0, "bullet", "\uf0b7"), level(1, "bullet", "–"), level(2, "upperRoman", "%3.", 4)]
    body = item("one") + item("two", at=1) + item("three", at=2) + item("four", at=2)
    assert read_list(body, abstract(0, *kinds) + number(1, 0)) == ["• one", "– two", "IV. three", "V. four"]


def test_a_list_goes_on_after_talk_and_begins_again_where_it_says() -> None:
    body = item("one") + paragraph("talk") + item("two", 2) + item("again", 3)
    numbering = DECIMAL + number(1, 0) + number(2, 0) + number(3, 0, start=7)
    assert read_list(body, numbering) == ["1. one", "talk", "2. two", "7. again"]


def test_an_empty_item_counts_and_shows_nothing() -> None:
    assert read_list(item("one") + item("") + item("three"), DECIMAL + number(1, 0)) == [
        "1. one",
        "",
        "3. three",
    ]


def test_a_style_can_be_a_list() -> None:
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="List">{listed}</w:style>'
        '<w:style w:type="table" w:styleId="Table"></w:style>'
        '<w:style w:type="paragraph" w:styleId="Inner"><w:basedOn w:val="List"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Circle"><w:basedOn w:val="Circle"/></w:style>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/>{off}</w:pPr>{run(name)}</w:p>'
        for name, off in [
            ("List", ""),
            ("Inner", ""),
            ("Circle", ""),
            ("List", '<w:numPr><w:numId w:val="0"/></w:numPr>'),
        ]
    )
    assert read_list(body, DECIMAL + number(1, 0), styles) == ["1. List", "1a) Inner", "Circle", "List"]


def test_a_number_moves_the_colour_behind_it() -> None:
    body = item("").replace("</w:p>", coloured("trust", "yellow") + "</w:p>")
    document = read_docx(docx(body, numbering=DECIMAL + number(1, 0)))
    assert document.paragraphs == ("1. trust",)
    assert document.highlights == (Highlight(0, 3, 8, "yellow"),)


def test_a_damaged_list_is_no_list() -> None:
    wrong = '<w:abstractNum/><w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num><w:num/>'
    assert read_list(item("text"), wrong) == ["text"]


# --- beside the text ----------------------------------------------------------------------------


def test_a_footnote_becomes_a_comment_on_its_place() -> None:
    body = paragraph("We trust", '<w:r><w:footnoteReference w:id="2"/></w:r>', " them")
    separator = f'<w:footnote w:type="separator" w:id="0">{paragraph("---")}</w:footnote>'
    footnotes = f'{separator}<w:footnote w:id="2">{paragraph("She laughs.")}</w:footnote>'
    document = read_docx(docx(body, footnotes=footnotes))
    assert document.paragraphs == ("We trust them",)
    assert document.comments == (Comment("", "She laughs.", (0, 8), (0, 8)),)
    assert document.notes == ("1 footnote is kept as a comment.",)


def test_headers_and_footers_are_named() -> None:
    page = paragraph("Page ", "<w:r><w:t>3</w:t></w:r>", " of 9")
    document = read_docx(docx(paragraph("text"), header=paragraph("Bxxxx-HT"), footer=page))
    assert document.notes == ("“Bxxxx-HT” stands in a header or footer and is left out.",)


def test_a_shaded_paragraph_is_coloured_and_a_highlight_goes_before_it() -> None:
    shaded = (
        '<w:p><w:pPr><w:shd w:fill="FFC000"/></w:pPr>' + run("we ") + coloured("trust", "cyan") + "</w:p>"
    )
    document = read_docx(docx(shaded + paragraph("plain")))
    assert document.highlights == (Highlight(0, 0, 3, "ffc000"), Highlight(0, 3, 8, "cyan"))


def test_a_style_of_runs_can_be_coloured() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="JPD"><w:rPr><w:shd w:fill="92D050"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
    )
    runs = [run(name, f'<w:rStyle w:val="{name}"/>') for name in ("JPD", "Strong", "Unknown")]
    document = read_docx(docx(paragraph(*runs), styles=styles))
    assert document.highlights == (Highlight(0, 0, 3, "92d050"),)


def test_the_same_colour_has_one_spelling() -> None:
    document = read_docx(docx(paragraph(coloured("a", "yellow"), coloured("b", "FFFF00"))))
    assert document.highlights == (Highlight(0, 0, 2, "yellow"),)


def test_comments_come_in_the_order_of_the_text() -> None:
    body = paragraph("We ", commented("trust", 5)) + paragraph(commented("them", 2))
    document = read_docx(docx(body, comment(2, "later") + comment(5, "HSC") + comment(9, "lost")))
    assert [(one.text, one.start, one.end) for one in document.comments] == [
        ("HSC", (0, 3), (0, 8)),
        ("later", (1, 0), (1, 4)),
    ]
    assert document.notes == ("1 comment hangs on no place of the text and is left out.",)


def test_places_move_with_what_cleaning_takes_away() -> None:
    body = paragraph("e\u0301\u00ad\u200b", coloured("tru\u00adst", "yellow"), commented("e\u0301", 1))
    document = read_docx(docx(body, comment(1, "HSC")))
    assert document.paragraphs == ("étrusté",)
    assert document.highlights == (Highlight(0, 1, 6, "yellow"),)
    assert (document.comments[0].start, document.comments[0].end) == ((0, 6), (0, 7))


def test_signs_of_symbol_fonts_and_inserted_files_are_not_lost() -> None:
    signs = '<w:r><w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:font="Webdings" w:char="F099"/></w:r>'
    document = read_docx(docx(paragraph("good ", signs) + "<w:altChunk/>"))
    assert document.paragraphs == ("good ☺□",)
    assert document.notes[0].startswith("1 part that was inserted from another file is left out")
