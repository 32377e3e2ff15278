"""A study with a password: nobody reads a word of it without, whatever happens to the program."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile, copytree
from tempfile import TemporaryDirectory

import pytest

from coding.errors import DamagedError, PasswordNeededError, UserError, WrongPasswordError
from storage.operations.studies import rename_study, set_up_study
from storage.operations.withdrawing import withdraw_person
from storage.study import passwords, study_file
from storage.study.checks.soundness import what_is_wrong
from storage.study.connection import connect
from storage.study.keeping.restore_points import restore_points
from storage.study.keys import key_of, let_go, unlocked
from storage.study.passwords import RestorePoints, set_password
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, fill

PASSWORD = "Zwölf Äpfel"
ROOT = Path(__file__).parents[2]
PLAIN = b"SQLite format 3\0"
# What fill() and the tests write, and what every study holds.
WORDS = [b"Saltmere", b"trust each", b"unintelligible", b"CREATE TABLE", b"confidence", b"SQLite format"]


@pytest.fixture(scope="module")
def made_secret(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a study with a password, and of its restore point; every key takes its time."""
    folder = tmp_path_factory.mktemp("secret")
    path = Path(copyfile(filled, folder / "study.strandline"))
    set_password(path, None, PASSWORD)
    with StudyFile.open(path, PASSWORD):
        pass
    assert len(restore_points(path)) == 1
    return folder


@pytest.fixture
def secret(made_secret: Path, tmp_path: Path) -> Path:
    copytree(made_secret, tmp_path, dirs_exist_ok=True)
    return tmp_path / "study.strandline"


def plain_words(folder: Path) -> list[tuple[str, bytes]]:
    """Return the words of a study that stand readable in any file of a folder and those below."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    return [
        (file.name, word) for file in files for word in WORDS if word.lower() in file.read_bytes().lower()
    ]


def points_of(path: Path) -> Iterator[Path]:
    return (point.path for point in restore_points(path))


# --- nobody looks in ---


def test_a_closed_study_is_locked_whoever_still_points_at_its_key(secret: Path) -> None:
    with StudyFile.open(secret, PASSWORD):
        lingering = key_of(secret)
        own = unlocked(secret)
    assert lingering is not None
    connect(secret, read_only=True).close()  # by the key that is still held
    let_go(own)
    with pytest.raises(PasswordNeededError):
        unlocked(secret)
    with pytest.raises(PasswordNeededError):
        connect(secret, read_only=True)


@pytest.mark.parametrize("open_it", [StudyFile.open, StudyFile.open_for_reading])
def test_a_study_that_could_not_be_opened_is_locked(
    secret: Path, monkeypatch: pytest.MonkeyPatch, open_it: Callable[[Path, str], StudyFile]
) -> None:
    def refuse(_path: Path) -> int:
        raise UserError("It is damaged.")

    monkeypatch.setattr(study_file, "look_before_opening", refuse)
    with pytest.raises(UserError) as shown:  # and all that its traceback points at
        open_it(secret, PASSWORD)
    assert shown.value.__traceback__ is not None
    with pytest.raises(PasswordNeededError):
        unlocked(secret)


def test_no_word_lies_readable_in_any_file(tmp_path: Path) -> None:
    path = tmp_path / "study.strandline"
    with StudyFile.create(path, set_up_study("Saltmere Partnership", "Me"), PASSWORD) as study:
        study.perform(fill())
        study.perform(rename_study("in confidence"))
        study.save_copy(tmp_path / "copy.strandline")
        assert {file.name for file in tmp_path.iterdir()} > {path.name, path.name + "-wal", "copy.strandline"}
        assert plain_words(tmp_path) == []
        study.undo()
        study.perform(rename_study("Saltmere"))
    with StudyFile.open(path, PASSWORD) as study:
        study.perform(rename_study("Saltmere again"))
    assert len(restore_points(path)) == 1
    assert plain_words(tmp_path) == []
    with StudyFile.open(tmp_path / "copy.strandline", PASSWORD) as copy:
        assert copy.check() == []


KILLED = """
import os, signal, sys
from pathlib import Path
from storage.operations.studies import rename_study
from storage.study.connection import raw
from storage.study.study_file import StudyFile

