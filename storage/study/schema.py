"""The tables of a study file.

Every table whose rows the journal keeps has an integer ``id`` that is never used twice
(AUTOINCREMENT: a reused id would corrupt undo), foreign keys without action, and no UNIQUE on
spans or positions. Times are UTC in ISO 8601. Numbers are whole: the journal's images are JSON.
Offsets are code points of ``transcript.text``, half-open.

A text column says what it holds and a foreign key what becomes of its row: storage/study/column_kinds.py.
"""

from typing import Any, Final

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from coding.model.framework import HUES, KEYS
from coding.model.memos import MemoKind
from coding.model.study import (
    AttributeKind,
    AttributeType,
    Clearing,
    CodeChange,
    CoderKind,
    Decision,
    Direction,
    InterviewKind,
    KeptKind,
    Origin,
    Quoting,
    SpeakerKind,
    State,
)
from coding.text.stamps import MarkKind
from storage.study import survey_schema, tables
from storage.study.column_kinds import (
    Gone,
    Holds,
    flag,
    guid,
    json,
    keyword,
    moment,
    name,
    number,
    prose,
    reference,
    speech,
    table,
    to,
    word,
)

SCHEMA_VERSION: Final = 7
READS_FROM: Final = 7  # the oldest format whose programs may read what this one writes
APPLICATION_ID: Final = 0x5374726E  # "Strn"
HIGHEST: Final = 2**31 - 1  # of all numbers: what the window counts with

metadata = survey_schema.survey.metadata  # of all tables, the survey's among them


def _length_of_text(context: Any) -> int:
    words: str = context.get_current_parameters()["text"]
    return len(words)


study = table(
    tables.STUDY,
    guid(),
    name(),
    word("created"),
    to(tables.FRAMEWORK, Gone.NULL, required=False),
    flag("sample"),
    number("reads_from", 3),
    word("came_from"),  # GUID of the study that a coder's copy was made from
    word("language"),
    json("settings"),
)
# GUIDs of what a withdrawal removed, so that a copy merged later does not bring it back.
withdrawn = table(tables.WITHDRAWN, guid(), word("created"))
coder = table(
    tables.CODER,
    guid(),
    name(),
    name("initials"),
    word("hue", ("", *HUES)),
    keyword("kind", 8, CoderKind, CoderKind.PERSON),
    to(tables.CODER, Gone.GO, required=False, name="of_id", index=False),  # again: whose second reading
    word("also"),  # GUIDs of those merged into it, a line each
)

school = table(tables.SCHOOL, guid(), word("letter"), name(), number("position"))
round_ = table(tables.ROUND, guid(), name(), number("position"))
role = table(tables.ROLE, guid(), number("number"), name(), name("role_group"))
person = table(tables.PERSON, guid(), name(), word("quoting", Quoting))
post = table(
    tables.POST,
    to(tables.PERSON, Gone.GO),
    to(tables.ROUND, Gone.REFUSE),
    to(tables.SCHOOL, Gone.REFUSE),
    to(tables.ROLE, Gone.REFUSE),
    name("title"),
)

interview = table(
    tables.INTERVIEW,
    guid(),
    name("title"),
    to(tables.SCHOOL, Gone.REFUSE, required=False),
    to(tables.ROUND, Gone.REFUSE, required=False),
    word("date"),
    Column("duration", Integer),  # in seconds, up to format 6; unread, see duration_ms
    keyword("state", 16, State, "not started"),  # up to format 3; unread, see reading
    flag("partial"),
    name("source_name"),
    word("source_sha256"),
    number("words"),
    number("participant_words"),
    Column("duration_ms", Integer),
    keyword("kind", 9, InterviewKind, InterviewKind.INTERVIEW),
    name("author"),  # of a document or notes
    # The open question of a survey that these are the answers to.
    to(tables.ITEM, Gone.GO, required=False, name="item_id"),
)
# How far each coder has read an interview; no row: not started.
reading = table(
    tables.READING,
    to(tables.INTERVIEW, Gone.GO, index=False),
    to(tables.CODER, Gone.GO, index=False),
    keyword("state", 16, State, State.BEING_READ),
    flag("blind"),  # others' codings are hidden until it is done; then: it was read without seeing them
    word("started"),
    word("done_on"),
)
participation = table(tables.PARTICIPATION, to(tables.INTERVIEW, Gone.GO), to(tables.PERSON, Gone.REFUSE))

