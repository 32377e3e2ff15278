"""Studies made to do harm, or harmed: each a name, and what is done to a copy of the small study."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from coding.errors import UserError
from coding.model.code_labels import code_label
from coding.model.study import Span
from storage.queries import (
    attributes,
    code_versions,
    codebook,
    codings,
    counts,
    frames,
    history,
    overview,
    people,
    places,
    questions,
    quoting,
    remarks,
    searching,
    texts,
    tree,
)
from storage.queries.coders import coders
from storage.queries.named_texts import texts_of_study
from storage.queries.study_data import StudyData
from storage.study.study_file import StudyFile

_NUMBERS: Final = "WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 250000)"


def _in_schema(name: str, old: str, new: str) -> str:
    return f"UPDATE sqlite_schema SET sql = replace(sql, '{old}', '{new}') WHERE name = '{name}'"


def _image(values: object, where: str = "action = 'U'") -> str:
    image = values if isinstance(values, str) else json.dumps(values)
    last = "operation_id = (SELECT max(id) FROM operation)"
    return f"UPDATE change SET image = '{image}' WHERE {last} AND {where}"


# What each is called, and the statements that make it.
BUILT_OTHERWISE: Final[Mapping[str, tuple[str, ...]]] = {
    "trigger": ("CREATE TRIGGER evil AFTER INSERT ON coding BEGIN DELETE FROM interview; END",),
    "view": ("CREATE VIEW evil AS SELECT * FROM person",),
    "view in place of a table": ("DROP TABLE meaning", "CREATE VIEW meaning AS SELECT 1 AS id, 2 AS code_id"),
    "another table": ("CREATE TABLE notes (id INTEGER)",),
    "another full-text index": ("CREATE VIRTUAL TABLE other USING fts5(words)",),
    "a tree index": ("CREATE VIRTUAL TABLE boxes USING rtree(id, a, b)",),
    "a table that is virtual": ("DROP TABLE meaning", "CREATE VIRTUAL TABLE meaning USING fts5(id)"),
    "no table": ("DROP TABLE memo",),
    "no index": ("DROP INDEX coding_place",),
    "no full-text index": ("DROP TABLE search",),
    "no column": ("ALTER TABLE school DROP COLUMN letter",),
    "one more column": ("ALTER TABLE school ADD COLUMN town TEXT",),
    "a computed column": ("ALTER TABLE school ADD COLUMN town TEXT AS (upper(name)) VIRTUAL",),
    "an index on an expression": ("CREATE INDEX evil ON person (upper(name))",),
    "a partial index": ("CREATE INDEX evil ON person (name) WHERE name > ''",),
    "a unique index": ("CREATE UNIQUE INDEX evil ON coding (guid)",),
    "an index of ours on something else": (
        "DROP INDEX ix_code_parent_id",
        "CREATE INDEX ix_code_parent_id ON code (id)",
    ),
    "a check": (_in_schema("school", "position INTEGER", "position INTEGER CHECK (random())"),),
    "a collation": (_in_schema("school", "letter TEXT", "letter TEXT COLLATE NOCASE"),),
    "a default that is computed": (
        _in_schema("school", "letter TEXT DEFAULT ''''", "letter TEXT DEFAULT (random())"),
    ),
    "another type": (_in_schema("interview", "duration INTEGER", "duration BLOB"),),
    "NULL allowed": (_in_schema("coding", "code_id INTEGER NOT NULL", "code_id INTEGER"),),
    "no numbering": (_in_schema("school", "AUTOINCREMENT", ""),),
    "no foreign key": (_in_schema("mark", "REFERENCES transcript", "REFERENCES interview"),),
    "a key that deletes": (
        _in_schema("mark", "REFERENCES transcript (id)", "REFERENCES transcript (id) ON DELETE CASCADE"),
    ),
    "a shadow that computes": (_in_schema("search_config", "v)", "v DEFAULT (random()), CHECK (v))"),),
    "a root page of another": (
        (
            "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'round')"
            " WHERE name = 'school'"
        ),
    ),
    "a root page that is not there": ("UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'coding'",),
    "no SQL": ("UPDATE sqlite_schema SET sql = 'CREATE TABEL' WHERE name = 'coding'",),
    "another program's": ("PRAGMA application_id = 7",),
    "format 0": ("PRAGMA user_version = 0",),
    "format -1": ("PRAGMA user_version = -1",),
    "format 2147483647": ("UPDATE study SET reads_from = 2147483647", "PRAGMA user_version = 2147483647"),
    "format 1 that is not": ("PRAGMA user_version = 1",),
}

CELLS: Final[Mapping[str, tuple[str, ...]]] = {
    "no study": ("DELETE FROM study",),
    "two studies": ("INSERT INTO study (guid, name) VALUES ('2', 'Two')",),
    "no coder": ("DELETE FROM coder",),
    "no framework": ("DELETE FROM framework",),
    "no codes": ("DELETE FROM code",),
    "a name that is bytes": ("UPDATE person SET name = x'ff00' WHERE id = 1",),
    "a title that is no Unicode": ("UPDATE interview SET title = CAST(x'c328' AS TEXT)",),
    "half a character": ("UPDATE interview SET title = CAST(x'eda080' AS TEXT)",),
    "a name that ends early": ("UPDATE code SET name = 'Trust' || char(0) || 'less'",),
    "a transcript that is bytes": ("UPDATE transcript SET text = CAST(text AS BLOB)",),
    "a transcript that is no Unicode": (
        "UPDATE transcript SET text = CAST(x'c328' AS TEXT) || substr(text, 3)",
    ),
    "a transcript that ends early": ("UPDATE transcript SET text = 'How' || char(0) || substr(text, 5)",),
    "a transcript that is a number": ("UPDATE transcript SET text = x'31'",),
    "a mark that is no Unicode": ("UPDATE mark SET text = CAST(x'ff' AS TEXT)",),
    "a memo that is no Unicode": ("UPDATE memo SET text = CAST(x'ff' AS TEXT)",),
    "a guid that is no Unicode": ("UPDATE coding SET guid = CAST(x'ff' AS TEXT)",),
    "a definition that is no Unicode": ("UPDATE code SET definition = CAST(x'ff' AS TEXT)",),
    "a position that is text": ("UPDATE code SET position = 'first'",),
    "a position that is a fraction": ("UPDATE code SET position = 1.5",),
    "a position that is bytes": ("UPDATE turn SET start = x'00'",),
    "a start that is text": ("UPDATE coding SET start = 'a' WHERE id = 1",),
    "a start that is a fraction": ("UPDATE coding SET start = 0.5 WHERE id = 1",),
    "a coding of words": ("UPDATE coding SET code_id = 'trust'",),
    "a coder of words": ("UPDATE coding SET coder_id = 'me'",),
    "a stage of words": ("UPDATE coding SET stage_id = 'best'",),
    "a fraction of a coder": ("UPDATE coding SET coder_id = 1.5",),
    "a question of words": ("UPDATE turn SET question_id = 'why'",),
    "a revision of words": ("UPDATE coding SET revision = 'x'",),
    "unsure of words": ("UPDATE coding SET unsure = 'perhaps'",),
    "unsure seven times": ("UPDATE coding SET unsure = 7",),
    "a time of words": ("UPDATE turn SET time = 'noon'",),
    "a time beyond time": ("UPDATE turn SET time = 9223372036854775807",),
    "a number beyond numbers": ("UPDATE interview SET words = 9223372036854775807, duration = -1",),
    "an interview beyond numbers": ("UPDATE school SET id = 9223372036854775807 WHERE id = 2",),
    "a state that is none": ("UPDATE interview SET state = 'lost'",),
    "a speaker of no kind": ("UPDATE speaker SET kind = 'ghost'",),
    "a mark of no kind": ("UPDATE mark SET kind = 'ghost'",),
    "a direction that is none": ("UPDATE coding SET direction = 'up' WHERE id = 1",),
    "an origin that is none": ("UPDATE coding SET origin = 'dream' WHERE id = 1",),
    "somebody asks for nothing known": ("UPDATE person SET quoting = 'perhaps'",),
    "an answer that is none": ("UPDATE clearance SET state = 'perhaps'",),
    "a version of no kind": ("UPDATE code_version SET what = 'perhaps'",),
    "a hue that is none": ("UPDATE code SET hue = 'infrared'",),
    "a key that is none": ("UPDATE code SET key = '🔑'",),
    "a status that is none": ("UPDATE operation SET status = 'perhaps'",),
    "a date that is none": ("UPDATE interview SET date = '2014-99-99'",),
    "a date in words": ("UPDATE interview SET date = 'yesterday'", "UPDATE operation SET created = 'then'"),
    "an attribute of no kind": ("INSERT INTO attribute (guid, name, kind) VALUES ('a', 'Tenure', 'ghost')",),
    "parameters that are none": ("UPDATE operation SET parameters = '{'",),
    "parameters that are a list": ("UPDATE operation SET parameters = '[1]'",),
    "quotations that are a number": (
        "UPDATE operation SET kind = 'export_file', parameters = '{\"quoted\": 5}' WHERE id = 1",
    ),
    "a place that is none": ("""UPDATE operation SET parameters = '{"place": [1, 2, 3, 4, 5, 6]}'""",),
    "a place in words": ("""UPDATE operation SET parameters = '{"place": ["a", {}]}'""",),
}

ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "a coding of no code": ("UPDATE coding SET code_id = 999",),
    "a coding of nobody": ("UPDATE coding SET coder_id = 999",),
    "a coding in no text": ("UPDATE coding SET transcript_id = 999",),
    "a coding at no stage": ("UPDATE coding SET stage_id = 999",),
    "a coding past the end": ("UPDATE coding SET end = 999",),
    "a coding before the beginning": ("UPDATE coding SET start = -5 WHERE id = 2",),
    "a coding of nothing": ("UPDATE coding SET end = start",),
    "a coding backwards": ("UPDATE coding SET start = end, end = start WHERE id = 2",),
    "a turn past the end": ("UPDATE turn SET start = 500, end = 999 WHERE id > 1",),
    "a turn backwards": ("UPDATE turn SET start = 16, end = 0 WHERE id = 1",),
    "turns on one another": ("UPDATE turn SET start = 5 WHERE id = 2",),
    "a turn of no speaker": ("UPDATE turn SET speaker_id = 999",),
    "a turn of another text's speaker": (
        "INSERT INTO interview (guid, title) VALUES ('x', 'Other')",
        "INSERT INTO transcript SELECT max(id), 1, 'a' FROM interview",
        "UPDATE speaker SET transcript_id = (SELECT max(id) FROM interview) WHERE id = 2",
    ),
    "a mark past the end": ("UPDATE mark SET start = 98, end = 400",),
    "a memo past the end": ("UPDATE memo SET start = 98, end = 400, interview_id = 1",),
    "words shown past the end": ("UPDATE clearance SET end = 400",),
    "words shown backwards": ("UPDATE clearance SET start = end, end = start",),
    "words shown by nobody": ("UPDATE clearance SET coder_id = 999",),
    "a version of no framework": ("UPDATE code_version SET framework_id = 999",),
    "a memo that only begins": ("UPDATE memo SET start = 3, end = NULL",),
    "a memo in no interview": ("UPDATE memo SET start = 3, end = 5, interview_id = NULL",),
    "a memo of nobody": ("UPDATE memo SET coder_id = 999",),
    "a text that is longer than said": (
        "UPDATE transcript SET length = 9999",
        "UPDATE coding SET end = 9000 WHERE id = 1",
    ),
    "a text that is shorter than said": ("UPDATE transcript SET text = 'How'",),
    "a text of no interview": ("DELETE FROM interview",),
    "a code under itself": ("UPDATE code SET parent_id = id WHERE id = 2",),
    "codes in a circle": ("UPDATE code SET parent_id = 3 WHERE id = 1",),
    "a code under no code": ("UPDATE code SET parent_id = 999 WHERE id = 2",),
    "codes a thousand deep": (
        (
            _NUMBERS + " INSERT INTO code (id, guid, framework_id, parent_id, name)"
            " SELECT i, i, 1, CASE i WHEN 100 THEN 1 ELSE i - 1 END, i FROM n WHERE i < 3000"
        ),
    ),
    "a code of no framework": ("UPDATE code SET framework_id = 999 WHERE id = 2",),
    "a code under another framework's": (
        "INSERT INTO framework (id, guid, name) VALUES (2, 'f', 'Other')",
        "UPDATE code SET framework_id = 2 WHERE id = 2",
    ),
    "a study of no framework": ("UPDATE study SET framework_id = 999",),
    "a post of nobody": ("UPDATE post SET person_id = 999",),
    "a post in no round": ("UPDATE post SET round_id = 999",),
    "an interview at no school": ("UPDATE interview SET school_id = 999",),
    "an interview in no round": ("UPDATE interview SET round_id = 999",),
    "nobody takes part": ("UPDATE participation SET person_id = 999",),
    "a question of no round": ("INSERT INTO question (guid, round_id, text) VALUES ('q', 999, 'Why?')",),
    "a value of nothing": ("INSERT INTO attribute_value (attribute_id, value) VALUES (999, 'x')",),
    "a meaning of no code": ("INSERT INTO meaning (manner, written, code_id) VALUES ('letters', 'x', 999)",),
    "an operation of nobody": ("UPDATE operation SET coder_id = 999",),
    "more codes than anybody has": (
        (
            _NUMBERS
            + " INSERT INTO code (id, guid, framework_id, name) SELECT i, i, 1, i FROM n WHERE i < 5100"
        ),
    ),
    "a memo of 40 MB": ("UPDATE memo SET text = replace(hex(zeroblob(20000000)), '00', 'ab')",),
    "a line of 5 MB": (
        "UPDATE transcript SET text = replace(hex(zeroblob(2500000)), '00', 'ab'), length = 5000000",
    ),
    "250,000 codings on an interview": (
        (
            _NUMBERS + " INSERT INTO coding (guid, transcript_id, start, end, code_id, coder_id)"
            " SELECT i, 1, 0, 5, 15, 1 FROM n"
        ),
    ),
    "numbers that come again": ("UPDATE sqlite_sequence SET seq = 0",),
    "numbers that end": ("UPDATE sqlite_sequence SET seq = 9223372036854775807",),
    "numbers that are words": ("UPDATE sqlite_sequence SET seq = 'many'",),
    "no index of words": ("DELETE FROM search",),
    "an index of other words": ("UPDATE search SET words = 'other words'",),
    "an index of too much": ("INSERT INTO search (rowid, words) VALUES (999, 'trust')",),
    "an index that is damaged": ("UPDATE search_data SET block = x'00ff00ff00ff'",),
    "an index without its words": ("DELETE FROM search_content",),
}

JOURNAL: Final[Mapping[str, tuple[str, ...]]] = {
    "an image that is none": (_image("{", "1"),),
    "an image that is a list": (_image([1], "1"),),
    "an image that is bytes": ("UPDATE change SET image = x'ff'",),
    "an image that is no Unicode": ("UPDATE change SET image = CAST(x'ff' AS TEXT)",),
    "an image that is deep": ("UPDATE change SET image = replace(hex(zeroblob(50000)), '00', '[')",),
    "an image that is missing": (_image("{}"), "UPDATE change SET image = NULL"),
    "an image of no column": (_image({"evil": 1}, "1"),),
    "an image of another kind": (_image({"start": {"a": 1}, "name": 5, "title": []}, "1"),),
    "an image of a number beyond numbers": (_image({"id": 10**30}, "1"),),
    "an image of another row": (_image({"id": 77}, "1"),),
    "a change of no table": ("UPDATE change SET table_name = 'sqlite_schema'",),
    "a change of the journal": ("UPDATE change SET table_name = 'operation'",),
    "a change of no kind": ("UPDATE change SET action = 'X'",),
    "a change of no row": ("UPDATE change SET row_id = 999",),
    "a change of a row in words": ("UPDATE change SET row_id = 'one'",),
    "a change of no operation": ("UPDATE change SET operation_id = 999",),
    "deleted instead of inserted": ("UPDATE change SET action = 'D'",),
    "updated instead of inserted": ("UPDATE change SET action = 'U'",),
}

# What nobody but a reader of the history sees, and nothing goes by.
HARMLESS: Final = frozenset(
    {
        "a date that is none",
        "a place that is none",
        "a place in words",
        "quotations that are a number",
        "a change of no row",
    }
)
CRAFTED: Final = BUILT_OTHERWISE | CELLS | ROWS | JOURNAL


def craft(path: Path, statements: tuple[str, ...]) -> Path:
    """Do to a study what no program of ours does."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)
    return path


