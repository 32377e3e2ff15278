"""From pieces of text on pages to paragraphs, on plain data."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.readers.page_paragraphs import paragraphs_of
from storage.readers.page_rows import Piece, rows_of

LONG = "and so we went over there one after the other and had a look"  # 60 letters fill a line
LETTER = 5.0


def piece(text: str, x: float = 50, y: float = 500, size: float = 10) -> Piece:
    return Piece(text, x, x + LETTER * len(text), y, y + size)


def lines(*texts: str, x: float = 50, top: float = 700, pitch: float = 12) -> list[Piece]:
    return [piece(text, x, top - number * pitch) for number, text in enumerate(texts) if text]


def rebuilt(*pages: Sequence[Piece]) -> list[str]:
    return paragraphs_of(rows_of(pages).pages).paragraphs


def test_a_short_line_ends_a_paragraph_and_a_full_one_does_not() -> None:
    assert rebuilt(lines(LONG, LONG, "so that was that.", "Then we", LONG)) == [
        f"{LONG} {LONG} so that was that.",
        "Then we",
        LONG,
    ]


def test_room_between_lines_ends_a_paragraph() -> None:
    assert rebuilt(lines(LONG, LONG, "", LONG, LONG)) == [f"{LONG} {LONG}", f"{LONG} {LONG}"]


def test_a_line_that_is_set_in_begins_a_paragraph_after_a_sentence() -> None:
    full = f"{LONG[:-1]}."
    page = [*lines(LONG, full), piece(LONG[:-3], 65, 676), piece(LONG, 50, 664)]
    assert rebuilt(page) == [f"{LONG} {full}", f"{LONG[:-3]} {LONG}"]


def test_labels_items_and_recording_lines_begin_paragraphs() -> None:
    page = lines("Interviewer: " + LONG[13:], "Head: " + LONG[6:], "[End of recorded material at 00:19:48]")
    assert [paragraph[:5] for paragraph in rebuilt(page)] == ["Inter", "Head:", "[End "]
    full = f"{LONG[:-1]}."
    assert len(rebuilt(lines(full, "• " + full[2:], "2. " + full[3:]))) == 3


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("the part-", "nership", "the partnership"),
        ("their well-", "being, well, being", "their well-being, well, being"),
        ("a twenty-", "first, as twenty-first", "a twenty-first, as twenty-first"),
        ("Smith-", "Jones", "Smith-Jones"),
        ("one -", "two", "one - two"),
    ],
)
def test_hyphens_at_line_ends(before: str, after: str, wanted: str) -> None:
    filled = f"{LONG[: 59 - len(before)]} {before}"
    assert wanted in rebuilt(lines(LONG, filled, after))[0]


def test_heads_and_numbers_are_left_out_and_counted() -> None:
    pages = [
        [piece("Interview B2", y=780), *lines(LONG, LONG, f"{number} so"), piece(f"- {number} -", 200, 20)]
        for number in range(1, 5)
    ]
    rows = rows_of(pages)
    assert (dict(rows.heads), rows.page_numbers) == ({"Interview B2": 4}, 4)
    assert len(paragraphs_of(rows.pages).paragraphs) == 4


def test_a_label_or_a_time_on_top_of_every_page_is_no_head() -> None:
    pages = [lines("Interviewer:", "", f"So what of {number}?", "", "Head:", "", LONG) for number in range(3)]
    assert not rows_of(pages).heads
    stamped = [lines(f"[00:0{n}:10]", "", LONG, LONG, "", f"[00:0{n}:40]", "", LONG) for n in range(4)]
    pages = [stamped[0], lines(LONG, *stamped[1][0].text.split()), *stamped[2:]]
    assert sum("[00:" in paragraph for paragraph in rebuilt(*pages)) == 7


def test_columns_are_read_one_after_the_other() -> None:
    left = lines(*[f"left {n} and so we went" for n in range(8)])
    right = lines(*[f"right {n} and so we went" for n in range(8)], x=200)
    assert " ".join(rebuilt([*left, *right])).split("right 0")[0].count("left") == 8
    mixed = [one for pair in zip(left, right, strict=True) for one in pair]
    assert rebuilt([*left, *right]) == rebuilt(mixed)


def test_cells_of_a_row_stand_apart_and_hang_together() -> None:
    page = [piece("Head", 50, 700), *lines(LONG[:50], LONG[:50], "so.", x=150)]
    assert rebuilt(page) == [f"Head\t{LONG[:50]} {LONG[:50]} so."]


def test_numbers_of_lines_are_left_out() -> None:
    page = [
        one for n in range(9) for one in (piece(str(n + 1), 20, 700 - 12 * n), piece(LONG, 50, 700 - 12 * n))
    ]
    rows = rows_of([page])
    assert rows.line_numbers == 9
    assert paragraphs_of(rows.pages).paragraphs == [" ".join([LONG] * 9)]


@given(st.lists(st.lists(st.builds(
    Piece,
    st.text("ab -:[1", min_size=1, max_size=9).map(str.strip).filter(bool),
    st.floats(-50, 500), st.floats(-50, 500), st.floats(-50, 700), st.floats(-50, 700),
), max_size=12), max_size=4))  # fmt: skip
def test_every_piece_is_in_a_paragraph_or_counted(pages: list[list[Piece]]) -> None:
    rows = rows_of(pages)
    built = paragraphs_of(rows.pages)
    everything = [one for page in pages for one in page]
    left_out = rows.page_numbers + rows.line_numbers + sum(rows.heads.values())
    assert len({part for page in rows.pages for row in page for part in row.parts}) == len(built.places)
    for at, (paragraph, offset) in built.places.items():
        text = everything[at].text
        found = built.paragraphs[paragraph][offset : offset + len(text)]
        assert found == text or found.startswith(text.removesuffix("-"))
    assert bool(everything) <= bool(built.places or left_out)
