"""What the status line and a screen reader are told about a passage."""

from app.transcript.coding_style import CodingStyles
from app.transcript.selection import SelectionState
from coding.language import _
from coding.model.framework import Code
from coding.model.study import Transcript
from coding.text.spans import AddNew, AlreadyInside, Grow, TakeOff, TakePlace
from storage.operations.codings import Coded


def outcome(coded: Coded, code: Code) -> str:
    """Return what a strand's key did, and how to take it back where that is not plain."""
    match coded.rule:
        case AddNew() | TakePlace():
            return _("Coded {code}.").format(code=code.short)
        case TakeOff():
            return _("Took off {code}.").format(code=code.short)
        case Grow():
            return _("{code} now covers both passages.").format(code=code.short)
        case AlreadyInside() if code.key:
            return _("Already {code}; {key} again takes it off.").format(code=code.short, key=code.key)
        case AlreadyInside():
            return _("Already {code}.").format(code=code.short)


def spoken(transcript: Transcript, state: SelectionState, looks: CodingStyles) -> str:
    """Return what a screen reader says of a selection: speaker, text, the codes touching it."""
    turn = next((t for t in reversed(transcript.turns) if t.start <= state.start), None)
    speaker = None if turn is None else transcript.speaker_of(turn)
    text = transcript.text[state.start : state.end]
    codes = ", ".join(looks.label(coding) for coding in state.touching)
    parts = [speaker.label if speaker else "", text, _("Codes: {codes}").format(codes=codes) if codes else ""]
    return ". ".join(part for part in parts if part)
