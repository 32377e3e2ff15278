"""What is wrong with the text of a query, and where."""

from collections.abc import Iterable
from dataclasses import dataclass

from coding.errors import UserError


@dataclass(frozen=True, slots=True)
class QueryError:
    """One thing that is wrong from ``start`` to ``end`` (code points); ``offers`` may stand there."""

    start: int
    end: int
    message: str
    offers: tuple[str, ...] = ()


class WrongQueryError(UserError):
    """A text is no query; it finds nothing, and nothing was changed."""

    def __init__(self, text: str, errors: Iterable[QueryError]) -> None:
        self.text = text
        self.errors = tuple(sorted(errors, key=lambda error: (error.start, error.end)))
        super().__init__(" ".join(dict.fromkeys(error.message for error in self.errors)))

    def pointed_out(self) -> str:
        """Return the text with each error under the place where it is, for a terminal."""
        line = "".join(" " if character.isspace() else character for character in self.text)
        below = (
            f"{' ' * error.start}{'^' * max(error.end - error.start, 1)}\n{error.message}"
            for error in self.errors
        )
        return "\n".join((line, *below))
