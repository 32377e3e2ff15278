"""The study file: opening, locking, what may go wrong with file and disk, and coming out of it whole."""

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from shutil import copyfile
from stat import S_IRUSR, S_IXUSR
from typing import Any

import pytest

from coding.errors import (
    DamagedError,
    DiskFullError,
    LockedError,
    NotAStudyError,
    ReadOnlyError,
    TooNewError,
    UserError,
)
from storage.operations.codings import toggle_code
from storage.operations.studies import rename_study, set_up_study
from storage.queries.people import study_details
from storage.study import schema
from storage.study.connection import raw
from storage.study.open_checks import problems_of
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile
from tests.locks import is_locked
from tests.storage.dumps import dump

ENDINGS = ("-wal", "-shm", "-journal", ".lock", ".part")


def names(path: Path) -> set[str]:
    """Return the endings of what lies beside a study."""
    return {name for name in ENDINGS if path.with_name(path.name + name).exists()}


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    """Return a closed study."""
    return Path(copyfile(filled, tmp_path / "study.strandline"))


@pytest.fixture
def guarded(filled: Path) -> Iterator[Path]:
    """Return a closed study in a folder where permissions bind, even for root."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(copyfile(filled, Path(folder, "study.strandline")))
        root = os.geteuid() == 0
        if root:
            os.chown(folder, 65534, 65534)
            os.chown(path, 65534, 65534)
            os.seteuid(65534)
        try:
            yield path
        finally:
            if root:
                os.seteuid(0)
            Path(folder).chmod(0o700)


# --- opening and closing ---


def test_a_closed_study_is_one_file(study: StudyFile) -> None:
    study.perform(rename_study("Changed"))
    study.close()
    assert names(study.path) == set()
    with closing(sqlite3.connect(study.path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_closing_twice_is_harmless(study: StudyFile) -> None:
    study.close()
    study.close()


def test_what_was_done_is_there_tomorrow(study: StudyFile) -> None:
    study.perform(rename_study("Changed"))
    study.close()
    with StudyFile.open(study.path) as again:
        assert study_details(again.reader).name == "Changed"


def test_closing_while_somebody_reads_leaves_a_sound_study(study: StudyFile) -> None:
    study.perform(rename_study("Changed"))
    reading = StudyFile.open_for_reading(study.path)
    raw(reading.reader).execute("BEGIN")
    assert study_details(reading.reader).name == "Changed"
    study.close()
    reading.close()
    with StudyFile.open(study.path) as again:
        assert again.check() == []
        assert study_details(again.reader).name == "Changed"
    assert names(study.path) == set()


def test_creating_over_a_file_is_refused(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ReadOnlyError, match="already there"):
        StudyFile.create(path, set_up_study("New", "Me"))
    assert path.read_bytes() == before


def test_a_study_that_cannot_be_set_up_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no framework called"):
        StudyFile.create(tmp_path / "a.strandline", set_up_study("New", "Me", "nonsense"))
    assert list(tmp_path.iterdir()) == []


@operation("Take the study’s place")
def take_the_place(w: WriteContext, path: str) -> None:
    w.add(schema.coder, name="Me")
    Path(path).mkdir()


def test_a_new_study_that_cannot_be_put_in_its_place_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.strandline"
    with pytest.raises(UserError, match="cannot be written"):
        StudyFile.create(path, take_the_place(str(path)))
    path.rmdir()
    assert list(tmp_path.iterdir()) == []


def test_a_new_study_that_cannot_be_opened_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = StudyFile.__init__

    def refuse(study: StudyFile, path: Path, *rest: Any) -> None:
        if path.suffix != ".part":
            raise sqlite3.OperationalError("disk I/O error")
        made(study, path, *rest)

    monkeypatch.setattr(StudyFile, "__init__", refuse)
    with pytest.raises(sqlite3.OperationalError):
        StudyFile.create(tmp_path / "a.strandline", set_up_study("New", "Me"))
    assert list(tmp_path.iterdir()) == []


# --- one writer ---


def test_a_second_window_is_refused(study: StudyFile) -> None:
    with pytest.raises(LockedError, match="another window"):
        StudyFile.open(study.path)
    study.perform(rename_study("Still mine"))


def test_a_link_is_the_study_it_leads_to(study: StudyFile, tmp_path: Path) -> None:
    link = tmp_path / "link.strandline"
    link.symlink_to(study.path)
    with pytest.raises(LockedError):
        StudyFile.open(link)
    with StudyFile.open_for_reading(link) as reading:
        assert reading.path == study.path


def test_a_closed_window_lets_the_next_one_in(study: StudyFile) -> None:
    study.close()
    with StudyFile.open(study.path) as again:
        assert not again.read_only


def test_reading_goes_on_beside_a_window(study: StudyFile) -> None:
    with StudyFile.open_for_reading(study.path) as reading:
        study.perform(rename_study("Changed"))
        assert study_details(reading.reader).name == "Changed"
        with pytest.raises(ReadOnlyError):
            reading.perform(rename_study("Not by me"))


# --- what is no study, or no longer one ---


@pytest.mark.parametrize(
    "content", [b"", b"Dear diary", b"PK\x03\x04" + b"\0" * 200, b"SQLite format 3\0" + b"\0" * 84]
)
def test_something_else_is_not_a_study(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.strandline"
    path.write_bytes(content)
    with pytest.raises(NotAStudyError, match="not a Strandline study"):
        StudyFile.open(path)
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_another_program_s_database_is_not_a_study(tmp_path: Path) -> None:
    path = tmp_path / "a.strandline"
    change(path, "CREATE TABLE notes (id)")
    with pytest.raises(NotAStudyError):
        StudyFile.open(path)


@operation("Write half a character")
def half_a_character(w: WriteContext) -> None:
    w.add(schema.person, name="Oak \ud83d")


def test_half_a_character_is_refused_in_words(study: StudyFile) -> None:
    before = dump(study)
    with pytest.raises(UserError, match="broken character"):
        study.perform(half_a_character())
    assert dump(study) == before


def test_half_a_typed_character_becomes_a_sign_that_is_seen(study: StudyFile) -> None:
    study.perform(rename_study("Oak \ud83d"))
    assert study_details(study.reader).name == "Oak \ufffd"


def test_a_folder_and_a_missing_file_are_not_studies(tmp_path: Path) -> None:
    with pytest.raises(NotAStudyError):
        StudyFile.open(tmp_path)
    with pytest.raises(NotAStudyError, match="There is no file"):
        StudyFile.open(tmp_path / "gone.strandline")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON coding BEGIN DELETE FROM interview; END",
        "CREATE VIEW evil AS SELECT * FROM person",
    ],
)
def test_a_study_with_instructions_is_refused(path: Path, statement: str) -> None:
    change(path, statement)
    with pytest.raises(DamagedError, match="instruction that no study has"):
        StudyFile.open(path)


def test_a_study_without_its_tables_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "half.strandline"
    change(
        path,
        f"PRAGMA application_id = {schema.APPLICATION_ID}",
        f"PRAGMA user_version = {schema.SCHEMA_VERSION}",
        "CREATE TABLE coder (id INTEGER PRIMARY KEY)",
    )
    for open_it in (StudyFile.open, StudyFile.open_for_reading):
        with pytest.raises(DamagedError, match="incomplete"):
            open_it(path)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_damage_deep_inside_is_said_wherever_it_is_met(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'coding'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with StudyFile.open(path) as study, path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
        file.flush()
        with pytest.raises(DamagedError):
            study.reader.execute(schema.coding.select()).all()


def test_a_file_that_may_not_be_read_says_so(guarded: Path) -> None:
    guarded.chmod(0)
    for open_it in (StudyFile.open, StudyFile.open_for_reading):
        with pytest.raises(ReadOnlyError, match="may not be read"):
            open_it(guarded)


def test_a_name_that_is_too_long_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 300 + ".strandline")
    with pytest.raises(NotAStudyError):
        StudyFile.open(path)
    with pytest.raises(UserError, match="too long"):
        StudyFile.create(path, set_up_study("New", "Me"))


# --- a file that goes away while it is open ---


def test_nothing_is_written_to_a_study_that_is_gone(study: StudyFile, tmp_path: Path) -> None:
    study.perform(toggle_code(1, 0, 5, 15))
    study.path.unlink()
    for act in (lambda: study.perform(rename_study("Lost")), study.undo):
        with pytest.raises(ReadOnlyError, match="moved or replaced"):
            act()
    rescued = tmp_path / "rescued.strandline"
    study.save_copy(rescued)
    with StudyFile.open(rescued) as copy:
        assert copy.check() == []
        assert copy.history(1)[0].kind == "toggle_code"


def test_nothing_is_written_where_another_file_took_the_place(study: StudyFile, filled: Path) -> None:
    other = Path(copyfile(filled, study.path.with_name("other")))
    other.replace(study.path)
    with pytest.raises(ReadOnlyError, match="replaced"):
        study.perform(rename_study("Lost"))


def test_a_study_with_a_hole_is_said_to_be_damaged(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 8192))
    with pytest.raises(DamagedError), StudyFile.open(path) as study:
        study.history()
    assert names(path) == set()


def test_check_finds_what_leads_nowhere_and_lies_outside(path: Path) -> None:
    change(path, "UPDATE coding SET code_id = 999 WHERE id = 1", "UPDATE coding SET end = 999 WHERE id = 2")
    assert problems_of(path) == [
        "A row of “coding” points at something that is not there.",
        "1 coding lies outside its transcript.",
    ]


def test_check_looks_at_every_place_and_every_text_of_ours(path: Path) -> None:
    astray = ("UPDATE turn SET end = 999 WHERE id = 3", "UPDATE mark SET end = 98 WHERE id = 1")
    change(path, *astray, "UPDATE change SET image = '{\"evil\": 1}' WHERE id = 1")
    assert sorted(problems_of(path)) == [
        "1 row of “change” cannot be read.",
        "1 row of “mark” lies outside its transcript.",
        "1 row of “turn” lies outside its transcript.",
    ]


# --- where nothing may be written ---


def test_a_file_that_may_not_be_written_opens_for_reading(guarded: Path) -> None:
    guarded.chmod(S_IRUSR)
    with StudyFile.open(guarded) as study:
        assert study.read_only
        assert len(study.history()) == 2
        with pytest.raises(ReadOnlyError, match="for reading only"):
            study.perform(rename_study("No"))


def test_a_folder_that_may_not_be_written_opens_for_reading(guarded: Path) -> None:
    guarded.parent.chmod(S_IRUSR | S_IXUSR)
    with StudyFile.open(guarded) as study:
        assert study.read_only
        assert study.check() == []
        assert dump(study)["coding"]


def test_no_study_is_made_where_nothing_may_be_written(guarded: Path) -> None:
    guarded.parent.chmod(S_IRUSR | S_IXUSR)
    with pytest.raises(ReadOnlyError, match="may not be written"):
        StudyFile.create(guarded.with_name("new.strandline"), set_up_study("New", "Me"))


# --- full disks and sudden ends ---


@operation("Write much")
def write_much(w: WriteContext) -> None:
    w.add(schema.memo, coder_id=1, text="much " * 200_000, interview_id=1)


def test_a_full_disk_loses_nothing_and_does_not_end_the_work(study: StudyFile) -> None:
    before = dump(study)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, hard))
    try:
        with pytest.raises(DiskFullError, match="everything before it is safe"):
            study.perform(write_much())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert dump(study) == before
    study.perform(write_much())
    study.undo()
    assert dump(study) == before
    assert study.check() == []


_DIES = """
import os, signal, sys
from pathlib import Path
from storage.study import schema
from storage.study.operation import operation
from storage.operations.codings import toggle_code
from storage.study.open_checks import problems_of
from storage.study.study_file import StudyFile