def walk(study: StudyFile) -> None:
    """Read all that the window reads, then undo as long as there is something, and redo."""
    for read in (*_READINGS, _undo_and_redo):
        with suppress(UserError):
            read(study)


def undo_all(study: StudyFile) -> int:
    """Undo as long as there is something; return how often."""
    done = 0
    while study.undoable() is not None:
        study.undo()
        done += 1
    return done


def _undo_and_redo(study: StudyFile) -> None:
    for _time in range(undo_all(study)):
        study.redo()


def _read_interviews(study: StudyFile) -> None:
    reader = study.reader
    for interview in texts.interviews(reader):
        texts.transcript(reader, interview.id)
        texts.interview_memo(reader, interview.id, study.coder_id)
        for coding in codings.codings(reader, interview.id):
            code_label("HSC", coding.direction)
        quoting.quoting_in(reader, interview.id)
        codings.coding_places(reader, interview.id, [study.coder_id or 0])
        codings.codings_touching(reader, interview.id, Span(0, 20), [1, 2, 3], study.coder_id)
        questions.questions_of(reader, interview.id)
        questions.asked_in(reader, interview.id)
        remarks.remarks(reader, interview.id)
        tree.interview_row(reader, interview.id, [study.coder_id or 0])


def _read_frameworks(study: StudyFile) -> None:
    for framework in codebook.frameworks(study.reader):
        counts.counts_of_codes(study.reader, framework, [study.coder_id or 0])
        codebook.meanings(study.reader, framework, "letters")
        for code in framework.codes:
            framework.height(code.id)
            codebook.outline_of_code(study.reader, code.id)
        code_versions.revisions(study.reader, framework.id)
        code_versions.compared(study.reader, framework.id, 1, framework.revision)


