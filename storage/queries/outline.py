"""Reading the outline: headings and sentences in their order, each with the passages hung on it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from coding.model.memos import MemoKind
from coding.model.study import Span
from coding.text.blocks import title
from storage.queries.attributions import attributed
from storage.queries.quoting import quoting_in
from storage.queries.texts import transcript
from storage.study import schema

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class HungPassage(NamedTuple):
    """A passage hung on a part of the outline."""

    link_id: int
    role: str
    interview_id: int
    span: Span


class QuotedPassage(NamedTuple):
    """The words of a passage as they are now, empty where none are left, and who says them."""

    words: str
    who: str
    may_be_quoted: bool


class OutlineEntry(NamedTuple):
    """A heading (``is_heading``) or a sentence, ``depth`` from 0; ``letter`` is ``(a)`` for sentences."""

    id: int
    parent_id: int | None
    position: int
    depth: int
    text: str
    is_heading: bool
    letter: str
    coder_id: int
    hung: tuple[HungPassage, ...]

    @property
    def words(self) -> str:
        """What it says, without marks."""
        return title(self.text)


def outline(connection: Connection) -> list[OutlineEntry]:
    """Return the whole outline, from top to bottom."""
    memo, link = schema.memo.c, schema.link.c
    mine = memo.kind == MemoKind.OUTLINE.value
    rows = connection.execute(select(schema.memo).where(mine).order_by(memo.position, memo.id)).all()
    below: dict[int | None, list[Any]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    hung: dict[int, list[HungPassage]] = {}
    query = select(schema.link).where(link.role != "", link.interview_id.is_not(None)).order_by(link.id)
    for row in connection.execute(query):
        hung.setdefault(row.from_memo_id, []).append(_hung(row))
    return [*_walk(below, hung, None, 0)]


def _walk(
    below: dict[int | None, list[Any]], hung: dict[int, list[HungPassage]], parent_id: int | None, depth: int
) -> Iterator[OutlineEntry]:
    n_sentences = 0
    for row in below.get(parent_id, ()):
        is_heading = row.text.startswith("#")
        letter = "" if is_heading else f"({_lettered(n_sentences)})"
        n_sentences += not is_heading
        on_it = tuple(hung.get(row.id, ()))
        yield OutlineEntry(
            row.id, parent_id, row.position, depth, row.text, is_heading, letter, row.coder_id, on_it
        )
        yield from _walk(below, hung, row.id, depth + 1)


def _lettered(n: int) -> str:
    """Return a, b, ... z, aa, ab for numbers from 0."""
    more, at = divmod(n, len(_LETTERS))
    return (_lettered(more - 1) if more else "") + _LETTERS[at]


def _hung(row: Any) -> HungPassage:
    return HungPassage(row.id, row.role, row.interview_id, Span(row.start, row.end))


def quoted_passage(connection: Connection, hung: HungPassage) -> QuotedPassage:
    """Return what a passage that is hung on says, and whether it may be quoted."""
    words, who = attributed(connection, hung.interview_id, hung.span)
    text = transcript(connection, hung.interview_id)
    here = quoting_in(connection, hung.interview_id)
    return QuotedPassage(words, who, text is not None and here.of(text, hung.span).state.is_free)