@operation("Die half-way")
def die(w):
    w.add(schema.memo, coder_id=1, text="half " * 2_000_000, interview_id=1)
    os.kill(os.getpid(), signal.SIGKILL)

study = StudyFile.open(Path(sys.argv[1]))
study.perform(toggle_code(1, 0, 5, 15))
study.perform(die())
"""


def test_a_sudden_end_keeps_what_was_done_and_nothing_half_done(path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _DIES, str(path)], cwd=Path(__file__).parents[2], check=False
    )
    assert ended.returncode < 0
    assert "-wal" in names(path)
    with StudyFile.open(path) as study:
        assert study.history(1)[0].kind == "toggle_code"
        assert study.check() == []
        study.undo()
    assert names(path) == set()


@pytest.mark.parametrize("open_it", [StudyFile.open_for_reading, StudyFile.open])
def test_what_only_the_log_holds_is_read(path: Path, open_it: Callable[[Path], StudyFile]) -> None:
    subprocess.run([sys.executable, "-c", _DIES, str(path)], cwd=Path(__file__).parents[2], check=False)
    with open_it(path) as study:
        assert len(dump(study)["coding"]) == 4


# --- copies ---


def test_a_copy_is_a_whole_study_of_its_own(study: StudyFile, tmp_path: Path) -> None:
    study.perform(toggle_code(1, 0, 5, 15))
    target = tmp_path / "copy.strandline"
    study.save_copy(target)
    study.perform(rename_study("Later"))
    with StudyFile.open(target) as copy:
        assert len(dump(copy)["coding"]) == 4
        assert study_details(copy.reader).name == "Saltmere Partnership"
        copy.undo()
    assert names(target) == set()


def test_a_study_is_not_copied_over_itself_or_one_that_is_open(study: StudyFile, filled: Path) -> None:
    with pytest.raises(UserError, match="the study itself"):
        study.save_copy(study.path)
    other = Path(copyfile(filled, study.path.with_name("other.strandline")))
    with StudyFile.open(other), pytest.raises(LockedError):
        study.save_copy(other)
    study.perform(rename_study("Still here"))
    study.close()
    with StudyFile.open(study.path) as again:
        assert study_details(again.reader).name == "Still here"


def test_a_copy_takes_nothing_over_from_what_it_replaces(
    study: StudyFile, filled: Path, tmp_path: Path
) -> None:
    target = Path(copyfile(filled, tmp_path / "crashed.strandline"))
    subprocess.run([sys.executable, "-c", _DIES, str(target)], cwd=Path(__file__).parents[2], check=False)
    assert "-wal" in names(target)
    study.save_copy(target)
    with StudyFile.open(target) as copy:
        assert copy.check() == []
        assert dump(copy) == dump(study)


def test_a_folder_is_no_target_for_a_copy(study: StudyFile, tmp_path: Path) -> None:
    (tmp_path / "folder.strandline").mkdir()
    with pytest.raises(UserError, match="is a folder"):
        study.save_copy(tmp_path / "folder.strandline")


def test_a_copy_that_fails_leaves_the_old_one(study: StudyFile, tmp_path: Path) -> None:
    target = tmp_path / "missing" / "copy.strandline"
    with pytest.raises(Exception, match="There is no folder"):
        study.save_copy(target)
    assert not target.parent.exists()


# --- what a program that died leaves ---


HALF_WRITTEN = """
import os, signal, sqlite3, sys

connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE search_content SET c0 = c0 || hex(zeroblob(20000))")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("open_it", [StudyFile.open, StudyFile.open_for_reading])
def test_a_study_killed_while_it_is_written_in_place_opens_again(
    study: StudyFile, open_it: Callable[[Path], StudyFile]
) -> None:
    """Its journal is hot: only a writer can roll it back."""
    before = dump(study)
    study.close()
    subprocess.run([sys.executable, "-c", HALF_WRITTEN, str(study.path)], check=False)
    assert names(study.path) == {"-journal"}
    with open_it(study.path) as again:
        assert dump(again) == before
        assert again.check() == []
    assert names(study.path) == set()


def test_a_study_made_by_half_is_refused_in_words(study: StudyFile) -> None:
    study.close()
    change(study.path, "DELETE FROM study")
    with pytest.raises(DamagedError, match="incomplete"):
        StudyFile.open(study.path)


def test_a_new_study_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "new.strandline"
    there: list[bool] = []

    @operation("watch")
    def watch(_writing: WriteContext) -> None:
        there.append(path.exists())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        StudyFile.create(path, watch())
    assert there == [False]
    assert list(tmp_path.iterdir()) == []


def test_what_an_earlier_attempt_left_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "new.strandline.part").write_text("half")
    with StudyFile.create(tmp_path / "new.strandline", set_up_study("New", "Me")) as study:
        assert study.check() == []
    assert [path.name for path in tmp_path.iterdir()] == ["new.strandline"]