def _analyse(study: StudyFile) -> None:
    data = StudyData(study.reader)
    for framework in codebook.frameworks(study.reader):
        data.analysis_data(framework.id, [study.coder_id or 0])


def _read_history(study: StudyFile) -> None:
    for entry in study.history():
        assert entry.words
        history.place_of(study.reader, entry.id)


_READINGS: Final[tuple[Callable[[StudyFile], object], ...]] = (
    _read_interviews,
    _read_frameworks,
    _analyse,
    _read_history,
    lambda study: tree.interview_tree(study.reader, [study.coder_id or 0]),
    lambda study: overview.overview(study.reader, [study.coder_id or 0]),
    lambda study: [read(study.reader) for read in (people.study_details, people.schools, people.rounds)],
    lambda study: [read(study.reader) for read in (people.roles, people.people, people.posts, coders)],
    lambda study: [read(study.reader) for read in (attributes.attributes, attributes.attribute_values)],
    lambda study: [read(study.reader) for read in (questions.questions, questions.times_asked)],
    lambda study: [read(study.reader) for read in (frames.interviews, frames.participants, frames.speakers)],
    lambda study: frames.noted(study.reader),
    lambda study: places.PassagePlaces(study.reader),
    lambda study: searching.search(study.reader, "trust"),
    lambda study: [*texts_of_study(study.reader)],
    lambda study: study.last_change(),
    lambda study: study.undoable(),
    lambda study: study.redoable(),
)
