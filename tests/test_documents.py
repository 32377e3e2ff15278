"""What README, CONTRIBUTING and the pages of docs/ name is there; every action has its line in the manual.

How they write: what is typed, a menu entry and a path stand as code; keys in <kbd>; what the window
calls something in italics, with a capital letter.
"""

import ast
import re
import shlex
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import typer.main
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.cli.main import commands
from app.shell.actions import ACTIONS, GESTURES, ActionSpec
from app.transcript.keyboard import STRAND_KEYS, read_key
from storage.manual import CONTENTS
from storage.resources import version

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    *(f"docs/{source}" for source in CONTENTS),
    "docs/house.md",
    "docs/performance.md",
)
STOREYS = ("app", "coding", "storage")
TOP = {*STOREYS, "tests", "docs", "packaging", "requirements", "resources", ".ci", ".github"}
GROUP = typer.main.get_group(commands)
KEYS = {
    "↓": "Down",
    "↑": "Up",
    "←": "Left",
    "→": "Right",
    "Enter": "Return",
    "Page Up": "PgUp",
    "Page Down": "PgDown",
}


def text_of(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


MANUAL = text_of("docs/manual.md")


def blocks(text: str) -> list[str]:
    """Return the lines of indented code, each joined with those that go on deeper."""
    lines = re.findall(r"^ {4}(.*(?:\n {5,}.*)*)", text, re.MULTILINE)
    return [" ".join(line.split()) for line in lines]


def pieces(text: str) -> list[str]:
    """Return all that stands as code: indented lines, and what is in backticks."""
    return [*blocks(text), *re.findall(r"`([^`\n]+)`", text)]


def sources(*folders: str) -> list[str]:
    return [path.read_text("utf-8") for folder in folders for path in (ROOT / folder).rglob("*.py")]


def plain(text: str) -> str:
    """Return a text of the window without mnemonic and dots."""
    return text.replace("&", "").rstrip("…").strip()


def menu_path(action: ActionSpec) -> str:
    return f"{plain(action.menu)} > {action.text.replace('&', '')}"


# --- the window ---


@pytest.mark.parametrize("document", DOCUMENTS)
def test_menu_entries_are_there(document: str) -> None:
    known = {plain(menu_path(action)) for action in ACTIONS}
    known |= {re.sub(r" \([A-Z]+\)$", "", path) for path in known}
    named = {plain(piece) for piece in pieces(text_of(document)) if re.match(r"\w+ > \w", piece)}
    assert named - known == set()


@cache
def visible_texts() -> set[str]:
    calls = (
        node
        for source in sources(*STOREYS)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
    )
    marked = (
        call for call in calls if isinstance(call.func, ast.Name) and call.func.id in {"_", "N_", "plural"}
    )
    constants = (part.value for call in marked for part in call.args if isinstance(part, ast.Constant))
    return {plain(value).casefold() for value in constants if isinstance(value, str)}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_stands_in_italics_is_what_the_window_calls_it(document: str) -> None:
    named = re.findall(r"(?<![*\w])\*([A-Z][^*]*)\*(?![*\w])", text_of(document))
    assert {plain(" ".join(name.split())).casefold() for name in named} - visible_texts() == set()


# --- keys ---


def combinations(text: str) -> set[str]:
    """Return the keys of a text as Qt writes them: Ctrl+Shift+F."""
    found = re.findall(r"<kbd>[^<]+</kbd>(?:\+<kbd>[^<]+</kbd>)*", text)
    return {
        "+".join(str(KEYS.get(key, key)) for key in re.findall(r">([^<]+)</kbd>", keys)) for keys in found
    }


def means_something(keys: str) -> bool:
    """Tell whether an action has these keys, the transcript reads them, or the page of all keys says them."""
    pressed: Any = QKeySequence(keys)
    if any(pressed == QKeySequence(own) for action in ACTIONS for own in action.keys):
        return True
    if keys.removeprefix("Ctrl+") in [*STRAND_KEYS]:  # known by their place on the board, which differs
        return True
    text = keys if len(keys) == 1 else ""
    event = QKeyEvent(QEvent.Type.KeyPress, pressed[0].key(), pressed[0].keyboardModifiers(), text)
    told = re.split(r"[;/] ", "; ".join(gesture for gesture, _effect in GESTURES))
    return read_key(event) is not None or keys.replace("Return", "Enter") in told


@pytest.mark.parametrize("document", DOCUMENTS)
def test_keys_mean_something(document: str) -> None:
    modifiers = {"Ctrl", "Shift", "Alt"}
    named = combinations(text_of(document)) - modifiers
    assert {keys for keys in named if not means_something(keys)} == set()


def test_keys_that_mean_nothing_are_found() -> None:
    keys = ("Ctrl+F", "Ctrl+J", "F12", "Down", "Alt+Home", "6", "?", "Ctrl+Shift+Return")
    assert [each for each in keys if not means_something(each)] == ["Ctrl+J", "F12", "Alt+Home"]


# --- the manual has a line for everything ---


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_has_its_line_with_its_keys(action: ActionSpec) -> None:
    lines = re.findall(rf"^\| `{re.escape(menu_path(action))}` \| (.*?) \| .+ \|$", MANUAL, re.MULTILINE)
    assert [combinations(keys) for keys in lines] == [set(action.keys)]


def test_every_gesture_has_its_line() -> None:
    assert [words for words in GESTURES if f"| {words[0]} | {words[1]} |\n" not in MANUAL] == []


# --- the command line ---


def spelt_out(line: str) -> Iterator[list[str]]:
    """Yield what a synopsis stands for: with every option, and each of what can be chosen."""
    words = shlex.split(re.sub(r"[\[\]]|\.\.\.", "", line), comments=True)[1:]
    for chosen in product(*(word.split("|") for word in words)):
        yield list(chosen)


def command_lines(text: str) -> list[str]:
    return [line for line in pieces(text) if line.startswith("strandline ")]


def options_of(command: str = "") -> set[str]:
    params = (GROUP.commands[command] if command else GROUP).params
    return {option for param in params for option in param.opts if option.startswith("--")} | {"--help"}


def parse(words: list[str]) -> None:
    """Parse without running; Typer says what it does not know."""
    name, *rest = words
    if name.startswith("-"):
        assert name in options_of()
    elif not name.endswith(".strandline"):  # a study opens the window
        GROUP.commands[name].make_context(name, rest)


@pytest.mark.parametrize(
    "line", sorted({line for name in DOCUMENTS for line in command_lines(text_of(name))})
)
def test_commands_can_be_typed(line: str) -> None:
    for words in spelt_out(line):
        parse(words)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_options_are_there(document: str) -> None:
    known = options_of().union(*map(options_of, GROUP.commands))
    assert {piece for piece in pieces(text_of(document)) if re.fullmatch("--[a-z-]+", piece)} - known == set()


@pytest.mark.parametrize("command", [name for name, each in GROUP.commands.items() if not each.hidden])
def test_the_manual_names_every_option(command: str) -> None:
    synopsis = next(line for line in blocks(MANUAL) if f"{line} ".startswith(f"strandline {command} "))
    said_of_all = {"--help", "--json", "--password-file"}
    assert options_of(command) - said_of_all - set(re.findall(r"--[a-z-]+", synopsis)) == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_make_knows_its_targets(document: str) -> None:
    known = re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE)
    named = (re.match(r"make ([a-z]+)", piece) for piece in pieces(text_of(document)))
    assert {found[1] for found in named if found} - set(known) == set()


