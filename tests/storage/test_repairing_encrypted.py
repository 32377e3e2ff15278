"""Repairing a study with a password: as one without, and nobody reads a word of what is written for it."""

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from coding.errors import DamagedError, WrongPasswordError
from storage.operations.studies import rename_study
from storage.study import sqlite
from storage.study.keeping.copying import beside
from storage.study.keeping.restore_points import restore_points
from storage.study.keys import Key, unlocked
from storage.study.passwords import set_password
from storage.study.repair import repairing
from storage.study.repair.decrypting import RESERVED, decrypted, key_of_damaged
from storage.study.repair.repairing import Repaired, repair
from storage.study.repair.salvage import TABLES, salvage
from storage.study.study_file import StudyFile
from tests.storage.test_passwords import PASSWORD, plain_words
from tests.storage.test_repairing import PAGE, SAMPLE, damaged, zeroed

Content = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample study with a password, closed; its history has many lines."""
    path = Path(copyfile(SAMPLE, tmp_path_factory.mktemp("sample") / "study.strandline"))
    set_password(path, None, PASSWORD)
    return path


@pytest.fixture(scope="module")
def key(secret: Path) -> Key:
    """Return its key, which takes its time to derive: held by all tests."""
    found = unlocked(secret, PASSWORD)
    assert found is not None
    return found


def content(path: Path, key: Key | None) -> Content:
    """Return the rows of all tables, but for the line of the history that tells of the repair."""
    pragma = "" if key is None else key.pragma
    with closing(sqlite.connect(path.as_uri() + "?mode=ro", pragma)) as connection:
        return {
            table.name: [
                row
                for row in connection.execute(f'SELECT * FROM "{table.name}" ORDER BY id')
                if "repair" not in row
            ]
            for table in TABLES
        }


def repaired(path: Path, key: Key, tmp_path: Path) -> tuple[Repaired, Path]:
    """Repair a study; the old one stays, the new one is sound and encrypted, nothing is left beside them."""
    before, there = path.read_bytes(), set(tmp_path.iterdir())
    new = tmp_path / "new.strandline"
    new.unlink(missing_ok=True)
    done = repair(path, new, key)
    assert path.read_bytes() == before
    assert set(tmp_path.iterdir()) == there | {new}
    assert plain_words(tmp_path) == []
    with StudyFile.open_for_reading(new) as study:
        assert study.check() == []
    return done, new


def test_of_a_sound_one_all_is_saved(secret: Path, key: Key, tmp_path: Path) -> None:
    done, new = repaired(Path(copyfile(secret, tmp_path / "old.strandline")), key, tmp_path)
    assert done.losses.sentences == []
    assert content(new, key) == content(secret, key)


def test_its_pages_are_decrypted_as_sqlcipher_does(secret: Path, key: Key, tmp_path: Path) -> None:
    data, n_damaged = decrypted(secret.read_bytes(), key)
    assert (data[:16], data[20], n_damaged) == (b"SQLite format 3\0", 80, 0)
    (tmp_path / "plain.strandline").write_bytes(data)
    assert content(tmp_path / "plain.strandline", None) == content(secret, key)


def test_the_new_one_has_the_same_password(secret: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.strandline"
    repair(secret, new, key_of_damaged(secret, PASSWORD))
    with pytest.raises(WrongPasswordError):
        unlocked(new, PASSWORD.lower())
    with StudyFile.open(new, PASSWORD) as study:
        study.perform(rename_study("Onwards"))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.4, 0.7, 0.95])
def test_a_page_lost_is_lost_as_without_a_password(
    secret: Path, key: Key, tmp_path: Path, share: float
) -> None:
    """What is saved is what is saved where the same page is lost of the plain file."""
    data, page = secret.read_bytes(), int(share * secret.stat().st_size) // PAGE + 1
    lost = bytearray(zeroed(data, page))
    lost[:16] = data[:16]
    done, _new = repaired(damaged(bytes(lost), tmp_path), key, tmp_path)
    without_password = salvage(zeroed(decrypted(data, key)[0], page), RESERVED)
    assert salvage(decrypted(bytes(lost), key)[0], RESERVED).rows == without_password.rows
    assert done.losses.damaged_pages == 1
    assert "1 page of the file is damaged" in done.losses.sentences[-1]


@pytest.mark.parametrize("seed", range(8))
def test_bytes_that_are_wrong(secret: Path, key: Key, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(secret.read_bytes())
    places = [chance.randrange(16, len(data)) for _n in range(chance.choice([1, 20, 200]))]
    for at in places:
        data[at] ^= 1 << chance.randrange(8)
    done, new = repaired(damaged(bytes(data), tmp_path), key, tmp_path)
    assert 1 <= done.losses.damaged_pages <= len({at // PAGE for at in places})
    with StudyFile.open(new) as study:
        study.restore_point = None
        study.perform(rename_study("Onwards"))
        study.undo()
        assert all(entry.words for entry in study.history())


def test_a_damaged_block_spoils_its_letters_only(secret: Path, key: Key, tmp_path: Path) -> None:
    plain, _n = decrypted(secret.read_bytes(), key)
    text = max((row[2] for row in content(secret, key)["transcript"]), key=lambda each: len(str(each)))
    assert isinstance(text, str)
    at = plain.index(text[6000:6100].encode())
    data = bytearray(secret.read_bytes())
    data[at] ^= 1
    _done, new = repaired(damaged(bytes(data), tmp_path), key, tmp_path)
    now = next(row[2] for row in content(new, key)["transcript"] if str(row[2])[:500] == text[:500])
    wrong = [letter for letter in str(now) if letter == "�"]
    assert wrong and str(now)[:5960] == text[:5960] and str(now)[-500:] == text[-500:]


@pytest.mark.parametrize("share", [0.3, 0.42, 0.6])
def test_a_file_that_is_cut_short(secret: Path, key: Key, tmp_path: Path, share: float) -> None:
    data = secret.read_bytes()
    done, _new = repaired(damaged(data[: int(len(data) * share)], tmp_path), key, tmp_path)
    assert done.saved["interview"] == 20
    assert done.losses.sentences


def test_a_log_that_was_left_is_taken_in_without_a_plain_word(
    secret: Path, key: Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, died = (tmp_path / f"{name}.strandline" for name in ("open", "died"))
    with StudyFile.open(Path(copyfile(secret, old))) as study:
        study.restore_point = None
        study.perform(rename_study("In confidence"))
        for end in ("", "-wal"):
            copyfile(beside(old, end), beside(died, end))
    aside: list[str] = []

    def recover(path: Path) -> None:
        aside.extend(file.name for file in path.parent.iterdir())
        assert plain_words(tmp_path) == []
        recovering(path)
        assert plain_words(tmp_path) == []

    recovering: Callable[[Path], None] = repairing.recover
    monkeypatch.setattr(repairing, "recover", recover)
    _done, new = repaired(died, key, tmp_path)
    assert sorted(aside) == ["died.strandline", "died.strandline-wal"]
    assert content(new, key)["study"][0][2] == "In confidence"


# --- the password -----------------------------------------------------------------------------------


def test_a_wrong_password_says_so_and_nothing_else(secret: Path, tmp_path: Path) -> None:
    path = Path(copyfile(secret, tmp_path / "study.strandline"))
    with pytest.raises(WrongPasswordError) as said:
        key_of_damaged(path, "another")
    assert str(said.value) == "This is not the password of “study.strandline”."
    assert list(tmp_path.iterdir()) == [path]


def test_without_its_first_page_a_password_fits_the_others(secret: Path, tmp_path: Path) -> None:
    data = bytearray(zeroed(secret.read_bytes(), 1))
    data[:16] = secret.read_bytes()[:16]
    path = damaged(bytes(data), tmp_path)
    with pytest.raises(WrongPasswordError):
        unlocked(path, PASSWORD)
    with pytest.raises(WrongPasswordError):
        key_of_damaged(path, "another")
    key = key_of_damaged(path, PASSWORD)
    assert key is not None
    _done, new = repaired(path, key, tmp_path)
    before, after = content(secret, key), content(new, key)
    assert all(after[name] == before[name] for name in ("coding", "transcript", "turn", "code", "person"))


@pytest.mark.parametrize("first_bytes", [bytes(16), b"\x07" * 16])
def test_where_the_first_bytes_are_lost_restore_points_have_them(
    secret: Path, tmp_path: Path, first_bytes: bytes
) -> None:
    path = Path(copyfile(secret, tmp_path / "study.strandline"))
    with StudyFile.open(path, PASSWORD) as study:
        study.perform(rename_study("Kept"))
    assert restore_points(path)
    path.write_bytes(first_bytes + path.read_bytes()[16:])
    with pytest.raises(WrongPasswordError):
        key_of_damaged(path, "another")
    done = repair(path, tmp_path / "new.strandline", key_of_damaged(path, PASSWORD))
    assert done.losses.damaged_pages == 0
    with StudyFile.open_for_reading(tmp_path / "new.strandline", PASSWORD) as study:
        assert study.check() == []


def test_of_noise_nothing_can_be_saved(tmp_path: Path) -> None:
    path = damaged(random.Random(3).randbytes(50_000), tmp_path)
    assert key_of_damaged(path, None) is None
    assert key_of_damaged(path, PASSWORD) is None
    with pytest.raises(DamagedError, match="Nothing of “damaged"):
        repair(path, tmp_path / "new.strandline")
    assert list(tmp_path.iterdir()) == [path]


def test_a_plain_study_needs_none(tmp_path: Path) -> None:
    assert key_of_damaged(damaged(SAMPLE.read_bytes(), tmp_path), PASSWORD) is None
    assert key_of_damaged(damaged(zeroed(SAMPLE.read_bytes(), 1), tmp_path), None) is None
