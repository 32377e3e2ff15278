"""What the status line says of an act; a screen reader is told the same."""

from coding.language import _
from coding.model.framework import Code
from coding.text.spans import AddNew, AlreadyInside, Grow, TakeOff, TakePlace
from storage.operations.codings import Coded


def outcome(coded: Coded, code: Code) -> str:
    """Return what a strand's key did, and how to take it back where that is not plain."""
    match coded.rule:
        case AddNew() | TakePlace():
            return _("Coded {code}.").format(code=code.short)
        case TakeOff():
            return _("Removed {code}.").format(code=code.short)
        case Grow():
            return _("{code} now covers both passages.").format(code=code.short)
        case AlreadyInside() if code.key:
            return _("Already {code}; {key} again takes it off.").format(code=code.short, key=code.key)
        case AlreadyInside():
            return _("Already {code}.").format(code=code.short)