# --- paths, links, names of the code ---


def missing_paths(words: list[str]) -> set[str]:
    """Return the paths among words that lead nowhere; a file's bare name may stand anywhere in the house."""
    names = {word.strip(",.;:()[]\"'") for word in words}
    paths = {name for name in names if "/" in name and name.split("/")[0] in TOP}
    files = {name for name in names if re.fullmatch(r"\w[\w-]*\.(py|toml|md|cff)", name)}
    there = {path.name for top in TOP for path in (ROOT / top).rglob("*")} | {
        path.name for path in ROOT.iterdir()
    }
    return {path for path in paths if not any(ROOT.glob(path))} | files - there


@pytest.mark.parametrize("document", DOCUMENTS)
def test_paths_are_there(document: str) -> None:
    words = " ".join(pieces(text_of(document))).replace("\\", "/").split()
    assert missing_paths(words) == set()


def test_what_is_measured_for_coverage_is_there() -> None:
    run = tomllib.loads(text_of("pyproject.toml"))["tool"]["coverage"]["run"]
    assert missing_paths([*run["include"], *run["command_line"].split()]) == set()


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    for path, _hash, anchor in re.findall(r"\]\(([^)#\s]*)(#?)([^)\s]*)\)", text_of(document)):
        target = (ROOT / document).parent / path if path else ROOT / document
        assert target.exists(), path
        assert not anchor or anchor in anchors(target), anchor


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "docs/house.md"])
def test_names_of_the_code_are_there(document: str) -> None:
    known = set(re.findall(r"\w+", "\n".join(sources(*STOREYS, "tests"))))
    code = " ".join(piece for piece in pieces(text_of(document)) if "/" not in piece)
    named = re.findall(r"\b(?:[a-z]\w*_\w+|[A-Z]\w*[a-z][A-Z]\w*|[A-Z]+_[A-Z_]+|[A-Z]{4,})\b", code)
    assert set(named) - known == set()


# --- what is said of the version ---


def test_all_say_the_same_version() -> None:
    assert f"\nversion: {version()}\n" in text_of("CITATION.cff")
    assert version() in text_of("CHANGELOG.md")