study = StudyFile.open(Path(sys.argv[1]), sys.argv[2])
study.perform(rename_study("Saltmere in confidence"))
writer = raw(study._writer)
writer.execute("PRAGMA cache_size = 1")
writer.execute("BEGIN IMMEDIATE")
writer.execute("CREATE TEMP TABLE held AS SELECT * FROM transcript")
writer.execute("UPDATE search_content SET c0 = c0 || c0 || hex(zeroblob(20000))")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_not_even_after_the_program_was_killed_while_it_wrote(secret: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(secret), PASSWORD],
        check=False,
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary), "PYTHONPATH": "."},
    )
    assert run.returncode == -signal.SIGKILL
    assert (tmp_path / "study.strandline-wal").stat().st_size > 0
    assert plain_words(tmp_path) == []
    with pytest.raises(WrongPasswordError):
        StudyFile.open(secret, "another")
    with StudyFile.open(secret, PASSWORD) as study:
        assert study.check() == []
        assert study.history(1)[0].kind == "rename_study"
    assert plain_words(tmp_path) == []


HALF_CLOSED = """
import os, signal, sys
from pathlib import Path
from storage.study import keys, sqlite

path = Path(sys.argv[1])
connection = sqlite.connect(path.as_uri(), keys.unlocked(path, sys.argv[2]).pragma)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE search_content SET c0 = c0 || hex(zeroblob(20000))")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("open_it", [StudyFile.open, StudyFile.open_for_reading])
def test_a_wrong_password_harms_no_study_that_was_cut_short(
    secret: Path, open_it: Callable[[Path, str], StudyFile]
) -> None:
    subprocess.run(
        [sys.executable, "-c", HALF_CLOSED, str(secret), PASSWORD],
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": "."},
    )
    assert secret.with_name(secret.name + "-journal").stat().st_size > 0
    with pytest.raises(WrongPasswordError):
        open_it(secret, "another")
    with open_it(secret, PASSWORD) as study:
        assert study.check() == []
        assert len(dump(study)["found"]) == 2


# --- opening ---


def test_without_its_password_a_study_stays_closed(secret: Path) -> None:
    before = secret.read_bytes()
    with pytest.raises(PasswordNeededError):
        StudyFile.open(secret)
    with pytest.raises(PasswordNeededError):
        StudyFile.open_for_reading(secret)
    with pytest.raises(WrongPasswordError) as found:
        StudyFile.open(secret, "zwölf äpfel")
    assert str(found.value) == "This is not the password of “study.strandline”."
    assert secret.read_bytes() == before
    assert not secret.with_name(secret.name + ".lock").exists()


def test_a_password_is_the_same_however_its_letters_were_typed(secret: Path) -> None:
    with StudyFile.open(secret, "Zwo\u0308lf A\u0308pfel") as study:
        assert study.history(1)


def test_an_empty_password_is_none(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="empty"):
        StudyFile.create(tmp_path / "new.strandline", set_up_study("New", "Me"), "")
    assert list(tmp_path.iterdir()) == []


def test_whoever_has_it_open_needs_the_password_once(secret: Path) -> None:
    """Jobs, looks at restore points and copies open connections of their own."""
    with StudyFile.open(secret, PASSWORD) as study:
        with StudyFile.open_for_reading(secret) as beside:
            assert dump(beside) == dump(study)
        with StudyFile.open_for_reading(next(points_of(secret))) as point:
            assert dump(point) == dump(study)
        with pytest.raises(WrongPasswordError):
            StudyFile.open_for_reading(secret, "another")
    with pytest.raises(PasswordNeededError):
        connect(secret, read_only=True)
    with pytest.raises(PasswordNeededError):
        connect(next(points_of(secret)), read_only=True)


@pytest.fixture
def guarded(made_secret: Path) -> Iterator[Path]:
    """Return a study with a password in a folder that may not be written, not even by root."""
    with TemporaryDirectory() as folder:
        path = Path(copyfile(made_secret / "study.strandline", Path(folder, "study.strandline")))
        root = os.geteuid() == 0
        if root:
            os.chown(folder, 65534, 65534)
            os.chown(path, 65534, 65534)
            os.seteuid(65534)
        Path(folder).chmod(0o500)
        try:
            yield path
        finally:
            if root:
                os.seteuid(0)
            Path(folder).chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_it_opens_where_nothing_may_be_written(guarded: Path) -> None:
    for open_it in (StudyFile.open, StudyFile.open_for_reading):
        with open_it(guarded, PASSWORD) as study:
            assert study.read_only
            assert study.check() == []
            assert dump(study)["coding"]
    with pytest.raises(UserError, match="may not be written"):
        set_password(guarded, PASSWORD, "new")


def test_a_damaged_page_is_said_to_be_one(secret: Path) -> None:
    content = bytearray(secret.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 + 99] ^= 1
    secret.write_bytes(content)
    with pytest.raises(DamagedError):
        StudyFile.open(secret, PASSWORD)


def test_what_is_no_study_asks_for_no_password(tmp_path: Path) -> None:
    path = tmp_path / "letter.strandline"
    path.write_bytes(os.urandom(4096))
    with pytest.raises(UserError, match="is not a Strandline study"):
        StudyFile.open(path)


def test_a_study_without_a_password_minds_none(filled: Path) -> None:
    assert plain_words(filled.parent)
    with StudyFile.open_for_reading(filled, PASSWORD) as study:
        assert study.check() == []
    assert filled.read_bytes().startswith(PLAIN)


def test_a_study_whose_file_is_replaced_rescues_itself_encrypted(secret: Path, tmp_path: Path) -> None:
    with StudyFile.open(secret, PASSWORD) as study:
        secret.unlink()
        with pytest.raises(UserError):
            study.perform(rename_study("in confidence"))
        assert study.rescued
    assert plain_words(tmp_path) == []
    with StudyFile.open_for_reading(study.rescued, PASSWORD) as rescued:
        assert rescued.check() == []


def test_what_is_taken_out_leaves_no_readable_word_either(secret: Path, tmp_path: Path) -> None:
    """The file is written anew without what is gone: VACUUM works in a file of its own."""
    with StudyFile.open(secret, PASSWORD) as study:
        study.perform_irreversibly(withdraw_person(1))
        assert study.check() == []
        assert plain_words(tmp_path) == []
    with StudyFile.open(secret, PASSWORD) as study:
        assert study.check() == []


# --- setting, changing and removing it ---


def test_it_is_set_changed_and_removed_with_every_row_as_it_was(filled: Path, tmp_path: Path) -> None:
    path = Path(copyfile(filled, tmp_path / "study.strandline"))
    with StudyFile.open(path) as study:
        before = dump(study)
        history = study.history()
    for old, new in ((None, "one"), ("one", "two"), ("two", None)):
        assert set_password(path, old, new) == []
        for file in (path, *points_of(path)):
            assert file.read_bytes().startswith(PLAIN) == (new is None)
            with StudyFile.open_for_reading(file, new) as study:
                assert (dump(study), study.history(), study.check()) == (before, history, [])
    with StudyFile.open(path) as study:
        study.undo()


def test_a_wrong_password_changes_nothing(secret: Path) -> None:
    before = secret.read_bytes()
    for wrong in (None, "another"):
        with pytest.raises((PasswordNeededError, WrongPasswordError)):
            set_password(secret, wrong, "new")
    assert secret.read_bytes() == before


def test_restore_points_may_go_instead(filled: Path, tmp_path: Path) -> None:
    path = Path(copyfile(filled, tmp_path / "study.strandline"))
    with StudyFile.open(path):
        pass
    point = next(points_of(path))
    copyfile(point, point.with_name("under another name.strandline"))
    set_password(path, None, PASSWORD, RestorePoints.GO)
    assert plain_words(tmp_path) == []
    assert list(points_of(path)) == []


def test_copies_and_leftovers_in_their_folder_follow_too(filled: Path, tmp_path: Path) -> None:
    path = Path(copyfile(filled, tmp_path / "study.strandline"))
    with StudyFile.open(path):
        pass
    point = next(points_of(path))
    copyfile(point, point.with_name("under another name.strandline"))
    point.with_name(f"{point.name}.log-wal").write_bytes(b"in confidence")
    assert set_password(path, None, PASSWORD) == []
    assert plain_words(tmp_path) == []
    with StudyFile.open_for_reading(point.with_name("under another name.strandline"), PASSWORD) as copy:
        assert copy.check() == []


def test_restore_points_that_cannot_follow_are_named_and_left(secret: Path) -> None:
    point = next(points_of(secret))
    damaged = point.with_name("study 2014-01-01.strandline")
    damaged.write_bytes(b"damaged" * 1000)
    other = Path(copyfile(point, point.with_name("study 2015-01-01.strandline")))
    set_password(other, PASSWORD, "of its own", RestorePoints.FOLLOW)
    assert sorted(set_password(secret, PASSWORD, "new")) == [damaged, other]
    assert damaged.read_bytes() == b"damaged" * 1000
    with StudyFile.open_for_reading(other, "of its own") as left:
        assert left.check() == []
    with StudyFile.open_for_reading(point, "new") as followed:
        assert followed.check() == []


def test_a_study_with_a_fault_is_written_anew_fault_and_all(filled: Path, tmp_path: Path) -> None:
    path = Path(copyfile(filled, tmp_path / "study.strandline"))
    with closing(connect(path)) as connection:
        connection.exec_driver_sql("UPDATE change SET image = '{' WHERE id = 1")
        connection.commit()
        faults = what_is_wrong(connection)
    assert faults
    assert set_password(path, None, PASSWORD) == []
    with closing(connect(path, read_only=True, key=unlocked(path, PASSWORD))) as connection:
        assert what_is_wrong(connection) == faults


def test_a_study_that_cannot_be_read_whole_is_left_as_it_is(secret: Path) -> None:
    content = bytearray(secret.read_bytes())
    content[-2000] ^= 1
    secret.write_bytes(content)
    with pytest.raises(UserError, match="damaged"):
        set_password(secret, PASSWORD, "new", RestorePoints.GO)
    assert secret.read_bytes() == content
    assert len(restore_points(secret)) == 1


def test_what_was_cut_short_is_taken_up_again(
    secret: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The restore points go first: a study whose password was not changed still opens as before."""
    whole = passwords.export_to

    def full(connection: object, part: Path, key: object) -> None:
        if part.parent == secret.parent:
            raise KeyboardInterrupt
        whole(connection, part, key)  # type: ignore[arg-type]

    monkeypatch.setattr(passwords, "export_to", full)
    with pytest.raises(KeyboardInterrupt):
        set_password(secret, PASSWORD, "new")
    monkeypatch.undo()
    with StudyFile.open_for_reading(next(points_of(secret)), "new"):
        pass
    assert set_password(secret, PASSWORD, "new") == []
    for file in (secret, *points_of(secret)):
        with StudyFile.open_for_reading(file, "new") as study:
            assert study.check() == []
    assert not [file for file in tmp_path.rglob("*") if file.suffix in {".part", ".lock"}]


def test_a_study_of_an_earlier_format_comes_up_to_date_with_its_password(tmp_path: Path) -> None:
    for version in (1, 2):
        path = tmp_path / f"{version}.strandline"
        copyfile(ROOT / f"tests/data/version_{version}.strandline", path)
        set_password(path, None, PASSWORD)
        with StudyFile.open(path, PASSWORD) as study:
            assert study.check() == []
        assert not [file for file in tmp_path.rglob("*.strandline") if file.read_bytes().startswith(PLAIN)]


def test_an_open_study_keeps_its_password(secret: Path) -> None:
    with StudyFile.open(secret, PASSWORD), pytest.raises(UserError, match="already open"):
        set_password(secret, PASSWORD, "new")


def test_no_key_is_shown_where_it_could_be_logged(secret: Path) -> None:
    with StudyFile.open(secret, PASSWORD) as study, closing(connect(secret)) as connection:
        seen = f"{study.__dict__} {connection!r} {connection.engine!r} {connection.engine.__dict__}"
        secret_of_it = study._key.pragma if study._key else "?"
        assert secret_of_it[2:66] not in seen
