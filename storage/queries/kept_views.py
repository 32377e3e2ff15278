"""Reading the views that are kept: what they ask, what they show now, what has changed since an export."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, or_, select

from coding.errors import UserError
from coding.language import _
from coding.model.kept_view import KeptView, MadeNumbers, ViewPage
from coding.model.study import KeptKind
from coding.text.names import name_key
from coding.text.times import local_day
from storage.queries.guids import StudyGuids
from storage.queries.history_groups import group_in_words
from storage.study import schema, tables

if TYPE_CHECKING:
    from coding.analysis.analysis_data import AnalysisData
    from coding.analysis.compare_settings import CompareSettings
    from coding.analysis.comparison import Comparison
    from coding.analysis.frequencies import Frequencies
    from coding.analysis.selection import Asked
    from coding.analysis.view_changes import SinceThen, ViewChanges
    from coding.model.query import Query
    from coding.query.kept_numbers import KeyedNumber

# Changes of these make other numbers, beside those of codings.
_COUNTED: Final = (
    *(tables.INTERVIEW, tables.READING, tables.TRANSCRIPT, tables.TURN, tables.SPEAKER, tables.PERSON),
    *(tables.POST, tables.PARTICIPATION, tables.SCHOOL, tables.ROUND, tables.ROLE, tables.CODE),
    *(tables.QUESTION, tables.QUESTION_CODE, tables.LINK, *tables.ATTRIBUTES),
)
_change, _operation = schema.change.c, schema.operation.c


class ViewRow(NamedTuple):
    """A view that is kept. ``view`` is None where a later program wrote it, ``made`` before any export."""

    id: int
    guid: str
    name: str
    view: KeptView | None
    made: MadeNumbers | None
    made_at: str


def kept_views(connection: Connection) -> list[ViewRow]:
    """Return all views in their order."""
    kept = schema.kept.c
    rows = connection.execute(
        select(kept.id, kept.guid, kept.name, kept.value, kept.made, kept.made_at)
        .where(kept.kind == KeptKind.VIEW)
        .order_by(kept.position, kept.id)
    )
    return [_row(*row) for row in rows]


def _row(id_: int, guid: str, name: str, value: str, made: str, made_at: str) -> ViewRow:
    try:
        view = KeptView.from_json(value)
        numbers = MadeNumbers.from_json(made) if made else None
    except UserError:
        return ViewRow(id_, guid, name, None, None, made_at)
    return ViewRow(id_, guid, name, view, numbers, made_at)


def view_called(connection: Connection, name: str) -> ViewRow:
    """Return the view with this name. Raises UserError where there is none."""
    found = kept_views(connection)
    for row in found:
        if name_key(row.name) == name_key(name):
            return row
    known = ", ".join(row.name for row in found)
    remedy = _("These are kept: {known}.").format(known=known) if known else ""
    raise UserError(_("No view “{name}” is kept.").format(name=name), remedy=remedy)


ReadData = Callable[[int, Collection[int]], "AnalysisData"]


@dataclass(frozen=True)
class ViewReader:
    """Shows kept views; ``read`` returns what is counted from, of a framework and coders."""

    connection: Connection
    read: ReadData

    def asked(self, view: KeptView) -> "Asked":
        """Return what a view is asked of. Raises UserError: its framework or all its coders are gone."""
        from storage.queries.selecting import asked_of

        guids = StudyGuids(self.connection)
        framework_id = guids.id("framework", view.framework)
        coder_ids = [id_ for guid in view.coders if (id_ := guids.id("coder", guid)) is not None]
        if framework_id is None or not coder_ids:
            raise UserError(_("The framework or the coders of this view are no longer in the study."))
        return asked_of(self.connection, self.read(framework_id, coder_ids))

    def settings(self, view: KeptView, asked: "Asked") -> "CompareSettings":
        """Return what Compare is asked. Raises UserError: it is no view of Compare, or a later program’s."""
        from coding.query.kept_settings import settings_from_json

        if view.page is not ViewPage.COMPARE:
            raise UserError(_("This is a view of Passages: it has no table."))
        return settings_from_json(view.asked, asked.names, StudyGuids(self.connection))

    def query(self, view: KeptView, asked: "Asked") -> "Query":
        """Return what Passages is asked. Raises UserError: a later program wrote it."""
        from coding.query.kept_form import query_from

        return query_from(view.asked["query"], asked.names, StudyGuids(self.connection))

    def table(self, view: KeptView) -> "Frequencies | Comparison":
        """Return the numbers of a view of Compare. Raises UserError as ``asked`` and ``settings`` do."""
        from coding.query.kept_numbers import counted_as_asked

        asked = self.asked(view)
        return counted_as_asked(asked, self.settings(view, asked))

    def numbers(self, view: KeptView) -> "dict[str, KeyedNumber]":
        """Return the numbers of a view as they are now. Raises UserError as ``asked`` does."""
        from coding.analysis.forms import ChartForm
        from coding.analysis.frequencies import Frequencies
        from coding.analysis.selection import select as find
        from coding.query.kept_numbers import numbers_by_key, passages_by_key, stages_by_key

        guids = StudyGuids(self.connection)
        if view.page is ViewPage.COMPARE:
            table = self.table(view)
            numbers = numbers_by_key(table, guids)
            if view.asked["form"] == ChartForm.STAGES.value and isinstance(table, Frequencies):
                numbers |= stages_by_key(table, guids)
            return numbers
        asked = self.asked(view)
        return passages_by_key(asked, find(asked, self.query(view, asked)), guids)

    def made(self, view: KeptView) -> MadeNumbers:
        """Return the numbers of a view to be kept. Raises UserError as ``asked`` does."""
        return MadeNumbers({key: number.text for key, number in self.numbers(view).items()})

    def changes(self, row: ViewRow) -> "ViewChanges | None":
        """Return what has changed since a view was exported; None where it never was, or cannot be shown."""
        from coding.analysis.view_changes import ViewChanges, view_changes
        from coding.query.kept_numbers import changed_since

        if row.view is None or row.made is None:
            return None
        changed = changed_since(row.made.numbers, self.numbers(row.view))
        if not changed:
            return ViewChanges(local_day(row.made_at), 0)
        framework = self.asked(row.view).analysis_data.framework
        since = done_since(self.connection, row.made_at)
        return view_changes(framework, local_day(row.made_at), changed.values(), since)


def done_since(connection: Connection, moment: str) -> "SinceThen":
    """Return what was done or taken back since a moment (UTC, ISO 8601) that makes other numbers."""
    from coding.analysis.view_changes import SinceThen

    op = _operation
    stands = (op.status == "done") & (op.created >= moment)
    taken_back = op.status.in_(("undone", "dropped")) & (op.created <= moment) & (op.undone >= moment)
    since = _change.operation_id.in_(select(op.id).where(or_(stands, taken_back)))
    touched = connection.execute(
        select(op.kind, _change.table_name)
        .join_from(schema.change, schema.operation, op.id == _change.operation_id)
        .where(since, _change.table_name.in_((tables.CODING, *_COUNTED)))
        .distinct()
        .order_by(op.kind)
    ).all()
    of_codings = {row.kind for row in touched if row.table_name == tables.CODING}
    others = [group_in_words(row.kind) for row in touched if row.kind not in of_codings]
    codes = frozenset(_codes(connection, since)) if of_codings else frozenset[int]()
    return SinceThen(codes, tuple(dict.fromkeys(others)))


def _codes(connection: Connection, since: ColumnElement[bool]) -> Iterator[int]:
    """Yield the codes that codings have or had which came, went or became others since then."""
    of_codings, coding = since & (_change.table_name == tables.CODING), schema.coding.c
    before = func.json_extract(_change.image, "$.code_id")
    yield from connection.scalars(select(before).where(of_codings, before.is_not(None)).distinct())
    changed = select(_change.row_id).where(of_codings)
    yield from connection.scalars(select(coding.code_id).where(coding.id.in_(changed)).distinct())
