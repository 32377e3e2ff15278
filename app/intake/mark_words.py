"""What is said of a hand-written code: its state, its codes, its place, in short words."""

from coding.intake.plan import ImportRow
from coding.language import N_
from coding.model.code_labels import code_label as chip_label
from coding.model.framework import Framework
from coding.notation.colours import colour_in_words
from coding.notation.hand_marks import CodedBy, HandMark, MarkCode, MarkSource, MarkState, Reach

STATES = {
    MarkState.NOT_UNDERSTOOD: N_("not understood"),
    MarkState.GUESSED: N_("guessed"),
    MarkState.UNDERSTOOD: N_("understood"),
    MarkState.REMARK: N_("remark"),
    MarkState.NO_CODE: N_("no code"),
}
MANNERS = {
    MarkSource.LETTERS: N_("letters"),
    MarkSource.COLOUR: N_("colour"),
    MarkSource.COMMENT: N_("comment"),
    MarkSource.TABLE: N_("table"),
}
REACHES = {
    Reach.TURN: N_("the turn"),
    Reach.STRETCH: N_("since the last code"),
    Reach.SENTENCE: N_("the last sentence"),
    Reach.EXCHANGE: N_("the exchange"),
}
CODERS = {
    CodedBy.ME: N_("me"),
    CodedBy.AUTHOR: N_("the file’s author"),
    CodedBy.COMMENTER: N_("the commenter"),
}


def code_label(code: MarkCode, framework: Framework) -> str:
    """Return what stands on a coding's chip: strand, direction, stage, doubt."""
    stage = None if code.stage_id is None else framework.stage_by_id.get(code.stage_id)
    short, letter = framework.by_id[code.code_id].short, stage.letter if stage else ""
    return chip_label(short, code.direction, letter, unsure=code.unsure)


def codes_label(mark: HandMark, framework: Framework | None) -> str:
    """Return all codes of a mark, as they would be written at the end of a passage."""
    if framework is None:
        return ""
    return " / ".join(code_label(code, framework) for code in mark.codes)


def as_written(mark: HandMark) -> str:
    """Return what stands in the file: letters, a comment, or the colour where there are none."""
    return mark.written or colour_in_words(mark.colour)


def turn_in_words(row: ImportRow, mark: HandMark) -> str:
    """Return where a mark stands, for a narrow column: the number of its turn and who speaks."""
    number = str(mark.turn + 1)
    if row.segmented is None or mark.turn >= len(row.segmented.transcript.turns):
        return number
    speaker = row.segmented.transcript.turns[mark.turn].speaker_id
    return number if speaker is None else f"{number} · {row.speaker_labels[speaker].label}"


def to_look_at(mark: HandMark) -> bool:
    """Tell whether a person should look at a mark before it is stored."""
    return mark.state in {MarkState.NOT_UNDERSTOOD, MarkState.GUESSED} or bool(mark.note)


def code_name(code_id: int, framework: Framework) -> str:
    """Return a code for a list to choose from: ``HSC high social capital``."""
    code = framework.by_id[code_id]
    return f"{code.abbreviation} {code.name}".strip()
