"""Several coders in one window: who codes, whose codings are shown, whose may be changed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from app.details.coder_dialog import NewCoderDialog
from app.details.memo_dialog import InterviewMemoDialog
from app.shell.places import Place
from app.window.window import MainWindow
from coding.model.study import State
from storage.operations.coders import add_coder
from storage.queries.codings import codings
from tests.storage.remarks import write_remark

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no screen, no keyboard

Key = Qt.Key
TRUST = Place("code", 1, 23, 47)  # carries HSC, coded by Me


@pytest.fixture
def other(on_study: MainWindow) -> int:
    """Return a second coder, who has coded nothing yet; Me codes."""
    coder_id = on_study.open_study.perform(add_coder("J. Nolan"))
    assert coder_id is not None
    on_study.go(TRUST)
    return coder_id


def choose(window: MainWindow, words: str) -> None:
    """Choose from the coder's menu, as with the mouse."""
    menu: QMenu = window.menus.coder
    menu.aboutToShow.emit()
    found = [a for a in menu.actions() if a.text().split("\t")[0].replace("&", "") == words]
    assert len(found) == 1, [a.text() for a in menu.actions()]
    assert found[0].isEnabled()
    found[0].trigger()


def offered(window: MainWindow) -> list[str]:
    window.menus.coder.aboutToShow.emit()
    return [a.text() for a in window.menus.coder.actions() if not a.isSeparator()]


def shown(window: MainWindow) -> list[str]:
    """Return what stands on the brackets, in the order of the text."""
    page = window.code.page
    return [page.view.looks.label(coding) for coding in page.codings]


def key(window: MainWindow, pressed: Key) -> None:
    QTest.keyClick(window.code.page.view, pressed)


def whose(window: MainWindow) -> list[int]:
    return [c.coder_id for c in codings(window.open_study.reader, 1) if (c.start, c.end) == (23, 47)]


def test_one_coder_alone_is_not_asked_whose_codings(on_study: MainWindow) -> None:
    assert offered(on_study)[:3] == ["Coding as", "Me\tMe", "Another coder…"]
    assert not any("only" in words for words in offered(on_study))


def test_who_is_named_codes_from_now_on(on_study: MainWindow, other: int) -> None:
    choose(on_study, "J. Nolan")
    key(on_study, Key.Key_1)
    assert whose(on_study) == [1, other]
    assert on_study.top_bar.avatar.accessibleName() == "Coding as J. Nolan"
    assert on_study.open_study.file.history(1)[0].coder == "J. Nolan"


def test_others_brackets_carry_their_initials(on_study: MainWindow, other: int) -> None:
    before = shown(on_study)
    choose(on_study, "J. Nolan")
    assert shown(on_study) == [f"Me: {label}" for label in before]
    key(on_study, Key.Key_1)
    assert "JPD" in shown(on_study)


def test_another_coder_is_named_in_a_dialog(on_study: MainWindow, other: int) -> None:
    dialog = NewCoderDialog(on_study.open_study, on_study)
    dialog.name.setText(" A.  Reader ")
    dialog.accept()
    assert on_study.open_study.coders.at_work is not None
    assert on_study.open_study.coders.at_work.name == "A. Reader"


def test_whose_codings_are_shown_is_said_and_taken_back(on_study: MainWindow, other: int) -> None:
    choose(on_study, "J. Nolan only")
    assert shown(on_study) == []
    chip = on_study.top_bar.whose
    assert chip is not None
    assert chip.text() == "Codings of J. Nolan  ×"
    QTest.keyClick(chip, Key.Key_Delete)
    assert len(shown(on_study)) == 3
    assert on_study.top_bar.whose is None


def test_somebody_elses_coding_stays_until_it_is_edited(on_study: MainWindow, other: int) -> None:
    choose(on_study, "J. Nolan")
    view, said = on_study.code.page.view, list[str]()
    on_study.code.page.commands.said.connect(said.append)
    view.make_current(on_study.code.page.codings.exactly(view.selected)[0].id)
    key(on_study, Key.Key_Delete)
    assert whose(on_study) == [1]
    assert "Edit codings of Me" in said[-1]


def test_an_edited_coding_stays_its_coders(on_study: MainWindow, other: int) -> None:
    choose(on_study, "J. Nolan")
    choose(on_study, "Edit codings of Me")
    key(on_study, Key.Key_1)
    assert whose(on_study) == [1, 1]
    entry = on_study.open_study.file.history(1)[0]
    assert (entry.coder, entry.words) == ("J. Nolan", "Code passage JPD, for Me")


