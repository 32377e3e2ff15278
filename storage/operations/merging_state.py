"""What is known while another copy is merged: which row there is which here, and what has come in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from coding.language import N_, _
from coding.merging.answers import along, asked_in_both
from coding.merging.journals import Base, ChangesSince, Copy, Place, Row, base_of, since, touched
from coding.merging.plan import Choices, Conflict, MergePlan, Side
from coding.model.study import Span
from coding.progress import Progress
from coding.text.names import shortened
from coding.text.sorting import natural_key
from coding.text.text_change import TextChange
from storage.queries.copies import references, rows_of
from storage.queries.survey_instruments import columns_from
from storage.study import schema, survey_schema, tables
from storage.study.operation import WriteContext

_OFTEN: Final = 500  # rows
_NAMED: Final = ("name", "title", "label", "letter", "written", "value", "number")
_BESIDES: Final[dict[str, str]] = {
    tables.SCHOOL: N_("schools"),
    tables.ROUND: N_("rounds"),
    tables.ROLE: N_("roles"),
    tables.POST: N_("posts"),
    tables.CASE: N_("cases"),
    tables.CASE_MEMBER: N_("members of cases"),
    tables.ATTRIBUTE: N_("attributes"),
    tables.ATTRIBUTE_VALUE: N_("values of attributes"),
    tables.QUESTION: N_("questions"),
    tables.FRAMEWORK: N_("frameworks"),
    tables.STAGE: N_("stages"),
    tables.READING: N_("readings begun or done"),
    tables.RULING: N_("rulings"),
    tables.KEPT: N_("samples and views"),
    tables.SURVEY: N_("surveys"),
    tables.ITEM: N_("statements"),
    tables.RESPONDENT: N_("respondents"),
    tables.MEASURE: N_("measures"),
    tables.OUTCOME: N_("outcomes of schools"),
}

_INTERVIEW: Final[dict[str, str]] = {
    tables.TRANSCRIPT: tables.INTERVIEW
}  # a transcript has its interview's id

OnTexts = Mapping[Place, Sequence[Row]]  # by table and text: rows that have a place on it


@dataclass(slots=True)
class Report:
    """What came in so far."""

    lists: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    codings: Counter[str] = field(default_factory=Counter[str])
    others: Counter[str] = field(default_factory=Counter[str])
    conflicts: dict[str, Conflict] = field(default_factory=dict[str, Conflict])

    def add(self, name: str, line: str) -> None:
        """Put a line into one of the plan's lists."""
        lines = self.lists.setdefault(name, [])
        if line not in lines:
            lines.append(line)

    def plan(self) -> MergePlan:
        """Return all of it, to be shown."""
        lists = {name: tuple(sorted(lines, key=natural_key)) for name, lines in self.lists.items()}
        return MergePlan(
            **{name: lines for name, lines in lists.items() if name != "memos"},
            memos=self.others["memo"],
            codings=tuple(sorted(self.codings.items())),
            others=tuple(
                (_(name), self.others[table]) for table, name in _BESIDES.items() if self.others[table]
            ),
            conflicts=tuple(self.conflicts.values()),
        )


