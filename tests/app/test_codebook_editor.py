"""The codebook page: entries are edited, codes are moved."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from app.codebook.code_commands import NameField
from app.codebook.editor import CodebookPage
from app.codebook.orders import CodeOrder, sort_key
from app.shell import theme
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from coding.model.framework import Code
from storage.operations.codebook import delete_code, edit_entry
from storage.queries.codebook import code_memo
from tests.app.conftest import RecordedNotices
from tests.app.frameworks import add_deep_tree, add_flat_list

Where = QAbstractItemView.DropIndicatorPosition


def code(open_study: OpenStudy, short: str) -> Code:
    return next(code for code in open_study.framework.codes if code.short == short)


@pytest.fixture
def page(qtbot: QtBot, open_study: OpenStudy) -> CodebookPage:
    page = CodebookPage(open_study)
    qtbot.addWidget(page)
    page.resize(1024, 700)
    page.show()
    page.refresh_if_stale()
    page.go(Place("codebook", detail=str(code(open_study, "HSC").id)))
    return page


def test_the_entry_of_the_selected_code(page: CodebookPage, open_study: OpenStudy) -> None:
    hsc = code(open_study, "HSC")
    assert page.form.lines["name"].text() == "High social capital"
    assert page.form.fields["definition"].toPlainText() == hsc.definition
    assert page.form.aliases.toPlainText() == "social capital"
    assert page.place() == Place("codebook", detail=str(hsc.id))


def test_the_name_has_most_of_the_line(page: CodebookPage) -> None:
    page.resize(1800, page.height())
    QTest.qWait(0)
    name, others = page.form.lines["name"], [page.form.lines[short] for short in ("abbreviation", "label")]
    assert name.width() > sum(other.width() for other in others)


def test_a_field_is_stored_when_it_is_left_as_one_version(page: CodebookPage, open_study: OpenStudy) -> None:
    field = page.form.fields["when_to_use"]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "When people trust one another.")
    assert code(open_study, "HSC").revision == 1
    QTest.keyClick(field, Qt.Key.Key_Tab)
    hsc = code(open_study, "HSC")
    assert (hsc.when_to_use, hsc.revision) == ("When people trust one another.", 2)
    open_study.undo()
    assert field.toPlainText() == code(open_study, "HSC").when_to_use != hsc.when_to_use


def test_lines_aliases_and_memo(page: CodebookPage, open_study: OpenStudy) -> None:
    for line, text in (("name", "Social capital"), ("abbreviation", "SC"), ("label", "Capital")):
        page.form.lines[line].setFocus()
        page.form.lines[line].selectAll()
        QTest.keyClicks(page.form.lines[line], text)
    page.form.aliases.setFocus()
    page.form.aliases.selectAll()
    QTest.keyClicks(page.form.aliases, "capital")
    QTest.keyClick(page.form.aliases, Qt.Key.Key_Return)
    QTest.keyClicks(page.form.aliases, "ties")
    page.form.memo.setFocus()
    QTest.keyClicks(page.form.memo, "Two elements.")
    page.form.keep()
    found = code(open_study, "SC")
    assert (found.name, found.label) == ("Social capital", "Capital")
    assert found.aliases == ("capital", "ties")
    assert code_memo(open_study.reader, found.id, open_study.coder_id) == "Two elements."


def test_what_is_refused_goes_back_to_what_stands(
    page: CodebookPage, open_study: OpenStudy, notices: RecordedNotices
) -> None:
    line = page.form.lines["abbreviation"]
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "e&c")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "already stands for" in str(notices.errors[-1])
    assert line.text() == "HSC"


def test_typing_is_kept_when_another_code_is_shown_or_the_page_is_left(
    page: CodebookPage, open_study: OpenStudy
) -> None:
    page.form.fields["notes"].setPlainText("A note.")
    page.form.fields["notes"].document().setModified(True)
    page.select(code(open_study, "AI").id)
    assert code(open_study, "HSC").notes == "A note."
    page.form.fields["notes"].setPlainText("Another.")
    page.form.fields["notes"].document().setModified(True)
    page.hide()
    assert code(open_study, "AI").notes == "Another."


def test_what_others_change_is_shown(page: CodebookPage, open_study: OpenStudy) -> None:
    open_study.perform(edit_entry(code(open_study, "HSC").id, "example", "We rang them."))
    assert page.form.fields["example"].toPlainText() == "We rang them."
    open_study.perform(delete_code(code(open_study, "HSC").id))
    assert page.form.lines["name"].text() != "High social capital"


def test_key_and_colour(page: CodebookPage, open_study: OpenStudy) -> None:
    keys = {action.text(): action for action in page.form.key.menu().actions()}
    keys["8   E&&C"].trigger()
    assert code(open_study, "HSC").key == "8"
    hues = {action.text(): action for action in page.form.hue.menu().actions()}
    hues["Teal"].trigger()
    assert open_study.framework.hue(code(open_study, "FG").id) == "teal"
    assert page.form.hue.text().strip().startswith("Teal")


def test_the_colour_is_that_of_the_theme(page: CodebookPage) -> None:
    light = page.form.hue.icon().pixmap(12).toImage()
    theme.choose("dark")
    QApplication.processEvents()
    try:
        dark = page.form.hue.icon().pixmap(12).toImage()
    finally:
        theme.choose("light")
    assert dark != light


def test_alt_and_an_arrow_move_the_code(page: CodebookPage, open_study: OpenStudy) -> None:
    page.tree.setFocus()
    QTest.keyClick(page.tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    order = [c.short for c in open_study.framework.children(code(open_study, "PC").id)]
    assert order == ["FG", "CMP", "HSC", "E&C"]
    assert page.code_id == code(open_study, "HSC").id
    for _ in range(3):
        QTest.keyClick(page.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert open_study.framework.children(code(open_study, "PC").id)[0].short == "HSC"


@pytest.mark.parametrize(
    ("target", "where", "above", "order"),
    [
        ("AI", Where.AboveItem, "CC", ["HSC", "AI", "DI", "CE", "AA"]),
        ("AI", Where.BelowItem, "CC", ["AI", "HSC", "DI", "CE", "AA"]),
        ("CC", Where.OnItem, "CC", ["AI", "DI", "CE", "AA", "HSC"]),
        ("FG", Where.AboveItem, "PC", ["HSC", "FG", "CMP", "E&C"]),
    ],
)
def test_a_code_is_dropped_at_its_place(
    page: CodebookPage, open_study: OpenStudy, target: str, where: Where, above: str, order: list[str]
) -> None:
    index = page.model.index_of(code(open_study, target).id)
    page.tree.drop_code(code(open_study, "HSC").id, index, where)
    children = open_study.framework.children(code(open_study, above).id)
    assert [child.short for child in children] == order


def test_dropped_on_nothing_a_code_goes_to_the_top(page: CodebookPage, open_study: OpenStudy) -> None:
    page.tree.drop_code(code(open_study, "HSC").id, QModelIndex(), Where.OnViewport)
    assert open_study.framework.children(None)[-1].short == "HSC"


def test_a_new_strand_is_made_beside_the_selected_one(page: CodebookPage, open_study: OpenStudy) -> None:
    page.new_code.click()
    field = next(field for field in page.window().findChildren(NameField) if field.isVisible())
    QTest.keyClicks(field.field, "Openness")
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    made = code(open_study, "Openness")
    assert made.parent_id == code(open_study, "PC").id
    assert page.code_id == made.id


def named(page: CodebookPage, name: str) -> None:
    """Type the name that is asked for."""
    field = next(field for field in page.window().findChildren(NameField) if field.isVisible())
    QTest.keyClicks(field.field, name)
    QTest.keyClick(field.field, Qt.Key.Key_Return)


def select(page: CodebookPage, open_study: OpenStudy, *shorts: str) -> None:
    page.select(code(open_study, shorts[0]).id)
    for short in shorts[1:]:
        index = page.model.index_of(code(open_study, short).id)
        page.tree.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)


def below(open_study: OpenStudy, short: str) -> list[str]:
    return [child.short for child in open_study.framework.children(code(open_study, short).id)]


def test_several_codes_become_a_group_by_keyboard(page: CodebookPage, open_study: OpenStudy) -> None:
    page.tree.setFocus()
    for _next in ("Reciprocity", "Trust", "Organisational capital", "CMP"):
        QTest.keyClick(page.tree, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.new_group.text() == "New dimension of these 2…"
    QTest.keyClick(page.new_group, Qt.Key.Key_Space)
    named(page, "Ties")
    assert below(open_study, "PC") == ["FG", "Ties", "E&C"]
    assert below(open_study, "Ties") == ["HSC", "CMP"]
    assert code(open_study, "Ties").is_group
    assert page.code_id == code(open_study, "Ties").id
    open_study.undo()
    assert below(open_study, "PC") == ["FG", "HSC", "CMP", "E&C"]


def test_a_new_group_is_made_when_one_code_is_selected(page: CodebookPage, open_study: OpenStudy) -> None:
    page.new_group.click()
    named(page, "Context")
    made = code(open_study, "Context")
    assert (made.parent_id, made.is_group) == (None, True)


def test_alt_right_nests_and_alt_left_takes_out(page: CodebookPage, open_study: OpenStudy) -> None:
    select(page, open_study, "HSC", "CMP")
    page.tree.setFocus()
    QTest.keyClick(page.tree, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert (below(open_study, "PC"), below(open_study, "FG")) == (["FG", "E&C"], ["HSC", "CMP"])
    assert page.tree.code_ids == [code(open_study, short).id for short in ("HSC", "CMP")]
    QTest.keyClick(page.tree, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert below(open_study, "PC") == ["FG", "HSC", "CMP", "E&C"]


def test_several_are_moved_together(page: CodebookPage, open_study: OpenStudy) -> None:
    select(page, open_study, "HSC", "CMP")
    QTest.keyClick(page.tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert below(open_study, "PC") == ["FG", "E&C", "HSC", "CMP"]
    index = page.model.index_of(code(open_study, "AI").id)
    page.tree.drop_code(code(open_study, "CMP").id, index, Where.BelowItem)
    assert below(open_study, "CC")[:3] == ["AI", "HSC", "CMP"]


def shown_below(page: CodebookPage, open_study: OpenStudy, short: str) -> list[str]:
    index, found = page.model.index_of(code(open_study, short).id), list[str]()
    for row in range(page.model.rowCount(index)):
        child = page.model.item_at(page.model.index(row, 0, index))
        found.append(child.short if child else "")
    return found


def test_codes_are_sorted_to_be_looked_at(
    page: CodebookPage, open_study: OpenStudy, notices: RecordedNotices
) -> None:
    before = below(open_study, "PC")
    page.order.action(CodeOrder.NAME).trigger()
    assert shown_below(page, open_study, "PC") == ["CMP", "E&C", "FG", "HSC"]
    assert page.code_id == code(open_study, "HSC").id
    page.order.action(CodeOrder.COUNT).trigger()
    assert shown_below(page, open_study, "PC") == ["FG", "HSC", "CMP", "E&C"]
    QTest.keyClick(page.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert "codebook’s order" in notices.lines[-1]
    page.order.take_back()
    assert shown_below(page, open_study, "PC") == below(open_study, "PC") == before


def test_what_codes_are_sorted_by(open_study: OpenStudy) -> None:
    framework = open_study.framework
    fg, hsc, cmp_, ec = (code(open_study, short).id for short in ("FG", "HSC", "CMP", "E&C"))
    trust = code(open_study, "Trust").id
    counts = {fg: 1, hsc: 3, ec: 2, trust: 9}
    used = {fg: ("2026-02", "2026-03"), trust: ("2026-01", "2026-05"), ec: ("2026-04", "2026-04")}

    def sorted_by(order: CodeOrder) -> list[int]:
        key = sort_key(order, framework, counts, used)
        assert key is not None
        return [each.id for each in sorted(framework.children(code(open_study, "PC").id), key=key)]

    assert sorted_by(CodeOrder.COUNT) == [hsc, ec, fg, cmp_]
    assert sorted_by(CodeOrder.FIRST) == [hsc, fg, ec, cmp_]
    assert sorted_by(CodeOrder.LAST) == [hsc, ec, fg, cmp_]
    assert sort_key(CodeOrder.CODEBOOK, framework, counts, used) is None


def test_frameworks_of_other_shapes(page: CodebookPage, open_study: OpenStudy) -> None:
    open_study.perform(add_flat_list(0))
    open_study.perform(add_deep_tree())
    open_study.step_framework(1)
    assert page.code_id is None
    assert page.new_code.text() == "New code…"
    assert page.new_group.text() == "New category…"
    open_study.step_framework(1)
    assert page.new_code.text() == "New category…"
    assert page.form.lines["name"].text() == "Collective intellectual impotence"


def test_deleting_keeps_the_place_and_says_how_many_codings_went(
    page: CodebookPage, open_study: OpenStudy, notices: RecordedNotices
) -> None:
    hsc = code(open_study, "HSC")
    beside = [each.short for each in open_study.framework.children(hsc.parent_id)]
    page.commands.delete(hsc)
    assert notices.lines[-1] == "Deleted High social capital with 1 coding; undo brings it back."
    now = page.model.item_at(page.tree.currentIndex())
    assert now is not None
    assert now.short == beside[beside.index("HSC") + 1]


def test_what_is_not_written_folds_away_to_a_button(page: CodebookPage, open_study: OpenStudy) -> None:
    memo, definition = page.form.parts["memo"], page.form.parts["definition"]
    assert definition.isVisible() and not definition.add.isVisible()
    assert memo.add.isVisible() and not memo.isVisible()
    memo.add.click()
    assert memo.isVisible() and not memo.add.isVisible()
    memo.field.setPlainText("Growing together.")
    memo.field.document().setModified(True)
    memo.field.keep()
    assert memo.isVisible()
    assert code_memo(open_study.reader, page.code_id or 0, open_study.coder_id) == "Growing together."
    open_study.undo()
    page.refresh_if_stale()
    assert memo.field.hasFocus() or (memo.add.isVisible() and not memo.isVisible())


def test_no_text_of_an_entry_scrolls_in_itself(page: CodebookPage, open_study: OpenStudy) -> None:
    open_study.perform(edit_entry(code(open_study, "HSC").id, "notes", "One line.\n" * 40))
    page.select(code(open_study, "HSC").id)
    QApplication.processEvents()
    for part in page.form.parts.values():
        assert part.field.verticalScrollBar().maximum() == 0


def test_reading_every_entry_changes_nothing(page: CodebookPage, open_study: OpenStudy) -> None:
    before, last = open_study.framework, open_study.file.history(1)
    for each in before.codes:
        page.select(each.id)
    page.form.keep()
    assert open_study.framework == before
    assert open_study.file.history(1) == last
