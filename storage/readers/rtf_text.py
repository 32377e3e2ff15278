"""The text of a rich text file as it is said: what is left out of it, and how rows of tables end."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from storage.readers.document_builder import DocumentBuilder, LeftOut

TEXT: Final = "text"
NOTHING: Final = ""


class RtfState(NamedTuple):
    """How text looks at a place; each group begins with that of the one around it."""

    into: str = TEXT  # what it belongs to: the text, a destination, or nothing
    encoding: str = ""  # of the font; empty for the document's
    highlight: int = 0  # a number in the table of colours, as the next
    colour: int = 0  # shading
    letters: int = 0  # the colour of the letters themselves
    bold: bool = False
    italic: bool = False
    paragraph_colour: int = 0
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    after_unicode: int = 1  # how many characters stand in for one that old programs do not know


@dataclass(slots=True)
class RichText:
    """Writes a draft; a row of a table begins with the first text in it and ends where the file says so."""

    draft: DocumentBuilder = field(default_factory=DocumentBuilder)
    boxes: list[str] = field(default_factory=list[str])  # texts of frames, for the paragraph's end
    number: str = ""  # of an item of a list, for the first text in it
    _row: bool = False
    _cell_due: bool = False
    _line_due: bool = False
    _was_left_out: LeftOut | None = None

    def say(self, text: str, state: RtfState, colour: str, manner: str = "") -> None:
        """Write text, or count it where it was deleted or is hidden."""
        left_out = LeftOut.DELETIONS if state.deleted else LeftOut.HIDDEN if state.hidden else None
        if left_out is not None:
            self.draft.left_out[left_out] += left_out is not self._was_left_out
        self._was_left_out = left_out
        if left_out is None:
            self._reach(state)
            if self.number and text.strip():
                self.draft.write_number(self.number)
                self.number = ""
            start = self.draft.length
            self.draft.write(text)
            self.draft.colour(start, colour)
            self.draft.set_in(start, manner)

    def _reach(self, state: RtfState) -> None:
        """Begin the row, cell or line that is due before text."""
        if state.in_table:
            if not self._row:
                self.draft.begin_row()
                self.draft.begin_cell()
                self._row = True
            elif self._cell_due:
                self.draft.begin_cell()
            elif self._line_due:
                self.draft.write("\n")
        else:
            self.end_row()
        self._cell_due = self._line_due = False

    def end_paragraph(self, state: RtfState) -> None:
        """End a paragraph; in a cell a line of it."""
        if state.deleted:
            return  # its mark was deleted: it runs on into the next
        self._was_left_out, self.number = None, ""
        if state.in_table:
            self._line_due = self._row
            return
        self.end_row()
        self.draft.finish()
        self._put_boxes()

    def end_cell(self, state: RtfState) -> None:
        """End a cell of a row, an empty one too."""
        if not self._row or self._cell_due:
            self._reach(state)
        self._cell_due, self._line_due = True, False

    def end_row(self) -> None:
        """End the row of a table, if one has begun."""
        if self._row:
            self._row = self._cell_due = self._line_due = False
            self.draft.end_row()
            self._put_boxes()

    def end_inner_cell(self) -> None:
        """Set cells of a table inside a cell apart."""
        if self._row:
            self.draft.write("\t")

    def end_inner_row(self) -> None:
        """End a row of a table inside a cell: the next is a line of its own."""
        self._line_due = self._row

    def _put_boxes(self) -> None:
        boxes, self.boxes = self.boxes, []
        for line in (line for box in boxes for line in box.split("\n")):
            self.draft.write(line)
            self.draft.finish_if_begun()
