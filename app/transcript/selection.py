"""What is selected in the transcript, as the codebook's side of the window needs it."""

from dataclasses import dataclass

from coding.model.quoting import OPEN, MayQuote
from coding.model.study import Coding
from storage.queries.remarks import WrittenRemark


@dataclass(frozen=True, slots=True)
class SelectionState:
    """A span of an interview (code points) and one coder's codings there.

    ``codings`` stand on exactly this span, ``touching`` share at least a code point with it
    (those on the span included). ``words`` counts what was said in it; ``remarks`` are anybody's on
    passages that it touches. ``may_quote`` says whether it may be quoted. ``quotation`` is what is said,
    shortened.
    """

    interview_id: int
    start: int
    end: int
    words: int
    codings: tuple[Coding, ...] = ()
    current_coding_id: int | None = None
    touching: tuple[Coding, ...] = ()
    remarks: tuple[WrittenRemark, ...] = ()
    may_quote: MayQuote = OPEN
    quotation: str = ""

    @property
    def current(self) -> Coding | None:
        """The current coding, or None."""
        return next((c for c in self.touching if c.id == self.current_coding_id), None)

    @property
    def around(self) -> tuple[Coding, ...]:
        """The codings that touch the span without standing on exactly it."""
        return tuple(coding for coding in self.touching if coding not in self.codings)
