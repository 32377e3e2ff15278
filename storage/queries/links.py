"""Links of memos: what can be linked, where a link leads, and which memos link to one."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, or_, select

from coding.language import _
from coding.model.study import Span
from coding.text.blocks import linked
from coding.text.mentions import mentions
from coding.text.names import shortened
from coding.text.units import sentences
from storage.queries.attributions import attributed
from storage.queries.kept_views import kept_views
from storage.queries.memos import WrittenMemo
from storage.queries.searching import Hit, search
from storage.study import schema

_WORDS: Final = 60  # letters of a passage that stand for it
_PASSAGES: Final = 6
_SHORTEST: Final = 2  # letters of what is mentioned
SCHEME: Final = "link:"


class LinkTarget(NamedTuple):
    """What a link leads to: a row (``on`` is its column, ``code_id``), or a passage of an interview."""

    on: str
    id: int
    span: Span | None = None


class LinkChoice(NamedTuple):
    """What can be linked: the words that stand for it, and what it is."""

    target: LinkTarget
    words: str
    kind: str


class MemoLink(NamedTuple):
    """A link of a memo: what it is called now, and where it leads; ``gone`` says why it leads nowhere."""

    guid: str
    words: str
    target: LinkTarget | None
    gone: str = ""


class LinkedPassage(NamedTuple):
    """A passage that a link quotes: its words as they are now, and who says them.

    Where none are left, ``gone`` says why.
    """

    words: str
    who: str
    target: LinkTarget | None
    gone: str = ""


class LinkChoices:
    """All that a memo can link, as it was when it was asked first."""

    def __init__(
        self, connection: Connection, headings: Mapping[int, str], written: Iterable[WrittenMemo]
    ) -> None:
        """Read what there is."""
        self._connection, self._headings = connection, headings
        self._codes = [*_codes(connection)]
        self._others = [*self._named(written)]

    def _named(self, written: Iterable[WrittenMemo]) -> Iterator[LinkChoice]:
        for id_, heading in self._headings.items():
            yield LinkChoice(LinkTarget("interview_id", id_), heading, _("Interview"))
        for memo in written:
            yield LinkChoice(LinkTarget("memo_id", memo.id), shortened(memo.title, _WORDS), _("Memo"))
        for table, on, kind in (
            (schema.person, "person_id", _("Person")),
            (schema.school, "school_id", _("School")),
        ):
            for id_, name in self._connection.execute(select(table.c.id, table.c.name).order_by(table.c.id)):
                yield LinkChoice(LinkTarget(on, id_), name, kind)
        for row in kept_views(self._connection):
            yield LinkChoice(LinkTarget("kept_id", row.id), row.name, _("View"))
        question = schema.question.c
        for id_, text in self._connection.execute(select(question.id, question.text).order_by(question.id)):
            yield LinkChoice(LinkTarget("question_id", id_), shortened(text, _WORDS), _("Question"))

    def on_which(self, typed: str) -> list[LinkChoice]:
        """Return what a memo can be begun on that fits."""
        return [
            each for each in self.fitting(typed) if each.target.span is None and each.target.on != "kept_id"
        ]

    def passages(self, typed: str) -> list[LinkChoice]:
        """Return the passages with these words."""
        return [*self._passages(typed.strip())]

    def fitting(self, typed: str, most: int = 40) -> list[LinkChoice]:
        """Return what has all of the words, codes first; after a ``#`` codes only."""
        only_codes, words = typed.startswith("#"), typed.lstrip("#@").casefold().split()
        named = self._codes if only_codes else (*self._codes, *self._others)
        fits = (
            each for each in named if all(word in f"{each.words} {each.kind}".casefold() for word in words)
        )
        found = [*islice(fits, most)]
        return found if only_codes or not words else [*found, *self._passages(typed.lstrip("@"))]

    def _passages(self, words: str) -> Iterator[LinkChoice]:
        for hit in search(self._connection, words, turns=_PASSAGES)[:_PASSAGES] if len(words) > 1 else ():
            text, span = self._sentences(hit)
            said = _("“{words}”").format(words=shortened(" ".join(text.split()), _WORDS))
            target = LinkTarget("interview_id", hit.interview_id, span)
            yield LinkChoice(target, said, self._headings.get(hit.interview_id, ""))

    def _sentences(self, hit: Hit) -> tuple[str, Span]:
        """Return the whole sentences that words were found in, and where they stand."""
        turn, text = schema.turn.c, schema.transcript.c
        start, end = self._connection.execute(
            select(turn.start, turn.end).where(turn.id == hit.turn_id)
        ).one()
        whole = self._connection.execute(select(text.text).where(text.id == hit.interview_id)).scalar_one()
        around = [each for each in sentences(whole, start, end) if each.overlaps(hit.span)] or [hit.span]
        span = Span(around[0].start, around[-1].end)
        return whole[span.start : span.end], span


def _codes(connection: Connection) -> Iterator[LinkChoice]:
    code = schema.code.c
    for id_, short, name in connection.execute(
        select(code.id, code.abbreviation, code.name).order_by(code.framework_id, code.position, code.id)
    ):
        kind = f"{name} · {_('Code')}" if short else _("Code")
        yield LinkChoice(LinkTarget("code_id", id_), short or name, kind)