# What a researcher looks at as one, beside the schools: a trust, a pair of heads, a meeting over the years.
case_ = table(tables.CASE, guid(), name(), number("position"))
case_member = table(
    tables.CASE_MEMBER,
    to(tables.CASE, Gone.GO, name="case_id"),
    to(tables.SCHOOL, Gone.GO, required=False),
    to(tables.INTERVIEW, Gone.GO, required=False),
    to(tables.PERSON, Gone.GO, required=False),
)

# What a study says of interviews, people, schools or cases beside the usual: tenure, phase, tier.
attribute = table(
    tables.ATTRIBUTE,
    guid(),
    name(),
    word("kind", AttributeKind),
    number("position"),
    keyword("type", 8, AttributeType, AttributeType.TEXT),
    name("choices"),  # a line each, in their order
    flag("per_round"),  # it may be another in each round
)
attribute_value = table(
    tables.ATTRIBUTE_VALUE,
    to(tables.ATTRIBUTE, Gone.GO),
    to(tables.INTERVIEW, Gone.GO, required=False),
    to(tables.PERSON, Gone.GO, required=False),
    name("value"),
    to(tables.SCHOOL, Gone.GO, required=False),
    to(tables.CASE, Gone.GO, required=False, name="case_id"),
    to(tables.ROUND, Gone.GO, required=False),  # NULL: in all of them
)

# What a round asks, and the codes that a question asks about (counting rule 9).
question = table(
    tables.QUESTION,
    guid(),
    to(tables.ROUND, Gone.GO),
    number("position"),
    prose("text"),
    name("heading"),  # questions with the same one stand together; with none, those with the same words
)
question_code = table(tables.QUESTION_CODE, to(tables.QUESTION, Gone.GO), to(tables.CODE, Gone.GO))

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
    speech("text"),
)
speaker = table(
    tables.SPEAKER,
    to(tables.TRANSCRIPT, Gone.GO),
    name("label"),
    word("kind", SpeakerKind),
    to(tables.PERSON, Gone.REFUSE, required=False),
    number("words"),  # said in all turns of this speaker, counted at import and whenever the text changes
    to(tables.RESPONDENT, Gone.GO, required=False),  # who answered the open question
)
turn = table(
    tables.TURN,
    to(tables.TRANSCRIPT, Gone.GO),
    number("start"),
    number("end"),
    to(tables.SPEAKER, Gone.NULL, required=False),
    Column("time", Integer),  # in seconds, up to format 6; unread, see ms
    to(tables.QUESTION, Gone.NULL, required=False, index=False),  # of its round: the one asked in this turn
    Column("ms", Integer),  # into the recording, where it is noted
)
mark = table(
    tables.MARK,
    to(tables.TRANSCRIPT, Gone.GO),
    number("start"),
    number("end"),
    word("kind", MarkKind),
    speech("text"),
    Column("time", Integer),  # in seconds, up to format 6; unread, see ms
    Column("ms", Integer),
)

