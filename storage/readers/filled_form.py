"""A form that was filled in with Word: its text, with what is highlighted, struck out or ticked."""

from dataclasses import dataclass
from typing import Final

from coding.model.document import Document
from coding.survey.form_text import STRUCK, TINTED
from storage.readers.docx import DocxWalk, read_docx
from storage.readers.docx_shades import colour_behind
from storage.readers.kinds import FileKind, kind_of
from storage.readers.safe_xml import Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRIKES: Final = (_W + "strike", _W + "dstrike")
_OFF: Final = frozenset({"0", "false", "off"})


def is_word(data: bytes) -> bool:
    """Tell a Word document by its content."""
    return kind_of(data) is FileKind.WORD


def read_filled_form(data: bytes) -> Document:
    """Read a Word document as a form: what is struck out is told among its settings.

    The zip directory was looked at. Raises UnreadableError if damaged.
    """
    return read_docx(data, _FormWalk)


@dataclass(slots=True)
class _FormWalk(DocxWalk):
    """Sees beside what a transcript has: words struck out, cells that are tinted, boxes of old forms."""

    def run(self, run: Element) -> None:
        """Write a run, and boxes in it; say that it is struck out."""
        start = self.draft.length
        for box in run.iter(_W + "checkBox"):
            self.draft.write("☒ " if _is_ticked(box) else "☐ ")
        DocxWalk.run(self, run)
        if any(_is_on(run.find(f"{_W}rPr/{tag}")) for tag in _STRIKES):
            self.draft.set_in(start, STRUCK)

    def cell(self, element: Element, start: int) -> None:
        """Write a cell; one that is tinted is all in that colour."""
        DocxWalk.cell(self, element, start)
        properties = element.find(_W + "tcPr")
        colour = "" if properties is None else colour_behind(properties)
        if colour:
            if self.draft.length == start:  # tinted where others tick
                self.draft.write(TINTED)
            self.draft.colour(start, colour)


def _is_ticked(box: Element) -> bool:
    """Tell whether a box of an old form is ticked: as it was filled in, else as it was made."""
    state = box.find(_W + "checked")
    return _is_on(box.find(_W + "default") if state is None else state)


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(_W + "val", "1") not in _OFF
