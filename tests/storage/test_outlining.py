"""The outline: a tree that is reordered, passages hung on it, written with quotations and attributions."""

from pathlib import Path

import pytest
from docx import Document

from coding.errors import UserError
from storage.operations.correcting import correct_turn
from storage.operations.hanging import hang_passage, take_off_claim
from storage.operations.outlining import add_entry, move_entry, remove_entry
from storage.queries.memos import memos
from storage.queries.outline import outline, quoted_passage
from storage.study.study_file import StudyFile
from storage.writers.outline import export_outline
from tests.storage.dumps import perform_both_ways


@pytest.fixture
def ids(study: StudyFile) -> list[int]:
    """Return a heading, two sentences below it, and one more heading."""
    heading = perform_both_ways(study, add_entry("# Order", None, 0)).result
    second = perform_both_ways(study, add_entry("Challenge comes after.", heading, 0)).result
    first = perform_both_ways(study, add_entry("Trust comes **first**.", heading, 0)).result
    return [heading, first, second, perform_both_ways(study, add_entry("# Limits", None, 9)).result]


def shown(study: StudyFile) -> list[str]:
    return [f"{'  ' * each.depth}{each.letter}{each.words}" for each in outline(study.reader)]


def test_parts_stand_in_their_order_and_are_lettered(study: StudyFile, ids: list[int]) -> None:
    assert shown(study) == ["Order", "  (a)Trust comes first.", "  (b)Challenge comes after.", "Limits"]
    assert all(memo.id not in ids for memo in memos(study.reader))


def test_parts_move_with_what_is_below_and_never_below_themselves(study: StudyFile, ids: list[int]) -> None:
    heading, first, second, last = ids
    perform_both_ways(study, move_entry(second, heading, 0))
    assert shown(study)[1] == "  (a)Challenge comes after."
    perform_both_ways(study, move_entry(heading, last, 0))
    assert shown(study)[:2] == ["Limits", "  Order"]
    with pytest.raises(UserError):
        study.perform(move_entry(last, first, 0))
    perform_both_ways(study, remove_entry(last))
    assert shown(study) == []


def test_passages_hang_follow_the_text_and_come_off(study: StudyFile, ids: list[int]) -> None:
    link_id = perform_both_ways(study, hang_passage(ids[1], 1, 17, 47, "for")).result
    study.perform(correct_turn(2, "Well, we do trust each other now.", 2))
    (hung,) = outline(study.reader)[1].hung
    assert hung.span is not None
    quoted = quoted_passage(study.reader, 1, hung.span)
    assert hung.role == "for"
    assert quoted == ("“Well, we do trust each other now.”", "Headteacher, School B, 2015", True)
    perform_both_ways(study, take_off_claim(link_id))
    assert outline(study.reader)[1].hung == ()


def test_it_goes_out_with_quotations_and_attributions(
    study: StudyFile, ids: list[int], tmp_path: Path
) -> None:
    study.perform(hang_passage(ids[1], 1, 17, 47, "for"))
    export_outline(study.path, tmp_path / "outline.docx")
    document = Document(str(tmp_path / "outline.docx"))
    found = [(each.style.name, each.text) for each in document.paragraphs if each.style is not None]
    assert found[1:5] == [
        ("Heading 1", "Order"),
        ("Normal", "(a) Trust comes first."),
        ("Normal", "For"),
        ("Quotation", "“Well, we trust each other now.” (Headteacher, School B, 2015)"),
    ]
    export_outline(study.path, tmp_path / "outline.md")
    text = (tmp_path / "outline.md").read_text("utf-8")
    assert "## Order\n\n(a) Trust comes **first**.\n\n*For*\n\n> “Well, we trust" in text
