"""Passwords on the command line: from a file or a variable, never as an argument."""

from pathlib import Path
from shutil import copyfile

import pytest

from app.cli.main import run_command
from coding.errors import PasswordNeededError
from coding.privacy.masking import Pseudonym
from storage.privacy.pseudonym_list import write_key
from storage.resources import resource
from storage.study.study_file import StudyFile

SHIPPED = resource("sample_study", "Saltmere Partnership.strandline")
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STRANDLINE_PASSWORD", raising=False)


def password_file(folder: Path, password: str) -> Path:
    path = folder / f"{len(list(folder.iterdir()))}.txt"
    path.write_text(f"{password}\nanother line\n", "utf-8-sig")
    return path


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = Path(copyfile(SHIPPED, tmp_path / "secret.strandline"))
    new = password_file(tmp_path, "wörter")
    assert run_command(["password", str(path), "--new-password-file", str(new)]) == 0
    with pytest.raises(PasswordNeededError):
        StudyFile.open_for_reading(path)
    return path


def commands_on(study: Path, folder: Path) -> list[list[str]]:
    """Return every sub-command that opens a study that is there."""
    interview = folder / "new.txt"
    interview.write_text("Interviewer: How is it going?\nHead: We trust each other.\n")
    return [
        ["info", str(study)],
        ["frequencies", str(study)],
        ["passages", str(study), "--strand", "HSC"],
        ["check", str(study)],
        ["history", str(study)],
        ["export", str(study), str(folder / "codings.csv")],
        ["share", str(study), str(folder / "shared.strandline")],
        ["import", str(study), str(interview), "--dry-run"],
        ["import", str(study), str(interview)],
        ["undo", str(study)],
    ]


def test_every_sub_command_takes_the_password(secret: Path, tmp_path: Path, capsys: Output) -> None:
    right, wrong = password_file(tmp_path, "wörter"), password_file(tmp_path, "worter")
    for words in commands_on(secret, tmp_path):
        capsys.readouterr()
        assert run_command(words) == 1
        assert capsys.readouterr().err == (
            "strandline: “secret.strandline” has a password. "
            "Name a file with --password-file, or set STRANDLINE_PASSWORD.\n"
        )
        assert run_command([*words, "--password-file", str(wrong)]) == 1
        assert capsys.readouterr().err == "strandline: This is not the password of “secret.strandline”.\n", (
            words
        )
        assert run_command([*words, "--password-file", str(right)]) == 0, words


def test_a_variable_does_as_well_and_a_file_goes_before_it(
    secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRANDLINE_PASSWORD", "wörter")
    assert run_command(["info", str(secret)]) == 0
    assert run_command(["info", str(secret), "--password-file", str(password_file(tmp_path, "no"))]) == 1
    assert run_command(["info", str(SHIPPED)]) == 0


def test_a_new_study_has_it_from_the_beginning(tmp_path: Path) -> None:
    words = ["new", str(tmp_path / "oak"), "--password-file", str(password_file(tmp_path, "wörter"))]
    assert run_command(words) == 0
    with pytest.raises(PasswordNeededError):
        StudyFile.open_for_reading(tmp_path / "oak.strandline")
    with StudyFile.open(tmp_path / "oak.strandline", "wörter") as study:
        assert study.check() == []


def test_it_is_changed_and_removed(secret: Path, tmp_path: Path, capsys: Output) -> None:
    old, new = password_file(tmp_path, "wörter"), password_file(tmp_path, "neu")
    change = ["password", str(secret), "--password-file"]
    assert run_command([*change, str(old), "--new-password-file", str(new)]) == 0
    assert run_command([*change, str(old), "--remove"]) == 1
    assert "not the password" in capsys.readouterr().err
    assert run_command([*change, str(new), "--remove", "--delete-restore-points"]) == 0
    assert run_command(["info", str(secret)]) == 0


def test_an_encrypted_key_has_a_password_of_its_own(secret: Path, tmp_path: Path, capsys: Output) -> None:
    write_key(tmp_path / "key.strandkey", [Pseudonym("Trust", "Faith")], "names")
    mine, of_key = password_file(tmp_path, "wörter"), password_file(tmp_path, "names")
    interview = tmp_path / "new.txt"
    interview.write_text("Interviewer: How is it going?\nHead: Trust is all.\n")
    share = ["share", str(secret), str(tmp_path / "shared"), "--password-file", str(mine), "--key"]
    take = ["import", str(secret), str(interview), "--password-file", str(mine), "--dry-run", "--mask"]
    for words in (share, take):
        assert run_command([*words, str(tmp_path / "key.strandkey")]) == 1
        assert capsys.readouterr().err.endswith(
            "“key.strandkey” has a password. Name a file with --key-password-file.\n"
        )
        key = [str(tmp_path / "key.strandkey"), "--key-password-file"]
        assert run_command([*words, *key, str(mine)]) == 1
        assert run_command([*words, *key, str(of_key)]) == 0


def test_wrong_usage_is_said_to_be(secret: Path, tmp_path: Path, capsys: Output) -> None:
    new = str(password_file(tmp_path, "neu"))
    assert run_command(["password", str(secret)]) == 2
    assert run_command(["password", str(secret), "--remove", "--new-password-file", new]) == 2
    for content in (None, b"", b"\xff\xff"):
        if content is not None:
            (tmp_path / "no words.txt").write_bytes(content)
        capsys.readouterr()
        assert run_command(["info", str(secret), "--password-file", str(tmp_path / "no words.txt")]) == 1
        assert "no password in “no words.txt”" in capsys.readouterr().err
