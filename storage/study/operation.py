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
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

from sqlalchemy import Connection, Dialect, Table, insert

from coding.language import N_, _
from coding.text.names import clean_text

P = ParamSpec("P")
T = TypeVar("T")

_WORDS: dict[str, str] = {"migrate": N_("Bring the study to format {version}")}


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

    def note(self, **words: object) -> None:
        """Keep something with the operation that its words in the history need."""
        self.noted.update(words)

    def add(self, table: Table, **values: object) -> int:
        """Insert a row and return its id."""
        key = self.connection.execute(insert(table).values(**values)).inserted_primary_key
        assert key is not None
        return key[0]

    def add_many(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert rows that all name the same columns; their ids are not asked for.

        They go to the driver as they are: SQLAlchemy's own way takes twice as long for thousands.
        """
        if not rows:
            return
        statement = _insertion(table, tuple(rows[0]), self.connection.dialect)
        if statement is None:  # a driver that takes values by name
            self.connection.execute(insert(table), rows)
            return
        made = {name: _maker(table, name) for name in statement.names if name not in rows[0]}
        if made:
            rows = [{**row, **{name: make(None) for name, make in made.items()}} for row in rows]
        values = [tuple(map(row.__getitem__, statement.names)) for row in rows]
        self.connection.exec_driver_sql(statement.text, values)


class _Insertion(NamedTuple):
    text: str
    names: tuple[str, ...]  # of the columns, in the order of the values


@cache
def _insertion(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Insertion | None:
    """Return what inserts rows with these columns and those that are made for each row."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    return _Insertion(str(compiled), tuple(compiled.positiontup)) if compiled.positiontup else None


def _maker(table: Table, name: str) -> Callable[[object], object]:
    """Return what makes the default of a column for each row (a GUID)."""
    default: Any = table.c[name].default
    return default.arg


@dataclass(frozen=True, slots=True)
class Operation(Generic[T]):
    """One act of the researcher, not yet done."""

    kind: str
    parameters: Mapping[str, Any]
    run: Callable[[WriteContext], T]


def operation(
    words: str, *, leave_out: tuple[str, ...] = ()
) -> Callable[[Callable[Concatenate[WriteContext, P], T]], Callable[P, Operation[T]]]:
    """Turn a function that writes into one that returns an Operation.

    ``words`` is the message shown in the history, marked with N_, with ``{names}`` of parameters
    or of what the function noted. Parameters named in ``leave_out`` are too large to be kept.

    This is the door for what is typed: every text comes in clean, so that nothing that cannot be seen is
    stored. What is a name is looked at again where it is written.
    """

    def decorate(function: Callable[Concatenate[WriteContext, P], T]) -> Callable[P, Operation[T]]:
        kind = function.__name__
        _WORDS[kind] = words
        shape = signature(function)

        @wraps(function)
        def make(*args: P.args, **kwargs: P.kwargs) -> Operation[T]:
            given = shape.bind(None, *args, **kwargs)
            texts = {name: value for name, value in given.arguments.items() if type(value) is str}
            given.arguments |= {name: clean_text(text) for name, text in texts.items()}
            kept = {name: value for name, value in list(given.arguments.items())[1:] if name not in leave_out}
            run: Callable[..., T] = function
            return Operation(kind, kept, lambda w: run(w, *given.args[1:], **given.kwargs))

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


@cache
def words_in(kind: str) -> frozenset[str]:
    """Return the names of the parameters that the words for an operation show."""
    fields = (name for _text, name, _form, _conversion in Formatter().parse(_known_words(kind) or ""))
    return frozenset(name for name in fields if name)


def _known_words(kind: str) -> str | None:
    if kind not in _WORDS:
        _learn(kind)
    return _WORDS.get(kind)


def words_for(kind: str, parameters: str) -> str:
    """Return what an operation did, in the researcher's words and language."""
    known = _known_words(kind)
    if known is None:
        return kind.replace("_", " ").capitalize()
    return _(known).format_map(_Blank(json.loads(parameters or "{}")))
