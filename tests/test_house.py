"""What holds for the whole house: who may import what, how long things are, what start-up loads."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.sources import parsed

ROOT = Path(__file__).parents[1]
STOREYS = ("app", "coding", "storage")
# pandas, pyqtgraph, matplotlib and Alembic together take 1.5 s and 100 MB.
HEAVY = {
    "alembic",
    "docx",
    "lxml",
    "matplotlib",
    "openpyxl",
    "pandas",
    "pypdfium2",
    "pyqtgraph",
    "xlsxwriter",
}
QT = {"PySide6", "shiboken6", "pyqtgraph"}


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def imported(path: Path) -> set[str]:
    """Return the top-level names that a module imports anywhere."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def loaded_by(code: str) -> set[str]:
    """Return the top-level modules that are there after a fresh Python ran this."""
    script = f"import sys\n{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, text=True, timeout=60
    )
    return set(run.stdout.split())


# --- storeys ---


def test_the_rules_of_coding_stand_on_little() -> None:
    allowed = {*sys.stdlib_module_names, "coding", "markdown_it", "numpy", "pandas", "rapidfuzz", "regex"}
    wrong = {path.name: imported(path) - allowed for path in modules("coding")}
    assert {name: names for name, names in wrong.items() if names} == {}


def test_storage_opens_a_study_without_anything_heavy() -> None:
    assert loaded_by("import storage.study.study_file, storage.operations.codings") & (HEAVY | QT) == set()


def test_one_sqlite_opens_every_study() -> None:
    """A second one in the process would drop the first one's locks."""
    using = {
        path.relative_to(ROOT).as_posix(): imported(path) & {"sqlite3", "sqlcipher3", "apsw"}
        for path in modules(*STOREYS)
    }
    # The standard library's types stand for those of the other.
    assert {name: found for name, found in using.items() if found} == {
        "storage/study/sqlite.py": {"sqlite3", "sqlcipher3"}
    }
    assert "_sqlite3" not in loaded_by("import storage.study.study_file, storage.queries.study_data")


def test_the_window_starts_without_anything_heavy() -> None:
    at_need = HEAVY | {"filelock", "numpy", "rapidfuzz"}
    assert loaded_by("import app.window.window, app.window.application") & at_need == set()


def test_what_is_no_qt_is_loaded_before_it() -> None:
    no_window = (
        "import main\nsys.modules['app.shell.quick_imports'] = None\n"
        "try: main.main([])\nexcept ImportError: pass"
    )
    assert loaded_by(no_window) & ({"sqlalchemy"} | QT) == {"sqlalchemy"}


def test_the_process_that_reads_pdfs_holds_little_else() -> None:
    loaded = loaded_by("import storage.readers.pdf_child")
    assert loaded & (HEAVY | QT | {"numpy", "rapidfuzz", "sqlalchemy"}) == {"pypdfium2"}


def test_no_pdf_is_opened_where_the_study_is() -> None:
    assert "pypdfium2" not in loaded_by("import storage.readers.pdf")


def test_garbage_is_looked_for_seldom() -> None:
    help_ = "import gc, main\ntry: main.main(['--help'])\nexcept SystemExit: pass"
    assert loaded_by(f"{help_}\nassert gc.get_threshold()[0] > 9999")


def test_what_is_hardly_used_of_sqlalchemy_is_loaded_when_it_is() -> None:
    start = "import main\nmain.load_when_used()\nimport storage.study.study_file\n"
    assert loaded_by(start) & {"email", "ssl"} == set()  # which come with them
    use = "import asyncio, importlib.metadata as about\nasyncio.run(asyncio.sleep(0))\nabout.version('regex')"
    assert loaded_by(start + use) >= {"email", "ssl"}


def test_the_window_starts_without_reading_sources() -> None:
    code = (
        "import linecache, main, types\n"
        "starting = sys.modules['app.window.application'] = types.ModuleType('app.window.application')\n"
        "starting.run = lambda *_args, **_kwargs: __import__('app.window.window')\n"
        "main.main([])\n"
        "assert not [path for path in linecache.cache if path.endswith(('window.py', 'study_file.py'))]"
    )
    assert "storage" in loaded_by(code)


