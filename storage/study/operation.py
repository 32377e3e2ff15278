"""What an operation is: a function that writes, its parameters, and the words for it.

    @operation(N_("Rename {old} to {name}"))
    def rename_code(w: Writing, code_id: int, name: str) -> None: ...

``rename_code(5, "Trust")`` then writes nothing; it returns an Operation for StudyFile.perform.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, wraps
from importlib import import_module
from inspect import signature
from pkgutil import iter_modules
from string import Formatter
from typing import Any, Concatenate, Final, Generic, ParamSpec, TypeVar

from sqlalchemy import Connection, Dialect, Insert, Table, insert

from coding.language import N_, _, plural_form
from coding.text.names import clean_text

P = ParamSpec("P")
T = TypeVar("T")

_WORDS: dict[str, str | tuple[str, str]] = {
    "migrate": N_("Bring the study to format {version}"),
    "go_back": N_("Go back to the restore point of {when}"),
    "repair": N_("Repair the study"),
    # What was written outside the study; see storage/study/history.py.
    "export_file": N_("Export {file}"),
    "save_copy": N_("Save the copy {file}"),
    "share_copy": N_("Share the masked copy {file}"),
}
_MADE_IN: dict[str, str] = dict.fromkeys(_WORDS, "file")  # the module of each kind's operation


def now() -> str:
    """Return the time as the study stores it: UTC, ISO 8601, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(slots=True)
class WriteContext:
    """What an operation has in hand: the connection inside its transaction, who and when."""

    connection: Connection
    coder_id: int | None
    time: str
    noted: dict[str, Any] = field(default_factory=dict[str, Any])
    reverses_id: int | None = None  # the operation of long ago that this one takes back

    def note(self, **words: object) -> None:
        """Keep something with the operation that its words in the history need."""
        self.noted.update(words)

    def add(self, table: Table, **values: object) -> int:
        """Insert a row and return its id."""
        key = self.connection.execute(_insert(table), values).inserted_primary_key
        assert key is not None
        return key[0]

    def add_many(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert rows that all name the same columns; their ids are not asked for.

        They go to the driver as they are, and many in one statement: SQLAlchemy's own way takes four times
        as long for thousands, and for each statement SQLite sets up the triggers of the journal anew.
        """
        if not rows:
            return
        columns = _columns(table, tuple(rows[0]), self.connection.dialect)
        if columns is None:  # a driver that takes values by name
            self.connection.execute(_insert(table), rows)
            return
        at = 0
        while at < len(rows):
            size = next(s for s in _AT_ONCE if s <= len(rows) - at and s * len(columns) <= _MOST_VALUES)
            values = [
                row[name] if make is None else make(None)
                for row in rows[at : at + size]
                for name, make in columns.items()
            ]
            self.connection.exec_driver_sql(_insertion(table, tuple(columns), size), tuple(values))
            at += size


# Few sizes, so that the statements are prepared once; older SQLite takes 999 values.
_AT_ONCE: Final = (64, 16, 4, 1)
_MOST_VALUES: Final = 999


@cache
def _insert(table: Table) -> Insert:
    """Return the statement; to build it takes longer than to carry it out."""
    return insert(table)


@cache
def _columns(
    table: Table, names: tuple[str, ...], dialect: Dialect
) -> Mapping[str, Callable[[object], object] | None] | None:
    """Return the columns of a row with these names; where one is not given, what makes it (a GUID)."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    if not compiled.positiontup:
        return None
    defaults: Mapping[str, Any] = {name: table.c[name].default for name in compiled.positiontup}
    return {name: None if name in names else default.arg for name, default in defaults.items()}


@cache
def _insertion(table: Table, names: tuple[str, ...], rows: int) -> str:
    """Return the SQL that inserts so many rows."""
    row = f"({', '.join('?' * len(names))})"
    columns = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{table.name}" ({columns}) VALUES {", ".join([row] * rows)}'  # noqa: S608 - our own metadata


@dataclass(frozen=True, slots=True)
class Operation(Generic[T]):
    """One act of the researcher, not yet done."""

    kind: str
    parameters: Mapping[str, Any]
    run: Callable[[WriteContext], T]
    is_typed: bool = False  # saved as one types: see storage/study/extending.py


def operation(
    words: str | tuple[str, str], *, leave_out: tuple[str, ...] = (), is_typed: bool = False
) -> Callable[[Callable[Concatenate[WriteContext, P], T]], Callable[P, Operation[T]]]:
    """Turn a function that writes into one that returns an Operation.

    ``words`` is the message shown in the history, marked with N_, with ``{names}`` of parameters
    or of what the function noted; where it tells of ``{n}`` things, two messages, marked with N_plural.
    Parameters named in ``leave_out`` are too large to be kept. What ``is_typed`` goes on with the last
    operation, if that was of the same.

    This is the door for what is typed: every text comes in clean, so that nothing that cannot be seen is
    stored. What is a name is looked at again where it is written.
    """

    def decorate(function: Callable[Concatenate[WriteContext, P], T]) -> Callable[P, Operation[T]]:
        kind = function.__name__
        _WORDS[kind] = words
        _MADE_IN[kind] = function.__module__.rpartition(".")[2]
        shape = signature(function)

        @wraps(function)
        def make(*args: P.args, **kwargs: P.kwargs) -> Operation[T]:
            given = shape.bind(None, *args, **kwargs)
            texts = {name: value for name, value in given.arguments.items() if type(value) is str}
            given.arguments |= {name: clean_text(text) for name, text in texts.items()}
            kept = {name: value for name, value in list(given.arguments.items())[1:] if name not in leave_out}
            run: Callable[..., T] = function
            return Operation(kind, kept, lambda w: run(w, *given.args[1:], **given.kwargs), is_typed)

        return make

    return decorate


def to_json(parameters: Mapping[str, Any]) -> str:
    """Write parameters for the journal; what JSON does not know is written as text."""
    return json.dumps(parameters, ensure_ascii=False, default=str)


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def _learn(kind: str) -> None:
    """Import operations until one is known: a history can hold some that this run has had no use for yet."""
    from storage import operations

    for module in iter_modules(operations.__path__):
        if kind in _WORDS:
            break
        import_module(f"{operations.__name__}.{module.name}")


def kinds_by_module() -> Mapping[str, frozenset[str]]:
    """Return all kinds of operations by the module that makes them; "file" are those of the file itself."""
    _learn("")
    return {
        module: frozenset(k for k, made in _MADE_IN.items() if made == module)
        for module in {*_MADE_IN.values()}
    }


@cache
def words_in(kind: str) -> frozenset[str]:
    """Return the names of the parameters that the words for an operation show."""
    known = _known_words(kind) or ""
    many = known if isinstance(known, str) else known[1]
    fields = (name for _text, name, _form, _conversion in Formatter().parse(many))
    return frozenset(name for name in fields if name)


def _known_words(kind: str) -> str | tuple[str, str] | None:
    if kind not in _WORDS:
        _learn(kind)
    return _WORDS.get(kind)


def words_for(kind: str, parameters: str) -> str:
    """Return what an operation did, in the researcher's words and language."""
    known = _known_words(kind)
    if known is None:
        return kind.replace("_", " ").capitalize()
    held = json.loads(parameters or "{}")
    message = _(known) if isinstance(known, str) else plural_form(*known, held.get("n", 0))
    words = message.format_map(_Blank(held))
    return _("{words}, for {whose}").format(words=words, whose=held["whose"]) if held.get("whose") else words
