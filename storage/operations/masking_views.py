"""Masking names in what is kept as JSON: words of views and reports, and what questions of a survey offer."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any, Final, cast

from sqlalchemy import Connection, Table, select, update

from coding.model.study import KeptKind
from coding.privacy.masking import Pseudonyms
from storage.study import schema, survey_schema
from storage.study.operation import WriteContext

# Under these a query or a report has words; everything else is a GUID, a number or a word of the program.
_WORDS: Final = frozenset(
    {"options", "phrase", "pattern", "near", "text", "than", "from", "to", "title", "heading", "tag"}
)
_WITH_WORDS: Final = tuple(kind.value for kind in (KeptKind.VIEW, KeptKind.QUERY, KeptKind.REPORT))


def places_in_views(connection: Connection, pseudonyms: Pseudonyms) -> Counter[str]:
    """Return in how many places each name stands in the queries and reports that are kept."""
    found: Counter[str] = Counter()
    for _table, _column, _id, text in _queries(connection):
        _changed(json.loads(text), lambda words: _counted(words, pseudonyms.plain, found))
    return found


def mask_views(w: WriteContext, pseudonyms: Pseudonyms) -> Counter[str]:
    """Mask the names of a list in queries and reports that are kept; return in how many places each was.

    Raises no UserError.
    """
    found: Counter[str] = Counter()
    for table, column, id_, text in _queries(w.connection):
        masked = _changed(json.loads(text), lambda words: _counted(words, pseudonyms.plain, found))
        written = json.dumps(masked, ensure_ascii=False)
        if masked != json.loads(text):
            w.connection.execute(update(table).where(table.c.id == id_).values({column: written}))
    return found


def forget_made(w: WriteContext) -> None:
    """Forget what views showed when they were exported: it may be of somebody who is withdrawn."""
    kept = schema.kept
    made = (kept.c.kind == KeptKind.VIEW) & (kept.c.made != "")
    w.connection.execute(update(kept).where(made).values(made="", made_at=""))


def _queries(connection: Connection) -> list[tuple[Table, str, int, str]]:
    """Return what has words in it: its table and column, its row, and the JSON."""
    kept, item = schema.kept.c, survey_schema.item.c
    some = kept.kind.in_(_WITH_WORDS) & (kept.value != "")
    views = connection.execute(select(kept.id, kept.value).where(some))
    questions = connection.execute(select(item.id, item.options).where(item.options != ""))
    return [
        *((schema.kept, "value", id_, value) for id_, value in views),
        *((survey_schema.item, "options", id_, value) for id_, value in questions),
    ]


def _counted(words: str, pseudonyms: Pseudonyms, found: Counter[str]) -> str:
    masking = pseudonyms.masking(words)
    found.update(masking.places)
    return masking.change.applied(words) if masking.change else words


def _changed(held: Any, change: Callable[[str], str], *, is_words: bool = False) -> Any:
    """Return a record with its words said otherwise."""
    match held:
        case dict():
            record = cast("dict[str, Any]", held)
            return {key: _changed(each, change, is_words=key in _WORDS) for key, each in record.items()}
        case list():
            return [_changed(each, change, is_words=is_words) for each in cast("list[Any]", held)]
        case str() if is_words:
            return change(held)
        case _:
            return held
