"""What is asked of the passages: one query, which field, chips, rail and menu change alike."""

from PySide6.QtCore import QObject, Signal

from coding.analysis.known_names import KnownNames
from coding.model.query import Query
from coding.query.parsing import parse


class Asking(QObject):
    """Holds the query; ``changed`` goes out when it is another."""

    changed = Signal()
    known = Signal()  # what the study calls things was read again

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin by asking for all."""
        super().__init__(parent)
        self.query = Query()
        self._names: KnownNames | None = None

    @property
    def names(self) -> KnownNames | None:
        """What the study calls things; None before a study was read."""
        return self._names

    def know(self, names: KnownNames | None) -> None:
        """Read what is typed with the names of this study from now on."""
        self._names = names
        self.known.emit()

    def ask(self, query: Query) -> None:
        """Ask this."""
        if query != self.query:
            self.query = query
            self.changed.emit()

    def read(self, text: str) -> None:
        """Ask what is typed. Raises WrongQueryError, and then asks as before."""
        if self._names is not None:
            self.ask(parse(text, self._names))
