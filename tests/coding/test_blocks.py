"""The Markdown of memos: what is understood, what stays text, and that it is written the same for ever."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coding.text.blocks import BlockKind, TextBlock, TextRun, linked, plain, read, title, write
from tests.lengths import times

PIECES = (
    "# ",
    "## ",
    "**",
    "*",
    "- ",
    "1. ",
    "- [ ] ",
    "- [x] ",
    "> ",
    "\n",
    "\n\n",
    "  ",
    "[",
    "](link:",
    ")",
    "[](link:0f0f0f0f-1111-4222-8333-444455556666)",
)
MARKDOWN = st.lists(st.sampled_from((*PIECES, "trust", "a b", "_", "\\", "<b>", "&amp;", "é…")), max_size=14)


def test_every_kind_of_block_is_read() -> None:
    text = (
        "# Order\n\nSo **it** is\nand *so*\n\n- one\n  1. deep\n- [x] done\n- [ ] open\n\n> said\n>\n> more"
    )
    assert read(text) == (
        TextBlock(BlockKind.HEADING, (TextRun("Order"),), 1),
        TextBlock(
            BlockKind.PARAGRAPH,
            (TextRun("So "), TextRun("it", bold=True), TextRun(" is\nand "), TextRun("so", italic=True)),
        ),
        TextBlock(BlockKind.BULLET, (TextRun("one"),)),
        TextBlock(BlockKind.NUMBER, (TextRun("deep"),), 1),
        TextBlock(BlockKind.CHECK, (TextRun("done"),), checked=True),
        TextBlock(BlockKind.CHECK, (TextRun("open"),)),
        TextBlock(BlockKind.QUOTE, (TextRun("said"),)),
        TextBlock(BlockKind.QUOTE, (TextRun("more"),)),
    )
    assert write(read(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "a <b>bold</b> &amp; `code`",
        "A * B_c",
        "3 > 2",
        "C# and #E&C",
        "Sxxxxx | 1",
        "---",
        "http://x.org/a_b_c",
    ],
)
def test_what_is_no_markdown_of_ours_stays_as_it_was_typed(text: str) -> None:
    assert write(read(text)) == text
    assert plain(text) == text


def test_typed_words_that_would_be_marks_are_escaped() -> None:
    blocks = (TextBlock(BlockKind.PARAGRAPH, (TextRun("# no *heading*\n1. no list"),)),)
    assert write(blocks) == "\\# no \\*heading\\*\n1\\. no list"
    assert read(write(blocks)) == blocks


def test_a_blank_at_the_edge_of_bold_words_is_not_bold() -> None:
    blocks = (TextBlock(BlockKind.PARAGRAPH, (TextRun("say "), TextRun(" so ", bold=True), TextRun("it"))),)
    assert plain(write(blocks)) == "say  so it"
    assert read(write(blocks))[0].runs[1] == TextRun("so", bold=True)


def test_a_passage_is_quoted_by_a_link_without_words() -> None:
    guid = "0f0f0f0f-1111-4222-8333-444455556666"
    text = f"> said\n\n> [](link:{guid})\n\nThat is trust.\n\n> [](link:{guid})"
    quoted = TextBlock(BlockKind.PASSAGE, passage=guid)
    said = TextBlock(BlockKind.QUOTE, (TextRun("said"),))
    assert read(text) == (said, quoted, TextBlock(BlockKind.PARAGRAPH, (TextRun("That is trust."),)), quoted)
    assert write(read(text)) == text
    assert linked(text) == {guid}
    assert plain(text) == "said\nThat is trust."
    assert read(f"> [](link:{guid})\n> [](link:{guid})") == (quoted, quoted)


def test_looks_that_cannot_be_written_leave_the_words_as_they_are() -> None:
    """Bold underlines right before a letter are no Markdown: bold is left out, the words stay."""
    blocks = (TextBlock(BlockKind.PARAGRAPH, (TextRun("_", bold=True), TextRun("1."))),)
    assert write(blocks) == "_1." == write(read("_1."))


def test_links_and_title() -> None:
    guid = "0f0f0f0f-1111-4222-8333-444455556666"
    text = f"## The [order](link:{guid}) of **trust**\nmore"
    assert title(text) == "The order of trust"
    assert linked(text) == {guid}
    assert write(read(text)) == f"## The [order](link:{guid}) of **trust**\n\nmore"


@times(10)
@given(MARKDOWN.map("".join))
@example("1. \n- a")
@example("- a\n\n  b")
def test_what_was_written_once_is_written_the_same_for_ever(text: str) -> None:
    once = write(read(text))
    assert write(read(once)) == once
