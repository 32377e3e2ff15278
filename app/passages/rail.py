"""The codes beside the passages: ticked they are asked for, and each says how many passages it has."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QMenu, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.shell import theme
from app.widgets.asking import Asking
from app.widgets.chip_menu import JOINED
from app.widgets.forms import STRETCH, column_of, line, row_of, wide, with_role
from app.widgets.menus import give_menu, menu_button
from app.widgets.painting import (
    RIGHT,
    bold,
    fill_ground,
    outline_focus,
    paint_arrow,
    paint_box,
    paint_mark,
    smoothly,
    write,
)
from app.widgets.table import Index
from app.widgets.tree import TreeModel, TreeView
from coding.analysis.known_names import KnownNames
from coding.language import N_, _
from coding.model.code_labels import direction_in_words
from coding.model.framework import Code, Framework
from coding.model.query import CodeTerm, Exactly
from coding.model.study import Direction
from coding.query.editing import (
    Joining,
    alone,
    crossed,
    joining_of,
    only_code,
    rejoined,
    ticked,
    toggled,
    toggled_code,
    values_of,
    without_codes,
)

_MARGIN, _BOX, _SHORT, _STEP, _ROW = 12, 15, 44, 14, 26
_JOINING = {**JOINED, Joining.NONE: N_("Tick what must not be (not)")}


class Alone(NamedTuple):
    """The row of a dimension of which no strand is named."""

    code_id: int


class Special(StrEnum):
    """Rows that are no codes."""

    ALL = "all"
    UNCODED = "uncoded"  # whole answers
    UNSURE = "unsure"
    MEMO = "memo"
    SHOWS = "direction:shows"
    LACKS = "direction:lacks"
    MIXED = "direction:mixed"
    WISHES = "direction:wishes"

    @property
    def asked(self) -> tuple[str, Exactly]:
        """The key of the query, and its value, that ask for this."""
        key, _sep, value = self.value.partition(":")
        return key, Exactly(value or "yes")


OF_DIRECTION: Final = {
    Special.SHOWS: Direction.SHOWS,
    Special.LACKS: Direction.LACKS,
    Special.MIXED: Direction.MIXED,
    Special.WISHES: Direction.WISHES,
}


RailKey = int | Alone | Special


@dataclass(frozen=True, slots=True)
class RailRow:
    """A code or something else that can be asked for: ``found`` of ``total`` passages, None if all are."""

    key: RailKey
    name: str
    total: int
    found: int | None
    state: Qt.CheckState | None
    short: str = ""
    hue: str = ""
    is_heading: bool = False
    depth: int = 0
    below: tuple["RailRow", ...] = ()

    @property
    def count(self) -> str:
        """``12 of 72``."""
        if self.found is None:
            return str(self.total)
        return _("{n} of {all}").format(n=self.found, all=self.total)

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(filter(None, (self.short, self.name, _("{n} passages").format(n=self.count))))


class CodesToAsk(TreeModel[RailRow]):
    """Rows by key: a code's id, or what is no code."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(
            {
                Qt.ItemDataRole.DisplayRole: lambda row: row.short or row.name,
                Qt.ItemDataRole.AccessibleTextRole: lambda row: row.spoken,
                Qt.ItemDataRole.ToolTipRole: lambda row: row.name,
                Qt.ItemDataRole.CheckStateRole: lambda row: row.state,
            }
        )

    def below(self, item: RailRow) -> tuple[RailRow, ...]:
        """Return the codes below."""
        return item.below

    def key_of(self, item: RailRow, above: object) -> RailKey:
        """Return what a row is known by."""
        return item.key

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say which rows can be ticked."""
        row, flags = self.item_at(index), super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if row is not None and row.state is not None else flags


class CodesToAskView(TreeView):
    """Space and the box tick a row, Enter and its name ask for it alone."""

    tick_wanted = Signal(object)  # the key of a row
    only_wanted = Signal(object)

    def __init__(self, model: CodesToAsk, parent: QWidget | None = None) -> None:
        """Show this model."""
        self._met: set[object] = set()
        super().__init__(model, _("Codes to look for"), parent)
        self._rows = model
        self.setItemDelegate(_RailDelegate(self))
        self.setUniformRowHeights(True)
        self.enter_pressed.connect(self._only)

    def always_open(self) -> list[object]:
        """Return the dimensions, open when they are first seen."""
        new = [row.key for row in self._rows.items() if row.is_heading and row.key not in self._met]
        self._met.update(new)
        return list(new)

    def _only(self, index: QModelIndex) -> None:
        self.only_wanted.emit(self._rows.key_at(index))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick, open or ask for one alone, by where it is pressed."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        row = self._rows.item_at(index)
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if row.is_heading and _arrow(self.visualRect(index)).contains(point):
            self.setExpanded(index, not self.isExpanded(index))
        elif row.state is not None and _is_on_box(self.visualRect(index), row, point):
            self.tick_wanted.emit(row.key)
        else:
            self.only_wanted.emit(row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.tick_wanted.emit(self._rows.key_at(self.currentIndex()))
        else:
            super().keyPressEvent(event)


def _arrow(rect: QRect) -> QRect:
    return QRect(rect.left() + 4, rect.top(), 18, rect.height())


def _box(rect: QRect, row: RailRow) -> QRect:
    x = rect.left() + _MARGIN + 4 + max(row.depth - 1, 0) * _STEP
    return QRect(x, rect.center().y() - _BOX // 2, _BOX, _BOX)


def _is_on_box(rect: QRect, row: RailRow, point: QPoint) -> bool:
    return _box(rect, row).adjusted(-4, -6, 3, 6).contains(point)


class _RailDelegate(QStyledItemDelegate):
    """Paints rows of the rail."""

    def __init__(self, view: CodesToAskView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a row's height."""
        return QSize(120, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        model = self._view.model()
        assert isinstance(model, CodesToAsk)
        row = model.item_at(index)
        if row is None:
            return
        rect, usual = option.rect, self._view.font()
        is_asked = row.state is not None and row.state is not Qt.CheckState.Unchecked
        with smoothly(painter):
            fill_ground(painter, option, chosen=is_asked)
            if is_asked:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), _accent())
            left = self._paint_front(painter, rect, row, index)
            count = QRect(rect.right() - _MARGIN - 90, rect.top(), 90, rect.height())
            heavy = bold(usual) if row.found is not None else usual
            width = write(painter, count, row.count, theme.current().dim, heavy, RIGHT)
            name = QRect(left, rect.top(), rect.right() - _MARGIN - width - 8 - left, rect.height())
            colour = theme.current().text if row.is_heading or not row.short else theme.current().dim
            write(painter, name, row.name, colour, bold(usual) if row.is_heading else usual)
            if self._view.hasFocus() and index == self._view.currentIndex():
                outline_focus(painter, rect)

    def _paint_front(self, painter: QPainter, rect: QRect, row: RailRow, index: Index) -> int:
        """Paint what stands before the name; return where that begins."""
        if row.is_heading:
            paint_arrow(painter, _arrow(rect).center().toPointF(), is_open=self._view.isExpanded(index))
            paint_mark(painter, QRect(rect.left() + 25, rect.center().y() - 5, 10, 10), row.hue)
            return rect.left() + 42
        if row.state is None:
            return rect.left() + _MARGIN
        box = _box(rect, row)
        paint_box(painter, box, row.state)
        if not row.short:
            return box.right() + 9
        ink = theme.current().hue(row.hue).ink
        short = QRect(box.right() + 9, rect.top(), _SHORT, rect.height())
        write(painter, short, row.short, ink, bold(self._view.font()))
        return short.right() + 4