@pytest.mark.skipif(os.name == "nt", reason="Windows holds locks by the handle")
@pytest.mark.parametrize("open_it", [StudyFile.open, StudyFile.open_for_reading])
def test_looking_at_an_open_study_leaves_its_lock_alone(
    study: StudyFile, open_it: Callable[[Path], StudyFile]
) -> None:
    with suppress(LockedError):
        open_it(study.path).close()
    assert is_locked(study.path)


def test_what_a_program_left_that_died_while_it_copied_is_swept(path: Path) -> None:
    for name in (".strandline-0123abcd.part", ".strandline-0123abcd.part-journal"):
        left = path.with_name(name)
        left.write_bytes(b"half")
        os.utime(left, (1e9, 1e9))
    StudyFile.open(path).close()
    assert list(path.parent.glob(".strandline-*")) == []


# --- formats ---


def test_a_newer_study_that_allows_it_is_read_and_not_changed(study: StudyFile) -> None:
    path = study.path
    study.close()
    change(path, "PRAGMA user_version = 99", "ALTER TABLE study ADD COLUMN mood TEXT")
    before = path.read_bytes()
    with StudyFile.open(path) as newer:
        assert newer.is_newer
        assert newer.read_only
        assert newer.history(1)
        with pytest.raises(ReadOnlyError):
            newer.perform(rename_study("Other"))
    assert path.read_bytes() == before


