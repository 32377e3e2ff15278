"""Making salvaged rows a study again: values that can be, places inside texts, nothing pointing at nothing.

Everything that is changed or left out for it is noted, for the person to read.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from json import loads
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Column, Integer, Table
from sqlalchemy.types import Boolean

from coding.language import N_, _, plural
from coding.model.study import SpeakerKind
from storage.study import schema, survey_schema
from storage.study.checks.row_checks import wholes_of_both
from storage.study.column_kinds import Gone, Holds, allowed, holds, interview_of, is_moment, when_gone
from storage.study.operation import now
from storage.study.repair.damaged_pages import Garbled, Value
from storage.study.repair.salvage import TABLES, Row, Rows, Salvage

# What too much hangs on to let all of it go: where it is lost, something stands in for it.
_STOOD_IN: Final = {
    schema.transcript.c.id,
    schema.coding.c.code_id,
    schema.code.c.framework_id,
    schema.code.c.parent_id,
}
_JOURNALED: Final = {table.name for table in schema.JOURNALED}
_FAR: Final = 100_000  # an id that lies further beyond those that are there is a damaged one
_CALLED: Final = {
    schema.study: N_("the details of the study"),
    schema.withdrawn: N_("notes of withdrawals"),
    schema.coder: N_("coders"),
    schema.school: N_("schools"),
    schema.round_: N_("rounds"),
    schema.role: N_("roles"),
    schema.person: N_("people"),
    schema.post: N_("posts"),
    schema.interview: N_("details of interviews"),
    schema.participation: N_("notes of who took part"),
    schema.case_: N_("cases"),
    schema.case_member: N_("members of cases"),
    schema.attribute: N_("attributes"),
    schema.attribute_value: N_("values of attributes"),
    schema.question: N_("questions"),
    schema.question_code: N_("strands of questions"),
    schema.transcript: N_("transcripts"),
    schema.speaker: N_("speakers"),
    schema.turn: N_("turns"),
    schema.mark: N_("marks in texts"),
    schema.framework: N_("frameworks"),
    schema.stage: N_("stages"),
    schema.code: N_("codes"),
    schema.coding: N_("codings"),
    schema.memo: N_("memos"),
    schema.meaning: N_("meanings of marks"),
    schema.reading: N_("notes of who has read what"),
    schema.ruling: N_("rulings on disagreements"),
    schema.kept: N_("views and figures that were kept"),
    schema.link: N_("links between passages"),
    schema.code_version: N_("earlier versions of codes"),
    schema.clearance: N_("clearances of quotations"),
    survey_schema.survey: N_("surveys"),
    survey_schema.bank: N_("banks of a survey"),
    survey_schema.item: N_("statements of a survey"),
    survey_schema.survey_round: N_("rounds of a survey"),
    survey_schema.respondent: N_("answers to a survey"),
    survey_schema.measure: N_("measures of schools"),
    survey_schema.outcome: N_("outcomes of schools"),
    schema.operation: N_("lines of the history"),
    schema.change: N_("notes of the history"),
}


@dataclass(slots=True)
class Losses:
    """What could not be saved: how many rows, by table and interview (None: of none, or nobody knows which).

    ``up_to`` are tables of which so many at most are gone; of a study with a password it is known how many
    pages are damaged. The others are sentences.
    """

    gone: Counter[tuple[Table, str]] = field(default_factory=Counter[tuple[Table, str]])
    up_to: set[Table] = field(default_factory=set[Table])
    damaged_pages: int = 0
    changed: list[str] = field(default_factory=list[str])
    still_wrong: list[str] = field(default_factory=list[str])

    @property
    def sentences(self) -> list[str]:
        """All of it in words, what is lost first."""
        return [*self._lost(), *self.changed, *self.still_wrong, *self._damaged()]

    def _damaged(self) -> Iterator[str]:
        if self.damaged_pages:
            yield plural(
                "{n} page of the file is damaged: numbers and single words from it may be wrong.",
                "{n} pages of the file are damaged: numbers and single words from them may be wrong.",
                self.damaged_pages,
            )

    def _lost(self) -> Iterator[str]:
        for (table, interview), n in sorted(self.gone.items(), key=lambda each: TABLES.index(each[0][0])):
            called = _(_CALLED[table])
            if interview:
                yield _("Lost from “{interview}”: {what} ({n}).").format(
                    interview=interview, what=called, n=n
                )
            elif table in self.up_to:
                yield _("Lost: {what} (at most {n}).").format(what=called, n=n)
            else:
                yield _("Lost: {what} ({n}).").format(what=called, n=n)


def make_whole(found: Salvage, name: str) -> Losses:
    """Make the rows of a damaged study fit together, in place; ``name`` is for a study that lost its own."""
    losses = Losses()
    deleted = found.deleted()
    expected = {table: _expected(table, found, deleted) for table in TABLES}
    for table in TABLES:
        _note_garbled(table, found.rows, losses)
        _fill_in(table, found.rows[table])
    _keep_one_study(found.rows, name, losses)
    _stand_in(found, losses)
    _fit_places(found.rows, losses)
    _part_turns(found.rows[schema.turn])
    _leave_strangers(found.rows)
    while _let_go(found.rows):
        pass
    for tree in (schema.code, schema.memo):
        _break_circles(found.rows[tree])
    _note_losses(found, expected, losses)
    return losses


# --- values -----------------------------------------------------------------------------------------


def _note_garbled(table: Table, rows: dict[Table, Rows], losses: Losses) -> None:
    """Note where letters cannot be read; of transcripts, in which."""
    garbled = [id_ for id_, row in rows[table].items() if any(isinstance(v, Garbled) for v in row.values())]
    if table is schema.transcript:
        titles = _titles(rows)
        losses.changed += [
            _("In “{interview}” letters cannot be read: they are shown as �.").format(
                interview=_heading(id_, titles)
            )
            for id_ in garbled
        ]
    elif garbled:
        said = _("In {what} letters cannot be read ({n}): they are shown as �.")
        losses.changed.append(said.format(what=_(_CALLED[table]), n=len(garbled)))


def _fill_in(table: Table, rows: Rows) -> None:
    """Give every row all columns with values that they can have; a row that cannot have them goes."""
    for id_, row in [*rows.items()]:
        filled = {column.name: _value(column, row) for column in table.columns}
        rows[id_] = filled
        if any(filled[c.name] is None and not c.nullable for c in table.columns) or not _is_known(
            table, filled
        ):
            del rows[id_]


def _value(column: Column[Any], row: Row) -> Value:
    value = row.get(column.name, _default(column))
    if isinstance(column.type, Boolean):
        return value if value in {0, 1} else _default(column)
    if allowed(column) and value not in allowed(column):
        return _allowed(column)
    if is_moment(column):
        return value if isinstance(value, str) and _is_moment(value) else now()
    if holds(column) is Holds.JSON and value and not _is_json(str(value)):
        return None if column.nullable else _default(column)
    if column is schema.transcript.c.length:
        return len(str(row.get("text", "")))
    return str(value) if isinstance(value, str) else value


def _allowed(column: Column[Any]) -> str:
    """Return a word for a column in which there is none that it can hold."""
    if column is schema.speaker.c.kind:
        return SpeakerKind.UNKNOWN
    words = allowed(column)
    default = _default(column)
    return str(default if default in words else words[0])


def _is_moment(text: str) -> bool:
    try:
        return text[:2] == "20" and text[10:11] == "T" and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _default(column: Column[Any]) -> Value:
    if column.name == "guid":
        return str(uuid4())
    default: Any = column.server_default
    if default is None:
        return None
    return int(default.arg) if isinstance(column.type, Integer | Boolean) else str(default.arg)


def _is_json(text: str) -> bool:
    try:
        return isinstance(loads(text), dict)
    except ValueError:
        return False


def _is_known(table: Table, row: Row) -> bool:
    """Tell whether a note of the journal is about a table of ours."""
    return table is not schema.change or (
        row["table_name"] in _JOURNALED and row["action"] in {"I", "U", "D"}
    )


def _keep_one_study(rows: dict[Table, Rows], name: str, losses: Losses) -> None:
    studies = rows[schema.study]
    for id_ in sorted(studies)[1:]:
        del studies[id_]
    if not studies:
        studies[1] = _new_row(schema.study, 1) | {"name": name, "created": now()}
        studies[1]["framework_id"] = min(rows[schema.framework], default=None)
        losses.changed.append(
            _("The details of the study are lost; it is called “{name}”.").format(name=name)
        )
    next(iter(studies.values()))["reads_from"] = schema.READS_FROM


def _new_row(table: Table, id_: int) -> Row:
    return {column.name: _default(column) for column in table.columns} | {"id": id_}


# --- places in texts -----------------------------------------------------------------------------------


def _fit_places(rows: dict[Table, Rows], losses: Losses) -> None:
    """Cut places that reach beyond their text; what is wholly outside goes, but for the words of a memo."""
    lengths = {id_: int(str(row["length"])) for id_, row in rows[schema.transcript].items()}
    for table in TABLES:
        whose = interview_of(table)
        if whose is None or "start" not in table.c:
            continue
        cut = 0
        for id_, row in [*rows[table].items()]:
            length = lengths.get(_number(row[whose.name]))
            if length is None and whose.name == "transcript_id":
                continue  # it goes with its text
            before = row["start"], row["end"]
            row["start"], row["end"] = _within(before, length or 0, 1 if table is schema.coding else 0)
            cut += (row["start"], row["end"]) != before
            if row["start"] is None and not table.c.start.nullable:
                del rows[table][id_]
        if cut:
            said = _("Outside their text, and cut or left out: {what} ({n}).")
            losses.changed.append(said.format(what=_(_CALLED[table]), n=cut))


def _part_turns(turns: Rows) -> None:
    """Let each turn begin where the one before it has ended."""
    ends: dict[Value, int] = {}
    for row in sorted(turns.values(), key=lambda row: (_number(row["start"]), _number(row["end"]))):
        before = ends.get(row["transcript_id"], 0)
        row["start"] = max(_number(row["start"]), before)
        row["end"] = ends[row["transcript_id"]] = max(_number(row["end"]), _number(row["start"]))


def _leave_strangers(rows: dict[Table, Rows]) -> None:
    """Let nobody of another transcript say a turn."""
    for turn in rows[schema.turn].values():
        speaker = rows[schema.speaker].get(_number(turn["speaker_id"]))
        if speaker is not None and speaker["transcript_id"] != turn["transcript_id"]:
            turn["speaker_id"] = None


def _within(place: tuple[Value, Value], length: int, least: int) -> tuple[int, int] | tuple[None, None]:
    """Return what of a place lies in a text; nothing where that is less than the least."""
    start, end = place
    if not isinstance(start, int) or not isinstance(end, int):
        return None, None
    start, end = max(0, start), min(end, length)
    return (start, end) if start <= end - least else (None, None)


# --- what points at what --------------------------------------------------------------------------------


def _keys(table: Table) -> Iterator[tuple[Column[Any], Table]]:
    for column in table.columns:
        for key in column.foreign_keys:
            target = key.column.table
            assert isinstance(target, Table)
            yield column, target


def _stand_in(found: Salvage, losses: Losses) -> None:
    """Put something in place of what is lost and much hangs on: an interview, a code, a coder, a school."""
    for table in reversed(TABLES):  # codings before codes, codes before frameworks
        for column, target in _keys(table):
            if column not in _STOOD_IN and when_gone(column) is not Gone.REFUSE:
                continue
            last = found.last_ids.get(target.name, max(found.rows[target], default=0))
            wanted = {_number(row[column.name]) for row in found.rows[table].values()}
            for id_ in sorted(wanted - found.rows[target].keys() - {0}):
                if id_ <= last or target.name not in found.last_ids:
                    _add_stand_in(found, target, id_, losses)


def _add_stand_in(found: Salvage, target: Table, id_: int, losses: Losses) -> None:
    called = _("recovered {n}").format(n=id_)
    row = _new_row(target, id_)
    row["title" if target is schema.interview else "name"] = called
    for column, beyond in _keys(target):
        if not column.nullable:
            row[column.name] = min(found.rows[beyond], default=1)
    found.rows[target][id_] = row
    losses.changed.append(
        _("Lost, with “{called}” in its place: {what}.").format(called=called, what=_(_CALLED[target]))
    )


def _let_go(rows: dict[Table, Rows]) -> bool:
    """Take out what points at nothing, or let it point nowhere, as the schema says; tell whether any went."""
    some = False
    for table in TABLES:
        for column, target in _keys(table):
            for id_, row in [*rows[table].items()]:
                value = row[column.name]
                if value is None:
                    continue
                part = rows[target].get(_number(value))
                if part is not None and _are_of_one_whole(table, row, target, part):
                    continue
                some = True
                if column.nullable and (part is not None or when_gone(column) is not Gone.GO):
                    row[column.name] = None
                else:
                    del rows[table][id_]
    return some


def _are_of_one_whole(table: Table, row: Row, target: Table, part: Row) -> bool:
    """Tell whether a row points at a part of its own text, or of its own framework."""
    pairs = wholes_of_both(table, target)
    return all(row[mine.name] == part[theirs.name] for mine, theirs in pairs)


def _break_circles(tree: Rows) -> None:
    """Let nothing stand below itself."""
    for row in tree.values():
        above, seen = row["parent_id"], {row["id"]}
        while above is not None and above not in seen:
            seen.add(above)
            above = tree[_number(above)]["parent_id"]
        if above is not None:
            row["parent_id"] = None


# --- what is lost -------------------------------------------------------------------------------------


def _expected(table: Table, found: Salvage, deleted: set[tuple[str, int]]) -> set[int]:
    """Return the ids of the rows that were there, as far as anything still tells."""
    if table is schema.study:
        return set()  # said in a sentence of its own
    there = set(found.rows[table]) | found.known.get(table, set())
    if table is schema.transcript:
        return there | {id_ for (each, _row), id_ in found.of_interview.items() if each is schema.turn}
    if table in found.whole:
        return there
    last = found.last_ids.get(table.name, 0)
    if last > len(there) + _FAR:
        return there
    gone = {id_ for name, id_ in deleted if name == table.name}
    return there | (set(range(1, last + 1)) - gone)


def _note_losses(found: Salvage, expected: dict[Table, set[int]], losses: Losses) -> None:
    titles = _titles(found.rows)
    for table in TABLES:
        gone = expected[table] - found.rows[table].keys()
        if gone and table not in found.whole and table is not schema.transcript:
            losses.up_to.add(table)
        for id_ in gone:
            whose = id_ if table is schema.transcript else found.of_interview.get((table, id_))
            losses.gone[table, _heading(whose, titles)] += 1
    if together := len(found.from_index & found.rows[schema.coding].keys()):
        said = plural(
            "{n} coding was put together from an index: without stage, direction, doubt and day.",
            "{n} codings were put together from an index: without stage, direction, doubt and day.",
            together,
        )
        losses.changed.append(said)
    if found.garbage:
        said = _("Rows on pages of which nobody can tell where they belong: {n}.")
        losses.changed.append(said.format(n=found.garbage))


def _titles(rows: dict[Table, Rows]) -> dict[int, Value]:
    return {id_: row["title"] or row["source_name"] for id_, row in rows[schema.interview].items()}


def _heading(interview_id: int | None, titles: dict[int, Value]) -> str:
    if interview_id is None:
        return ""
    return str(titles.get(interview_id) or _("interview {n}").format(n=interview_id))


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0
