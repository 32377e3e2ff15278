"""Codes that somebody wrote on a document by hand, as data: letters, colours, comments in the margin.

hand_coding.py reads them off a transcript; coding/intake/mark_corrections.py puts them right. Every
mark that was found is a HandMark, whatever was made of it: nothing is dropped.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from coding.model.study import Direction, Origin, Span
from coding.notation.annotations import Unread
from coding.text.names import name_key


class MarkSource(StrEnum):
    """How a code was written down."""

    LETTERS = "letters"  # at the end of a sentence or turn
    COLOUR = "colour"  # highlighted or shaded
    COMMENT = "comment"  # in the margin
    TABLE = "table"  # as a segment that another program lists


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
    its ``coding.notation.code_names.key_of``) or a colour means, None for no code.
    """

    read_letters: bool = True
    read_colours: bool = True
    read_comments: bool = True
    reach: Reach = Reach.TURN
    coded_by: CodedBy = CodedBy.ME
    labels: Mapping[str, int | None] = field(default_factory=dict[str, int | None])
    colours: Mapping[str, int | None] = field(default_factory=dict[str, int | None])

    def knowing(self, labels: Mapping[str, int | None], colours: Mapping[str, int | None]) -> "HandRules":
        """Return the rules with what was said at earlier imports beneath what is said now."""
        return replace(self, labels={**labels, **self.labels}, colours={**colours, **self.colours})


UNREAD = HandRules(read_letters=False, read_colours=False, read_comments=False)


@dataclass(frozen=True, slots=True)
class MarkCode:
    """One code of a mark and what is said about it; ``dimension_id`` is the dimension above a strand."""

    code_id: int
    stage_id: int | None = None
    unsure: bool = False
    guessed: bool = False
    dimension_id: int | None = None
    direction: Direction = Direction.UNSAID


@dataclass(frozen=True, slots=True)
class MarkChoice:
    """What a researcher has said of one mark; None is nothing, no codes means that it is none."""

    reach: Reach | None = None
    code_ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class HandMark:
    """One mark, in the order of the text.

    ``place`` is where it stands in the text as heard, marks included; ``number`` tells it from the others
    of its manner, whatever else becomes of the text. ``turn`` is the position of its turn and ``span``
    the passage, both in the stored text; ``reach`` is how the passage was found, None where it is the
    very words that are coloured or commented on. ``unread`` are the words that mean no code for certain,
    ``memo`` what goes into the memo of its codings (or, of a remark, is the memo). ``note`` says in words
    what is to be looked at: colour and letters that disagree.
    """

    mark_source: MarkSource
    place: int
    turn: int
    span: Span
    written: str = ""
    colour: str = ""
    author: str = ""
    codes: tuple[MarkCode, ...] = ()
    unread: tuple[Unread, ...] = ()
    memo: str = ""
    reach: Reach | None = Reach.TURN
    note: str = ""
    is_none: bool = False
    number: int = 0

    @property
    def key(self) -> tuple[MarkSource, int]:
        """What tells it from the other marks of its file."""
        return self.mark_source, self.number

    @property
    def state(self) -> MarkState:
        """What was made of it."""
        if self.codes:
            guessed = any(code.guessed for code in self.codes)
            return MarkState.GUESSED if guessed else MarkState.UNDERSTOOD
        if self.is_none:
            return MarkState.REMARK if self.mark_source is MarkSource.COMMENT else MarkState.NO_CODE
        if self.mark_source is MarkSource.COMMENT and not self.unread:
            return MarkState.REMARK
        return MarkState.NOT_UNDERSTOOD


@dataclass(frozen=True, slots=True)
class HandCoding:
    """A coding to be stored; ``coder`` is a name, empty for whoever is at the keyboard."""

    span: Span
    code_id: int
    coder: str = ""
    stage_id: int | None = None
    unsure: bool = False
    memo: str = ""
    origin: Origin = Origin.BY_HAND
    direction: Direction = Direction.UNSAID


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that is no code: a memo on a passage."""

    span: Span
    coder: str
    text: str


_Place = tuple[Span, int, str]  # passage, code, key of the coder


def codings_of(marks: Iterable[HandMark], coded_by: CodedBy, author: str) -> tuple[HandCoding, ...]:
    """Return the codings that marks make: each code once on a passage by one coder.

    A dimension gives way to its strand on the same passage. What is counted before storing is what is stored.
    """
    found: dict[_Place, HandCoding] = {}
    covered: set[_Place] = set()
    for mark in marks:
        coder = coder_of(mark, coded_by, author)
        who = name_key(coder)
        for code in mark.codes if mark.span.length else ():
            coding = HandCoding(
                mark.span,
                code.code_id,
                coder,
                code.stage_id,
                code.unsure,
                mark.memo,
                Origin(mark.mark_source.value),
                code.direction,
            )
            place = mark.span, code.code_id, who
            found[place] = _both(found[place], coding) if place in found else coding
            if code.dimension_id is not None:
                covered.add((mark.span, code.dimension_id, who))
    return tuple(coding for place, coding in found.items() if place not in covered)


def _both(one: HandCoding, other: HandCoding) -> HandCoding:
    memo = "\n".join(dict.fromkeys(filter(None, (one.memo, other.memo))))
    return replace(
        one,
        stage_id=one.stage_id or other.stage_id,
        unsure=one.unsure or other.unsure,
        memo=memo,
        direction=one.direction or other.direction,
    )


def remarks_of(marks: Iterable[HandMark], author: str) -> tuple[Remark, ...]:
    """Return the comments that become memos, with the commenter as their author."""
    return tuple(
        Remark(mark.span, coder_of(mark, CodedBy.COMMENTER, author), mark.memo or mark.written)
        for mark in marks
        if mark.mark_source is MarkSource.COMMENT and not mark.codes
    )


def coder_of(mark: HandMark, coded_by: CodedBy, author: str) -> str:
    """Return the name of whose coding a mark becomes; empty for whoever is at the keyboard."""
    if mark.mark_source is MarkSource.TABLE:
        return mark.author
    match coded_by:
        case CodedBy.ME:
            return ""
        case CodedBy.AUTHOR:
            return author
        case CodedBy.COMMENTER:
            return mark.author or author
