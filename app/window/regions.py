"""F6: from one region of the window to the next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def step_region(regions: Sequence[QWidget], by: int) -> None:
    """Give the keyboard to a region further on; one without anything to press or read is passed over."""
    here = _region_of(QApplication.focusWidget(), regions)
    for step in range(1, len(regions) + 1):
        target = _first_focusable(regions[(here + by * step) % len(regions)])
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _region_of(focus: QWidget | None, regions: Sequence[QWidget]) -> int:
    for at, region in enumerate(regions):
        if focus is not None and (focus is region or region.isAncestorOf(focus)):
            return at
    return -1


def _first_focusable(region: QWidget) -> QWidget | None:
    """Return what takes the keyboard in a region: the region itself, else the first widget in it."""
    widgets = (region, *region.findChildren(QWidget))
    return next(
        (
            widget
            for widget in widgets
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
        ),
        None,
    )
