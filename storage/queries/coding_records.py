"""Every coding with everything that is known of it: what CSV writes and the command line prints."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.groups import interview_labels
from coding.analysis.passage_index import Filter
from coding.analysis.passages import Passage, find_passages
from coding.analysis.prompting import PromptedBy, prompted_by
from coding.language import _
from coding.text.times import full_clock
from coding.text.words import words
from storage.queries.frames import texts
from storage.queries.places import PassagePlaces
from storage.queries.texts import marks_in_texts
from storage.study import schema

# The keys of a record, in order.
FIELDS: Final = (
    "round", "school", "school_name", "interview", "key", "role", "speaker", "attribution",
    "dimension", "strand", "code", "counts", "stage", "direction", "unsure", "question", "prompted", "text",
    "quotation", "words", "place", "turn", "time", "start", "end", "quote", "shown_on", "memo", "coder",
    "created", "framework", "revision", "interview_id", "coding_id",
)  # fmt: skip
Record = Mapping[str, object]
_PROMPTED_BY: Final = {
    PromptedBy.NOT_KNOWN: None,
    PromptedBy.LIST: "list",
    PromptedBy.NAME: "name",
    PromptedBy.NEITHER: "neither",
}


def coding_records(
    connection: Connection,
    analysis_data: AnalysisData,
    wanted: Filter | None = None,
    coding_ids: Collection[int] | None = None,
) -> Iterator[Record]:
    """Yield a record for each coding (or each of these) by rounds, schools, interviews and places.

    ``dimension``, ``strand`` and ``code`` are abbreviations; a coding on a dimension alone has no strand, one
    on a sub-strand names it as its code. ``start`` and ``end`` are code points of the transcript, half-open;
    ``turn`` counts from 1 and is None in a document without speakers; ``prompted`` says what asked for the
    strand: a question of the list, its name just before, neither. ``time`` is written with its hours
    (0:02:31). ``school`` are the letters of the speakers' schools (``A, D``). ``counts`` is 1, or 0 where the
    passage has a coding before that counts for the same strand: its sum over any records is the number that
    is counted. ``text`` are its words, ``quotation`` the same with an ellipsis where it begins or ends in
    mid-sentence. ``quote`` says whether it may be quoted, as queries ask for it (open, cleared, shown, ask,
    refused, no), ``shown_on`` the day on which it was shown or answered.
    """
    making = _Making(connection, analysis_data)
    passages = find_passages(analysis_data)
    if wanted is not None:
        passages = passages.where(wanted)
    if coding_ids is not None:
        passages = passages.with_codings(coding_ids)
    chosen = None if coding_ids is None else frozenset(coding_ids)
    for passage in passages.records(making.texts):
        yield from making.records(passage, None if wanted is None else wanted.code_id, chosen)


@dataclass(frozen=True, slots=True)
class _Facts:
    coder: str
    created: str
    revision: int
    memo: str


class _Making:
    def __init__(self, connection: Connection, analysis_data: AnalysisData) -> None:
        self._material = analysis_data
        self._framework = analysis_data.framework
        self.texts = texts(connection, ints(analysis_data.interviews, "id").tolist())
        by = prompted_by(analysis_data, self.texts).tolist()
        self._prompted = dict(zip(ints(analysis_data.codings, "id").tolist(), by, strict=True))
        self._places = PassagePlaces(connection)
        self._marks = marks_in_texts(connection)
        self._facts = _facts(connection)
        self._labels = interview_labels(analysis_data)

    def records(
        self, passage: Passage, code_id: int | None, chosen: Collection[int] | None
    ) -> Iterator[Record]:
        about = self._about(passage)
        prompted = self._prompted
        below = None if code_id is None else {code.id for code in self._framework.below(code_id)}
        counted: set[int] = set()
        for strand in passage.strands:
            if below is not None and strand.code_id not in below:
                continue
            if chosen is not None and strand.coding_id not in chosen:
                continue
            facts, column = self._facts[strand.coding_id], self._framework.counts_as(strand.code_id)
            yield {
                **about,
                **self._code(strand.code_id),
                "counts": int(column not in counted),
                "prompted": _PROMPTED_BY[prompted[strand.coding_id]],
                "stage": strand.stage or None,
                "direction": str(strand.direction) or None,
                "unsure": strand.unsure,
                "memo": facts.memo,
                "coder": facts.coder,
                "created": facts.created,
                "framework": self._framework.name,
                "revision": facts.revision,
                "coding_id": strand.coding_id,
            }
            counted.add(column)

    def _about(self, passage: Passage) -> dict[str, object]:
        text = self.texts[passage.interview_id]
        spot = self._places.spot(passage.interview_id, passage.start, self.texts)
        return {
            "round": passage.round or None,
            "school": passage.letters or None,
            "school_name": passage.school or None,
            "interview": self._labels[passage.interview_id],
            "key": passage.key or None,
            "role": passage.role or None,
            "speaker": spot.speaker or None,
            "attribution": passage.attribution,
            "question": passage.question or None,
            "text": passage.text,
            "quotation": passage.quoted,
            "words": words(text, passage.start, passage.end, self._marks.get(passage.interview_id, ())),
            "place": spot.words,
            "turn": spot.number if spot.spoken else None,
            "time": None if spot.ms is None else full_clock(spot.ms),
            "start": passage.start,
            "end": passage.end,
            "quote": passage.may_quote.state.value,
            "shown_on": passage.may_quote.day or None,
            "interview_id": passage.interview_id,
        }

    def _code(self, code_id: int) -> dict[str, object]:
        framework = self._framework
        strand = framework.strand_of(code_id)
        return {
            "dimension": framework.top(code_id).short,
            "strand": strand.short if strand else None,
            "code": framework.by_id[code_id].short,
        }


def _facts(connection: Connection) -> dict[int, _Facts]:
    coding, coder = schema.coding, schema.coder
    query = select(coding.c.id, coder.c.name, coding.c.created, coding.c.revision)
    rows: Any = connection.execute(query.select_from(coding.join(coder)))
    memos = _memos(connection)
    return {
        id_: _Facts(name, created, revision, "\n\n".join(memos.get(id_, ())))
        for id_, name, created, revision in rows
    }


def _memos(connection: Connection) -> dict[int, list[str]]:
    """Return what was written on codings: first by whose coding it is, then by others, with their names."""
    coding, coder, memo = schema.coding.c, schema.coder.c, schema.memo
    is_own = memo.c.coder_id == coding.coder_id
    query = (
        select(memo.c.coding_id, is_own, coder.name, memo.c.text)
        .select_from(memo.join(schema.coding).join(schema.coder, coder.id == memo.c.coder_id))
        .order_by(is_own.desc(), memo.c.id)
    )
    found: dict[int, list[str]] = {}
    rows: Any = connection.execute(query)
    for coding_id, own, name, text in rows:
        words = text if own else _("{who}: {text}").format(who=name, text=text)
        found.setdefault(coding_id, []).append(words)
    return found
