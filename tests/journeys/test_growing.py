"""A codebook grows out of the text: codes in vivo, two of them merged, by keyboard, all taken back."""

from itertools import combinations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.codebook.code_commands import NameField
from app.codebook.editor import CodebookPage
from app.codebook.merge_dialog import MergeCodesDialog
from app.shell.places import Place
from app.sorting.page import SortingPage
from app.window.window import MainWindow
from coding.model.study import Span
from coding.notation.code_names import key_of
from coding.notation.picker_completion import in_vivo_name
from storage.operations.studies import add_shipped_framework
from storage.queries.codings import codings
from tests.storage.dumps import SPOKEN, dump

Key = Qt.Key
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
N = 40


def in_vivo(window: MainWindow, span: Span) -> None:
    """Code a passage in vivo with two presses."""
    view = window.code.page.view
    view.select_span(span)
    QTest.keyClick(view, Key.Key_I, CTRL_SHIFT)
    QTest.keyClick(window.code.picker.field, Key.Key_Return)


def unlike(text: str) -> list[Span]:
    """Return forty spans of a text whose words are no two alike."""
    spans: dict[str, Span] = {}
    for start, end in combinations(range(17, len(text)), 2):
        if end - start > 6:
            spans.setdefault(key_of(in_vivo_name(text[start:end])), Span(start, end))
    return [*spans.values()][:N]


def open_coding(window: MainWindow) -> None:
    study = window.open_study
    study.use_framework(study.perform(add_shipped_framework("open_coding")))
    window.go(Place("code", 1, 17, 47))
    window.activateWindow()


def test_forty_codes_in_vivo_cost_two_presses_each(on_study: MainWindow) -> None:
    study = on_study.open_study
    open_coding(on_study)
    before = dump(study.file)
    spans = unlike(SPOKEN)
    for span in spans:
        in_vivo(on_study, span)
    made = study.framework.codes
    assert [code.name for code in made] == [in_vivo_name(SPOKEN[span.start : span.end]) for span in spans]
    assert {code.parent_id for code in made} == {None}
    coded = {each.code_id: each.span for each in codings(study.reader, 1)}
    assert [coded[code.id] for code in made] == spans
    after = dump(study.file)
    for _step in range(N):
        study.undo()
    assert dump(study.file) == before
    for _step in range(N):
        study.redo()
    assert dump(study.file) == after


def test_two_of_them_are_merged_from_the_menu(qtbot: QtBot, on_study: MainWindow) -> None:
    study = on_study.open_study
    open_coding(on_study)
    in_vivo(on_study, Span(17, 21))
    in_vivo(on_study, Span(48, 60))
    one, other = study.framework.codes

    merged: list[bool] = []

    def merge() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MergeCodesDialog)
        try:
            dialog.goes.setCurrentIndex(dialog.goes.findData(other.id))
            QTest.keyClick(dialog.stays, Key.Key_Down)
            qtbot.waitUntil(dialog.act_button.isEnabled)
            dialog.accepted.connect(lambda: merged.append(True))
            QTest.keyClick(dialog.act_button, Key.Key_Space)
            qtbot.waitUntil(lambda: bool(merged))
        finally:
            if not merged:
                dialog.reject()

    QTimer.singleShot(0, merge)
    on_study.actions_["merge_codes"].trigger()
    assert [code.id for code in study.framework.codes] == [one.id]
    assert {each.span for each in codings(study.reader, 1) if each.code_id == one.id} == {(17, 21), (48, 60)}


def test_codes_are_grouped_and_one_is_split_by_keyboard(on_study: MainWindow) -> None:
    study = on_study.open_study
    open_coding(on_study)
    for span in unlike(SPOKEN)[:6]:
        in_vivo(on_study, span)
    before, made = dump(study.file), study.framework.codes
    on_study.go(Place("codebook", detail=str(made[1].id)))
    page = on_study.page
    assert isinstance(page, CodebookPage)
    QTest.keyClick(page.tree, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.new_group, Key.Key_Space)
    name_it(on_study, "Doing")
    QTest.keyClick(page.tree, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    group = next(code for code in study.framework.codes if code.is_group)
    assert [code.id for code in study.framework.children(group.id)] == [made[1].id, made[2].id]

    on_study.go(Place("sort", detail=str(made[0].id)))
    sorting = on_study.page
    assert isinstance(sorting, SortingPage)
    QTest.keyClicks(sorting.panel.new_code, "beginning")
    QTest.keyClick(sorting.panel.new_code, Key.Key_Return)
    QTest.keyClick(sorting.panel.targets, Key.Key_1)
    assert sorting.coding is None
    new = next(code for code in study.framework.codes if code.name == "beginning")
    assert [each.span for each in codings(study.reader, 1) if each.code_id == new.id] == [unlike(SPOKEN)[0]]

    after, steps = dump(study.file), 4
    for _step in range(steps):
        study.undo()
    assert dump(study.file) == before
    for _step in range(steps):
        study.redo()
    assert dump(study.file) == after


def name_it(window: MainWindow, name: str) -> None:
    """Type the name that is asked for."""
    field = next(field for field in window.findChildren(NameField) if field.isVisible())
    QTest.keyClicks(field.field, name)
    QTest.keyClick(field.field, Key.Key_Return)
