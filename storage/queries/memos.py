"""Reading all that was written: memos on anything, with what each is on, and the journal."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, select

from coding.language import _
from coding.model.memos import MemoKind
from coding.model.study import Span
from coding.text.blocks import plain, title
from storage.queries.history import interview_headings
from storage.queries.tree import blind_readings
from storage.study import schema

_ON_ROWS = ("code", "interview", "person", "school", "case", "question")
_BEFORE = 24  # letters before a word that was looked for
_LISTED = (MemoKind.MEMO.value, MemoKind.JOURNAL.value)


class WrittenMemo(NamedTuple):
    """A memo with who wrote it, and what it is on: ``about`` is one of the kinds of ``kinds_of_memos``.

    ``on`` says it in words (``E&C · B4 Literacy lead``); a passage has its ``span``.
    """

    id: int
    guid: str
    about: str
    on: str
    text: str
    tags: tuple[str, ...]
    day: str
    created: str
    modified: str
    coder_id: int
    coder: str
    code_id: int | None = None
    interview_id: int | None = None
    span: Span | None = None
    coding_id: int | None = None
    on_id: int | None = None  # of the code, interview, person, school or question
    code: str = ""  # what the code is called that it is on, or that was given to its passage

    @property
    def title(self) -> str:
        """Its first line; of the journal the day."""
        return self.day or title(self.text)

    @property
    def heading(self) -> str:
        """What stands over it in a list: what it is on, or its title."""
        return self.on or self.title

    @property
    def changed(self) -> str:
        """When it was written last (UTC, ISO 8601); empty where nobody knows."""
        return self.modified or self.created


def kinds_of_memos() -> dict[str, str]:
    """Return the words for what memos are on, by the name of the kind."""
    return {
        "free": _("Free"),
        "journal": _("Journal"),
        "passage": _("Passage"),
        "interview": _("Interview"),
        "code": _("Code"),
        "person": _("Person"),
        "school": _("School"),
        "case": _("Case"),
        "question": _("Question"),
        "claim": _("Claim"),
    }


def memos(
    connection: Connection,
    reader_id: int | None = None,
    headings: Mapping[int, str] | None = None,
    ids: Collection[int] | None = None,
) -> list[WrittenMemo]:
    """Return all memos and the journal, or those of these ids, the last changed first.

    Left out is what others wrote on interviews that whoever reads reads blind; where nobody in particular
    reads (None), that anybody does. ``headings`` are those of interviews, where they are known already.
    """
    blind = blind_readings(connection, reader_id).items()
    named = interview_headings(connection) if headings is None else headings
    query = _query() if ids is None else _query().where(schema.memo.c.id.in_(ids))
    found = (_memo(row, named) for row in connection.execute(query))
    return in_order(
        each
        for each in found
        if not any(coder_id != each.coder_id and each.interview_id in ids for coder_id, ids in blind)
    )


def memo_on(connection: Connection, coder_id: int | None, about: str, on_id: int) -> WrittenMemo | None:
    """Return the first memo that a coder wrote on a school or a case (``about`` is "school" or "case")."""
    memo = schema.memo.c
    query = _query().where(memo[f"{about}_id"] == on_id, memo.coder_id == coder_id).order_by(memo.id)
    found = (_memo(row, {}) for row in connection.execute(query))
    return next((each for each in found if each.about == about), None)


def in_order(found: Iterable[WrittenMemo]) -> list[WrittenMemo]:
    """Return memos, the last changed first."""
    return sorted(found, key=lambda each: (each.changed, each.id), reverse=True)


def _query() -> Select[*tuple[Any, ...]]:
    memo, coder, coding, code = schema.memo, schema.coder, schema.coding, schema.code
    person, school, question, case = schema.person, schema.school, schema.question, schema.case_
    above, parent = code.alias("coded_as"), memo.alias("parent")
    return (
        select(
            memo,
            coder.c.name.label("coder"),
            coding.c.transcript_id,
            coding.c.start.label("coding_start"),
            coding.c.end.label("coding_end"),
            coding.c.code_id.label("coding_code"),
            above.c.name.label("coded_as"),
            above.c.abbreviation.label("coded_short"),
            code.c.name.label("code"),
            code.c.abbreviation.label("code_short"),
            person.c.name.label("person"),
            school.c.name.label("school"),
            case.c.name.label("case"),
            question.c.text.label("question"),
            parent.c.text.label("claim"),
        )
        .select_from(
            memo.join(coder, coder.c.id == memo.c.coder_id)
            .outerjoin(coding, coding.c.id == memo.c.coding_id)
            .outerjoin(above, above.c.id == coding.c.code_id)
            .outerjoin(code, code.c.id == memo.c.code_id)
            .outerjoin(person, person.c.id == memo.c.person_id)
            .outerjoin(school, school.c.id == memo.c.school_id)
            .outerjoin(case, case.c.id == memo.c.case_id)
            .outerjoin(question, question.c.id == memo.c.question_id)
            .outerjoin(parent, parent.c.id == memo.c.parent_id)
        )
        .where(memo.c.kind.in_(_LISTED))
    )


def _memo(row: Row[*tuple[Any, ...]], headings: Mapping[int, str]) -> WrittenMemo:
    about, on = _on(row, headings)
    interview_id, span = row.interview_id, None
    if row.coding_id is not None:
        interview_id, span = row.transcript_id, Span(row.coding_start, row.coding_end)
    elif row.start is not None:
        span = Span(row.start, row.end)
    return WrittenMemo(
        *(
            row.id,
            row.guid,
            about,
            on,
            row.text,
            tuple(row.tags.split("\n")) if row.tags else (),
        ),
        *(row.day, row.created, row.modified, row.coder_id, row.coder),
        code_id=row.coding_code if row.coding_id is not None else row.code_id,
        interview_id=interview_id,
        span=span,
        coding_id=row.coding_id,
        on_id=_on_id(row),
        code=row.coded_short or row.coded_as or row.code_short or row.code or "",
    )


def _on_id(row: Row[*tuple[Any, ...]]) -> int | None:
    ids: Iterator[int | None] = (getattr(row, f"{each}_id") for each in _ON_ROWS)
    return next((id_ for id_ in ids if id_), None)


def _on(row: Row[*tuple[Any, ...]], headings: Mapping[int, str]) -> tuple[str, str]:
    """Return what kind of thing a memo is on, and what that is called."""
    if row.kind == MemoKind.JOURNAL or row.claim is not None:
        return ("journal", "") if row.claim is None else ("claim", title(row.claim))
    if row.coding_id is not None:
        coded_as = row.coded_short or row.coded_as
        return "passage", f"{coded_as} · {headings.get(row.transcript_id, '')}"
    if row.interview_id is not None:
        return "interview" if row.start is None else "passage", headings.get(row.interview_id, "")
    if row.code_id is not None:
        return "code", f"{row.code_short} {row.code}".strip()
    for about in ("person", "school", "case", "question"):
        if getattr(row, f"{about}_id") is not None:
            return about, getattr(row, about)
    return "free", ""


class MemoSearch:
    """Memos in which words are looked for, in their text, their tags and what they are on."""

    def __init__(self, found: Iterable[WrittenMemo]) -> None:
        """Look in these."""
        self._all = [
            (each, "\n".join((each.text, *each.tags, each.on, each.day)).casefold()) for each in found
        ]

    def with_words(self, words: str) -> list[WrittenMemo]:
        """Return those with all of the words, or all for none; what stands in quotation marks is one."""
        wanted = words_of(words.casefold())
        return [each for each, folded in self._all if all(word in folded for word in wanted)]


def words_of(text: str) -> list[str]:
    """Return the words that are looked for; what stands in quotation marks is one."""
    parts = text.split('"')
    phrases = [part.strip() for part in parts[1::2]]
    return [word for word in (*phrases, *" ".join(parts[::2]).split()) if word]


def memo_record(memo: WrittenMemo) -> dict[str, object]:
    """Return a memo as a row of a table; times are UTC, in ISO 8601."""
    return {
        "id": memo.id,
        "guid": memo.guid,
        "kind": memo.about,
        "on": memo.on,
        "title": memo.title,
        "text": memo.text,
        "tags": "; ".join(memo.tags),
        "day": memo.day,
        "coder": memo.coder,
        "created": memo.created,
        "changed": memo.changed,
    }


MEMO_FIELDS: Sequence[str] = (
    *("id", "guid", "kind", "on", "title", "text", "tags", "day", "coder", "created", "changed"),
)


def goes_on(memo: WrittenMemo, words: Collection[str] = ()) -> str:
    """Return how a memo goes on after its heading, as one line: from shortly before a word looked for."""
    rest = memo.text if memo.day or memo.on else memo.text.partition("\n")[2]
    found = [at for word in words if (at := rest.casefold().find(word.casefold())) >= 0]
    begin = max(min(found, default=0) - _BEFORE, 0)
    if begin < _BEFORE:
        return " ".join(plain(rest[:400]).split())
    return "… " + " ".join(plain(rest[begin : begin + 400]).split()[1:])