def test_a_sub_command_loads_no_qt() -> None:
    code = "import main\ntry: main.main(['--help'])\nexcept SystemExit: pass"
    assert loaded_by(code) & QT == set()


# --- what is pressed now is deleted later ---

# By these Qt deletes a widget at once, or Python does; each has a helper that does it later.
AT_ONCE = {"setWidget": "app/widgets/forms.py", "setMenu": "app/widgets/menus.py"}
NEVER = ("setIndexWidget", "setItemWidget", "setCellWidget", "removeItemWidget", "removeCellWidget")


def deleting_at_once() -> Iterator[str]:
    for path in modules("app"):
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(parsed(path)):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="_completer"))):
                    pass  # its widget is the one that it completes for
                case ast.Call(func=ast.Attribute(attr=called)):
                    if called in NEVER or AT_ONCE.get(called, name) != name:
                        yield f"{name}:{node.lineno} {called}"
                case _:
                    pass


def test_no_widget_is_deleted_while_it_is_pressed() -> None:
    assert list(deleting_at_once()) == []


# --- one name for one thing ---


def followed_by_string(path: Path) -> Iterator[int]:
    """Yield the lines that name a table of changes by a string instead of by storage/study/tables.py."""
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Call(func=ast.Attribute(attr="touches"), args=named):
                pass
            case ast.Call(func=ast.Attribute(attr="get", value=ast.Attribute(attr="rows")), args=named):
                pass
            case ast.Subscript(value=ast.Attribute(attr="rows"), slice=key):
                named = [key]
            case ast.Assign(targets=[ast.Name(id="tables" | "_TABLES" | "TABLES")], value=value):
                named = [value]
            case _:
                continue
        words = (word for each in named for word in ast.walk(each))
        if any(isinstance(word, ast.Constant) and isinstance(word.value, str) for word in words):
            yield node.lineno


def test_no_view_repeats_the_name_of_a_table() -> None:
    found = {str(path.relative_to(ROOT)): [*followed_by_string(path)] for path in modules("app", "storage")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_class_name_occurs_once() -> None:
    named: dict[str, list[str]] = {}
    for path in modules(*STOREYS):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                named.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    assert {name: where for name, where in named.items() if len(where) > 1} == {}


# --- sizes ---


def test_no_module_is_longer_than_450_lines() -> None:
    lengths = {
        path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in modules(*STOREYS)
    }
    assert {str(path): n for path, n in lengths.items() if n > 450} == {}


def test_functions_are_short() -> None:
    lengths = {
        f"{path.relative_to(ROOT)}:{function.name}": lines_of(function)
        for path in modules(*STOREYS)
        for function in functions(path)
    }
    assert {name: n for name, n in lengths.items() if n > 50} == {}
    assert median(lengths.values()) <= 6
    assert sum(n <= 25 for n in lengths.values()) >= 0.9 * len(lengths)


# --- what is said nowhere ---


def test_every_dependency_is_pinned_with_hashes_and_no_server_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [re.split(r"[<>=\[; ]", line)[0].lower() for line in project["project"]["dependencies"]]
    pinned = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    assert [name for name in wanted if not re.search(rf"^{name}==\S+( ;.*)? \\$", pinned, re.MULTILINE)] == []
    for path in (ROOT / "requirements").iterdir():
        text = path.read_text("utf-8")
        assert not re.search(r"https?:|--(extra-)?index|--find-links|file:", text), path.name


def test_headless_knows_no_qt() -> None:
    text = (ROOT / "requirements" / "headless.txt").read_text("utf-8")
    assert not re.search(r"^(pyside6|shiboken6|pytest-qt|pyqtgraph)", text, re.MULTILINE | re.IGNORECASE)


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is no clone")
def test_what_is_kept_names_no_place_of_ours() -> None:
    kinds = {".py", ".md", ".toml", ".txt", ".yml", ".yaml", ".cff", ""}
    texts = [path for path in tracked() if path.suffix in kinds]
    place = re.compile(r"/(work|home|root)/[a-z]")
    found = [str(path) for path in texts if place.search(path.read_text("utf-8", errors="replace"))]
    assert found == []
