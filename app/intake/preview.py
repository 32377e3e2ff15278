"""The text of the selected file as it will come in, on the page that it will be read on."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from app.intake.mark_words import as_written
from app.transcript.coding_style import CodingStyles
from app.transcript.pane import TranscriptPane
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import PAGE, column_of, row_of, wide
from coding.intake.plan import ImportRow, IncomingFile
from coding.language import _
from coding.model.framework import Framework
from coding.model.study import Coding, Span
from coding.notation.hand_marks import HandMark, MarkCode, MarkSource, MarkState
from coding.text.codings_on_text import CodingsOnText, place_of
from coding.text.told_labels import NOTHING_TOLD, Told, picked_in
from storage.queries.remarks import WrittenRemark

_PIXELS = 15
_NO_FILE = ImportRow(IncomingFile("", ""), include=False)
_UNREAD = 0  # the code of what was not understood: no code of a framework has this id


class Preview(QWidget):
    """Speakers, text and brackets; a remark has its pencil, what was not understood is underlined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._shown: ImportRow | None = None
        self.headings = ElidedLabel("dim")
        self.pane = TranscriptPane()
        self.view = self.pane.view
        self.view.setAccessibleName(_("Text of the selected file"))
        self.view.setAcceptDrops(False)
        self.pane.set_text_size(_PIXELS)
        self.pane.brackets.chosen.connect(self._choose)
        self.setFocusProxy(self.view)
        column_of(row_of(self.headings, margins=PAGE), wide(self.pane), on=self, spacing=0)

    def picked(self) -> Told:
        """Return what is said by selecting the beginning of a paragraph, if one is selected."""
        return picked_in(self._shown.transcript.text, self.view.selected) if self._shown else NOTHING_TOLD

    def show_arrival(
        self, row: ImportRow | None, framework: Framework | None = None, span: Span | None = None
    ) -> None:
        """Show a file's text and go to a passage of it, or nothing."""
        if row is not self._shown:
            self._shown = row
            self._show(row, framework)
        if span is not None:
            self.view.select_span(span)

    def _show(self, row: ImportRow | None, framework: Framework | None) -> None:
        marks = row.marks if row is not None else ()
        headings = row.segmented.headings if row and row.segmented else ()
        shown = row is not None and row.speaker_labels and headings
        self.headings.setText(" · ".join(headings) if shown else "")
        self.headings.setHidden(not shown)
        looks = _AsRead([framework], framework) if framework is not None else _AsRead((), None)
        codings = _on_text(_codings(marks) if framework is not None else ())
        self.pane.show_transcript((row or _NO_FILE).transcript, codings, looks)
        self.pane.remarks.show_remarks([_remark(mark) for mark in marks if mark.state is MarkState.REMARK])
        self.view.set_hits([mark.span for mark in marks if mark.state is MarkState.NOT_UNDERSTOOD])

    def _choose(self, coding: Coding) -> None:
        self.view.make_current(coding.id)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.view.refresh_look()


class _AsRead(CodingStyles):
    """The looks of codings; what was not understood is called by what stands in the file."""

    def label(self, coding: Coding) -> str:
        return f"{coding.memo} ??".strip() if coding.code_id == _UNREAD else super().label(coding)


def _codings(marks: tuple[HandMark, ...]) -> Iterator[Coding]:
    """Yield the codings that marks make; what was not understood makes one of no code."""
    each = ((mark, code) for mark in marks for code in (mark.codes or _unread(mark)))
    for number, (mark, code) in enumerate(each, 1):
        # Letters that were not understood still stand in the text.
        said = mark.memo if mark.codes else "" if mark.mark_source is MarkSource.LETTERS else as_written(mark)
        made = Coding(number, 0, *mark.span, code.code_id, 0, code.stage_id, code.unsure, "")
        yield made._replace(direction=code.direction, memo=said)


def _on_text(codings: Iterable[Coding]) -> CodingsOnText:
    by_id = {coding.id: coding for coding in codings}
    return CodingsOnText(sorted(map(place_of, by_id.values())), lambda ids: [by_id[each] for each in ids])


def _unread(mark: HandMark) -> tuple[MarkCode, ...]:
    return (MarkCode(_UNREAD),) if mark.state is MarkState.NOT_UNDERSTOOD else ()


def _remark(mark: HandMark) -> WrittenRemark:
    return WrittenRemark(mark.number, mark.span, 0, mark.author, mark.memo or mark.written)