@dataclass
class Merging:
    """Two copies, and what has been found of the other one here: ids here by table and id there.

    None stands for what was left out. ``moves`` says for each transcript there how its text became that of
    here, and what that reads; ``places`` of what both copies have on a text (a table, its id there) where
    it is here.
    """

    w: WriteContext
    here: Copy
    there: Copy
    choices: Choices
    progress: Progress
    ids: dict[str, dict[int, int | None]] = field(default_factory=dict[str, dict[int, int | None]])
    moves: dict[int, tuple[TextChange, str]] = field(default_factory=dict[int, tuple[TextChange, str]])
    places: dict[Place, Span] = field(default_factory=dict[Place, Span])
    brought_back: set[Place] = field(default_factory=set[Place])
    new_ids: set[Place] = field(default_factory=set[Place])  # rows here that this merge has added
    unplaced: dict[int, list[str]] = field(default_factory=dict[int, list[str]])  # by interview here
    report: Report = field(default_factory=Report)
    looked_at: int = 0  # rows of there
    numbers: dict[int, set[int]] = field(default_factory=dict[int, set[int]])  # of respondents, by round
    _asked: dict[int, tuple[Any, Any]] = field(default_factory=dict[int, tuple[Any, Any]])

    def look_at_one_more(self) -> None:
        """Say now and then how many rows of there have been looked at."""
        self.looked_at += 1
        if self.looked_at % _OFTEN == 0:
            self.progress(self.looked_at, self._rows, "")

    @cached_property
    def _rows(self) -> int:
        return sum(len(rows) for rows in self.there.rows.values())

    @cached_property
    def base(self) -> Base:
        """Up to where both were one."""
        return base_of(self.here, self.there)

    @cached_property
    def since_here(self) -> ChangesSince:
        """What was done here since."""
        return since(self.here, self.base.here)

    @cached_property
    def since_there(self) -> ChangesSince:
        """What was done there since."""
        return since(self.there, self.base.there)

    @cached_property
    def on_texts_here(self) -> OnTexts:
        """What stands on each text here."""
        return _on_texts(self.here)

    @cached_property
    def on_texts_there(self) -> OnTexts:
        """What stands on each text there."""
        return _on_texts(self.there)

    @property
    def is_whole(self) -> bool:
        """Tell whether all that was done in both copies since is known."""
        return self.since_here.is_whole and self.since_there.is_whole

    @cached_property
    def touched_here(self) -> frozenset[Place]:
        """What was worked on here since."""
        return touched(self.here, self.since_here, references())

    @cached_property
    def touched_there(self) -> frozenset[Place]:
        """What was worked on there since."""
        return touched(self.there, self.since_there, references())

    def lose(self, copy: Copy, row: Row, interview_id: int) -> None:
        """Note that the words of a coding are not in the text of an interview here, with its memos."""
        words = words_for(copy, tables.CODING, row)
        self.report.add("unplaced", words)
        memos = [each["text"] for each in copy.rows[tables.MEMO].values() if each["coding_id"] == row["id"]]
        line = " ".join((words, *(f"({text})" for text in memos)))
        self.unplaced.setdefault(interview_id, []).append(line)

    def choose(self, conflict: Conflict) -> Side:
        """Return what was chosen, or what is done if nobody chooses."""
        self.report.conflicts[conflict.key] = conflict
        return self.choices.get(conflict.key, conflict.default)

    @cached_property
    def _codes_here(self) -> Mapping[str, str]:
        """What codes of there are called here that were found by their names, by their GUIDs."""
        here, there = rows_of(self.w.connection, schema.code), self.there.rows[tables.CODE]
        found = ((row["guid"], here.get(self.here_of(tables.CODE, id_) or 0)) for id_, row in there.items())
        return {
            guid: row["guid"] for guid, row in found if row is not None and guid not in row["also"].split()
        }

    def here_of(self, table: str, id_: int | None) -> int | None:
        """Return the id here of what has an id there; None for nothing and for what was left out."""
        return None if id_ is None else self.ids.get(_INTERVIEW.get(table, table), {}).get(id_)

    def in_our_terms(self, table: str, row: Row) -> dict[str, Any]:
        """Return a row of there as it is here: pointing at what is here, in the place in our text."""
        values = {**row}
        for column, reference in references()[table].items():
            if column in row:
                values[column] = self.here_of(reference.target, row[column])
        if table == tables.CODE_VERSION:
            values |= {
                name: self._codes_here.get(row[name], row[name]) for name in ("code_guid", "parent_guid")
            }
        if table == tables.RESPONDENT:
            values["answers"] = self._answers(row)
        whose = row.get("transcript_id", row.get("interview_id"))
        place = table, row.get("id", 0)
        if place in self.places and self._is_as_it_is_there(place, row):
            values |= self.places[place]._asdict()
        elif row.get("start") is not None and whose in self.moves:
            change, text = self.moves[whose]
            values |= _moved(table, Span(row["start"], row["end"]), change, text)
        return values

    def _answers(self, row: Row) -> str:
        """Return the answers of a respondent there along what both copies asked in that round."""
        there_id = row["survey_round_id"]
        if there_id not in self._asked:
            here = rows_of(self.w.connection, survey_schema.survey_round).get(
                self.here_of(tables.SURVEY_ROUND, there_id) or 0
            )
            theirs = columns_from(self.there.rows[tables.SURVEY_ROUND].get(there_id, {}).get("columns", ""))
            both = columns_from(here["columns"]) if here is not None else theirs
            self._asked[there_id] = theirs, asked_in_both(both, theirs)
        return along(row["answers"], *self._asked[there_id])

    def _is_as_it_is_there(self, place: Place, row: Row) -> bool:
        now = self.there.rows[place[0]][place[1]]
        return (now["start"], now["end"]) == (row["start"], row["end"])

    def hangs_on(self, table: str, row: Row, places: set[Place]) -> bool:
        """Tell whether a row would go with one of these."""
        return any(
            each.goes and (_INTERVIEW.get(each.target, each.target), row[name]) in places
            for name, each in references()[table].items()
        )

    # --- words ----------------------------------------------------------------------------------

    def words_for(self, table: str, row: Row) -> str:
        """Return what a row of the other copy is called."""
        return words_for(self.there, table, row)


def _on_texts(copy: Copy) -> OnTexts:
    found: dict[Place, list[Row]] = {}
    for table, rows in copy.rows.items():
        for row in rows.values():
            text_id = row.get("transcript_id", row.get("interview_id"))
            if text_id is not None and row.get("start") is not None:
                found.setdefault((table, text_id), []).append(row)
    return found


def words_for(copy: Copy, table: str, row: Row) -> str:
    """Return what a row of a copy is called."""

    def of(other: str, id_: int) -> str:
        found = copy.rows[other].get(id_)
        return words_for(copy, other, found) if found else "…"

    if table in {tables.CODE, tables.CODE_VERSION}:
        return row["abbreviation"] or row["name"]
    if table == tables.CODING:
        text: str = copy.rows[tables.TRANSCRIPT].get(row["transcript_id"], {}).get("text", "")
        passage = " ".join(text[row["start"] : row["end"]].split())
        code, interview = of(tables.CODE, row["code_id"]), of(tables.INTERVIEW, row["transcript_id"])
        return f"{code} · {interview} · “{shortened(passage, 60)}”"
    if table == tables.MEMO:
        return _("memo “{words}”").format(words=shortened(row["text"].partition("\n")[0], 60))
    if table == tables.RESPONDENT:
        return _("form {number}").format(number=row["number"])
    if row.get("person_id") is not None:
        return of(tables.PERSON, row["person_id"])
    named = next((str(row[name]) for name in _NAMED if row.get(name) not in {None, ""}), "")
    return shortened(named or str(row.get("text", "")) or _(_BESIDES.get(table, table)), 60)


def _moved(table: str, span: Span, change: TextChange, text: str) -> Mapping[str, int | None]:
    """Return where something on a text goes; a coding of which no word is left goes nowhere."""
    there = change.passage(span, text) if span.length else None
    if there is None and table != tables.CODING:
        there = change.grown(span)
    return {"start": None, "end": None} if there is None else {"start": there.start, "end": there.end}
