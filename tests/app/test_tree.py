"""The base of trees: what hangs below what, and what is seen of it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.widgets.tree import TreeModel, TreeView


class Words(TreeModel[str]):
    """Words below their beginnings: a, ab, abc."""

    def __init__(self) -> None:
        super().__init__({Qt.ItemDataRole.DisplayRole: str.upper})

    def below(self, item: str) -> list[str]:
        return [item + letter for letter in "xyz"] if len(item) < 3 else []

    def key_of(self, item: str, above: object) -> str:
        return item


@pytest.fixture
def tree(qtbot: QtBot) -> TreeView:
    tree = TreeView(Words(), "Words")
    qtbot.addWidget(tree)
    return tree


def test_what_hides_an_item_is_opened(tree: TreeView) -> None:
    words = tree.model()
    assert isinstance(words, Words)
    words.show_items(["a", "b"])
    tree.reveal("bxy")
    assert [word for word in words.items() if tree.is_open(word)] == ["b", "bx"]
    words.show_items(["b"])
    assert [word for word in words.items() if tree.is_open(word)] == ["b", "bx"]


def test_an_item_that_is_updated_keeps_what_is_below_it(tree: TreeView, qtbot: QtBot) -> None:
    words = tree.model()
    assert isinstance(words, Words)
    words.show_items(["a"])
    with qtbot.waitSignal(words.dataChanged):
        words.update_item("ax", "other")
    index = words.index_of("ax")
    assert (index.data(), words.rowCount(index)) == ("OTHER", 3)
