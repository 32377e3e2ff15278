"""From files and folders to an ImportPlan: readers, and the rules of coding/. Nothing is stored here."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Connection

from coding.errors import UnreadableError
from coding.intake.again import StoredText, talk_of
from coding.intake.arriving import added
from coding.intake.interpretation import interpret_file
from coding.intake.known_study import KnownInterview, KnownPost, KnownStudy
from coding.intake.plan import Batch, ImportPlan, ImportRow, IncomingFile
from coding.notation.hand_marks import UNREAD, HandRules
from coding.notation.questions import ListedQuestion
from coding.progress import Progress, silent
from coding.survey.filled_forms import looks_like_form
from coding.survey.recognising import are_answers
from coding.text.dates import DateOrder
from storage.intake.answer_sheets import sheets_of
from storage.intake.file_discovery import (
    FoundFile,
    coded_in,
    files_of,
    incoming,
    spoken,
    table_rows,
    tables_of,
    unread,
)
from storage.queries.cases import cases
from storage.queries.codebook import current_framework_id, framework, meanings
from storage.queries.people import people, posts, roles, rounds, schools, speaker_labels
from storage.queries.questions import questions
from storage.queries.survey_instruments import survey_of
from storage.queries.texts import interviews, participants, transcript
from storage.readers.kinds import Export, ending_of
from storage.readers.pdf_process import pdf_process
from storage.roles import post_words
from storage.shipped_surveys import partnership_survey


def plan_import(
    paths: Sequence[Path],
    known: KnownStudy,
    rules: HandRules = UNREAD,
    *,
    beside: Connection | None = None,
    progress: Progress = silent,
) -> ImportPlan:
    """Read files, folders and zip archives (with what is in them) and guess what they are.

    A file that cannot be read is a row with its reason. A spreadsheet that is about the files fills the plan
    in. ``progress(done, total, name)`` is called before each file and may raise CancelledError. Needs no
    study to be open; what is left out is what the study ``beside`` has already.
    """
    batch = read_batch(paths, known, rules, progress=progress)
    stored = () if beside is None else stored_texts(beside, batch.rows)
    return added(ImportPlan(known=known, rules=rules), batch, stored)


def read_batch(
    paths: Sequence[Path], known: KnownStudy, rules: HandRules, *, progress: Progress = silent
) -> Batch:
    """Read files, folders and archives, each file by itself; the rest is as for plan_import()."""
    read: list[Batch] = []
    with ExitStack() as opened:
        found, ignored_files = files_of(paths, opened)
        opened.enter_context(pdf_process(lambda: progress(done, len(found), file.name)))
        for done, file in enumerate(found):
            progress(done, len(found), file.name)
            read.append(_of_table(file, known, rules) if file.is_table else _of_text(file, known, rules))
    return Batch(
        tuple(row for one in read for row in one.rows),
        tuple(table for one in read for table in one.tables),
        tuple(segment for one in read for segment in one.segments),
        tuple(ignored_files),
        tuple(dict.fromkeys(path for one in read for path in one.surveys)),
        (known, rules),
    )


def _of_text(file: FoundFile, known: KnownStudy, rules: HandRules) -> Batch:
    came = incoming(file)
    if _is_form(came, known):
        return Batch(surveys=(file.on_disk,))
    return Batch((interpret_file(came, known, rules),))


def _is_form(came: IncomingFile, known: KnownStudy) -> bool:
    """Tell a form of the survey that was filled in with Word."""
    if ending_of(came.name) != Export.WORD:
        return False
    return looks_like_form(came.document, [known.survey or partnership_survey()])


def _of_table(file: FoundFile, known: KnownStudy, rules: HandRules) -> Batch:
    """Return what a spreadsheet is: what was coded elsewhere, a transcript, or who is who."""
    try:
        sha256, sheets = table_rows(file)
        if segments := coded_in(sheets):
            return Batch(segments=tuple(segments))
        transcript = spoken(file, sha256, sheets)
        if transcript is None and are_answers(sheets_of(file), known, partnership_survey()):
            return Batch(surveys=(file.on_disk,))
        if transcript is None:
            return Batch(tables=tables_of(file))
    except UnreadableError as error:
        transcript = unread(file, error)
    return Batch((interpret_file(transcript, known, rules),))


def stored_texts(connection: Connection, rows: Sequence[ImportRow]) -> tuple[StoredText, ...]:
    """Return the texts of the study that could be those of files: with as many words, or of the same name."""
    words, talks = {row.words for row in rows}, {talk_of(row.file.stem) for row in rows}
    round_names = {round_.id: round_.name for round_ in rounds(connection)}
    held = [
        interview
        for interview in interviews(connection)
        if interview.words in words or talk_of(interview.title) in talks
    ]
    return tuple(
        StoredText(
            interview.title,
            _words(interview.title, round_names.get(interview.round_id or 0, "")),
            interview.words,
            stored.text,
        )
        for interview in held
        if (stored := transcript(connection, interview.id)) is not None
    )


def known_study(
    connection: Connection, framework_id: int | None = None, date_order: DateOrder | None = None
) -> KnownStudy:
    """Return what a study knows that guesses are held against.

    Hand-written codes are read with this framework; without one with the study's current one. ``date_order``
    is how this computer writes dates.
    """
    framework_id = framework_id or current_framework_id(connection)
    codebook = None if framework_id is None else framework(connection, framework_id)
    names = {person.id: person.name for person in people(connection)}
    round_names = {round_.id: round_.name for round_ in rounds(connection)}
    taking_part = participants(connection)
    held = interviews(connection)
    return KnownStudy(
        tuple(schools(connection)),
        tuple(rounds(connection)),
        tuple(roles(connection)),
        tuple(names.values()),
        _posts(connection, names, round_names),
        tuple(
            KnownInterview(
                interview.title,
                round_names.get(interview.round_id or 0, ""),
                interview.source_sha256,
                tuple(names[person_id] for person_id in taking_part.get(interview.id, ())),
            )
            for interview in held
        ),
        {
            interview.source_sha256: _words(interview.title, round_names.get(interview.round_id or 0, ""))
            for interview in held
            if interview.source_sha256
        },
        codebook,
        meanings(connection, codebook, "label") if codebook else {},
        meanings(connection, codebook, "colour") if codebook else {},
        _questions(connection, round_names),
        speaker_labels(connection),
        post_words(),
        date_order,
        tuple(case.name for case in cases(connection)),
        survey_of(connection),
    )


def _posts(
    connection: Connection, names: dict[int, str], round_names: dict[int, str]
) -> tuple[KnownPost, ...]:
    """Return the posts by the names of people and rounds, which are given by id."""
    letters = {school.id: school.letter for school in schools(connection)}
    numbers = {role.id: role.number for role in roles(connection)}
    return tuple(
        KnownPost(
            names[post.person_id],
            round_names[post.round_id],
            letters[post.school_id],
            numbers[post.role_id],
            post.title,
        )
        for post in posts(connection)
    )


def _questions(connection: Connection, round_names: dict[int, str]) -> dict[str, tuple[ListedQuestion, ...]]:
    """Return what each round asks that has a list, by the round's name."""
    found: dict[str, tuple[ListedQuestion, ...]] = {}
    for asked in questions(connection):
        name = round_names[asked.round_id]
        found[name] = (*found.get(name, ()), ListedQuestion(asked.text, asked.code_ids))
    return found


def _words(title: str, round_: str) -> str:
    return f"{title} ({round_})" if round_ else title