def test_both_choices_are_there_tomorrow(on_study: MainWindow, other: int) -> None:
    choose(on_study, "J. Nolan")
    choose(on_study, "Me only")
    path = on_study.open_study.file.path
    on_study.open_study.close()
    on_study.open_study.open(path)
    coders = on_study.open_study.coders
    assert (coders.at_work_id, coders.shown_ids) == (other, (1,))


def test_blind_reading_hides_what_others_coded_until_it_is_done(on_study: MainWindow, other: int) -> None:
    study, page = on_study.open_study, on_study.code.page
    choose(on_study, "J. Nolan")
    choose(on_study, "Read this interview blind")
    assert shown(on_study) == []
    assert study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id).codings.empty
    key(on_study, Key.Key_1)
    assert shown(on_study) == ["JPD"]
    page.toggle_done()
    assert len(shown(on_study)) == 4


def test_done_is_each_coders_own(on_study: MainWindow, other: int) -> None:
    page = on_study.code.page
    page.toggle_done()
    assert page.header.done.isChecked()
    choose(on_study, "J. Nolan")
    assert not page.header.done.isChecked()
    key(on_study, Key.Key_1)
    states = [row.state for branch in on_study.code.tree.model._branches for row in branch.interviews]
    assert states[0] is State.BEING_READ


def test_undo_takes_the_last_act_whoever_codes_now(on_study: MainWindow, other: int) -> None:
    key(on_study, Key.Key_1)
    choose(on_study, "J. Nolan")
    on_study.open_study.undo()
    assert whose(on_study) == [1]


# --- memos -----------------------------------------------------------------------------------------


def memos(window: MainWindow) -> list[tuple[str, str]]:
    """Return who wrote which memo on a coding, in the order of writing."""
    rows = window.open_study.reader.exec_driver_sql(
        "SELECT coder.name, text FROM memo JOIN coder ON coder.id = coder_id WHERE coding_id IS NOT NULL"
        " ORDER BY memo.id"
    )
    return [(name, text) for name, text in rows]


def make_current(window: MainWindow) -> None:
    view = window.code.page.view
    view.make_current(window.code.page.codings.exactly(view.selected)[0].id)
    window.code.page._say_selection()


def type_memo(window: MainWindow, text: str) -> None:
    memo = window.code.passage.memo
    memo.setPlainText(text)
    memo.document().setModified(True)


def test_the_memo_of_an_edited_coding_is_its_coders(on_study: MainWindow, other: int) -> None:
    choose(on_study, "J. Nolan")
    choose(on_study, "Edit codings of Me")
    make_current(on_study)
    type_memo(on_study, "For you")
    on_study.code.passage.memo.keep()
    assert memos(on_study) == [("Me", "For you")]
    assert on_study.open_study.file.history(1)[0].words == "Write a memo on a coding, for Me"
    make_current(on_study)
    assert on_study.code.passage.memo.toPlainText() == "For you"


def test_what_is_being_typed_stays_with_who_typed_it(on_study: MainWindow, other: int) -> None:
    make_current(on_study)
    type_memo(on_study, "Mine")
    on_study.open_study.coders.code_as(other)
    on_study.code.passage.memo.keep()
    assert memos(on_study) == [("Me", "Mine")]


def test_a_long_change_does_not_open_what_is_not_to_be_changed(on_study: MainWindow, other: int) -> None:
    choose(on_study, "J. Nolan")
    make_current(on_study)
    panel = on_study.code.passage
    assert panel.memo.isReadOnly()
    on_study.open_study.busy_changed.emit(True)  # noqa: FBT003 - Qt's own
    on_study.open_study.busy_changed.emit(False)  # noqa: FBT003
    assert panel.memo.isReadOnly()
    assert not panel.stages.isEnabled()
    assert not panel.unsure.isEnabled()


def test_blind_reading_hides_what_others_remarked(on_study: MainWindow, other: int) -> None:
    study, page = on_study.open_study, on_study.code.page
    assert study.perform(write_remark(23, 47, "A doubt")) is not None
    choose(on_study, "J. Nolan")
    assert [each.text for each in page.remarks.written] == ["A doubt"]
    choose(on_study, "Read this interview blind")
    assert not page.remarks.written
    dialog = InterviewMemoDialog(study, 1, "B2", on_study)
    assert "A joint one." not in "".join(field.toPlainText() for field in dialog.findChildren(QPlainTextEdit))
    page.toggle_done()
    assert [each.text for each in page.remarks.written] == ["A doubt"]
