"""What coding all results of a search would code, looked up before it is done."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from coding.language import _
from coding.model.query import WordTerm
from coding.model.study import Coding, Span, Transcript, TranscriptSpan
from coding.progress import Progress
from coding.text.context import quotation
from coding.text.search_places import HitUnit, search_places, turns_of
from coding.text.spans import AddNew, AlreadyInside, apply_to_all
from coding.text.word_search import places_in
from storage.queries.code_merges import codings_of
from storage.queries.texts import transcript
from storage.study import schema
from storage.study.connection import connect

Answers = Mapping[int, Sequence[Span]]


@dataclass(frozen=True, slots=True)
class SearchWish:
    """What is to be coded: words, what a person says, answers, or what of them fits together.

    ``answers`` are places by interview; None asks for none. Without words whole turns or answers are meant.
    """

    term: WordTerm | None
    unit: HitUnit
    person_id: int | None = None
    answers: Answers | None = None


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """One place, its words, and whether it is coded so already."""

    place: TranscriptSpan
    words: str
    is_coded: bool


@dataclass(frozen=True, slots=True)
class ResultsAhead:
    """All places in order: so many codings come of them, become longer, stay as they are."""

    results: tuple[PlaceFound, ...]
    new: int
    grown: int
    left: int

    @property
    def places(self) -> tuple[TranscriptSpan, ...]:
        """Where they are."""
        return tuple(result.place for result in self.results)

    @property
    def interviews(self) -> int:
        """In how many interviews."""
        return len({result.place.transcript_id for result in self.results})


def results_ahead(
    study: Path, wish: SearchWish, code_id: int, coder_id: int | None, progress: Progress
) -> ResultsAhead:
    """Return what would be coded, read on a connection of its own, for a job."""
    with closing(connect(study, read_only=True)) as connection:
        return _ahead(connection, wish, code_id, coder_id, progress)


def _ahead(
    connection: Connection, wish: SearchWish, code_id: int, coder_id: int | None, progress: Progress
) -> ResultsAhead:
    own: dict[int, list[Coding]] = {}
    for each in codings_of(connection, [code_id]):
        if each.coder_id == coder_id:
            own.setdefault(each.transcript_id, []).append(each)
    table = schema.transcript.c
    ids = connection.scalars(select(table.id).order_by(table.id)).all()
    results: list[PlaceFound] = []
    new = grown = left = 0
    for at, id_ in enumerate(ids):
        progress(at, len(ids), _("Looking for places"))
        held = _transcript(connection, id_, wish)
        if held is None:
            continue
        spans, standing = _spans(held, wish), own.get(id_, [])
        rules = apply_to_all(spans, standing)
        new += sum(isinstance(rule, AddNew) for rule in rules)
        left += sum(isinstance(rule, AlreadyInside) for rule in rules)
        grown += sum(not isinstance(rule, AddNew | AlreadyInside) for rule in rules)
        for span in spans:
            coded = any(each.span.contains(span) for each in standing)
            results.append(PlaceFound(TranscriptSpan(id_, *span), quotation(held.text, *span), coded))
    return ResultsAhead(tuple(results), new, grown, left)


def _transcript(connection: Connection, id_: int, wish: SearchWish) -> Transcript | None:
    """Return a transcript if something of it may be meant: few hold a word."""
    if wish.answers is not None and id_ not in wish.answers:
        return None
    table = schema.transcript.c
    text = connection.scalar(select(table.text).where(table.id == id_)) or ""
    if wish.term is not None and not places_in(text, wish.term):
        return None
    return transcript(connection, id_)


def _spans(held: Transcript, wish: SearchWish) -> list[Span]:
    speakers = _speakers(held, wish.person_id)
    answers = None if wish.answers is None else wish.answers.get(held.id, ())
    if wish.term is not None:
        found = search_places(held, wish.term, wish.unit, speakers)
    elif speakers is not None:
        found = turns_of(held, speakers)
    else:
        return list(answers or ())
    if answers is None:
        return found
    return [span for span in found if any(answer.overlaps(span) for answer in answers)]


def _speakers(held: Transcript, person_id: int | None) -> frozenset[int] | None:
    if person_id is None:
        return None
    return frozenset(speaker.id for speaker in held.speakers if speaker.person_id == person_id)