class Rail(QFrame):
    """The codes of the framework in hand; what is ticked goes into the query."""

    def __init__(self, asking: Asking, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        with_role(self, "panel")
        self.setAccessibleName(_("What is asked for"))
        self._asking = asking
        self.joining = Joining.ANY
        self.model = CodesToAsk()
        self.view = CodesToAskView(self.model)
        self._title = line(role="section")
        self.join_button = menu_button(_("How ticked codes are joined"), "word")
        self.join_button.setText(_("and / or / not ▾"))
        self.joinings = QMenu(self.join_button)
        give_menu(self.join_button, self.joinings)
        self.joinings.aboutToShow.connect(self._fill_joinings)
        head = row_of(self._title, STRETCH, self.join_button, margins=(12, 6, 4, 2))
        column_of(head, wide(self.view), on=self, spacing=0)
        self.view.tick_wanted.connect(self._tick)
        self.view.only_wanted.connect(self._only)

    def code_at(self, at: QPoint) -> int | None:
        """Return the code at a point of the list, None where none is."""
        key = self.model.key_at(self.view.indexAt(at))
        return key if isinstance(key, int) else None

    def _fill_joinings(self) -> None:
        self.joinings.clear()
        for joining, words in _JOINING.items():
            action = self.joinings.addAction(_(words), partial(self._join, joining))
            action.setCheckable(True)
            action.setChecked(joining is self.joining)

    def _join(self, joining: Joining) -> None:
        self.joining = joining
        self._asking.ask(rejoined(self._asking.query, joining))

    def _tick(self, key: RailKey) -> None:
        query = self._asking.query
        if isinstance(key, Special):
            self._only(key)
        elif self._asking.names is not None:
            self._asking.ask(toggled_code(query, _term(self._asking.names, key), self.joining))

    def _only(self, key: RailKey) -> None:
        query = self._asking.query
        if key is Special.UNCODED:
            self._asking.ask_uncoded(on=not self._asking.uncoded)
        elif key is Special.ALL:
            self._asking.ask_uncoded(on=False)
            self._asking.ask(without_codes(query))
        elif isinstance(key, Special):
            self._asking.ask(toggled(query, *key.asked))
        elif self._asking.names is not None:
            self._asking.ask(only_code(query, _term(self._asking.names, key)))

    # --- what is shown -----------------------------------------------------------------------

    def show_counts(
        self,
        names: KnownNames,
        total: Mapping[RailKey, int],
        found: Mapping[RailKey, int],
    ) -> None:
        """Show the codes with how many passages they have in all, and of those that are found."""
        if self.joining is not Joining.NONE:
            self.joining = joining_of(self._asking.query) or self.joining
        framework = names.analysis_data.framework
        level = framework.level_name(1)
        self._title.setText(_level_in_words(level).upper())
        rows = _Rows(names, self._asking, total, found)
        tops = [rows.special(Special.ALL, _("All passages"))]
        tops += [rows.code(framework, code) for code in framework.children(None)]
        tops += [rows.special(Special.UNCODED, _("Without a code: whole answers"))]
        tops += [rows.special(Special.UNSURE, _("Unsure")), rows.special(Special.MEMO, _("With a memo"))]
        if names.analysis_data.has_directions:
            tops += [
                rows.special(key, _capital(direction_in_words(said))) for key, said in OF_DIRECTION.items()
            ]
        self.model.show_items(tops)


def _term(names: KnownNames, key: int | Alone) -> CodeTerm:
    """Return what asks for a row's codings."""
    return (
        alone(names.text_of_code[key.code_id])
        if isinstance(key, Alone)
        else CodeTerm(names.text_of_code[key])
    )


def _level_in_words(level: str) -> str:
    return _("strands") if level == "strand" else _("codes")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class _Rows:
    """Makes rows of codes."""

    def __init__(
        self,
        names: KnownNames,
        asking: Asking,
        total: Mapping[RailKey, int],
        found: Mapping[RailKey, int],
    ) -> None:
        self._names, self._query, self._uncoded = names, asking.query, asking.uncoded
        self._total, self._found = total, found
        self._ticked, self._crossed = ticked(asking.query), crossed(asking.query)

    def special(self, key: Special, name: str) -> RailRow:
        if key is Special.ALL:
            return RailRow(key, name, self._total[key], None, None)
        field, value = key.asked
        asked = self._uncoded if key is Special.UNCODED else value in values_of(self._query, field)
        state = Qt.CheckState.Checked if asked else Qt.CheckState.Unchecked
        return RailRow(key, name, self._total[key], self._found.get(key) if asked else None, state)

    def code(self, framework: Framework, code: Code) -> RailRow:
        below = tuple(self.code(framework, child) for child in framework.children(code.id))
        is_heading = framework.is_group(code.id)
        if is_heading and self._total.get(Alone(code.id)):
            below = (*below, self._alone(framework, code))
        term = CodeTerm(self._names.text_of_code[code.id])
        asked = term in self._ticked
        state = self._state(term)
        return RailRow(
            code.id,
            code.label or code.name,
            self._total.get(code.id, 0),
            self._found.get(code.id, 0) if (self._matters(term) and not is_heading) or asked else None,
            None if is_heading and not asked and term not in self._crossed else state,
            "" if is_heading else code.abbreviation,
            framework.hue(code.id),
            is_heading,
            framework.depth(code.id) if len(framework.levels) > 1 else framework.depth(code.id) + 1,
            below,
        )

    def _alone(self, framework: Framework, code: Code) -> RailRow:
        """Return the row of a dimension of which no strand is named."""
        key, term = Alone(code.id), alone(self._names.text_of_code[code.id])
        return RailRow(
            key,
            _("{dimension} alone").format(dimension=code.short),
            self._total[key],
            self._found.get(key, 0) if self._matters(term) else None,
            self._state(term),
            hue=framework.hue(code.id),
            depth=framework.depth(code.id) + 1,
        )

    def _matters(self, term: CodeTerm) -> bool:
        """Tell whether it says something how many of a code's passages are found."""
        return term in self._ticked or (not self._ticked and str(self._query) != "")

    def _state(self, term: CodeTerm) -> Qt.CheckState:
        if term in self._ticked:
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if term in self._crossed else Qt.CheckState.Unchecked


def _accent() -> QColor:
    return QColor(theme.current().accent)
