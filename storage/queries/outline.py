"""Reading the outline: questions, claims, headings and sentences in their order, with what hangs on each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from coding.model.memos import ClaimSource, MemoKind, OutlineState
from coding.model.study import Span
from coding.text.blocks import title
from storage.queries.attributions import attributed
from storage.queries.quoting import quoting_in
from storage.queries.texts import transcript
from storage.study import schema

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Why(NamedTuple):
    """A coder's line on why something hangs on a claim."""

    coder_id: int
    coder: str
    text: str


class Hung(NamedTuple):
    """What hangs on a part of the outline: a passage (with its ``span``), a whole document, or a kept view.

    ``why`` are the lines that say why.
    """

    link_id: int
    role: str
    interview_id: int | None = None
    span: Span | None = None
    kept_id: int | None = None
    why: tuple[Why, ...] = ()
    coder: str = ""  # who hung it there, and when (a day); nobody knows of what older versions hung on
    day: str = ""


class Looked(NamedTuple):
    """How and when a coder looked for what speaks against a claim."""

    coder: str
    day: str
    how: str


class Explanation(NamedTuple):
    """What a reader makes of a claim instead, with the answers to it."""

    id: int
    coder_id: int
    coder: str
    text: str
    answers: tuple["Explanation", ...] = ()


class QuotedPassage(NamedTuple):
    """The words of a passage as they are now, empty where none are left, and who says them."""

    words: str
    who: str
    may_be_quoted: bool


class OutlineEntry(NamedTuple):
    """A question or another heading (``is_heading``), or a sentence; ``depth`` is from 0.

    A sentence below a question is a claim. ``letter`` is ``1`` for questions, ``(a)`` for sentences that are
    no claims.
    """

    id: int
    parent_id: int | None
    position: int
    depth: int
    text: str
    is_heading: bool
    letter: str
    coder_id: int
    hung: tuple[Hung, ...] = ()
    question_id: int | None = None  # that it stands below
    is_question: bool = False
    source: ClaimSource = ClaimSource.DATA
    looked: tuple[Looked, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    coder: str = ""
    changed: str = ""

    @property
    def words(self) -> str:
        """What it says, without marks."""
        return title(self.text)

    @property
    def is_claim(self) -> bool:
        """Whether it answers a research question."""
        return self.question_id is not None and not self.is_heading

    @property
    def counts(self) -> Counter[str]:
        """How much hangs on it, by role."""
        return Counter(each.role for each in self.hung)

    @property
    def lacks_look(self) -> bool:
        """Whether it is a claim with nothing against it, and nobody looked for that."""
        return self.is_claim and not self.looked and not self.counts["against"]


def outline(connection: Connection) -> list[OutlineEntry]:
    """Return the whole outline, from top to bottom."""
    return [*_Reading(connection).entries()]


class _Reading:
    """The rows of the outline, and what stands below and hangs on each."""

    def __init__(self, connection: Connection) -> None:
        memo, coder = schema.memo, schema.coder
        query = select(memo, coder.c.initials, coder.c.name.label("coder")).join_from(memo, coder)
        own = memo.c.kind == MemoKind.OUTLINE.value
        self._below: dict[int | None, list[Any]] = {}
        for row in connection.execute(query.where(own).order_by(memo.c.position, memo.c.id)):
            self._below.setdefault(row.parent_id, []).append(row)
        self._said: dict[int, list[Any]] = {}
        is_below = (memo.c.kind == MemoKind.MEMO.value) & memo.c.parent_id.is_not(None)
        for row in connection.execute(query.where(is_below).order_by(memo.c.id)):
            self._said.setdefault(row.parent_id, []).append(row)
        self._hung: dict[int, list[Any]] = {}
        link = schema.link.c
        hung = select(schema.link, coder.c.initials, coder.c.name.label("coder")).outerjoin_from(
            schema.link, coder, coder.c.id == link.coder_id
        )
        for row in connection.execute(hung.where(link.role != "").order_by(link.id)):
            self._hung.setdefault(row.from_memo_id, []).append(row)
        self._questions = 0

    def entries(
        self, parent_id: int | None = None, depth: int = 0, question_id: int | None = None
    ) -> Iterator[OutlineEntry]:
        n_sentences = 0
        for row in self._below.get(parent_id, ()):
            is_question = row.state == OutlineState.QUESTION
            is_heading = is_question or row.text.startswith("#")
            letter = "" if is_heading or question_id is not None else f"({_lettered(n_sentences)})"
            if is_question:
                self._questions += 1
                letter = str(self._questions)
            n_sentences += not is_heading
            yield self._entry(row, depth, letter, question_id)
            below = row.id if is_question else question_id
            yield from self.entries(row.id, depth + 1, below)

    def _entry(self, row: Any, depth: int, letter: str, question_id: int | None) -> OutlineEntry:
        is_question = row.state == OutlineState.QUESTION
        is_literature = row.state == OutlineState.LITERATURE
        said = self._said.get(row.id, ())
        return OutlineEntry(
            *(row.id, row.parent_id, row.position, depth, row.text),
            *(is_question or row.text.startswith("#"), letter, row.coder_id),
            hung=tuple(_hung(each, said) for each in self._hung.get(row.id, ())),
            question_id=question_id,
            is_question=is_question,
            source=ClaimSource.LITERATURE if is_literature else ClaimSource.DATA,
            looked=tuple(
                Looked(_who(each), each.day, each.text) for each in said if each.state == OutlineState.LOOKED
            ),
            explanations=self._explanations(row.id),
            coder=_who(row),
            changed=row.modified or row.created,
        )

    def _explanations(self, memo_id: int) -> tuple[Explanation, ...]:
        return tuple(
            Explanation(each.id, each.coder_id, _who(each), each.text, self._explanations(each.id))
            for each in self._said.get(memo_id, ())
            if each.state != OutlineState.LOOKED and each.interview_id is None
        )


def _who(row: Any) -> str:
    """Return the initials of who wrote something, or the name where there are none."""
    return row.initials or row.coder


def _lettered(n: int) -> str:
    """Return a, b, ... z, aa, ab for numbers from 0."""
    more, at = divmod(n, len(_LETTERS))
    return (_lettered(more - 1) if more else "") + _LETTERS[at]


def _hung(row: Any, said: Sequence[Any]) -> Hung:
    span = None if row.start is None else Span(row.start, row.end)
    why = (
        Why(each.coder_id, _who(each), each.text)
        for each in said
        if span is not None and (each.interview_id, each.start, each.end) == (row.interview_id, *span)
    )
    who, day = (_who(row) or "", row.created[:10])
    return Hung(row.id, row.role, row.interview_id, span, row.kept_id, tuple(why), who, day)


def quoted_passage(connection: Connection, interview_id: int, span: Span) -> QuotedPassage:
    """Return what a passage says, and whether it may be quoted."""
    words, who = attributed(connection, interview_id, span)
    text = transcript(connection, interview_id)
    here = quoting_in(connection, interview_id)
    return QuotedPassage(words, who, text is not None and here.of(text, span).state.is_free)
