"""Doing something once, shortly after what is on view was painted."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_AFTER_PAINTING = 25  # ms: a frame and a half


class DeferredCall(QTimer):
    """An act that can wait for the next frame, however often it is asked for before.

    start() asks for it, stop() forgets it, and the act is called without arguments. It must bear
    that the study has closed meanwhile, or be stopped when it does.
    """

    def __init__(self, act: Callable[[], object], parent: QObject) -> None:
        """Prepare the act."""
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(_AFTER_PAINTING)
        self.timeout.connect(act)
