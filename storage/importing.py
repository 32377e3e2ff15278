"""From files and folders to an ImportPlan: readers, and the rules of coding/. Nothing is stored here."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import Connection

from coding.arrivals import Arrival, ImportPlan, IncomingFile, KnownInterview, KnownPost, KnownStudy
from coding.errors import UnreadableError
from coding.guesses import arrive, gathered
from coding.hand_marks import UNREAD, HandRules
from coding.progress import Progress, silent
from storage.queries.codebook import current_framework_id, framework, meanings
from storage.queries.people import people, posts, roles, rounds, schools
from storage.queries.texts import interviews, participants
from storage.readers.files import read_file

# Of a folder, files with these endings are looked at; the others (recordings, pictures) are passed over.
_TEXTS: Final = frozenset({".docx", ".txt", ".doc", ".rtf", ".odt", ".pdf", ".text", ".docm"})
_FOLDERS_SEEN: Final = 4
_NUMBER: Final = re.compile(r"(\d+)")


class _Found(NamedTuple):
    path: Path
    folders: tuple[str, ...]  # the nearest first


def plan_import(
    paths: Sequence[Path], known: KnownStudy, rules: HandRules = UNREAD, *, progress: Progress = silent
) -> ImportPlan:
    """Read files and folders (with what is in them) and guess what they are.

    A file that cannot be read is a row with its reason. ``progress(done, total, name)`` is called
    before each file and may raise CancelledError. Needs no study to be open.
    """
    found, passed_over = _files(paths)
    arrivals: list[Arrival] = []
    for done, file in enumerate(found):
        progress(done, len(found), file.path.name)
        arrivals.append(arrive(_incoming(file), known, rules))
    return gathered(ImportPlan(tuple(arrivals), known, tuple(passed_over), rules))


def _incoming(found: _Found) -> IncomingFile:
    path, name = _storable(str(found.path)), _storable(found.path.name)
    folders = tuple(map(_storable, found.folders))
    try:
        document, sha256 = read_file(found.path)
    except UnreadableError as error:
        problem = " ".join(filter(None, (error.what, error.remedy)))
        return IncomingFile(path, name, folders, problem=problem)
    return IncomingFile(path, name, folders, sha256, document)


def _storable(name: str) -> str:
    """Return a name with a sign in place of bytes that are no text; old archives hold such names."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _files(paths: Sequence[Path]) -> tuple[list[_Found], list[str]]:
    """Return the files to read, each once, as a person would order them, and the names passed over."""
    found: dict[Path, _Found] = {}
    passed_over: list[str] = []
    for path in paths:
        if not path.is_dir():
            near = tuple(parent.name for parent in path.absolute().parents if parent.name)
            found.setdefault(path.absolute(), _Found(path, near[:_FOLDERS_SEEN]))
            continue
        for inside in _walk(path):
            if inside.suffix.lower() in _TEXTS:
                found.setdefault(inside.absolute(), _Found(inside, _folders_within(inside, path)))
            else:
                passed_over.append(_storable(str(inside.relative_to(path))))
    return list(found.values()), passed_over


def _walk(folder: Path) -> Iterator[Path]:
    """Find the files in a folder and below, without hidden ones and those that Word locks with."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=_natural)
        for name in sorted(names, key=_natural):
            if not name.startswith((".", "~$")):
                yield Path(where, name)


def _folders_within(path: Path, top: Path) -> tuple[str, ...]:
    """Return the folders from the file's own up to the one that was chosen."""
    inside = path.parent.relative_to(top).parts
    return (*reversed(inside), top.absolute().name)


def _natural(name: str) -> list[tuple[int, str]]:
    """Order "interview 2" before "interview 10"."""
    return [(int(part), "") if part.isdigit() else (0, part.casefold()) for part in _NUMBER.split(name)]


def known_study(connection: Connection, framework_id: int | None = None) -> KnownStudy:
    """Return what a study knows that guesses are held against.

    Hand-written codes are read with this framework; without one with the study's current one.
    """
    framework_id = framework_id or current_framework_id(connection)
    names = {person.id: person.name for person in people(connection)}
    round_names = {round_.id: round_.name for round_ in rounds(connection)}
    letters = {school.id: school.letter for school in schools(connection)}
    numbers = {role.id: role.number for role in roles(connection)}
    taking_part = participants(connection)
    held = interviews(connection)
    return KnownStudy(
        tuple(schools(connection)),
        tuple(rounds(connection)),
        tuple(roles(connection)),
        tuple(names.values()),
        tuple(
            KnownPost(
                names[post.person_id],
                round_names[post.round_id],
                letters[post.school_id],
                numbers[post.role_id],
                post.title,
            )
            for post in posts(connection)
        ),
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
        None if framework_id is None else framework(connection, framework_id),
        meanings(connection, "label"),
        meanings(connection, "colour"),
    )


def _words(title: str, round_: str) -> str:
    return f"{title} ({round_})" if round_ else title