@pytest.mark.parametrize("reads_from", ["99", "0", "-1", "'abc'", "x'00'"])
def test_a_newer_study_that_does_not_is_refused_untouched(study: StudyFile, reads_from: str) -> None:
    path = study.path
    study.close()
    change(path, "PRAGMA user_version = 99", f"UPDATE study SET reads_from = {reads_from}")
    before = path.read_bytes()
    with pytest.raises(TooNewError):
        StudyFile.open(path)
    assert path.read_bytes() == before


def test_a_lock_that_another_account_left_is_named_and_deleting_it_helps(
    filled: Path, tmp_path: Path
) -> None:
    path = Path(copyfile(filled, tmp_path / "study.strandline"))
    before = path.read_bytes()
    left = path.with_name(path.name + ".lock")
    left.mkdir()  # nobody, not even root, opens it as a lock, as nobody opens another account's
    with pytest.raises(LockedError, match=r"study\.strandline\.lock.*left by somebody else") as said:
        StudyFile.open(path)
    assert "delete" in said.value.remedy
    assert path.read_bytes() == before
    left.rmdir()
    StudyFile.open(path).close()


def test_a_study_in_which_nobody_is_known_to_speak_opens(study: StudyFile) -> None:
    path = study.path
    study.close()
    change(path, "UPDATE turn SET speaker_id = NULL", "DELETE FROM speaker")
    with StudyFile.open(path) as again:
        assert again.check() == []
