"""Views that are kept under a name: kept, renamed, changed, removed; what they showed when exported."""

from sqlalchemy import func, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.kept_view import KeptView, MadeNumbers
from coding.model.study import KeptKind
from coding.text.names import needed_name, same_name
from storage.operations.removing import remove
from storage.study import schema
from storage.study.operation import WriteContext, operation

_kept = schema.kept.c
_OF_VIEWS = _kept.kind == KeptKind.VIEW


@operation(N_("Keep the view “{name}”"), leave_out=("view",))
def keep_view(w: WriteContext, name: str, view: KeptView) -> int:
    """Keep what a page shows under a name; return the view's id.

    Raises UserError: no name, or another view has it.
    """
    name = _free_name(w, name)
    w.note(name=name)
    last = w.connection.scalar(select(func.max(_kept.position)).where(_OF_VIEWS))
    position = 0 if last is None else last + 1
    value = view.to_json()
    return w.add(
        schema.kept, kind=KeptKind.VIEW.value, name=name, position=position, coder_id=w.coder_id, value=value
    )


@operation(N_("Rename the view “{name}”"))
def rename_view(w: WriteContext, view_id: int, new: str) -> None:
    """Give a view another name.

    Raises UserError: it is no longer kept, no name, or another view has it.
    """
    name = _free_name(w, new, but=view_id)
    w.note(name=_name(w, view_id))
    w.connection.execute(update(schema.kept).where(_kept.id == view_id).values(name=name))


@operation(N_("Change the view “{name}”"), leave_out=("view",))
def change_view(w: WriteContext, view_id: int, view: KeptView) -> None:
    """Let a view show something else under the same name; what it showed when exported is forgotten.

    Raises UserError: it is no longer kept.
    """
    w.note(name=_name(w, view_id))
    values = {"value": view.to_json(), "made": "", "made_at": ""}
    w.connection.execute(update(schema.kept).where(_kept.id == view_id).values(values))


@operation(N_("Remove the view “{name}”"))
def remove_view(w: WriteContext, view_id: int) -> None:
    """Keep a view no longer.

    Raises UserError: it is no longer kept.
    """
    w.note(name=_name(w, view_id))
    remove(w, schema.kept, [view_id])


@operation(N_("Note the numbers of “{name}” as exported"), leave_out=("made",))
def note_exported(w: WriteContext, view_id: int, made: MadeNumbers) -> None:
    """Note what a view showed when it was exported, to tell later what has changed.

    Raises UserError: it is no longer kept.
    """
    w.note(name=_name(w, view_id))
    values = {"made": made.to_json(), "made_at": w.time}
    w.connection.execute(update(schema.kept).where(_kept.id == view_id).values(values))


def _name(w: WriteContext, view_id: int) -> str:
    name = w.connection.scalar(select(_kept.name).where(_kept.id == view_id, _OF_VIEWS))
    if name is None:
        raise UserError(_("That view is no longer kept."), _("Nothing was changed."))
    return name


def _free_name(w: WriteContext, typed: str, but: int = 0) -> str:
    name = needed_name(typed, _("A view has a name."))
    others = w.connection.scalars(select(_kept.name).where(_OF_VIEWS, _kept.id != but))
    if any(same_name(name, other) for other in others):
        raise UserError(_("There is a view “{name}” already.").format(name=name), _("Nothing was changed."))
    return name