def links_from(connection: Connection, memo: WrittenMemo, headings: Mapping[int, str]) -> list[MemoLink]:
    """Return the links that stand in a memo, with what they lead to as it is called now."""
    guids = linked(memo.text)
    rows = {
        row.guid: row for row in connection.execute(select(schema.link).where(schema.link.c.guid.in_(guids)))
    }
    withdrawn = schema.withdrawn.c.guid
    taken = set(connection.scalars(select(withdrawn).where(withdrawn.in_(guids))))
    return [
        _link(connection, guid, rows.get(guid), headings, is_withdrawn=guid in taken)
        for guid in sorted(guids, key=memo.text.index)
    ]


def _link(
    connection: Connection, guid: str, row: Any, headings: Mapping[int, str], *, is_withdrawn: bool
) -> MemoLink:
    target = None if row is None else _target(row)
    if target is None:
        is_withdrawn = is_withdrawn or (row is not None and row.gone == "withdrawn")
        return MemoLink(guid, "", None, _("withdrawn") if is_withdrawn else _("deleted"))
    words = _called(connection, target, headings)
    return MemoLink(guid, words, target) if words else MemoLink(guid, "", None, _("these words were removed"))


def _target(row: Any) -> LinkTarget | None:
    if row.interview_id is not None:
        span = None if row.start is None else Span(row.start, row.end)
        return LinkTarget("interview_id", row.interview_id, span)
    names = ("code_id", "person_id", "school_id", "question_id", "memo_id", "kept_id")
    return next((LinkTarget(on, getattr(row, on)) for on in names if getattr(row, on) is not None), None)


def _called(connection: Connection, target: LinkTarget, headings: Mapping[int, str]) -> str:
    """Return what is linked, as it is called now; of a passage its words now."""
    if target.on == "interview_id":
        heading = headings.get(target.id, "")
        if target.span is None:
            return heading
        text = schema.transcript.c
        whole = connection.scalar(select(text.text).where(text.id == target.id)) or ""
        said = " ".join(whole[target.span.start : target.span.end].split())
        return f"“{shortened(said, _WORDS)}” {heading}" if said else ""
    table = schema.metadata.tables[target.on.removesuffix("_id")]
    row = connection.execute(select(table).where(table.c.id == target.id)).mappings().one()
    short, named = row.get("abbreviation", ""), row.get("name") or row.get("text", "")
    first: str = named.partition("\n")[0].lstrip("# ")
    return shortened(f"{short} {first}".strip(), _WORDS)


def linked_passage(connection: Connection, guid: str) -> LinkedPassage:
    """Return what a link quotes."""
    row = connection.execute(select(schema.link).where(schema.link.c.guid == guid)).first()
    target = None if row is None else _target(row)
    if target is None or target.span is None:
        withdrawn = schema.withdrawn.c.guid
        taken = connection.scalar(select(withdrawn).where(withdrawn == guid)) is not None
        is_withdrawn = taken or (row is not None and row.gone == "withdrawn")
        return LinkedPassage("", "", None, _("withdrawn") if is_withdrawn else _("deleted"))
    words, who = attributed(connection, target.id, target.span)
    return LinkedPassage(words, who, target, "" if words else _("these words were removed"))


def links_to(connection: Connection, memo: WrittenMemo, others: Collection[WrittenMemo]) -> list[WrittenMemo]:
    """Return the memos that link to this one, or to the code that it is on."""
    link = schema.link.c
    asked = [link.memo_id == memo.id]
    if memo.about == "code":
        asked.append(link.code_id == memo.code_id)
    query = select(link.from_memo_id, link.guid).where(link.from_memo_id.is_not(None), or_(*asked))
    pairs = {(row.from_memo_id, row.guid) for row in connection.execute(query)}
    ids = {id_ for id_, _guid in pairs}
    return [
        each
        for each in others
        if each.id in ids
        and each.id != memo.id
        and any((each.id, guid) in pairs for guid in linked(each.text))
    ]


class Mention(NamedTuple):
    """A memo that names another, or a code, without linking it: what it is to link, by which words."""

    memo: WrittenMemo
    target: LinkTarget
    words: str


def unlinked_mentions(
    memo: WrittenMemo, others: Iterable[WrittenMemo], linking: Collection[int]
) -> list[Mention]:
    """Return the memos that mention this one by its title, or its code as it is abbreviated.

    Left out are those that are ``linking`` to it, by id.
    """
    is_code = memo.about == "code" and memo.code_id is not None
    target = LinkTarget("code_id", memo.code_id or 0) if is_code else LinkTarget("memo_id", memo.id)
    words = memo.code if is_code else memo.title
    if len(words) < _SHORTEST:
        return []
    return [
        Mention(each, target, words)
        for each in others
        if each.id != memo.id and each.id not in linking and mentions(each.text, words)
    ]


def target_of(connection: Connection, guid: str) -> LinkTarget | None:
    """Return where a link leads, if it leads anywhere."""
    row = connection.execute(select(schema.link).where(schema.link.c.guid == guid)).first()
    return None if row is None else _target(row)
