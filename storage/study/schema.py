"""The tables of a study file.

Every table whose rows the journal keeps has an integer ``id`` that is never used twice
(AUTOINCREMENT: a reused id would corrupt undo), foreign keys without action, and no UNIQUE on
spans or positions. Times are UTC in ISO 8601. Numbers are whole: the journal's images are JSON.
Offsets are code points of ``transcript.text``, half-open.

A text column says what it holds and a foreign key what becomes of its row, so that nothing that masks,
searches, hands on, withdraws, removes or checks has a list of tables of its own.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from coding.model.framework import HUES, KEYS
from coding.model.study import (
    AttributeKind,
    CoderKind,
    Decision,
    KeptKind,
    Origin,
    SpeakerKind,
    State,
)
from coding.text.stamps import MarkKind
from storage.study import tables
from storage.study.tables import TableName

SCHEMA_VERSION: Final = 4
READS_FROM: Final = 4  # the oldest format whose programs may read what this one writes
APPLICATION_ID: Final = 0x5374726E  # "Strn"
HIGHEST: Final = 2**31 - 1  # of all numbers: what the window counts with

metadata = MetaData()


class Holds(StrEnum):
    """What a text column holds; the first three can hold a name."""

    SPEECH = "speech"  # what was said, with what stands in it
    PROSE = "prose"  # what a researcher wrote
    NAME = "name"  # what something is called
    JSON = "json"
    WORD = "word"  # a keyword, letter, GUID, time or hash


CAN_NAME: Final = (Holds.SPEECH, Holds.PROSE, Holds.NAME)


class Gone(StrEnum):
    """What becomes of a row when the row that its foreign key points at goes."""

    GO = "go"
    NULL = "null"
    REFUSE = "refuse"  # what it points at cannot go as long as it is there


def holds(column: Column[Any]) -> Holds | None:
    """Return what a text column holds; None for a column of numbers."""
    return column.info.get("holds")


def allowed(column: Column[Any]) -> tuple[str, ...]:
    """Return the words of which a column holds one; none where any will do."""
    return column.info.get("allowed", ())


def is_moment(column: Column[Any]) -> bool:
    """Tell whether a text column holds a time."""
    return column.info.get("moment", False)


def when_gone(key: Column[Any]) -> Gone:
    """Return what becomes of a row when what this column of it points at goes."""
    return key.info["gone"]


def interview_of(table: Table) -> Column[Any] | None:
    """Return the column that says which interview a row belongs to; None for what belongs to none."""
    names = ("transcript_id", "interview_id")
    return next((table.c[name] for name in names if name in table.c), None)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _guid() -> Column[str]:
    return Column(
        "guid", String(36), nullable=False, default=lambda: str(uuid4()), info={"holds": Holds.WORD}
    )


def _text(name: str, what: Holds) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="", info={"holds": what})


def _speech(name: str) -> Column[str]:
    return _text(name, Holds.SPEECH)


def _prose(name: str) -> Column[str]:
    return _text(name, Holds.PROSE)


def _name(name: str = "name") -> Column[str]:
    return _text(name, Holds.NAME)


def _json(name: str) -> Column[str]:
    return _text(name, Holds.JSON)


def _word(name: str, allowed: Iterable[str] = ()) -> Column[str]:
    """Hold a word, one of those allowed if there are any."""
    column = _text(name, Holds.WORD)
    column.info["allowed"] = (*allowed,)
    return column


def _moment(name: str) -> Column[str]:
    """Hold a time that is always there, as operations have it; see storage/study/operation.py."""
    column = _text(name, Holds.WORD)
    column.info["moment"] = True
    return column


def _keyword(name: str, length: int, allowed: Iterable[str], default: str | None = None) -> Column[str]:
    """Hold one of a few words of our own."""
    info = {"holds": Holds.WORD, "allowed": (*allowed,)}
    return Column(name, String(length), nullable=False, server_default=default, info=info)


def _number(name: str, default: int = 0) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=str(default))


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default="0")


def _to(
    target: TableName, gone: Gone, *, required: bool = True, name: str = "", index: bool = True
) -> Column[Any]:
    """Point at another table; without an index where hardly anything is ever deleted over there."""
    key = ForeignKey(f"{target}.id")
    return Column(name or f"{target}_id", key, nullable=not required, index=index, info={"gone": gone})


def _length_of_text(context: Any) -> int:
    words: str = context.get_current_parameters()["text"]
    return len(words)


def _table(name: TableName, *columns: Column[Any]) -> Table:
    return Table(name, metadata, _id(), *columns, sqlite_autoincrement=True)


study = _table(
    tables.STUDY,
    _guid(),
    _name(),
    _word("created"),
    _to(tables.FRAMEWORK, Gone.NULL, required=False),
    _flag("sample"),
    _number("reads_from", 3),
    _word("came_from"),  # GUID of the study that a coder's copy was made from
    _word("language"),
    _json("settings"),
)
# GUIDs of what a withdrawal removed, so that a copy merged later does not bring it back.
withdrawn = _table(tables.WITHDRAWN, _guid(), _word("created"))
coder = _table(
    tables.CODER,
    _guid(),
    _name(),
    _name("initials"),
    _word("hue", ("", *HUES)),
    _keyword("kind", 8, CoderKind, CoderKind.PERSON),
    _to(tables.CODER, Gone.GO, required=False, name="of_id", index=False),  # again: whose second reading
    _word("also"),  # GUIDs of those merged into it, a line each
)

school = _table(tables.SCHOOL, _guid(), _word("letter"), _name(), _number("position"))
round_ = _table(tables.ROUND, _guid(), _name(), _number("position"))
role = _table(tables.ROLE, _guid(), _number("number"), _name(), _name("role_group"))
person = _table(tables.PERSON, _guid(), _name())
post = _table(
    tables.POST,
    _to(tables.PERSON, Gone.GO),
    _to(tables.ROUND, Gone.REFUSE),
    _to(tables.SCHOOL, Gone.REFUSE),
    _to(tables.ROLE, Gone.REFUSE),
    _name("title"),
)

interview = _table(
    tables.INTERVIEW,
    _guid(),
    _name("title"),
    _to(tables.SCHOOL, Gone.REFUSE, required=False),
    _to(tables.ROUND, Gone.REFUSE, required=False),
    _word("date"),
    Column("duration", Integer),
    _keyword("state", 16, State, "not started"),  # up to format 3; unread, see reading
    _flag("partial"),
    _name("source_name"),
    _word("source_sha256"),
    _number("words"),
    _number("participant_words"),
)
# How far each coder has read an interview; no row: not started.
reading = _table(
    tables.READING,
    _to(tables.INTERVIEW, Gone.GO, index=False),
    _to(tables.CODER, Gone.GO, index=False),
    _keyword("state", 16, State, State.BEING_READ),
    _flag("blind"),  # others' codings are hidden until it is done
    _word("started"),
    _word("done_on"),
)
participation = _table(tables.PARTICIPATION, _to(tables.INTERVIEW, Gone.GO), _to(tables.PERSON, Gone.REFUSE))

# What a study says of its interviews or people beside the usual: tenure, phase, group.
attribute = _table(tables.ATTRIBUTE, _guid(), _name(), _word("kind", AttributeKind), _number("position"))
attribute_value = _table(
    tables.ATTRIBUTE_VALUE,
    _to(tables.ATTRIBUTE, Gone.GO),
    _to(tables.INTERVIEW, Gone.GO, required=False),
    _to(tables.PERSON, Gone.GO, required=False),
    _name("value"),
)

# What a round asks, and the codes that a question asks about (counting rule 9).
question = _table(tables.QUESTION, _guid(), _to(tables.ROUND, Gone.GO), _number("position"), _prose("text"))
question_code = _table(tables.QUESTION_CODE, _to(tables.QUESTION, Gone.GO), _to(tables.CODE, Gone.GO))

# A transcript's id is its interview's: one to one, and ids of interviews are never used twice. Its length
# follows its text by itself, so that a span can be checked without reading a megabyte.
transcript = Table(
    tables.TRANSCRIPT,
    metadata,
    Column(
        "id",
        Integer,
        ForeignKey(f"{tables.INTERVIEW}.id"),
        primary_key=True,
        autoincrement=False,
        info={"gone": Gone.GO},
    ),
    Column("length", Integer, nullable=False, default=_length_of_text, onupdate=_length_of_text),
    _speech("text"),
)
speaker = _table(
    tables.SPEAKER,
    _to(tables.TRANSCRIPT, Gone.GO),
    _name("label"),
    _word("kind", SpeakerKind),
    _to(tables.PERSON, Gone.REFUSE, required=False),
    _number("words"),  # said in all turns of this speaker, counted at import and whenever the text changes
)
turn = _table(
    tables.TURN,
    _to(tables.TRANSCRIPT, Gone.GO),
    _number("start"),
    _number("end"),
    _to(tables.SPEAKER, Gone.NULL, required=False),
    Column("time", Integer),
    _to(
        tables.QUESTION, Gone.NULL, required=False, index=False
    ),  # the one of the round's list that is asked in this turn
)
mark = _table(
    tables.MARK,
    _to(tables.TRANSCRIPT, Gone.GO),
    _number("start"),
    _number("end"),
    _word("kind", MarkKind),
    _speech("text"),
    Column("time", Integer),
)

framework = _table(
    tables.FRAMEWORK,
    _guid(),
    _name(),
    _name("short_name"),
    _name("levels"),  # names of the levels from the top, a line each
    _name("source"),
    _number("position"),
    _number("revision", 1),
)
stage = _table(
    tables.STAGE,
    _to(tables.FRAMEWORK, Gone.GO),
    _word("letter"),
    _name(),
    _prose("definition"),
    _number("position"),
)
code = _table(
    tables.CODE,
    _guid(),
    _to(tables.FRAMEWORK, Gone.GO),
    _to(tables.CODE, Gone.GO, required=False, name="parent_id"),
    _number("position"),
    _name(),
    _word("abbreviation"),
    _name("label"),
    _word("key", ("", *KEYS)),
    _word("hue", ("", *HUES)),
    _name("aliases"),  # a line each
    _prose("short_definition"),
    _prose("definition"),
    _prose("when_to_use"),
    _prose("when_not_to_use"),
    _prose("example"),
    _prose("notes"),
    _number("revision", 1),
)
coding = _table(
    tables.CODING,
    _guid(),
    _to(tables.TRANSCRIPT, Gone.GO, index=False),
    _number("start"),
    _number("end"),
    _to(tables.CODE, Gone.GO),
    _to(tables.CODER, Gone.REFUSE, index=False),
    _to(tables.STAGE, Gone.NULL, required=False, index=False),
    _flag("unsure"),
    _word("created"),
    _number("revision", 1),  # the framework's when it was coded
    _word("origin", Origin),
)
memo = _table(
    tables.MEMO,
    _guid(),
    _to(tables.CODER, Gone.REFUSE),
    _prose("text"),
    _word("created"),
    _word("modified"),
    _to(tables.CODING, Gone.GO, required=False),
    _to(tables.INTERVIEW, Gone.GO, required=False),
    _to(tables.CODE, Gone.GO, required=False),
    # Where in the interview, for a remark on a passage; NULL for a memo on the whole.
    Column("start", Integer),
    Column("end", Integer),
)

# How two coders' difference on a passage was settled; ``basis`` are the codings ruled on, as they stood.
ruling = _table(
    tables.RULING,
    _guid(),
    _to(tables.INTERVIEW, Gone.GO),
    _number("start"),
    _number("end"),
    _to(tables.CODER, Gone.GO, name="first_id", index=False),
    _to(tables.CODER, Gone.GO, name="second_id", index=False),
    _to(tables.CODE, Gone.GO, index=False),
    _keyword("decision", 8, Decision),
    _prose("reason"),
    _json("basis"),
    _to(tables.CODER, Gone.REFUSE, index=False),
    _word("created"),
)

# What is kept under a name, such as a sample to be coded again, and what points at places in the study.
kept = _table(
    tables.KEPT,
    _guid(),
    _keyword("kind", 8, KeptKind),
    _name(),
    _number("position"),
    _to(tables.CODER, Gone.REFUSE, index=False),
    _json("value"),
    _json("made"),
    _word("made_at"),
)
link = _table(
    tables.LINK,
    _guid(),
    _to(tables.MEMO, Gone.GO, required=False, name="from_memo_id"),
    _to(tables.KEPT, Gone.GO, required=False, name="from_kept_id"),
    _to(tables.QUESTION, Gone.GO, required=False, name="from_question_id"),
    _word("role"),
    _to(tables.INTERVIEW, Gone.GO, required=False),
    Column("start", Integer),
    Column("end", Integer),
    _to(tables.CODE, Gone.NULL, required=False),
    _to(tables.PERSON, Gone.NULL, required=False),
    _to(tables.SCHOOL, Gone.NULL, required=False),
    _to(tables.QUESTION, Gone.NULL, required=False),
    _to(tables.MEMO, Gone.NULL, required=False),
    _to(tables.KEPT, Gone.NULL, required=False),
    _number("position"),
    _word("gone"),  # why it points at nothing: withdrawn, deleted
)

# What marks on hand-coded documents mean, as a researcher has said: a label or a colour, and the code
# (NULL: it means none).
meaning = _table(tables.MEANING, _word("manner"), _name("written"), _to(tables.CODE, Gone.GO, required=False))

# The journal's own two tables; see storage/study/journal.py.
operation = _table(
    tables.OPERATION,
    _word("kind"),
    _json("parameters"),
    _to(tables.CODER, Gone.REFUSE, required=False, index=False),
    _moment("created"),
    # Noted: nothing in the study changed, but a file was written; undo and redo pass it over.
    _keyword("status", 8, ("done", "undone", "dropped", "noted"), "done"),
    _word("undone"),  # when it was taken back
    # The one of long ago that this one takes back.
    _to(tables.OPERATION, Gone.NULL, required=False, name="reverses_id", index=False),
    Column("interview_id", Integer),  # where it touched one only; the history outlives the interview
    # The newest that the study's file held without its log when this one was written: tells whether a log
    # that is found beside a study belongs to it.
    Column("checkpointed_id", Integer),
)
change = _table(
    tables.CHANGE,
    _to(tables.OPERATION, Gone.GO),
    _word("table_name"),
    _number("row_id"),
    _keyword("action", 1, ("I", "U", "D")),  # insert, update, delete
    Column("image", Text, info={"holds": Holds.JSON}),
)

# Derived: where words and answers begin in each text; see storage/study/text_index.py.
text_index = Table(
    tables.TEXT_INDEX,
    metadata,
    Column("transcript_id", Integer, primary_key=True, autoincrement=False),
    Column("words", LargeBinary, nullable=False),
    Column("answers", LargeBinary, nullable=False),
)

# Holds all that a strand's key and the live counts ask for: the table itself is not read.
Index(
    "coding_place",
    coding.c.transcript_id,
    coding.c.coder_id,
    coding.c.code_id,
    coding.c.start,
    coding.c.end,
)
Index("reading_place", reading.c.interview_id, reading.c.coder_id)
Index("operation_status", operation.c.status, operation.c.id)
Index("operation_interview", operation.c.interview_id)
Index("change_place", change.c.table_name, change.c.row_id)

JOURNAL_TABLES: Final = (operation, change)
_NOT_JOURNALED: Final = (*JOURNAL_TABLES, text_index)
JOURNALED: Final = tuple(t for t in metadata.sorted_tables if t not in _NOT_JOURNALED)
