"""Looking at a whole study at once: the law of undo, and a small study to try things on."""

from collections.abc import Callable, Iterable
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import insert

from coding.errors import UserError
from storage.operations.code_versions import changed_codes
from storage.queries.codebook import frameworks
from storage.study import schema
from storage.study.connection import raw
from storage.study.operation import Operation, WriteContext, operation
from storage.study.study_file import Done, StudyFile

Dump = dict[str, list[tuple[Any, ...]]]

# An interview with two participants: text, then (start, end, speaker's place) of each turn.
SPOKEN = "How is it going?\nWell, we trust each other now.\nAnd we say hard things. [unintelligible 00:01:10]"
TURNS = ((0, 16, 0), (17, 47, 1), (48, 97, 2))


def dump(study: StudyFile) -> Dump:
    """Return every row of every table but the journal's own; what the full-text index holds, and finds."""
    run = raw(study.reader).execute
    tables: Dump = {
        table.name: run(f'SELECT * FROM "{table.name}" ORDER BY id').fetchall() for table in schema.JOURNALED
    }
    held = run("SELECT rowid, words FROM search ORDER BY rowid").fetchall()
    found = run("SELECT rowid FROM search WHERE search MATCH 'how OR trust' ORDER BY rowid").fetchall()
    return tables | {"search": held, "found": found}


def perform_both_ways(study: StudyFile, act: Operation[Any]) -> Done[Any]:
    """Perform an operation and hold it to the law: undo gives what was, redo what came of it."""
    before = dump(study)
    done = study.perform(act)
    after = dump(study)
    if done.changes:
        assert study.undo().changes.rows == done.changes.rows
        assert dump(study) == before
        study.redo()
        assert dump(study) == after
    else:
        assert after == before
    assert study.check() == []
    assert codes_without_version(study) == []
    return done


def codes_without_version(study: StudyFile) -> list[str]:
    """Return the codes that are not as their last versions say, and those that are there or gone without."""
    return [
        each.now.called
        for framework in frameworks(study.reader)
        for each in changed_codes(WriteContext(study.reader, None, ""), framework.id)
    ]


def made(
    act: Callable[..., Operation[Any]], *parts: st.SearchStrategy[Any]
) -> st.SearchStrategy[Operation[Any]]:
    """Return operations made with these parts (st.builds would add the Writing that operations hide)."""
    return st.tuples(*parts).map(lambda values: act(*values))


def try_all(filled: Path, commands: Iterable[Operation[Any]]) -> None:
    """Hold each act to the law, one after the other on a copy of a study; a refused one changes nothing."""
    with TemporaryDirectory() as folder:
        path = Path(copyfile(filled, Path(folder, "study.strandline")))
        with StudyFile.open(path) as study:
            for act in commands:
                before = dump(study)
                try:
                    perform_both_ways(study, act)
                except UserError:
                    assert dump(study) == before


@operation("Fill the study")
def fill(w: WriteContext) -> None:
    """Write two schools, two rounds, three people with posts, and a joint interview with a transcript."""
    for letter in "AB":
        w.add(schema.school, letter=letter, name=f"School {letter}")
    for year in ("2014", "2015"):
        w.add(schema.round_, name=year)
    for name in ("Mrs Bxxxx", "Mr Txxx", "Miss Nxxx"):
        w.add(schema.person, name=name)
    posts = ((1, 2, "Headteacher"), (2, 2, "Deputy"), (3, 5, ""))
    for person_id, role_id, title in posts:
        w.add(schema.post, person_id=person_id, round_id=2, school_id=2, role_id=role_id, title=title)
    w.add(schema.interview, title="B2 head", round_id=2, school_id=2, words=14, participant_words=10)
    w.connection.execute(insert(schema.transcript).values(id=1, text=SPOKEN))
    _add_speakers(w)
    for start, end, speaker in TURNS:
        w.add(schema.turn, transcript_id=1, start=start, end=end, speaker_id=speaker + 1)
    w.add(schema.mark, transcript_id=1, start=72, end=97, kind="unintelligible", text="", ms=70_000)
    for start, end, code_id in ((23, 47, 7), (48, 71, 7), (48, 71, 9)):
        w.add(schema.coding, transcript_id=1, start=start, end=end, code_id=code_id, coder_id=w.coder_id)
    w.add(schema.memo, coder_id=w.coder_id, text="Echoes A2.", coding_id=1)
    w.add(schema.memo, coder_id=w.coder_id, text="A joint one.", interview_id=1)


def _add_speakers(w: WriteContext) -> None:
    said = (
        ("Interviewer", "interviewer", None, 4),
        ("Head", "participant", 1, 6),
        ("Deputy", "participant", 2, 5),
    )
    for label, kind, person_id, words in said:
        w.add(schema.speaker, transcript_id=1, label=label, kind=kind, person_id=person_id, words=words)
        if person_id is not None:
            w.add(schema.participation, interview_id=1, person_id=person_id)
