"""Codes that somebody wrote on a document by hand, as data: letters, colours, comments in the margin.

coding/hand_coding.py reads them off a transcript; coding/mark_corrections.py puts them right. Every
mark that was found is a HandMark, whatever was made of it: nothing is dropped.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from coding.annotations import Unread
from coding.study import Span


class Manner(StrEnum):
    """How a code was written down."""

    LETTERS = "letters"  # at the end of a sentence or turn
    COLOUR = "colour"  # highlighted or shaded
    COMMENT = "comment"  # in the margin


class Reach(StrEnum):
    """How far back from its letters a coded passage reaches."""

    TURN = "turn"
    STRETCH = "stretch"  # since the last code in the turn
    SENTENCE = "sentence"  # the last one
    EXCHANGE = "exchange"  # several turns: since the last code of the interview


class CodedBy(StrEnum):
    """Whose codings they become."""

    ME = "me"  # whoever is at the keyboard
    AUTHOR = "author"  # of the file
    COMMENTER = "commenter"  # of a comment; of the rest, the file's author


class MarkState(StrEnum):
    """What was made of a mark."""

    UNDERSTOOD = "understood"
    GUESSED = "guessed"
    NOT_UNDERSTOOD = "not understood"
    REMARK = "remark"  # a comment that is no code: it becomes a memo
    NO_CODE = "no code"  # as the researcher has said


@dataclass(frozen=True, slots=True)
class HandRules:
    """How the marks of a batch are read.

    ``labels`` and ``colours`` are what a researcher has said once for all: the code that a label (by
    its ``coding.names.key_of``) or a colour means, None for no code.
    """

    read_letters: bool = True
    read_colours: bool = True
    read_comments: bool = True
    reach: Reach = Reach.TURN
    coded_by: CodedBy = CodedBy.ME
    labels: Mapping[str, int | None] = field(default_factory=dict[str, int | None])
    colours: Mapping[str, int | None] = field(default_factory=dict[str, int | None])


UNREAD = HandRules(read_letters=False, read_colours=False, read_comments=False)


@dataclass(frozen=True, slots=True)
class MarkCode:
    """One code of a mark and what is said about it."""

    code_id: int
    stage_id: int | None = None
    unsure: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class MarkChoice:
    """What a researcher has said of one mark; None is nothing, no codes means that it is none."""

    reach: Reach | None = None
    code_ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class HandMark:
    """One mark, in the order of the text.

    ``place`` is where it stands in the text as heard, marks included (with ``manner`` it tells the
    mark from all others); ``turn`` the position of its turn; ``span`` the passage in the stored text.
    ``unread`` are the words that mean no code for certain, ``memo`` what goes into the memo of its codings
    (or, of a remark, is the memo). ``note`` says in words what is to be looked at: colour and letters
    that disagree.
    """

    manner: Manner
    place: int
    turn: int
    span: Span
    written: str = ""
    colour: str = ""
    author: str = ""
    codes: tuple[MarkCode, ...] = ()
    unread: tuple[Unread, ...] = ()
    memo: str = ""
    reach: Reach = Reach.TURN
    note: str = ""
    is_none: bool = False

    @property
    def key(self) -> tuple[Manner, int]:
        """What tells it from the other marks of its file."""
        return self.manner, self.place

    @property
    def state(self) -> MarkState:
        """What was made of it."""
        if self.is_none:
            return MarkState.NO_CODE
        if self.codes:
            guessed = any(code.guessed for code in self.codes)
            return MarkState.GUESSED if guessed else MarkState.UNDERSTOOD
        return MarkState.REMARK if self.manner is Manner.COMMENT else MarkState.NOT_UNDERSTOOD


@dataclass(frozen=True, slots=True)
class HandCoding:
    """A coding to be stored; ``coder`` is a name, empty for whoever is at the keyboard."""

    span: Span
    code_id: int
    coder: str = ""
    stage_id: int | None = None
    unsure: bool = False
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that is no code: a memo on a passage."""

    span: Span
    coder: str
    text: str


def codings_of(marks: Iterable[HandMark], coded_by: CodedBy, author: str) -> tuple[HandCoding, ...]:
    """Return the codings that marks make: each code once on a passage by one coder.

    What is counted before storing is what is stored.
    """
    found: dict[tuple[Span, int, str], HandCoding] = {}
    for mark in marks:
        for coding in _codings_of(mark, coded_by, author):
            key = coding.span, coding.code_id, coding.coder
            found[key] = _both(found[key], coding) if key in found else coding
    return tuple(found.values())


def _codings_of(mark: HandMark, coded_by: CodedBy, author: str) -> Iterator[HandCoding]:
    coder = coder_of(mark, coded_by, author)
    for code in mark.codes:
        yield HandCoding(mark.span, code.code_id, coder, code.stage_id, code.unsure, mark.memo)


def _both(one: HandCoding, other: HandCoding) -> HandCoding:
    memo = "\n".join(dict.fromkeys(filter(None, (one.memo, other.memo))))
    return replace(one, stage_id=one.stage_id or other.stage_id, unsure=one.unsure or other.unsure, memo=memo)


def remarks_of(marks: Iterable[HandMark], author: str) -> tuple[Remark, ...]:
    """Return the comments that become memos, with the commenter as their author."""
    return tuple(
        Remark(mark.span, coder_of(mark, CodedBy.COMMENTER, author), mark.memo or mark.written)
        for mark in marks
        if mark.state is MarkState.REMARK
    )


def coder_of(mark: HandMark, coded_by: CodedBy, author: str) -> str:
    """Return the name of whose coding a mark becomes; empty for whoever is at the keyboard."""
    match coded_by:
        case CodedBy.ME:
            return ""
        case CodedBy.AUTHOR:
            return author
        case CodedBy.COMMENTER:
            return mark.author or author