framework = table(
    tables.FRAMEWORK,
    guid(),
    name(),
    name("short_name"),
    name("levels"),  # names of the levels from the top, a line each
    reference("source"),
    number("position"),
    number("revision", 1),
)
stage = table(
    tables.STAGE,
    to(tables.FRAMEWORK, Gone.GO),
    word("letter"),
    name(),
    prose("definition"),
    number("position"),
)
code = table(
    tables.CODE,
    guid(),
    to(tables.FRAMEWORK, Gone.GO),
    to(tables.CODE, Gone.GO, required=False, name="parent_id"),
    number("position"),
    name(),
    word("abbreviation"),
    name("label"),
    word("key", ("", *KEYS)),
    word("hue", ("", *HUES)),
    name("aliases"),  # a line each
    flag("is_group"),  # holds codes; what stands below counts for itself
    word("also"),  # GUIDs of codes merged into it, a line each
    prose("short_definition"),
    prose("definition"),
    prose("when_to_use"),
    prose("when_not_to_use"),
    prose("example"),
    prose("notes"),
    number("revision", 1),
    number("look_from"),  # codings made under an earlier revision of the framework want a second look
)
coding = table(
    tables.CODING,
    guid(),
    to(tables.TRANSCRIPT, Gone.GO, index=False),
    number("start"),
    number("end"),
    to(tables.CODE, Gone.GO),
    to(tables.CODER, Gone.REFUSE, index=False),
    to(tables.STAGE, Gone.NULL, required=False, index=False),
    flag("unsure"),
    word("created"),
    number("revision", 1),  # the framework's when it was coded
    word("origin", Origin),
    word("direction", Direction),
)
# A code as it became at a revision of its framework; it outlives the code.
code_version = table(
    tables.CODE_VERSION,
    to(tables.FRAMEWORK, Gone.GO, index=False),
    word("code_guid"),
    word("parent_guid"),
    number("revision", 1),
    keyword("what", 8, CodeChange),
    number("position"),
    name(),
    word("abbreviation"),
    name("label"),
    name("aliases"),
    flag("is_group"),
    prose("short_definition"),
    prose("definition"),
    prose("when_to_use"),
    prose("when_not_to_use"),
    prose("example"),
    prose("notes"),
    to(tables.CODER, Gone.NULL, required=False, index=False),
    word("created"),
)
# All that a researcher writes, in the Markdown of coding/text/blocks.py; the first line is its title.
memo = table(
    tables.MEMO,
    guid(),
    keyword("kind", 8, MemoKind, MemoKind.MEMO),
    to(tables.CODER, Gone.REFUSE),
    prose("text"),
    word("created"),
    word("modified"),
    to(tables.CODING, Gone.GO, required=False),
    to(tables.INTERVIEW, Gone.GO, required=False),
    to(tables.CODE, Gone.GO, required=False),
    # Where in the interview, for a remark on a passage; NULL for a memo on the whole.
    Column("start", Integer),
    Column("end", Integer),
    to(tables.PERSON, Gone.GO, required=False),
    to(tables.SCHOOL, Gone.GO, required=False),
    to(tables.ROUND, Gone.GO, required=False),
    to(tables.QUESTION, Gone.GO, required=False),
    to(tables.MEMO, Gone.GO, required=False, name="parent_id"),  # what it answers, or stands below
    number("position"),  # among what stands below the same
    word("state"),
    name("tags"),  # a line each
    word("day"),  # of the journal: 2015-06-10
    json("about"),  # a query: the cell that it sums up
    json("seen"),  # codings that were there when the cell was looked at last
    to(tables.CASE, Gone.GO, required=False, name="case_id"),
    to(tables.ITEM, Gone.GO, required=False, name="item_id"),
)

# How two coders' difference on a passage was settled; ``basis`` are the codings ruled on, as they stood.
ruling = table(
    tables.RULING,
    guid(),
    to(tables.INTERVIEW, Gone.GO),
    number("start"),
    number("end"),
    to(tables.CODER, Gone.GO, name="first_id", index=False),
    to(tables.CODER, Gone.GO, name="second_id", index=False),
    to(tables.CODE, Gone.GO, index=False),
    keyword("decision", 8, Decision),
    prose("reason"),
    json("basis"),
    to(tables.CODER, Gone.REFUSE, index=False),
    word("created"),
)

