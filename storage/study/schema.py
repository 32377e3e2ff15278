"""The tables of a study file.

Every table whose rows the journal keeps has an integer ``id`` that is never used twice
(AUTOINCREMENT: a reused id would corrupt undo), foreign keys without action, and no UNIQUE on
spans or positions. Times are UTC in ISO 8601. Numbers are whole: the journal's images are JSON.
Offsets are code points of ``transcript.text``, half-open.
"""

from typing import Any, Final
from uuid import uuid4

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA_VERSION: Final = 2
APPLICATION_ID: Final = 0x5374726E  # "Strn"

metadata = MetaData()


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _guid() -> Column[str]:
    return Column("guid", String(36), nullable=False, default=lambda: str(uuid4()))


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _number(name: str, default: int = 0) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=str(default))


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default="0")


def _to(target: str, *, required: bool = True, name: str = "", index: bool = True) -> Column[Any]:
    """Point at another table; without an index where hardly anything is ever deleted over there."""
    key = ForeignKey(f"{target}.id")
    return Column(name or f"{target}_id", key, nullable=not required, index=index)


def _length_of_text(context: Any) -> int:
    words: str = context.get_current_parameters()["text"]
    return len(words)


def _table(name: str, *columns: Column[Any]) -> Table:
    return Table(name, metadata, _id(), *columns, sqlite_autoincrement=True)


study = _table(
    "study",
    _guid(),
    _text("name"),
    _text("created"),
    _to("framework", required=False),
    _flag("sample"),
)
coder = _table("coder", _guid(), _text("name"))

school = _table("school", _guid(), _text("letter"), _text("name"), _number("position"))
round_ = _table("round", _guid(), _text("name"), _number("position"))
role = _table("role", _guid(), _number("number"), _text("name"), _text("role_group"))
person = _table("person", _guid(), _text("name"))
post = _table("post", _to("person"), _to("round"), _to("school"), _to("role"), _text("title"))

interview = _table(
    "interview",
    _guid(),
    _text("title"),
    _to("school", required=False),
    _to("round", required=False),
    _text("date"),
    Column("duration", Integer),
    Column("state", String(16), nullable=False, server_default="not started"),
    _flag("partial"),
    _text("source_name"),
    _text("source_sha256"),
    _number("words"),
    _number("participant_words"),
)
participation = _table("participation", _to("interview"), _to("person"))

# What a study says of its interviews or people beside the usual: tenure, phase, group.
attribute = _table("attribute", _guid(), _text("name"), _text("kind"), _number("position"))
attribute_value = _table(
    "attribute_value",
    _to("attribute"),
    _to("interview", required=False),
    _to("person", required=False),
    _text("value"),
)

# What a round asks, and the codes that a question asks about (counting rule 9).
question = _table("question", _guid(), _to("round"), _number("position"), _text("text"))
question_code = _table("question_code", _to("question"), _to("code"))

# A transcript's id is its interview's: one to one, and ids of interviews are never used twice. Its length
# follows its text by itself, so that a span can be checked without reading a megabyte.
transcript = Table(
    "transcript",
    metadata,
    Column("id", Integer, ForeignKey("interview.id"), primary_key=True, autoincrement=False),
    Column("length", Integer, nullable=False, default=_length_of_text, onupdate=_length_of_text),
    _text("text"),
)
speaker = _table(
    "speaker",
    _to("transcript"),
    _text("label"),
    _text("kind"),
    _to("person", required=False),
    _number("words"),  # said in all turns of this speaker, counted at import and whenever the text changes
)
turn = _table(
    "turn",
    _to("transcript"),
    _number("start"),
    _number("end"),
    _to("speaker", required=False),
    Column("time", Integer),
    _to("question", required=False, index=False),  # the one of the round's list that is asked in this turn
)
mark = _table(
    "mark",
    _to("transcript"),
    _number("start"),
    _number("end"),
    _text("kind"),
    _text("text"),
    Column("time", Integer),
)

framework = _table(
    "framework",
    _guid(),
    _text("name"),
    _text("short_name"),
    _text("levels"),  # names of the levels from the top, a line each
    _text("source"),
    _number("position"),
    _number("revision", 1),
)
stage = _table(
    "stage", _to("framework"), _text("letter"), _text("name"), _text("definition"), _number("position")
)
code = _table(
    "code",
    _guid(),
    _to("framework"),
    _to("code", required=False, name="parent_id"),
    _number("position"),
    _text("name"),
    _text("abbreviation"),
    _text("label"),
    _text("key"),
    _text("hue"),
    _text("aliases"),  # a line each
    _text("short_definition"),
    _text("definition"),
    _text("when_to_use"),
    _text("when_not_to_use"),
    _text("example"),
    _text("notes"),
    _number("revision", 1),
)
coding = _table(
    "coding",
    _guid(),
    _to("transcript", index=False),
    _number("start"),
    _number("end"),
    _to("code"),
    _to("coder", index=False),
    _to("stage", required=False, index=False),
    _flag("unsure"),
    _text("created"),
    _number("revision", 1),  # the framework's when it was coded
)
memo = _table(
    "memo",
    _guid(),
    _to("coder"),
    _text("text"),
    _text("created"),
    _text("modified"),
    _to("coding", required=False),
    _to("interview", required=False),
    _to("code", required=False),
    # Where in the interview, for a remark on a passage; NULL for a memo on the whole.
    Column("start", Integer),
    Column("end", Integer),
)

# What marks on hand-coded documents mean, as a researcher has said: a label or a colour, and the code
# (NULL: it means none).
meaning = _table("meaning", _text("manner"), _text("written"), _to("code", required=False))

# The journal's own two tables; see storage/study/journal.py.
operation = _table(
    "operation",
    _text("kind"),
    _text("parameters"),  # JSON
    _to("coder", required=False, index=False),
    _text("created"),
    Column("status", String(8), nullable=False, server_default="done"),  # done, undone, dropped
)
change = _table(
    "change",
    _to("operation"),
    _text("table_name"),
    _number("row_id"),
    Column("action", String(1), nullable=False),  # I, U, D
    Column("image", Text),  # JSON
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
Index("operation_status", operation.c.coder_id, operation.c.status, operation.c.id)
Index("change_place", change.c.table_name, change.c.row_id)

JOURNAL_TABLES: Final = (operation, change)
JOURNALED: Final = tuple(t for t in metadata.sorted_tables if t not in JOURNAL_TABLES)
