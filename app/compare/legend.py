"""The legend over a chart: a square of colour and a name for each, and the filter that takes one out."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.compare.legend_entries import LegendButton, LegendLabel, LegendLook
from app.shell import theme
from app.widgets.flow_layout import FlowLayout
from app.widgets.forms import line
from coding.analysis.chart import LegendEntry
from coding.analysis.groups import GroupMember
from coding.language import _


class Legend(QWidget):
    """Shows what the colours mean; a press on an entry hides it or brings it back, with Ctrl alone."""

    toggled = Signal(object)  # GroupMember
    wanted_alone = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setAccessibleName(_("Legend"))
        self._row = FlowLayout(self, across=6, down=2)
        self._shown: object = None
        self._buttons: list[LegendButton] = []
        self._entries: list[LegendEntry] = []

    def show_entries(
        self,
        entries: Sequence[LegendEntry],
        note: str,
        caption: str = "",
        *,
        can_hide: Callable[[GroupMember], bool] = lambda _member: False,
        dotted: bool = False,
    ) -> None:
        """Show these entries after a caption, and a note after them; ``dotted``: their dots have shapes."""
        shown = (tuple(entries), note, caption, dotted, theme.current())
        if self._shown == shown:
            return
        self._shown = shown
        focused = next((button.member for button in self._buttons if button.hasFocus()), None)
        self._clear()
        self._entries = list(entries)
        n = _common_n(entries)
        short = bool(caption) and all(entry.short for entry in entries if entry.member)
        looks = [LegendLook(each, _words(each, short=short, with_n=not n), dotted) for each in entries]
        shown_as = [self._made(look, can_hide) for look in looks]
        for widget in (
            *([line(caption)] if short else []),
            *shown_as,
            *([line(n)] if n else []),
            *([line(f"· {note}")] if note else []),
        ):
            self._row.addWidget(widget)
            widget.show()  # what is not yet shown takes no room
        for button in self._buttons:
            if button.member == focused:
                button.setFocus()
        self.updateGeometry()

    def _made(self, look: LegendLook, can_hide: Callable[[GroupMember], bool]) -> QWidget:
        member = look.entry.member
        if member is None or not can_hide(member):
            return LegendLabel(look)
        button = LegendButton(look, member)
        button.pressed_on.connect(self._press)
        self._buttons.append(button)
        return button

    @property
    def members(self) -> list[GroupMember]:
        """Whatever has an entry, left out or not."""
        return [entry.member for entry in self._entries if entry.member is not None]

    def _press(self, member: GroupMember, alone: bool) -> None:  # noqa: FBT001 - as the signal says it
        (self.wanted_alone if alone else self.toggled).emit(member)

    def _clear(self) -> None:
        self._buttons = []
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _common_n(entries: Sequence[LegendEntry]) -> str:
    """Return what is said once at the end: how many interviews each has, where all have the same."""
    each = {entry.n for entry in entries if entry.member is not None and not entry.hidden}
    n = next(iter(each)) if len(each) == 1 else ""
    return _("{n} each").format(n=n) if n and len(entries) > 1 else ""


def _words(entry: LegendEntry, *, short: bool, with_n: bool) -> str:
    name = entry.short if short and entry.short else entry.name
    return _("{name}, {n}").format(name=name, n=entry.n) if with_n and entry.n else name
