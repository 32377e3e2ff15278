"""Merging turns, who speaks in them, and marks: what one copy settled stands, of both it is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Table, select, update

from coding.language import _
from coding.merging.journals import ChangesSince, Row
from coding.merging.plan import Conflict, Side
from coding.merging.texts import Corrected, MergedText
from coding.merging.turns import Turns, TurnStretch, contested, differing, turns_of
from coding.model.study import Span
from coding.text.names import shortened
from coding.text.text_change import TextChange
from storage.operations.merging_state import Merging
from storage.operations.removing import remove
from storage.operations.rewriting import count_words, mark_moved
from storage.study import schema, tables

_OF_A_MARK: Final = ("start", "end", "kind", "text", "ms")


@dataclass
class TurnMerging:
    """The turns and marks of a transcript in two copies."""

    m: Merging
    there_id: int
    here_id: int

    @cached_property
    def _base(self) -> list[Span]:
        """Where the turns were when both copies were one."""
        return sorted(map(_span, self._were(tables.TURN)))

    @cached_property
    def _here(self) -> Turns:
        return _turns(self.m.since_here, _in_order(self.m.on_texts_here.get((tables.TURN, self.here_id), ())))

    @cached_property
    def _theirs(self) -> list[Row]:
        return _in_order(self.m.on_texts_there.get((tables.TURN, self.there_id), ()))

    @cached_property
    def _there(self) -> Turns:
        return _turns(self.m.since_there, self._theirs)

    def contested(self, both: Corrected) -> list[Span]:
        """Return the turns that both copies split, joined, took out or gave away, as they were before."""
        return contested(both, self._base, self._here, self._there)

    def merge(self, merged: MergedText) -> None:
        """Let turns and marks be what either copy made of them since."""
        done = self.m.since_there
        rows = {(tables.TURN, row["id"]) for row in self._theirs}
        if not (merged.there.since or self._there.given or rows & done.inserted):
            return
        here = turns_of(merged.here, merged.text, self._base, self._here)
        there = turns_of(merged.there, merged.text, self._base, self._there)
        taken = self._taken(differing(here, there), there.places)
        if taken:
            self._take(taken, there.places)
        self._merge_marks(merged)
        count_words(self.m.w, self.here_id)

    def take_all(self) -> None:
        """Let turns and marks be as they are there, where the text is."""
        places = [_span(row) for row in self._theirs]
        ours = [_span(row) for row in self._standing(schema.turn)]
        self._take([TurnStretch(ours, places)], places)
        remove(self.m.w, schema.mark, [row["id"] for row in self._standing(schema.mark)])
        self._add_marks(_in_order(self.m.on_texts_there.get((tables.MARK, self.there_id), ())))
        count_words(self.m.w, self.here_id)

    def _were(self, table: str) -> Iterable[Row]:
        """Yield the rows of there as they were when both copies were one."""
        done = self.m.since_there
        rows = (*self.m.on_texts_there.get((table, self.there_id), ()), *done.deleted.get(table, ()))
        for row in rows:
            place = table, row["id"]
            if row["transcript_id"] == self.there_id and place not in done.inserted:
                yield {**row, **done.before.get(place, {}), **done.stood.get(place, {})}

    # --- turns ------------------------------------------------------------------------------------

    def _taken(self, stretches: list[TurnStretch], places: Iterable[Span]) -> list[TurnStretch]:
        """Return the stretches whose turns are as there; what both copies settled otherwise is asked."""
        ours = {_span(row): self._label(self.m.here.rows, row) for row in self._standing(schema.turn)}
        labels = (self._label(self.m.there.rows, row) for row in self._theirs)
        theirs = dict(zip(places, labels, strict=True))
        differing = [
            each
            for each in stretches
            if each.ours != each.theirs or any(ours[span] != theirs[span] for span in each.ours)
        ]
        if not any(each.clashes for each in differing):
            return [each for each in differing if each.is_as_there]
        is_there = self._choose() is Side.THERE
        return [each for each in differing if (is_there if each.clashes else each.is_as_there)]

    def _choose(self) -> Side:
        """Ask whose turns stand, unless whose text stands was asked."""
        row = self.m.there.rows[tables.INTERVIEW][self.there_id]
        asked = self.m.report.conflicts.get(f"transcript:{row['guid']}:text")
        if asked is not None:
            return self.m.choose(asked)
        what = _("Turns of “{interview}”").format(interview=shortened(row["title"], 60))
        key = f"transcript:{row['guid']}:turns"
        return self.m.choose(Conflict(key, what, _("as they are here"), _("as they are there")))

    def _label(self, rows: Any, row: Row) -> str | None:
        return rows[tables.SPEAKER].get(row["speaker_id"], {}).get("label")

    def _take(self, stretches: list[TurnStretch], places: Iterable[Span]) -> None:
        """Let turns be as they are there; those in a place that has one keep what stands on it."""
        goes = {span for each in stretches for span in each.ours}
        comes = {span for each in stretches for span in each.theirs}
        standing = {_span(row): row["id"] for row in self._standing(schema.turn)}
        turn, new = schema.turn, list[dict[str, Any]]()
        for row, span in zip(self._theirs, places, strict=True):
            if span in comes:
                values = {**span._asdict(), "ms": row["ms"], "speaker_id": self._speaker(row)}
                if span in standing:
                    self.m.w.connection.execute(
                        update(turn).where(turn.c.id == standing[span]).values(**values)
                    )
                else:
                    new.append({"transcript_id": self.here_id, **values})
        gone = [row["id"] for row in self._standing(turn) if _span(row) in goes - comes]
        remove(self.m.w, turn, gone)
        self.m.w.add_many(turn, new)

    def _speaker(self, turn: Row) -> int | None:
        """Return the id here of who speaks there, by label; who is new is added."""
        row = self.m.there.rows[tables.SPEAKER].get(turn["speaker_id"])
        if row is None:
            return None
        if row["label"] not in self._speakers:
            values = {name: row[name] for name in ("label", "kind", "words")}
            person = self.m.here_of(tables.PERSON, row["person_id"])
            id_ = self.m.w.add(schema.speaker, transcript_id=self.here_id, person_id=person, **values)
            self._speakers[row["label"]] = id_
        return self._speakers[row["label"]]

    @cached_property
    def _speakers(self) -> dict[str, int]:
        """The ids of the speakers here, by label."""
        return {row["label"]: row["id"] for row in self._standing(schema.speaker)}

    # --- marks ------------------------------------------------------------------------------------

    def _merge_marks(self, merged: MergedText) -> None:
        """Add the marks that came there, and remove those that went."""
        told = {_mark(row) for row in _moved(self._were(tables.MARK), merged.there.since)}
        theirs = _in_order(self.m.on_texts_there.get((tables.MARK, self.there_id), ()))
        further, now = merged.there.further, {_mark(row) for row in theirs}
        gone = {
            _mark(row)
            for row in _moved((dict(zip(_OF_A_MARK, mark, strict=True)) for mark in told - now), further)
        }
        standing = {_mark(row): row["id"] for row in self._standing(schema.mark)}
        remove(self.m.w, schema.mark, [id_ for mark, id_ in standing.items() if mark in gone])
        come = _moved((row for row in theirs if _mark(row) not in told), further)
        self._add_marks(row for row in come if _mark(row) not in standing.keys() - gone)

    def _add_marks(self, rows: Iterable[Row]) -> None:
        marks = [{**row, "transcript_id": self.here_id} for row in rows]
        new = [{name: mark[name] for name in mark if name != "id"} for mark in marks]
        self.m.w.add_many(schema.mark, new)

    def _standing(self, table: Table) -> list[Row]:
        query = select(table).where(table.c.transcript_id == self.here_id)
        return [dict(row) for row in self.m.w.connection.execute(query).mappings()]


def _in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["start"], row["end"], row["id"]))


def _mark(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in _OF_A_MARK)


def _moved(rows: Iterable[Row], change: TextChange) -> Iterator[Row]:
    """Yield marks where they are after a change, less those of which nothing is left."""
    for row in rows:
        place = mark_moved(_span(row), change)
        if place is not None:
            yield {**row, **place._asdict()}


def _turns(done: ChangesSince, rows: list[Row]) -> Turns:
    given = (row for row in rows if _was_given(row, done.before.get((tables.TURN, row["id"]), {})))
    return Turns([*map(_span, rows)], frozenset(map(_span, given)))


def _was_given(row: Row, before: Row) -> bool:
    return "speaker_id" in before and before["speaker_id"] != row["speaker_id"]


def _span(row: Row) -> Span:
    return Span(row["start"], row["end"])
