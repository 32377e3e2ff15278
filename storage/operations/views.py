"""Views that are kept under a name: kept, renamed, changed, removed; what they showed when exported."""

from typing import Final

from coding.language import N_
from coding.model.kept_view import KeptView, MadeNumbers
from coding.model.study import KeptKind
from storage.operations.kept import KeptUnderNames
from storage.study.operation import WriteContext, operation

_VIEWS: Final = KeptUnderNames(
    KeptKind.VIEW,
    nameless=N_("A view has a name."),
    gone=N_("That view is no longer kept."),
    taken=N_("There is a view “{name}” already."),
)


@operation(N_("Keep the view “{name}”"), leave_out=("view",))
def keep_view(w: WriteContext, name: str, view: KeptView) -> int:
    """Keep what a page shows under a name; return the view's id.

    Raises UserError: no name, or another has it.
    """
    return _VIEWS.keep(w, name, view.to_json())


@operation(N_("Rename the view “{name}”"))
def rename_view(w: WriteContext, view_id: int, new: str) -> None:
    """Give a view another name.

    Raises UserError: it is no longer kept, no name, or another has it.
    """
    _VIEWS.rename(w, view_id, new)


@operation(N_("Change the view “{name}”"), leave_out=("view",))
def change_view(w: WriteContext, view_id: int, view: KeptView) -> None:
    """Let a view show something else; what it showed when exported is forgotten.

    Raises UserError: it is no longer kept.
    """
    _VIEWS.change(w, view_id, value=view.to_json(), made="", made_at="")


@operation(N_("Remove the view “{name}”"))
def remove_view(w: WriteContext, view_id: int) -> None:
    """Keep a view no longer. Raises UserError: it is not kept."""
    _VIEWS.remove(w, view_id)


@operation(N_("Note the numbers of “{name}” as exported"), leave_out=("made",))
def note_exported(w: WriteContext, view_id: int, made: MadeNumbers) -> None:
    """Note what a view showed when it was exported, to tell later what has changed.

    Raises UserError: it is no longer kept.
    """
    _VIEWS.change(w, view_id, made=made.to_json(), made_at=w.time)