# A passage shown to whoever says it, before it is quoted.
clearance = table(
    tables.CLEARANCE,
    guid(),
    to(tables.INTERVIEW, Gone.GO),
    number("start"),
    number("end"),
    keyword("state", 8, Clearing),
    prose("note"),
    to(tables.CODER, Gone.REFUSE, index=False),
    word("created"),
)

# What is kept under a name, such as a sample to be coded again, and what points at places in the study.
kept = table(
    tables.KEPT,
    guid(),
    keyword("kind", 8, KeptKind),
    name(),
    number("position"),
    to(tables.CODER, Gone.REFUSE, index=False),
    json("value"),
    json("made"),
    word("made_at"),
)
link = table(
    tables.LINK,
    guid(),
    to(tables.MEMO, Gone.GO, required=False, name="from_memo_id"),
    to(tables.KEPT, Gone.GO, required=False, name="from_kept_id"),
    to(tables.QUESTION, Gone.GO, required=False, name="from_question_id"),
    word("role"),
    to(tables.INTERVIEW, Gone.GO, required=False),
    Column("start", Integer),
    Column("end", Integer),
    to(tables.CODE, Gone.NULL, required=False),
    to(tables.PERSON, Gone.NULL, required=False),
    to(tables.SCHOOL, Gone.NULL, required=False),
    to(tables.QUESTION, Gone.NULL, required=False),
    to(tables.MEMO, Gone.NULL, required=False),
    to(tables.KEPT, Gone.NULL, required=False),
    number("position"),
    word("gone"),  # why it points at nothing: withdrawn, deleted
    to(tables.CASE, Gone.NULL, required=False, name="case_id"),
    to(tables.ITEM, Gone.NULL, required=False, name="item_id"),
    to(tables.CODER, Gone.NULL, required=False, index=False),  # who hung it there; up to format 6 nobody says
    word("created"),
)

# What marks on hand-coded documents mean, as a researcher has said: a label or a colour, and the code
# (NULL: it means none).
meaning = table(tables.MEANING, word("manner"), name("written"), to(tables.CODE, Gone.GO, required=False))

# The journal's own two tables; see storage/study/journal.py.
operation = table(
    tables.OPERATION,
    word("kind"),
    json("parameters"),
    to(tables.CODER, Gone.REFUSE, required=False, index=False),
    moment("created"),
    # Noted: nothing in the study changed, but a file was written; undo and redo pass it over.
    keyword("status", 8, ("done", "undone", "dropped", "noted"), "done"),
    word("undone"),  # when it was taken back
    # The one of long ago that this one takes back.
    to(tables.OPERATION, Gone.NULL, required=False, name="reverses_id", index=False),
    Column("interview_id", Integer),  # where it touched one only; the history outlives the interview
    # The newest that the study's file held without its log when this one was written: tells whether a log
    # that is found beside a study belongs to it.
    Column("checkpointed_id", Integer),
)
change = table(
    tables.CHANGE,
    to(tables.OPERATION, Gone.GO),
    word("table_name"),
    number("row_id"),
    keyword("action", 1, ("I", "U", "D")),  # insert, update, delete
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
Index("coding_place", *(coding.c[each] for each in ("transcript_id", "coder_id", "code_id", "start", "end")))
Index("code_version_place", code_version.c.framework_id, code_version.c.revision)
Index("reading_place", reading.c.interview_id, reading.c.coder_id)
Index("operation_status", operation.c.status, operation.c.id)
Index("operation_interview", operation.c.interview_id)
Index("change_place", change.c.table_name, change.c.row_id)

JOURNAL_TABLES: Final = (operation, change)
_NOT_JOURNALED: Final = (*JOURNAL_TABLES, text_index)
JOURNALED: Final = tuple(t for t in metadata.sorted_tables if t not in _NOT_JOURNALED)
