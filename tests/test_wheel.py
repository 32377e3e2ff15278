"""The wheel holds all that the program reads: built once, from what git knows, and compared file by file."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from app.cli.main import commands
from app.cli.self_test import _steps
from tests.test_house import ROOT, tracked

NOT_READ = {"__pycache__"}
PARTS = ("app", "coding", "storage", "resources", "docs")
FOR_BUILDERS = {"docs/house.md"}
BUILD = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"


def test_the_wheel_holds_every_file_that_is_read(tmp_path: Path) -> None:
    source, files = tmp_path / "source", [path.relative_to(ROOT) for path in tracked()]
    ours = {path for path in files if path.parts[0] in PARTS}
    for path in {*ours, Path("main.py"), Path("pyproject.toml"), Path("README.md"), Path("LICENSE")}:
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, source / path)
    subprocess.run([sys.executable, "-c", BUILD, str(tmp_path)], cwd=source, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        held = set(wheel.namelist())
        entry = wheel.read(next(name for name in held if name.endswith("entry_points.txt"))).decode()
    assert {path.as_posix() for path in ours} - held == set()
    assert "main.py" in held and not [name for name in held if name.startswith(("tests/", "packaging/"))]
    assert "strandline = main:main" in entry


def test_the_program_tries_every_sub_command_of_its_own() -> None:
    tried = {step.words[0] for step in _steps()}
    there = {each.name for each in commands.registered_commands if not each.hidden}
    assert there - tried == {"self-test"}
