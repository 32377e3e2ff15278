"""``strandline self-test``: whether everything works on this computer, tried on the sample study.

What a person would type is run as a person would run it, on copies in a folder that is gone afterwards;
settings and studies are left alone.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Final

import typer

from app.cli.study import PASSWORD_VARIABLE
from coding.language import _, plural
from storage.readers.kinds import ANSWERS, FRAMEWORKS, MEMOS, Export
from storage.resources import resource, version
from storage.sample_study import SHIPPED
from storage.this_program import this_program

WALK: Final = "--walk-pages"
"""What main.py is started with to show every page once; nobody types it."""

_LONGEST: Final = 300.0  # seconds for one step
_SAMPLE, _OWN, _DAMAGED = "sample.strandline", "own.strandline", "damaged.strandline"
_PASSWORD: Final = "a quiet harbour"  # noqa: S105 - of a study that is gone in a minute
_HOMES: Final = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")


@dataclass(frozen=True, slots=True)
class _Step:
    """What is typed, and the exit status that is right."""

    words: tuple[str, ...]
    status: int = 0
    makes: str = ""  # a file that is to be there, and hold something, afterwards


def _step(*words: str, status: int = 0, makes: str = "") -> _Step:
    return _Step(words, status, makes)


def _making(*words: str) -> _Step:
    """Return a step whose last word is the file that it writes."""
    return _Step(words, makes=words[-1])


def _steps() -> Iterator[_Step]:
    """Yield every sub-command at least once, with what it is given, and the pages of the window."""
    yield _step("--version")
    yield _step("new", _OWN, "--coder", "A. Reader", makes=_OWN)
    yield _step("import", _OWN, str(resource("sample_study", "interviews")), "--inline-codes", "--comments")
    yield from (_step(command, _OWN) for command in ("info", "check", "undo", "history"))
    readings = ("codebook", "frequencies", "spread", "together", "matrix", "passages", "quoted")
    yield from (_step(command, _SAMPLE) for command in (*readings, "views", "questions", "memos", "history"))
    yield _step("new-codes", _SAMPLE, status=1)  # its codes were there before the interviews
    yield from (_making("export", _SAMPLE, f"exported{ending}") for ending in Export)
    yield _making("export", _SAMPLE, "table.csv")
    yield from (_making("questions", _SAMPLE, f"answers{ending}") for ending in ANSWERS)
    yield from (_making("memos", _SAMPLE, f"memos{ending}") for ending in MEMOS)
    yield _making("matrix", _SAMPLE, "--out", "matrix.docx")
    yield from (_making("framework", _SAMPLE, "export", f"framework{ending}") for ending in FRAMEWORKS)
    yield _step("framework", _OWN, "import", f"framework{Export.WORKBOOK}", "--copy")
    yield from (_step("survey", _SAMPLE, what) for what in ("statements", "results"))
    yield _making("survey", _SAMPLE, "form", "--out", "form.docx")
    yield _making("survey", _SAMPLE, "results", "--out", "survey.png")
    yield _step("outcomes", _SAMPLE)
    yield _step("joint", _SAMPLE)
    yield _making("joint", _SAMPLE, "--by", "school", "--out", "joint.docx")
    yield _making("outcomes", _SAMPLE, "--out", "outcomes.docx")
    yield _step("joint", _SAMPLE, "--by", "moonlight", status=2)
    yield _step("check-chapter", _SAMPLE, f"exported{Export.WORD}")
    yield _step("share", _SAMPLE, "masked.strandline", "--second-coder", makes="masked.strandline")
    yield _step("merge", _SAMPLE, "masked.strandline", "--dry-run")
    yield _step("restore", _OWN, "--list")
    yield _step("agreement", _SAMPLE, status=1)  # one coder agrees with nobody
    yield _step("check", _DAMAGED, status=1)
    yield _step("repair", _DAMAGED, "repaired.strandline", makes="repaired.strandline")
    yield _step("password", _OWN, "--new-password-file", "password.txt")
    yield _step("info", _OWN, status=1)  # without its password
    yield _step("info", _OWN, "--password-file", "password.txt")
    yield _step("info", "nothing.strandline", status=1)
    yield _step("frequencies", _SAMPLE, "--by", "moonlight", status=2)
    yield _step(WALK, _SAMPLE)


def test_all() -> None:
    """Try everything, say what works, and end with 1 where something does not."""
    typer.echo(_("Strandline {version} is tried on a copy of the sample study.").format(version=version()))
    with TemporaryDirectory(prefix="strandline-") as made:
        folder = Path(made).resolve()
        _prepare(folder)
        failures = sum(_fails(step, folder) for step in _steps())
    if failures:
        typer.echo(plural("{n} step does not work.", "{n} steps do not work.", failures), err=True)
        raise typer.Exit(1)
    typer.echo(_("Everything works."))


def _prepare(folder: Path) -> None:
    copyfile(SHIPPED, folder / _SAMPLE)
    copyfile(SHIPPED, folder / _DAMAGED)
    with (folder / _DAMAGED).open("r+b") as damaged:
        damaged.seek(100)  # behind the head of the file
        damaged.write(b"\xff" * 4000)
    (folder / "password.txt").write_text(_PASSWORD, "utf-8")


def _fails(step: _Step, folder: Path) -> bool:
    """Run a step and say how it went."""
    trouble = _trouble(step, folder)
    shown = " ".join(word.removeprefix(f"{resource()}{os.sep}") for word in step.words)
    typer.echo(f"  {_('FAILS') if trouble else _('works')}  {shown}")
    if trouble:
        typer.echo(trouble, err=True)
    return bool(trouble)


def _trouble(step: _Step, folder: Path) -> str:
    """Return what is wrong with how a step ended, or nothing."""
    status, said = _run(this_program(*step.words), folder)
    if status != step.status:
        return (
            _("It ended with {status}, not {right}.").format(status=status, right=step.status) + f"\n{said}"
        )
    made = folder / step.makes
    if step.makes and not (made.is_file() and made.stat().st_size):
        return _("{name} was not written.").format(name=step.makes)
    return ""


def _run(command: Sequence[str], folder: Path) -> tuple[int, str]:
    """Run in a folder that is home, too; return the exit status and what was said as errors."""
    try:
        run = subprocess.run(  # noqa: S603 - ourselves
            command,
            cwd=folder,
            env=_surroundings(folder),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return -1, _("It did not end within {n} seconds.").format(n=round(_LONGEST))
    return run.returncode, run.stderr.decode("utf-8", "replace").strip()


def _surroundings(folder: Path) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != PASSWORD_VARIABLE}
    homes = dict.fromkeys(_HOMES, str(folder))
    return kept | homes | {"STRANDLINE_DATA": str(folder / "data"), "QT_QPA_PLATFORM": "offscreen"}
