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
        self.uncoded: bool = False  # asked for are whole answers without a code
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
        """Ask this; who asks for codes asks for no answers without one."""
        if query != self.query:
            self.query = query
            self.uncoded = self.uncoded and not query.is_of_codings
            self.changed.emit()

    def ask_uncoded(self, *, on: bool) -> None:
        """Ask for whole answers without a code, by whoever is asked for, or for passages again."""
        if on != self.uncoded:
            who = tuple(field for field in self.query.fields if not field.is_of_codings)
            self.query = Query(fields=who) if on else self.query
            self.uncoded = on
            self.changed.emit()

    def read(self, text: str) -> None:
        """Ask what is typed. Raises WrongQueryError, and then asks as before."""
        if self._names is not None:
            self.ask(parse(text, self._names))
